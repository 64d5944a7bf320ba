// Draws a ring around its parent while that has the keyboard focus.
import QtQuick
import Companion

Rectangle {
    property bool shown: false
    anchors.fill: parent
    anchors.margins: -3
    readonly property Rectangle around: parent as Rectangle
    radius: around ? Math.min(around.radius + 3, height / 2) : 0
    color: "transparent"
    border.width: 2
    border.color: Theme.coralText
    visible: shown
}
