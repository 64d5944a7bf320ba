// Shows the mode; pressed, it lists all modes, each with a sentence about it.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Button {
    id: button
    property real most: 400
    readonly property real windowWidth: Window.width
    readonly property real natural: metrics.advanceWidth + around
    readonly property real around: arrow.width + leftPadding + rightPadding + 4
    objectName: "mode"
    font.family: Theme.sans
    font.pixelSize: Theme.small
    leftPadding: Math.round(Theme.small * 0.8)
    rightPadding: Math.round(Theme.small * 0.5)
    topPadding: Math.round(Theme.small * 0.4)
    bottomPadding: topPadding
    hoverEnabled: true
    text: Modes.title
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("Mode: %1").arg(text)
    Accessible.description: Modes.why
    ToolTip.text: Modes.why + " " + qsTr("(Ctrl+Shift+M)")
    ToolTip.visible: (hovered || visualFocus) && !menu.visible
    ToolTip.delay: 700
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    Keys.onDownPressed: menu.open()
    onClicked: menu.visible ? menu.close() : menu.open()
    Connections {
        target: Modes
        function onAnnounced(sentence) { button.Accessible.announce(sentence) }
    }
    Icons { id: icons }
    TextMetrics { id: metrics; font: button.font; text: button.text }
    contentItem: Row {
        spacing: 2
        Text {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, button.most - button.around)
            text: button.text
            textFormat: Text.PlainText
            font: button.font
            color: Modes.current === "muted" ? Theme.coralText : Theme.ink
            elide: Text.ElideRight
        }
        Icon { id: arrow; anchors.verticalCenter: parent.verticalCenter; path: icons.down; color: Theme.soft; size: Math.round(Theme.small * 1.3) }
    }
    background: Rectangle {
        radius: height / 2
        color: button.down || button.hovered || menu.visible ? Qt.alpha(Theme.peach, 0.72) : "transparent"
        border.color: Theme.line
        FocusRing { shown: button.visualFocus }
    }
    Menu {
        id: menu
        objectName: "modes"
        y: button.height + 6
        width: Math.min(Math.round(Theme.body * 24), button.windowWidth - 90)
        padding: 6
        margins: 6
        modal: false
        background: Rectangle { radius: 14; color: Theme.paper; border.color: Theme.line }
        onOpened: currentIndex = Modes.options.findIndex(option => option.id === Modes.current)
        Repeater {
            model: Modes.options
            MenuItem {
                id: way
                required property var modelData
                readonly property bool now: Modes.current === modelData.id
                objectName: "mode-" + modelData.id
                leftPadding: Math.round(Theme.body * 0.8)
                rightPadding: leftPadding
                topPadding: Math.round(Theme.body * 0.45)
                bottomPadding: topPadding
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData.title + (modelData.id === "muted" ? " " + qsTr("(Ctrl+M)") : "")
                Accessible.description: modelData.why
                Accessible.checkable: true
                Accessible.checked: now
                onTriggered: Modes.choose(modelData.id)
                indicator: null
                arrow: null
                contentItem: Column {
                    Words { width: parent.width; text: way.modelData.title; color: way.now ? Theme.coralText : Theme.ink; Accessible.ignored: true }
                    Words { width: parent.width; text: way.modelData.why; font.pixelSize: Theme.small; color: Theme.soft; Accessible.ignored: true }
                }
                background: Rectangle { radius: 10; color: way.highlighted ? Qt.alpha(Theme.peach, 0.72) : "transparent" }
            }
        }
    }
    property alias menuOpen: menu.visible
    function closeMenu() { menu.close() }
}
