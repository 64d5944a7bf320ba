// Takes one line of text in the coral room.
import QtQuick
import Companion
import "../../parts"

Field {
    id: field
    color: Theme.meetInk
    placeholderTextColor: Theme.meetInk
    selectionColor: Theme.meetInk
    selectedTextColor: Theme.meetText
    background: Rectangle {
        radius: Math.min(height / 2, 22)
        color: Theme.meetFloor
        border.width: field.activeFocus ? 2 : 1
        border.color: Theme.meetInk
    }
}
