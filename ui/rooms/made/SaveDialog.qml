// Asks the system for the file to write.
import QtQuick.Dialogs

FileDialog {
    title: qsTr("Where to write it")
    fileMode: FileDialog.SaveFile
}
