"""Holds the user's line and her reply to it while they pass through the stages, and keeps what was heard in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from companion.audio.ringing import Ring
from companion.hearing import EndOfTurnEstimate
from companion.memory import Memory, Message, Via
from companion.text.sentences import PAUSES, ended
from companion.turns.occasion import Occasion
from companion.turns.turn import Turn
from models.language import Usage

if TYPE_CHECKING:  # it loads Praat
    from companion.prosody.mood import Mood


@dataclass(frozen=True)
class UserTurn:
    """A line of the user's that needs a reply, perhaps before it is certain that the line is whole."""

    turn: Turn
    text: str
    conversation: int
    """The conversation's id in memory."""


class AssistantTurn:
    """Her reply. Until its line is committed it is preemptive: nothing of it is shown, spoken or kept.

    In memory it grows by each sentence as it becomes audible, and if interrupted it is cut to what was heard.
    """

    def __init__(
        self, memory: Memory, user_turn: UserTurn, judge: Callable[[EndOfTurnEstimate], None] = lambda _: None
    ) -> None:
        """`judge` is called once with the estimate whether the line is finished."""
        self._memory, self.user_turn, self._judge = memory, user_turn, judge
        self.turn = user_turn.turn
        self.message: Message | None = None
        """The line it answers, as stored; None while it is preemptive."""
        self.usage: Usage | None = None
        self.refused: Mapping[str, int] = {}
        """How many sentences of the LLM's each rule of the gate refused."""
        self.carried_out: set[Literal["rule", "topic", "deed", "letter"]] = set()
        """The commands in its line that have been carried out and confirmed: not again when it waited for the LLM."""
        self.ring: Ring | None = None
        """What sounds before its first words and after its last: something has fallen due."""
        self.occasion: Occasion = "talk"
        """What it answers, as far as it bears on how it is said; set before the first words."""
        self.mood: Mood | None = None
        """How the user seemed while saying the line; None: nobody has looked. Set before the first words."""
        self.neutral = False
        """Whether the neutral voice says it and not she; set before the first words."""
        self._sources: tuple[int, ...] = ()
        self._claimed = self._given_up = self._unkept = False
        self._unasked: Via | None = None
        """How she speaks first, where she answers no line."""
        self._lock = threading.RLock()
        self._later: list[Callable[[], None]] = []
        self._settled = threading.Event()
        self.turn.on_cancel(self._settled.set)
        self._id: int | None = None
        self._heard: list[str] = []
        self._begun: list[str] = []

    @property
    def committed(self) -> bool:
        """Whether it may be heard: the line it answers is in memory, or it needs none."""
        return self.message is not None or self._unkept or self._unasked is not None

    @property
    def spoken_to(self) -> bool:
        """Whether the line was spoken and not typed, or she speaks first; a preemptive reply always answers a spoken line."""
        return (self._unasked if self.message is None else self.message.via) != "typed"

    @property
    def text(self) -> str:
        """What was heard of it so far."""
        return " ".join(self._heard)

    @property
    def audible_text(self) -> str:
        """Everything that has begun to be audible, asides too, whole even where it was cut off."""
        return " ".join(self._begun)

    def add_aside(self, words: str) -> None:
        """Add words that are audible now and are not kept: why there is no reply."""
        if words:
            self._begun.append(words)

    def claim(self) -> bool:
        """Claim a preemptive reply as the answer, because its line has come; False if it was given up before."""
        with self._lock:
            self._claimed = not self._given_up
            return self._claimed

    def give_up(self) -> bool:
        """Give up a preemptive reply: if its line comes, it needs another. False if it was claimed before."""
        with self._lock:
            self._given_up = not self._claimed
            return self._given_up

    def commit(self, message: Message) -> None:
        """Note that the line it answers is in memory, and do what had to wait for that."""
        with self._lock:
            self.message, self._claimed = message, True
            for act in self._later:
                act()
            self._later = []
        self._settled.set()

    def commit_unkept(self) -> None:
        """Let asides be heard although there is no line in memory that they answer."""
        with self._lock:
            self._unkept = self._claimed = True
        self._settled.set()

    def commit_unasked(self, via: Via) -> None:
        """Let her speak first: it answers no line, and is kept like any reply."""
        with self._lock:
            self._unasked, self._claimed = via, True
        self._settled.set()

    def when_committed(self, act: Callable[[], None]) -> None:
        """Call `act` as soon as the line is committed, in the order of these calls; never if it is not."""
        with self._lock:
            if self.committed:
                act()
            else:
                self._later.append(act)

    def wait_until_settled(self) -> None:
        """Wait until its line is committed or the turn is cancelled."""
        self._settled.wait()

    def report_end_of_turn(self, estimate: EndOfTurnEstimate) -> None:
        """Report whether its line seems finished; only the first time counts."""
        with self._lock:
            judge, self._judge = self._judge, lambda _: None
        judge(estimate)

    def set_sources(self, messages: Iterable[int]) -> None:
        """Keep the ids of the messages it rests on; also if it has begun already, with a filler."""
        with self._lock:
            self._sources = tuple(messages)
            if self._id is not None:
                self._memory.add_sources(self._id, self._sources)

    def add_heard(self, words: str) -> None:
        """Add a sentence or clause that begins to be audible (or is shown, if there is no voice), and keep it in memory.

        No words: the sentence ends with the clause before.
        """
        if not words:
            self._end_sentence()
            return
        via = self.message.via if self.message is not None else self._unasked
        assert via is not None, "preemptive replies are not audible"
        self._begun.append(words)
        with self._lock:
            self._add(words, via)
        self._heard.append(words)

    def _end_sentence(self) -> None:
        if self._heard and self._id is not None:
            self._heard[-1] = ended(self._heard[-1])
            self._memory.end_sentence(self._id)

    def _add(self, words: str, via: Via) -> None:
        if self._id is None:
            self._id = self._memory.add(self.user_turn.conversation, "her", words, via, neutral=self.neutral).id
            self._memory.add_sources(self._id, self._sources)
        else:
            self._memory.extend(self._id, words)

    def interrupt(self, last: str | None = None) -> None:
        """Cut it to what was heard: of what was added last only `last`, which may be empty; None: all of it."""
        if self._id is None:
            return
        partly = bool(last) and last != self._heard[-1]
        if last is not None:
            self._heard = [*self._heard[:-1], *([last] if last else [])]
        if self._heard and (partly or self._heard[-1].endswith(tuple(PAUSES))):
            self._heard[-1] = f"{self._heard[-1].rstrip(PAUSES)}—"
        self._memory.finish_reply(self._id, self.text)
