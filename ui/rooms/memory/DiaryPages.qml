// Lists what she wrote in her diary, day by day, and what she may ask next time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

ListView {
    id: pages
    readonly property DiaryCard card: currentItem as DiaryCard
    objectName: "diary"
    clip: true
    spacing: 10
    model: DiaryRows
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    currentIndex: -1
    bottomMargin: 90
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Her diary")
    onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0
    Keys.onDeletePressed: if (card) card.discard()
    ScrollBar.vertical: Bar {}
    header: Item {
        width: pages.width - 12
        height: HerDiary.count > 0 ? Math.max(about.height, all.visible ? all.height : 0) + 4 : 0
        visible: HerDiary.count > 0
        Words {
            id: about
            anchors { left: parent.left; right: all.visible ? all.left : parent.right; rightMargin: all.visible ? 12 : 0; verticalCenter: parent.verticalCenter }
            text: qsTr("Written while nobody talked, from your words. What you discard here stays said.")
            color: Theme.soft
            font.pixelSize: Theme.small
        }
        Pill {
            id: all
            objectName: "discard-diary"
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            visible: HerDiary.written > 1
            text: qsTr("Discard all")
            Accessible.description: qsTr("Every line of her diary; ten seconds to undo")
            onClicked: Undoing.diary(0)
        }
    }
    section.property: "section"
    section.delegate: Words {
        required property string section
        text: section
        color: Theme.coralText
        font.pixelSize: Theme.small
        topPadding: 8
        bottomPadding: 6
        Accessible.role: Accessible.Heading
    }
    delegate: DiaryCard {
        list: pages
        width: ListView.view.width - 12
    }
}
