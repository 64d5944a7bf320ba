// Lists the missing models, each with its size, licence and progress, and the buttons to get them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Flickable {
    id: panel
    contentHeight: column.height
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: Bar {}

    Column {
        id: column
        width: panel.width - 12
        spacing: 12
        topPadding: 6
        Words {
            width: parent.width
            font.family: Theme.serif
            font.pixelSize: Math.round(Theme.body * 1.5)
            text: Arrivals.stopped ? qsTr("Before we can talk, some of me has to arrive.") : qsTr("I'm on my way.")
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            color: Theme.soft
            font.pixelSize: Theme.small
            text: qsTr("%1 once; afterwards nothing leaves or enters this computer. Write to me meanwhile: I'll answer when I'm here.").arg(Arrivals.total)
        }
        Pill {
            objectName: "fetch-all"
            primary: true
            visible: Arrivals.stopped
            text: qsTr("Get everything · %1").arg(Arrivals.total)
            onClicked: Arrivals.fetchAll()
        }
        Repeater {
            model: ArrivalRows
            Arrival { width: column.width }
        }
    }
}
