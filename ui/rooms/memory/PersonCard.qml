// Shows a person and how much is known about them; opens their page.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Button {
    id: card
    required property int id
    required property string name
    required property string relation
    required property int facts
    property real most: 400
    readonly property string much: facts === 1 ? qsTr("one thing") : qsTr("%1 things").arg(facts)
    objectName: "person-" + id
    width: Math.min(most, Math.max(implicitContentWidth + leftPadding + rightPadding, Math.round(Theme.body * 9)))
    leftPadding: Math.round(Theme.body * 1.1)
    rightPadding: leftPadding
    topPadding: Math.round(Theme.body * 0.7)
    bottomPadding: topPadding
    hoverEnabled: true
    Accessible.name: [name, relation, much].filter(part => part !== "").join(", ")
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    onClicked: Memories.visit(id)
    contentItem: Column {
        Words { text: card.name; width: Math.min(implicitWidth, card.most - 2 * card.leftPadding); elide: Text.ElideRight; maximumLineCount: 1; wrapMode: Text.NoWrap; Accessible.ignored: true }
        Words { text: (card.relation === "" ? "" : card.relation + " · ") + card.much; width: Math.min(implicitWidth, card.most - 2 * card.leftPadding); font.pixelSize: Theme.small; color: Theme.soft; wrapMode: Text.NoWrap; elide: Text.ElideRight; Accessible.ignored: true }
    }
    background: Rectangle {
        radius: 14
        color: Theme.paper
        border.color: card.hovered ? Theme.rose : Theme.line
        FocusRing { shown: card.visualFocus; radius: 17 }
    }
}
