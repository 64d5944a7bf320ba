// Lists the days of the messages a reply rests on; each opens its message.
pragma ComponentBehavior: Bound
import QtQuick
import Companion

Flow {
    id: line
    property var moments: []
    property bool quoting: false  // one alone is shown with its words, where there is room for them
    property bool reachable: true
    visible: moments.length > 0
    spacing: Math.round(Theme.small * 0.35)

    Words {
        id: label
        topPadding: 2
        text: qsTr("remembering ·")
        font.pixelSize: Theme.small
        color: Theme.soft
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
    Repeater {
        model: line.moments
        Row {
            id: one
            required property var modelData
            required property int index
            readonly property bool quotes: line.quoting && line.moments.length === 1
            Link {
                objectName: "moment-" + one.modelData.message
                width: Math.min(implicitWidth, one.quotes ? Math.max(line.width - label.width - line.spacing, label.width) : line.width)
                text: one.quotes ? qsTr("%1: “%2”").arg(one.modelData.when).arg(one.modelData.text.replace(/\s+/g, " ")) : one.modelData.when
                hint: one.quotes ? "" : "“" + (one.modelData.text.length > 200 ? one.modelData.text.slice(0, 200) + "…" : one.modelData.text) + "”"
                spoken: qsTr("remembering, %1: “%2”. Opens that moment").arg(one.modelData.when).arg(one.modelData.text)
                focusPolicy: line.reachable ? Qt.StrongFocus : Qt.NoFocus
                onClicked: History.openSource(one.modelData.message)
            }
            Words {
                topPadding: 2
                visible: one.index < line.moments.length - 1
                text: ","
                font.pixelSize: Theme.small
                color: Theme.soft
                Accessible.ignored: true
            }
        }
    }
}
