// Shows one line of her diary; chosen, with what you said that it rests on, and a button that discards it.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: card
    required property int index
    required property int id
    required property string kind
    required property string text
    required property string how
    required property var sources
    required property string spoken
    required property ListView list
    readonly property bool chosen: ListView.isCurrentItem

    function discard() {
        list.forceActiveFocus()  // the button that was pressed goes with the card
        if (kind === "question")
            Undoing.question(id)
        else if (kind === "loose end")
            HerDiary.drop(id)
        else
            Undoing.diary(id)
    }

    height: column.height + 28
    radius: 14
    color: Theme.paper
    border.width: chosen && list.activeFocus ? 2 : 1
    border.color: chosen && list.activeFocus ? Theme.coralText : chosen || area.containsMouse ? Theme.rose : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.onPressAction: list.currentIndex = index

    MouseArea {
        id: area
        anchors.fill: parent
        hoverEnabled: true
        onClicked: {
            card.list.currentIndex = card.index
            card.list.forceActiveFocus()
        }
    }
    Column {
        id: column
        x: 18
        y: 14
        width: parent.width - 36
        spacing: 5
        Words {
            width: parent.width
            text: card.text
            font.family: Theme.serif
            font.pixelSize: Math.round(Theme.body * 1.1)
            Accessible.ignored: true
        }
        Words {
            visible: card.chosen
            width: parent.width
            topPadding: 4
            text: card.how === "" ? qsTr("Because you said:") : qsTr("%1 Because you said:").arg(card.how)
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Repeater {
            model: card.chosen ? card.sources : []
            Evidence {
                required property var modelData
                width: column.width
                moment: modelData
                whole: true
            }
        }
        Flow {
            width: parent.width
            spacing: 8
            topPadding: 6
            visible: card.chosen
            Pill { objectName: "discard-line"; text: card.kind === "loose end" ? qsTr("Don't ask me that") : qsTr("Discard"); Accessible.description: card.kind === "loose end" ? qsTr("She never asks about it") : qsTr("Delete in the list; ten seconds to undo"); onClicked: card.discard() }
        }
    }
}
