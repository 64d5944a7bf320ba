"""A scripted interview: shows the state it was given, writes down what it was asked."""

from __future__ import annotations

from typing import Any

from companion.errors import CompanionError
from companion.initiation.screen import InterviewState


class FakeInitiation:
    """`state` is what the screen is to show; every call is noted in `asked` as ("initiation", name, …)."""

    def __init__(self, asked: list[tuple[Any, ...]]) -> None:
        self._asked = asked
        self.state = InterviewState()
        self.due = False
        self.refuse = ""

    def _note(self, name: str, *arguments: Any) -> None:
        self._asked.append(("initiation", name, *arguments))
        if self.refuse:
            raise CompanionError(self.refuse)

    def start(self, anew: bool = False) -> int:
        self._note("start", anew)
        return 1

    def answer(self, text: str) -> int:
        self._note("answer", text)
        return 1

    def skip(self) -> None:
        self._note("skip")

    def back(self) -> None:
        self._note("back")

    def skip_all(self) -> None:
        self._note("skip_all")

    def repeat(self) -> None:
        self._note("repeat")

    def go_on(self) -> None:
        self._note("go_on")

    def choose(self, which: str) -> None:
        self._note("choose", which)

    def take_back(self, question: str) -> None:
        self._note("take_back", question)

    def call_her(self, name: str) -> None:
        self._note("call_her", name)

    def allow(self, yes: bool) -> None:
        self._note("allow", yes)
