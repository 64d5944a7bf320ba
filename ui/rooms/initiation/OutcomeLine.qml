// Shows one thing that the answers became, in words, and changes it in place.
pragma ComponentBehavior: Bound
import QtQuick
import Companion

Rectangle {
    id: line
    required property string title
    required property string text
    required property string setting  // empty: a rule or a memory, which can only be taken back
    required property string key
    property bool changing: false
    readonly property var options: setting === "temperament" ? Preferences.temperaments : setting === "voice" ? Preferences.voices
        : setting === "speaks_first" ? [{ id: "true", title: qsTr("yes, now and then") }, { id: "false", title: qsTr("no, wait for me") }] : []
    readonly property var chosen: setting === "voice" && text.includes(":") ? options.find(each => each.id === Preferences.values.voice) : undefined
    readonly property string shown: chosen ? chosen.title : text  // a voice by its name for people
    readonly property bool named: setting.endsWith("_name")

    function take(value) {
        Preferences.change(setting, setting === "speaks_first" ? value === "true" : value)
        if (setting === "voice" && value !== "none")
            Preferences.preview(value)
        changing = false
        changer.forceActiveFocus()
    }
    height: column.height + Math.round(Theme.body * 1.4)
    radius: 14
    color: Theme.meetFloor
    Accessible.role: Accessible.ListItem
    Accessible.name: title + ": " + shown

    Column {
        id: column
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: 18; rightMargin: 18 }
        spacing: Math.round(Theme.body * 0.45)
        Item {
            width: parent.width
            height: Math.max(title.height, changer.height)
            MeetWords { id: title; width: parent.width - changer.width - 12; horizontalAlignment: Text.AlignLeft; font.pixelSize: Theme.small; text: line.title }
            MeetLink {
                id: changer
                objectName: "change-" + (line.setting || line.key)
                anchors.right: parent.right
                text: line.setting === "" ? qsTr("not so") : line.changing ? qsTr("leave it") : qsTr("change")
                spoken: line.setting === "" ? qsTr("Not so: %1").arg(line.text) : line.changing ? text : qsTr("Change: %1").arg(line.title)
                onClicked: if (line.setting === "") Meeting.takeBack(line.key); else line.changing = !line.changing
            }
        }
        MeetWords { width: parent.width; horizontalAlignment: Text.AlignLeft; font.family: Theme.serif; font.pixelSize: Math.round(Theme.body * 1.25); text: line.shown }
        Loader {
            width: parent.width
            active: line.changing
            visible: active
            sourceComponent: line.named ? naming : choosing
            onLoaded: (item as Item).forceActiveFocus()
        }
    }
    Component {
        id: naming
        MeetField {
            objectName: "new-" + line.setting
            label: line.title
            text: Preferences.values[line.setting]
            onAccepted: if (text.trim() !== "") line.take(text.trim())
        }
    }
    Component {
        id: choosing
        FocusScope {
            height: flow.height + 12
            Flow {
                id: flow
                y: 8
                width: parent.width
                spacing: 8
                Repeater {
                    model: line.options
                    MeetPill {
                        required property var modelData
                        required property int index
                        objectName: "pick-" + modelData.id
                        focus: index === 0
                        width: Math.min(implicitWidth, flow.width)
                        font.pixelSize: Theme.small
                        text: modelData.title
                        Accessible.description: modelData.why ?? ""
                        onClicked: line.take(modelData.id)
                    }
                }
            }
        }
    }
}
