// Softens the lower edge of a view that can be scrolled further.
import QtQuick
import Companion

Rectangle {
    required property Flickable of
    anchors { left: of.left; right: of.right; bottom: of.bottom }
    height: Math.min(of.height / 2, Math.round(Theme.large * 1.1))
    visible: of.visible && of.contentY - of.originY + of.height < of.contentHeight - 4
    gradient: Gradient {
        GradientStop { position: 0; color: Qt.alpha(Theme.room, 0) }
        GradientStop { position: 1; color: Theme.room }
    }
}
