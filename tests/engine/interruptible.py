"""Opens an engine on fakes that is in the middle of a spoken reply."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from companion.engine import Devices
from companion.events import Spoken
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import (
    FakeLoudspeaker,
    SilentVoice,
)


@contextmanager
def interruptible_reply(folder: Path) -> Iterator[Awake]:
    """She is in the second word of “It rains all night long.”"""
    loudspeaker = FakeLoudspeaker()
    with awake(folder, FakeParts(voice_=SilentVoice()), Devices(loudspeaker=loudspeaker), ("mind", "voice")) as her:
        her.llm.enqueue("It rains all night long.")
        her.engine.say("And now?")
        loudspeaker.advance(180)
        her.told.until(Spoken)
        yield her
