// Shows one past conversation to read.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Item {
    id: opened
    property bool closable: false

    Icons { id: icons }
    Item {
        id: head
        width: parent.width
        height: Math.max(title.height, closer.height, forgetter.height)
        Round {
            id: closer
            objectName: "close-conversation"
            visible: opened.closable
            width: visible ? implicitWidth : 0
            anchors.verticalCenter: parent.verticalCenter
            icon_: icons.back
            hint: qsTr("Back (Esc)")
            onClicked: History.close()
        }
        Words {
            id: title
            anchors { left: closer.right; leftMargin: opened.closable ? 8 : 0; right: forgetter.left; rightMargin: 8; verticalCenter: parent.verticalCenter }
            text: History.title
            font.family: Theme.serif
            font.pixelSize: Math.round(Theme.body * 1.3)
            Accessible.role: Accessible.Heading
        }
        Pill {
            id: forgetter
            objectName: "forget-conversation"
            anchors { right: parent.right; rightMargin: 10; verticalCenter: parent.verticalCenter }
            quiet: true
            text: qsTr("Forget")
            Accessible.name: qsTr("Forget this conversation")
            Accessible.description: qsTr("Delete in the list of conversations; ten seconds to undo")
            onClicked: Undoing.conversation(History.opened)
        }
    }
    Words {
        id: summary
        objectName: "summary"
        anchors { top: head.bottom; topMargin: visible ? 6 : 0 }
        width: parent.width - 10
        visible: History.summaryTitle !== ""
        text: History.summaryTitle === "" ? "" : History.summary === "" ? History.summaryTitle : History.summaryTitle + ". " + History.summary
        font.family: Theme.serif
        color: Theme.soft
        maximumLineCount: opened.height < 320 * Theme.scale ? 2 : 4
        elide: Text.ElideRight
    }
    Connections {
        target: History
        function onJumped(row) {
            list.currentIndex = Math.max(0, row)
            list.positionViewAtIndex(row, row > 0 ? ListView.Center : ListView.Beginning)
            list.forceActiveFocus()
            list.keyed = false  // the one opened is marked; where the keyboard is shows once it is used
        }
    }
    ListView {
        id: list
        objectName: "opened"
        anchors { top: summary.visible ? summary.bottom : head.bottom; topMargin: 6; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        leftMargin: 10
        topMargin: 10
        spacing: Math.round(Theme.body * 1.1)
        bottomMargin: 24
        model: PastLines
        reuseItems: true
        cacheBuffer: Math.max(400, height * 2)
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        property bool keyed: false
        onActiveFocusChanged: keyed = true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Conversation of %1").arg(History.title)
        Keys.onPressed: event => {
            keyed = true
            const step = { [Qt.Key_Down]: 60, [Qt.Key_Up]: -60, [Qt.Key_PageDown]: height * 0.9, [Qt.Key_PageUp]: -height * 0.9 }[event.key]
            if (step !== undefined) {
                if (Math.abs(step) !== 60 || !list.toNext(Math.sign(step)))
                    scroll(step)
                event.accepted = true
            } else if (event.key === Qt.Key_Delete && currentItem) {
                Undoing.message((currentItem as Line).message)
                event.accepted = true
            }
        }
        function scroll(step) { contentY = Math.max(originY, Math.min(originY + Math.max(0, contentHeight - height), contentY + step)) }
        function toNext(way) {  // the line after this one, or before it, once this one's end has been read
            const end = currentItem ? (way > 0 ? currentItem.y + currentItem.height - contentY - height : contentY - currentItem.y) : 0
            if (end > 4 || currentIndex + way < 0 || currentIndex + way >= count)
                return false
            currentIndex += way
            positionViewAtIndex(currentIndex, ListView.Contain)
            return true
        }
        ScrollBar.vertical: Bar {}
        delegate: Line {
            width: ListView.view.width - 36
            marked: History.openedMessage > 0 && message === History.openedMessage
            chosen: list.activeFocus && list.keyed && ListView.isCurrentItem
            forgettable: true
            onForgotten: { list.forceActiveFocus(); Undoing.message(message) }
        }
    }
}
