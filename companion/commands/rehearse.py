"""Asks a new mind, before it is chosen, what must not change, and prints its answers beside the present mind's.

The JSON: a line for each check, {"check", "about", "asked", "before", "after", "held_before", "held_after", "status",
"difference"}, where `before` and `after` are {"reply", "written"} (`written`: the program's own words); then {"present", "new",
"continuity_share", "kept", "lost", "gained", "neither", "verdict", "differences", "remarks"}.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_args

from companion.commands.opened_memory import opened_memory
from companion.commands.terminal import harmless
from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.rehearsal import Comparison, Rehearsal, RehearsalProgress, Row
from companion.rehearsal.comparison import Status
from companion.rehearsal.judging import Answer
from companion.rehearsal.rehearsal import minds_of

HELP = "before you switch to a new mind (--model ID): ask it what must not change, and compare it with the present one"

_MARKS: dict[Status, str] = {"kept": "stays", "lost": "LOST", "gained": "gained", "neither": "wrong with both"}
_WIDTH = 110


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares `--json`; the new mind is named by `--model`."""
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.epilog = (
        "Your home is copied and only read: nothing of the rehearsal is kept. Both minds are asked about twenty lines, "
        "which takes some minutes."
    )


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Prints the table, and what differs; returns 0. Raises CompanionError, ModelError."""
    if not args.model:
        raise CompanionError("Name the mind to rehearse with: `companion rehearse --model ID`.")
    present, new = minds_of(environment, args.model)
    with _memory(environment) as memory:
        comparison = Rehearsal(environment, present, new).run(memory, _show)
    assert comparison is not None, "nobody can call it off here"
    if args.json:
        for row in comparison.rows:
            print(json.dumps(row_as_json(row), ensure_ascii=False))
        print(json.dumps(as_json(comparison), ensure_ascii=False))
    else:
        _print(comparison)
    return 0


def row_as_json(row: Row) -> dict[str, Any]:
    """One check as it is printed."""
    return {
        "check": row.kind,
        "about": row.about,
        "asked": row.line,
        "before": _answer(row.before),
        "after": _answer(row.after),
        "held_before": not row.fault_before,
        "held_after": not row.fault_after,
        "status": row.status,
        "difference": row.difference,
    }


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The whole as it is printed, after its checks."""
    return {
        "present": comparison.present,
        "new": comparison.new,
        "continuity_share": comparison.continuity_share,
        **{status: comparison.count(status) for status in get_args(Status)},
        "verdict": comparison.verdict,
        "differences": list(comparison.differences),
        "remarks": list(comparison.remarks),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {"reply": answer.reply, "written": answer.written}


@contextmanager
def _memory(environment: Environment) -> Iterator[Memory | None]:
    """The user's own memory, only to be copied; None where nobody has talked yet."""
    if not environment.memory_file.exists():
        yield None
        return
    with opened_memory(environment) as memory:
        yield memory


def _show(progress: RehearsalProgress) -> None:
    what = progress.line or "waking up"
    print(f"{progress.done:3} of {progress.total} · {progress.mind}: {what}", file=sys.stderr, flush=True)


def _print(comparison: Comparison) -> None:
    for row in comparison.rows:
        print(harmless(f"{_MARKS[row.status]:16}{row.about}"))
        print(harmless(_wrapped("asked", row.line)))
        print(harmless(_wrapped(comparison.present, row.before.reply or "(nothing)")))
        print(harmless(_wrapped(comparison.new, row.after.reply or "(nothing)")))
        if row.difference:
            print(harmless(_wrapped("differs", row.difference)))
        print()
    for sentence in (comparison.verdict, *comparison.differences, *comparison.remarks):
        print(harmless(sentence))
    share = comparison.continuity_share
    print(f"continuity_share {'none' if share is None else share}")


def _wrapped(name: str, text: str) -> str:
    head = f"    {name}: "
    return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
