// The user's line, quiet; her words, large: said in ink, the one being said marked, the rest pale.
import QtQuick
import Companion 1.0

Item {
    id: scene

    Flickable {
        id: flick
        anchors.fill: parent
        readonly property bool wordShown: stage.wordEnd > stage.wordStart && words.length >= stage.wordEnd
        contentHeight: column.height
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds

        onContentHeightChanged: showMoments()
        function showMoments() {
            if (stage.done && stage.drew.length > 0)
                contentY = Math.max(0, contentHeight - height)
        }
        function follow() {
            const top = words.y + marker.y - 8
            const bottom = words.y + marker.y + marker.height + 12
            if (bottom > contentY + height || top < contentY)
                contentY = Math.max(0, Math.min(contentHeight - height, top - height * 0.35))
        }

        Connections {
            target: stage
            function onAnnounced(text) {
                words.Accessible.announce(text)
                flick.showMoments()
            }
        }
        Column {
            id: column
            width: flick.width
            spacing: Math.round(look.body * 1.1)
            topPadding: 4
            Words {
                objectName: "your-line"
                visible: text !== ""
                width: parent.width * 0.82
                x: parent.width - width
                text: dialogue.partial !== "" ? dialogue.partial : stage.line
                horizontalAlignment: Text.AlignRight
                color: look.soft
                font.italic: dialogue.partial !== ""
                maximumLineCount: 4
                elide: Text.ElideRight
                Accessible.name: text === "" ? "" : qsTr("You: %1").arg(text)
            }
            TextEdit {
                id: words
                objectName: "her-words"
                width: parent.width
                text: stage.reply
                visible: text !== ""
                readOnly: true
                selectByMouse: true
                activeFocusOnPress: false
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: look.serif
                font.pixelSize: look.large
                color: look.ink
                opacity: dialogue.partial !== "" && stage.done ? 0.45 : 1  // her last words step back while you answer them
                selectionColor: look.peach
                selectedTextColor: look.ink
                Accessible.role: Accessible.StaticText
                Accessible.name: text
                Unsaid { text: words.textDocument; said: stage.said; colour: look.pale }
                Rectangle {
                    id: marker
                    readonly property rect from: flick.wordShown ? words.positionToRectangle(stage.wordStart) : Qt.rect(0, 0, 0, 0)
                    readonly property rect to: flick.wordShown ? words.positionToRectangle(stage.wordEnd) : Qt.rect(0, 0, 0, 0)
                    property bool glides: false
                    z: -1
                    height: from.height - 2
                    radius: 6
                    color: look.peach
                    visible: flick.wordShown
                    onFromChanged: place()
                    onToChanged: place()
                    function place() {
                        if (!flick.wordShown)
                            return
                        glides = !look.still && visible && y === from.y + 1  // along a line, never back to the next
                        x = from.x - 4
                        y = from.y + 1
                        width = (to.y === from.y ? to.x - from.x : words.width - from.x) + 8
                    }
                    Behavior on x { enabled: marker.glides; NumberAnimation { duration: 90; easing.type: Easing.OutCubic } }
                    Behavior on width { enabled: marker.glides; NumberAnimation { duration: 90; easing.type: Easing.OutCubic } }
                    onYChanged: if (visible) flick.follow()
                }
                onTextChanged: if (!flick.wordShown && stage.said >= text.length) flick.contentY = Math.max(0, flick.contentHeight - flick.height)
            }
            Remembering {
                width: parent.width
                visible: moments.length > 0 && words.visible
                moments: stage.drew
                quoting: true
                opacity: words.opacity
            }
        }
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.round(look.body * 1.2)
            width: parent.width
            visible: stage.empty && dialogue.partial === ""
            horizontalAlignment: Text.AlignHCenter
            font.family: look.serif
            font.pixelSize: look.large
            color: look.pale
            text: her.state === "waking" || her.state === "loading" ? qsTr("One moment. You can already write to me.")
                : her.state === "asleep" ? "" : prefs.values.your_name !== "" ? qsTr("Hello, %1.").arg(prefs.values.your_name) : qsTr("Hello.")
        }
    }
    Fade { of: flick }
}
