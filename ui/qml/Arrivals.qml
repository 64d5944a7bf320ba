// The models that are still to come: what each is, its size and licence, how far it is, and what can be done about it.
import QtQuick
import QtQuick.Controls.Basic

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
            font.family: look.serif
            font.pixelSize: Math.round(look.body * 1.5)
            text: arrivals.asleep ? qsTr("Before we can talk, some of me has to arrive.") : qsTr("I'm on my way.")
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            color: look.soft
            font.pixelSize: look.small
            text: qsTr("%1 once; afterwards nothing leaves or enters this computer. Write to me meanwhile: I'll answer when I'm here.").arg(arrivals.total)
        }
        Pill {
            objectName: "fetch-all"
            primary: true
            visible: arrivals.asleep
            text: qsTr("Get everything · %1").arg(arrivals.total)
            onClicked: arrivals.fetchAll()
        }
        Repeater {
            model: arrivalRows
            Arrival { width: column.width }
        }
    }
}
