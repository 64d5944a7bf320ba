// Takes a typed answer, and holds the microphone button. Enter answers, Shift+Enter begins a new line.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Item {
    id: field
    property real tall: 120
    readonly property bool pressing: Modes.pushToTalk && (button.latched || finger.pressed)
    property bool micless: false
    signal spaced()
    height: box.height

    function enter() { area.forceActiveFocus() }
    function release() { button.latched = false }
    function send() {
        const text = area.text
        if (text.trim() === "" || Meeting.phase === "off")  // nothing is asked yet: it stays
            return
        area.clear()
        Meeting.answer(text)
    }
    Connections {
        target: Meeting
        function onReturned(text) { if (area.length === 0) area.text = text }
    }
    Icons { id: icons }

    Rectangle {
        id: box
        anchors { left: parent.left; right: button.left; rightMargin: 12 }
        height: Math.max(button.height, Math.min(area.implicitHeight, field.tall) + 4)
        radius: Math.min(height / 2, button.height / 2)
        color: Theme.meetFloor
        border.width: area.activeFocus ? 2 : 1
        border.color: area.activeFocus ? Theme.meetInk : Qt.alpha(Theme.meetInk, 0.6)
        ScrollView {
            anchors { fill: parent; margins: 2; leftMargin: 10; rightMargin: 10 }
            ScrollBar.vertical.policy: ScrollBar.AsNeeded
            ScrollBar.horizontal.policy: ScrollBar.AlwaysOff
            TextArea {
                id: area
                objectName: "answer"
                placeholderText: Meeting.phase === "waking" ? qsTr("Nothing to answer now") : Meeting.name !== "" && !field.micless ? qsTr("Say yes, or type another name…") : field.micless || Companion.muted ? qsTr("Type your answer…")
                    : Modes.pushToTalk ? qsTr("Hold Space to answer, or type…") : qsTr("Answer aloud, or type…")
                placeholderTextColor: Theme.meetInk
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: Theme.sans
                font.pixelSize: Theme.body
                color: Theme.meetInk
                selectionColor: Theme.meetInk
                selectedTextColor: Theme.meetText
                verticalAlignment: TextEdit.AlignVCenter
                leftPadding: 10
                topPadding: Math.round(Theme.body * 0.7)
                bottomPadding: topPadding
                background: null
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: button
                Accessible.name: qsTr("Your answer")
                Accessible.description: qsTr("Enter answers, Shift+Enter begins a new line, Escape stops the voice or goes back")
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_Space && area.length === 0 && !area.inputMethodComposing && (Modes.pushToTalk || Companion.muted)) {
                        event.accepted = true  // no answer begins with a space
                        if (!event.isAutoRepeat)
                            field.spaced()
                    } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
                        event.accepted = true
                        if (event.modifiers & Qt.ShiftModifier)
                            area.insert(area.cursorPosition, "\n")
                        else
                            field.send()
                    }
                }
            }
        }
    }
    Round {
        id: button
        objectName: "answer-microphone"
        property bool latched: false
        readonly property bool open: !Companion.muted && !field.micless || Modes.held
        anchors { right: parent.right; bottom: parent.bottom }
        extent: Math.round(48 * Math.min(Theme.scale, 1.6))
        visible: !field.micless
        width: visible ? extent : 0
        icon_: open ? icons.microphone : icons.muted
        hint: Modes.pushToTalk ? (latched ? qsTr("Talking; Enter ends it") : qsTr("Hold to talk (Space)"))
            : Companion.muted ? qsTr("Open the microphone (Ctrl+M)") : qsTr("Mute the microphone (Ctrl+M)")
        tint: open ? Theme.meetText : Theme.meetInk
        plate: open ? Theme.meetInk : Theme.meetFloor
        ring: Theme.meetInk
        onClicked: if (!Modes.pushToTalk) Companion.listen(Companion.muted)
        Accessible.onPressAction: entered()
        function entered() {
            if (Modes.pushToTalk)
                latched = !latched
            else
                click()
        }
        MouseArea {
            id: finger
            anchors.fill: parent
            enabled: Modes.pushToTalk
        }
    }
}
