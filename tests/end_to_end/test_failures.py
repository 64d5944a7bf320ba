"""Whatever is killed, stopped, muted or pulled out under the real window is told within two seconds; aloud, if one has spoken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.dialogue.outages import Outage
from tests.end_to_end.conftest import Person, window_open
from tests.end_to_end.test_conversation import LINES, MIND, say
from tests.rig import Screen, Sound

pytestmark = [pytest.mark.models, pytest.mark.devices, pytest.mark.timeout(420)]

PROMPT_S = 2.0
"""From the failure until it is told."""
STORY = "Tell me a long story about the little boat in the harbour."
"""Her mind is still at work on this when the line is over; a short reply may be ready by then, and nothing fails."""


@pytest.fixture
def person(screen: Screen, sound: Sound, tmp_path: Path, need_model: Callable[[str], Path]) -> Iterator[Person]:
    """In front of the window; she listens."""
    for model in (MIND, "whisper-tiny.en", "kokoro-82m", "smart-turn-v3.2"):
        need_model(model)
    with window_open(screen, sound, home=tmp_path / "house", mind=MIND) as person:
        person.until(lambda seen: seen["state"] == "listening", 120)
        person.until_running("mind", "ear", "voice")
        yield person


def told(person: Person, since: float, words: str, patience_s: float = 30.0) -> float:
    """Waits for a notice, a failure or a spoken sentence with these words; returns its seconds after `since`."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        seen = person.do("told")
        found = [one for one in seen["told"] if words in one["text"] and one["at"] >= since]
        if found:
            return float(found[0]["at"] - since)
        time.sleep(0.05)
    raise AssertionError(f"nothing with {words!r} was told; {seen}")


def spoken(person: Person, *sentences: str, patience_s: float = 30.0) -> dict[str, Any]:
    """Waits until one of these is said aloud."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        seen = person.do("told")
        if any(one["what"] == "spoken" and one["text"] in sentences for one in seen["told"]):
            return seen
        time.sleep(0.05)
    raise AssertionError(f"none of {sentences} was said; {seen}")


def works(sound: Sound, person: Person) -> None:
    """She hears the next line and answers it, with written words."""
    before = len(person.do("look")["lines"])
    try:
        person.until_said(lambda: say(sound, LINES[1]), lambda seen: len(seen["lines"]) > before)
        person.until(lambda seen: len(seen["lines"]) >= before + 2 and seen["lines"][-1][0] == "her")
        person.until(lambda seen: seen["state"] == "listening", 120)
    except AssertionError as error:
        raise AssertionError(f"{error}; {person.do('told')}") from error


def signalled_when_thinking(sound: Sound, person: Person, line: str, part: str, kind: str) -> float:
    """Says a line and signals the part's process as soon as she thinks about an answer; returns when that was."""
    before = len(signals(person))
    person.do("signal_when", state="thinking", part=part, kind=kind)
    person.until_said(lambda: say(sound, line), lambda _: len(signals(person)) > before)
    return float(signals(person)[-1]["at"])


def whole_reply(person: Person) -> bool:
    """Whether the reply was ready before the mind failed, so that nothing was missing: it is said, and no failure."""
    outages = (Outage.MIND.value, Outage.WAKING.value)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        seen = person.do("told")
        if any(one["what"] == "spoken" and one["text"] in outages for one in seen["told"]):
            return False
        if seen["state"] == "listening" and seen["lines"][-1:] and seen["lines"][-1][0] == "her":
            return True
        time.sleep(0.05)
    return False


def signals(person: Person) -> list[dict[str, Any]]:
    return [one for one in person.do("told")["told"] if one["what"] == "signal"]


@pytest.mark.parametrize("what", ["SIGKILL", "SIGSTOP"])
def test_a_mind_that_dies_or_hangs_while_it_answers_is_told_aloud(sound: Sound, person: Person, what: str) -> None:
    for _ in range(3):
        at = signalled_when_thinking(sound, person, STORY, "mind", what)
        if not whole_reply(person):
            assert told(person, at, "Her mind") <= PROMPT_S
            break
    spoken(person, Outage.MIND.value, Outage.WAKING.value)  # the second if it died before it was asked: then it answers
    person.until(lambda seen: seen["state"] == "listening", 120)
    works(sound, person)


@pytest.mark.parametrize("what", ["SIGKILL", "SIGSTOP"])
def test_an_ear_that_dies_or_hangs_is_told_and_the_line_is_heard_all_the_same(
    sound: Sound, person: Person, what: str
) -> None:
    at = person.do("signal", part="ear", kind=what)["at"]
    say(sound, LINES[1])
    seconds = told(person, at, "Her hearing")
    assert seconds <= PROMPT_S or what == "SIGSTOP"  # that shows when it is asked
    person.until(lambda seen: any(who == "you" for who, _ in seen["lines"]))
    person.until(lambda seen: seen["state"] == "listening", 120)
    works(sound, person)


def test_a_voice_that_dies_while_she_speaks_is_told_and_another_speaks(sound: Sound, person: Person) -> None:
    at = signalled_when_thinking(sound, person, LINES[1], "voice", "SIGKILL")
    assert told(person, at, "Her voice") <= PROMPT_S
    person.until(lambda seen: any(who == "her" for who, _ in seen["lines"]))
    person.until(lambda seen: seen["state"] == "listening", 120)
    assert [one for one in person.do("told")["told"] if one["what"] == "spoken"]
    works(sound, person)


def test_a_microphone_that_is_muted_by_the_system_is_told_and_heard_again(sound: Sound, person: Person) -> None:
    at = time.monotonic()
    sound.mute("virtual_microphone", True)
    assert told(person, at, "only silence") <= PROMPT_S + 0.3  # its buffers are full of sound still
    sound.mute("virtual_microphone", False)
    works(sound, person)


def test_a_microphone_that_is_pulled_out_is_told_and_taken_up_again(sound: Sound, person: Person) -> None:
    at = time.monotonic()
    sound.unplug("virtual_microphone")
    assert told(person, at, "microphone") <= PROMPT_S
    assert not [one for one in person.do("told")["told"] if one["what"] == "spoken"]
    sound.plug("virtual_microphone")
    person.until(lambda seen: seen["state"] == "listening")
    time.sleep(3)  # it is looked for every two seconds
    works(sound, person)


def test_a_loudspeaker_that_is_pulled_out_is_told(sound: Sound, person: Person) -> None:
    person.until_said(lambda: say(sound, LINES[1]), lambda seen: seen["state"] == "speaking")
    at = time.monotonic()
    sound.unplug("speaker")
    assert told(person, at, "is gone; I'm speaking through") <= PROMPT_S  # the rig's other sink
