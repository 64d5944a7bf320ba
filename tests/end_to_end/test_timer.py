"""A timer set by voice in the real window rings aloud, and the word “stop” ends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end.conftest import window_open
from tests.end_to_end.test_conversation import hers, say, yours
from tests.rig import RATE, Screen, Sound

pytestmark = [pytest.mark.models, pytest.mark.devices, pytest.mark.timeout(420)]

MIND = "smollm2-135m"
SET = "Set a timer for ten seconds."
DONE = "The ten-second timer is done."


def test_a_timer_set_by_voice_rings_until_it_is_stopped(
    screen: Screen, sound: Sound, tmp_path: Path, need_model: Callable[[str], Path]
) -> None:
    for model in (MIND, "whisper-tiny.en", "kokoro-82m", "smart-turn-v3.2"):
        need_model(model)
    with window_open(screen, sound, home=tmp_path / "house", mind=MIND) as person:
        person.until(lambda seen: seen["state"] == "listening", 120)
        person.until_said(lambda: say(sound, SET), lambda seen: bool(yours(seen)))
        with sound.record() as loudspeaker:
            person.until(lambda seen: hers(seen)[-1:] == [DONE], 60)
            say(sound, "Stop.")
            stopped = ("Stop.", "Stop!", "Stop")  # as Whisper hears it
            person.until(lambda seen: yours(seen)[-1] in stopped and seen["state"] == "listening", 25)
            seen = person.do("look")
        assert hers(seen)[-1].strip() in (DONE, "All right.")
    heard = loudspeaker.samples
    seconds = len(heard) // RATE
    loud = [float(np.abs(heard[at * RATE : (at + 1) * RATE]).max()) > 0.01 for at in range(seconds)]
    assert sum(loud) > 3  # the arpeggio and her words
