// Lets the user pick one of several options {id, title, perhaps why}.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

ComboBox {
    id: box
    property string label
    property string chosen
    readonly property real windowHeight: Window.height
    signal picked(string id)

    font.family: Theme.sans
    font.pixelSize: Theme.body
    textRole: "title"
    valueRole: "id"
    currentIndex: Math.max(0, model ? model.findIndex(option => option.id === chosen) : 0)
    onActivated: index => picked(model[index].id)
    Accessible.name: label
    leftPadding: Math.round(Theme.body * 0.9)
    topPadding: Math.round(Theme.body * 0.55)
    bottomPadding: topPadding
    contentItem: Text {
        text: box.displayText
        textFormat: Text.PlainText
        font: box.font
        color: Theme.ink
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }
    indicator: Icon {
        x: box.width - width - 10
        y: (box.height - height) / 2
        path: icons.down
        color: Theme.soft
        size: Math.round(Theme.body * 1.2)
    }
    background: Rectangle {
        radius: Math.min(height / 2, 22)
        color: Theme.paper
        border.width: box.visualFocus ? 2 : 1
        border.color: box.visualFocus ? Theme.coralText : Theme.line
    }
    delegate: ItemDelegate {
        id: item
        required property var modelData
        required property int index
        width: ListView.view.width
        highlighted: box.highlightedIndex === index
        Accessible.name: modelData.title
        Accessible.description: modelData.why ?? ""
        contentItem: Column {
            Words { width: parent.width; text: item.modelData.title; Accessible.ignored: true }
            Words { width: parent.width; visible: text !== ""; text: item.modelData.why ?? ""; font.pixelSize: Theme.small; color: Theme.soft; Accessible.ignored: true }
        }
        background: Rectangle { radius: 10; color: item.highlighted ? Theme.peach : "transparent" }
    }
    popup: Popup {
        y: box.height + 4
        width: box.width
        height: Math.min(contentItem.implicitHeight + 12, box.windowHeight * 0.6)
        padding: 6
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.popup.visible ? box.delegateModel : null
            currentIndex: box.highlightedIndex
            ScrollBar.vertical: Bar {}
        }
        background: Rectangle { radius: 14; color: Theme.paper; border.color: Theme.line }
    }
    Icons { id: icons }
}
