"""Reads character cards, which strangers wrote, and says what of one fits her, what is left out, and why."""

from companion.cards.applying import back_to_her_own, take
from companion.cards.card_file import Card, read_card
from companion.cards.mapping import LeftOut, Proposal, propose

__all__ = ["Card", "LeftOut", "Proposal", "back_to_her_own", "propose", "read_card", "take"]
