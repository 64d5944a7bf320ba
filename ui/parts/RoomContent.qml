// Declares what a room that is built on demand offers: first focus, search, and a way back.
import QtQuick

FocusScope {
    signal explained()  // the user wants to see how long her answers took
    function enter() {}
    function search() {}
    function back(): bool { return false }
}
