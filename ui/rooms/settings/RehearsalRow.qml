// Shows one thing that must not change: what was asked, both minds' answers, and whether it would stay.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: row
    required property int index
    required property var modelData
    required property ListView list
    required property bool narrow
    readonly property bool chosen: ListView.isCurrentItem
    readonly property bool loses: modelData.status === "lost"
    readonly property real inner: width - 36

    height: body.height + 28
    radius: 14
    color: Theme.paper
    border.width: chosen && list.activeFocus ? 2 : 1
    border.color: chosen && list.activeFocus ? Theme.coralText : loses ? Theme.rose : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: modelData.spoken
    Accessible.onPressAction: list.currentIndex = index

    Flow {
        id: body
        x: 18
        y: 14
        width: row.inner
        spacing: row.narrow ? 10 : 0
        Column {
            width: row.narrow ? row.inner : Math.round(row.inner * 0.32)
            spacing: 3
            rightPadding: row.narrow ? 0 : 18
            Words { width: parent.width - parent.rightPadding; text: row.modelData.about; Accessible.ignored: true }
            Words { width: parent.width - parent.rightPadding; text: row.modelData.line; visible: text !== row.modelData.about; font.pixelSize: Theme.small; color: Theme.soft; Accessible.ignored: true }
            Words { width: parent.width - parent.rightPadding; text: row.modelData.standing; font.pixelSize: Theme.small; color: row.modelData.status === "kept" ? Theme.soft : Theme.coralText; Accessible.ignored: true }
        }
        Column {
            width: row.narrow ? row.inner : Math.round(row.inner * 0.34)
            rightPadding: row.narrow ? 0 : 18
            Words { width: parent.width - parent.rightPadding; visible: row.narrow; text: qsTr("With her present mind"); font.pixelSize: Theme.small; color: Theme.soft; Accessible.ignored: true }
            Words { width: parent.width - parent.rightPadding; text: row.modelData.before || qsTr("(nothing)"); Accessible.ignored: true }
        }
        Column {
            width: row.narrow ? row.inner : Math.floor(row.inner * 0.34) - 1
            spacing: 4
            Words { width: parent.width; visible: row.narrow; text: qsTr("With the new one"); font.pixelSize: Theme.small; color: Theme.soft; Accessible.ignored: true }
            Words { width: parent.width; text: row.modelData.after || qsTr("(nothing)"); Accessible.ignored: true }
            Words { width: parent.width; visible: text !== ""; text: row.modelData.difference; font.pixelSize: Theme.small; color: Theme.coralText; Accessible.ignored: true }
        }
    }
    MouseArea {
        anchors.fill: parent
        onClicked: { row.list.currentIndex = row.index; row.list.forceActiveFocus() }
    }
}
