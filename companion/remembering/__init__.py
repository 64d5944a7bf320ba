"""What the user said comes in; what is worth keeping of it goes out: facts in passing, and what they ask to be kept."""

from companion.memory.fact import FactCandidate
from companion.remembering.extraction import extract_facts

__all__ = ["FactCandidate", "extract_facts"]
