// Shows her line, the stage or the whole conversation, missing models, and the composer.
import QtQuick
import Companion
import "../../parts"
import "../arrivals"

FocusScope {
    id: room
    property bool conversing: false
    property bool timing: false
    readonly property real floor: below.height + below.anchors.bottomMargin
    readonly property bool small: conversing || timing || arriving || low || help.visible && height < 640 * Theme.scale
    readonly property int column: Math.min(width - 48, Math.round(700 + 160 * (Theme.scale - 1)))
    readonly property bool arriving: Arrivals.wanted > 0
    readonly property bool low: height < 420 * Theme.scale
    readonly property bool lineless: height < 230 * Theme.scale || (timing || arriving || help.visible) && low

    function focusComposer() { composer.enter() }
    function closeMenu() { return header.closeMenu() }
    function leave() {
        if (Companion.notice !== "")
            Companion.notify("")
        else if (timing)
            timing = false
        else if (conversing)
            conversing = false
        composer.enter()
    }
    function showTimings(on) { timing = on }
    function scrollBack(amount) {
        timing = false
        conversing = true
        conversation.turn(amount)
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Space && !event.isAutoRepeat && (Modes.pushToTalk || Companion.muted)) {
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
    Window.onActiveChanged: push.letGo()
    Window.onActiveFocusItemChanged: push.space = false
    onVisibleChanged: push.letGo()
    QtObject {
        id: push
        property bool space: false
        readonly property bool held: (space || composer.pressing) && room.visible && room.Window.active
        onHeldChanged: Modes.setHeld(held)
        function letGo() {
            space = false
            composer.release()
        }
    }
    Icons { id: icons }

    WheelHandler {
        enabled: !room.conversing && !room.timing
        onWheel: event => { if (event.angleDelta.y > 0 && TalkLines.rowCount() > 0) room.scrollBack(0) }
    }
    Shortcut { sequence: "PgUp"; enabled: room.visible; onActivated: room.scrollBack(-1) }
    Shortcut { sequence: "PgDown"; enabled: room.visible && room.conversing; onActivated: conversation.turn(1) }

    Header {
        id: header
        anchors { top: parent.top; left: parent.left; right: parent.right }
        timing: room.timing
        onTimed: room.showTimings(!room.timing)
    }
    Presence {
        id: line
        objectName: "presence"
        anchors.horizontalCenter: parent.horizontalCenter
        y: header.height + (room.small ? 0 : Math.round(room.height * 0.035))
        width: Math.min(room.width - 40, room.small ? 190 : 560)
        height: Math.round(width * 0.4)
        visible: room.visible && !room.lineless
        mood: Companion.state
        playing: Recital.playing
        still: Theme.reduceMotion
        coral: Theme.coral
        rose: Theme.rose
        room: Theme.room
        Accessible.role: Accessible.Graphic
        Accessible.name: Preferences.values.her_name + ": " + Companion.words
        Connections {
            target: Companion
            function onLevel(who, value) { line.hear(who, value) }
        }
    }
    RecitalView {
        id: recital
        anchors { top: line.visible ? line.bottom : header.bottom; horizontalCenter: parent.horizontalCenter; topMargin: room.small ? 4 : 0 }
        width: Math.min(room.column, Math.round(420 * Math.min(Theme.scale, 1.3)))
        visible: (Recital.playing || Recital.offered !== "") && room.visible && !room.arriving
        low: room.small
    }
    Item {
        id: middle
        anchors { top: recital.visible ? recital.bottom : line.visible ? line.bottom : header.bottom; bottom: below.top; horizontalCenter: parent.horizontalCenter; topMargin: Math.round(Theme.body * 0.6); bottomMargin: 10 }
        width: room.column
        StageView {
            anchors.fill: parent
            cramped: help.visible && room.low
            visible: !room.conversing && !room.timing && !panel.visible
        }
        Conversation {
            id: conversation
            anchors.fill: parent
            visible: room.conversing && !room.timing
            onEnded: room.conversing = false
        }
        TimingPanel {
            anchors.fill: parent
            low: room.low
            visible: room.timing
            onEnded: room.timing = false
        }
        ArrivalsPanel {
            id: panel
            anchors { left: parent.left; right: parent.right; top: parent.top; bottom: parent.bottom }
            visible: room.arriving && !room.conversing && !room.timing
        }
        Fade { of: panel }
    }
    Column {
        id: below
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter; bottomMargin: room.low ? 12 : 26 }
        width: room.column
        spacing: 10
        HelpLines { id: help; width: parent.width }
        Notice { width: parent.width }
        Pill {
            objectName: "questions-again"
            visible: Meeting.waits
            primary: true
            text: qsTr("Go on with the questions")
            onClicked: Meeting.goOn()
        }
        Composer { id: composer; width: parent.width; tall: room.height * 0.32; onSpaced: push.space = true }
    }
}
