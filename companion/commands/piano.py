"""Composes small piano pieces, lists, varies, plays, exports and removes them: `companion piano`."""

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
from companion.commands.kept_pieces import WHICH, FoundPiece, find_piece, print_pieces
from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.deeds.piano import as_new, variation
from companion.environment import Environment
from companion.errors import CompanionError
from companion.files import exported_file, reason
from companion.memory.pieces import NewPiece
from companion.piano.composer import Wish, compose
from companion.piano.grand import MODEL, RATE, Grand, Stereo
from companion.piano.midi import as_midi, details_of, opened, performance_in
from companion.piano.mood import Mood, named_mood, rules
from companion.piano.rendering import render
from companion.piano.score import Piece
from companion.piano.sound_file import CREDIT, check_format, write_sound
from companion.piano.variation import change_asked, changes, vary
from models.store import ModelStore

HELP = "compose small piano pieces; list, vary, play, export and remove them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--json", action="store_true", help="print what was done as one JSON object")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=[shared], help="list her pieces, the newest first")
    new = actions.add_parser(
        "compose",
        parents=[shared],
        help="write a piece for a mood, or for what you say of your day; same --seed, same piece",
    )
    new.add_argument("text", nargs="*", metavar="TEXT", help="what the day was like, a sentence each")
    new.add_argument("--mood", type=_mood, help="such as calm, lively, sad, glad, or two of them: calm,glad")
    new.add_argument("--hour", type=_hour, metavar="H", help="of the day, 0 to 23 (default: now)")
    new.add_argument("--out", type=Path, metavar="F.mid", help="write it there (default: keep it with her pieces)")

    vary_it = actions.add_parser("vary", parents=[shared], help="make a variation of a piece")
    vary_it.add_argument("piece", metavar="PIECE", help=WHICH)
    vary_it.add_argument("how", type=_change, metavar="HOW", help="such as: " + ", ".join(changes()))
    vary_it.add_argument("--out", type=Path, metavar="G.mid", help="write it there (default: keep it with her pieces)")
    play = actions.add_parser("play", parents=[shared], help="play a piece on the grand piano")
    play.add_argument("piece", metavar="PIECE", help=WHICH)
    play.add_argument("--out", type=Path, metavar="F.wav", help="into this file (default: on the loudspeaker)")
    export = actions.add_parser(
        "export", parents=[shared], help="write a piece as MIDI, FLAC or WAV, to keep or give away"
    )
    export.add_argument("piece", metavar="PIECE", help=WHICH)
    export.add_argument("--out", type=Path, required=True, metavar="F", help="the file: .mid, .flac or .wav")
    gone = actions.add_parser("remove", parents=[shared], help="remove one of her pieces")
    gone.add_argument("number", type=number, metavar="NUMBER", help="its number in `companion piano list`")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Does the action; raises CompanionError."""
    does = {"list": _list, "compose": _compose, "vary": _vary, "remove": _remove}.get(args.action, _render)
    return does(args, environment)


def _list(args: argparse.Namespace, environment: Environment) -> int:
    print_pieces(environment, getattr(args, "json", False), _print_json)
    return 0


def _remove(args: argparse.Namespace, environment: Environment) -> int:
    with opened_memory(environment) as memory:
        piece = memory.pieces.piece(args.number)
        memory.pieces.remove(piece.id)
    if getattr(args, "json", False):
        _print_json({"event": "removed", "id": piece.id, "title": piece.title})
    else:
        print(harmless(f"“{piece.title}” is removed."), file=sys.stderr)
    return 0


def _compose(args: argparse.Namespace, environment: Environment) -> int:
    seed = _seed(environment)
    hour = environment.now().hour if args.hour is None else args.hour
    piece = compose(Wish(tuple(args.text), hour, args.mood), seed)
    where = _keep(as_new(piece), environment) if args.out is None else {"file": str(args.out)}
    if args.out is not None:
        _write(args.out, as_midi(piece))
    if getattr(args, "json", False):
        _print_json(_told(piece) | where)
    else:
        print(harmless(f"“{piece.title}” · {piece.why}"))
        kept = f"{args.out}" if args.out is not None else f"kept as number {where['id']}"
        print(f"{kept}: {piece.seconds:.0f} s, {piece.key}, {piece.metre.name}, seed {seed}", file=sys.stderr)
    return 0


def _vary(args: argparse.Namespace, environment: Environment) -> int:
    found, seed = find_piece(args.piece, environment), _seed(environment)
    if args.out is None:
        if found.kept is None:
            raise CompanionError("The variation of a file needs a place: give --out G.mid.")
        new = variation(found.kept, args.how, seed)
        where, title, seconds = _keep(new, environment), new.title, new.seconds
    else:
        data = vary(found.midi, args.how, seed)
        _write(args.out, data)
        file = opened(data)
        where, title, seconds = {"file": str(args.out)}, details_of(file).title, file.length
    if getattr(args, "json", False):
        _print_json({"event": "varied", "title": title, "change": args.how, "seconds": round(seconds, 1)} | where)
    else:
        print(harmless(f"{args.out or 'kept'}: “{title}”, {seconds:.0f} s"), file=sys.stderr)
    return 0


def _keep(new: NewPiece, environment: Environment) -> dict[str, Any]:
    with opened_memory(environment) as memory:
        words = memory.pieces.words_of(new.varies) if new.varies is not None else ()
        return {"id": memory.pieces.add(new, words=words).id}


def _print_json(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False))


def _seed(environment: Environment) -> int:
    return environment.seed if environment.seed is not None else secrets.randbelow(2**31)


def _write(path: Path, data: bytes) -> None:
    try:
        with exported_file(path) as draft:
            draft.write_bytes(data)
    except OSError as error:
        raise CompanionError(f"{path} can't be written ({reason(error)}); choose another place.") from error


def _render(args: argparse.Namespace, environment: Environment) -> int:
    if args.out is not None and args.out.suffix.lower() != ".mid":
        check_format(args.out)
    found = find_piece(args.piece, environment, played=args.out is None)
    if args.out is not None and args.out.suffix.lower() == ".mid":
        return _export_midi(args, found)
    performance = performance_in(found.midi)
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


def _export_midi(args: argparse.Namespace, found: FoundPiece) -> int:
    _write(args.out, found.midi)
    title = details_of(opened(found.midi)).title
    if getattr(args, "json", False):
        _print_json({"event": "exported", "title": title, "file": str(args.out)})
    else:
        print(harmless(f"{args.out}: “{title}”"), file=sys.stderr)
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


def _told(piece: Piece) -> dict[str, Any]:
    return {
        "event": "composed", "title": piece.title, "why": piece.why, "seed": piece.seed, "key": str(piece.key),
        "metre": piece.metre.name, "tempo": piece.tempo, "seconds": round(piece.seconds, 1),
        "energy": piece.mood.energy, "gladness": piece.mood.gladness, "notes": len(piece.notes),
        "sections": [[each.name, round(piece.seconds_at(each.start), 2)] for each in piece.sections],
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
