// Builds a room when it is first entered.
import QtQuick

Loader {
    id: loader
    property url file
    readonly property RoomContent content: item as RoomContent
    enabled: visible
    active: false

    function enter() {
        if (!active) {
            source = file
            active = true
        }
        content.enter()
    }
    function leave() {
        active = false
        source = ""
    }
    function search() { content.search() }
    function back(): bool { return content !== null && content.back() }
}
