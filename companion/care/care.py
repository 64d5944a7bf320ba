"""Answers a risk signal with prepared words and the help lines from the settings."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from companion.care.detection import completed, detect
from companion.care.following import afterthought
from companion.care.reader import InnerVectors
from companion.care.replies import EMERGENCY, TALK_TO, replies
from companion.care.signal import (
    AGAIN,
    BACK,
    BELIEVED,
    DENIED,
    EASED,
    HINT,
    HUSHED,
    NEAR,
    PARTING,
    STAYS,
    Kind,
    RiskSignal,
)
from companion.care.spoken_help_lines import shortest, spoken_form
from companion.settings import DEFAULT_CHILD_HELP, DEFAULT_EMERGENCY, DEFAULT_HELP, Settings
from companion.text.normalised_words import normalised
from models.errors import ModelError

log = logging.getLogger(__name__)

_HERE = {"", "localhost", "127.0.0.1", "::1"}
_SAME_FOR_ALL = {HINT, BELIEVED, AGAIN, STAYS, PARTING, EASED, HUSHED, DENIED, "relief", "other"}
"""Topics whose replies are the same whether a child speaks or not."""

_SHORTLY = {BELIEVED, AGAIN, STAYS, NEAR, PARTING, EASED, HUSHED}
"""Topics whose replies name help in a few words at most: it stands in full above them."""


@dataclass(frozen=True)
class CareReply:
    """What she says instead of a reply from the LLM."""

    kind: Kind
    sentences: tuple[str, ...]
    """At most four, as they are shown: with numbers and addresses as they are written."""
    spoken: tuple[str, ...]
    """The same as they are said aloud: digit by digit, “dot com”."""
    written: str
    """Help lines, with numbers and addresses, to be shown beside it; empty if they stand above, or no help is needed."""

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(self.sentences)


class Care:
    """Reads every line of the user's first, and lets most of them pass to the LLM."""

    def __init__(self, settings: Settings, embedder: Callable[[], InnerVectors | None] = lambda: None) -> None:
        """`embedder` gives the open embedding model; None while it is not here: words and patterns must do."""
        self.settings = settings
        self._embedder, self._told = embedder, False
        self._last: dict[tuple[str, str], int] = {}

    def detect(self, text: str, recent: Sequence[str] = (), hers: Sequence[str] = ()) -> RiskSignal | None:
        """The risk in `text`, given the user's own lines before it (`recent`, oldest first) and her replies to them (`hers`).

        None: the LLM may answer.
        """
        name, why = self.settings.her_name, "the embedding model is not on this computer"
        try:
            embedder = self._embedder()
            if embedder is not None:
                return detect(text, recent, name, hers, embedder)
        except ModelError as error:
            why = str(error)
        if not self._told:
            log.info("care reads by words and patterns only: %s", why)
        self._told = True
        return detect(text, recent, name, hers)

    def afterthought(self, text: str, recent: Sequence[str], hers: Sequence[str]) -> RiskSignal | None:
        """What she adds to her reply to `text`, which is about something else; arguments as in `detect`. Mostly None."""
        return completed(afterthought(normalised(text, self.settings.her_name), hers), text, recent)

    def answer(self, signal: RiskSignal, dice: random.Random, today: str = "today") -> CareReply:
        """One of the replies prepared for this signal, never the same one twice in a row. `today`: or “tonight”."""
        kind, topic = self._table(signal)
        sentences = self._fresh(replies()[kind][topic], (kind, topic), dice)
        if signal.brief:
            sentences = [one for one in sentences if "{" not in one] or sentences
        written, spoken = (
            tuple(self._filled(one, signal, as_said).replace("{today}", today) for one in sentences)
            for as_said in (str, spoken_form)
        )
        return CareReply(signal.kind, written, spoken, self._written(signal))

    def _table(self, signal: RiskSignal) -> tuple[str, str]:
        """The names of the table of replies that fits."""
        if signal == RiskSignal("sincere", "private"):
            return "sincere", self._where()
        if signal.topic == NEAR and (signal.young or signal.kind == "child") and signal.kind != "medical":
            return "young", NEAR
        if (
            signal.young
            and signal.kind != "medical"
            and signal.topic not in _SAME_FOR_ALL
            and not signal.topic.startswith((BACK, NEAR))
        ):
            follows = signal.topic in replies()["follow"]
            return (
                ("young", "follow") if follows else ("child" if signal.kind in ("child", "abuse") else "young", "plain")
            )
        return (signal.kind if signal.topic in replies()[signal.kind] else "follow"), signal.topic

    def _fresh(self, some: list[list[str]], which: tuple[str, str], dice: random.Random) -> list[str]:
        last = self._last.get(which)
        choice = dice.randrange(len(some)) if last is None else (last + 1) % len(some)
        self._last[which] = choice
        return some[choice]

    def _filled(self, sentence: str, signal: RiskSignal, as_said: Callable[[str], str]) -> str:
        heard = f"You said, “{signal.heard}.”" if signal.heard else "I don't want to walk past what you just told me."
        return (
            sentence.replace("{help}", as_said(self._help(signal)))
            .replace("{line}", as_said(shortest(self._help(signal))))
            .replace("{emergency}", as_said(self._emergency))
            .replace("{where}", as_said(urlsplit(self.settings.server_url).hostname or "the address in the settings"))
            .replace("{heard}", heard.replace("?.”", "?”").replace("!.”", "!”"))
        )

    def _written(self, signal: RiskSignal) -> str:
        if signal.kind == "sincere" or signal.topic.split("_")[0] in _SHORTLY:
            return ""
        lines = [f"{TALK_TO}{self._help(signal)}", f"{EMERGENCY}{self._emergency}"]
        return "\n".join(reversed(lines) if signal.kind == "medical" else lines)

    def _where(self) -> str:
        away = self.settings.mind == "server" and urlsplit(self.settings.server_url).hostname not in _HERE
        return "private_away" if away else "private_here"

    def _help(self, signal: RiskSignal) -> str:
        settings = self.settings
        if signal.young or signal.kind == "child":
            return settings.child_help_line.strip().rstrip(".") or DEFAULT_CHILD_HELP
        return settings.help_line.strip().rstrip(".") or DEFAULT_HELP

    @property
    def _emergency(self) -> str:
        return self.settings.emergency_number.strip().rstrip(".") or DEFAULT_EMERGENCY
