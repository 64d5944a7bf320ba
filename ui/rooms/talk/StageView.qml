// Shows the user's line, small, and her reply, large: said words in ink, the current one marked, the rest pale.
import QtQuick
import Companion
import "../../parts"

Item {
    id: scene
    property bool cramped: false  // no room for the user's line beside her reply

    Flickable {
        id: flick
        anchors.fill: parent
        readonly property bool wordShown: Stage.wordEnd > Stage.wordStart && words.length >= Stage.wordEnd
        contentHeight: column.height
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        onContentHeightChanged: showMoments()
        function showMoments() {
            if (Stage.done && Stage.sources.length + Stage.receipts.length > 0)
                contentY = Math.max(0, contentHeight - height)
        }
        function follow() {
            const top = words.y + marker.y - 8
            const bottom = words.y + marker.y + marker.height + 12
            if (bottom > contentY + height || top < contentY)
                contentY = Math.max(0, Math.min(contentHeight - height, top - height * 0.35))
        }

        Connections {
            target: Stage
            enabled: scene.visible
            function onAnnounced(text) {
                words.Accessible.announce(text)
                flick.showMoments()
            }
        }
        Column {
            id: column
            width: flick.width
            spacing: Math.round(Theme.body * 1.1)
            topPadding: 4
            Words {
                objectName: "your-line"
                visible: text !== "" && !(scene.cramped && Stage.reply !== "" && Dialogue.partial === "")
                width: parent.width * 0.82
                x: parent.width - width
                text: Dialogue.partial !== "" ? Dialogue.partial : Stage.line
                horizontalAlignment: Text.AlignRight
                color: Theme.soft
                font.italic: Dialogue.partial !== ""
                maximumLineCount: 4
                elide: Text.ElideRight
                Accessible.name: text === "" ? "" : qsTr("You: %1").arg(text)
            }
            TextEdit {
                id: words
                objectName: "her-words"
                width: parent.width
                text: Stage.reply
                visible: text !== ""
                readOnly: true
                selectByMouse: true
                activeFocusOnPress: false
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: Theme.serif
                font.pixelSize: Theme.large
                color: Theme.ink
                opacity: Dialogue.partial !== "" && Stage.done ? 0.45 : 1  // her last words step back while you answer them
                selectionColor: Theme.peach
                selectedTextColor: Theme.ink
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                Unsaid { text: words.textDocument; said: Stage.said; colour: Theme.pale }
                Rectangle {
                    id: marker
                    readonly property rect from: flick.wordShown ? words.positionToRectangle(Stage.wordStart) : Qt.rect(0, 0, 0, 0)
                    readonly property rect to: flick.wordShown ? words.positionToRectangle(Stage.wordEnd) : Qt.rect(0, 0, 0, 0)
                    property bool glides: false
                    z: -1
                    height: from.height - 2
                    radius: 6
                    color: Theme.peach
                    visible: flick.wordShown
                    onFromChanged: place()
                    onToChanged: place()
                    function place() {
                        if (!flick.wordShown)
                            return
                        glides = !Theme.reduceMotion && visible && y === from.y + 1  // along a line, never back to the next
                        x = from.x - 4
                        y = from.y + 1
                        width = (to.y === from.y ? to.x - from.x : words.width - from.x) + 8
                    }
                    Behavior on x { enabled: marker.glides; NumberAnimation { duration: 90; easing.type: Easing.OutCubic } }
                    Behavior on width { enabled: marker.glides; NumberAnimation { duration: 90; easing.type: Easing.OutCubic } }
                    onYChanged: if (visible) flick.follow()
                }
                onTextChanged: if (!flick.wordShown && Stage.said >= text.length) flick.contentY = Math.max(0, flick.contentHeight - flick.height)
            }
            Receipts {
                width: parent.width
                visible: receipts.length > 0 && words.visible
                receipts: Stage.receipts
                opacity: words.opacity
            }
            Remembering {
                width: parent.width
                visible: moments.length > 0 && words.visible
                moments: Stage.sources
                quoting: true
                opacity: words.opacity
            }
            Link {
                objectName: "dismiss"
                visible: Stage.unasked && Stage.done && Stage.sources.length > 0
                text: qsTr("Don't bring that up")
                spoken: qsTr("Don't bring that up: she never does again")
                onClicked: {
                    Stage.dismiss()
                    Companion.dismissUnasked()
                }
            }
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.round(Theme.body * 1.2)
            width: parent.width
            visible: Stage.empty && Dialogue.partial === ""
            horizontalAlignment: Text.AlignHCenter
            font.family: Theme.serif
            font.pixelSize: Theme.large
            color: Theme.pale
            text: Companion.state === "waking" || Companion.state === "loading" ? qsTr("One moment. You can already write to me.")
                : Companion.state === "asleep" ? "" : Preferences.values.your_name !== "" ? qsTr("Hello, %1.").arg(Preferences.values.your_name) : qsTr("Hello.")
        }
    }
    Fade { of: flick }
}
