// The models that are still to come: what each is, its size and licence, how far it is, and what can be done about it.
import QtQuick
import QtQuick.Controls.Basic

Item {
    id: panel
    Icons { id: icons }
    Column {
        id: head
        width: parent.width
        spacing: 8
        topPadding: 6
        Words {
            width: parent.width
            font.family: look.serif
            font.pixelSize: look.large
            text: arrivals.asleep ? qsTr("Before we can talk, some of me has to arrive.") : qsTr("I'm on my way.")
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
    }
    ListView {
        id: list
        anchors { top: head.bottom; topMargin: 14; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        spacing: 10
        model: arrivalRows
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("What is arriving")
        ScrollBar.vertical: Bar {}
        delegate: Arrival { width: ListView.view.width - 2 }
    }
}
