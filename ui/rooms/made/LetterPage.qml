// Shows an opened letter on its paper, to be written on by hand, with its versions.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

FocusScope {
    id: page
    readonly property bool wide: width > 420 + 440 * Theme.scale
    property bool listing: false

    function enter() { editor.forceActiveFocus() }
    function close() {
        editor.forceActiveFocus()  // leaving the title keeps it
        OpenLetter.close()
    }
    function leaveSaving(): bool {
        if (!save.visible)
            return false
        saver.forceActiveFocus()
        save.visible = false
        return true
    }
    onVisibleChanged: if (!visible) listing = save.visible = false
    Connections {
        target: Files
        function onWritten() { page.leaveSaving() }
    }

    Icons { id: icons }
    Connections {
        target: OpenLetter
        function onReplaced() {
            editor.replacing = true
            const at = editor.cursorPosition
            editor.text = OpenLetter.text
            OpenLetter.settle(editor.text)
            editor.cursorPosition = Math.min(at, editor.length)
            editor.replacing = false
            Qt.callLater(view.follow)
        }
        function onTitled() { title.text = OpenLetter.title }
    }
    Flickable {
        id: view
        anchors.fill: parent
        contentHeight: column.height + 24
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: Bar {}

        readonly property Item focused: Window.activeFocusItem
        onFocusedChanged: Qt.callLater(follow)

        function follow() {  // what has the keyboard is on the screen; where there is little room, the paper fills it
            if (!focused || !page.visible)
                return
            if (focused === editor) {
                if (height < 420 * Theme.scale && contentY < paper.mapToItem(column, 0, 0).y)
                    contentY = Math.min(contentHeight - height, paper.mapToItem(column, 0, 0).y + column.y - 12)
                return editor.follow()
            }
            for (let each = focused; each; each = each.parent) {
                if (each === column) {
                    const top = focused.mapToItem(column, 0, 0).y + column.y
                    return reveal(top - 12, top + focused.height + 12)
                }
            }
        }
        function reveal(top, bottom) {
            if (top < contentY)
                contentY = Math.max(0, top)
            else if (bottom > contentY + height)
                contentY = Math.min(contentHeight - height, bottom - height)
        }

        Column {
            id: column
            y: Math.min(22, view.height * 0.03)
            x: 20
            width: view.width - 44
            spacing: 12
            Item {
                width: parent.width
                height: Math.max(title.height, closer.height)
                Round {
                    id: closer
                    objectName: "close-letter"
                    anchors.verticalCenter: parent.verticalCenter
                    icon_: icons.back
                    hint: qsTr("Back to the letters (Esc)")
                    onClicked: page.close()
                }
                TextArea {
                    id: title
                    objectName: "letter-title"
                    anchors { left: closer.right; leftMargin: 6; right: parent.right; verticalCenter: parent.verticalCenter }
                    font.family: Theme.serif
                    font.pixelSize: Math.round(Math.min(Theme.body * 1.6, Theme.body + 12))
                    color: Theme.ink
                    textFormat: TextEdit.PlainText
                    wrapMode: TextEdit.Wrap
                    selectionColor: Theme.peach
                    selectedTextColor: Theme.ink
                    selectByMouse: true
                    leftPadding: 8
                    topPadding: 4
                    bottomPadding: 4
                    Accessible.name: qsTr("Title of the letter")
                    Accessible.description: qsTr("Enter keeps another title")
                    onActiveFocusChanged: if (!activeFocus) OpenLetter.rename(text)
                    Keys.onReturnPressed: editor.forceActiveFocus()
                    Keys.onEnterPressed: editor.forceActiveFocus()
                    Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                    Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                    background: Rectangle {
                        radius: 10
                        color: title.activeFocus ? Theme.paper : "transparent"
                        border.width: title.activeFocus ? 2 : title.hovered ? 1 : 0
                        border.color: title.activeFocus ? Theme.coralText : Theme.line
                    }
                }
            }
            Flow {
                width: parent.width
                spacing: 8
                Pill { objectName: "letter-undo"; text: qsTr("Undo"); enabled: OpenLetter.canUndo; Accessible.name: qsTr("Undo: show the version before"); Accessible.description: qsTr("Ctrl+Z"); onClicked: OpenLetter.undo() }
                Pill { objectName: "letter-redo"; text: qsTr("Redo"); enabled: OpenLetter.canRedo; Accessible.name: qsTr("Redo: show the version after"); Accessible.description: qsTr("Ctrl+Shift+Z"); onClicked: OpenLetter.redo() }
                Pill { id: saver; objectName: "letter-save"; text: qsTr("Save as…"); onClicked: save.visible = !save.visible }
                Pill { objectName: "letter-versions"; visible: !page.wide && LetterVersions.count > 0; text: page.listing ? qsTr("Hide versions") : qsTr("Versions"); onClicked: page.listing = !page.listing }
                Pill { objectName: "letter-remove"; quiet: true; text: qsTr("Remove"); Accessible.name: qsTr("Remove this letter"); Accessible.description: qsTr("Ctrl+Z in the list puts it back"); onClicked: Made.removeLetter(OpenLetter.opened) }
                Link {
                    objectName: "letter-asked"
                    visible: OpenLetter.message > 0
                    topPadding: Math.round(Theme.small * 0.55)
                    text: qsTr("when you asked for it")
                    spoken: qsTr("Opens the moment when you asked for this letter")
                    onClicked: History.openSource(OpenLetter.message)
                }
            }
            Words {
                objectName: "letter-state"
                width: parent.width
                text: OpenLetter.state
                font.pixelSize: Theme.small
                color: Theme.soft
            }
            Row {
                width: parent.width
                spacing: 12
                visible: OpenLetter.notice !== ""
                Words {
                    id: told
                    objectName: "letter-told"
                    width: Math.min(implicitWidth, parent.width - (hers.visible ? hers.width + 12 : 0))
                    anchors.verticalCenter: parent.verticalCenter
                    text: OpenLetter.notice
                    color: Theme.coralText
                    font.pixelSize: Theme.small
                    Accessible.role: Accessible.AlertMessage
                    onTextChanged: if (told.text !== "") told.Accessible.announce(told.text)
                }
                Pill {
                    id: hers
                    objectName: "letter-hers"
                    visible: OpenLetter.beside
                    text: qsTr("Show hers")
                    onClicked: {
                        editor.forceActiveFocus()  // the button goes with the notice
                        OpenLetter.showBeside()
                    }
                }
            }
            TellHer {
                width: parent.width
                visible: LetterVersions.count > 0
                onTold: line => OpenLetter.tell(line)
            }
            SaveAs {
                id: save
                visible: false
                width: parent.width
                what: OpenLetter.title
                forms: Made.letterForms
                onWanted: path => Made.saveLetter(path)
                onDismissed: page.leaveSaving()
            }
            Item {
                width: parent.width
                height: Math.max(paper.height, page.wide ? versions.height : paper.height + (versions.visible ? versions.height + 16 : 0))
                Rectangle {  // the edge of the sheet below
                    x: 3
                    y: paper.y + 3
                    width: paper.width
                    height: paper.height
                    radius: paper.radius
                    color: Theme.line
                }
                Rectangle {
                    id: paper
                    readonly property real inset: Math.max(18, Math.min(56, Math.round(width * 0.085)))
                    y: page.wide || !versions.visible ? 0 : versions.height + 16
                    width: page.wide ? Math.min(parent.width - versions.width - 28, Math.round(560 * Theme.scale) + 120) : parent.width - 4
                    height: Math.max(editor.implicitHeight, view.height * 0.55)
                    radius: 3
                    color: Theme.paper
                    border.width: editor.activeFocus ? 2 : 1
                    border.color: editor.activeFocus ? Theme.rose : Theme.line
                    TextArea {
                        id: editor
                        objectName: "letter-editor"
                        property bool replacing: false
                        anchors.fill: parent
                        focus: true
                        readOnly: !OpenLetter.ready
                        textFormat: TextEdit.PlainText
                        wrapMode: TextEdit.Wrap
                        font.family: Theme.serif
                        font.pixelSize: Math.round(Theme.body * 1.18)
                        color: Theme.ink
                        selectionColor: Theme.peach
                        selectedTextColor: Theme.ink
                        placeholderText: qsTr("Write here, or tell her what to write.")
                        placeholderTextColor: Theme.soft
                        selectByMouse: true
                        leftPadding: paper.inset
                        rightPadding: paper.inset
                        topPadding: Math.round(paper.inset * 0.8)
                        bottomPadding: topPadding
                        background: null
                        Accessible.name: qsTr("The letter “%1”").arg(OpenLetter.title)
                        Accessible.description: qsTr("What you type is kept as a version of yours")
                        onTextChanged: if (!replacing) OpenLetter.edit(text)
                        onActiveFocusChanged: if (!activeFocus) OpenLetter.keep()
                        onCursorRectangleChanged: if (activeFocus) follow()
                        function follow() {
                            const top = mapToItem(column, 0, cursorRectangle.y).y + column.y
                            view.reveal(top - 12, top + cursorRectangle.height + 12)
                        }
                        Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                        Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                        Keys.onPressed: event => {
                            if (event.matches(StandardKey.Undo) && !canUndo)
                                OpenLetter.undo()
                            else if (event.matches(StandardKey.Redo) && !canRedo)
                                OpenLetter.redo()
                            else
                                return
                            event.accepted = true
                        }
                    }
                }
                Versions {
                    id: versions
                    visible: LetterVersions.count > 0 && (page.wide || page.listing)
                    x: page.wide ? paper.width + 28 : 0
                    width: page.wide ? Math.round(190 + 60 * Theme.scale) : parent.width - 4
                }
            }
        }
    }
    Fade { of: view }
}
