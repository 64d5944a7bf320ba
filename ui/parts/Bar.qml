// Draws a thin scroll bar.
import QtQuick
import QtQuick.Controls.Basic
import Companion

ScrollBar {
    id: bar
    policy: size < 1 ? ScrollBar.AsNeeded : ScrollBar.AlwaysOff
    Accessible.name: qsTr("scroll")
    contentItem: Rectangle {
        implicitWidth: 6
        radius: 3
        color: bar.pressed ? Theme.edge : Theme.line
    }
    background: null
}
