"""Measures what attending to how lines are said costs the talk: its calls, the ear beside it, and whether it is there in time.

The ear (tiny.en) and the measuring begin together, as at a pause; the ear runs in this process here, in one of its own in talk.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks._hesitant_clips import Clip
from companion.audio.devices import RATE
from companion.prosody.attention import AttendedLine, Attention
from companion.prosody.baseline import Baseline
from companion.prosody.measuring import measure
from models.speech import make_stt
from models.stt import SpeechToText


class _Timed:
    """Attention that notes when each line was attended to."""

    def __init__(self) -> None:
        self.done: dict[int, float] = {}
        self.attention = Attention(lambda: True, Baseline, self._keep)

    def _keep(self, line: AttendedLine) -> None:
        self.done[line.message] = time.perf_counter()


def attention_cost(clips: Sequence[Clip], models: Path) -> dict[str, object]:
    """Milliseconds: of the calls that the talk makes, of the measuring, and that the ear takes longer beside it."""
    stt = make_stt("whisper-tiny.en", models, threads=2)
    stt.open()
    stt.transcribe(clips[0].samples)
    timed = _Timed()
    timed.attention.open()
    _measured_beside(stt, timed, -1, clips[0])  # brings Praat
    alone, beside, calls, measuring, ready = [], [], [], [], []
    for number, clip in enumerate(clips):
        alone.append(_seconds(stt, clip))
        heard, took, ended = _measured_beside(stt, timed, number, clip)
        beside.append(heard)
        calls.append(took)
        ready.append(timed.done[number] <= ended)
        begun = time.perf_counter()
        _measured_alone(timed, len(clips) + number, clip)
        measuring.append(timed.done[len(clips) + number] - begun)
    timed.attention.close()
    stt.close()
    added = [with_it - without for with_it, without in zip(beside, alone, strict=True)]
    return {
        "measuring_cpu_ms": _ms(median(_cpu_seconds(clip) for clip in clips)),
        "ear_ms": _ms(median(alone)),
        "ear_added_ms": _ms(median(added)),
        "measuring_ms": _ms(median(measuring)),
        "calls_cpu_ms": _ms(max(calls)),
        "ready_in_time": round(sum(ready) / len(ready), 3),
    }


def _cpu_seconds(clip: Clip) -> float:
    """What the measuring works, however busy the computer is."""
    begun = time.thread_time()
    measure(clip.samples, RATE, "", 0.0)
    return time.thread_time() - begun


def _seconds(stt: SpeechToText, clip: Clip) -> float:
    begun = time.perf_counter()
    stt.transcribe(clip.samples)
    return time.perf_counter() - begun


def _measured_beside(stt: SpeechToText, timed: _Timed, number: int, clip: Clip) -> tuple[float, float, float]:
    """Seconds of the ear, seconds that the calls work, and when the ear had ended."""
    begun, span = time.thread_time(), (float(number), number + 0.5)
    timed.attention.hear(clip.samples, *span, True)
    called = time.thread_time() - begun
    timed.attention.committed(number, clip.text, span)  # so that it is noted when the sound is measured
    heard = _seconds(stt, clip)
    ended, begun = time.perf_counter(), time.thread_time()
    timed.attention.interim(clip.text, *span)
    called += time.thread_time() - begun
    _wait_for(timed, number)
    return heard, called, ended


def _measured_alone(timed: _Timed, number: int, clip: Clip) -> None:
    span = (float(number), number + 0.5)
    timed.attention.hear(clip.samples, *span, True)
    timed.attention.committed(number, clip.text, span)
    _wait_for(timed, number)


def _wait_for(timed: _Timed, number: int) -> None:
    while number not in timed.done:
        time.sleep(0.0005)


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
