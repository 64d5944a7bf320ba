// Draws a button of the coral room: a light plate with deep coral words.
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Button {
    id: pill
    property bool chosen: false
    font.family: Theme.sans
    font.pixelSize: Theme.body
    leftPadding: Math.round(Theme.body * 1.3)
    rightPadding: leftPadding
    topPadding: Math.round(Theme.body * 0.55)
    bottomPadding: topPadding
    hoverEnabled: true
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    HoverHandler { cursorShape: Qt.PointingHandCursor }
    contentItem: Text {
        text: pill.text
        textFormat: Text.PlainText
        font: pill.font
        color: Theme.meetText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
    }
    background: Rectangle {
        radius: Math.min(height / 2, Theme.body * 1.4)
        color: Theme.meetInk
        opacity: pill.down ? 0.85 : 1
        scale: pill.hovered && !pill.down && !Theme.reduceMotion ? 1.02 : 1
        FocusRing { shown: pill.visualFocus; anchors.margins: -5; border.color: Theme.meetInk }
    }
}
