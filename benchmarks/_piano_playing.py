"""Plays pieces through a virtual sound card while the LLM decodes, somebody talks over them, and counts what came too late."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks._sound_card import RATE, recorded, sound_card
from benchmarks.playback import decoding
from companion.audio.devices import Samples
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Event, PieceBegun, PieceOver
from companion.piano.grand import MODEL, Grand
from companion.piano.midi import performance_of
from companion.piano.score import Piece
from companion.runtime.model_choice import ModelChoice
from companion.speaking.piece_player import PiecePlayer, PlayerListeners, Recital
from models.store import ModelStore

_GAP_S = 0.01
"""Silence as long as this inside a piece is a gap: its tones ring on."""
_TALKED_OVER_S = (15.0, 19.0)
"""From when until when somebody talks over each piece."""
_PATIENCE_S = 180.0
NOTHING: dict[str, Any] = {
    "underruns": None,
    "gaps": None,
    "minutes_played": 0,
    "begins_after_s": None,
    "mind_tokens_per_s": None,
}


def underruns(pieces: Sequence[Piece], environment: Environment) -> dict[str, Any]:
    """Late samples of the renderer and of the loudspeaker, gaps in the recording, and seconds until each piece began."""
    store = ModelStore(environment.models)
    mind = ModelChoice(store).llm_id(environment.settings)
    if store.missing(MODEL) or store.missing(mind):
        print(f"Nothing is played without {MODEL} and {mind}; run `companion models get`.", file=sys.stderr)
        return NOTHING
    try:
        with sound_card():
            return _played(pieces, environment, Grand(store.file(MODEL).parent))
    except CompanionError as error:
        print(error, file=sys.stderr)
        return NOTHING


def _played(pieces: Sequence[Piece], environment: Environment, grand: Grand) -> dict[str, Any]:
    from PySide6.QtCore import QCoreApplication  # only now: it reads where the sound server is

    from ui.sound.sound import SoundThread

    application = QCoreApplication.instance() or QCoreApplication([])
    sound, told = SoundThread("", ""), queue.SimpleQueue[Event]()
    listeners = PlayerListeners(told.put, time.monotonic, lambda on: None, lambda level: None, print)
    player = PiecePlayer(sound.loudspeaker, lambda: grand, listeners)
    sound.open()
    try:
        sound.loudspeaker.start(lambda samples: None, lambda sentence: print(sentence, file=sys.stderr))
        player.open()
        with decoding(environment) as tokens, recorded() as recording:
            began, before = time.perf_counter(), tokens[0]
            waits = [_play(player, number, piece, told) for number, piece in enumerate(pieces, 1)]
            speed = (tokens[0] - before) / (time.perf_counter() - began)
        dry = sound.loudspeaker.underruns
    finally:
        player.close()
        sound.close()
        del application
    gaps = _gaps(recording.samples, len(pieces))
    print(f"late {player.late}, ran dry {dry}, gaps (ms) {gaps}", file=sys.stderr)
    return {
        "underruns": player.late + dry,
        "gaps": len(gaps),
        "minutes_played": round(sum(piece.seconds for piece in pieces) / 60, 1),
        "begins_after_s": round(max(waits), 2),
        "mind_tokens_per_s": round(speed, 1),
    }


def _play(player: PiecePlayer, number: int, piece: Piece, told: queue.SimpleQueue[Event]) -> float:
    """Plays one piece, talked over for a while; returns the seconds until it began."""
    asked = time.perf_counter()
    player.play(Recital(number, piece.title, piece.seconds, performance_of(piece)))
    assert isinstance(told.get(timeout=_PATIENCE_S), PieceBegun)
    waited = time.perf_counter() - asked
    timers = [
        threading.Timer(at, player.step_back, ("you", on)) for at, on in zip(_TALKED_OVER_S, (True, False), strict=True)
    ]
    for timer in timers:
        timer.start()
    assert isinstance(told.get(timeout=_PATIENCE_S), PieceOver)
    return waited


def _gaps(recording: Samples, pieces: int) -> list[float]:
    """The silences in milliseconds inside the pieces; the longest ones lie between them, and are none."""
    sounding = np.nonzero(recording)[0]
    steps = np.diff(sounding) / RATE
    silences = sorted((float(step) for step in steps if step > _GAP_S), reverse=True)
    return [round(silence * 1000, 1) for silence in silences[max(0, pieces - 1) :]]
