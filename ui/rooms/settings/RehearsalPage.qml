// Shows a rehearsal with another mind: how far it is, then both minds' answers side by side, and "Switch" or "Keep".
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

FocusScope {
    id: page
    readonly property bool narrow: width < 480 + 190 * Theme.scale
    readonly property bool done: Rehearsing.verdict !== ""
    readonly property real wide: Math.min(width - 56, Math.round(620 + 260 * Theme.scale))

    function enter() {
        (done ? list : keep).forceActiveFocus()
        Qt.callLater(page.begin)
    }
    function begin() { list.contentY = list.originY - list.topMargin }

    ListView {
        id: list
        objectName: "rehearsal"
        anchors { top: parent.top; bottom: foot.top; left: parent.left; leftMargin: 20; right: parent.right }
        model: Rehearsing.rows
        spacing: 10
        clip: true
        topMargin: 22
        bottomMargin: 16
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: page.done
        keyNavigationEnabled: true
        currentIndex: -1
        highlightMoveDuration: 0
        ScrollBar.vertical: Bar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What she was asked, and both answers")
        onCurrentIndexChanged: if (currentIndex === 0) page.begin()
        onHeightChanged: if (currentIndex <= 0) Qt.callLater(page.begin)
        header: Column {
            width: page.wide
            onHeightChanged: if (list.currentIndex <= 0) Qt.callLater(page.begin)
            spacing: 8
            bottomPadding: 14
            Words { width: parent.width; text: qsTr("Rehearsal"); font.family: Theme.serif; font.pixelSize: Theme.title; Accessible.role: Accessible.Heading }
            Words { width: parent.width; text: qsTr("Another mind: %1").arg(Rehearsing.mind); color: Theme.soft }
            Words {
                width: parent.width
                visible: Rehearsing.busy
                topPadding: 10
                text: qsTr("Both minds are asked what must not change, in a copy of what she knows; nothing of it is kept. It takes some minutes, and she answers more slowly meanwhile.")
            }
            Words { objectName: "rehearsal-progress"; width: parent.width; visible: Rehearsing.busy; topPadding: 6; text: Rehearsing.words; color: Theme.soft }
            Rectangle {
                width: parent.width
                height: 4
                radius: 2
                visible: Rehearsing.busy
                color: Theme.line
                Accessible.role: Accessible.ProgressBar
                Accessible.name: qsTr("%1 %").arg(Math.round(Rehearsing.share * 100))
                Rectangle { width: parent.width * Rehearsing.share; height: parent.height; radius: 2; color: Theme.coral }
            }
            Words {
                id: trouble
                objectName: "rehearsal-trouble"
                width: parent.width
                visible: text !== ""
                topPadding: 10
                text: Rehearsing.trouble
                color: Theme.coralText
                Accessible.role: Accessible.AlertMessage
            }
            Words { objectName: "verdict"; width: parent.width; visible: page.done; topPadding: 10; text: Rehearsing.verdict; font.pixelSize: Theme.large; Accessible.role: Accessible.AlertMessage }
            Repeater {
                model: Rehearsing.differences
                Words { required property string modelData; width: page.wide; text: modelData }
            }
            Item {
                width: parent.width
                height: visible ? heads.height + 14 : 0
                visible: page.done && !page.narrow
                Row {
                    id: heads
                    anchors.bottom: parent.bottom
                    x: 18
                    Words { width: Math.round((page.wide - 36) * 0.32); text: qsTr("Asked"); font.pixelSize: Theme.small; color: Theme.soft }
                    Words { width: Math.round((page.wide - 36) * 0.34); text: qsTr("With her present mind"); font.pixelSize: Theme.small; color: Theme.soft }
                    Words { text: qsTr("With the new one"); font.pixelSize: Theme.small; color: Theme.soft; wrapMode: Text.NoWrap }
                }
            }
        }
        delegate: RehearsalRow {
            width: page.wide
            narrow: page.narrow
            list: list
        }
    }
    Rectangle {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: choices.height + 26
        color: Theme.room
        Rectangle { width: parent.width; height: 1; color: Theme.line }
        Flow {
            id: choices
            x: 20
            y: 13
            width: page.wide
            spacing: 8
            Pill {
                id: change
                objectName: "rehearsal-switch"
                visible: page.done
                primary: Rehearsing.losses === 0
                text: qsTr("Switch")
                Accessible.description: qsTr("She thinks with %1 from now on").arg(Rehearsing.mind)
                onClicked: Rehearsing.switchNow()
            }
            Pill {
                id: keep
                objectName: "rehearsal-keep"
                primary: page.done && !change.primary
                text: Rehearsing.busy ? qsTr("Stop") : page.done ? qsTr("Keep") : qsTr("Back")
                Accessible.description: page.done ? qsTr("She keeps the mind she has") : qsTr("Nothing is changed")
                onClicked: Rehearsing.keep()
            }
        }
    }
    Connections {
        target: Rehearsing
        function onChanged() {
            if (page.done) {
                keep.Accessible.announce(Rehearsing.verdict)
                if (page.visible && keep.activeFocus)
                    list.forceActiveFocus()
            } else if (Rehearsing.trouble !== "") {
                keep.Accessible.announce(Rehearsing.trouble)
            }
        }
    }
}
