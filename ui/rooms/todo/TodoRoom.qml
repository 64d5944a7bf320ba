// Shows what waits for its time and what she has done; to stop and to undo.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property bool low: height < 420 * Theme.scale

    function enter() {
        list.forceActiveFocus()
    }
    function back(): bool {
        if (file.visible) {
            file.visible = false
            list.forceActiveFocus()
            return true
        }
        if (Todo.group === "waiting")
            return false
        Todo.show("waiting")
        return true
    }
    onVisibleChanged: Todo.watch(visible)
    Component.onCompleted: Todo.watch(visible)

    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: room.visible && Todo.undoable && !Undoing.open
        onActivated: Todo.undoLast()
    }
    Column {
        id: head
        anchors { top: parent.top; left: parent.left; topMargin: room.low ? 12 : 22; leftMargin: 20 }
        width: Math.min(parent.width - 48, Math.round(640 + 220 * Theme.scale))
        spacing: room.low ? 8 : 14
        Words {
            width: parent.width
            visible: !room.low
            text: qsTr("To do")
            font.family: Theme.serif
            font.pixelSize: Theme.title
            elide: Text.ElideRight
            maximumLineCount: 1
            Accessible.role: Accessible.Heading
        }
        Flow {
            width: parent.width
            spacing: 8
            Repeater {
                model: Todo.tabs
                Tab {
                    required property var modelData
                    objectName: "todo-" + modelData.id
                    text: modelData.count > 0 ? modelData.title + " · " + modelData.count : modelData.title
                    Accessible.name: modelData.count > 0 ? qsTr("%1, %2").arg(modelData.title).arg(modelData.count) : modelData.title
                    on: Todo.group === modelData.id
                    onClicked: Todo.show(modelData.id)
                }
            }
            Pill {
                objectName: "calendar-file"
                visible: Todo.group === "calendar"
                text: qsTr("Calendar file")
                onClicked: { file.visible = !file.visible; if (file.visible) file.enter() }
            }
        }
        CalendarFile {
            id: file
            visible: false
            width: parent.width
            onDone: { visible = false; list.forceActiveFocus() }
            Connections { target: Todo; function onChanged() { if (Todo.group !== "calendar") file.visible = false } }
        }
        Row {
            width: parent.width
            spacing: 12
            visible: Todo.notice !== ""
            Words {
                id: told
                objectName: "todo-told"
                width: Math.min(implicitWidth, parent.width - (undoer.visible ? undoer.width + 12 : 0))
                anchors.verticalCenter: parent.verticalCenter
                text: Todo.notice
                color: Theme.coralText
                font.pixelSize: Theme.small
                Accessible.role: Accessible.AlertMessage
                onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
            }
            Pill {
                id: undoer
                objectName: "todo-undo"
                visible: Todo.undoable
                text: qsTr("Undo")
                Accessible.name: qsTr("Undo: %1").arg(Todo.notice)
                Accessible.description: qsTr("Ctrl+Z")
                onClicked: {
                    list.forceActiveFocus()  // the button goes with the notice
                    Todo.undoLast()
                }
            }
        }
    }
    ListView {
        id: list
        readonly property TodoCard card: currentItem as TodoCard
        readonly property bool deletes: Todo.group === "waiting"
        objectName: "todo"
        anchors { top: head.bottom; topMargin: 12; left: head.left; right: head.right; rightMargin: -12; bottom: parent.bottom }
        clip: true
        spacing: 10
        model: TodoRows
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: true
        currentIndex: -1
        bottomMargin: 30
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: ({ waiting: qsTr("What is waiting"), calendar: qsTr("The next seven days"), lists: qsTr("Lists"), notes: qsTr("Notes"), done: qsTr("What she has done") })[Todo.group]
        onActiveFocusChanged: choose()
        onCountChanged: choose()
        function choose() { if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0 }
        Keys.onReturnPressed: if (card) card.enter()  // to its button; nothing is stopped or undone by one key alone
        Keys.onEnterPressed: if (card) card.enter()
        Keys.onDeletePressed: if (card && deletes) card.act()
        ScrollBar.vertical: Bar {}
        section.property: Todo.group === "notes" ? "" : "section"
        section.delegate: Words {
            required property string section
            text: section
            color: Theme.coralText
            font.pixelSize: Theme.small
            topPadding: 8
            bottomPadding: 6
            Accessible.role: Accessible.Heading
        }
        delegate: TodoCard {
            list: list
            width: ListView.view.width - 12
        }
    }
    Fade { of: list }
    Words {
        objectName: "nothing-to-do"
        visible: text !== ""
        anchors { left: head.left; right: head.right; top: head.bottom; topMargin: Math.round(parent.height * 0.12) }
        horizontalAlignment: Text.AlignHCenter
        font.family: Theme.serif
        font.pixelSize: Math.round(Theme.body * 1.2)
        color: Theme.soft
        text: !Todo.read ? (Companion.ready ? "" : qsTr("One moment…"))
            : TodoRows.count > 0 ? ""
            : Todo.group === "done" ? qsTr("She has done nothing yet.")
            : Todo.group === "calendar" ? qsTr("Nothing is on in the next seven days. Ask her, aloud or in writing: “put dinner with Maeve in the calendar for Friday at half seven”.")
            : Todo.group === "lists" ? qsTr("There are no lists yet. Ask her, aloud or in writing: “put milk and bread on the shopping list”.")
            : Todo.group === "notes" ? qsTr("Nothing is noted yet. Ask her, aloud or in writing: “make a note: the spare key is under the blue pot”.")
            : qsTr("Nothing is waiting. Ask her, aloud or in writing: “ten minutes for the pasta”, “wake me at seven”, “remind me tomorrow at noon to call Amy”.")
    }
}
