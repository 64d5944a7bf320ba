// Shows her name, the mode, and in words what she is doing.
import QtQuick
import Companion
import "../../parts"

Item {
    id: header
    property bool timing: false
    signal timed()
    readonly property int row: Math.round(Theme.small * 3.4)
    readonly property real room: width - name.x - name.width - mode.natural - 2 * slow.width - 46
    readonly property bool cramped: room < (Companion.state === "loading" ? doing.implicitWidth : usual.advanceWidth)  // does not change as they talk
    height: row + (cramped ? doing.height : 0)
    function closeMenu() {
        const was = mode.menuOpen
        mode.closeMenu()
        return was
    }
    Icons { id: icons }
    TextMetrics { id: usual; font: doing.font; text: qsTr("hearing you") }
    Words {
        id: name
        x: 16
        visible: !header.cramped
        y: (header.row - height) / 2
        text: Preferences.values.her_name
        font.pixelSize: Theme.small
        color: Theme.soft
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        width: Math.min(implicitWidth, header.width * 0.2)
    }
    ModeButton {
        id: mode
        x: header.cramped ? 10 : name.x + name.width + 10
        y: (header.row - height) / 2
        most: header.width - x - 2 * slow.width - 26
    }
    Words {
        id: doing
        objectName: "state"
        x: header.cramped ? name.x : slow.x - 10 - width
        y: header.cramped ? header.row - 4 : (header.row - height) / 2
        text: Companion.words
        font.pixelSize: Theme.small
        color: Theme.soft
        elide: Text.ElideLeft
        wrapMode: Text.NoWrap
        width: Math.min(implicitWidth, header.cramped ? header.width - 32 : header.room)
        Accessible.name: qsTr("She is %1").arg(text)
    }
    Round {
        id: slow
        objectName: "why-slow"
        anchors { right: fresh.left; verticalCenter: name.verticalCenter }
        extent: Math.round(Theme.small * 2.4)
        icon_: icons.time
        hint: qsTr("How long her answers took (Ctrl+T)")
        tint: header.timing ? Theme.coralText : Theme.soft
        plate: header.timing ? Theme.peach : "transparent"
        Accessible.checkable: true
        Accessible.checked: header.timing
        onClicked: header.timed()
    }
    Round {
        id: fresh
        objectName: "new-conversation"
        anchors { right: parent.right; rightMargin: 16; verticalCenter: name.verticalCenter }
        extent: Math.round(Theme.small * 2.4)
        icon_: icons.fresh
        hint: qsTr("New conversation (Ctrl+N)")
        onClicked: Companion.newConversation()
    }
}
