"""Says who she is: her temperament, her way of speaking, her likings, and example exchanges that show them."""

from companion.character.character import Character, Exchange, temperaments

__all__ = ["Character", "Exchange", "temperaments"]
