// Lays out a label, a note and a control: side by side where there is room, else stacked.
import QtQuick
import Companion
import "../../parts"

Item {
    id: entry
    property string label
    property string note
    default property alias control: slot.data
    readonly property bool stacked: width < 330 + 170 * Theme.scale
    width: parent.width
    height: visible ? (stacked ? words.height + slot.height + 14 : Math.max(words.height, slot.height) + 12) : 0

    Column {
        id: words
        width: entry.stacked ? parent.width : Math.round(parent.width * 0.4) - 16
        y: entry.stacked ? 0 : slot.height > 3 * height ? slot.y + 6 : (parent.height - height) / 2
        Words { width: parent.width; text: entry.label }
        Words { width: parent.width; visible: text !== ""; text: entry.note; font.pixelSize: Theme.small; color: Theme.soft }
    }
    Item {
        id: slot
        x: entry.stacked ? 0 : Math.round(parent.width * 0.4)
        y: entry.stacked ? words.height + 6 : (parent.height - height) / 2
        width: parent.width - x
        height: childrenRect.height
    }
}
