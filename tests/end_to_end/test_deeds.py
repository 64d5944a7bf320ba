"""Deeds by voice in the real window: a reminder outlives a kill, a letter is written and changed, a piece is played again."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.__main__ import main
from tests.end_to_end.conftest import Person, window_open
from tests.end_to_end.test_conversation import hers, say, yours
from tests.rig import RATE, Samples, Screen, Sound

pytestmark = [pytest.mark.models, pytest.mark.devices, pytest.mark.timeout(560)]

MIND = "smollm2-135m"
WRITER = "qwen2.5-coder-0.5b"
AtHome = Callable[..., AbstractContextManager[Person]]
VOICE = ("whisper-tiny.en", "kokoro-82m", "smart-turn-v3.2")


def talk(person: Person, sound: Sound, line: str, patience_s: float = 120.0) -> str:
    """Says a line aloud and waits for the whole reply to it."""
    before = len(person.do("look")["lines"])
    person.until_said(lambda: say(sound, line), lambda seen: len(seen["lines"]) > before)
    person.until(lambda seen: len(seen["lines"]) >= before + 2 and seen["lines"][-1][0] == "her", patience_s)
    seen = person.until(lambda seen: seen["state"] == "listening", patience_s)
    return hers(seen)[-1]


def pieces(person: Person, what: str) -> list[str]:
    """The numbers of the pieces that have begun (“piece”), or are over (“piece_over”)."""
    return [one["text"] for one in person.do("told")["told"] if one["what"] == what]


def loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def wait(person: Person, true: Callable[[], Any], patience_s: float) -> None:
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end, f"waited {patience_s:.0f} s in vain; {person.do('told')}"
        time.sleep(0.1)


@pytest.fixture
def at_home(screen: Screen, sound: Sound, tmp_path: Path, need_model: Callable[[str], Path]) -> AtHome:
    """`at_home(mind, *models)` opens the window on the test's own home until she listens."""

    @contextmanager
    def at_home(mind: str, *models: str, listens: bool = True) -> Iterator[Person]:
        for model in (mind, *VOICE, *models):
            need_model(model)
        with window_open(screen, sound, home=tmp_path / "house", mind=mind) as person:
            if listens:
                person.until(lambda seen: seen["state"] == "listening", 120)
            yield person

    return at_home


def test_a_reminder_set_by_voice_is_kept_through_a_kill(sound: Sound, at_home: AtHome) -> None:
    with at_home(MIND) as person:
        assert "one minute" in talk(person, sound, "Remind me in one minute to call my sister.")
        person.die()
    with at_home(MIND, listens=False) as person:
        person.until(lambda seen: any("reminder: call your sister" in one.lower() for one in hers(seen)), 120)
        wait(
            person, lambda: any("call your sister" in one["text"] for one in person.do("told")["told"]), 30
        )  # said aloud


def test_a_letter_is_written_changed_by_voice_and_exported(sound: Sound, tmp_path: Path, at_home: AtHome) -> None:
    with at_home(WRITER) as person:
        assert "letter to your sister" in talk(person, sound, "Help me write a letter to my sister.")
        talk(person, sound, "Thank her for the flowers in the garden.")
        person.until_said(lambda: say(sound, "Just write it."), lambda seen: "write it" in yours(seen)[-1])
        person.until(lambda seen: any("first draft" in one for one in hers(seen)), 240)  # the letter stands below it
        person.until(lambda seen: seen["state"] == "listening", 60)
        person.until_said(
            lambda: say(sound, "Please mention the little boat in the harbour."), lambda seen: "harb" in yours(seen)[-1]
        )  # the small ear hears “boat” as “vote” now and then
        person.until(lambda seen: "harb" in hers(seen)[-1], 240)
    letter = tmp_path / "letter.txt"
    assert main(["--home", str(tmp_path / "house"), "letters", "export", "1", str(letter)]) == 0
    text = letter.read_text(encoding="utf-8").lower()
    assert "flowers" in text, text
    assert "harb" in text, text


def test_a_piece_steps_back_while_one_talks_and_is_played_again_by_its_day(
    sound: Sound, at_home: AtHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_home(MIND, "salamander-grand") as person:
        person.until_said(lambda: say(sound, "Play me something on the piano."), lambda seen: bool(yours(seen)))
        wait(person, lambda: pieces(person, "piece"), 120)
        with sound.record() as alone:
            time.sleep(6)
        with sound.record() as under:
            say(
                sound, "I walked home along the river tonight, and then I sat on the old bench and looked at the boats."
            )
        person.until(lambda seen: len(yours(seen)) == 2, 60)
        say(sound, "Stop.")
        wait(person, lambda: pieces(person, "piece_over"), 60)
    assert loudness(alone.samples) > 1e-3
    assert loudness(under.samples[RATE:]) < 0.8 * loudness(alone.samples)
    tomorrow = datetime.datetime.now().astimezone() + datetime.timedelta(days=1)
    monkeypatch.setenv("COMPANION_NOW", tomorrow.isoformat(timespec="seconds"))
    with at_home(MIND) as person:
        person.until_said(lambda: say(sound, "Play the one from yesterday."), lambda seen: bool(yours(seen)))
        wait(person, lambda: pieces(person, "piece"), 120)
        assert pieces(person, "piece") == ["1"], person.do("look")["lines"]
