// Shows one piano piece: its title, why it is as it is, its notes; when selected, also what can be done with it.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: card
    required property int index
    required property int id
    required property string title
    required property string why
    required property string details
    required property string upper
    required property string lower
    required property real seconds
    required property int message
    required property string spoken
    required property ListView list
    readonly property bool sounding: Recital.piece === id
    readonly property bool playing: sounding || Made.aboutToPlay === id
    signal saving()
    readonly property bool chosen: ListView.isCurrentItem

    function enter() { player.forceActiveFocus(Qt.TabFocusReason) }
    function remove() {
        list.forceActiveFocus()  // the button that was pressed goes with the card
        if (playing)
            Made.stop()
        Made.removePiece(id)
    }

    height: column.height + 28
    radius: 14
    color: Theme.paper
    border.width: chosen && list.activeFocus ? 2 : 1
    border.color: chosen && list.activeFocus ? Theme.coralText : chosen || area.containsMouse ? Theme.rose : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.description: qsTr("Enter goes to its buttons, Delete removes it")
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
            text: card.details
            font.pixelSize: Theme.small
            color: Theme.soft
            Accessible.ignored: true
        }
        Item { width: 1; height: 4 }
        PianoRoll {
            objectName: "roll-" + card.id
            width: parent.width
            height: Math.round(56 * Math.min(Theme.scale, 1.5))
            played: card.sounding ? Recital.played : 0
            upper: card.upper
            lower: card.lower
        }
        Words {
            width: parent.width
            visible: text !== ""
            topPadding: 4
            text: card.why
            font.family: Theme.serif
            color: Theme.soft
            Accessible.ignored: true
        }
        Flow {
            width: parent.width
            spacing: 8
            topPadding: 6
            visible: card.chosen
            Pill {
                id: player
                objectName: "play-" + card.id
                primary: card.playing
                text: card.playing ? qsTr("Stop") : qsTr("Play")
                Accessible.name: card.playing ? qsTr("Stop “%1”").arg(card.title) : qsTr("Play “%1”").arg(card.title)
                onClicked: card.playing ? Made.stop() : Made.play(card.id)
            }
            Pill {
                id: saver
                objectName: "save-piece-" + card.id
                text: qsTr("Save as…")
                Accessible.name: qsTr("Save “%1” as a file").arg(card.title)
                onClicked: card.saving()
            }
            Pill {
                id: remover
                objectName: "remove-piece-" + card.id
                text: qsTr("Remove")
                Accessible.name: qsTr("Remove “%1”").arg(card.title)
                Accessible.description: qsTr("Delete in the list; Ctrl+Z puts it back")
                onClicked: card.remove()
            }
            Link {
                objectName: "asked-" + card.id
                visible: card.message > 0
                topPadding: Math.round(Theme.small * 0.55)
                text: qsTr("when you asked for it")
                spoken: qsTr("Opens the moment when you asked for “%1”").arg(card.title)
                onClicked: History.openSource(card.message)
            }
        }
    }
}
