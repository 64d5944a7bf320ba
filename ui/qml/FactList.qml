// The facts of one group, or those found; above them the people, or whose page it is.
import QtQuick
import QtQuick.Controls.Basic

ListView {
    id: known
    property bool searching: false
    readonly property bool empty: count === 0 && memories.met === 0 && memories.person === 0
    readonly property bool editing: currentItem !== null && currentItem.editing
    objectName: "facts"
    clip: true
    spacing: 10
    model: knownFacts
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
    Keys.onReturnPressed: if (currentItem) currentItem.act()
    Keys.onEnterPressed: if (currentItem) currentItem.act()
    Keys.onDeletePressed: if (currentItem) currentItem.forget()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2 && currentItem) {
            currentItem.correct()
            event.accepted = true
        }
    }
    ScrollBar.vertical: Bar {}
    function leaveEdit() {
        currentItem.editing = false
        forceActiveFocus()
    }

    section.property: searching ? "group" : ""
    section.delegate: Words {
        required property string section
        text: section
        color: look.coralText
        font.pixelSize: look.small
        topPadding: 8
        bottomPadding: 6
        Accessible.role: Accessible.Heading
    }
    header: Column {
        width: known.width
        spacing: 10
        bottomPadding: known.searching ? 0 : memories.person > 0 || memories.met > 0 ? 14 : 0
        Item {
            width: parent.width
            height: Math.max(name.height, back.height, forgetter.height)
            visible: memories.person > 0 && !known.searching
            Round { id: back; objectName: "leave-person"; anchors.verticalCenter: parent.verticalCenter; icon_: icons.back; hint: qsTr("Everybody (Esc)"); onClicked: { known.forceActiveFocus(); memories.visit(0) } }
            Words {
                id: name
                anchors { left: back.right; leftMargin: 8; right: forgetter.left; rightMargin: 8; verticalCenter: parent.verticalCenter }
                text: memories.relation === "" ? memories.name : qsTr("%1, your %2").arg(memories.name).arg(memories.relation)
                font.family: look.serif
                font.pixelSize: Math.round(look.body * 1.4)
                Accessible.role: Accessible.Heading
            }
            Pill {
                id: forgetter
                objectName: "forget-person"
                anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
                text: qsTr("Forget")
                Accessible.name: qsTr("Forget %1").arg(memories.name)
                onClicked: { known.forceActiveFocus(); undoing.person(memories.person) }
            }
        }
        Flow {
            width: parent.width - 12
            spacing: 10
            visible: memories.met > 0
            Repeater {
                model: knownPeople
                PersonCard { most: known.width - 12; onClicked: known.forceActiveFocus() }
            }
        }
    }
    Icons { id: icons }
    delegate: FactCard {
        list: known
        width: ListView.view.width - 12
    }
}
