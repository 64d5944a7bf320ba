// Shows the piece that she plays: its title, a way to stop it, and its notes, of which those that have sounded are coral.
import QtQuick
import Companion
import "../../parts"
import "../made"

Column {
    id: view
    property bool low: false  // no room for the notes
    spacing: 6
    Accessible.role: Accessible.Grouping
    Accessible.name: Recital.playing ? qsTr("She plays “%1”").arg(Recital.title) : qsTr("Her piano")

    PianoRoll {
        objectName: "recital-roll"
        width: view.width
        height: Math.round(38 * Math.min(Theme.scale, 1.4))
        visible: !view.low && Recital.playing
        upper: Recital.upper
        lower: Recital.lower
        played: Recital.played
    }
    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: !Recital.playing && Recital.offered !== ""
        width: parent.width
        spacing: 4
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("To play it, I need the tones of a piano.")
            color: Theme.soft
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 14
            Link {
                objectName: "fetch-piano"
                text: qsTr("get them · %1").arg(Recital.offered)
                onClicked: Recital.fetch()
            }
            Link {
                objectName: "no-piano"
                text: qsTr("not now")
                spoken: qsTr("Get no piano now")
                onClicked: Recital.dismiss()
            }
        }
    }
    Row {
        visible: Recital.playing
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 12
        Words {
            objectName: "recital-title"
            width: Math.min(implicitWidth, view.width - stopper.width - 12)
            text: Recital.title
            font.family: Theme.serif
            font.italic: true
            color: Theme.soft
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Link {
            id: stopper
            objectName: "stop-piece"
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("stop")
            spoken: qsTr("Stop “%1”").arg(Recital.title)
            hint: qsTr("Let it fade away (Esc)")
            onClicked: Recital.stop()
        }
    }
}
