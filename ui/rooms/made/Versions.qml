// Lists the versions of the opened letter, the newest first; the one that counts is marked, and any can be chosen.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Column {
    id: list
    spacing: 2
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Versions of the letter")

    Words {
        text: qsTr("Versions")
        color: Theme.coralText
        font.pixelSize: Theme.small
        bottomPadding: 4
        Accessible.role: Accessible.Heading
    }
    Repeater {
        model: LetterVersions
        Button {
            id: one
            required property int id
            required property int number
            required property string by
            required property string when
            required property bool shown
            required property string spoken
            objectName: "version-" + id
            width: list.width
            padding: 8
            hoverEnabled: true
            Accessible.role: Accessible.RadioButton
            Accessible.name: spoken
            Accessible.checkable: true
            Accessible.checked: shown
            Keys.onReturnPressed: click()
            Keys.onEnterPressed: click()
            onClicked: OpenLetter.showVersion(id)
            contentItem: Column {
                spacing: 2
                Words {
                    width: parent.width
                    text: one.number + " · " + one.by
                    font.pixelSize: Theme.small
                    color: one.shown ? Theme.ink : Theme.soft
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                Words {
                    width: parent.width
                    text: one.when
                    font.pixelSize: Math.round(Theme.small * 0.92)
                    color: Theme.soft
                    Accessible.ignored: true
                }
            }
            background: Rectangle {
                radius: 10
                color: one.shown ? Qt.alpha(Theme.peach, 0.7) : one.hovered ? Theme.paper : "transparent"
                FocusRing { shown: one.visualFocus }
            }
        }
    }
}
