// Fills the window while she is met: her line in the ring of what has arrived, one question, and a field for the answer.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property int column: Math.min(width - 48, Math.round(620 + 200 * Theme.scale))
    readonly property real extent: Math.round(Math.min(270, height * 0.36, middle.height - asked.height - content.spacing - 44))
    readonly property bool lined: extent >= 80 && !Meeting.over

    function enter() { Meeting.over ? middle.forceActiveFocus() : field.enter() }
    function scroll(by) { middle.contentY = Math.max(0, Math.min(middle.contentHeight - middle.height, middle.contentY + by)) }
    function back() {
        if (Companion.notice !== "")
            Companion.notify("")
        else
            Meeting.back()
        return true
    }
    function reveal(item) {
        const top = item.mapToItem(middle.contentItem, 0, 0).y
        if (top - 20 < middle.contentY)
            middle.contentY = Math.max(0, top - 20)
        else if (top + item.height + 20 > middle.contentY + middle.height)
            middle.contentY = Math.max(0, Math.min(middle.contentHeight - middle.height, top + item.height + 20 - middle.height))
    }
    function regain() {  // what had the focus is gone with its question
        const item = Window.activeFocusItem
        if (!Meeting.shown || item && item.visible && item !== room)
            return
        Meeting.over ? middle.forceActiveFocus() : field.enter()
    }
    function settle() {  // where not all has room, what was asked last is what is seen
        if (Meeting.over)
            return
        const question = asked.y + content.y + asked.main - 14
        const end = middle.contentHeight - middle.height
        middle.contentY = end <= 0 ? 0 : Meeting.noticed !== "" ? end : Math.max(0, Math.min(end, question))
    }
    Window.onActiveFocusItemChanged: {
        push.space = false
        if (Window.activeFocusItem === room)
            regain()
        for (let up = Window.activeFocusItem; up; up = up.parent)
            if (up === middle.contentItem)
                return reveal(Window.activeFocusItem)
    }
    Window.onActiveChanged: push.letGo()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
            scroll((event.key === Qt.Key_PageUp ? -0.8 : 0.8) * middle.height)
            event.accepted = true
        } else if (event.key === Qt.Key_Space && !event.isAutoRepeat && (Modes.pushToTalk || Companion.muted)) {
            push.space = true
            event.accepted = true
        }
    }
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && !event.isAutoRepeat && push.space) {
            push.space = false
            event.accepted = true
        }
    }
    QtObject {
        id: push
        property bool space: false
        readonly property bool held: (space || field.pressing) && room.Window.active
        onHeldChanged: Modes.setHeld(held)
        function letGo() {
            space = false
            field.release()
        }
    }
    property bool micless: false
    readonly property bool sounding: ["listening", "hearing", "muted"].includes(Companion.state)
    onSoundingChanged: if (sounding) micless = false
    Timer {  // a microphone may begin a moment late
        interval: 2500
        running: Companion.state === "idle" && !room.micless
        onTriggered: room.micless = true
    }
    Component.onDestruction: Modes.setHeld(false)
    Connections {
        target: Meeting
        function onChanged() {
            Qt.callLater(room.regain)
            if (Meeting.over && !page.active) {
                page.active = true
                middle.contentY = 0
                middle.forceActiveFocus()
            }
        }
    }

    Connections {
        target: Companion
        function onNoticeChanged() { Qt.callLater(room.regain) }
    }

    Rectangle { anchors.fill: parent; color: Theme.meetRoom }
    Rectangle {
        id: floor
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: below.visible ? below.height + 2 * below.anchors.bottomMargin : 0
        visible: below.visible
        color: Theme.meetFloor
        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.top }
            height: Math.min(90, room.height - floor.height)
            gradient: Gradient {
                GradientStop { position: 0; color: Qt.alpha(Theme.meetFloor, 0) }
                GradientStop { position: 1; color: Theme.meetFloor }
            }
        }
    }
    Flickable {
        id: middle
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: floor.top }
        contentHeight: Math.max(height, content.height + (Meeting.over ? 70 : 40))
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: Bar { tint: Qt.alpha(Theme.meetInk, 0.7) }
        Keys.onUpPressed: room.scroll(-60)
        Keys.onDownPressed: room.scroll(60)
        Column {
            id: content
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(20, Math.round((middle.height - height) / 2))
            width: room.column
            spacing: Math.round(Theme.body * 1.6)
            Item {
                anchors.horizontalCenter: parent.horizontalCenter
                width: room.extent
                height: room.extent
                visible: room.lined
                Ring { objectName: "ring"; anchors.fill: parent; share: Arriving.share }
                Presence {
                    id: line
                    objectName: "meeting-presence"
                    anchors.centerIn: parent
                    width: Math.min(room.column, Math.round(room.extent * 1.85))
                    height: Math.round(width * 0.4)
                    mood: Companion.state
                    still: Theme.reduceMotion
                    coral: Theme.meetInk
                    rose: Theme.meetInk
                    room: Theme.meetRoom
                    Accessible.role: Accessible.Graphic
                    Accessible.name: Companion.words
                    Connections {
                        target: Companion
                        function onLevel(who, value) { line.hear(who, value) }
                    }
                }
            }
            Asked { id: asked; width: parent.width; visible: !Meeting.over; cramped: middle.height < 340; onMainChanged: Qt.callLater(room.settle); onHeightChanged: Qt.callLater(room.settle) }
            Loader {
                id: page
                width: parent.width
                active: false
                visible: active
                sourceComponent: Outcome {}
            }
        }
    }
    Rectangle {  // what can be scrolled to fades out
        anchors { left: parent.left; right: parent.right; bottom: middle.bottom }
        height: 28
        visible: middle.contentY + middle.height < middle.contentHeight - 4
        gradient: Gradient {
            GradientStop { position: 0; color: Qt.alpha(Theme.meetFloor, 0) }
            GradientStop { position: 1; color: Theme.meetFloor }
        }
    }
    Column {
        id: below
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter; bottomMargin: 16 }
        width: room.column
        visible: !Meeting.over || Companion.notice !== ""
        spacing: Math.round(Theme.small * 0.9)
        AnswerField { id: field; width: parent.width; visible: !Meeting.over; micless: room.micless; tall: room.height * 0.2; onSpaced: push.space = true }
        Foot { width: parent.width; micless: room.micless; bare: Meeting.over }
    }
}
