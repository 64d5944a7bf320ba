"""Lists the calendar, and reads and writes it as .ics files: `companion calendar`.

The JSON of `list`, one for each time that an event happens: {"id", "title", "begins", "ends", "zone", "whole_days", "recurrence",
"place", "notes"}; times are local, ISO. `import` prints {"added", "changed", "same",
"taken_out", "stay_out", "left_out"}; `export` {"events", "file"}.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless
from companion.deeds.calendar_days import Happening, happenings
from companion.deeds.calendar_files import read_calendar, write_calendar
from companion.deeds.local_time import with_zone
from companion.environment import Environment
from companion.memory import Memory

HELP = "list the calendar; read and write .ics files"
DAYS = 7


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, the next seven days are listed."""
    parser.set_defaults(action="list", json=False, first=None, days=DAYS)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    listing = actions.add_parser("list", help="list what is on in the next days")
    listing.add_argument(
        "--from", dest="first", type=_day, metavar="DAY", help="the first day, such as 2026-03-24 (default today)"
    )
    listing.add_argument("--days", type=_days, default=DAYS, metavar="N", help=f"so many days (default {DAYS})")
    reading = actions.add_parser(
        "import", help="read the events of an .ics file into the calendar; those that came before are changed"
    )
    reading.add_argument("file", type=Path, metavar="FILE", help="the .ics file to read")
    reading.add_argument("--again", action="store_true", help="also bring back what was taken out here before")
    writing = actions.add_parser("export", help="write the whole calendar to an .ics file")
    writing.add_argument("file", type=Path, metavar="FILE", help="the .ics file to write")
    for each in (listing, reading, writing):
        each.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    action = args.action or "list"
    if action == "list" and not environment.memory_file.exists():
        print("Nothing is in the calendar.", file=sys.stderr)
        return 0
    with opened_memory(environment) as memory:
        _ACTIONS[action](args, memory, with_zone(environment.now)())
    return 0


def as_json(one: Happening) -> dict[str, Any]:
    """One time that an event happens, as it is printed."""
    event = one.event
    begins = one.begins.replace(tzinfo=None)
    last = (one.ends - timedelta(days=1) if one.whole_days else one.ends).replace(tzinfo=None)
    ends = last if event.ends is not None else None
    return {
        "id": event.id,
        "title": event.title,
        "begins": begins.date().isoformat() if one.whole_days else begins.isoformat(timespec="seconds"),
        "ends": ""
        if ends is None
        else ends.date().isoformat()
        if one.whole_days
        else ends.isoformat(timespec="seconds"),
        "zone": event.zone,
        "whole_days": one.whole_days,
        "recurrence": event.recurrence,
        "place": event.place,
        "notes": event.notes,
    }


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write it like 2026-03-24") from error
    if not 1900 <= day.year <= 2999:
        raise argparse.ArgumentTypeError(f"“{text}” is no day from 1900 to 2999")
    return day


def _days(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= 3660:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of days from 1 to 3660")
    return int(text)


def _list(args: argparse.Namespace, memory: Memory, now: datetime) -> None:
    first = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if args.first is not None:
        first = first.replace(year=args.first.year, month=args.first.month, day=args.first.day)
    found = happenings(memory.calendar.events(), first, first + timedelta(days=args.days))
    for one in found:
        if args.json:
            print(json.dumps(as_json(one), ensure_ascii=False))
        else:
            when = f"{one.begins:%Y-%m-%d}      " if one.whole_days else f"{one.begins:%Y-%m-%d %H:%M}"
            again = "  (repeats)" if one.event.recurrence else ""
            print(harmless(f"{one.event.id:>6}  {when}  {one.event.title}{again}"))
    if not found:
        print("Nothing is in the calendar then.", file=sys.stderr)


def _import(args: argparse.Namespace, memory: Memory, now: datetime) -> None:
    done = read_calendar(memory.calendar, args.file, now.tzinfo, args.again)
    if args.json:
        print(json.dumps(asdict(done)))
        return
    print(done.in_words)
    if done.stay_out:
        print("Add --again to bring back what was taken out.")


def _export(args: argparse.Namespace, memory: Memory, now: datetime) -> None:
    said = write_calendar(memory.calendar, args.file)
    if args.json:
        print(json.dumps({"events": len(memory.calendar.events()), "file": str(args.file)}, ensure_ascii=False))
    else:
        print(harmless(said))


_ACTIONS: dict[str, Callable[[argparse.Namespace, Memory, datetime], None]] = {
    "list": _list,
    "import": _import,
    "export": _export,
}
