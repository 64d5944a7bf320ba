// Options {id, title, perhaps why} and the chosen id go in; `picked` says what the user chose.
import QtQuick
import QtQuick.Controls.Basic

ComboBox {
    id: box
    property string label
    property string chosen
    signal picked(string id)

    font.family: look.sans
    font.pixelSize: look.body
    textRole: "title"
    valueRole: "id"
    currentIndex: Math.max(0, model ? model.findIndex(option => option.id === chosen) : 0)
    onActivated: index => picked(model[index].id)
    Accessible.name: label
    leftPadding: Math.round(look.body * 0.9)
    topPadding: Math.round(look.body * 0.55)
    bottomPadding: topPadding
    contentItem: Text {
        text: box.displayText
        textFormat: Text.PlainText
        font: box.font
        color: look.ink
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }
    indicator: Icon {
        x: box.width - width - 10
        y: (box.height - height) / 2
        path: icons.down
        color: look.soft
        size: Math.round(look.body * 1.2)
    }
    background: Rectangle {
        radius: Math.min(height / 2, 22)
        color: look.paper
        border.width: box.visualFocus ? 2 : 1
        border.color: box.visualFocus ? look.coralText : look.line
    }
    delegate: ItemDelegate {
        required property var modelData
        required property int index
        width: ListView.view.width
        highlighted: box.highlightedIndex === index
        Accessible.name: modelData.title
        Accessible.description: modelData.why ?? ""
        contentItem: Column {
            Words { width: parent.width; text: modelData.title; Accessible.ignored: true }
            Words { width: parent.width; visible: text !== ""; text: modelData.why ?? ""; font.pixelSize: look.small; color: look.soft; Accessible.ignored: true }
        }
        background: Rectangle { radius: 10; color: highlighted ? look.peach : "transparent" }
    }
    popup: Popup {
        y: box.height + 4
        width: box.width
        height: Math.min(contentItem.implicitHeight + 12, box.Window.height * 0.6)
        padding: 6
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: box.popup.visible ? box.delegateModel : null
            currentIndex: box.highlightedIndex
            ScrollBar.vertical: Bar {}
        }
        background: Rectangle { radius: 14; color: look.paper; border.color: look.line }
    }
    Icons { id: icons }
}
