// Whether its parent has the keyboard goes in; a ring around it comes out.
import QtQuick

Rectangle {
    property bool shown: false
    anchors.fill: parent
    anchors.margins: -3
    radius: Math.min(parent.radius + 3, height / 2)
    color: "transparent"
    border.width: 2
    border.color: look.coralText
    visible: shown
}
