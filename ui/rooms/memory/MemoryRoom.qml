// Shows what she knows about the user, by subject, how she was told to be, and her diary; to search, add, correct, undo and forget.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property bool low: height < 420 * Theme.scale
    readonly property bool searching: Memories.words !== ""
    property string page: ""  // "rules", "diary", or what she knows
    readonly property bool ofChanges: page === "rules" && !searching
    readonly property bool ofDiary: page === "diary" && !searching
    readonly property ListView shown: ofChanges ? rules : ofDiary ? diary : list

    function enter() {
        Memories.refresh()
        Changes.refresh()
        HerDiary.refresh()
        if (HerDiary.taken()) {
            field.clear()
            page = "diary"
        }
        if (!field.activeFocus && !wish.activeFocus)
            shown.forceActiveFocus()
    }
    function search() {
        field.forceActiveFocus()
        field.selectAll()
    }
    function back(): bool {
        if (list.editing)
            list.leaveEdit()
        else if (searching)
            field.clear()
        else if (Memories.person > 0 && page === "")
            Memories.visit(0)
        else
            return false
        return true
    }

    Icons { id: icons }
    Connections {
        target: Memories
        function onAdded() {
            wish.clear()
            field.clear()
            wish.Accessible.announce(qsTr("Remembered."))
        }
    }
    Connections {
        target: Changes
        function onAdded() {
            wish.clear()
            wish.Accessible.announce(qsTr("Kept."))
        }
    }
    Column {
        id: head
        anchors { top: parent.top; left: parent.left; topMargin: room.low ? 12 : 22; leftMargin: 20 }
        width: Math.min(parent.width - 48, Math.round(640 + 220 * Theme.scale))
        spacing: room.low ? 8 : 14
        Words {
            width: parent.width
            visible: !room.low
            text: qsTr("What %1 remembers").arg(Preferences.values.her_name)
            font.family: Theme.serif
            font.pixelSize: Theme.title
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.role: Accessible.Heading
        }
        Row {
            width: parent.width
            spacing: 10
            Field {
                id: field
                objectName: "search-facts"
                width: Math.round((parent.width - 10) * (room.low ? 0.46 : 0.5))
                label: qsTr("Search what she knows")
                placeholderText: qsTr("Search…")
                leftPadding: glass.width + 28
                rightPadding: 10
                onTextChanged: Memories.search(text)
                Keys.onDownPressed: list.forceActiveFocus()
                onAccepted: list.forceActiveFocus()
                Icon { id: glass; x: 14; anchors.verticalCenter: parent.verticalCenter; path: icons.search; color: Theme.soft; size: Math.round(Theme.body * 1.3) }
            }
            Field {
                id: wish
                objectName: "remember"
                width: parent.width - field.width - 10
                label: room.ofChanges ? qsTr("How she is to be; Enter keeps it") : qsTr("Something to remember; Enter keeps it")
                placeholderText: room.ofChanges ? qsTr("Be blunter in the morning…") : qsTr("Remember…")
                leftPadding: glass.width + 28
                rightPadding: 10
                onAccepted: room.ofChanges ? Changes.add(text) : Memories.add(text)
                Icon { x: 14; anchors.verticalCenter: parent.verticalCenter; path: icons.fresh; color: Theme.soft; size: Math.round(Theme.body * 1.3) }
            }
        }
        Words {
            id: told
            objectName: "memories-told"
            visible: text !== ""
            width: parent.width
            text: room.ofChanges ? Changes.notice : room.ofDiary ? HerDiary.notice : Memories.notice
            color: Theme.coralText
            font.pixelSize: Theme.small
            Accessible.role: Accessible.AlertMessage
            onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
        }
        Flow {
            width: parent.width
            spacing: 8
            visible: Memories.read
            Repeater {
                model: Memories.nothing ? [] : Memories.tabs
                Tab {
                    required property var modelData
                    objectName: "group-" + modelData.id
                    text: modelData.count > 0 ? modelData.title + " · " + modelData.count : modelData.title
                    Accessible.name: qsTr("%1, %2").arg(modelData.title).arg(modelData.count)
                    on: !room.searching && room.page === "" && Memories.group === modelData.id
                    onClicked: { field.clear(); room.page = ""; Memories.show(modelData.id) }
                }
            }
            Tab {
                objectName: "group-rules"
                text: Changes.live > 0 ? qsTr("How she changed · %1").arg(Changes.live) : qsTr("How she changed")
                Accessible.name: qsTr("How she changed, %1").arg(Changes.live)
                on: room.ofChanges
                onClicked: { field.clear(); room.page = room.page === "rules" && Memories.nothing ? "" : "rules" }
            }
            Tab {
                objectName: "group-diary"
                text: HerDiary.written > 0 ? qsTr("Her diary · %1").arg(HerDiary.written) : qsTr("Her diary")
                Accessible.name: qsTr("Her diary, %1").arg(HerDiary.written)
                on: room.ofDiary
                onClicked: { field.clear(); HerDiary.refresh(); room.page = room.page === "diary" && Memories.nothing ? "" : "diary" }
            }
        }
    }
    FactList {
        id: list
        anchors { top: head.bottom; topMargin: 16; left: head.left; right: head.right; rightMargin: -12; bottom: parent.bottom }
        searching: room.searching
        visible: !room.ofChanges && !room.ofDiary
    }
    RuleList {
        id: rules
        anchors.fill: list
        visible: room.ofChanges
    }
    DiaryPages {
        id: diary
        anchors.fill: list
        visible: room.ofDiary
    }
    Fade { of: room.shown }
    Words {
        objectName: "nothing-known"
        visible: text !== ""
        anchors { left: head.left; right: head.right; top: head.bottom; topMargin: Math.round(parent.height * 0.12) }
        horizontalAlignment: Text.AlignHCenter
        font.family: Theme.serif
        font.pixelSize: Math.round(Theme.body * 1.2)
        color: Theme.soft
        text: !Memories.read ? (Companion.ready ? "" : qsTr("One moment…"))
            : room.ofChanges ? (Changes.count > 0 ? "" : qsTr("Nothing yet. Tell her how to be, aloud or here: “shorter, please”, “ask me less in the morning”, “don't call me darling”."))
            : room.ofDiary ? (HerDiary.count > 0 ? "" : Preferences.values.diary && Preferences.values.remembering
                ? qsTr("Nothing yet. When nobody talks and the computer is plugged in, she writes two or three lines on the day, each from something you said.")
                : qsTr("Her diary is switched off. Settings has the switch."))
            : room.searching ? (KnownFacts.count === 0 ? qsTr("She knows nothing with these words.") : "")
            : Memories.nothing ? qsTr("Nothing yet. She remembers what you tell her about your life, with your own words as proof.")
            : list.empty ? qsTr("Nothing here yet.") : ""
    }
}
