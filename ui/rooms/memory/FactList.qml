// Lists the facts of one group or of a search; above them, the people or the name of one person.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

ListView {
    id: known
    property bool searching: false
    readonly property bool empty: KnownFacts.count === 0 && Memories.met === 0 && Memories.person === 0
    readonly property FactCard card: currentItem as FactCard
    readonly property bool editing: card !== null && card.editing
    objectName: "facts"
    clip: true
    spacing: 10
    model: KnownFacts
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    currentIndex: -1
    bottomMargin: 90
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("What she knows")
    onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0
    onModelChanged: currentIndex = -1
    Keys.onReturnPressed: if (card) card.act()
    Keys.onEnterPressed: if (card) card.act()
    Keys.onDeletePressed: if (card) card.forget()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2 && card) {
            card.correct()
            event.accepted = true
        }
    }
    ScrollBar.vertical: Bar {}
    function leaveEdit() {
        card.editing = false
        forceActiveFocus()
    }

    section.property: searching ? "group" : ""
    section.delegate: Words {
        required property string section
        text: section
        color: Theme.coralText
        font.pixelSize: Theme.small
        topPadding: 8
        bottomPadding: 6
        Accessible.role: Accessible.Heading
    }
    header: Column {
        width: known.width
        spacing: 10
        bottomPadding: known.searching ? 0 : Memories.person > 0 || Memories.met > 0 ? 14 : 0
        Item {
            width: parent.width
            height: Math.max(name.height, back.height, forgetter.height)
            visible: Memories.person > 0 && !known.searching
            Round { id: back; objectName: "leave-person"; anchors.verticalCenter: parent.verticalCenter; icon_: icons.back; hint: qsTr("Everybody (Esc)"); onClicked: { known.forceActiveFocus(); Memories.visit(0) } }
            Words {
                id: name
                anchors { left: back.right; leftMargin: 8; right: forgetter.left; rightMargin: 8; verticalCenter: parent.verticalCenter }
                text: Memories.relation === "" ? Memories.name : qsTr("%1, your %2").arg(Memories.name).arg(Memories.relation)
                font.family: Theme.serif
                font.pixelSize: Math.round(Theme.body * 1.4)
                Accessible.role: Accessible.Heading
            }
            Pill {
                id: forgetter
                objectName: "forget-person"
                anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
                text: qsTr("Forget")
                Accessible.name: qsTr("Forget %1").arg(Memories.name)
                onClicked: { known.forceActiveFocus(); Undoing.person(Memories.person) }
            }
        }
        Flow {
            width: parent.width - 12
            spacing: 10
            visible: Memories.met > 0
            Repeater {
                model: KnownPeople
                PersonCard { most: known.width - 12; onClicked: known.forceActiveFocus() }
            }
        }
    }
    Icons { id: icons }
    delegate: FactCard {
        list: known
        onFinished: known.leaveEdit()
        width: ListView.view.width - 12
    }
}
