// Shows one line of a conversation with its time: hers in serif on the left, the user's in sans on the right; what the interview asked
// stands on the left in sans, under that name.
pragma ComponentBehavior: Bound
import QtQuick
import Companion

Item {
    id: line
    required property string who
    required property string text
    required property string when
    required property bool stored
    required property int message
    required property var sources
    required property var receipts
    property bool marked: false
    property bool live: false
    property bool chosen: false  // by the keyboard, in its list
    property bool forgettable: false
    signal forgotten()
    readonly property bool hers: who === "her"
    readonly property bool users: who === "you"
    readonly property string from: hers ? Preferences.values.her_name : users ? qsTr("You") : qsTr("Interview")

    height: words.height + time.height + 6 + (drawn.visible ? drawn.height + 6 : 0) + (made.visible ? made.height + 8 : 0)
    Accessible.role: Accessible.ListItem
    Accessible.name: from + ", " + when + ": " + text

    Rectangle {
        anchors.fill: parent
        anchors.margins: -8
        radius: 12
        color: line.marked ? Theme.peach : "transparent"
        opacity: line.marked ? 0.55 : 1
        visible: line.marked || line.chosen
    }
    FocusRing { shown: line.chosen; anchors.margins: -8; radius: 12 }
    HoverHandler { id: hover; enabled: line.forgettable }
    Text {
        id: time
        x: line.users ? parent.width - width : 0
        text: !line.stored ? qsTr("being kept…") : line.hers || line.users ? line.when : line.from + " · " + line.when
        font.family: Theme.sans
        font.pixelSize: Math.round(Theme.small * 0.92)
        color: Theme.soft
        Accessible.ignored: true
    }
    Link {
        objectName: "forget-" + line.message
        x: line.users ? time.x - width - 10 : time.width + 10
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
        x: line.users ? parent.width - width : 0
        width: Math.round(parent.width * (line.users ? 0.8 : 0.94))
        text: line.text
        readOnly: true
        selectByMouse: true
        activeFocusOnPress: false
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        horizontalAlignment: line.users ? TextEdit.AlignRight : TextEdit.AlignLeft
        font.family: line.hers ? Theme.serif : Theme.sans
        font.pixelSize: line.hers ? Math.round(Theme.body * 1.18) : Theme.body
        color: line.hers ? Theme.ink : Theme.soft
        selectionColor: Theme.peach
        selectedTextColor: Theme.ink
        Accessible.ignored: true
        Loader {  // captions, while she says this line
            active: line.live && Stage.wordEnd > Stage.wordStart && words.length >= Stage.wordEnd
            z: -1
            sourceComponent: Rectangle {
                readonly property rect from: words.positionToRectangle(Stage.wordStart)
                readonly property rect to: words.positionToRectangle(Stage.wordEnd)
                x: from.x - 3
                y: from.y
                width: (to.y === from.y ? to.x - from.x : words.width - from.x) + 6
                height: from.height
                radius: 5
                color: Theme.peach
            }
        }
    }
    Receipts {
        id: made
        y: words.y + words.height + 8
        width: parent.width
        receipts: line.receipts
        reachable: line.chosen || activeFocus
    }
    Remembering {
        id: drawn
        y: words.y + words.height + 6 + (made.visible ? made.height + 8 : 0)
        width: parent.width
        moments: line.sources
        reachable: line.chosen || activeFocus
    }
}
