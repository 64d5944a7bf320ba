// Shows one sentence about what went wrong or happened, above the composer.
import QtQuick
import Companion

Rectangle {
    id: strip
    visible: Companion.notice !== ""
    height: visible ? Math.max(words.implicitHeight + 16, gone.height + 4) : 0
    radius: Math.min(18, height / 2)
    color: Qt.alpha(Theme.peach, 0.55)
    Icons { id: icons }
    Words {
        id: words
        objectName: "notice"
        anchors { left: parent.left; right: gone.left; verticalCenter: parent.verticalCenter; leftMargin: 18; rightMargin: 6 }
        text: Companion.notice
        font.pixelSize: Theme.small
        maximumLineCount: 4
        elide: Text.ElideRight
        Accessible.role: Accessible.AlertMessage
        onTextChanged: if (words.text !== "") words.Accessible.announce(words.text)
    }
    Round {
        id: gone
        anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
        extent: Math.round(Theme.small * 2.3)
        icon_: icons.close
        hint: qsTr("I have read it")
        onClicked: Companion.notify("")
    }
}
