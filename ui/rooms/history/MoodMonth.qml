// Draws a month of dots: the size is how much was talked, the colour how the day seemed; a click opens the words for a day.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

FocusScope {
    id: month
    property bool deletingAll: false
    readonly property real wordsAt: MoodCalendar.chosen !== "" ? panel.y : 0
    readonly property string stop: MoodCalendar.chosen || MoodCalendar.latest
    readonly property real cell: Math.min(width / 7, 30 * Math.min(Theme.scale, 1.5))
    readonly property var colours: ({ bright: Theme.gold, calm: Theme.sage, even: Theme.peach, low: Theme.rose, tense: Theme.coral })
    implicitHeight: column.height + 20

    function move(from, by) {
        for (let n = from + by; n >= 0 && n < dots.count; n += by) {
            const dot = dots.itemAt(n)
            if (dot && dot.enabled)
                return dot.forceActiveFocus(Qt.TabFocusReason)
        }
    }
    function paint(felt) { return colours[felt] || "transparent" }

    Icons { id: icons }
    Column {
        id: column
        width: parent.width
        spacing: 6
        Item {
            width: month.cell * 7
            height: Math.max(name.height, before.height)
            Words { id: name; objectName: "month"; anchors.verticalCenter: parent.verticalCenter; x: 4; text: MoodCalendar.month; color: Theme.soft; font.pixelSize: Theme.small; wrapMode: Text.NoWrap; Accessible.role: Accessible.Heading }
            Round { id: before; objectName: "month-before"; anchors { right: after.left; verticalCenter: parent.verticalCenter } extent: Math.round(28 * Math.min(Theme.scale, 1.5)); icon_: icons.back; hint: qsTr("The month before"); onClicked: MoodCalendar.step(-1) }
            Round { id: after; objectName: "month-after"; anchors { right: parent.right; verticalCenter: parent.verticalCenter } enabled: !MoodCalendar.isLast; opacity: enabled ? 1 : 0.3; rotation: 180; extent: before.extent; icon_: icons.back; hint: qsTr("The month after"); onClicked: MoodCalendar.step(1) }
        }
        Item {
            width: month.cell * 7
            height: letters.height + month.cell * MoodCalendar.weeks
            Row {
                id: letters
                Repeater {
                    model: [qsTr("M"), qsTr("T"), qsTr("W"), qsTr("T"), qsTr("F"), qsTr("S"), qsTr("S")]
                    Words { required property string modelData; width: month.cell; text: modelData; color: Theme.soft; font.pixelSize: Math.round(Theme.small * 0.9); horizontalAlignment: Text.AlignHCenter; wrapMode: Text.NoWrap; Accessible.ignored: true }
                }
            }
            Repeater {
                id: dots
                model: MoodDays
                AbstractButton {
                    id: dot
                    required property int index
                    required property string day
                    required property int weekday
                    required property int week
                    required property real size
                    required property string felt
                    required property string spoken
                    objectName: "mood-" + day
                    x: weekday * month.cell
                    y: letters.height + week * month.cell
                    width: month.cell
                    height: month.cell
                    enabled: size > 0
                    focusPolicy: day === month.stop ? Qt.StrongFocus : Qt.ClickFocus  // the arrow keys go to the others
                    hoverEnabled: true
                    Accessible.role: Accessible.Button
                    Accessible.name: spoken
                    Accessible.ignored: size === 0
                    ToolTip.text: spoken
                    ToolTip.visible: (hovered || visualFocus) && spoken !== ""
                    ToolTip.delay: 500
                    Keys.onReturnPressed: click()
                    Keys.onEnterPressed: click()
                    Keys.onLeftPressed: month.move(index, -1)
                    Keys.onRightPressed: month.move(index, 1)
                    Keys.onUpPressed: month.move(index, -7)
                    Keys.onDownPressed: month.move(index, 7)
                    onClicked: { month.deletingAll = false; MoodCalendar.choose(day) }
                    background: Item {
                        Rectangle {
                            anchors.centerIn: parent
                            visible: dot.size === 0
                            width: 3; height: 3; radius: 1.5
                            color: Theme.line
                        }
                        Rectangle {
                            anchors.centerIn: parent
                            visible: dot.size > 0
                            width: Math.round(month.cell * 0.78 * dot.size)
                            height: width
                            radius: width / 2
                            color: month.paint(dot.felt)
                            border.width: 1
                            border.color: dot.felt === "" ? Theme.pale : Qt.darker(color, 1.12)
                        }
                        Rectangle {
                            anchors { fill: parent; margins: 1 }
                            radius: width / 2
                            color: "transparent"
                            border.width: 2
                            border.color: Theme.coralText
                            visible: MoodCalendar.chosen === dot.day || dot.visualFocus
                        }
                    }
                }
            }
        }
        Flow {
            visible: MoodCalendar.coloured && MoodCalendar.chosen === ""
            width: parent.width
            spacing: 8
            Repeater {
                model: MoodCalendar.choices
                Row {
                    id: meaning
                    required property var modelData
                    spacing: 4
                    Rectangle { width: Math.round(Theme.small * 0.7); height: width; radius: width / 2; anchors.verticalCenter: parent.verticalCenter; color: month.paint(meaning.modelData.id); border.width: meaning.modelData.id === "unknown" ? 1 : 0; border.color: Theme.pale }
                    Words { text: meaning.modelData.title; color: Theme.soft; font.pixelSize: Math.round(Theme.small * 0.9); wrapMode: Text.NoWrap }
                }
            }
        }
        Words {
            visible: MoodCalendar.chosen === ""
            width: parent.width
            text: MoodCalendar.coloured ? qsTr("Size is how much you talked, colour how the day seemed. Choose a day to say otherwise.") : qsTr("Size is how much you talked. How days seemed is switched off in Settings.")
            color: Theme.soft
            font.pixelSize: Math.round(Theme.small * 0.9)
        }
        Rectangle {
            id: panel
            visible: MoodCalendar.chosen !== ""
            width: parent.width
            height: words.height + 24
            radius: 12
            color: Theme.paper
            border.color: Theme.line
            Column {
                id: words
                x: 12
                y: 12
                width: parent.width - 24
                spacing: 8
                Words { id: told; objectName: "mood-chosen"; width: parent.width; text: MoodCalendar.chosenWords; font.pixelSize: Theme.small; onTextChanged: if (told.text !== "") told.Accessible.announce(told.text) }
                Flow {
                    visible: MoodCalendar.coloured
                    width: parent.width
                    spacing: 6
                    Repeater {
                        model: MoodCalendar.choices
                        Tab {
                            id: choice
                            required property var modelData
                            objectName: "felt-" + modelData.id
                            text: modelData.title
                            on: MoodCalendar.chosenWord === modelData.id
                            onClicked: MoodCalendar.correct(modelData.id)
                        }
                    }
                }
                Flow {
                    width: parent.width
                    spacing: 6
                    Pill { objectName: "mood-delete"; text: qsTr("Delete this day's"); onClicked: MoodCalendar.deleteEstimates(false) }
                    Pill { objectName: "mood-delete-all"; text: month.deletingAll ? qsTr("Really all of them") : qsTr("Delete all"); onClicked: { if (month.deletingAll) MoodCalendar.deleteEstimates(true); month.deletingAll = !month.deletingAll } }
                }
                Words { width: parent.width; text: qsTr("Deletes what was estimated, in the backups too; what was said stays."); color: Theme.soft; font.pixelSize: Math.round(Theme.small * 0.9) }
            }
        }
    }
}
