// Holds the rooms, the rail between them, and the keys that work everywhere.
import QtQuick
import Companion
import "../parts"
import "../rooms/talk"

Window {
    id: root
    property string room: "talk"
    property string from: "talk"  // the room from which a moment was opened
    readonly property bool locked: Locking.kind !== "no"
    readonly property bool meeting: Meeting.shown
    readonly property bool apart: locked || meeting  // neither the rooms nor the rail are there
    readonly property bool narrow: width < 620 + 260 * Theme.scale

    title: Preferences.values.her_name
    width: 1100
    height: 720
    minimumWidth: 560
    minimumHeight: 420
    visible: true
    color: meeting && !locked ? Theme.meetRoom : Theme.room

    function go(name) {
        if (apart)
            return
        room = name
        from = "talk"
        if (name === "talk")
            talk.focusComposer()
        else if (name === "past")
            historyRoom.enter()
        else if (name === "memory")
            memoryRoom.enter()
        else if (name === "todo")
            todoRoom.enter()
        else if (name === "made")
            madeRoom.enter()
        else
            settingsRoom.enter()
    }

    function explain(on) {
        go("talk")
        talk.showTimings(on)
    }

    function leave() {
        if (!meeting && talk.closeMenu())
            return
        if (Companion.busy || Recital.playing)
            Companion.interrupt()
        else if (meeting && !locked)
            (initiation.item as RoomContent).back()
        else if (room === "past" && historyRoom.back())
            return
        else if (room === "memory" && memoryRoom.back())
            return
        else if (room === "todo" && todoRoom.back())
            return
        else if (room === "made" && madeRoom.back())
            return
        else if (room === "settings" && settingsRoom.back())
            return
        else if (room !== "talk")
            go(room === "past" ? from : "talk")
        else
            talk.leave()
    }

    Shortcut { sequence: "Ctrl+1"; onActivated: root.go("talk") }
    Shortcut { sequence: "Ctrl+2"; onActivated: root.go("past") }
    Shortcut { sequence: "Ctrl+3"; onActivated: root.go("memory") }
    Shortcut { sequences: ["Ctrl+4", "Ctrl+,"]; onActivated: root.go("settings") }
    Shortcut { sequence: "Ctrl+5"; onActivated: root.go("todo") }
    Shortcut { sequence: "Ctrl+6"; onActivated: root.go("made") }
    Shortcut { sequence: "Ctrl+F"; enabled: !root.apart; onActivated: { if (root.room !== "memory") root.go("past"); (root.room === "memory" ? memoryRoom : historyRoom).search() } }
    Shortcut { sequence: "Ctrl+M"; enabled: !root.locked; onActivated: Companion.listen(Companion.muted) }
    Shortcut { sequence: "Ctrl+T"; enabled: !root.apart; onActivated: root.explain(root.room !== "talk" || !talk.timing) }
    Shortcut { sequence: "Ctrl+Shift+M"; enabled: !root.locked; onActivated: Modes.next() }
    Shortcut { sequence: "Ctrl+N"; enabled: !root.apart; onActivated: { Companion.newConversation(); root.go("talk") } }
    Shortcut { sequence: "Ctrl+L"; enabled: !root.locked; onActivated: Locking.lock() }
    Shortcut { sequence: "Ctrl+Z"; enabled: Undoing.open; onActivated: Undoing.undo() }
    Shortcut { sequence: "Esc"; onActivated: root.leave() }
    Shortcut { sequences: ["Ctrl++", "Ctrl+="]; onActivated: Preferences.scaleText(0.1) }
    Shortcut { sequence: "Ctrl+-"; onActivated: Preferences.scaleText(-0.1) }
    Shortcut { sequence: "Ctrl+0"; onActivated: Preferences.scaleText(0) }

    Item {
        anchors.fill: parent
        visible: !root.apart
        enabled: visible

        TalkRoom {
            id: talk
            anchors { fill: parent; leftMargin: rail.width }
            visible: root.room === "talk"
            enabled: visible
        }
        Room {
            id: historyRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "../rooms/history/HistoryRoom.qml"
            visible: root.room === "past"
        }
        Room {
            id: memoryRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "../rooms/memory/MemoryRoom.qml"
            visible: root.room === "memory"
        }
        Room {
            id: todoRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "../rooms/todo/TodoRoom.qml"
            visible: root.room === "todo"
        }
        Room {
            id: madeRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "../rooms/made/MadeRoom.qml"
            visible: root.room === "made"
        }
        Room {
            id: settingsRoom
            anchors { fill: parent; leftMargin: rail.width }
            file: "../rooms/settings/SettingsRoom.qml"
            visible: root.room === "settings"
        }
        Rail {
            id: rail
            room: root.room
            onChosen: name => root.go(name)
        }
        UndoBar {
            anchors { bottom: parent.bottom; bottomMargin: 12 + (root.room === "talk" ? talk.floor : 0); horizontalCenter: parent.horizontalCenter; horizontalCenterOffset: rail.width / 2 }
            most: parent.width - rail.width - 32
        }
    }
    Loader {
        anchors.fill: parent
        active: root.locked
        source: active ? "../rooms/passphrase/PassphraseRoom.qml" : ""
        onLoaded: (item as RoomContent).enter()
    }
    Loader {
        id: initiation
        anchors.fill: parent
        active: root.meeting && !root.locked
        source: active ? "../rooms/initiation/InitiationRoom.qml" : ""
        onLoaded: (item as RoomContent).enter()
    }
    Connections {
        target: settingsRoom.content
        function onExplained() { root.explain(true) }
    }
    Connections {
        target: History
        function onSourceOpening() {
            const before = root.room
            root.go("past")
            root.from = before === "past" ? "talk" : before
        }
        function onKeptOpening(name, group) {
            if (name === "todo")
                Todo.show(group)
            else if (name === "made")
                Made.show(group)
            else if (name === "memory")
                HerDiary.want()
            root.go(name)
        }
        function onSourceMissing(sentence) {
            if (root.room === "past")
                History.notify(sentence)
            else if (root.room === "memory")
                Memories.notify(sentence)
            else if (root.room === "made")
                Made.notify(sentence)
            else
                Companion.notify(sentence)
        }
    }
    onMeetingChanged: {
        if (meeting || locked)
            return
        room = "talk"
        talk.focusComposer()
    }
    onLockedChanged: {
        if (!locked)
            return meeting ? undefined : talk.focusComposer()
        room = "talk"
        talk.conversing = talk.timing = false
        for (const each of [historyRoom, memoryRoom, todoRoom, madeRoom, settingsRoom])
            each.leave()  // what was typed or read there goes too
    }
    Component.onCompleted: if (!meeting) talk.focusComposer()
}
