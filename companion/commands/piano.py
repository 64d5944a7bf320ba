"""Composes a small piano piece into a MIDI file, and renders one into a sound file: `companion piano`."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from companion.audio.devices import Samples
from companion.environment import Environment
from companion.errors import CompanionError
from companion.files import reason, whole_file
from companion.piano.composer import Wish, compose
from companion.piano.grand import MODEL, RATE, Grand, Stereo
from companion.piano.midi import as_midi, details_of, midi_bytes, opened, read_midi
from companion.piano.mood import Mood, named_mood, rules
from companion.piano.rendering import render
from companion.piano.score import Piece
from companion.piano.sound_file import CREDIT, check_format, write_sound
from companion.piano.variation import change_asked, changes, vary
from models.store import ModelStore

HELP = "compose a small piano piece, play or export one"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--json", action="store_true", help="print what was done as one JSON object")
    actions = parser.add_subparsers(dest="action", required=True, metavar="compose|vary|play|export")
    new = actions.add_parser(
        "compose",
        parents=[shared],
        help="write a piece for a mood, or for what you say of your day; same --seed, same piece",
    )
    new.add_argument("text", nargs="*", metavar="TEXT", help="what the day was like, a sentence each")
    new.add_argument("--mood", type=_mood, help="such as calm, lively, sad, glad, or two of them: calm,glad")
    new.add_argument("--hour", type=_hour, metavar="H", help="of the day, 0 to 23 (default: now)")
    new.add_argument("--out", type=Path, required=True, metavar="F.mid", help="the file to write")

    vary_it = actions.add_parser("vary", parents=[shared], help="make a variation of a piece")
    vary_it.add_argument("piece", type=Path, metavar="F.mid", help="the piece, such as `compose` writes")
    vary_it.add_argument("how", type=_change, metavar="HOW", help="such as: " + ", ".join(changes()))
    vary_it.add_argument("--out", type=Path, required=True, metavar="G.mid", help="the file to write")
    play = actions.add_parser("play", parents=[shared], help="play a MIDI file on the grand piano")
    play.add_argument("piece", type=Path, metavar="F.mid", help="the piece, such as `compose` writes")
    play.add_argument("--out", type=Path, metavar="F.wav", help="into this file (default: aloud)")
    export = actions.add_parser("export", parents=[shared], help="write it as FLAC or WAV, to keep or give away")
    export.add_argument("piece", type=Path, metavar="F.mid", help="the piece, such as `compose` writes")
    export.add_argument("--out", type=Path, required=True, metavar="F.flac", help="the file to write")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Does the action; raises CompanionError."""
    does = {"compose": _compose, "vary": _vary}.get(args.action, _render)
    return does(args, environment)


def _compose(args: argparse.Namespace, environment: Environment) -> int:
    seed = _seed(environment)
    hour = environment.now().hour if args.hour is None else args.hour
    piece = compose(Wish(tuple(args.text), hour, args.mood), seed)
    _write(args.out, as_midi(piece))
    if getattr(args, "json", False):
        print(json.dumps(_told(piece, args.out), ensure_ascii=False))
    else:
        print(f"“{piece.title}” · {piece.why}")
        print(f"{args.out}: {piece.seconds:.0f} s, {piece.key}, {piece.metre.name}, seed {seed}", file=sys.stderr)
    return 0


def _vary(args: argparse.Namespace, environment: Environment) -> int:
    data = vary(midi_bytes(args.piece), args.how, _seed(environment))
    _write(args.out, data)
    title, seconds = details_of(opened(data)).title, opened(data).length
    if getattr(args, "json", False):
        told = {
            "event": "varied",
            "title": title,
            "change": args.how,
            "seconds": round(seconds, 1),
            "file": str(args.out),
        }
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{args.out}: “{title}”, {seconds:.0f} s", file=sys.stderr)
    return 0


def _seed(environment: Environment) -> int:
    return environment.seed if environment.seed is not None else secrets.randbelow(2**31)


def _write(path: Path, data: bytes) -> None:
    try:
        with whole_file(path) as draft:
            draft.write_bytes(data)
    except OSError as error:
        raise CompanionError(f"{path} can't be written ({reason(error)}); choose another place.") from error


def _render(args: argparse.Namespace, environment: Environment) -> int:
    if args.out is not None:
        check_format(args.out)
    performance = read_midi(args.piece)
    store = ModelStore(environment.models)
    store.require(MODEL)
    started = time.perf_counter()
    sound = render(performance, Grand(store.file(MODEL).parent))
    told: dict[str, Any] = {
        "event": "rendered", "title": performance.title, "seconds": round(len(sound) / RATE, 2),
        "took_s": round(time.perf_counter() - started, 2), "peak": round(float(np.abs(sound).max()), 3), "credit": CREDIT,
    }  # fmt: skip
    if args.out is None:
        told |= {"event": "played", "underruns": _aloud(sound, environment)}
    else:
        write_sound(args.out, sound, performance.title)
        told["file"] = str(args.out)
    if getattr(args, "json", False):
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{args.out or performance.title}: {told['seconds']:.1f} s. {CREDIT}", file=sys.stderr)
    return 0


def _aloud(sound: Stereo, environment: Environment) -> int:
    """Plays it through the loudspeaker; returns how often that ran dry. Raises CompanionError when nobody can have heard it."""
    from ui.sound import aloud

    mono: Samples = soxr.resample(sound.mean(axis=1), RATE, aloud.RATE).astype(np.float32)
    outcome = aloud.play_aloud(environment.settings.loudspeaker, mono)
    if not outcome.whole:
        raise CompanionError(
            "It could not be played aloud; choose another loudspeaker in Settings, or give --out F.wav."
        )
    return outcome.underruns


def _told(piece: Piece, path: Path) -> dict[str, Any]:
    return {
        "event": "composed", "title": piece.title, "why": piece.why, "seed": piece.seed, "key": str(piece.key),
        "metre": piece.metre.name, "tempo": piece.tempo, "seconds": round(piece.seconds, 1),
        "energy": piece.mood.energy, "gladness": piece.mood.gladness, "notes": len(piece.notes),
        "sections": [[each.name, round(piece.seconds_at(each.start), 2)] for each in piece.sections], "file": str(path),
    }  # fmt: skip


def _mood(text: str) -> Mood:
    try:
        return named_mood([word.strip().lower() for word in text.split(",")])
    except KeyError as error:
        names = ", ".join(rules()["names"])
        raise argparse.ArgumentTypeError(f"no mood {error}; there are {names}, and two of them with a comma") from error


def _change(text: str) -> str:
    change = change_asked(text)
    if change is None:
        raise argparse.ArgumentTypeError(f"no change to make: {text}; there are: {', '.join(changes())}")
    return change


def _hour(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:3]) > 23:
        raise argparse.ArgumentTypeError(f"not an hour from 0 to 23: {text}")
    return int(text)
