// Asks the system for a character card's file.
import QtQuick.Dialogs

FileDialog {
    title: qsTr("A character card")
    nameFilters: [qsTr("Character cards (*.json *.png)")]
}
