// Shows past conversations by day, an opened one, a search through all of them, and the export.
import QtQuick
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property bool narrow: width < 560 + 260 * Theme.scale
    readonly property bool searching: History.words !== ""
    readonly property bool reading: History.opened > 0

    function enter() {
        History.refresh()
        if (!field.activeFocus)
            talks.forceActiveFocus()
    }
    function search() {
        field.forceActiveFocus()
        field.selectAll()
    }
    function back(): bool {
        if (keep.visible)
            keep.visible = false
        else if (reading && (narrow || searching))
            History.close()
        else if (searching)
            field.clear()
        else
            return false
        return true
    }

    onReadingChanged: {
        if (!reading && activeFocus && !field.activeFocus)
            (searching ? found : talks).forceActiveFocus()  // what had the keyboard is not there any more
    }

    Icons { id: icons }
    Column {
        id: head
        anchors { top: parent.top; left: parent.left; right: parent.right; topMargin: 22; leftMargin: 20; rightMargin: 28 }
        spacing: 14
        Item {
            width: parent.width
            height: Math.max(title.height, exporter.height)
            Words {
                id: title
                text: qsTr("History")
                font.family: Theme.serif
                font.pixelSize: Theme.title
                Accessible.role: Accessible.Heading
            }
            Pill {
                id: exporter
                objectName: "export"
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                text: qsTr("Export")
                onClicked: { keep.visible = !keep.visible; if (keep.visible) keep.enter() }
            }
        }
        Field {
            id: field
            objectName: "search"
            width: parent.width
            label: qsTr("Search words")
            placeholderText: qsTr("Search words…")
            leftPadding: glass.width + 28
            rightPadding: count.width + 30
            onTextChanged: History.search(text)
            Keys.onDownPressed: found.visible ? found.forceActiveFocus() : talks.forceActiveFocus()
            onAccepted: if (SearchHits.rowCount() > 0) found.choose(0)
            Icon { id: glass; x: 14; anchors.verticalCenter: parent.verticalCenter; path: icons.search; color: Theme.soft; size: Math.round(Theme.body * 1.3) }
            Words {
                id: count
                anchors { right: parent.right; rightMargin: 18; verticalCenter: parent.verticalCenter }
                text: History.count
                color: Theme.soft
                font.pixelSize: Theme.small
                wrapMode: Text.NoWrap
            }
        }
        Export { id: keep; visible: false; width: parent.width }
        Words {
            id: told
            objectName: "past-told"
            visible: History.notice !== ""
            width: parent.width
            text: History.notice
            onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
            color: Theme.soft
            font.pixelSize: Theme.small
            Accessible.role: Accessible.AlertMessage
        }
    }
    Item {
        id: body
        anchors { top: head.bottom; topMargin: 18; left: head.left; right: head.right; bottom: parent.bottom }
        Talks {
            id: talks
            visible: !room.searching && !(room.narrow && room.reading)
            width: room.narrow ? parent.width : Math.round(parent.width * 0.36)
            height: parent.height
        }
        Hits {
            id: found
            visible: room.searching && !room.reading
            anchors.fill: parent
        }
        Opened {
            visible: room.reading
            closable: room.narrow || room.searching
            x: talks.visible ? talks.width + 24 : 0
            width: parent.width - x
            height: parent.height
        }
        Words {
            visible: !room.searching && !room.reading && !room.narrow && PastConversations.rowCount() >= 0 && talks.count > 0
            x: talks.width + 24
            width: parent.width - x
            y: parent.height * 0.3
            horizontalAlignment: Text.AlignHCenter
            font.family: Theme.serif
            font.pixelSize: Math.round(Theme.body * 1.2)
            color: Theme.pale
            text: qsTr("Choose a conversation to read it again.")
        }
    }
}
