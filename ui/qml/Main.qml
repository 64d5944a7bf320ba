// The rooms, the rail between them, and the keys that work everywhere.
import QtQuick
import QtQuick.Controls.Basic

Window {
    id: root
    property string room: "talk"
    readonly property bool locked: her.lock !== "no"
    readonly property bool narrow: width < 620 + 260 * look.scale

    title: prefs.values.her_name
    width: 1100
    height: 720
    minimumWidth: 560
    minimumHeight: 420
    visible: true
    color: look.room

    function go(name) {
        if (locked)
            return
        room = name
        if (name === "talk")
            talk.focusComposer()
        else if (name === "past")
            pastRoom.enter()
        else
            settingsRoom.enter()
    }

    function explain(on) {
        go("talk")
        talk.showTimings(on)
    }

    function leave() {
        if (talk.closeMenu())
            return
        if (her.busy)
            her.hush()
        else if (room === "past" && pastRoom.item && pastRoom.item.back())
            return
        else if (room !== "talk")
            go("talk")
        else
            talk.leave()
    }

    Shortcut { sequence: "Ctrl+1"; onActivated: root.go("talk") }
    Shortcut { sequence: "Ctrl+2"; onActivated: root.go("past") }
    Shortcut { sequences: ["Ctrl+3", "Ctrl+,"]; onActivated: root.go("settings") }
    Shortcut { sequence: "Ctrl+F"; onActivated: { root.go("past"); pastRoom.search() } }
    Shortcut { sequence: "Ctrl+M"; enabled: !root.locked; onActivated: her.listen(her.muted) }
    Shortcut { sequence: "Ctrl+T"; enabled: !root.locked; onActivated: root.explain(root.room !== "talk" || !talk.timing) }
    Shortcut { sequence: "Ctrl+Shift+M"; enabled: !root.locked; onActivated: modes.next() }
    Shortcut { sequence: "Ctrl+N"; enabled: !root.locked; onActivated: { her.newConversation(); root.go("talk") } }
    Shortcut { sequence: "Esc"; onActivated: root.leave() }
    Shortcut { sequences: ["Ctrl++", "Ctrl+="]; onActivated: prefs.grow(0.1) }
    Shortcut { sequence: "Ctrl+-"; onActivated: prefs.grow(-0.1) }
    Shortcut { sequence: "Ctrl+0"; onActivated: prefs.grow(0) }

    Item {
        anchors.fill: parent
        visible: !root.locked
        enabled: visible

        TalkRoom {
            id: talk
            anchors { fill: parent; leftMargin: rail.width }
            visible: root.room === "talk"
            enabled: visible
        }
        Room {
            id: pastRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "HistoryRoom.qml"
            visible: root.room === "past"
        }
        Room {
            id: settingsRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "SettingsRoom.qml"
            visible: root.room === "settings"
            onLoaded: item.explained.connect(() => root.explain(true))
        }
        Rail {
            id: rail
            room: root.room
            onChosen: name => root.go(name)
        }
    }
    Loader {
        anchors.fill: parent
        active: root.locked
        source: active ? "PassphraseRoom.qml" : ""
        onLoaded: item.enter()
    }
    onLockedChanged: if (!locked) talk.focusComposer()
    Component.onCompleted: talk.focusComposer()
}
