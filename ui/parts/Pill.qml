// Draws a quiet text button, or a strong one when it is primary.
import QtQuick
import QtQuick.Controls.Basic
import Companion

Button {
    id: button
    property bool primary: false
    property bool quiet: false

    font.family: Theme.sans
    font.pixelSize: Theme.small
    leftPadding: Math.round(Theme.small * 1.15)
    rightPadding: leftPadding
    topPadding: Math.round(Theme.small * 0.55)
    bottomPadding: topPadding
    hoverEnabled: true
    opacity: enabled ? 1 : 0.5
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    contentItem: Text {
        text: button.text
        textFormat: Text.PlainText
        font: button.font
        color: button.primary ? Theme.onCoral : Theme.coralText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: height / 2
        color: button.primary ? Theme.coralText : button.quiet && !button.hovered ? "transparent" : Qt.alpha(Theme.peach, 0.72)
        opacity: button.down ? 0.8 : 1
        FocusRing { shown: button.visualFocus }
    }
}
