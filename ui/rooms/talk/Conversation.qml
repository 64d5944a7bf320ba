// Lists everything said in this conversation; scrolling past its end goes back to the stage.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"

Item {
    id: conversation
    signal ended()

    function turn(pages) {
        if (pages > 0 && list.atYEnd)
            ended()
        else {
            list.contentY = Math.max(list.originY, Math.min(list.contentHeight - list.height + list.originY, list.contentY + pages * list.height * 0.85))
            stick.near = list.atYEnd
        }
    }
    onVisibleChanged: if (visible) { stick.near = true; list.positionViewAtEnd() }

    Icons { id: icons }
    ListView {
        id: list
        objectName: "conversation"
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: back.top; bottomMargin: 10 }
        clip: true
        spacing: Math.round(Theme.body * 1.1)
        model: TalkLines
        reuseItems: true
        cacheBuffer: Math.max(400, height * 2)
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        onActiveFocusChanged: {
            if (!activeFocus)
                return
            const last = indexAt(20, contentY + height - 20)
            currentIndex = last < 0 ? count - 1 : last
        }
        keyNavigationEnabled: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("This conversation")
        ScrollBar.vertical: Bar {}
        delegate: Line {
            required property int index
            width: ListView.view.width - 14
            chosen: list.activeFocus && ListView.isCurrentItem
            live: hers && index === list.count - 1 && !Stage.done
        }
        onCountChanged: if (atYEnd) Qt.callLater(positionViewAtEnd)
        onContentHeightChanged: if (stick.near) Qt.callLater(positionViewAtEnd)
        onHeightChanged: if (stick.near) Qt.callLater(positionViewAtEnd)
        onMovementEnded: stick.near = atYEnd
        FocusRing { shown: list.activeFocus && list.count === 0; anchors.margins: 0; radius: 8 }
    }
    QtObject { id: stick; property bool near: true }
    WheelHandler {
        onWheel: event => { if (event.angleDelta.y < 0 && list.atYEnd) conversation.ended() }
        target: null
    }
    Pill {
        id: back
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter }
        text: qsTr("Back to now")
        onClicked: conversation.ended()
    }
}
