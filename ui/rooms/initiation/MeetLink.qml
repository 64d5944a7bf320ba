// Draws a few underlined words of the coral room that do something; `large` ones may stand on its wall.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Button {
    id: link
    property bool large: false
    property string spoken: text
    font.family: Theme.sans
    font.pixelSize: large ? Math.max(24, Math.round(Theme.body * 1.3)) : Theme.small
    padding: 0
    horizontalPadding: 0
    topPadding: 2
    bottomPadding: 2
    hoverEnabled: true
    Accessible.name: spoken
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    HoverHandler { cursorShape: Qt.PointingHandCursor }
    contentItem: Text {
        text: link.text
        textFormat: Text.PlainText
        font.family: link.font.family
        font.pixelSize: link.font.pixelSize
        font.underline: true
        color: Theme.meetInk
    }
    background: Item {
        FocusRing { shown: link.visualFocus; radius: 6; anchors.margins: -4; border.color: Theme.meetInk }
    }
}
