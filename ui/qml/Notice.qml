// One sentence about what went wrong or happened, with what to do; in place, never in the way.
import QtQuick

Rectangle {
    id: strip
    visible: her.notice !== ""
    height: visible ? Math.max(words.implicitHeight + 16, gone.height + 4) : 0
    radius: Math.min(18, height / 2)
    color: Qt.alpha(look.peach, 0.55)
    Icons { id: icons }
    Words {
        id: words
        objectName: "notice"
        anchors { left: parent.left; right: gone.left; verticalCenter: parent.verticalCenter; leftMargin: 18; rightMargin: 6 }
        text: her.notice
        font.pixelSize: look.small
        maximumLineCount: 4
        elide: Text.ElideRight
        Accessible.role: Accessible.AlertMessage
        onTextChanged: if (words.text !== "") words.Accessible.announce(words.text)
    }
    Round {
        id: gone
        anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
        extent: Math.round(look.small * 2.3)
        icon_: icons.close
        hint: qsTr("I have read it")
        onClicked: her.tell("")
    }
}
