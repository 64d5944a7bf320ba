// What the user types, and the microphone. Enter sends, Shift+Enter is a new line.
import QtQuick
import QtQuick.Controls.Basic

Item {
    id: composer
    property real tall: 200
    readonly property bool hasText: area.length > 0
    readonly property bool pressing: modes.pushes && (button.down || finger.pressed || button.latched)
    signal spaced()
    height: box.height

    function enter() { area.forceActiveFocus() }
    function send() {
        if (area.text.trim() === "")
            return
        const text = area.text
        area.clear()
        her.say(text)
    }
    Connections {
        target: her
        function onReturned(text) { if (area.length === 0) area.text = text }
    }
    Icons { id: icons }

    Rectangle {
        id: box
        anchors { left: parent.left; right: button.left; rightMargin: 12 }
        height: Math.max(button.height, Math.min(area.implicitHeight, composer.tall) + 4)
        radius: Math.min(height / 2, button.height / 2)
        color: look.paper
        border.width: area.activeFocus ? 2 : 1
        border.color: area.activeFocus ? look.rose : look.line
        ScrollView {
            anchors { fill: parent; margins: 2; leftMargin: 10; rightMargin: sendButton.visible ? sendButton.width + 8 : 10 }
            ScrollBar.vertical: Bar { parent: box; anchors { right: parent.right; top: parent.top; bottom: parent.bottom; margins: 10 } }
            ScrollBar.horizontal.policy: ScrollBar.AlwaysOff
            TextArea {
                id: area
                objectName: "composer"
                placeholderText: her.muted ? qsTr("Type to %1…").arg(prefs.values.her_name) : modes.pushes ? qsTr("Hold Space to talk, or type…")
                    : modes.current === "name" ? qsTr("Say “%1, …”, or type…").arg(prefs.values.her_name) : qsTr("Say something, or type…")
                placeholderTextColor: look.soft
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: look.sans
                font.pixelSize: look.body
                color: look.ink
                selectionColor: look.peach
                selectedTextColor: look.ink
                verticalAlignment: TextEdit.AlignVCenter
                leftPadding: 10
                topPadding: Math.round(look.body * 0.7)
                bottomPadding: topPadding
                background: null
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: sendButton.visible ? sendButton : button
                Accessible.name: qsTr("Your message")
                Accessible.description: qsTr("Enter sends, Shift+Enter begins a new line")
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_Space && area.length === 0 && !area.inputMethodComposing && modes.pushes) {
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
            visible: modes.pushes && her.busy && !composer.hasText
            icon_: icons.stop
            hint: qsTr("Stop her (Esc)")
            onClicked: her.hush()
        }
        Round {
            id: sendButton
            objectName: "send"
            anchors { right: parent.right; bottom: parent.bottom; margins: Math.round((button.height - height) / 2) }
            extent: Math.round(button.height * 0.74)
            visible: composer.hasText
            icon_: icons.send
            hint: qsTr("Send (Enter)")
            tint: look.coralText
            plate: Qt.alpha(look.peach, 0.7)
            onClicked: { composer.send(); composer.enter() }
        }
    }
    Round {
        id: button
        objectName: "microphone"
        readonly property bool stops: her.busy && !modes.pushes
        readonly property bool quiet: her.muted && !stops && !modes.held
        property bool latched: false
        anchors { right: parent.right; bottom: parent.bottom }
        extent: Math.round(52 * Math.min(look.scale, 1.6))
        icon_: stops ? icons.stop : quiet ? icons.muted : icons.microphone
        hint: stops ? qsTr("Stop her (Esc)") : modes.pushes ? (latched ? qsTr("Talking; Enter ends it") : qsTr("Hold to talk (Space)"))
            : her.muted ? qsTr("Open the microphone (Ctrl+M)") : qsTr("Mute the microphone (Ctrl+M)")
        tint: quiet ? look.soft : modes.pushes && !modes.held ? look.coralText : look.onCoral
        plate: quiet ? look.line : modes.pushes && !modes.held ? look.peach : look.coral
        onClicked: if (!modes.pushes) stops ? her.hush() : her.listen(her.muted)
        Accessible.onPressAction: entered()
        function entered() {  // for who can't hold a key: once to begin, once to end
            if (modes.pushes)
                latched = !latched
            else
                click()
        }
        MouseArea {  // unlike the button's own, it stays pressed when the pointer slips off
            id: finger
            anchors.fill: parent
            enabled: modes.pushes
        }
    }
    function release() { button.latched = false }
}
