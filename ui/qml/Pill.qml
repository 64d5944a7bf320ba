// Words go in; a quiet button comes out, or the one that matters when it is primary.
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: button
    property bool primary: false
    property bool quiet: false

    font.family: look.sans
    font.pixelSize: look.small
    leftPadding: Math.round(look.small * 1.15)
    rightPadding: leftPadding
    topPadding: Math.round(look.small * 0.55)
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
        color: button.primary ? look.onCoral : look.coralText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        radius: height / 2
        color: button.primary ? look.coralText : button.quiet && !button.hovered ? "transparent" : Qt.alpha(look.peach, 0.72)
        opacity: button.down ? 0.8 : 1
        FocusRing { shown: button.visualFocus }
    }
}
