// Draws a round button with an icon; its hint is for screen readers and the tooltip.
import QtQuick
import QtQuick.Controls.Basic
import Companion

Button {
    id: button
    property string icon_
    property string hint
    property color tint: Theme.soft
    property color plate: "transparent"
    property color ring: Theme.coralText
    property int extent: Math.round(42 * Math.min(Theme.scale, 1.5))

    implicitWidth: extent
    implicitHeight: extent
    padding: 0
    hoverEnabled: true
    Accessible.name: hint
    ToolTip.text: hint
    ToolTip.visible: (hovered || visualFocus) && hint !== ""
    ToolTip.delay: 700
    Keys.onReturnPressed: entered()
    Keys.onEnterPressed: entered()
    function entered() { click() }
    contentItem: Item {
        Icon { anchors.centerIn: parent; path: button.icon_; color: button.tint }
    }
    background: Rectangle {
        radius: width / 2
        color: button.down ? Theme.peach : button.hovered && button.plate.a === 0 ? Qt.alpha(Theme.peach, 0.5) : button.plate
        FocusRing { shown: button.visualFocus; border.color: button.ring }
    }
}
