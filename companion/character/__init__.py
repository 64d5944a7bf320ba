"""Says who she is: her temperament, her way of talking, her likings, and example exchanges that show them."""

from companion.character.character import Character, temperaments
from companion.character.example_exchange import ExampleExchange

__all__ = ["Character", "ExampleExchange", "temperaments"]
