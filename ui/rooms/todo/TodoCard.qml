// Shows one thing that waits, with the time left of a timer, or one that was done; and a button that stops or undoes it.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: card
    required property int index
    required property int id
    required property string kind
    required property string text
    required property string when
    required property string button
    required property string spoken
    required property bool over
    required property real ends
    required property real length_s
    required property real left_s
    required property ListView list
    readonly property bool chosen: ListView.isCurrentItem
    readonly property real remaining: ends > 0 ? Math.max(0, ends - Todo.clock) : left_s

    function enter() {
        if (pill.visible)
            pill.forceActiveFocus(Qt.TabFocusReason)
    }
    function act() {
        list.forceActiveFocus()  // the button that was pressed goes with the card
        Todo.act(id)
    }

    height: column.height + 26
    radius: 14
    color: Theme.paper
    border.width: chosen && list.activeFocus ? 2 : 1
    border.color: chosen && list.activeFocus ? Theme.coralText : chosen || area.containsMouse ? Theme.rose : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.onPressAction: list.currentIndex = index

    MouseArea {
        id: area
        anchors.fill: parent
        hoverEnabled: true
        onClicked: {
            card.list.currentIndex = card.index
            card.list.forceActiveFocus()
        }
    }
    Column {
        id: column
        anchors { left: parent.left; leftMargin: 18; right: pill.visible ? pill.left : parent.right; rightMargin: pill.visible ? 12 : 18; verticalCenter: parent.verticalCenter }
        spacing: 4
        Row {
            width: parent.width
            spacing: 14
            Words {
                id: left
                objectName: "left-" + card.id
                visible: card.length_s > 0
                text: Todo.countdown(card.remaining)
                font.family: Theme.serif
                font.pixelSize: Math.round(Theme.body * 1.5)
                color: card.ends > 0 ? Theme.coralText : Theme.soft
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Words {
                width: parent.width - (left.visible ? left.width + parent.spacing : 0)
                anchors.verticalCenter: parent.verticalCenter
                text: card.text
                color: card.over ? Theme.soft : Theme.ink
                Accessible.ignored: true
            }
        }
        Rectangle {
            visible: card.length_s > 0
            width: parent.width
            height: 2
            radius: 1
            color: Theme.line
            Rectangle {
                width: parent.width * Math.min(1, card.remaining / Math.max(1, card.length_s))
                height: parent.height
                radius: 1
                color: card.ends > 0 ? Theme.rose : Theme.edge
            }
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: card.when
            font.pixelSize: Theme.small
            color: Theme.soft
            Accessible.ignored: true
        }
    }
    Pill {
        id: pill
        objectName: "act-" + card.id
        anchors { right: parent.right; rightMargin: 14; verticalCenter: parent.verticalCenter }
        visible: card.button !== ""
        text: card.button
        Accessible.name: qsTr("%1: %2").arg(card.button).arg(card.spoken)
        Accessible.description: Todo.group === "waiting" ? qsTr("Delete in the list") : ""
        onClicked: card.act()
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Up || event.key === Qt.Key_Down)
                card.list.forceActiveFocus()  // which takes the key, and moves on
            event.accepted = false
        }
    }
}
