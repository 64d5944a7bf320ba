"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 21, 0)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, **span: float) -> None:
        self.time += timedelta(**span)
