"""Answers a risk signal with prepared words and the help lines from the settings."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from urllib.parse import urlsplit

from companion.care.detection import Kind, RiskSignal, detect
from companion.care.spoken_help_lines import spoken_form
from companion.settings import DEFAULT_EMERGENCY, DEFAULT_HELP, Settings

_REPLIES: dict[str, dict[str, list[list[str]]]] = tomllib.loads(
    resources.files("companion.care").joinpath("replies.toml").read_text(encoding="utf-8")
)
_HERE = {"", "localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class CareReply:
    """What she says instead of a reply from the LLM."""

    kind: Kind
    sentences: tuple[str, ...]
    """At most four, to be said aloud."""
    written: str
    """Help lines, with numbers and addresses, to be shown beside it; empty if no help is needed."""

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(self.sentences)


class Care:
    """Reads every line of the user's first, and lets most of them pass to the LLM."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._last: dict[tuple[str, str], int] = {}

    def detect(self, text: str, recent: Sequence[str] = ()) -> RiskSignal | None:
        """The risk in `text`, given the user's own lines before it (`recent`, oldest first). None: the LLM may answer."""
        return detect(text, recent, self.settings.her_name)

    def answer(self, signal: RiskSignal, dice: random.Random) -> CareReply:
        """One of the replies prepared for this signal, never the same one twice in a row."""
        topic = self._where() if signal == RiskSignal("sincere", "private") else signal.topic
        replies = _REPLIES[signal.kind].get(topic) or _REPLIES["follow"][topic]
        sentences = self._fresh(replies, (signal.kind, topic), dice)
        return CareReply(signal.kind, tuple(map(self._filled, sentences)), self._written(signal))

    def _fresh(self, replies: list[list[str]], which: tuple[str, str], dice: random.Random) -> list[str]:
        last = self._last.get(which)
        choice = dice.choice([i for i in range(len(replies)) if i != last])
        self._last[which] = choice
        return replies[choice]

    def _filled(self, sentence: str) -> str:
        return (
            sentence.replace("{help}", spoken_form(self._help))
            .replace("{emergency}", spoken_form(self._emergency))
            .replace(
                "{where}", spoken_form(urlsplit(self.settings.server_url).hostname or "the address in the settings")
            )
        )

    def _written(self, concern: RiskSignal) -> str:
        if concern.kind == "sincere":
            return ""
        lines = [f"Someone to talk to: {self._help}", f"Emergency: {self._emergency}"]
        return "\n".join(reversed(lines) if concern.kind == "medical" else lines)

    def _where(self) -> str:
        away = self.settings.mind == "server" and urlsplit(self.settings.server_url).hostname not in _HERE
        return "private_away" if away else "private_here"

    @property
    def _help(self) -> str:
        return self.settings.help_line.strip().rstrip(".") or DEFAULT_HELP

    @property
    def _emergency(self) -> str:
        return self.settings.emergency_number.strip().rstrip(".") or DEFAULT_EMERGENCY
