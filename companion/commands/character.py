"""Shows who she is, and lets her take what fits of a character card: first what that would be, what is left out, and why."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from companion.cards import Proposal, as_before_the_card, propose, read_card, take
from companion.character import Character, temperaments
from companion.character.taken_card import read_taken
from companion.environment import Environment
from companion.settings import checked, read_settings, write_settings

HELP = "show who she is, read a character card (JSON or PNG) and take what fits of it, or let her be as she was before the card"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the actions; without one, she is shown."""
    parser.set_defaults(action="show", file=None, json=False)
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    showing = actions.add_parser(
        "show", help="show who she is; with FILE, what she would take of a card, what is left out, and why"
    )
    showing.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a character card, JSON or PNG")
    taking = actions.add_parser("import", help="take what fits of a card: a name, a temperament, likings, examples")
    taking.add_argument("file", type=Path, metavar="FILE", help="a character card, JSON or PNG")
    taking.add_argument(
        "--temperament", choices=tuple(temperaments()), help="in place of the one the card's words suggest"
    )
    resetting = actions.add_parser("reset", help="let her be as she was before the card")
    for each in (showing, taking, resetting):
        each.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Runs one of the actions; returns 0. Raises CompanionError."""
    action = args.action or "show"
    if action == "reset":
        _reset(args, environment)
    elif args.file is None:
        _show(args, environment)
    else:
        proposal = propose(read_card(args.file), environment.settings.your_name)
        if action == "import":
            if args.temperament:
                proposal = proposal.with_temperament(args.temperament)
            take(proposal, environment, lambda **settings: _keep(environment, settings))
        _print(args, proposal, taken=action == "import")
    return 0


def _reset(args: argparse.Namespace, environment: Environment) -> None:
    had = as_before_the_card(environment, lambda **settings: _keep(environment, settings))
    if args.json:
        print(json.dumps({"reset": had}))
    print("She is as she was before the card." if had else "She has taken no card.", file=sys.stderr)


def _show(args: argparse.Namespace, environment: Environment) -> None:
    taken, settings = read_taken(environment.home), environment.settings
    her = Character.of(settings.temperament, taken)
    shown = {
        "name": settings.her_name,
        "temperament": settings.temperament,
        "way_of_talking": her.way_of_talking,
        "likes": her.likes,
        "dislikes": her.dislikes,
        "card": taken.card if taken else None,
        "examples": len(taken.exchanges) if taken else 0,
    }
    if args.json:
        print(json.dumps(shown, ensure_ascii=False))
        return
    print(f"{settings.her_name} is {her.way_of_talking}. She likes {her.likes}, and can't stand {her.dislikes}.")
    if taken:
        print(f"From the card “{taken.card}”; `companion character reset` lets her be as she was before it.")


def _print(args: argparse.Namespace, proposal: Proposal, taken: bool) -> None:
    if args.json:
        print(json.dumps({**_as_json(proposal), "applied": taken}, ensure_ascii=False))
    else:
        for row in proposal.in_words():
            print(row)
    if taken:
        print(
            "She has taken it. A window that is open now shows it when it is opened again. `companion character reset` undoes it.",
            file=sys.stderr,
        )
    else:
        print("Nothing has changed yet; with `companion character import FILE` she takes it.", file=sys.stderr)


def _as_json(proposal: Proposal) -> dict[str, Any]:
    return dataclasses.asdict(proposal)


def _keep(environment: Environment, settings: dict[str, Any]) -> None:
    """Keep these settings, without what was chosen for this run only."""
    file = environment.settings_file
    write_settings(file, checked({**vars(read_settings(file)), **settings}, "The settings"))
