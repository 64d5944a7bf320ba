"""Asks a new mind, before it is chosen, what must not change of her, and compares its answers with the present mind's."""

from companion.rehearsal.comparison import Comparison, Row
from companion.rehearsal.rehearsal import Rehearsal, RehearsalProgress

__all__ = ["Comparison", "Rehearsal", "RehearsalProgress", "Row"]
