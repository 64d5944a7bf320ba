// Lists the missing models, each with its size, licence and progress, and the buttons to get them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Flickable {
    id: panel
    readonly property bool low: height < Theme.body * 13  // what can be done comes before what it means
    readonly property string meaning: Arrivals.talks
        ? qsTr("%1 once; afterwards nothing leaves or enters this computer. I change to a better mind while nobody talks.").arg(Arrivals.total)
        : qsTr("%1 once; afterwards nothing leaves or enters this computer. Write to me meanwhile: I'll answer when I'm here.").arg(Arrivals.total)
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
            font.pixelSize: Math.round(Theme.body * (panel.low ? 1.1 : 1.5))
            text: Arrivals.talks ? Arrivals.stopped ? qsTr("We can talk; some of me has still to arrive.") : qsTr("We can talk; more of me is on its way.") : Arrivals.stopped ? qsTr("Before we can talk, some of me has to arrive.") : qsTr("I'm on my way.")
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            visible: !panel.low
            color: Theme.soft
            font.pixelSize: Theme.small
            text: panel.meaning
        }
        Pill {
            objectName: "fetch-all"
            primary: true
            visible: Arrivals.stopped
            text: qsTr("Get everything · %1").arg(Arrivals.total)
            onClicked: Arrivals.fetchAll()
        }
        Words {
            width: parent.width
            visible: panel.low
            color: Theme.soft
            font.pixelSize: Theme.small
            text: panel.meaning
        }
        Words {
            objectName: "mind-reason"
            width: parent.width
            visible: text !== ""
            color: Theme.soft
            font.pixelSize: Theme.small
            text: Arrivals.reason
        }
        Link {
            objectName: "mind-smaller"
            width: parent.width
            visible: Arrivals.smaller !== ""
            wraps: true
            text: qsTr("Take a smaller one: %1").arg(Arrivals.smaller)
            onClicked: Arrivals.take("smaller")
        }
        Link {
            objectName: "mind-larger"
            width: parent.width
            visible: Arrivals.larger !== ""
            wraps: true
            text: qsTr("Take a larger one: %1").arg(Arrivals.larger)
            onClicked: Arrivals.take("larger")
        }
        Repeater {
            model: ArrivalRows
            Arrival { width: column.width }
        }
    }
}
