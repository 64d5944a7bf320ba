"""Extracts facts from what the user says, and carries out the memory commands they give."""

from companion.memory.fact import FactCandidate
from companion.remembering.extraction import extract_facts

__all__ = ["FactCandidate", "extract_facts"]
