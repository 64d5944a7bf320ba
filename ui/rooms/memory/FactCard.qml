// Shows one fact with its quotes; when selected, also what it replaced, and buttons to correct, pin and forget it.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: card
    required property int index
    required property int id
    required property string text
    required property string times
    required property bool pinned
    required property var quotes
    required property string written
    required property var earlier
    required property string spoken
    required property ListView list
    property bool editing: false
    signal finished()
    readonly property bool chosen: ListView.isCurrentItem
    readonly property var shown: chosen ? quotes : quotes.slice(-1)

    function act() { corrector.forceActiveFocus() }
    function forget() {
        list.forceActiveFocus()  // the button that was pressed goes with the card
        Undoing.fact(id)
    }
    function correct() {
        editing = true
        sentence.text = text
        sentence.forceActiveFocus()
        sentence.selectAll()
    }
    function keep() {
        if (sentence.text.trim() !== "" && sentence.text !== text)
            Memories.correct(id, sentence.text)
        finished()
    }
    onChosenChanged: if (!chosen) editing = false

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
        onDoubleClicked: card.correct()
    }
    Column {
        id: column
        x: 18
        y: 14
        width: parent.width - 36
        spacing: 5
        Words { width: parent.width; visible: !card.editing; text: card.text; Accessible.ignored: true }
        Field {
            id: sentence
            objectName: "correct-" + card.id
            width: parent.width
            visible: card.editing
            label: qsTr("What is so; Enter keeps it, Esc leaves it as it was")
            onAccepted: card.keep()
        }
        Repeater {
            model: card.shown
            Evidence {
                required property var modelData
                required property int index
                width: column.width
                moment: modelData
                whole: card.chosen
                after: index === card.shown.length - 1 ? card.rest : ""
            }
        }
        Words {
            visible: card.quotes.length === 0
            width: parent.width
            text: card.written + card.rest
            font.pixelSize: Theme.small
            color: Theme.soft
            Accessible.ignored: true
        }
        Repeater {
            model: card.chosen ? card.earlier : card.earlier.slice(0, 1)
            Column {
                id: former
                required property var modelData
                width: column.width
                Words {
                    width: parent.width
                    text: qsTr("before: %1").arg(former.modelData.was.replace(/\.$/, "")) + (former.modelData.times === "" ? "" : ", " + former.modelData.times)
                    font.pixelSize: Theme.small
                    color: Theme.soft
                    elide: Text.ElideRight
                    maximumLineCount: card.chosen ? 99 : 1
                }
                Evidence { visible: card.chosen && former.modelData.message > 0; width: parent.width; moment: former.modelData; whole: card.chosen }
            }
        }
        Flow {
            width: parent.width
            spacing: 8
            topPadding: 6
            visible: card.chosen && !card.editing
            Pill { id: corrector; objectName: "correct"; text: qsTr("Correct"); Accessible.description: qsTr("F2 in the list"); onClicked: card.correct() }
            Pill { objectName: "pin"; text: card.pinned ? qsTr("Unpin") : qsTr("Pin"); Accessible.description: qsTr("She always has pinned ones in mind"); onClicked: Memories.pin(card.id, !card.pinned) }
            Pill { objectName: "forget-fact"; text: qsTr("Forget"); Accessible.description: qsTr("Delete in the list, with the lines that told it; ten seconds to undo"); onClicked: card.forget() }
        }
    }
    readonly property string rest: (times === "" ? "" : " · " + times) + (pinned ? " · " + qsTr("pinned") : "")
}
