// Charts how long the last answers took: a bar of phases each, the newest in figures, and the reason in a sentence.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Item {
    id: panel
    property bool low: false
    signal ended()

    Flickable {
        id: flick
        objectName: "timings"
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: back.visible ? back.top : parent.bottom; bottomMargin: back.visible ? 10 : 0 }
        contentHeight: column.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        Accessible.role: Accessible.Pane
        Accessible.name: qsTr("How long her answers took")
        ScrollBar.vertical: Bar {}
        Keys.onDownPressed: contentY = Math.min(Math.max(0, contentHeight - height), contentY + 60)
        Keys.onUpPressed: contentY = Math.max(0, contentY - 60)
        FocusRing { shown: flick.activeFocus; radius: 8; parent: flick }
        Column {
            id: column
            width: flick.width - 14
            spacing: Math.round(Theme.body * 0.7)
            Words {
                width: parent.width
                text: Timings.empty ? qsTr("She has not answered anything yet.") : qsTr("How long her answers took")
                font.family: Theme.serif
                font.pixelSize: panel.low ? Theme.body : Theme.large
                Accessible.role: Accessible.Heading
            }
            Words {
                objectName: "why"
                width: parent.width
                visible: text !== ""
                text: Timings.why
            }
            Repeater {
                id: turns
                model: TimingRows
                Item {
                    id: turn
                    required property string gap
                    required property var phases
                    required property string spoken
                    required property int index
                    width: column.width
                    height: bar.height + (legend.visible ? legend.height + 8 : 0)
                    Accessible.role: Accessible.ListItem
                    Accessible.name: spoken
                    Words {
                        id: figure
                        anchors.verticalCenter: bar.verticalCenter
                        width: Math.round(Theme.small * 3.4)
                        text: turn.gap
                        wrapMode: Text.NoWrap
                        font.pixelSize: Theme.small
                        color: turn.index === 0 ? Theme.ink : Theme.soft
                        Accessible.ignored: true
                    }
                    Row {
                        id: bar
                        x: figure.width + 8
                        height: Math.round(Theme.small * (turn.index === 0 ? 1.5 : 0.9))
                        spacing: 1
                        opacity: turn.index === 0 ? 1 : 0.75
                        Repeater {
                            model: turn.phases
                            Rectangle {
                                required property var modelData
                                width: Math.max(2, Math.round(modelData.share * (turn.width - bar.x - 8)))
                                height: bar.height
                                radius: 3
                                color: Theme[modelData.colour]
                            }
                        }
                    }
                    Flow {
                        id: legend
                        anchors { top: bar.bottom; topMargin: 8; left: panel.low ? parent.left : bar.left; right: parent.right }
                        visible: turn.index === 0
                        spacing: Math.round(Theme.small * 0.9)
                        Repeater {
                            model: turn.phases
                            Row {
                                id: entry
                                required property var modelData
                                spacing: 6
                                Rectangle {
                                    anchors.verticalCenter: parent.verticalCenter
                                    width: Math.round(Theme.small * 0.75)
                                    height: width
                                    radius: 3
                                    color: Theme[entry.modelData.colour]
                                }
                                Words {
                                    text: entry.modelData.label + " " + (entry.modelData.seconds >= 1 ? entry.modelData.seconds.toFixed(1) : entry.modelData.seconds.toFixed(2)) + " s"
                                    font.pixelSize: Theme.small
                                    color: Theme.soft
                                    Accessible.ignored: true
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    Fade { of: flick }
    Pill {
        id: back
        objectName: "timings-back"
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter }
        visible: !panel.low
        text: qsTr("Back to now")
        onClicked: panel.ended()
    }
}
