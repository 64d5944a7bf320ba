// Draws the notes of a piece: the right hand strong, the left hand pale; what has been played is drawn in coral.
pragma ComponentBehavior: Bound
import QtQuick
import Companion

Item {
    id: roll
    property string upper
    property string lower
    property real played: 0  // share of the piece, 0…1
    Accessible.ignored: true

    component Notes: Image {
        property color strong
        property color pale
        function hex(colour: color): string { return "%23" + colour.toString().slice(-6) }
        function path(colour: color, notes: string): string { return notes === "" ? "" : "<path fill='" + hex(colour) + "' d='" + notes + "'/>" }
        width: roll.width
        height: roll.height
        sourceSize: Qt.size(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)))
        source: roll.upper + roll.lower === "" ? "" : "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 100' preserveAspectRatio='none'>"
            + path(pale, roll.lower) + path(strong, roll.upper) + "</svg>"
        Accessible.ignored: true
    }
    Notes { strong: Theme.rose; pale: Theme.peach }
    Item {
        width: roll.width * Math.min(1, roll.played)
        height: roll.height
        visible: roll.played > 0
        clip: true
        Notes { strong: Theme.coralText; pale: Theme.rose }
    }
}
