"""Scenes of History's month of dots for the pictures of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtQuick import QQuickItem

from companion.prosody.mood import CANNOT_TELL, Estimate, Mood
from tests.ui.fake_engine import FakeEngine
from tests.ui.look_rooms import history, settings
from tests.ui.look_talk import settle, wait
from ui.shell.window import Window

MOODS = {
    "bright": Mood(Estimate(0.5, 0.7), Estimate(0.7, 0.8), CANNOT_TELL),
    "calm": Mood(Estimate(-0.5, 0.7), Estimate(0.4, 0.7), CANNOT_TELL),
    "even": Mood(Estimate(0.1, 0.7), Estimate(0.0, 0.6), CANNOT_TELL),
    "low": Mood(Estimate(-0.6, 0.7), Estimate(-0.6, 0.7), CANNOT_TELL),
    "tense": Mood(Estimate(0.7, 0.8), Estimate(-0.6, 0.7), CANNOT_TELL),
    "": None,
}
DAYS = ("low", "bright", "even", "", "bright", "calm", "tense", "even", "calm", "", "bright", "low", "even", "bright")


def moods(window: Window, engine: FakeEngine) -> None:
    """A month in which most days can be told."""
    memory = engine.memory
    today = window.history._now()
    for n, word in enumerate(DAYS):
        conversation = memory.begin_conversation()
        for minute in range(3 + 9 * (n % 4)):
            at = datetime(today.year, today.month, 1 + n, 20, minute)
            line = memory.add(conversation, "you", "It was a day like any other in its way, I suppose.", "voice", at)
            if (mood := MOODS[word]) is not None:
                memory.moods.keep(line.id, mood, None)
    memory.moods.correct(today.date().replace(day=6), "even")
    history(window, engine)


def moods_chosen(window: Window, engine: FakeEngine) -> None:
    """The words for one of its days."""
    moods(window, engine)
    window.history.moods.choose(window.history._now().date().replace(day=1).isoformat())
    wait(200)
    settle(window)


def settings_mood(window: Window, engine: FakeEngine) -> None:
    """Its switch in Settings."""
    settings(window, engine)
    window.root.findChild(QQuickItem, "setting-reading_mood").forceActiveFocus()
    wait(300)
