// A thin scroll bar.
import QtQuick
import QtQuick.Controls.Basic

ScrollBar {
    id: bar
    policy: size < 1 ? ScrollBar.AsNeeded : ScrollBar.AlwaysOff
    Accessible.name: qsTr("scroll")
    contentItem: Rectangle {
        implicitWidth: 6
        radius: 3
        color: bar.pressed ? look.edge : look.line
    }
    background: null
}
