// What was just forgotten, for ten seconds: a calm line runs out, and until then it can be had back.
import QtQuick

Rectangle {
    id: bar
    property real most: 400
    readonly property bool troubled: undoing.told !== ""
    readonly property string said: words.text
    objectName: "undo-bar"
    visible: undoing.open || troubled
    width: Math.min(most, words.implicitWidth + button.width + Math.round(look.body * 3.4))
    height: Math.max(words.height + Math.round(look.body * 1.2), button.height + 16)
    radius: Math.min(22, height / 2)
    color: look.paper
    border.color: look.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Words {
        id: words
        anchors { left: parent.left; leftMargin: Math.round(look.body * 1.2); right: button.left; rightMargin: Math.round(look.body * 0.8); verticalCenter: parent.verticalCenter }
        text: bar.troubled ? undoing.told : look.still ? qsTr("Forgotten; for ten seconds it can be undone.") : qsTr("Forgotten.")
        Accessible.ignored: true
    }
    Pill {
        id: button
        objectName: "undo"
        anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        text: bar.troubled ? qsTr("I have read it") : qsTr("Undo")
        Accessible.description: bar.troubled ? "" : qsTr("Ctrl+Z, within ten seconds")
        onClicked: bar.troubled ? undoing.dismiss() : undoing.undo()
    }
    Rectangle {
        id: left
        anchors { left: parent.left; leftMargin: bar.radius; bottom: parent.bottom; bottomMargin: 3 }
        height: 2
        radius: 1
        color: look.rose
        visible: undoing.open && !bar.troubled && !look.still
    }
    NumberAnimation { id: run; target: left; property: "width"; from: bar.width - 2 * bar.radius; to: 0; duration: undoing.span }
    Connections {
        target: undoing
        function onChanged() {
            if (!undoing.open || look.still)
                return run.stop()
            run.restart()
            button.Accessible.announce(qsTr("Forgotten. Control Z undoes it, within ten seconds."))
        }
    }
}
