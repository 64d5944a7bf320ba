// Lists what she did at a reply, a chip each, with a way to undo it.
pragma ComponentBehavior: Bound
import QtQuick
import Companion

Flow {
    id: line
    property var receipts: []
    property bool reachable: true
    visible: receipts.length > 0
    spacing: Math.round(Theme.small * 0.6)

    Repeater {
        model: line.receipts
        Rectangle {
            id: chip
            required property var modelData
            readonly property real inset: Math.round(Theme.small * 0.9)
            width: Math.min(line.width, words.implicitWidth + (undo.visible ? undo.width + inset * 0.6 : 0) + inset * 2)
            height: Math.round(Theme.small * 2.1)
            radius: height / 2
            color: Theme.paper
            border.width: 1
            border.color: Qt.alpha(Theme.edge, 0.5)
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.spoken
            Words {
                id: words
                anchors { left: parent.left; leftMargin: chip.inset; verticalCenter: parent.verticalCenter }
                width: Math.min(implicitWidth, line.width - chip.inset * 2 - (undo.visible ? undo.width + chip.inset * 0.6 : 0))
                text: chip.modelData.words
                font.pixelSize: Theme.small
                color: Theme.soft
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Link {
                id: undo
                objectName: "undo-deed-" + chip.modelData.id
                anchors { left: words.right; leftMargin: chip.inset * 0.6; verticalCenter: parent.verticalCenter }
                visible: chip.modelData.undo
                text: qsTr("undo")
                spoken: qsTr("Undo this: %1").arg(chip.modelData.words)
                focusPolicy: line.reachable ? Qt.StrongFocus : Qt.NoFocus
                onClicked: Companion.undoDeed(chip.modelData.id)
            }
        }
    }
}
