// Asks where to export the conversations to, and in which format.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: panel
    property string form: "markdown"
    property bool moods: false
    height: column.height + 32
    radius: 16
    color: Theme.paper
    border.color: Theme.line

    function enter() { path.text = History.suggestion(form); path.forceActiveFocus() }
    function pick(name) { form = name; path.text = History.suggestion(name) }
    function save() { History.export(path.text, form, moods); visible = false; moods = false }

    Column {
        id: column
        x: 18
        y: 16
        width: parent.width - 36
        spacing: 12
        Words {
            width: parent.width
            color: Theme.soft
            font.pixelSize: Theme.small
            text: History.opened > 0 ? qsTr("This conversation, as a file that is not encrypted.") : qsTr("All conversations, as a file that is not encrypted.")
        }
        Field { id: path; objectName: "export-path"; width: parent.width; label: qsTr("File to write"); onAccepted: panel.save() }
        Flow {
            width: parent.width
            spacing: 8
            Tab { text: "Markdown"; on: panel.form === "markdown"; onClicked: panel.pick("markdown") }
            Tab { text: "JSON"; on: panel.form === "json"; onClicked: panel.pick("json") }
            Tab { objectName: "export-moods"; visible: History.opened === 0; text: qsTr("With how the days seemed"); on: panel.moods; Accessible.role: Accessible.CheckBox; onClicked: panel.moods = !panel.moods }
            Item { width: 12; height: 1 }
            Pill { objectName: "export-save"; primary: true; text: qsTr("Write the file"); onClicked: panel.save() }
        }
    }
}
