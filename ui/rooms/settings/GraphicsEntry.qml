// Shows where she thinks, and lets the user try the graphics card, use it or leave it.
import QtQuick
import Companion
import "../../parts"

Column {
    id: graphics
    spacing: 6

    Entry {
        width: graphics.width
        visible: CardTrying.where !== ""
        label: qsTr("She thinks on")
        Words { objectName: "thinks-on"; width: parent.width; text: CardTrying.where }
    }
    Entry {
        width: graphics.width
        visible: CardTrying.offered
        label: qsTr("Graphics card")
        note: qsTr("Compared with the processor once; used only if it is faster")
        Column {
            width: parent.width
            spacing: 8
            Words {
                id: told
                objectName: "card-words"
                width: parent.width
                visible: text !== ""
                text: CardTrying.words
                font.pixelSize: Theme.small
                Accessible.role: Accessible.AlertMessage
                onTextChanged: if (told.text !== "" && !CardTrying.busy) told.Accessible.announce(told.text)
            }
            Rectangle {
                objectName: "card-progress"
                width: parent.width
                height: 4
                radius: 2
                visible: CardTrying.busy && CardTrying.share >= 0  // one that moves would take time from what is being compared
                color: Theme.line
                Accessible.role: Accessible.ProgressBar
                Accessible.name: qsTr("%1 %").arg(Math.round(CardTrying.share * 100))
                Rectangle { width: parent.width * Math.max(0, CardTrying.share); height: parent.height; radius: 2; color: Theme.coral }
            }
            Flow {
                width: parent.width
                spacing: 8
                Pill { objectName: "card-try"; visible: !CardTrying.busy; text: CardTrying.question; onClicked: CardTrying.begin() }
                Pill { objectName: "card-cancel"; visible: CardTrying.busy; text: qsTr("Call it off"); onClicked: CardTrying.cancel() }
                Pill { objectName: "card-off"; visible: !CardTrying.busy && CardTrying.inUse; text: qsTr("Think on the processor"); onClicked: CardTrying.leave() }
                Pill { objectName: "card-use"; visible: !CardTrying.busy && CardTrying.usable; text: qsTr("Use it"); onClicked: CardTrying.use() }
            }
        }
    }
}
