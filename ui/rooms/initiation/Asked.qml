// Shows one question calmly, the answer as it is spoken, what was noticed in it, and what can be chosen.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Column {
    id: asked
    readonly property string answer: Dialogue.partial !== "" ? Dialogue.partial : Meeting.answered
    readonly property int large: Math.max(24, Math.round(Theme.body * 1.3))  // on the wall only large letters can be read
    readonly property int largest: Math.max(cramped ? 24 : 33, Math.round(Theme.large * (cramped ? 1 : 1.3)))
    property bool cramped: false
    readonly property real main: question.y  // of what matters when not all has room
    spacing: Math.round(Theme.body * 1.1)

    MeetWords {
        objectName: "before"
        width: parent.width
        visible: text !== ""
        font.family: Theme.serif
        font.pixelSize: Meeting.step === "name" ? asked.largest : asked.large  // “Hello, I'm here.”
        text: Meeting.before
    }
    MeetWords {
        id: question
        objectName: "question"
        width: parent.width
        visible: text !== ""
        font.family: Theme.serif
        font.pixelSize: Meeting.hers ? asked.large + 2 : asked.largest
        lineHeight: 1.12
        text: Meeting.words
        Accessible.role: Accessible.Heading
        onTextChanged: if (!Theme.reduceMotion && question.text !== "") appearing.restart()
        NumberAnimation on opacity { id: appearing; running: false; from: 0; to: 1; duration: 900; easing.type: Easing.InOutQuad }
        Connections {
            target: Meeting
            function onAnnounced(words) { question.Accessible.announce(words) }
        }
    }
    MeetWords {
        objectName: "answered"
        width: parent.width
        visible: asked.answer !== ""
        font.pixelSize: asked.large
        font.italic: Dialogue.partial !== ""
        text: qsTr("“%1”").arg(asked.answer)
        Accessible.name: asked.answer === "" ? "" : qsTr("You: %1").arg(asked.answer)
    }
    Flow {
        id: noticing
        readonly property bool wrapped: noticed.implicitWidth + yesNo.width + spacing > asked.width
        anchors.horizontalCenter: parent.horizontalCenter
        width: wrapped ? parent.width : noticed.width + yesNo.width + spacing
        spacing: Math.round(Theme.body * 1.2)
        visible: Meeting.noticed !== ""
        MeetWords {
            id: noticed
            objectName: "noticed"
            width: noticing.wrapped ? asked.width : implicitWidth
            topPadding: 2
            font.pixelSize: asked.large
            text: Meeting.noticed
        }
        Item {
            width: noticing.wrapped ? asked.width : yesNo.width
            height: yesNo.height
            Row {
                id: yesNo
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Math.round(Theme.body * 0.7)
                MeetLink { objectName: "agree"; large: true; text: qsTr("yes"); spoken: qsTr("Yes, I was hesitating"); onClicked: Meeting.choose("yes") }
                MeetWords { text: "·"; topPadding: 2; font.pixelSize: asked.large; width: implicitWidth; Accessible.ignored: true }
                MeetLink { objectName: "disagree"; large: true; text: qsTr("no"); spoken: qsTr("No, I was not"); onClicked: Meeting.choose("no") }
            }
        }
    }
    Side {
        spacing: Math.round(Theme.body * 1.2)
        visible: Meeting.noticed === "" && Meeting.choices.length > 0
        Repeater {
            model: Meeting.noticed === "" ? Meeting.choices : []
            Row {
                id: choice
                required property string modelData
                spacing: 6
                Round {
                    objectName: "hear-" + choice.modelData
                    anchors.verticalCenter: parent.verticalCenter
                    visible: Meeting.samples
                    icon_: icons.hear
                    tint: Theme.meetInk
                    plate: Theme.meetFloor
                    ring: Theme.meetInk
                    hint: qsTr("Hear the %1 one").arg(choice.modelData)
                    onClicked: Meeting.hearSample(choice.modelData)
                }
                MeetPill {
                    anchors.verticalCenter: parent.verticalCenter
                    objectName: "choose-" + choice.modelData
                    text: choice.modelData
                    Accessible.name: Meeting.step === "voice" ? qsTr("The %1 voice").arg(choice.modelData) : choice.modelData
                    onClicked: Meeting.choose(choice.modelData)
                }
            }
        }
    }
    MeetPill {
        objectName: "accept-name"
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Meeting.name !== ""
        text: qsTr("%1 it is").arg(Meeting.name)
        onClicked: Meeting.callHer(Meeting.name)
    }
    MeetPill {
        objectName: "go-on"
        anchors.horizontalCenter: parent.horizontalCenter
        visible: Meeting.waitsForDownload
        text: qsTr("Go on without waiting")
        onClicked: Meeting.goOn()
    }
    Icons { id: icons }
}
