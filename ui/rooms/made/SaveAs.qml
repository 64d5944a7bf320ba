// Asks where to write a letter or a piece to, and in which format.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: panel
    property string what  // its title
    property var forms: []  // the endings of the formats, each with its title
    property string form
    readonly property var dialog: chooser.item  // loaded only when asked for
    signal wanted(string path)
    signal dismissed()
    height: column.height + 32
    radius: 16
    color: Theme.paper
    border.color: Theme.line

    function enter() {
        pick(forms.some(each => each.id === form) ? form : forms[0].id)
        path.forceActiveFocus()
    }
    function pick(name) {
        form = name
        path.text = Files.suggestion(what, name)
    }
    function save() { wanted(path.text) }
    onVisibleChanged: if (visible && forms.length > 0) enter()

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
            text: qsTr("“%1”, as a file that is not encrypted.").arg(panel.what)
        }
        Field { id: path; objectName: "save-path"; width: parent.width; label: qsTr("File to write"); onAccepted: panel.save() }
        Flow {
            width: parent.width
            spacing: 8
            Repeater {
                model: panel.forms
                Tab {
                    required property var modelData
                    objectName: "save-" + modelData.id
                    text: modelData.title
                    on: panel.form === modelData.id
                    onClicked: panel.pick(modelData.id)
                }
            }
            Item { width: 12; height: 1 }
            Pill { objectName: "save-choose"; text: qsTr("Choose a place…"); onClicked: chooser.active ? panel.dialog.open() : chooser.active = true }
            Pill { objectName: "save-write"; primary: true; text: Files.asks ? qsTr("Replace the file") : qsTr("Write the file"); onClicked: panel.save() }
            Pill { objectName: "save-leave"; quiet: true; text: qsTr("Leave it"); onClicked: panel.dismissed() }
        }
        Words {
            id: told
            objectName: "save-told"
            width: parent.width
            visible: text !== ""
            text: Files.notice
            color: Theme.coralText
            font.pixelSize: Theme.small
            Accessible.role: Accessible.AlertMessage
            onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
        }
    }
    Loader {
        id: chooser
        active: false
        source: "SaveDialog.qml"
        onLoaded: {
            panel.dialog.selectedFile = Files.address(path.text)
            panel.dialog.defaultSuffix = panel.form
            panel.dialog.open()
        }
    }
    Connections {
        target: chooser.item
        function onAccepted() {
            path.text = Files.agreed(panel.dialog.selectedFile)  // the system has asked whether a file may be replaced
            panel.save()
        }
    }
}
