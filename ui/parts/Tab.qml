// Draws one of a few choices that are shown side by side.
import QtQuick
import QtQuick.Controls.Basic
import Companion

Button {
    id: tab
    property bool on: false
    font.family: Theme.sans
    font.pixelSize: Theme.small
    leftPadding: Math.round(Theme.small * 1.15)
    rightPadding: leftPadding
    topPadding: Math.round(Theme.small * 0.55)
    bottomPadding: topPadding
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    contentItem: Text {
        text: tab.text
        textFormat: Text.PlainText
        font: tab.font
        color: tab.on ? Theme.ink : Theme.soft
    }
    background: Rectangle {
        radius: height / 2
        color: tab.on ? Theme.peach : "transparent"
        border.color: tab.on ? Theme.peach : Theme.line
        FocusRing { shown: tab.visualFocus }
    }
}
