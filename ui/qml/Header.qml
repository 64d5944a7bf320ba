// Her name, when she answers, and in words what she is doing.
import QtQuick

Item {
    id: header
    property bool timing: false
    signal timed()
    height: Math.round(look.small * 3.4)
    function closeMenu() {
        const was = mode.menuOpen
        mode.closeMenu()
        return was
    }
    Icons { id: icons }
    Words {
        id: name
        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        text: prefs.values.her_name
        font.pixelSize: look.small
        color: look.soft
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        width: Math.min(implicitWidth, header.width * 0.2)
    }
    ModeButton {
        id: mode
        anchors { left: name.right; leftMargin: 10; verticalCenter: parent.verticalCenter }
        most: header.width * 0.5
    }
    Words {
        objectName: "state"
        anchors { right: slow.left; rightMargin: 10; verticalCenter: parent.verticalCenter }
        text: her.words
        font.pixelSize: look.small
        color: look.soft
        elide: Text.ElideLeft
        horizontalAlignment: Text.AlignRight
        wrapMode: Text.NoWrap
        width: Math.max(0, Math.min(implicitWidth, slow.x - mode.x - mode.width - 20))
        Accessible.name: qsTr("She is %1").arg(text)
    }
    Round {
        id: slow
        objectName: "why-slow"
        anchors { right: fresh.left; verticalCenter: parent.verticalCenter }
        extent: Math.round(look.small * 2.4)
        icon_: icons.time
        hint: qsTr("How long her answers took (Ctrl+T)")
        tint: header.timing ? look.coralText : look.soft
        plate: header.timing ? look.peach : "transparent"
        Accessible.checkable: true
        Accessible.checked: header.timing
        onClicked: header.timed()
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
