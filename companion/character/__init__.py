"""Says who she is: her temperament, her way of speaking, her likings, and example exchanges that show them."""

from companion.character.character import Character, temperaments
from companion.character.exchange import Exchange

__all__ = ["Character", "Exchange", "temperaments"]
