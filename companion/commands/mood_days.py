"""Shows how the days seemed, lets the user say otherwise, and deletes what is kept of that: `companion history moods`.

The JSON of a day: {"day", "words", "felt", "corrected"}; `felt` is null if it can't be told, `corrected` true for the user's word.
"""

from __future__ import annotations

import argparse
import json
import sys
from calendar import monthrange
from datetime import date

from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.moods import WORDS, DayMood, day_as_json

_UNKNOWN = "can't tell"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares what `history moods` takes."""
    parser.add_argument("--month", metavar="YYYY-MM", help="only that month (default: all days)")
    parser.add_argument("--json", action="store_true", help="print one JSON object a day")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--correct", nargs=2, metavar=("DAY", "WORD"), help=f"say what a day was like: {', '.join(WORDS)}"
    )
    doing.add_argument("--delete", metavar="DAY|all", help="delete the estimates of a day, or all; what was said stays")
    parser.add_argument("--yes", action="store_true", help="do not ask before deleting all")


def run_moods(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    """Shows, corrects or deletes. Raises CompanionError."""
    if args.correct:
        day, word = _day(args.correct[0]), args.correct[1].lower()
        if word not in WORDS:
            raise CompanionError(f"A day can't be “{word}”; choose one of {', '.join(WORDS)}.")
        memory.moods.correct(day, word)
        print(f"{day}: {memory.moods.day(day).felt or _UNKNOWN}, as you say.", file=sys.stderr)
    elif args.delete:
        _delete(args, memory)
    else:
        _show(args, environment, memory)


def _delete(args: argparse.Namespace, memory: Memory) -> None:
    everything = args.delete == "all"
    if everything and not args.yes:
        raise CompanionError("The estimates of every day would be gone for good; add --yes if you mean it.")
    deleted = memory.moods.delete(None if everything else _day(args.delete))
    for copy in deleted.remaining:
        print(copy.why, file=sys.stderr)
    where = "here and in every backup that could be changed" if deleted.remaining else "here and in the backups"
    print(f"The estimates of {deleted.lines} lines are deleted, {where}; what was said stays.", file=sys.stderr)


def _show(args: argparse.Namespace, environment: Environment, memory: Memory) -> None:
    days = memory.moods.all_days() if args.month is None else memory.moods.days(*_month(args.month))
    for one in days:
        print(json.dumps(day_as_json(one), ensure_ascii=False) if args.json else _line(one))
    if not days:
        print("Nothing was said in that time.", file=sys.stderr)
    if not environment.settings.reading_mood:
        print("Nothing new is estimated: the setting reading_mood is off.", file=sys.stderr)


def _line(one: DayMood) -> str:
    by = "  (your word)" if one.corrected else ""
    return f"{one.day:%Y-%m-%d}  {one.felt or _UNKNOWN:<10}  {one.words:>6} words{by}"


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CompanionError(f"“{text}” is no day; write it as 2026-11-30.") from error
    if day == date.max:  # there is none after it
        raise CompanionError(f"Nothing was said on {text}; `companion history moods` shows the days there are.")
    return day


def _month(text: str) -> tuple[date, date]:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise CompanionError(f"“{text}” is no month; write it as 2026-11.") from error
    return first, first.replace(day=monthrange(first.year, first.month)[1])
