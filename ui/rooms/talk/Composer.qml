// Takes what the user types, and holds the microphone button. Enter sends, Shift+Enter begins a new line.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Item {
    id: composer
    property real tall: 200
    readonly property bool hasText: area.length > 0
    readonly property bool pressing: Modes.pushToTalk && (button.down || finger.pressed || button.latched)
    signal spaced()
    height: box.height

    function enter() { area.forceActiveFocus() }
    function send() {
        if (area.text.trim() === "")
            return
        const text = area.text
        area.clear()
        Companion.say(text)
    }
    Connections {
        target: Companion
        function onReturned(text) { if (area.length === 0) area.text = text }
    }
    Icons { id: icons }

    Rectangle {
        id: box
        anchors { left: parent.left; right: button.left; rightMargin: 12 }
        height: Math.max(button.height, Math.min(area.implicitHeight, composer.tall) + 4)
        radius: Math.min(height / 2, button.height / 2)
        color: Theme.paper
        border.width: area.activeFocus ? 2 : 1
        border.color: area.activeFocus ? Theme.rose : Theme.line
        ScrollView {
            anchors { fill: parent; margins: 2; leftMargin: 10; rightMargin: sendButton.visible ? sendButton.width + 8 : 10 }
            ScrollBar.vertical: Bar { parent: box; anchors { right: parent.right; top: parent.top; bottom: parent.bottom; margins: 10 } }
            ScrollBar.horizontal.policy: ScrollBar.AlwaysOff
            TextArea {
                id: area
                objectName: "composer"
                placeholderText: Companion.muted ? qsTr("Type to %1…").arg(Preferences.values.her_name) : Modes.pushToTalk ? qsTr("Hold Space to talk, or type…")
                    : Modes.current === "name" ? qsTr("Say “%1, …”, or type…").arg(Preferences.values.her_name) : qsTr("Say something, or type…")
                placeholderTextColor: Theme.soft
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: Theme.sans
                font.pixelSize: Theme.body
                color: Theme.ink
                selectionColor: Theme.peach
                selectedTextColor: Theme.ink
                verticalAlignment: TextEdit.AlignVCenter
                leftPadding: 10
                topPadding: Math.round(Theme.body * 0.7)
                bottomPadding: topPadding
                background: null
                onTextChanged: if (area.length > 0) Companion.typing()
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: sendButton.visible ? sendButton : button
                Accessible.name: qsTr("Your message")
                Accessible.description: qsTr("Enter sends, Shift+Enter begins a new line")
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_Space && area.length === 0 && !area.inputMethodComposing && Modes.pushToTalk) {
                        event.accepted = true  // no line begins with a space
                        if (!event.isAutoRepeat)
                            composer.spaced()
                        return
                    }
                    if (event.key !== Qt.Key_Return && event.key !== Qt.Key_Enter)
                        return
                    if (event.modifiers & Qt.ShiftModifier)
                        area.insert(area.cursorPosition, "\n")
                    else
                        composer.send()
                    event.accepted = true
                }
            }
        }
        Round {
            id: stopButton
            objectName: "stop"
            anchors { right: parent.right; bottom: parent.bottom; margins: Math.round((button.height - height) / 2) }
            extent: sendButton.extent
            visible: Modes.pushToTalk && Companion.busy && !composer.hasText
            icon_: icons.stop
            hint: qsTr("Stop her (Esc)")
            onClicked: Companion.interrupt()
        }
        Round {
            id: sendButton
            objectName: "send"
            anchors { right: parent.right; bottom: parent.bottom; margins: Math.round((button.height - height) / 2) }
            extent: Math.round(button.height * 0.74)
            visible: composer.hasText
            icon_: icons.send
            hint: qsTr("Send (Enter)")
            tint: Theme.coralText
            plate: Qt.alpha(Theme.peach, 0.7)
            onClicked: { composer.send(); composer.enter() }
        }
    }
    Round {
        id: button
        objectName: "microphone"
        readonly property bool stops: Companion.busy && !Modes.pushToTalk
        readonly property bool quiet: Companion.muted && !stops && !Modes.held
        property bool latched: false
        anchors { right: parent.right; bottom: parent.bottom }
        extent: Math.round(52 * Math.min(Theme.scale, 1.6))
        icon_: stops ? icons.stop : quiet ? icons.muted : icons.microphone
        hint: stops ? qsTr("Stop her (Esc)") : Modes.pushToTalk ? (latched ? qsTr("Talking; Enter ends it") : qsTr("Hold to talk (Space)"))
            : Companion.muted ? qsTr("Open the microphone (Ctrl+M)") : qsTr("Mute the microphone (Ctrl+M)")
        tint: quiet ? Theme.soft : Modes.pushToTalk && !Modes.held ? Theme.coralText : Theme.onCoral
        plate: quiet ? Theme.line : Modes.pushToTalk && !Modes.held ? Theme.peach : Theme.coral
        onClicked: if (!Modes.pushToTalk) stops ? Companion.interrupt() : Companion.listen(Companion.muted)
        Accessible.onPressAction: entered()
        function entered() {  // for who can't hold a key: once to begin, once to end
            if (Modes.pushToTalk)
                latched = !latched
            else
                click()
        }
        MouseArea {  // unlike the button's own, it stays pressed when the pointer slips off
            id: finger
            anchors.fill: parent
            enabled: Modes.pushToTalk
        }
    }
    function release() { button.latched = false }
}
