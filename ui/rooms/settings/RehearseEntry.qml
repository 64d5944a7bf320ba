// Lets the user choose another mind to rehearse with, says what that takes, and offers it.
pragma ComponentBehavior: Bound
import QtQuick
import Companion
import "../../parts"
import "../arrivals"

Entry {
    id: entry
    readonly property var mind: Rehearsing.minds[another.currentIndex] ?? null
    readonly property string chosen: mind === null ? "" : mind.id
    readonly property Pill pill: begin.visible ? begin : get
    property bool coming: false  // being downloaded, or paused
    label: qsTr("Another mind")
    note: qsTr("Ask it what must not change, and compare, before she thinks with it")
    visible: Rehearsing.minds.length > 0
    Column {
        width: parent.width
        spacing: 8
        Choice {
            id: another
            objectName: "rehearse-mind"
            width: parent.width
            label: entry.label
            model: Rehearsing.minds
            onPicked: id => chosen = id
        }
        Words {
            objectName: "rehearse-need"
            width: parent.width
            visible: text !== "" && !entry.coming
            text: entry.mind === null ? "" : entry.mind.need || entry.mind.why
            font.pixelSize: Theme.small
            color: Theme.soft
        }
        Repeater {
            model: ArrivalRows
            Arrival {
                id: arrival
                readonly property bool wanted: id === entry.chosen && (!resting || status === "failed")
                width: parent ? parent.width : 0
                visible: wanted
                Binding { target: entry; property: "coming"; value: true; when: arrival.wanted }
            }
        }
        Pill {
            id: get
            objectName: "rehearse-get"
            visible: entry.mind !== null && entry.mind.offer !== "" && !entry.coming
            text: entry.mind === null ? "" : entry.mind.offer
            onClicked: { another.chosen = entry.chosen; Arrivals.bring(entry.chosen, entry.mind.title) }
        }
        Pill {
            id: begin
            objectName: "rehearse"
            visible: entry.mind !== null && entry.mind.need === ""
            text: qsTr("Rehearse with this mind first")
            onClicked: Rehearsing.begin(entry.chosen)
        }
    }
    Connections {
        target: Arrivals
        function onArrived() { Rehearsing.findMinds() }
    }
}
