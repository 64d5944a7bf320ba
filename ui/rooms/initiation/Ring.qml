// Draws a thin ring that closes as much as of her has arrived.
import QtQuick
import QtQuick.Shapes
import Companion

Item {
    id: ring
    property real share: 0
    property real drawn: share
    readonly property real middle: width / 2
    Behavior on drawn { enabled: !Theme.reduceMotion; NumberAnimation { duration: 500; easing.type: Easing.OutCubic } }
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("How much of her has arrived: %1 %").arg(Math.round(share * 100))

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: "transparent"
        border.width: 1
        border.color: Qt.alpha(Theme.meetInk, 0.35)
    }
    Shape {
        anchors.fill: parent
        ShapePath {
            strokeColor: Theme.meetInk
            strokeWidth: 3
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: ring.middle
                centerY: ring.middle
                radiusX: ring.middle - 0.5
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * Math.max(0, Math.min(1, ring.drawn))
            }
        }
    }
}
