"""Lists, downloads, adds, verifies and removes models, chooses a model server, tries a graphics card: `companion models`."""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, get_args

from companion.commands import graphics_card
from companion.commands.server import use_server
from companion.environment import Environment
from companion.errors import CompanionError
from companion.runtime.downloads import as_event
from companion.runtime.model_choice import ModelChoice
from models.catalog import CatalogEntry, Kind, PromptForm
from models.choice import fits
from models.choice_words import as_json as choice_as_json
from models.choice_words import lines
from models.fetching.disk_space import size
from models.fetching.progress import ModelProgress
from models.fetching.stop import Stop, Stopped
from models.machine import this_machine
from models.mind_choice import Estimate, estimator
from models.store import ModelStore
from models.templates import remark_on_file

HELP = "list, download, remove, add or verify the models she thinks, hears and speaks with; or use a server"

_DO = "ids as `companion models list` shows them"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the seven actions."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--json", action="store_true", help="print one JSON object a line")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser(
        "list", parents=[shared], help="list models: size, licence, whether each is installed and fits this machine"
    )
    get = actions.add_parser("get", parents=[shared], help="download models, or resume a download")
    get.add_argument("ids", nargs="*", metavar="ID", help=_DO)
    get.add_argument("--all", action="store_true", help="all that is missing, with the best mind this machine can have")
    remove = actions.add_parser("remove", parents=[shared], help="delete models from the disk")
    remove.add_argument("ids", nargs="+", metavar="ID", help=_DO)
    add = actions.add_parser("add", parents=[shared], help="add a GGUF model of your own")
    add.add_argument(
        "what", metavar="PATH|hf:REPO/FILE|URL", help="a file stays where it is; anything else is downloaded by `get`"
    )
    add.add_argument("--id", help="its name here (default: made from the file's name)")
    add.add_argument("--form", choices=get_args(PromptForm), help="its prompt format (default: detected)")
    add.add_argument(
        "--context", type=int, default=4096, metavar="TOKENS", help="prompt and reply together (default 4096)"
    )
    verify = actions.add_parser("verify", parents=[shared], help="check every byte of the installed models")
    verify.add_argument("ids", nargs="*", metavar="ID", help="which (default: all installed)")
    server = actions.add_parser(
        "server", parents=[shared], help="use an OpenAI-compatible server of your own as her mind"
    )
    server.add_argument("url", metavar="URL", help="such as http://localhost:11434")
    server.add_argument("--use", default="", metavar="MODEL", help="which of its models (default: the first)")
    server.add_argument("--untested", action="store_true", help="choose it without trying it out (four short requests)")
    server.add_argument("--forget-key", action="store_true", help="only remove the server's key from the keyring")
    graphics_card.arguments(
        actions.add_parser("card", parents=[shared], help="think on the graphics card, if it is faster")
    )
    server.add_argument("--ask-key", action="store_true", help="ask for the server's key and keep it in the keyring")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0, or 1 when something is damaged or the download was paused."""
    store = ModelStore(environment.models)
    as_json = bool(getattr(args, "json", False))
    if args.action == "list":
        return _list(store, as_json)
    if args.action == "get":
        return _get(store, [*args.ids, *_all_missing(args, store, environment)], as_json)
    if args.action == "remove":
        return _remove(store, args.ids, as_json)
    if args.action == "add":
        return _add(store, args, as_json)
    if args.action == "server":
        return use_server(args, environment, as_json)
    if args.action == "card":
        return graphics_card.card(args, environment, as_json, interruptible)
    return _verify(store, args.ids, as_json)


def _list(store: ModelStore, as_json: bool) -> int:
    machine, entries = this_machine(), store.entries()
    chosen = {best.id for kind in get_args(Kind) if (best := store.recommend(kind, machine))}
    estimate, choice = estimator(entries, store.circumstances(machine)), store.choose_mind(machine)
    rows = []
    for entry in entries:
        speed = estimate(entry) if entry.kind == "mind" else None
        row = _row(store, entry, speed.good if speed else fits(entry, machine), speed)
        rows.append(row | {"recommended": entry.id in chosen})
    if as_json:
        for row in rows:
            more = {"choice": choice_as_json(choice)} if row["id"] == choice.entry.id else {}
            print(json.dumps(row | more, ensure_ascii=False))
        return 0
    for row in rows:
        marks = [row["state"], *(["fits"] if row["fits"] else ["too much for this machine"])]
        marks += ["recommended"] if row["recommended"] else []
        marks += [] if row["verified"] else ["pinned, not talked with here" if row["pinned"] else "not verified here"]
        print(f"{row['id']:20} {row['kind']:9} {size(row['bytes']):>7}  {', '.join(marks)} · {row['licence']}")
    for line in lines(choice):
        print(f"→ {line}")
    return 0


def _row(store: ModelStore, entry: CatalogEntry, fitting: bool, speed: Estimate | None) -> dict[str, Any]:
    return {
        "id": entry.id, "kind": entry.kind, "title": entry.title, "bytes": entry.bytes, "licence": entry.licence,
        "state": store.state_of(entry.id), "fits": fitting,
        "tokens_per_s": round(speed.tokens_per_s, 1) if speed else None,
        "first_reply_s": round(speed.first_reply_s, 2) if speed else None,
        "verified": entry.verified, "pinned": entry.pinned, "thinking": entry.thinking, "recurrent": entry.recurrent,
        "sampling": asdict(entry.sampling) if entry.sampling else None, "notes": entry.notes,
    }  # fmt: skip


def _all_missing(args: argparse.Namespace, store: ModelStore, environment: Environment) -> tuple[str, ...]:
    """What `get --all` means; asks the model hub first. Raises CompanionError where nothing is named."""
    if args.all:
        print("Finding out what is missing, and whether the model hub has a better mind …", file=sys.stderr, flush=True)
        return ModelChoice(store).everything(environment.settings)
    if not args.ids:
        raise CompanionError("Say which model to get, or --all; `companion models list` shows what there is.")
    return ()


def _get(store: ModelStore, ids: list[str], as_json: bool) -> int:
    entries = [store.entry(id) for id in ids]
    for entry in entries:
        if not as_json:
            print(f"{entry.title} · {size(entry.bytes)} · licence: {entry.licence}", file=sys.stderr)
        line = _ProgressLine(as_json)
        try:
            with interruptible() as stop:
                store.fetch(entry.id, line.show, stop)
        except Stopped:
            line.end()
            print(f"Paused; `companion models get {entry.id}` goes on from here.", file=sys.stderr)
            return 1
        finally:
            line.end()
    return 0


@contextlib.contextmanager
def interruptible() -> Iterator[Stop]:
    """Gives a Stop that Ctrl-C sets.

    An exception from the signal could get lost in some library's callback; a flag can't.
    """
    stop = Stop()

    def asked(_signal: int, _frame: object) -> None:
        threading.Thread(target=stop.set, daemon=True).start()  # not here: the main thread may hold its lock

    before = signal.signal(signal.SIGINT, asked) if threading.current_thread() is threading.main_thread() else None
    try:
        yield stop
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


class _ProgressLine:
    """Shows progress on one line of stderr that keeps changing, or as Progress events on stdout."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._width = 0
        self._status = ""

    def show(self, progress: ModelProgress) -> None:
        """Shows how far the download is."""
        if self._as_json:
            print(json.dumps(as_event(progress).as_json()), flush=True)
            return
        text = _words(progress)
        if not sys.stderr.isatty():
            self._tell(progress.status, text)
            return
        print("\r" + text.ljust(self._width), end="", file=sys.stderr, flush=True)
        self._width = len(text)

    def _tell(self, status: str, text: str) -> None:
        """Where stderr is no terminal: prints a line whenever the status changes."""
        if status != self._status:
            self._status = status
            print(text, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Ends the line and leaves it on the screen."""
        if self._width:
            print(file=sys.stderr)
        self._width = 0


def _words(progress: ModelProgress) -> str:
    words = [f"{progress.id}: {progress.status}", f"{size(progress.done)} of {size(progress.total)}"]
    if progress.speed:
        words.append(f"{progress.speed / 1e6:.1f} MB/s")
    if progress.seconds_left is not None:
        minutes, seconds = divmod(int(progress.seconds_left), 60)
        words.append(f"{minutes}:{seconds:02} left")
    if progress.source and progress.status == "fetching":
        words.append(f"from {progress.source}")
    return " · ".join(words)


def _remove(store: ModelStore, ids: list[str], as_json: bool) -> int:
    for entry in [store.entry(id) for id in ids]:
        freed = store.remove(entry.id)
        if as_json:
            print(json.dumps({"id": entry.id, "freed": freed}))
        else:
            print(f"{entry.id}: removed, {size(freed)} freed", file=sys.stderr)
    return 0


def _add(store: ModelStore, args: argparse.Namespace, as_json: bool) -> int:
    entry = store.add(args.what, args.id, args.form, args.context)
    if as_json:
        print(json.dumps({"id": entry.id, "title": entry.title, "prompt_form": entry.prompt_form}))
    if entry.place and (remark := remark_on_file(entry.place)):
        print(f"{entry.title}: {remark}", file=sys.stderr)
    then = "" if entry.place else f"; `companion models get {entry.id}` fetches it"
    print(f"Added as {entry.id}{then}. To use it: --model {entry.id}", file=sys.stderr)
    return 0


def _verify(store: ModelStore, ids: list[str], as_json: bool) -> int:
    chosen = ids or [entry.id for entry in store.entries() if store.state_of(entry.id) != "missing"]
    bad = False
    if not chosen:
        print("No model is on this computer yet; `companion models get` downloads them.", file=sys.stderr)
    for id in chosen:
        for finding in store.verify(id):
            bad = bad or finding.state in ("damaged", "missing")
            if as_json:
                row = {"id": id, "file": finding.file, "state": finding.state, "message": finding.message}
                print(json.dumps(row, ensure_ascii=False))
            else:
                print(f"{id}/{finding.file}: {finding.message or finding.state}", file=sys.stderr)
    return int(bad)
