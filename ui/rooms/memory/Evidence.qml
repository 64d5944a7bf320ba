// Quotes the user's own words and their day; opens the message they come from.
import QtQuick
import Companion
import "../../parts"

Flow {
    id: line
    property var moment
    property string after
    property bool whole: false  // all of the words, in as many lines as it takes
    Link {
        id: words
        objectName: "quote-" + line.moment.message
        width: Math.min(implicitWidth, line.whole ? line.width : line.width - when.implicitWidth)
        wraps: line.whole
        text: "“" + line.moment.text + "”"
        spoken: qsTr("“%1”, %2. Opens that moment").arg(line.moment.text).arg(line.moment.when)
        hint: qsTr("Show the moment")
        focusPolicy: line.whole ? Qt.StrongFocus : Qt.NoFocus
        onClicked: History.openSource(line.moment.message)
    }
    Words {
        id: when
        width: Math.min(implicitWidth, line.width)
        topPadding: 2
        leftPadding: text.startsWith(" ") ? 0 : 5
        text: (line.whole && words.implicitWidth > line.width * 0.6 ? "" : " · ") + line.moment.when + line.after
        font.pixelSize: Theme.small
        color: Theme.soft
        Accessible.ignored: true
    }
}
