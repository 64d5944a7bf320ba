"""Before her very first words a soft breath is heard, once, and never before the neutral voice's."""

from __future__ import annotations

from pathlib import Path

from companion.engine import Devices
from companion.events import Spoken, TurnDone
from tests.engine.test_initiation import ANSWERS, answer, begun
from tests.engine_on_fakes import FakeParts, awake
from tests.fakes import FakeLoudspeaker, SilentVoice


def test_she_breathes_in_once_before_she_says_that_she_is_here(tmp_path: Path) -> None:
    hers, neutral, loudspeaker = SilentVoice(), SilentVoice(), FakeLoudspeaker()
    loudspeaker.flow()
    parts = FakeParts(voice_=hers, others_={"neutral": neutral})
    with awake(tmp_path, parts, Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
        begun(her, *ANSWERS[:-1])
        assert not any(peak for _, peak in loudspeaker.pieces)
        answer(her, ANSWERS[-1])
        her.told.until(Spoken, text="Hello, I'm here.")
        answer(her, "yes")
        answer(her, "you may")
        her.llm.enqueue(" It is.")
        her.engine.say("Is it far?")
        her.told.until(TurnDone)
    peaks = [peak for _, peak in loudspeaker.pieces if peak]
    assert len(peaks) == 1
    assert peaks[0] < 0.1
    assert hers.said[0][0] == "Hello, I'm here."
