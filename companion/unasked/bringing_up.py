"""Chooses what of the user's own words she may bring up unasked: a loose end, or a question of her diary's, with its line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from companion.care.replies import recognised
from companion.courtesy import is_grave
from companion.errors import CompanionError
from companion.memory import Memory, Message
from companion.memory.unasked import UnaskedKind
from companion.text.topics import mentioned
from companion.unasked.loose_ends import LooseEnd, key_words, loose_ends

_READ = timedelta(days=60)
"""Older lines hold no loose end that could still be asked about."""
_MOST = 2000
_UNSETTLED = (
    *(
        "not ",
        "n't",
        "cancel",
        "postpone",
        "already",
        "instead",
        "put off",
        "moved",
        "called off",
        "done",
        "did",
        "was",
    ),
    *("were", "went"),
)
"""Words in a line about the same thing, before it was due, after which she does not ask."""


@dataclass(frozen=True)
class BroughtUp:
    """Something that she may say unasked."""

    kind: UnaskedKind
    text: str
    source: Message
    place: int = 0
    question: int | None = None
    """The id of a question of her diary's."""


@dataclass(frozen=True)
class OpenEnd:
    """A loose end that she would ask about, now or later."""

    source: Message
    end: LooseEnd


class LooseEnds:
    """The loose ends in memory that are not tied up. Any thread may call it; raises CompanionError when memory fails."""

    def __init__(self, memory: Memory, now: Callable[[], datetime], zone: Callable[[], tzinfo]) -> None:
        """`now`: local, without a zone."""
        self._memory, self._now, self._zone = memory, now, zone

    def all(self) -> list[OpenEnd]:
        """All that are open, those due first, the latest first."""
        now, zone = self._now(), self._zone()
        said = self._memory.said_since(now - _READ, _MOST)
        settled = {(one.message, one.place) for one in self._memory.unasked.all()}
        done = {one.message for one in self._memory.receipts.list(_MOST)}
        done |= {one.message.id for one in self._memory.to_ask.list() if one.asked}
        forbidden = self._memory.facts.forbidden_topics()
        found = [
            OpenEnd(message, end)
            for message in said
            if message.speaker == "you" and message.id not in done and mentioned(forbidden, message.text) is None
            for end in loose_ends(message.text, message.at, zone)
            if (message.id, end.place) not in settled and now < end.ends
        ]
        untold = [
            one
            for number, one in enumerate(found)
            if not _told_since(one, said) and not _said_again(one, found[number + 1 :])
        ]
        return sorted(untold, key=lambda one: (one.end.due > now, -one.end.due.timestamp()))

    def due(self) -> BroughtUp | None:
        """The one to ask about now, else a question of her diary's; None if there is none, or grave things were told lately."""
        now = self._now()
        if not is_light(self._memory, now):
            return None
        for one in self.all():
            if one.end.due <= now:
                return BroughtUp("loose end", one.end.question, one.source, one.end.place)
        return self._of_diary(now)

    def drop(self, message: int) -> list[str]:
        """Never ask about what this line tells; the questions. Raises CompanionError when she would ask nothing about it."""
        found = [one for one in self.all() if one.source.id == message]
        if not found:
            raise CompanionError(
                f"She would ask nothing about line {message}; `companion unasked list` shows what there is."
            )
        for one in found:
            self._memory.unasked.add("loose end", message, one.end.place, dismissed=True)
        return [one.end.question for one in found]

    def _of_diary(self, now: datetime) -> BroughtUp | None:
        settled = {one.message for one in self._memory.unasked.all()}
        forbidden = self._memory.facts.forbidden_topics()
        for question in self._memory.to_ask.waiting():
            line = question.message
            since = [one for one in self._memory.said_since(line.at, _MOST) if one.id > line.id]
            told = key_words(line.text) & key_words(
                " ".join(one.text for one in since if one.at.date() >= question.not_before)
            )
            if (
                line.id not in settled
                and not told
                and mentioned(forbidden, line.text) is None
                and now - line.at < _READ
            ):
                return BroughtUp("loose end", question.question, line, question=question.id)
        return None


def is_light(memory: Memory, now: datetime, lately: timedelta = timedelta(days=3)) -> bool:
    """Whether nothing grave and no danger was told lately, after which small talk would be out of place."""
    said = memory.said_since(now - 4 * lately, _MOST)
    danger = any(recognised(one.text) is not None for one in said if one.speaker == "her")
    return not danger and not any(is_grave(one.text) for one in said if one.speaker == "you" and one.at >= now - lately)


def _told_since(one: OpenEnd, said: Sequence[Message]) -> bool:
    """Whether anybody spoke of it once it could be past, or the user took it back before."""
    for later in said:
        if later.id <= one.source.id or not key_words(later.text) & one.end.about:
            continue
        if later.at >= one.end.begins or (
            later.speaker == "you" and any(word in later.text.lower() for word in _UNSETTLED)
        ):
            return True
    return False


def _said_again(one: OpenEnd, later: Sequence[OpenEnd]) -> bool:
    """Whether a later line tells of the same anew: that one counts."""
    return any(one.end.about & other.end.about for other in later)
