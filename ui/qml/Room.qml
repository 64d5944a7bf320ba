// A room that is built when it is first entered.
import QtQuick

Loader {
    id: loader
    property string file
    enabled: visible
    active: false

    function enter() {
        if (!active) {
            source = file
            active = true
        }
        item.enter()
    }
    function leave() {
        active = false
        source = ""
    }
    function search() { item.search() }
}
