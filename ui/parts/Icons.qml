// Holds the paths of all icons, each drawn with one pen on 24 x 24.
import QtQml

QtObject {
    readonly property string talk: "M12 12c-2-2.8-3.6-4.2-5.6-4.2a4.2 4.2 0 0 0 0 8.4c2 0 3.6-1.4 5.6-4.2s3.6-4.2 5.6-4.2a4.2 4.2 0 0 1 0 8.4c-2 0-3.6-1.4-5.6-4.2z"
    readonly property string past: "M5 7h14M5 12h14M5 17h9"
    readonly property string memory: "M12 4.500c1.300 2 1.300 3.500 0 5.500-1.300-2-1.300-3.500 0-5.500zM12 14c1.300 2 1.300 3.500 0 5.500-1.300-2-1.300-3.500 0-5.500zM4.500 12c2-1.300 3.500-1.300 5.500 0-2 1.300-3.500 1.300-5.500 0zM14 12c2-1.300 3.500-1.300 5.500 0-2 1.300-3.500 1.300-5.500 0z"
    readonly property string todo: "M4.500 7.500l1.500 1.500 2.500-3M4.500 15.500l1.500 1.500 2.500-3M12 7.500h7.500M12 15.500h7.500"
    readonly property string made: "M5 19l1-4L16 5a1.800 1.800 0 0 1 3 3L9 18zM14 7l3 3"
    readonly property string lock: "M7 11h10v8H7zM9 11V8.500a3 3 0 0 1 6 0V11"
    readonly property string settings: "M4 8h9M17 8h3M15 6v4M4 16h3M11 16h9M9 14v4"
    readonly property string microphone: "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3zM6 11.5a6 6 0 0 0 12 0M12 17.5v3"
    readonly property string muted: "M9 9v2.5a3 3 0 0 0 4.6 2.5M15 11V6.500a3 3 0 0 0-5.700-1.300M6 11.500a6 6 0 0 0 9.500 4.900M17.700 13.300a6 6 0 0 0 .3-1.800M12 17.500v3M4.500 4l15 16"
    readonly property string stop: "M7 7h10v10h-10z"
    readonly property string send: "M12 19V5.500M6.500 11L12 5.500l5.500 5.500"
    readonly property string close: "M7 7l10 10M17 7L7 17"
    readonly property string fresh: "M12 6v12M6 12h12"
    readonly property string time: "M12 5a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM12 8.500v4l2.500 1.500"
    readonly property string back: "M14 6l-6 6 6 6"
    readonly property string down: "M6.500 10l5.500 5.500 5.500-5.500"
    readonly property string search: "M10.500 5a5.500 5.500 0 1 1 0 11 5.500 5.500 0 0 1 0-11zM14.700 14.700L19.500 19.500"
    readonly property string pause: "M9 7v10M15 7v10"
    readonly property string go: "M9 6.500l8 5.500-8 5.500z"
    readonly property string arrive: "M12 5v10M7.500 11l4.500 4.500 4.500-4.500M5.500 19h13"
    readonly property string again: "M18.500 8.500A7 7 0 1 0 19 13M19 5v4h-4"
    readonly property string done: "M6 12.500l4 4 8-9"
    readonly property string hear: "M5 10v4h3l4 3.500v-11L8 10zM15.500 9.500a3.500 3.500 0 0 1 0 5M18 7a7 7 0 0 1 0 10"
}
