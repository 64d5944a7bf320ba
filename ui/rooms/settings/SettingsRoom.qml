// Shows every setting; each change is applied and stored at once.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Companion
import "../../parts"
import "../passphrase"

RoomContent {
    id: room
    readonly property var now: Preferences.values
    readonly property bool ofServer: now.mind === "server" || rehearse.chosen === "server"
    function enter() {
        Preferences.findChoices()
        Rehearsing.findMinds()
        CardTrying.refresh()
        Passphrase.refresh()
        if (page.item)
            (page.item as RehearsalPage).enter()
        else
            flick.forceActiveFocus()
    }
    function back(): bool {
        if (!Rehearsing.shown)
            return false
        Rehearsing.keep()
        return true
    }
    function comeBack() {
        if (room.visible)
            (rehearse.visible ? rehearse.pill : flick).forceActiveFocus()  // to where a rehearsal was begun
    }
    function meaning(options, id) {
        const found = options.find(option => option.id === id)
        return found ? found.why : ""
    }
    function reveal(item) {
        const top = item.mapToItem(column, 0, 0).y
        const below = Math.round(Theme.body * 5)  // a sentence about what was typed there
        if (top - 40 < flick.contentY)
            flick.contentY = Math.max(0, top - 40)
        else if (top + item.height + below > flick.contentY + flick.height)
            flick.contentY = Math.min(flick.contentHeight - flick.height, top + item.height + below - flick.height)
    }
    function follow() {
        const item = Window.activeFocusItem
        for (let up = item; up; up = up.parent)
            if (up === column)
                return reveal(item)
    }
    Window.onActiveFocusItemChanged: follow()

    Icons { id: icons }
    Flickable {
        id: flick
        anchors.fill: parent
        visible: !Rehearsing.shown
        contentHeight: column.height + 60
        onContentHeightChanged: room.follow()
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: Bar {}
        Keys.onDownPressed: contentY = Math.min(Math.max(0, contentHeight - height), contentY + 60)
        Keys.onUpPressed: contentY = Math.max(0, contentY - 60)
        Column {
            id: column
            x: 20
            y: 22
            width: Math.min(flick.width - 56, Math.round(560 + 200 * Theme.scale))
            spacing: 6
            Words { text: qsTr("Settings"); font.family: Theme.serif; font.pixelSize: Theme.title; bottomPadding: 4; Accessible.role: Accessible.Heading }

            Group { text: qsTr("Her") }
            Entry { label: qsTr("Her name"); Typed { name: "her_name"; label: qsTr("Her name") } }
            Entry { label: qsTr("Temperament"); note: room.meaning(Preferences.temperaments, room.now.temperament); Picked { name: "temperament"; options: Preferences.temperaments; label: qsTr("Temperament") } }
            Entry {
                label: qsTr("Meet her again")
                note: qsTr("The questions of the first evening; what you answer counts from then on")
                Pill { objectName: "meet-again"; text: qsTr("Begin"); Accessible.name: qsTr("Meet her again"); onClicked: Meeting.again() }
            }
            CardEntry { width: parent.width; temperaments: Preferences.temperaments }
            Entry { label: qsTr("Mind"); note: qsTr("The language model she thinks with"); Picked { name: "mind"; options: Preferences.llms; label: qsTr("Mind") } }
            RehearseEntry { id: rehearse }
            GraphicsEntry { width: parent.width }
            Entry { label: qsTr("Server address"); visible: room.ofServer; Typed { name: "server_url"; label: qsTr("Server address") } }
            Entry { label: qsTr("Model on the server"); visible: room.ofServer; Typed { name: "server_model"; label: qsTr("Model on the server") } }
            Entry {
                label: qsTr("Try the server")
                note: qsTr("A few short requests: whether it streams, stops, holds a long talk, and how fast it is")
                visible: room.ofServer && room.now.server_url !== ""
                Column {
                    width: parent.width
                    spacing: 8
                    Pill { objectName: "try-server"; text: qsTr("Try it"); enabled: !ServerTrying.busy; Accessible.name: qsTr("Try the server"); onClicked: ServerTrying.tryNow() }
                    Words {
                        id: tried
                        objectName: "server-tried"
                        width: parent.width
                        visible: text !== ""
                        text: ServerTrying.words
                        font.pixelSize: Theme.small
                        Accessible.role: Accessible.AlertMessage
                        onTextChanged: if (tried.text !== "") tried.Accessible.announce(tried.text)
                    }
                }
            }
            Entry {
                label: qsTr("Key for the server")
                note: qsTr("Only if it wants one; kept in the system's keyring")
                visible: room.ofServer
                Row {
                    width: parent.width
                    spacing: 8
                    Field {
                        objectName: "server-key"
                        width: parent.width - forgetKey.width - 8
                        label: qsTr("Key for the server")
                        echoMode: TextInput.Password
                        onEditingFinished: { Preferences.keepServerKey(text); clear() }
                    }
                    Round { id: forgetKey; objectName: "forget-server-key"; icon_: icons.close; hint: qsTr("Remove the key from the keyring"); onClicked: Preferences.forgetServerKey() }
                }
            }
            Entry {
                label: qsTr("Voice")
                Row {
                    width: parent.width
                    spacing: 8
                    Picked { id: voice; name: "voice"; options: Preferences.voices; label: qsTr("Voice"); width: parent.width - listen.width - 8 }
                    Round { id: listen; objectName: "preview"; icon_: icons.hear; hint: qsTr("Hear this voice"); onClicked: Preferences.preview(room.now.voice) }
                }
            }
            Entry { label: qsTr("Pace"); Sliding { name: "speed"; from: 0.5; to: 2; stepSize: 0.05; label: qsTr("Pace"); words: value.toFixed(2) + " ×" } }
            Entry { label: qsTr("Follow the moment"); note: qsTr("Softer late, brighter in play, calmer when it is grave"); Switched { name: "voice_follows"; label: qsTr("Her voice follows the moment") } }

            Group { text: qsTr("You") }
            Entry { label: qsTr("Your name"); Typed { name: "your_name"; label: qsTr("Your name") } }
            Entry { label: qsTr("Attend to how I sound"); note: qsTr("From voice and words, on this computer; it colours the days in History"); Switched { name: "reading_mood"; label: qsTr("Attend to how I sound") } }
            Entry { label: qsTr("Ear"); note: qsTr("What turns your speech into words"); Picked { name: "ear"; options: Preferences.ears; label: qsTr("Ear") } }
            Entry { label: qsTr("When she answers"); note: room.meaning(Modes.settable, room.now.mode); Picked { name: "mode"; options: Modes.settable; label: qsTr("When she answers") } }
            Entry {
                label: qsTr("Patience")
                note: qsTr("The longest silence she waits; what you say usually tells her sooner")
                Sliding { name: "silence_ms"; from: 400; to: 5000; stepSize: 50; label: qsTr("Patience"); words: (value / 1000).toFixed(2) + " s" }
            }

            Group { text: qsTr("What she does") }
            Repeater {
                model: Preferences.deeds
                Entry {
                    id: deed
                    required property var modelData
                    label: modelData.title
                    Toggle {
                        objectName: "deed-" + deed.modelData.id
                        label: deed.modelData.title
                        checked: !Preferences.deedsOff.includes(deed.modelData.id)
                        onToggled: Preferences.switchDeed(deed.modelData.id, checked)
                    }
                }
            }
            Words { width: parent.width; text: qsTr("Asked for something that is off, she says so. What waits already still rings."); font.pixelSize: Theme.small; color: Theme.soft }

            Group { text: qsTr("Unasked") }
            Entry { label: qsTr("A greeting"); note: qsTr("When you open her after an hour or more"); Switched { name: "greeting"; label: qsTr("A greeting") } }
            Entry { label: qsTr("She may speak first"); note: qsTr("Rarely, when nobody has talked for a while; never in the quiet hours"); Switched { name: "speaks_first"; label: qsTr("She may speak first") } }

            Group { text: qsTr("Her own time") }
            Entry { label: qsTr("A diary"); note: qsTr("Two or three lines a day from what you said, while nobody talks; under Memory, to read and to discard"); Switched { name: "diary"; label: qsTr("A diary") } }

            Group { text: qsTr("Quiet hours") }
            Entry { label: qsTr("Quiet hours"); note: qsTr("Reminders are only shown then, and told afterwards; alarms and timers ring"); Switched { name: "quiet"; label: qsTr("Quiet hours") } }
            Entry { label: qsTr("From"); visible: room.now.quiet; Picked { name: "quiet_from"; options: Preferences.quietBegins; label: qsTr("Quiet from") } }
            Entry { label: qsTr("To"); visible: room.now.quiet; Picked { name: "quiet_to"; options: Preferences.quietEnds; label: qsTr("Quiet to") } }

            Group { text: qsTr("Sound") }
            Entry { label: qsTr("Microphone"); Picked { name: "microphone"; options: Preferences.microphones; label: qsTr("Microphone") } }
            Entry { label: qsTr("Loudspeaker"); Picked { name: "loudspeaker"; options: Preferences.loudspeakers; label: qsTr("Loudspeaker") } }
            Entry { label: qsTr("Loudness"); Sliding { name: "volume"; from: 0.1; to: 1; stepSize: 0.05; label: qsTr("Loudness of her voice"); words: Math.round(value * 100) + " %" } }
            Entry { label: qsTr("Her voice in the microphone"); note: room.meaning(Preferences.echoWays, room.now.echo); Picked { name: "echo"; options: Preferences.echoWays; label: qsTr("Her voice in the microphone") } }
            Entry { label: qsTr("Listen from the start"); Switched { name: "listening"; label: qsTr("Listen from the start") } }

            Group { text: qsTr("Looks") }
            Entry {
                label: qsTr("Light")
                Flow {
                    width: parent.width
                    spacing: 8
                    Tab { text: qsTr("As the system"); on: room.now.theme === "system"; onClicked: Preferences.change("theme", "system") }
                    Tab { objectName: "day"; text: qsTr("Day"); on: room.now.theme === "day"; onClicked: Preferences.change("theme", "day") }
                    Tab { objectName: "night"; text: qsTr("Night"); on: room.now.theme === "night"; onClicked: Preferences.change("theme", "night") }
                }
            }
            Entry { label: qsTr("Text size"); note: qsTr("Ctrl + and Ctrl −"); Sliding { name: "text_scale"; from: 1; to: 2; stepSize: 0.1; label: qsTr("Text size"); words: Math.round(value * 100) + " %" } }
            Entry { label: qsTr("Less motion"); Switched { name: "reduce_motion"; label: qsTr("Less motion") } }

            Group { text: qsTr("Help") }
            Entry { label: qsTr("Someone to call"); note: qsTr("Named when you are not well; she notices that in English only, and not always"); Typed { name: "help_line"; label: qsTr("Someone to call") } }
            Entry { label: qsTr("Someone for the young"); note: qsTr("Named to a child or teenager who is not well"); Typed { name: "child_help_line"; label: qsTr("Someone for the young") } }
            Entry { label: qsTr("Emergency number"); Typed { name: "emergency_number"; label: qsTr("Emergency number") } }

            Entry {
                label: qsTr("How long her answers took")
                note: qsTr("Ctrl+T")
                Pill { objectName: "show-timings"; text: qsTr("Show"); Accessible.name: qsTr("Show how long her answers took"); onClicked: room.explained() }
            }

            Group { text: qsTr("Data") }
            Entry {
                label: qsTr("Passphrase")
                note: qsTr("Nobody can recover it: write it down somewhere safe")
                visible: Passphrase.kept !== ""
                PassphraseEntry { width: parent.width }
            }
            Entry {
                label: qsTr("Lock by itself")
                note: qsTr("When no key, mouse or word has come; Ctrl+L locks at once")
                Picked { name: "lock_after"; options: Preferences.lockDelays; label: qsTr("Lock by itself") }
            }
            Entry {
                label: qsTr("Folder")
                note: qsTr("Everything is in here, and nowhere else")
                Column {
                    width: parent.width
                    spacing: 8
                    Words { width: parent.width; text: Preferences.folder; wrapMode: Text.WrapAnywhere; font.pixelSize: Theme.small; color: Theme.soft }
                    Pill { objectName: "open-folder"; text: qsTr("Open"); Accessible.name: qsTr("Open the data folder"); onClicked: if (!Preferences.openFolder()) Companion.notify(qsTr("I can't open %1 from here; go there in your file manager.").arg(Preferences.folder)) }
                }
            }
            Entry { label: qsTr("Words in the log"); note: qsTr("Off: the log never holds what was said"); Switched { name: "log_words"; label: qsTr("Words in the log") } }
            Notice { width: parent.width }
        }
    }

    Loader {
        id: page
        property bool opened: false
        anchors.fill: parent
        active: Rehearsing.shown
        source: active ? "RehearsalPage.qml" : ""
        onLoaded: {
            opened = true
            const shown = item as RehearsalPage
            shown.enter()
        }
        onActiveChanged: {
            if (active || !opened)
                return
            opened = false
            Qt.callLater(room.comeBack)
        }
    }
    Connections {
        target: Preferences
        function onChanged() { Rehearsing.findMinds() }
    }

    component Group: Words {
        font.pixelSize: Theme.small
        color: Theme.coralText
        topPadding: 18
        bottomPadding: 2
        Accessible.role: Accessible.Heading
    }
    component Typed: Field {
        property string name
        objectName: "setting-" + name
        width: parent.width
        text: room.now[name]
        onEditingFinished: Preferences.change(name, text)
    }
    component Picked: Choice {
        property string name
        property var options
        objectName: "setting-" + name
        width: parent.width
        model: options
        chosen: String(room.now[name])
        onPicked: id => Preferences.change(name, id)
    }
    component Switched: Toggle {
        property string name
        objectName: "setting-" + name
        checked: room.now[name]
        onToggled: Preferences.change(name, checked)
    }
    component Sliding: Item {
        id: sliding
        property string name
        property alias from: measure.from
        property alias to: measure.to
        property alias stepSize: measure.stepSize
        property alias label: measure.label
        property alias value: measure.value
        property string words
        width: parent.width
        height: measure.height
        Measure {
            id: measure
            objectName: "setting-" + sliding.name
            width: parent.width - shown.width - 12
            chosen: room.now[sliding.name]
            onSettled: value => Preferences.change(sliding.name, value)
        }
        Words { id: shown; anchors { right: parent.right; verticalCenter: measure.verticalCenter } width: Math.round(Theme.small * 4.4); horizontalAlignment: Text.AlignRight; text: sliding.words; font.pixelSize: Theme.small; color: Theme.soft; wrapMode: Text.NoWrap }
    }
}
