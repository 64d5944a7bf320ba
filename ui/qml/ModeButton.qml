// When a spoken line is hers to answer, in words; pressed, the ways to choose from, each with a sentence.
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: button
    property real most: 400
    readonly property real natural: metrics.advanceWidth + around
    readonly property real around: arrow.width + leftPadding + rightPadding + 4
    objectName: "mode"
    font.family: look.sans
    font.pixelSize: look.small
    leftPadding: Math.round(look.small * 0.8)
    rightPadding: Math.round(look.small * 0.5)
    topPadding: Math.round(look.small * 0.4)
    bottomPadding: topPadding
    hoverEnabled: true
    text: modes.title
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: qsTr("Mode: %1").arg(text)
    Accessible.description: modes.why
    ToolTip.text: modes.why + " " + qsTr("(Ctrl+Shift+M)")
    ToolTip.visible: (hovered || visualFocus) && !menu.visible
    ToolTip.delay: 700
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    Keys.onDownPressed: menu.open()
    onClicked: menu.visible ? menu.close() : menu.open()
    Connections {
        target: modes
        function onTold(sentence) { button.Accessible.announce(sentence) }
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
            color: modes.current === "muted" ? look.coralText : look.ink
            elide: Text.ElideRight
        }
        Icon { id: arrow; anchors.verticalCenter: parent.verticalCenter; path: icons.down; color: look.soft; size: Math.round(look.small * 1.3) }
    }
    background: Rectangle {
        radius: height / 2
        color: button.down || button.hovered || menu.visible ? Qt.alpha(look.peach, 0.72) : "transparent"
        border.color: look.line
        FocusRing { shown: button.visualFocus }
    }
    Menu {
        id: menu
        objectName: "modes"
        y: button.height + 6
        width: Math.min(Math.round(look.body * 24), button.Window.width - 90)
        padding: 6
        margins: 6
        modal: false
        background: Rectangle { radius: 14; color: look.paper; border.color: look.line }
        onOpened: currentIndex = modes.options.findIndex(option => option.id === modes.current)
        Repeater {
            model: modes.options
            MenuItem {
                id: way
                required property var modelData
                readonly property bool now: modes.current === modelData.id
                objectName: "mode-" + modelData.id
                leftPadding: Math.round(look.body * 0.8)
                rightPadding: leftPadding
                topPadding: Math.round(look.body * 0.45)
                bottomPadding: topPadding
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData.title + (modelData.id === "muted" ? " " + qsTr("(Ctrl+M)") : "")
                Accessible.description: modelData.why
                Accessible.checkable: true
                Accessible.checked: now
                onTriggered: modes.choose(modelData.id)
                indicator: null
                arrow: null
                contentItem: Column {
                    Words { width: parent.width; text: way.modelData.title; color: way.now ? look.coralText : look.ink; Accessible.ignored: true }
                    Words { width: parent.width; text: way.modelData.why; font.pixelSize: look.small; color: look.soft; Accessible.ignored: true }
                }
                background: Rectangle { radius: 10; color: way.highlighted ? Qt.alpha(look.peach, 0.72) : "transparent" }
            }
        }
    }
    property alias menuOpen: menu.visible
    function closeMenu() { menu.close() }
}
