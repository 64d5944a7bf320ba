// Lays its parts side by side in the middle, in several rows where they do not fit.
import QtQuick

Flow {
    readonly property real natural: {
        let sum = -spacing
        for (const part of children)
            if (part.visible && part.width > 0)
                sum += part.width + spacing
        return Math.max(0, sum)
    }
    anchors.horizontalCenter: parent.horizontalCenter
    width: Math.min(parent.width, natural)
}
