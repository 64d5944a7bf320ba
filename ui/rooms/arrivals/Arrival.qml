// Shows one missing model and its download.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: row
    required property string id
    required property string title
    required property string licence
    required property string status
    required property real share
    required property string words
    readonly property bool resting: status === "needed" || status === "failed" || status === "cancelled"
    readonly property bool moving: status === "fetching" || status === "waiting"
    height: column.height + 24
    radius: 14
    color: Theme.paper
    border.color: Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: title + ", " + licence + ", " + words

    Icons { id: icons }
    Column {
        id: column
        anchors { left: parent.left; right: buttons.left; verticalCenter: parent.verticalCenter; leftMargin: 18; rightMargin: 8 }
        spacing: 4
        Words { width: parent.width; text: row.title; elide: Text.ElideRight; maximumLineCount: 2 }
        Words {
            width: parent.width
            text: row.licence === "" ? row.words : row.words + " · " + row.licence
            color: row.status === "failed" ? Theme.coralText : Theme.soft
            font.pixelSize: Theme.small
        }
        Item {
            width: parent.width
            height: 8
            visible: row.share > 0 || row.moving
            Rectangle { anchors.verticalCenter: parent.verticalCenter; width: parent.width; height: 4; radius: 2; color: Theme.line }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(4, parent.width * Math.min(1, row.share))
                height: 4
                radius: 2
                color: row.status === "paused" ? Theme.rose : Theme.coral
            }
            Accessible.role: Accessible.ProgressBar
            Accessible.name: qsTr("%1 %").arg(Math.round(row.share * 100))
        }
    }
    Row {
        id: buttons
        anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        Round {
            visible: row.resting
            icon_: row.status === "needed" ? icons.arrive : icons.again
            hint: qsTr("Get %1").arg(row.title)
            onClicked: Arrivals.fetch(row.id)
        }
        Round {
            visible: row.moving
            icon_: icons.pause
            hint: qsTr("Pause %1").arg(row.title)
            onClicked: Arrivals.pause(row.id)
        }
        Round {
            visible: row.status === "paused"
            icon_: icons.go
            hint: qsTr("Go on with %1").arg(row.title)
            onClicked: Arrivals.resume(row.id)
        }
        Round {
            visible: row.moving || row.status === "paused"
            icon_: icons.close
            hint: qsTr("Cancel %1").arg(row.title)
            onClicked: Arrivals.cancel(row.id)
        }
    }
}
