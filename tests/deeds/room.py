"""Says lines to the deeds of a memory, at a time that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from companion.deeds.deeds import Answer, Deeds
from companion.memory import Memory

VIENNA = ZoneInfo("Europe/Vienna")
START = datetime(2026, 3, 2, 21, tzinfo=VIENNA)


class Room:
    """Deeds whose time a test moves; what is said to her goes through `say`."""

    def __init__(self, memory: Memory) -> None:
        self.memory, self.now, self.hers = memory, START, ""
        self.deeds = Deeds(memory, lambda: self.now)

    def say(self, line: str) -> str | None:
        answer = self.answer(line)
        return answer.said if answer is not None else None

    def answer(self, line: str) -> Answer | None:
        reading = self.deeds.read(line, "Ada", self.hers)
        if reading is None:
            self.hers = "Ah."
            return None
        answer = self.deeds.carry_out(reading)
        self.hers = answer.said
        return answer

    def wait(self, **span: float) -> None:
        self.now = (self.now.astimezone(UTC) + timedelta(**span)).astimezone(VIENNA)
