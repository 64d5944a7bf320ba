"""An alarm has a sound whether or not the piano's samples are here."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from companion.audio.ringing import ARPEGGIO_S, RATE, soft_arpeggio
from companion.speaking.arpeggio import Arpeggio


def test_without_the_piano_it_is_soft_bells_silent_at_both_ends(tmp_path: Path):
    sound = Arpeggio(tmp_path)()
    assert np.array_equal(sound, soft_arpeggio())
    assert len(sound) == round(ARPEGGIO_S * RATE)
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-3
