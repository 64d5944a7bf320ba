// Lists the rules she was told about how to be, those that hold first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

ListView {
    id: told
    readonly property RuleCard card: currentItem as RuleCard
    objectName: "rules"
    clip: true
    spacing: 10
    model: ToldRules
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    keyNavigationEnabled: true
    currentIndex: -1
    bottomMargin: 90
    highlightMoveDuration: 0
    Accessible.role: Accessible.List
    Accessible.name: qsTr("How she changed")
    onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0
    Keys.onReturnPressed: if (card) card.act()
    Keys.onEnterPressed: if (card) card.act()
    Keys.onDeletePressed: if (card) card.forget()
    ScrollBar.vertical: Bar {}
    delegate: RuleCard {
        list: told
        width: ListView.view.width - 12
    }
}
