// One of a few choices shown side by side.
import QtQuick
import QtQuick.Controls.Basic

Button {
    id: tab
    property bool on: false
    font.family: look.sans
    font.pixelSize: look.small
    leftPadding: Math.round(look.small * 1.15)
    rightPadding: leftPadding
    topPadding: Math.round(look.small * 0.55)
    bottomPadding: topPadding
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Keys.onReturnPressed: click()
    contentItem: Text {
        text: tab.text
        textFormat: Text.PlainText
        font: tab.font
        color: tab.on ? look.ink : look.soft
    }
    background: Rectangle {
        radius: height / 2
        color: tab.on ? look.peach : "transparent"
        border.color: tab.on ? look.peach : look.line
        FocusRing { shown: tab.visualFocus }
    }
}
