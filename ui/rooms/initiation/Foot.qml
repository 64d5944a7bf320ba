// Says in small words how far it is, what of her is arriving and what is wrong; lets the user go back or skip.
import QtQuick
import Companion

Column {
    id: foot
    property bool micless: false
    property bool bare: false  // only what went wrong
    readonly property var said: [
        Meeting.number > 0 && !Meeting.over && Meeting.phase !== "waking" ? qsTr("question %1 of %2").arg(Meeting.number).arg(Meeting.last) : "",
        foot.micless ? qsTr("no microphone: type your answers") : Companion.state === "muted" ? qsTr("not listening: type, or open the microphone") : Companion.state === "loading" || Companion.state === "idle" ? "" : Companion.words,
        Arriving.words
    ].filter(each => each !== "")
    spacing: Math.round(Theme.small * 0.6)

    MeetWords {
        id: trouble
        objectName: "meeting-trouble"
        width: parent.width
        visible: text !== ""
        text: Arriving.words !== "" && Arriving.tells(Companion.notice) ? "" : Companion.notice
        Accessible.role: Accessible.AlertMessage
        onTextChanged: if (trouble.text !== "") trouble.Accessible.announce(trouble.text)
    }
    MeetWords {
        objectName: "foot"
        width: parent.width
        visible: !foot.bare
        font.pixelSize: Theme.small
        text: foot.said.join(" · ")
    }
    Side {
        spacing: Math.round(Theme.small * 1.5)
        MeetLink { objectName: "read"; visible: trouble.visible; text: qsTr("I have read it"); onClicked: Companion.notify("") }
        MeetLink { objectName: "fetch"; visible: !foot.bare && Arriving.stopped !== ""; text: Arriving.stopped; spoken: qsTr("%1: %2").arg(Arriving.words).arg(text); onClicked: Arrivals.fetchAll() }
        MeetLink { objectName: "back"; visible: Meeting.canGoBack; text: qsTr("back"); spoken: qsTr("Back to the question before"); onClicked: Meeting.back() }
        MeetLink { objectName: "skip"; visible: Meeting.phase === "asking" || Meeting.phase === "agreeing" || Meeting.phase === "meeting"; text: qsTr("skip this"); spoken: qsTr("Skip this question"); onClicked: Meeting.skip() }
        MeetLink { objectName: "skip-all"; visible: !Meeting.over && Meeting.phase !== "off"; text: qsTr("skip the rest"); spoken: qsTr("Skip all the other questions"); onClicked: Meeting.skipAll() }
    }
}
