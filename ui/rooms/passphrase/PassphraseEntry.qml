// Says where the memory's key is kept, and lets the user change or set the passphrase.
import QtQuick
import Companion
import "../../parts"

Column {
    id: entry
    readonly property bool had: Passphrase.kept === "passphrase"
    property bool open: false
    property string trouble: ""
    spacing: 8

    function close() {
        for (const field of [old, first, second])
            field.clear()
        trouble = ""
        open = false
    }
    function submit() {
        trouble = first.text !== second.text ? qsTr("The two are not the same; try again.") : ""
        if (trouble !== "" || first.text === "")
            return
        had ? Passphrase.change(old.text, first.text) : Passphrase.require(first.text)
    }
    Connections {
        target: Passphrase
        function onDone() {
            entry.close()
            words.Accessible.announce(qsTr("The passphrase is changed."))
        }
    }
    Words {
        id: words
        width: parent.width
        visible: !entry.had
        text: qsTr("The system's keyring keeps the key; no passphrase is asked.")
        font.pixelSize: Theme.small
        color: Theme.soft
    }
    Pill {
        objectName: "change-passphrase"
        visible: !entry.open
        text: entry.had ? qsTr("Change") : qsTr("Ask for a passphrase")
        Accessible.name: entry.had ? qsTr("Change the passphrase") : text
        onClicked: {
            entry.open = true
            Passphrase.dismiss()
            ;(entry.had ? old : first).forceActiveFocus()
        }
    }
    Secret { id: old; objectName: "passphrase-old"; visible: entry.open && entry.had; label: qsTr("The passphrase until now"); onAccepted: first.forceActiveFocus() }
    Secret { id: first; objectName: "passphrase-next"; visible: entry.open; label: qsTr("The new passphrase"); onAccepted: second.forceActiveFocus() }
    Secret { id: second; objectName: "passphrase-next-again"; visible: entry.open; label: qsTr("The same once more"); onAccepted: entry.submit() }
    Words {
        objectName: "passphrase-changed-trouble"
        width: parent.width
        visible: entry.open && text !== ""
        text: entry.trouble !== "" ? entry.trouble : Passphrase.error
        color: Theme.coralText
        font.pixelSize: Theme.small
        Accessible.role: Accessible.AlertMessage
    }
    Flow {
        width: parent.width
        spacing: 8
        visible: entry.open
        Pill { objectName: "keep-passphrase"; primary: true; enabled: !Passphrase.working; text: Passphrase.working ? qsTr("One moment…") : qsTr("Keep it"); onClicked: entry.submit() }
        Pill { quiet: true; text: qsTr("Leave it as it is"); onClicked: entry.close() }
    }
    component Secret: Field {
        width: parent.width
        placeholderText: label
        echoMode: TextInput.Password
        enabled: !Passphrase.working
    }
}
