"""Reads character cards, which strangers wrote, and says what of one fits her, what is left out, and why."""

from companion.cards.applying import as_before_the_card, take
from companion.cards.card_file import Card, read_card
from companion.cards.mapping import LeftOut, Proposal, propose

__all__ = ["Card", "LeftOut", "Proposal", "as_before_the_card", "propose", "read_card", "take"]
