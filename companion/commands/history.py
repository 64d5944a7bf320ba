"""Lists, searches, shows, exports, imports and deletes conversations, and shows how the days seemed: `companion history`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from companion.commands import mood_days
from companion.commands.exporting import export_to
from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless, number
from companion.environment import Environment
from companion.errors import CompanionError
from companion.files import read_text
from companion.memory import Conversation, Hit, Memory, Message
from companion.memory.conversations import label
from companion.memory.export import read_json, write_json, write_markdown
from companion.memory.kept_of_lines import stay_in_words
from companion.memory.kept_search import KeptHit
from companion.text.calendar_words import weekday

HELP = "read, search, export and import what was said"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares `list`, `search`, `show`, `export`, `import` and `delete`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="list conversations, newest first")
    _output(listing)
    finding = actions.add_parser(
        "search", help="find messages with these words, and what is kept: notes, lists, reminders …"
    )
    finding.add_argument("words", nargs="+", metavar="WORD", help="all of them must occur")
    _output(finding)
    showing = actions.add_parser("show", help="print one conversation")
    showing.add_argument("id", type=number, metavar="ID", help="its number in `companion history list`")
    showing.add_argument("--json", action="store_true", help="print one JSON object a message")
    exporting = actions.add_parser(
        "export", help="write conversations to a file; all of them with lists, notes and so on"
    )
    exporting.add_argument("ids", nargs="*", type=number, metavar="ID", help="which conversations (default: all)")
    exporting.add_argument("--format", choices=("md", "json"), default="md", help="Markdown (default) or JSON")
    exporting.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: the terminal)")
    exporting.add_argument(
        "--with-moods",
        action="store_true",
        help="with all of them: also how lines and days seemed, which is left out otherwise",
    )
    importing = actions.add_parser("import", help="read conversations from a JSON export")
    importing.add_argument("file", type=Path, metavar="FILE", help="a file that `export --format json` has written")
    mood_days.arguments(
        actions.add_parser("moods", help="show how the days seemed, correct a day, delete what is kept of it")
    )
    deleting = actions.add_parser("delete", help="delete one conversation for good")
    deleting.add_argument("id", type=number, metavar="ID", help="its number in `companion history list`")
    deleting.add_argument(
        "--kept", action="store_true", help="also what its lines asked to be kept: reminders, notes, letters and so on"
    )
    deleting.add_argument("--yes", action="store_true", help="do not ask first")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    if not environment.memory_file.exists() and args.action != "import":
        return _nothing_yet(args)
    with opened_memory(environment) as memory:
        _ACTIONS[args.action](args, environment, memory)
    return 0


def _nothing_yet(args: argparse.Namespace) -> int:
    """Answers where there is no memory file yet: read-only commands do not create one."""
    if hasattr(args, "id"):
        raise CompanionError(f"There is no conversation {args.id}: nothing has been said yet.")
    print("Nothing has been said yet.", file=sys.stderr)
    return 0


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument("--limit", type=number, default=50, metavar="N", help="show at most N (default 50)")


def _list(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    for conversation in memory.conversations(args.limit):
        _print(args, conversation, _line(conversation))


def _line(conversation: Conversation) -> str:
    return (
        f"{conversation.id:>6}  {conversation.started:%Y-%m-%d %H:%M}  {conversation.messages:>4}  {conversation.title}"
    )


def _search(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    found, kept = memory.search(" ".join(args.words), args.limit), memory.search_kept(" ".join(args.words))
    shown = kept[: args.limit]
    for one in shown:
        _print(args, one, _kept_line(one))
    for hit in found.hits[: args.limit - len(shown)]:
        _print(args, hit, _hit_line(hit, label(hit.message, environment.settings.her_name)))
    total = found.total + len(kept)
    print(f"{total} found, {min(total, args.limit)} shown", file=sys.stderr)


def _kept_line(hit: KeptHit) -> str:
    of = f" {hit.title}" if hit.kind == "list" else ""
    words = " ".join(hit.snippet.split())
    return f"{hit.kind:>8} {hit.id:>5}  {hit.at:%Y-%m-%d %H:%M}{of}  {words}"


def _hit_line(hit: Hit, who: str) -> str:
    message, words = hit.message, " ".join(hit.snippet.split())
    return f"{message.conversation:>6}  {message.at:%Y-%m-%d %H:%M}  {who}: {words}"


def _show(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    conversation = memory.conversation(args.id)
    if not args.json:
        print(f"{weekday(conversation.started)} {conversation.started:%Y-%m-%d}", file=sys.stderr)
    for message in memory.messages(conversation.id):
        who = label(message, environment.settings.her_name)
        _print(args, message, f"{message.at:%H:%M}  {who}: {message.text}")


def _export(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    ids, her_name, moods = args.ids or None, environment.settings.her_name, args.with_moods
    if moods and ids:
        raise CompanionError("Moods are exported with all conversations only; leave the numbers out.")

    def write(out: TextIO) -> None:
        if args.format == "json":
            write_json(memory, out, ids, moods)
        else:
            write_markdown(memory, out, her_name, ids, moods)

    export_to(args.out, write)


def _import(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    try:
        text = read_text(args.file)
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise CompanionError(
            f"{args.file} can't be read ({why}); give a JSON file made by `history export`."
        ) from error
    new = read_json(memory, text)
    known = f" {new.known} were here already." if new.known else ""
    print(f"{new.messages} new messages in {new.conversations} conversations.{known}", file=sys.stderr)


def _delete(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    conversation = memory.conversation(args.id)
    if not args.yes:
        raise CompanionError(f"Conversation {conversation.id} would be gone for good; add --yes if you mean it.")
    forgotten = memory.forgetting.conversation(conversation.id, args.kept)
    for holding in memory.forgetting.make_final(forgotten):
        print(holding.why, file=sys.stderr)
    print(f"Conversation {conversation.id} is deleted.", file=sys.stderr)
    if forgotten.stays:
        print(harmless(stay_in_words(forgotten.stays)), file=sys.stderr)


def _print(args: argparse.Namespace, thing: Conversation | Message | Hit | KeptHit, line: str) -> None:
    if args.json:
        print(json.dumps(dataclasses.asdict(thing), ensure_ascii=False, default=_iso))
    else:
        print(harmless(line))


def _iso(value: datetime) -> str:
    return value.isoformat()


_ACTIONS: dict[str, Callable[[argparse.Namespace, Environment, Memory], Any]] = {
    "list": _list,
    "search": _search,
    "show": _show,
    "export": _export,
    "import": _import,
    "moods": mood_days.run_moods,
    "delete": _delete,
}
