"""Writes, changes, lists and exports letters: `companion letters`.

The JSON of a letter: {"id", "title", "text", "brief", "finished", "made", "used", "versions": [{"id", "by", "instruction",
"before", "shown", "made", "text"}]}; times are local, ISO. What changes one prints {"said", "letter"}; `export` {"id", "file"}.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.deeds.asking import as_asked
from companion.environment import Environment
from companion.errors import CompanionError
from companion.letters.brief import Brief
from companion.letters.change_grammar import read_changes
from companion.letters.changes import Change, Handle
from companion.letters.desk import LetterDesk
from companion.letters.details import with_details, with_must, with_tone
from companion.letters.exporting import export_letter
from companion.letters.request_grammar import read_request
from companion.letters.steps import LetterAnswer, LetterStep
from companion.letters.writing import LetterWriter
from companion.memory import Memory
from companion.memory.letters import Letter
from companion.runtime.model_choice import ModelChoice
from models.store import ModelStore

HELP = "write letters with her, change them, and export them"
NOT_UNDERSTOOD = (
    "She doesn't understand that change; try “shorter”, “funnier”, “mention the goat”, “leave out the weather”"
    " or “change Saturday to Sunday”."
)
_NONE = "There are no letters yet; `companion letters write TEXT` writes one."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, the letters are listed."""
    parser.set_defaults(action="list", json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", help="list the letters, the last changed first")
    showing = actions.add_parser("show", help="print a letter as it is now")
    writing = actions.add_parser("write", help="write a first draft, without asking anything")
    writing.add_argument("text", nargs="*", metavar="TEXT", help="as you would say it, or just what it is for")
    writing.add_argument("--to", default="", metavar="WHOM", help="such as: my sister Nora")
    writing.add_argument("--for", dest="occasion", default="", metavar="WHAT", help="what it is for")
    writing.add_argument(
        "--must", action="append", default=[], metavar="WHAT", help="what must be in it; may be given again"
    )
    writing.add_argument("--tone", default="", metavar="HOW", help="such as: warm, a bit funny, short")
    writing.add_argument(
        "--sign", default="", metavar="NAME", help="the name under it (default: yours in the settings)"
    )
    changing = actions.add_parser("change", help="change a letter as you would tell her: shorter, mention the goat, …")
    changing.add_argument("id", type=number, metavar="ID", help="its number in `companion letters list`")
    changing.add_argument("text", nargs="+", metavar="TEXT", help="such as: shorter; mention the goat; sign it Theo")
    editing = actions.add_parser("edit", help="put the text of a file, or of stdin (-), in place of a letter's")
    editing.add_argument("id", type=number, metavar="ID", help="its number in `companion letters list`")
    editing.add_argument("file", metavar="FILE", help="a text file, or - for stdin")
    exporting = actions.add_parser("export", help="write a letter to a file that ends in .txt, .md or .pdf")
    exporting.add_argument("id", type=number, metavar="ID", help="its number in `companion letters list`")
    exporting.add_argument("file", type=Path, metavar="FILE", help="its ending says as what: .txt, .md or .pdf")
    naming = actions.add_parser("rename", help="give a letter another title")
    naming.add_argument("id", type=number, metavar="ID", help="its number in `companion letters list`")
    naming.add_argument("text", nargs="+", metavar="TITLE", help="such as: to my sister")
    plain = [
        actions.add_parser(name, help=what)
        for name, what in (
            ("undo", "show the version before"),
            ("redo", "show the version that was undone"),
            ("finish", "note that it is ready"),
            ("remove", "delete a letter with all its versions; `companion deeds undo` brings it back"),
        )
    ]
    for each in (showing, *plain):
        each.add_argument("id", type=number, metavar="ID", help="its number in `companion letters list`")
    for each in (listing, showing, writing, changing, editing, exporting, naming, *plain):
        each.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError, ModelError."""
    action = args.action or "list"
    if action == "list" and not environment.memory_file.exists():
        print(_NONE, file=sys.stderr)
        return 0
    with opened_memory(environment) as memory:
        _ACTIONS[action](args, memory, environment)
    return 0


def as_json(letter: Letter) -> dict[str, Any]:
    """The letter as it is printed."""
    return {
        "id": letter.id,
        "title": letter.title,
        "text": letter.text,
        "brief": dict(letter.brief),
        "finished": letter.finished,
        "made": letter.made,
        "used": letter.used,
        "versions": [
            {
                "id": one.id,
                "by": one.by,
                "instruction": one.instruction,
                "before": one.before,
                "shown": one == letter.shown,
                "made": one.made,
                "text": one.text,
            }
            for one in letter.versions
        ],
    }


@contextmanager
def letter_writer(environment: Environment) -> Iterator[LetterWriter]:
    """Her mind, loaded, and closed at the end. Raises CompanionError when it is not on this computer, ModelError."""
    chosen = ModelChoice(ModelStore(environment.models)).llm(environment)
    if chosen is None:
        raise CompanionError("Her mind is not on this computer yet; `companion models get` fetches it.")
    llm = chosen.make(lambda sentence: print(sentence, file=sys.stderr))
    llm.open()
    try:
        yield LetterWriter(llm, seed=environment.seed or 1)
    finally:
        llm.close()


def brief_of(args: argparse.Namespace, her_name: str) -> Brief:
    """The brief of the text and the options; what an option says counts."""
    text = " ".join(args.text)
    read = read_request(text, her_name) if text else None
    brief = read or with_details(Brief(told=(text,) if text else ()), text)
    brief = replace(
        brief, to=args.to or brief.to, occasion=args.occasion or brief.occasion, sign=args.sign or brief.sign
    )
    for what in args.must:
        brief = with_must(brief, what)
    brief = with_tone(brief, args.tone) if args.tone else brief
    return replace(brief, told=tuple(filter(None, (*brief.told, args.occasion, args.tone))))


def _list(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    letters = memory.letters.list()
    for letter in letters:
        if args.json:
            _print_json(as_json(letter))
        else:
            ready = "  (ready)" if letter.finished else ""
            print(harmless(f"{letter.id:>6}  {letter.used:%Y-%m-%d %H:%M}  {letter.title}{ready}"))
    if not letters:
        print(_NONE, file=sys.stderr)


def _show(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    letter = memory.letters.one(args.id)
    if args.json:
        _print_json(as_json(letter))
    else:
        print(harmless(letter.text))


def _write(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    brief = brief_of(args, environment.settings.her_name)
    if not (brief.to or brief.occasion or brief.must):
        raise CompanionError("Say to whom, or what for: `companion letters write --to WHOM --for WHAT`.")
    desk = LetterDesk(memory, lambda: environment.settings.your_name)
    with letter_writer(environment) as writer:
        _print_answer(args, memory, desk.write(brief, writer, lambda: False))


def _change(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    letter = memory.letters.one(args.id)
    line = " ".join(args.text)
    changes = read_changes(as_asked(line, environment.settings.her_name), letter.text)
    if not changes:
        raise CompanionError(NOT_UNDERSTOOD)
    _work(args, memory, environment, changes, line)


def _handled(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    _work(args, memory, environment, (Handle(args.action),), args.action)


def _work(
    args: argparse.Namespace, memory: Memory, environment: Environment, changes: Sequence[Change], line: str
) -> None:
    memory.letters.one(args.id)
    desk = LetterDesk(memory, lambda: environment.settings.your_name)
    step = LetterStep(line, letter=args.id, changes=tuple(changes))
    if desk.needs_llm(step):
        with letter_writer(environment) as writer:
            answer = desk.carry_out(step, writer, lambda: False)
    else:
        answer = desk.carry_out(step, None, lambda: False)
    _print_answer(args, memory, answer)


def _edit(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    memory.letters.one(args.id)
    try:
        text = sys.stdin.read() if args.file == "-" else Path(args.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CompanionError(f"{args.file} can't be read as text; nothing was changed.") from error
    if not text.strip():
        raise CompanionError("The text is empty; nothing was changed.")
    memory.letters.add_version(args.id, text.strip(), "hand")
    _print_answer(args, memory, LetterAnswer(("Kept as a new version.",), memory.letters.one(args.id)))


def _export(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    export_letter(memory.letters.one(args.id), args.file)
    if args.json:
        _print_json({"id": args.id, "file": str(args.file)})
    else:
        print(f"Written to {args.file}; it is not encrypted.", file=sys.stderr)


def _rename(args: argparse.Namespace, memory: Memory, environment: Environment) -> None:
    memory.letters.one(args.id)
    memory.letters.rename(args.id, " ".join(args.text))
    _print_answer(args, memory, LetterAnswer(("It has another title now.",), memory.letters.one(args.id)))


def _print_answer(args: argparse.Namespace, memory: Memory, answer: LetterAnswer) -> None:
    said = " ".join(one for one in answer.said if not one.endswith("?"))
    if args.json:
        _print_json({"said": said, "letter": as_json(answer.letter) if answer.letter is not None else None})
        return
    if answer.letter is not None:
        print(harmless(answer.letter.text))
    print(harmless(f"{f'[letter {answer.letter.id}] ' if answer.letter is not None else ''}{said}"), file=sys.stderr)


def _print_json(row: dict[str, Any]) -> None:
    print(json.dumps(row, ensure_ascii=False, default=datetime.isoformat))


_ACTIONS: dict[str, Callable[[argparse.Namespace, Memory, Environment], None]] = {
    "list": _list,
    "show": _show,
    "write": _write,
    "change": _change,
    "edit": _edit,
    "export": _export,
    "rename": _rename,
    "undo": _handled,
    "redo": _handled,
    "finish": _handled,
    "remove": _handled,
}
