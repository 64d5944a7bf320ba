// Asks for the passphrase, or for a new one twice, and says in place when it is wrong.
import QtQuick
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property bool fresh: Locking.kind === "new"
    readonly property bool asked: fresh || Locking.kind === "existing"
    property string trouble: ""

    function enter() { (asked ? first : opener).forceActiveFocus() }
    onAskedChanged: enter()
    function submit() {
        trouble = ""
        if (asked && first.text === "")
            return
        if (fresh && second.text !== first.text) {
            trouble = second.text === "" ? qsTr("Please type it a second time.") : qsTr("The two are not the same; try again.")
            second.forceActiveFocus()
            second.selectAll()
            return
        }
        Locking.unlock(first.text)
    }
    Connections {
        target: Locking
        function onChanged() {
            if (room.asked && Locking.error !== "") {
                first.forceActiveFocus()
                first.selectAll()
            }
        }
    }
    Rectangle { anchors.fill: parent; color: Theme.room }
    Flickable {
        anchors.fill: parent
        contentHeight: Math.max(height, column.height + 40)
        boundsBehavior: Flickable.StopAtBounds
        Column {
            id: column
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(20, (parent.height - height) * 0.4)
            width: Math.min(room.width - 60, Math.round(300 + 200 * Theme.scale))
            spacing: 14
            Presence {
                anchors.horizontalCenter: parent.horizontalCenter
                width: 220
                height: 100
                visible: room.height > 520 * Theme.scale
                mood: Locking.working ? "thinking" : "idle"
                still: Theme.reduceMotion
                coral: Theme.coral
                rose: Theme.rose
                room: Theme.room
            }
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                font.family: Theme.serif
                font.pixelSize: Theme.large
                text: room.fresh ? qsTr("Choose a passphrase") : room.asked ? qsTr("Welcome back") : qsTr("She is locked")
            }
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                color: Theme.soft
                font.pixelSize: Theme.small
                text: room.fresh ? qsTr("Everything we say is kept in one encrypted file on this computer. Nobody can open it without this passphrase, and nobody can recover it: write it down somewhere safe.")
                    : room.asked ? qsTr("Your passphrase opens what we have said so far.")
                    : qsTr("The key to what we have said is kept by your system; one press opens it.")
            }
            Field {
                id: first
                objectName: "passphrase"
                width: parent.width
                visible: room.asked
                label: qsTr("Passphrase")
                placeholderText: label
                echoMode: TextInput.Password
                enabled: !Locking.working
                onAccepted: room.fresh && second.text === "" ? second.forceActiveFocus() : room.submit()
            }
            Field {
                id: second
                objectName: "passphrase-again"
                width: parent.width
                visible: room.fresh
                label: qsTr("The same once more")
                placeholderText: label
                echoMode: TextInput.Password
                enabled: !Locking.working
                onAccepted: room.submit()
            }
            Words {
                objectName: "passphrase-trouble"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                visible: text !== ""
                color: Theme.coralText
                text: room.trouble !== "" ? room.trouble : Locking.error
                Accessible.role: Accessible.AlertMessage
            }
            Notice { width: parent.width }
            Pill {
                id: opener
                objectName: "unlock"
                anchors.horizontalCenter: parent.horizontalCenter
                primary: true
                font.pixelSize: Theme.body
                enabled: !Locking.working && (!room.asked || first.text !== "")
                text: Locking.working ? qsTr("One moment…") : room.fresh ? qsTr("Keep it safe") : qsTr("Open")
                onClicked: room.submit()
            }
        }
    }
}
