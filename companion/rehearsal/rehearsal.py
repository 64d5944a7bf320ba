"""Runs a rehearsal: copies the home, asks the present mind and then the new one, and compares their answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from companion.environment import Environment
from companion.errors import CompanionError
from companion.memory import Memory
from companion.rehearsal.asking import CancelledError, Inbox, ask
from companion.rehearsal.checks import check_list
from companion.rehearsal.comparison import Comparison, compare
from companion.rehearsal.copied_home import CopiedHome, copied_home
from companion.rehearsal.judging import Answer
from companion.runtime.model_choice import SERVER, ModelChoice
from companion.runtime.model_chooser import ModelChooser
from companion.settings import Settings
from models.store import ModelStore


@dataclass(frozen=True)
class RehearsalProgress:
    """How far a rehearsal is."""

    mind: str
    """Who is being asked."""
    line: str
    """What is asked; empty while the mind loads."""
    done: int
    """Lines asked so far, of both minds together."""
    total: int
    """Lines in all."""


Report = Callable[[RehearsalProgress], None]


class Rehearsal:
    """One rehearsal with one new mind. `run` on one thread; `cancel` from any other."""

    def __init__(self, environment: Environment, present: str, new: str, chooser: ModelChooser | None = None) -> None:
        """`present`, `new`: ids as `minds_of` gives them. `chooser` chooses the models; by the settings unless given."""
        self._environment, self._present, self._new, self._chooser = environment, present, new, chooser
        self._lock = threading.Lock()
        self._inbox = Inbox()
        self._cancelled = False

    def run(self, memory: Memory | None, report: Report) -> Comparison | None:
        """Asks both minds; None when it was called off. `memory`: the user's own, as it is open; it is only read.

        Some minutes on a small computer. Raises CompanionError when a mind can't be loaded or fails to answer.
        """
        with copied_home(self._environment, memory) as home:
            try:
                return self._compared(home, report)
            except CancelledError:
                return None

    def cancel(self) -> None:
        """Call it off: `run` ends the mind that is being asked, and returns."""
        with self._lock:
            self._cancelled = True
            self._inbox.cancel()

    def _compared(self, home: CopiedHome, report: Report) -> Comparison:
        checks = home.read(check_list)
        total = 2 * len(checks.lines)
        answers: list[list[Answer]] = []
        for mind in (self._present, self._new):
            already = len(answers) * len(checks.lines)

            def asking(number: int, mind: str = mind, already: int = already) -> None:
                report(RehearsalProgress(mind, checks.lines[number], already + number, total))

            report(RehearsalProgress(mind, "", already, total))
            try:
                with home.for_mind(mind) as environment:
                    inbox = self._next_inbox()
                    answers.append(ask(environment, home.passphrase, checks.lines, inbox, self._chooser, asking))
            except CompanionError as error:
                raise CompanionError(f"{mind} could not be asked: {error}") from error
        return compare(checks, self._present, self._new, *answers)

    def _next_inbox(self) -> Inbox:
        with self._lock:
            self._inbox = Inbox()
            if self._cancelled:
                self._inbox.cancel()
            return self._inbox


def minds_of(environment: Environment, new: str) -> tuple[str, str]:
    """The ids of the present mind and of the new one.

    Raises ModelError for an unknown id, CompanionError for what is no mind, for one that is not on this computer, and for the
    one she has.
    """
    store = ModelStore(environment.models)
    choice, settings = ModelChoice(store), environment.settings
    present = choice.llm_id(settings)
    new = choice.llm_id(replace(settings, mind=new))
    if new == present:
        raise CompanionError(f"{new} is the mind she has; name another: `companion models list` shows which there are.")
    for mind in (new, present):
        _require(store, settings, mind)
    return present, new


def _require(store: ModelStore, settings: Settings, mind: str) -> None:
    """Raises ModelError or CompanionError, which say what to do, unless this mind can be loaded as far as can be seen."""
    if mind == SERVER:
        if not settings.server_url:
            raise CompanionError("No server is set; name one with `companion models server URL`.")
        return
    entry = store.entry(mind)
    if entry.kind != "mind":
        raise CompanionError(f"“{mind}” is not a mind; `companion models list` shows which there are.")
    if store.missing(mind):
        megabytes = f"{entry.bytes / 1e6:,.0f} MB"
        raise CompanionError(f"{mind} is not on this computer yet ({megabytes}); run `companion models get {mind}`.")
