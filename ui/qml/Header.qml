// Her name, and in words what she is doing.
import QtQuick

Item {
    id: header
    height: Math.round(look.small * 3.4)
    Icons { id: icons }
    Words {
        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        text: prefs.values.her_name
        font.pixelSize: look.small
        color: look.soft
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        width: Math.min(implicitWidth, header.width * 0.3)
    }
    Words {
        objectName: "state"
        anchors { right: fresh.left; rightMargin: 10; verticalCenter: parent.verticalCenter }
        text: her.words
        font.pixelSize: look.small
        color: look.soft
        elide: Text.ElideLeft
        wrapMode: Text.NoWrap
        width: Math.min(implicitWidth, header.width * 0.55)
        Accessible.name: qsTr("She is %1").arg(text)
    }
    Round {
        id: fresh
        objectName: "new-conversation"
        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        extent: Math.round(look.small * 2.4)
        icon_: icons.fresh
        hint: qsTr("New conversation (Ctrl+N)")
        onClicked: her.newConversation()
    }
}
