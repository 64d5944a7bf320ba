// Shows plain text; never interprets it as markup.
import QtQuick
import Companion

Text {
    textFormat: Text.PlainText
    font.family: Theme.sans
    font.pixelSize: Theme.body
    color: Theme.ink
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
