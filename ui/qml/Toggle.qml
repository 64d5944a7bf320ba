// On or off.
import QtQuick
import QtQuick.Controls.Basic

Switch {
    id: toggle
    property string label
    Accessible.name: label
    padding: 0
    implicitHeight: knob.height
    Keys.onReturnPressed: click()
    indicator: Rectangle {
        id: knob
        width: Math.round(look.body * 2.8)
        height: Math.round(look.body * 1.6)
        radius: height / 2
        color: toggle.checked ? look.coral : look.paper
        border.color: toggle.checked ? look.coral : look.edge
        Rectangle {
            width: parent.height - 8
            height: width
            radius: width / 2
            y: 4
            x: toggle.checked ? parent.width - width - 4 : 4
            color: toggle.checked ? look.onCoral : look.edge
            Behavior on x { enabled: !look.still; NumberAnimation { duration: 120 } }
        }
        FocusRing { shown: toggle.visualFocus }
    }
    contentItem: Item {}
}
