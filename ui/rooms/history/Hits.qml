// Lists what contains the words searched for: what is kept, then the lines that were said, best first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

ListView {
    id: list
    objectName: "hits"
    clip: true
    spacing: 10
    model: SearchHits
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    currentIndex: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("What was found")
    Keys.onReturnPressed: choose(currentIndex)
    Keys.onEnterPressed: choose(currentIndex)
    ScrollBar.vertical: Bar {}

    function choose(row) {
        const index = SearchHits.index(row, 0)
        const kind = SearchHits.data(index, 262)
        if (kind !== "")
            History.openKept(kind)
        else
            History.open(SearchHits.data(index, 256), SearchHits.data(index, 257))
    }

    delegate: Rectangle {
        id: card
        required property int index
        required property string who
        required property string when
        required property string marked
        required property string spoken
        required property string kind
        required property string called
        readonly property string from: kind !== "" ? called.charAt(0).toUpperCase() + called.slice(1) : hers ? Preferences.values.her_name : who === "neutral" ? qsTr("Interview") : qsTr("You")
        readonly property bool hers: who === "her"
        width: ListView.view.width - 12
        height: words.height + time.height + 30
        radius: 14
        color: Theme.paper
        border.width: list.activeFocus && ListView.isCurrentItem ? 2 : 1
        border.color: list.activeFocus && ListView.isCurrentItem ? Theme.coralText : area.containsMouse ? Theme.rose : Theme.line
        Accessible.role: Accessible.ListItem
        Accessible.name: from + ", " + when + ": " + spoken
        Accessible.onPressAction: list.choose(index)
        Words {
            id: time
            x: 18
            y: 12
            width: parent.width - 36
            text: card.from + " · " + card.when
            font.pixelSize: Math.round(Theme.small * 0.92)
            color: Theme.soft
            Accessible.ignored: true
        }
        Text {
            id: words
            x: 18
            anchors { top: time.bottom; topMargin: 4 }
            width: parent.width - 36
            textFormat: Text.StyledText // escaped in Python; the only tag is the bold of a word found
            text: card.marked.replace(/<b>/g, "<b><font color='" + Theme.coralText + "'>").replace(/<\/b>/g, "</font></b>")
            font.family: card.hers ? Theme.serif : Theme.sans
            font.pixelSize: card.hers ? Math.round(Theme.body * 1.1) : Theme.body
            color: Theme.ink
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        MouseArea { id: area; anchors.fill: parent; hoverEnabled: true; onClicked: list.choose(card.index) }
    }
}
