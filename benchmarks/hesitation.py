"""Measures what prosody tells: hesitant against fluent utterances, and arousal within a speaker.

Every clip is measured against a baseline of all other clips of its speaker, hesitant ones too: as in talk, nobody says which are
which. The sound alone decides, unless a figure says otherwise. Nothing is fitted here: thresholds and weights are those of
`companion/prosody/`. `arousal_left_out` places the threshold on the other speakers' clips.
What it costs the talk: `_attention_cost.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks._attention_cost import attention_cost
from benchmarks._hesitant_clips import HESITANT, Clip, acted_clips, conversations, spoken_clips
from benchmarks._recordings import data_folder
from companion.audio.devices import RATE, Samples
from companion.audio.wav import read_sound
from companion.prosody.baseline import Baseline
from companion.prosody.contours import contours
from companion.prosody.disfluencies import filled_pauses
from companion.prosody.hesitation import SURE, Hesitation, hesitation
from companion.prosody.measuring import MeasuredUtterance, held_sounds, measure
from companion.prosody.mood import effort_of, energy_of
from companion.prosody.spectrum import STEP_S
from models.speech import make_stt

AROUSED, CALM = {"angry", "happy", "fearful"}, {"calm", "neutral", "sad"}
NOISE_DB = 10.0
LEAST_KNOWN = 3
"""Other clips of a speaker without which there is nothing to compare with."""


@dataclass(frozen=True)
class JudgedClip:
    """A clip and what is made of it."""

    clip: Clip
    measured: MeasuredUtterance
    baseline: Baseline
    found: Hesitation

    @property
    def said_hesitant(self) -> bool:
        """Whether she would be sure enough to say so."""
        return self.found.confidence >= SURE


def run(options: argparse.Namespace) -> dict[str, object]:
    """Measures. `options` has `data`, `details`, `environment` and `quick` (half of the acted clips, no noise, no ear)."""
    data = data_folder(options)
    spoken, acted = list(spoken_clips(data)), list(acted_clips(data))[:: 2 if options.quick else 1]
    judged, judged_acted = judge(spoken), judge(acted)
    figures: dict[str, object] = {**_hesitation(judged, ""), **_within_speaker(judged)}
    figures["false_alarms_acted"] = _share([each.said_hesitant for each in judged_acted])
    figures["held_per_minute_read"] = _held_per_minute([each.samples for each in spoken if not each.hesitant])
    figures["held_per_minute_conversations"] = _held_per_minute(list(conversations(data)))
    figures |= _arousal([each for each in judged_acted if each.clip.emotion in AROUSED | CALM])
    if not options.quick:
        noise = _noise(data)
        figures |= _hesitation(judge(spoken, lambda samples: _with_noise(samples, noise)), "_10db")
        figures |= attention_cost(spoken[::4], options.environment.models)
        figures |= _ear([each for each in spoken if HESITANT.search(each.text.lower())], options)
    if options.details:
        _print_mistakes([*judged, *judged_acted])
    return figures


def judge(clips: Sequence[Clip], changed: Callable[[Samples], Samples] = lambda samples: samples) -> list[JudgedClip]:
    """Measure every clip, each against all others of its speaker."""
    measured = [measure(changed(clip.samples), RATE, "", 0.0) for clip in clips]
    of_speaker: dict[str, list[int]] = defaultdict(list)
    for number, clip in enumerate(clips):
        of_speaker[clip.speaker].append(number)
    judged = []
    for number, clip in enumerate(clips):
        baseline = Baseline()
        for other in of_speaker[clip.speaker]:
            if other != number:
                baseline.add(measured[other])
        found = hesitation(measured[number], baseline)
        judged.append(JudgedClip(clip, measured[number], baseline, found))
    return judged


def _hesitation(judged: Sequence[JudgedClip], suffix: str) -> dict[str, object]:
    hits = sum(each.said_hesitant and each.clip.hesitant for each in judged)
    said, hesitant = sum(each.said_hesitant for each in judged), sum(each.clip.hesitant for each in judged)
    return {
        f"precision{suffix}": round(hits / said, 3) if said else None,
        f"recall{suffix}": round(hits / hesitant, 3) if hesitant else None,
    }


def _within_speaker(judged: Sequence[JudgedClip]) -> dict[str, object]:
    """The same of the speakers who are heard both ways: elsewhere a voice, or a microphone, could stand for hesitation."""
    kinds: dict[str, set[bool]] = defaultdict(set)
    for each in judged:
        kinds[each.clip.speaker].add(each.clip.hesitant)
    both = [each for each in judged if len(kinds[each.clip.speaker]) == 2]
    between = [1 - SURE <= each.found.confidence < SURE for each in judged]
    return {
        **_hesitation(both, "_same_speaker"),
        "clips": len(judged),
        "hesitant": sum(each.clip.hesitant for each in judged),
        "same_speaker_clips": len(both),
        "speakers_heard_both_ways": len({each.clip.speaker for each in both}),
        "hesitation_cant_tell": _share(between),
        "without_a_baseline": _share([each.baseline.count("rate") < LEAST_KNOWN for each in judged]),
    }


def _held_per_minute(recordings: Sequence[Samples]) -> float:
    """How many sounds are held in a minute of speech: free talk has "um"s, reading aloud has none."""
    drawn = [found for samples in recordings if (found := contours(samples, RATE)) is not None]
    seconds = sum(float(each.speech.sum()) * STEP_S for each in drawn)
    return round(60 * sum(len(held_sounds(each)) for each in drawn) / seconds, 1) if seconds else 0.0


def _arousal(judged: Sequence[JudgedClip]) -> dict[str, object]:
    if not judged:
        return {"arousal_clips": 0}
    efforts = [effort_of(each.measured, each.baseline) for each in judged]
    told = [energy_of(each.measured, each.baseline).value is not None for each in judged]
    known = [(effort, each) for effort, each in zip(efforts, judged, strict=True) if effort is not None]
    effort = np.array([effort for effort, _ in known])
    aroused = np.array([each.clip.emotion in AROUSED for _, each in known])
    speakers = np.array([each.clip.speaker for _, each in known])
    sure = np.array([energy_of(each.measured, each.baseline).value is not None for _, each in known])
    left_out = np.zeros(len(known))
    for speaker in set(speakers):
        others = speakers != speaker
        left_out[~others] = effort[~others] - _best_threshold(effort[others], aroused[others])
    return {
        "arousal_balanced_accuracy": _balanced(effort > 0, aroused),
        "arousal_left_out_balanced_accuracy": _balanced(left_out > 0, aroused),
        "arousal_told_balanced_accuracy": _balanced(effort[sure] > 0, aroused[sure]),
        "arousal_cant_tell": _share([not each for each in told]),
        "arousal_by_speaker": {
            who: _balanced(effort[speakers == who] > 0, aroused[speakers == who]) for who in sorted(set(speakers))
        },
        "arousal_clips": len(judged),
    }


def _best_threshold(effort: np.ndarray, aroused: np.ndarray) -> float:
    candidates = np.quantile(effort, np.linspace(0.1, 0.9, 33))
    return float(max(candidates, key=lambda threshold: _balanced(effort > threshold, aroused)))


def _balanced(said: np.ndarray, true: np.ndarray) -> float:
    """The mean of both shares of right answers; 0 where one kind is missing."""
    if not true.any() or true.all():
        return 0.0
    return round(float(said[true].mean() + (~said[~true]).mean()) / 2, 3)


def _noise(data: Path) -> Samples:
    """A cafe, or whatever noise there is."""
    rows = [json.loads(line) for line in (data / "noise" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    cafe = [row for row in rows if "cafe" in str(row.get("kind", "")).lower()]
    return read_sound(data / (cafe or rows)[0]["path"])


def _with_noise(samples: Samples, noise: Samples) -> Samples:
    """The mean power of the noise lies NOISE_DB below that of the samples."""
    under = np.resize(noise, len(samples))
    power = float(np.mean(samples**2)) / max(float(np.mean(under**2)), 1e-12)
    mixed: Samples = (samples + under * np.sqrt(power / 10 ** (NOISE_DB / 10))).astype(np.float32)
    return mixed


def _ear(clips: Sequence[Clip], options: argparse.Namespace) -> dict[str, object]:
    """How many of the “um”s that were said the ear writes down."""
    stt = make_stt("whisper-tiny.en", options.environment.models, threads=1)
    stt.open()
    kept = sum(filled_pauses(stt.transcribe(clip.samples).text) for clip in clips)
    stt.close()
    said = sum(filled_pauses(clip.text) for clip in clips)
    return {"filled_pauses_said": said, "filled_pauses_transcribed": kept}


def _share(marks: Sequence[bool]) -> float:
    return round(sum(marks) / len(marks), 3) if marks else 0.0


def _print_mistakes(judged: Sequence[JudgedClip]) -> None:
    for each in judged:
        if each.said_hesitant != each.clip.hesitant:
            what = "not noticed" if each.clip.hesitant else "false alarm"
            print(f"{what}: {each.found.confidence:.2f} {each.clip.name} {each.found.because}", file=sys.stderr)
