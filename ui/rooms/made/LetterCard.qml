// Shows one letter in the list: its title, when it was changed last, how many versions it has, and its first words.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: card
    required property int index
    required property int id
    required property string title
    required property string beginning
    required property string when
    required property string spoken
    required property ListView list
    readonly property bool chosen: ListView.isCurrentItem

    function enter() { OpenLetter.open(id) }
    function remove() { Made.removeLetter(id) }

    height: column.height + 28
    radius: 14
    color: Theme.paper
    border.width: chosen && list.activeFocus ? 2 : 1
    border.color: chosen && list.activeFocus ? Theme.coralText : area.containsMouse ? Theme.rose : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.description: qsTr("Enter opens it, Delete removes it")
    Accessible.onPressAction: card.enter()

    MouseArea {
        id: area
        anchors.fill: parent
        hoverEnabled: true
        onClicked: card.enter()
    }
    Column {
        id: column
        x: 18
        y: 14
        width: parent.width - 36
        spacing: 4
        Words {
            width: parent.width
            text: card.title
            font.family: Theme.serif
            font.pixelSize: Math.round(Theme.body * 1.2)
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            text: card.when
            font.pixelSize: Theme.small
            color: Theme.soft
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            visible: text !== ""
            topPadding: 4
            text: card.beginning
            font.family: Theme.serif
            color: Theme.soft
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}
