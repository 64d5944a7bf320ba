// The lines that hold the words searched for, best first, each with its moment.
import QtQuick
import QtQuick.Controls.Basic

ListView {
    id: list
    objectName: "hits"
    clip: true
    spacing: 10
    model: pastFound
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
        const index = pastFound.index(row, 0)
        past.open(pastFound.data(index, 256), pastFound.data(index, 257))
    }

    delegate: Rectangle {
        id: card
        required property int index
        required property string who
        required property string when
        required property string marked
        required property string spoken
        readonly property bool hers: who === "her"
        width: ListView.view.width - 12
        height: words.height + time.height + 30
        radius: 14
        color: look.paper
        border.width: list.activeFocus && ListView.isCurrentItem ? 2 : 1
        border.color: list.activeFocus && ListView.isCurrentItem ? look.coralText : area.containsMouse ? look.rose : look.line
        Accessible.role: Accessible.ListItem
        Accessible.name: (hers ? prefs.values.her_name : qsTr("You")) + ", " + when + ": " + spoken
        Accessible.onPressAction: list.choose(index)
        Words {
            id: time
            x: 18
            y: 12
            width: parent.width - 36
            text: (card.hers ? prefs.values.her_name : qsTr("You")) + " · " + card.when
            font.pixelSize: Math.round(look.small * 0.92)
            color: look.soft
            Accessible.ignored: true
        }
        Text {
            id: words
            x: 18
            anchors { top: time.bottom; topMargin: 4 }
            width: parent.width - 36
            textFormat: Text.StyledText // escaped in Python; the only tag is the bold of a word found
            text: card.marked.replace(/<b>/g, "<b><font color='" + look.coralText + "'>").replace(/<\/b>/g, "</font></b>")
            font.family: card.hers ? look.serif : look.sans
            font.pixelSize: card.hers ? Math.round(look.body * 1.1) : look.body
            color: look.ink
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        MouseArea { id: area; anchors.fill: parent; hoverEnabled: true; onClicked: list.choose(card.index) }
    }
}
