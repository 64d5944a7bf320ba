"""Defines what all that she says unasked depends on besides memory."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from companion.settings import Settings
from companion.unasked.company import QuietCompany


@dataclass(frozen=True)
class UnaskedNeeds:
    """Settings, clock and dice, and whether she is staying quietly."""

    settings: Callable[[], Settings]
    now: Callable[[], datetime]
    """Local, without a zone."""
    dice: random.Random
    change: Callable[..., None]
    """Keeps and applies settings, given by name."""
    company: QuietCompany = field(default_factory=QuietCompany)
