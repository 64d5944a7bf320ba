// Shows on one page, in words, what the answers became; each can be changed there.
pragma ComponentBehavior: Bound
import QtQuick
import Companion

Column {
    id: page
    spacing: Math.round(Theme.body * 0.7)
    Component.onCompleted: Preferences.findChoices()

    MeetWords {
        objectName: "outcome-title"
        width: parent.width
        font.family: Theme.serif
        font.pixelSize: Math.round(Theme.large * 1.2)
        bottomPadding: Math.round(Theme.body * 0.4)
        text: qsTr("What your answers became")
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: Meeting.page.length  // a changed line is shown in place, and keeps the focus
        OutcomeLine {
            required property int index
            readonly property var row: Meeting.page[index] ?? { title: "", text: "", setting: "", key: "" }
            width: page.width
            title: row.title
            text: row.text
            setting: row.setting
            key: row.key
        }
    }
    Item { width: 1; height: Math.round(Theme.body * 0.4) }
    MeetPill {
        objectName: "begin"
        anchors.horizontalCenter: parent.horizontalCenter
        font.pixelSize: Math.round(Theme.body * 1.15)
        text: qsTr("Begin")
        onClicked: Meeting.begin()
    }
}
