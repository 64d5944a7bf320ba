"""Lets her take what was proposed of a card, and be again as she was before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.cards.mapping import Proposal
from companion.character.taken_card import TakenCard, read_taken, remove_taken, write_taken
from companion.environment import Environment
from companion.errors import CompanionError
from companion.text.listing import listed

Change = Callable[..., None]
"""Keeps settings given by name, and applies them if she is awake."""


def take(proposal: Proposal, environment: Environment, change: Change) -> None:
    """Write `character.toml` and change her name and temperament; what a card before it changed can still be undone.

    Raises CompanionError.
    """
    settings, former = environment.settings, read_taken(environment.home)
    write_taken(
        environment.home,
        TakenCard(
            card=proposal.card,
            likes=listed(proposal.likes),
            dislikes=listed(proposal.dislikes),
            exchanges=proposal.exchanges,
            name=proposal.her_name or (former.name if former else ""),
            temperament=proposal.temperament or (former.temperament if former else ""),
            former_name=former.former_name if former else settings.her_name,
            former_temperament=former.former_temperament if former else settings.temperament,
        ),
    )
    change(
        **{
            name: value
            for name, value in (("her_name", proposal.her_name), ("temperament", proposal.temperament))
            if value
        }
    )


def as_before_the_card(environment: Environment, change: Change) -> bool:
    """Remove `character.toml`; her name and temperament are again what they were, unless they were changed since.

    False if there was no card. Raises CompanionError.
    """
    try:
        taken = read_taken(environment.home)
    except CompanionError:  # a file that was spoilt by hand: what was hers before can't be known
        taken = TakenCard("")
    if taken is None:
        return False
    remove_taken(environment.home)
    settings, back = environment.settings, dict[str, Any]()
    if taken.name and settings.her_name == taken.name:
        back["her_name"] = taken.former_name
    if taken.temperament and settings.temperament == taken.temperament:
        back["temperament"] = taken.former_temperament
    change(**back)
    return True
