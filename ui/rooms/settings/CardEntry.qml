// Lets the user choose a character card, see what she would take of it and what is left out, and take it.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Column {
    id: entry
    property var temperaments
    readonly property var dialog: chooser.item  // loaded only when asked for
    spacing: 6

    Entry {
        label: qsTr("Character card")
        note: Cards.taken !== "" ? qsTr("She has taken parts of “%1”").arg(Cards.taken) : qsTr("A file that describes a character; you first see what she would take")
        Column {
            width: parent.width
            spacing: 8
            Field { id: path; objectName: "card-path"; width: parent.width; label: qsTr("File of the card"); placeholderText: qsTr("A JSON or PNG file"); onAccepted: Cards.read(text) }
            Flow {
                width: parent.width
                spacing: 8
                Pill { objectName: "card-choose"; text: qsTr("Choose a file…"); onClicked: chooser.active ? entry.dialog.open() : chooser.active = true }
                Pill { objectName: "card-reset"; visible: Cards.taken !== ""; text: qsTr("As before the card"); Accessible.description: qsTr("Let her be as she was before the card"); onClicked: Cards.reset() }
            }
            Words {
                id: trouble
                objectName: "card-trouble"
                width: parent.width
                visible: text !== ""
                text: Cards.trouble
                color: Theme.coralText
                font.pixelSize: Theme.small
                Accessible.role: Accessible.AlertMessage
                onTextChanged: if (trouble.text !== "") trouble.Accessible.announce(trouble.text)
            }
        }
    }
    Rectangle {
        id: panel
        visible: Cards.card !== ""
        width: parent.width
        height: visible ? column.height + 32 : 0
        radius: 16
        color: Theme.paper
        border.color: Theme.line
        onVisibleChanged: if (visible) temperament.forceActiveFocus()
        Column {
            id: column
            x: 18
            y: 16
            width: parent.width - 36
            spacing: 10
            Words { width: parent.width; text: qsTr("From “%1” she would take").arg(Cards.card); Accessible.role: Accessible.Heading }
            Entry {
                label: qsTr("Her temperament")
                Choice {
                    id: temperament
                    objectName: "card-temperament"
                    width: parent.width
                    label: qsTr("Her temperament")
                    model: Cards.temperament === "" ? [{ id: "", title: qsTr("her temperament as it is") }, ...entry.temperaments] : entry.temperaments
                    chosen: Cards.temperament
                    onPicked: id => { if (id !== "") Cards.choose(id) }
                }
            }
            Repeater {
                model: Cards.sentences
                Words { required property string modelData; width: column.width; text: modelData; font.pixelSize: Theme.small }
            }
            Words { width: parent.width; visible: Cards.leftOut.length > 0; text: qsTr("Left out"); topPadding: 6; Accessible.role: Accessible.Heading }
            Repeater {
                model: Cards.leftOut
                Column {
                    id: one
                    required property var modelData
                    width: column.width
                    Words { width: parent.width; text: one.modelData.what; font.pixelSize: Theme.small }
                    Words { width: parent.width; text: one.modelData.why; font.pixelSize: Theme.small; color: Theme.soft }
                }
            }
            Flow {
                width: parent.width
                spacing: 8
                Pill { objectName: "card-take"; primary: true; text: qsTr("Take this"); onClicked: { Cards.take(); path.clear() } }
                Pill { objectName: "card-leave"; quiet: true; text: qsTr("Leave it"); onClicked: { Cards.leave(); path.forceActiveFocus() } }
            }
        }
    }
    Loader {
        id: chooser
        objectName: "card-chooser"
        active: false
        source: "CardChooser.qml"
        onLoaded: entry.dialog.open()
    }
    Connections {
        target: chooser.item
        function onAccepted() { path.text = entry.dialog.selectedFile; Cards.read(path.text) }
    }
}
