// Draws a thin scroll bar.
import QtQuick
import QtQuick.Controls.Basic
import Companion

ScrollBar {
    id: bar
    property color tint: Theme.line
    policy: size < 1 ? ScrollBar.AsNeeded : ScrollBar.AlwaysOff
    Accessible.name: qsTr("scroll")
    contentItem: Rectangle {
        implicitWidth: 6
        radius: 3
        color: bar.pressed ? Theme.edge : bar.tint
    }
    background: null
}
