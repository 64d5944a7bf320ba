// Shows help lines, small and always in sight, while somebody may be in danger; they can be selected, copied and hidden.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: strip
    visible: Dialogue.help !== ""
    height: visible ? Math.max(words.implicitHeight + 14, gone.height + 4) : 0
    radius: Math.min(16, height / 2)
    color: Theme.paper
    border.width: 1
    border.color: Theme.edge
    Icons { id: icons }
    TextEdit {
        id: words
        objectName: "help-lines"
        anchors { left: parent.left; right: gone.left; verticalCenter: parent.verticalCenter; leftMargin: 16; rightMargin: 6 }
        text: Dialogue.help
        readOnly: true
        selectByMouse: true
        selectByKeyboard: true
        activeFocusOnTab: true
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        font.family: Theme.sans
        font.pixelSize: Theme.small
        color: Theme.ink
        selectionColor: Theme.peach
        selectedTextColor: Theme.ink
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        onTextChanged: if (text !== "") words.Accessible.announce(text)
    }
    FocusRing { shown: words.activeFocus }
    Round {
        id: gone
        objectName: "hide-help"
        anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
        extent: Math.round(Theme.small * 2.3)
        icon_: icons.close
        hint: qsTr("Hide the help lines")
        onClicked: Dialogue.hideHelp()
    }
}
