"""The first run of the real program, without any model: she is met; after a kill it goes on at the same question."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from companion.initiation.questions import words
from tests.end_to_end.conftest import Person, window_open
from tests.end_to_end.test_conversation import say
from tests.rig import RATE, Screen, Sound

pytestmark = [pytest.mark.devices, pytest.mark.timeout(300)]

EAR = "whisper-tiny.en"
RECORDINGS = os.environ.get("COMPANION_EVALUATION_DATA", "")
"""A folder of evaluation recordings; they may not be part of the project."""
FLUENT = ("mfa_theother", "mfa_puttynorm", "mfa_thez")
HESITANT = ("mfa_theother", "mfa_puttynorm", "mfa_uhum")


def at(person: Person, step: str) -> dict[str, str]:
    """Waits until this is asked; returns what is shown of the interview."""
    seen = person.until(lambda seen: seen["meeting"]["step"] == step and seen["meeting"]["phase"] == "asking", 120)
    met: dict[str, str] = seen["meeting"]
    return met


def test_the_first_run_is_the_interview_and_a_kill_loses_no_answer(
    screen: Screen, sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "no models"))
    home = tmp_path / "house"
    with window_open(screen, sound, home=home, met=False) as person:
        assert person.do("look")["meeting"]["shown"]
        assert at(person, "company")["words"] == words()["company"]["ask"]
        person.do("type", text="Quiet, mostly.")
        person.do("key", press="Return")
        asked = at(person, "evenings")
        person.die()
    with window_open(screen, sound, home=home, met=False) as person:
        assert at(person, "evenings")["words"] == asked["words"] == words()["evenings"]["ask"]
        person.until(lambda seen: words()["resumed"] in seen["meeting"]["before"])
        person.do("type", text="They're fine.")
        person.do("key", press="Return")
        at(person, "voice")


@pytest.mark.models
def test_an_answer_is_spoken(
    screen: Screen, sound: Sound, tmp_path: Path, need_model: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    models = tmp_path / "only an ear"
    models.mkdir()
    (models / EAR).symlink_to(need_model(EAR))
    monkeypatch.setenv("COMPANION_MODELS", str(models))
    with window_open(screen, sound, home=tmp_path / "house", met=False) as person:
        asked = at(person, "company")["words"]
        line = "I like it quiet in the evening."
        seen = person.until_said(lambda: say(sound, line), lambda seen: seen["meeting"]["words"] != asked)
        assert seen["meeting"]["step"] in ("company", "evenings")  # asked in other words, where it was misheard


def tell(sound: Sound, name: str) -> None:
    """Plays one of the recorded human voices into the microphone."""
    samples, rate = soundfile.read(Path(RECORDINGS, "turns", "mfa", f"{name}.flac"), dtype="float32")
    still = np.zeros(RATE // 5, np.float32)
    sound.play(np.concatenate([still, soxr.resample(samples, rate, RATE), still]).astype(np.float32))


@pytest.mark.models
@pytest.mark.skipif(not RECORDINGS, reason="COMPANION_EVALUATION_DATA names no folder of recorded human voices")
@pytest.mark.parametrize(("newcomer", "phase"), [(FLUENT, "asking"), (HESITANT, "agreeing")])
def test_a_hesitant_newcomer_is_asked_about_it_and_a_fluent_one_is_not(
    screen: Screen,
    sound: Sound,
    tmp_path: Path,
    need_model: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    newcomer: tuple[str, ...],
    phase: str,
) -> None:
    models = tmp_path / "only an ear"
    models.mkdir()
    (models / EAR).symlink_to(need_model(EAR))
    monkeypatch.setenv("COMPANION_MODELS", str(models))
    with window_open(screen, sound, home=tmp_path / "house", met=False) as person:
        asked = at(person, "company")["words"]
        for name in newcomer:  # twice to the first question, since it is no answer to it, and once to the second
            before = asked
            seen = person.until_said(
                lambda name=name: tell(sound, name),
                lambda seen, before=before: (
                    seen["meeting"]["words"] != before or seen["meeting"]["phase"] == "agreeing"
                ),
            )
            asked = seen["meeting"]["words"]
        assert seen["meeting"]["phase"] == phase
        assert seen["meeting"]["step"] == ("voice" if phase == "asking" else "evenings")
