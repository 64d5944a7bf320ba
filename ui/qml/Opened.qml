// One conversation of the past, to read.
import QtQuick
import QtQuick.Controls.Basic

Item {
    id: opened
    property bool closable: false
    property int marked: -1

    Icons { id: icons }
    Item {
        id: head
        width: parent.width
        height: Math.max(title.height, closer.height)
        Round {
            id: closer
            objectName: "close-conversation"
            visible: opened.closable
            width: visible ? implicitWidth : 0
            anchors.verticalCenter: parent.verticalCenter
            icon_: icons.back
            hint: qsTr("Back (Esc)")
            onClicked: past.close()
        }
        Words {
            id: title
            anchors { left: closer.right; leftMargin: opened.closable ? 8 : 0; right: parent.right; verticalCenter: parent.verticalCenter }
            text: past.title
            font.family: look.serif
            font.pixelSize: Math.round(look.body * 1.3)
            Accessible.role: Accessible.Heading
        }
    }
    Connections {
        target: past
        function onJumped(row) {
            opened.marked = row > 0 || past.words !== "" ? row : -1
            list.positionViewAtIndex(row, row > 0 ? ListView.Center : ListView.Beginning)
            list.forceActiveFocus()
        }
    }
    ListView {
        id: list
        objectName: "opened"
        anchors { top: head.bottom; topMargin: 14; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        leftMargin: 10
        spacing: Math.round(look.body * 1.1)
        bottomMargin: 24
        model: pastLines
        reuseItems: true
        cacheBuffer: Math.max(400, height * 2)
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Conversation of %1").arg(past.title)
        Keys.onPressed: event => {
            const step = { [Qt.Key_Down]: 60, [Qt.Key_Up]: -60, [Qt.Key_PageDown]: height * 0.9, [Qt.Key_PageUp]: -height * 0.9 }[event.key]
            if (step !== undefined) {
                contentY = Math.max(originY, Math.min(originY + Math.max(0, contentHeight - height), contentY + step))
                event.accepted = true
            }
        }
        ScrollBar.vertical: Bar {}
        delegate: Line {
            required property int index
            width: ListView.view.width - 36
            marked: index === opened.marked
        }
    }
}
