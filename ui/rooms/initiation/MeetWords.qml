// Shows words of the coral room: large ones may stand on its wall, small ones only on its floor.
import QtQuick
import Companion
import "../../parts"

Words {
    color: Theme.meetInk
    horizontalAlignment: Text.AlignHCenter
}
