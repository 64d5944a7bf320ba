// One line of text to type.
import QtQuick
import QtQuick.Controls.Basic

TextField {
    id: field
    property string label
    font.family: look.sans
    font.pixelSize: look.body
    color: look.ink
    placeholderTextColor: look.soft
    selectionColor: look.peach
    selectedTextColor: look.ink
    leftPadding: Math.round(look.body * 0.9)
    rightPadding: leftPadding
    topPadding: Math.round(look.body * 0.55)
    bottomPadding: topPadding
    selectByMouse: true
    Component.onCompleted: cursorPosition = 0
    Accessible.name: label
    background: Rectangle {
        radius: Math.min(height / 2, 22)
        color: look.paper
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? look.coralText : look.line
    }
}
