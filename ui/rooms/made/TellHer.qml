// Takes what she is to change in the opened letter, in words or by a quick link, and shows what she says of it.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"

Column {
    id: box
    signal told(string line)
    spacing: 8

    Field {
        id: field
        objectName: "letter-tell"
        width: Math.min(parent.width, Math.round(560 * Theme.scale) + 120)
        label: qsTr("Tell her what to change")
        placeholderText: qsTr("Tell her what to change…")
        onAccepted: if (text.trim() !== "") {
            box.told(text)
            clear()
        }
    }
    Flow {
        width: parent.width
        spacing: Math.round(Theme.small * 1.1)
        Repeater {
            model: [
                { id: "shorter", text: qsTr("shorter"), line: "Make it shorter." },
                { id: "warmer", text: qsTr("warmer"), line: "Make it warmer." },
                { id: "funnier", text: qsTr("funnier"), line: "Make it funnier." },
                { id: "formal", text: qsTr("less formal"), line: "Make it less formal." },
                { id: "aloud", text: qsTr("read it aloud"), line: "Read it aloud." }
            ]
            Link {
                required property var modelData
                objectName: "letter-" + modelData.id
                text: modelData.text
                spoken: qsTr("Tell her: %1").arg(modelData.text)
                onClicked: box.told(modelData.line)
            }
        }
    }
    Words {
        id: words
        objectName: "letter-reply"
        width: parent.width
        visible: text !== ""
        text: Companion.busy && OpenLetter.reply === "" ? Companion.words : OpenLetter.reply
        font.family: Theme.serif
        color: Theme.soft
        maximumLineCount: 4
        elide: Text.ElideRight
    }
}
