// One line somebody said: hers serif on the left, yours sans and quiet on the right, with its time.
import QtQuick

Item {
    id: line
    required property string who
    required property string text
    required property string when
    required property bool kept
    required property int message
    required property var drew
    property bool marked: false
    property bool live: false
    property bool chosen: false  // by the keyboard, in its list
    property bool forgettable: false
    signal forgotten()
    readonly property bool hers: who === "her"

    height: words.height + time.height + 6 + (drawn.visible ? drawn.height + 6 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: (hers ? prefs.values.her_name : qsTr("You")) + ", " + when + ": " + text

    Rectangle {
        anchors.fill: parent
        anchors.margins: -8
        radius: 12
        color: line.marked ? look.peach : "transparent"
        opacity: line.marked ? 0.55 : 1
        visible: line.marked || line.chosen
    }
    FocusRing { shown: line.chosen; anchors.margins: -8; radius: 12 }
    HoverHandler { id: hover; enabled: line.forgettable }
    Text {
        id: time
        x: line.hers ? 0 : parent.width - width
        text: line.kept ? line.when : qsTr("being kept…")
        font.family: look.sans
        font.pixelSize: Math.round(look.small * 0.92)
        color: look.soft
        Accessible.ignored: true
    }
    Link {
        objectName: "forget-" + line.message
        x: line.hers ? time.width + 10 : time.x - width - 10
        anchors.verticalCenter: time.verticalCenter
        visible: line.forgettable && line.message > 0 && (line.chosen || hover.hovered || activeFocus)
        font.pixelSize: time.font.pixelSize
        text: qsTr("Forget")
        spoken: qsTr("Forget this line")
        hint: qsTr("Forget this line (Delete)")
        onClicked: line.forgotten()
    }
    TextEdit {
        id: words
        y: time.height + 4
        x: line.hers ? 0 : parent.width - width
        width: Math.round(parent.width * (line.hers ? 0.94 : 0.8))
        text: line.text
        readOnly: true
        selectByMouse: true
        activeFocusOnPress: false
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        horizontalAlignment: line.hers ? TextEdit.AlignLeft : TextEdit.AlignRight
        font.family: line.hers ? look.serif : look.sans
        font.pixelSize: line.hers ? Math.round(look.body * 1.18) : look.body
        color: line.hers ? look.ink : look.soft
        selectionColor: look.peach
        selectedTextColor: look.ink
        Accessible.ignored: true
        Loader {  // captions, while she says this line
            active: line.live && stage.wordEnd > stage.wordStart && words.length >= stage.wordEnd
            z: -1
            sourceComponent: Rectangle {
                readonly property rect from: words.positionToRectangle(stage.wordStart)
                readonly property rect to: words.positionToRectangle(stage.wordEnd)
                x: from.x - 3
                y: from.y
                width: (to.y === from.y ? to.x - from.x : words.width - from.x) + 6
                height: from.height
                radius: 5
                color: look.peach
            }
        }
    }
    Remembering {
        id: drawn
        y: words.y + words.height + 6
        width: parent.width
        moments: line.drew
        reachable: line.chosen || activeFocus
    }
}
