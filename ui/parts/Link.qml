// Shows a few small, underlined words that open something.
import QtQuick
import QtQuick.Controls.Basic
import Companion

Button {
    id: link
    property string hint
    property string spoken: text
    property bool wraps: false
    font.family: Theme.sans
    font.pixelSize: Theme.small
    padding: 0
    horizontalPadding: 0
    topPadding: 2
    bottomPadding: 2
    hoverEnabled: true
    Accessible.role: Accessible.Link
    Accessible.name: spoken
    ToolTip.text: hint
    ToolTip.visible: (hovered || visualFocus) && hint !== ""
    ToolTip.delay: 500
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()
    HoverHandler { cursorShape: Qt.PointingHandCursor }
    contentItem: Text {
        text: link.text
        textFormat: Text.PlainText
        font.family: link.font.family
        font.pixelSize: link.font.pixelSize
        font.underline: true
        color: link.hovered || link.visualFocus ? Theme.coralText : Theme.soft
        wrapMode: link.wraps ? Text.Wrap : Text.NoWrap
        elide: link.wraps ? Text.ElideNone : Text.ElideRight
    }
    background: Item {
        FocusRing { shown: link.visualFocus; radius: 5 }
    }
}
