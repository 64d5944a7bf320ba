// Lists the conversations by day, newest first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

ListView {
    id: list
    objectName: "talks"
    clip: true
    spacing: 4
    model: PastConversations
    reuseItems: true
    cacheBuffer: Math.max(400, height)
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    currentIndex: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Conversations by day")
    Keys.onReturnPressed: choose(currentIndex)
    Keys.onEnterPressed: choose(currentIndex)
    Keys.onDeletePressed: if (currentIndex >= 0 && currentIndex < count) Undoing.conversation(PastConversations.data(PastConversations.index(currentIndex, 0), 256))
    ScrollBar.vertical: Bar {}
    onContentYChanged: if (contentHeight > 0 && contentY + height * 2 > originY + contentHeight) History.older()

    function showMonth() {
        const head = headerItem as MoodMonth
        if (head)
            contentY = originY + Math.max(0, Math.min(head.height - height, head.wordsAt))  // in large print the words, else all of it
    }
    function choose(row) {
        if (row >= 0 && row < count) {
            currentIndex = row
            History.open(PastConversations.data(PastConversations.index(row, 0), 256), 0)
        }
    }

    header: MoodMonth {
        width: ListView.view.width - 10
        visible: list.count > 0
        height: visible ? implicitHeight : 0
        onHeightChanged: if (list.contentY <= 0) Qt.callLater(list.showMonth)  // the words for a day make it longer
    }
    section.property: "day"
    section.delegate: Words {
        required property string section
        width: ListView.view.width
        text: section
        color: Theme.soft
        font.pixelSize: Theme.small
        topPadding: 12
        bottomPadding: 6
        Accessible.role: Accessible.Heading
    }
    delegate: Rectangle {
        id: row
        required property int index
        required property int id
        required property string when
        required property string title
        required property int lines
        readonly property bool here: History.opened === id
        width: ListView.view.width - 10
        height: words.height + time.height + 22
        radius: 12
        color: here ? Theme.peach : area.containsMouse ? Theme.paper : "transparent"
        border.width: list.activeFocus && ListView.isCurrentItem ? 2 : 0
        border.color: Theme.coralText
        Accessible.role: Accessible.ListItem
        Accessible.name: when + ", " + title
        Accessible.onPressAction: list.choose(index)
        Words { id: words; x: 12; y: 10; width: parent.width - 24; text: row.title; maximumLineCount: 2; elide: Text.ElideRight; Accessible.ignored: true }
        Words {
            id: time
            x: 12
            anchors.top: words.bottom
            anchors.topMargin: 2
            text: row.when + " · " + (row.lines === 1 ? qsTr("one line") : qsTr("%1 lines").arg(row.lines))
            font.pixelSize: Math.round(Theme.small * 0.92)
            color: Theme.soft
            Accessible.ignored: true
        }
        MouseArea { id: area; anchors.fill: parent; hoverEnabled: true; onClicked: list.choose(row.index) }
    }
    Words {
        visible: list.count === 0
        width: parent.width
        y: 24
        color: Theme.pale
        font.family: Theme.serif
        font.pixelSize: Math.round(Theme.body * 1.2)
        text: Companion.ready ? qsTr("Nothing yet. What we say will be kept here.") : qsTr("One moment…")
    }
}
