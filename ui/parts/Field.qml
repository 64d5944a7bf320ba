// Takes one line of text.
import QtQuick
import QtQuick.Controls.Basic
import Companion

TextField {
    id: field
    property string label
    font.family: Theme.sans
    font.pixelSize: Theme.body
    color: Theme.ink
    placeholderTextColor: Theme.soft
    selectionColor: Theme.peach
    selectedTextColor: Theme.ink
    leftPadding: Math.round(Theme.body * 0.9)
    rightPadding: leftPadding
    topPadding: Math.round(Theme.body * 0.55)
    bottomPadding: topPadding
    selectByMouse: true
    Component.onCompleted: cursorPosition = 0
    Accessible.name: label
    background: Rectangle {
        radius: Math.min(height / 2, 22)
        color: Theme.paper
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.coralText : Theme.line
    }
}
