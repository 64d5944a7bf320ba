// What a room that is built on demand must offer: the keyboard's first place, a search, and a way back.
import QtQuick

FocusScope {
    signal explained()  // the user wants to see how long her answers took
    function enter() {}
    function search() {}
    function back(): bool { return false }
}
