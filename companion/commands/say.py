"""Speaks one text into a WAV file."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import soundfile

from companion.environment import Environment
from companion.errors import CompanionError
from companion.files import exported_file, reason
from companion.runtime.model_choice import supervised_voice, voice_name
from companion.speaking.manner_of_moment import MANNERS
from companion.text.sentences import split
from voices.voice import Speech

HELP = "speak one text into a WAV file"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.add_argument("text", metavar="TEXT", help="what to say")
    parser.add_argument(
        "--manner", choices=MANNERS, default="plain", help="how to say it: %(choices)s; each at full strength"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="F.wav", help="the file to write")
    parser.add_argument("--json", action="store_true", help="print what was spoken and when, as JSON")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Speaks sentence by sentence. Raises VoiceError or CompanionError."""
    name = voice_name(environment.settings)
    if name == "none":
        raise CompanionError("The voice is set to “none”; choose one with --voice, such as --voice system.")
    manner = MANNERS[args.manner]
    voice = supervised_voice(name, environment.models, lambda sentence: print(sentence, file=sys.stderr))
    try:
        voice.open()
        started = time.perf_counter()
        spoken = [(text, voice.speak(text, environment.settings.speed, manner)) for text in split(args.text)]
        took = time.perf_counter() - started
    finally:
        voice.close()
    samples = np.concatenate([np.zeros(0, np.float32), *(speech.samples for _, speech in spoken)])
    if not len(samples):
        raise CompanionError("Nothing in that text can be said; write words.")
    _write(args.out, samples, voice.rate)
    if args.json:
        _print_json(spoken, name, took)
    else:
        print(f"{args.out}: {len(samples) / voice.rate:.1f} s in the voice {name}", file=sys.stderr)
    return 0


def _write(path: Path, samples: np.typing.NDArray[np.float32], rate: int) -> None:
    try:
        with exported_file(path) as draft:
            soundfile.write(draft, samples, rate, subtype="PCM_16", format="WAV")
    except (OSError, soundfile.SoundFileError) as error:
        raise CompanionError(f"{path} can't be written ({reason(error)}); choose another place.") from error


def _print_json(spoken: list[tuple[str, Speech]], name: str, took: float) -> None:
    at = 0.0
    for text, speech in spoken:
        end = at + len(speech.samples) / speech.rate
        words = [[w.text, round(at + w.start, 3), round(at + w.end, 3)] for w in speech.words]
        print(
            json.dumps({"event": "spoken", "text": text, "start": round(at, 3), "end": round(end, 3), "words": words})
        )
        at = end
    print(json.dumps({"event": "done", "voice": name, "audio_s": round(at, 3), "took_s": round(took, 3)}))
