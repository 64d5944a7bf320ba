// Lets the user choose a number between two ends; `settled` gives it when the hand lets go.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Slider {
    id: slider
    property string label
    property real chosen
    signal settled(real value)

    value: chosen
    snapMode: Slider.SnapAlways
    implicitHeight: Math.round(Theme.body * 1.8)
    Accessible.name: label
    onPressedChanged: if (!pressed && value !== chosen) settled(value)
    onMoved: if (!pressed) settled(value)
    background: Rectangle {
        x: slider.leftPadding
        y: slider.topPadding + slider.availableHeight / 2 - 2
        width: slider.availableWidth
        height: 4
        radius: 2
        color: Theme.line
        Rectangle { width: slider.visualPosition * parent.width; height: 4; radius: 2; color: Theme.rose }
    }
    handle: Rectangle {
        x: slider.leftPadding + slider.visualPosition * (slider.availableWidth - width)
        y: slider.topPadding + slider.availableHeight / 2 - height / 2
        width: Math.round(Theme.body * 1.3)
        height: width
        radius: width / 2
        color: Theme.coral
        FocusRing { shown: slider.visualFocus }
    }
}
