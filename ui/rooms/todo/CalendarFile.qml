// Reads a calendar file (.ics) into the calendar, or writes the calendar as one.
import QtQuick
import Companion
import "../../parts"

Rectangle {
    id: panel
    height: column.height + 32
    radius: 16
    color: Theme.paper
    border.color: Theme.line
    signal done

    function enter() { path.text = Todo.suggestion(); path.forceActiveFocus() }

    Column {
        id: column
        x: 18
        y: 16
        width: parent.width - 36
        spacing: 12
        Words {
            width: parent.width
            color: Theme.soft
            font.pixelSize: Theme.small
            text: qsTr("A calendar file (.ics) of another program, to read; or one to write the whole calendar to, which is not encrypted.")
        }
        Field { id: path; objectName: "calendar-path"; width: parent.width; label: qsTr("Calendar file") }
        Flow {
            width: parent.width
            spacing: 8
            Pill { objectName: "calendar-read"; text: qsTr("Read the file"); onClicked: { Todo.readCalendar(path.text, again.on); panel.done() } }
            Pill { objectName: "calendar-write"; text: qsTr("Write the calendar"); onClicked: { Todo.writeCalendar(path.text); panel.done() } }
            Tab { id: again; objectName: "calendar-again"; text: qsTr("Also what was taken out"); on: false; onClicked: on = !on }
        }
    }
}
