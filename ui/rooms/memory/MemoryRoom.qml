// Shows what she knows about the user, by subject, to search, add, correct and forget.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property bool low: height < 420 * Theme.scale
    readonly property bool searching: Memories.words !== ""

    function enter() {
        Memories.refresh()
        if (!field.activeFocus && !wish.activeFocus)
            list.forceActiveFocus()
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
        else if (Memories.person > 0)
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
                label: qsTr("Something to remember; Enter keeps it")
                placeholderText: qsTr("Remember…")
                leftPadding: glass.width + 28
                rightPadding: 10
                onAccepted: Memories.add(text)
                Icon { x: 14; anchors.verticalCenter: parent.verticalCenter; path: icons.fresh; color: Theme.soft; size: Math.round(Theme.body * 1.3) }
            }
        }
        Words {
            id: told
            objectName: "memories-told"
            visible: Memories.notice !== ""
            width: parent.width
            text: Memories.notice
            color: Theme.coralText
            font.pixelSize: Theme.small
            Accessible.role: Accessible.AlertMessage
            onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
        }
        Flow {
            width: parent.width
            spacing: 8
            visible: Memories.read && !Memories.nothing
            Repeater {
                model: Memories.tabs
                Tab {
                    required property var modelData
                    objectName: "group-" + modelData.id
                    text: modelData.count > 0 ? modelData.title + " · " + modelData.count : modelData.title
                    Accessible.name: qsTr("%1, %2").arg(modelData.title).arg(modelData.count)
                    on: !room.searching && Memories.group === modelData.id
                    onClicked: { field.clear(); Memories.show(modelData.id) }
                }
            }
        }
    }
    FactList {
        id: list
        anchors { top: head.bottom; topMargin: 16; left: head.left; right: head.right; rightMargin: -12; bottom: parent.bottom }
        searching: room.searching
    }
    Fade { of: list }
    Words {
        objectName: "nothing-known"
        visible: text !== ""
        anchors { left: head.left; right: head.right; top: head.bottom; topMargin: Math.round(parent.height * 0.12) }
        horizontalAlignment: Text.AlignHCenter
        font.family: Theme.serif
        font.pixelSize: Math.round(Theme.body * 1.2)
        color: Theme.soft
        text: !Memories.read ? (Companion.ready ? "" : qsTr("One moment…"))
            : room.searching ? (list.count === 0 ? qsTr("She knows nothing with these words.") : "")
            : Memories.nothing ? qsTr("Nothing yet. She remembers what you tell her about your life, with your own words as proof.")
            : list.empty ? qsTr("Nothing here yet.") : ""
    }
}
