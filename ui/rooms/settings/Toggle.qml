// Switches something on or off.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Switch {
    id: toggle
    property string label
    Accessible.name: label
    padding: 0
    implicitHeight: knob.height
    Keys.onReturnPressed: click()
    indicator: Rectangle {
        id: knob
        width: Math.round(Theme.body * 2.8)
        height: Math.round(Theme.body * 1.6)
        radius: height / 2
        color: toggle.checked ? Theme.coral : Theme.paper
        border.color: toggle.checked ? Theme.coral : Theme.edge
        Rectangle {
            width: parent.height - 8
            height: width
            radius: width / 2
            y: 4
            x: toggle.checked ? parent.width - width - 4 : 4
            color: toggle.checked ? Theme.onCoral : Theme.edge
            Behavior on x { enabled: !Theme.reduceMotion; NumberAnimation { duration: 120 } }
        }
        FocusRing { shown: toggle.visualFocus }
    }
    contentItem: Item {}
}
