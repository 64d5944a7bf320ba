"""What the user said comes in; what is worth keeping of it goes out: facts in passing, and what they ask to be kept."""

from companion.memory.fact import Candidate
from companion.remembering.extraction import draw

__all__ = ["Candidate", "draw"]
