// Shows what was made: the letters and the piano pieces; an opened letter takes the whole room.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

RoomContent {
    id: room
    readonly property bool low: height < 420 * Theme.scale
    readonly property bool reading: OpenLetter.opened > 0
    readonly property ListView list: Made.group === "letters" ? letters : pieces

    function enter() {
        if (reading)
            page.enter()
        else
            list.forceActiveFocus()
    }
    function back(): bool {
        if (page.leaveSaving() || leaveSaving())
            return true
        if (!reading)
            return false
        page.close()
        return true
    }
    function save(number: int, title: string) {
        keep.number = number
        keep.what = title
        keep.visible = true
        keep.enter()
    }
    function leaveSaving(): bool {
        if (!keep.visible)
            return false
        pieces.forceActiveFocus()
        keep.visible = false
        return true
    }
    Connections {
        target: Files
        function onWritten() { room.leaveSaving() }
    }
    Connections {
        target: Made
        function onChanged() { if (Made.group !== "pieces") keep.visible = false }
    }
    onVisibleChanged: Made.watch(visible)
    Component.onCompleted: Made.watch(visible)
    Component.onDestruction: Made.watch(false)
    onReadingChanged: if (visible) enter()

    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: room.visible && !room.reading && Made.undoable && !Undoing.open
        onActivated: Made.undoLast()
    }
    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: room.visible && room.reading && !Undoing.open
        onActivated: OpenLetter.undo()
    }
    Shortcut {
        sequences: [StandardKey.Redo]
        enabled: room.visible && room.reading
        onActivated: OpenLetter.redo()
    }
    LetterPage {
        id: page
        anchors.fill: parent
        visible: room.reading
        enabled: visible
    }
    Item {
        anchors.fill: parent
        visible: !room.reading
        enabled: visible
        Column {
            id: head
            anchors { top: parent.top; left: parent.left; topMargin: room.low ? 12 : 22; leftMargin: 20 }
            width: Math.min(parent.width - 48, Math.round(640 + 220 * Theme.scale))
            spacing: room.low ? 8 : 14
            Words {
                width: parent.width
                visible: !room.low
                text: qsTr("Made")
                font.family: Theme.serif
                font.pixelSize: Theme.title
                elide: Text.ElideRight
                maximumLineCount: 1
                Accessible.role: Accessible.Heading
            }
            Flow {
                width: parent.width
                spacing: 8
                Repeater {
                    model: Made.tabs
                    Tab {
                        required property var modelData
                        objectName: "made-" + modelData.id
                        text: modelData.count > 0 ? modelData.title + " · " + modelData.count : modelData.title
                        Accessible.name: modelData.count > 0 ? qsTr("%1, %2").arg(modelData.title).arg(modelData.count) : modelData.title
                        on: Made.group === modelData.id
                        onClicked: Made.show(modelData.id)
                    }
                }
            }
            SaveAs {
                id: keep
                property int number: 0
                visible: false
                width: parent.width
                forms: Made.pieceForms
                onWanted: path => Files.piece(number, path)
                onDismissed: room.leaveSaving()
            }
            Row {
                width: parent.width
                spacing: 12
                visible: Made.notice !== ""
                Words {
                    id: told
                    objectName: "made-told"
                    width: Math.min(implicitWidth, parent.width - (undoer.visible ? undoer.width + 12 : 0))
                    anchors.verticalCenter: parent.verticalCenter
                    text: Made.notice
                    color: Theme.coralText
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.AlertMessage
                    onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
                }
                Pill {
                    id: undoer
                    objectName: "made-undo"
                    visible: Made.undoable
                    text: qsTr("Undo")
                    Accessible.name: qsTr("Undo: %1").arg(Made.notice)
                    Accessible.description: qsTr("Ctrl+Z")
                    onClicked: {
                        room.list.forceActiveFocus()  // the button goes with the notice
                        Made.undoLast()
                    }
                }
            }
        }
        component MadeList: ListView {
            id: list
            anchors { top: head.bottom; topMargin: 12; left: head.left; right: head.right; rightMargin: -12; bottom: parent?.bottom }
            clip: true
            spacing: 10
            boundsBehavior: Flickable.StopAtBounds
            activeFocusOnTab: true
            keyNavigationEnabled: true
            currentIndex: -1
            bottomMargin: 30
            highlightMoveDuration: 0
            Accessible.role: Accessible.List
            function choose() { if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0 }
            onActiveFocusChanged: choose()
            onCountChanged: choose()
            ScrollBar.vertical: Bar {}
        }
        MadeList {
            id: letters
            readonly property LetterCard card: currentItem as LetterCard
            objectName: "letters"
            visible: Made.group === "letters"
            model: MadeLetters
            Accessible.name: qsTr("Letters")
            Keys.onReturnPressed: if (card) card.enter()
            Keys.onEnterPressed: if (card) card.enter()
            Keys.onDeletePressed: if (card) card.remove()
            delegate: LetterCard {
                list: letters
                width: ListView.view.width - 12
            }
        }
        MadeList {
            id: pieces
            readonly property PieceCard card: currentItem as PieceCard
            objectName: "pieces"
            visible: Made.group === "pieces"
            model: MadePieces
            Accessible.name: qsTr("Pieces")
            Keys.onReturnPressed: if (card) card.enter()
            Keys.onEnterPressed: if (card) card.enter()
            Keys.onDeletePressed: if (card) card.remove()
            delegate: PieceCard {
                list: pieces
                onSaving: room.save(id, title)
                width: ListView.view.width - 12
            }
        }
        Fade { of: room.list }
        Words {
            objectName: "nothing-made"
            visible: text !== ""
            anchors { left: head.left; right: head.right; top: head.bottom; topMargin: Math.round(parent.height * 0.12) }
            horizontalAlignment: Text.AlignHCenter
            font.family: Theme.serif
            font.pixelSize: Math.round(Theme.body * 1.2)
            color: Theme.soft
            text: !Made.read ? (Companion.ready ? "" : qsTr("One moment…"))
                : Made.group === "letters" ? (MadeLetters.count > 0 ? "" : qsTr("There are no letters yet. Say: “Help me write to my sister, it's her thirtieth on Saturday.”"))
                : MadePieces.count > 0 ? "" : qsTr("She has composed nothing yet. Say: “Play me something on the piano.”")
        }
    }
}
