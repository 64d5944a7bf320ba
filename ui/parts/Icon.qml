// Draws a sharp icon from the path of a line drawing (24 x 24) and a colour.
import QtQuick
import Companion

Image {
    property string path
    property color color: Theme.ink
    property real stroke: 1.6
    property int size: Math.round(22 * Math.min(Theme.scale, 1.5))

    readonly property string hex: "%23" + color.toString().slice(-6)
    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='"
        + hex + "' stroke-width='" + stroke + "' stroke-linecap='round' stroke-linejoin='round'><path d='" + path + "'/></svg>"
    Accessible.ignored: true
}
