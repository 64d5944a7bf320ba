// Offers for ten seconds to undo what was just forgotten; a thin line shows the time left.
import QtQuick
import Companion
import "../parts"

Rectangle {
    id: bar
    property real most: 400
    readonly property bool troubled: Undoing.notice !== ""
    readonly property string said: words.text
    objectName: "undo-bar"
    visible: Undoing.open || troubled
    readonly property bool also: Undoing.stays !== "" && !troubled
    readonly property real buttons: button.width + (also ? too.width + 8 : 0)
    readonly property bool tall: also && most < Math.round(Theme.body * 24) + buttons
    width: Math.min(most, tall ? most : words.implicitWidth + buttons + Math.round(Theme.body * 3.4))
    height: tall ? words.height + button.height + Math.round(Theme.body * 2) : Math.max(words.height + Math.round(Theme.body * 1.2), button.height + 16)
    radius: Math.min(22, height / 2)
    color: Theme.paper
    border.color: Theme.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Words {
        id: words
        x: Math.round(Theme.body * 1.2)
        y: bar.tall ? Math.round(Theme.body * 0.7) : Math.round((bar.height - height) / 2)
        width: bar.width - x - Math.round(Theme.body * 0.8) - (bar.tall ? 0 : bar.buttons + 8)
        text: bar.troubled ? Undoing.notice : (Theme.reduceMotion ? qsTr("Forgotten; for ten seconds it can be undone.") : qsTr("Forgotten.")) + (bar.also ? " " + Undoing.stays : "")
        Accessible.ignored: true
    }
    Pill {
        id: button
        objectName: "undo"
        anchors { right: parent.right; rightMargin: 8 }
        y: bar.tall ? bar.height - height - 10 : Math.round((bar.height - height) / 2)
        text: bar.troubled ? qsTr("I have read it") : qsTr("Undo")
        Accessible.description: bar.troubled ? "" : qsTr("Ctrl+Z, within ten seconds")
        onClicked: bar.troubled ? Undoing.dismiss() : Undoing.undo()
    }
    Pill {
        id: too
        objectName: "forget-kept"
        visible: bar.also
        anchors { right: button.left; rightMargin: 8 }
        y: button.y
        text: qsTr("Forget that too")
        Accessible.description: Undoing.stays
        onClicked: Undoing.forgetKept()
    }
    Rectangle {
        id: left
        anchors { left: parent.left; leftMargin: bar.radius; bottom: parent.bottom; bottomMargin: 3 }
        height: 2
        radius: 1
        color: Theme.rose
        visible: Undoing.open && !bar.troubled && !Theme.reduceMotion
    }
    NumberAnimation { id: run; target: left; property: "width"; from: bar.width - 2 * bar.radius; to: 0; duration: Undoing.span }
    Connections {
        target: Undoing
        function onChanged() {
            if (!Undoing.open || Theme.reduceMotion)
                return run.stop()
            run.restart()
            button.Accessible.announce(qsTr("Forgotten. Control Z undoes it, within ten seconds.") + " " + Undoing.stays)
        }
    }
}
