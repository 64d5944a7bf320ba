// Plain words in her or the user's hand; never marked up, whatever they hold.
import QtQuick

Text {
    textFormat: Text.PlainText
    font.family: look.sans
    font.pixelSize: look.body
    color: look.ink
    wrapMode: Text.Wrap
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
