// Shows one rule she was told: in words, with the user's own and their day, and a button that undoes it.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: card
    required property int index
    required property int id
    required property string text
    required property string quote
    required property string told
    required property int message
    required property string standing
    required property string undo
    required property string spoken
    required property ListView list
    readonly property bool chosen: ListView.isCurrentItem

    function act() { if (undo !== "") Changes.undo(id) }
    function forget() {
        list.forceActiveFocus()  // the button that was pressed goes with the card
        Undoing.rule(id)
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
        Item {
            width: parent.width
            height: Math.max(sentence.height, undoer.visible ? undoer.height : 0)
            Words {
                id: sentence
                anchors { left: parent.left; right: undoer.visible ? undoer.left : parent.right; rightMargin: undoer.visible ? 10 : 0; verticalCenter: parent.verticalCenter }
                text: card.text
                color: card.standing === "" ? Theme.ink : Theme.soft
                Accessible.ignored: true
            }
            Pill {
                id: undoer
                objectName: "undo-rule-" + card.id
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                visible: card.undo !== ""
                text: card.undo
                Accessible.name: qsTr("%1: %2").arg(card.undo).arg(card.text)
                onClicked: card.act()
            }
        }
        Evidence {
            visible: card.message > 0
            width: parent.width
            moment: ({ message: card.message, text: card.quote, when: card.told })
            whole: card.chosen
            after: card.standing === "" ? "" : " · " + card.standing
        }
        Words {
            visible: card.message === 0
            width: parent.width
            text: qsTr("“%1” · written by you, %2").arg(card.quote).arg(card.told) + (card.standing === "" ? "" : " · " + card.standing)
            font.pixelSize: Theme.small
            color: Theme.soft
            Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: 8
            topPadding: 6
            visible: card.chosen
            Pill { objectName: "forget-rule"; text: qsTr("Forget"); Accessible.description: qsTr("Delete in the list; ten seconds to undo"); onClicked: card.forget() }
        }
    }
}
