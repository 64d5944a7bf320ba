// Shows the buttons that lead from room to room, on the left edge.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../parts"

Item {
    id: rail
    property string room
    signal chosen(string name)
    width: Math.round(60 * Math.min(Theme.scale, 1.35))
    height: parent.height
    readonly property int gap: 10
    readonly property int all: rooms.count + 1  // and the lock
    readonly property int extent: Math.round(Math.min(42 * Math.min(Theme.scale, 1.5), (height - 24 - gap * (all - 1)) / all))

    Icons { id: icons }
    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(12, Math.round(Math.min(parent.height * 0.09, parent.height - 12 - rail.all * (rail.extent + rail.gap))))
        spacing: rail.gap
        Repeater {
            id: rooms
            model: [
                { name: "talk", hint: qsTr("Talk (Ctrl+1)"), path: icons.talk },
                { name: "past", hint: qsTr("History (Ctrl+2)"), path: icons.past },
                { name: "memory", hint: qsTr("Memory (Ctrl+3)"), path: icons.memory },
                { name: "todo", hint: qsTr("To do (Ctrl+5)"), path: icons.todo },
                { name: "made", hint: qsTr("Made (Ctrl+6)"), path: icons.made },
                { name: "settings", hint: qsTr("Settings (Ctrl+4)"), path: icons.settings }
            ]
            Round {
                required property var modelData
                objectName: "rail-" + modelData.name
                extent: rail.extent
                icon_: modelData.path
                hint: modelData.hint
                tint: rail.room === modelData.name ? Theme.coralText : Theme.soft
                plate: rail.room === modelData.name ? Theme.peach : "transparent"
                Accessible.checkable: true
                Accessible.checked: rail.room === modelData.name
                onClicked: rail.chosen(modelData.name)
            }
        }
    }
    Round {
        objectName: "lock"
        extent: rail.extent
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 12 }
        visible: Companion.ready
        icon_: icons.lock
        hint: qsTr("Lock (Ctrl+L)")
        onClicked: Locking.lock()
    }
}
