"""Plays the arpeggio of an alarm on the grand piano, if its samples are here, else on soft bells."""

from __future__ import annotations

import logging
from pathlib import Path

from companion.audio.devices import Samples
from companion.audio.ringing import ARPEGGIO_S, NOTES, RATE, soft_arpeggio
from companion.errors import CompanionError
from companion.piano.grand import MODEL, Grand
from companion.piano.midi import Performance, PlayedNote
from companion.piano.rendering import render
from models.errors import ModelError
from models.store import ModelStore

log = logging.getLogger(__name__)
_VELOCITY = 58
_FADES_S = 1.0


class Arpeggio:
    """Made when something rings first, and kept."""

    def __init__(self, models: Path) -> None:
        """`models`: the folder in which the grand's samples may be."""
        self._models = models
        self._made: Samples | None = None

    def __call__(self) -> Samples:
        """Mono, 48,000 samples a second; whatever is wrong with the samples, there is a sound."""
        if self._made is None:
            self._made = self._by_piano()
        return self._made

    def _by_piano(self) -> Samples:
        try:
            store = ModelStore(self._models)
            if store.missing(MODEL):
                return soft_arpeggio()
            notes = tuple(PlayedNote(at, ARPEGGIO_S - _FADES_S, pitch, _VELOCITY) for at, pitch in NOTES)
            sound = render(
                Performance(notes, ((0.0, True), (ARPEGGIO_S - _FADES_S, False))), Grand(store.file(MODEL).parent)
            )
        except (CompanionError, ModelError, OSError) as error:
            log.warning("the piano can't ring: %s", error)
            return soft_arpeggio()
        mono: Samples = sound.mean(axis=1)[: round(ARPEGGIO_S * RATE)]
        return mono
