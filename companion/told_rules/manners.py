"""Tells what the rules in force allow a reply: its length, its questions, its words; and mends what only needs a little."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cached_property
from importlib import resources
from typing import Any

from companion.told_rules.mood_suggestion import NO_SUGGESTION, MoodSuggestion
from companion.told_rules.rule import LESS, Kind, Manner, ToldRule

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("companion.told_rules").joinpath("avoided.toml").read_text(encoding="utf-8")
)
_PATTERNS = {name: re.compile(text) for name, text in _TABLE.items() if isinstance(text, str) and name != "pet_names"}
_ASKED = {name: re.compile(text, re.IGNORECASE) for name, text in _TABLE["asked"].items()}
_SHORTER = {"a bit less": (2, 32), "less": (2, 20), "much less": (1, 12), "none": (1, 12)}
"""Most sentences and words of a reply."""
_LONGER = {"a bit more": 1, "more": 3, "much more": 5}
"""Sentences more than usual."""
_PATIENCE = {"a bit less": 1, "less": 2, "much less": 4}
"""Replies without a question that must lie between two with one."""
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f\u200d\U000e0020-\U000e007f]+"
    r"|(?<!\w)[:;]-?[)(DP](?!\w)"
)
_EMOJI_SPACE = re.compile(r"\s+(?=[.,!?…]|$)")
_WHOLE = re.compile(rf"\b(?:{'|'.join(map(re.escape, _TABLE['whole']))})\b", re.IGNORECASE)
_GREETING = (
    r"(?:(?:oh|well|hey|hello|hi|yes|no|so|ah|and|but|okay|ok|right|good (?:morning|evening|night)|sorry|thanks|thank you)"
    r"\b,?\s+)?"
)


class Manners:
    """The rules in force, of each respect one; without any it allows everything."""

    def __init__(
        self, rules: Sequence[ToldRule] = (), your_name: str = "", suggestion: MoodSuggestion = NO_SUGGESTION
    ) -> None:
        """`your_name`: what she would call the user if no rule named them. `suggestion` holds only where no rule does."""
        self.rules, self._suggestion = tuple(rules), suggestion
        self._your_name = your_name
        self._by_kind: dict[Kind, list[Manner]] = {}
        for rule in rules:
            self._by_kind.setdefault(rule.manner.kind, []).append(rule.manner)

    @property
    def your_name(self) -> str:
        """What she calls the user; empty if nobody told her."""
        wanted = self._only("name")
        return str(wanted.value) if wanted else self._your_name

    def sentences(self, usual: int) -> int:
        """Most sentences of a reply that usually may have so many."""
        limit = self._only("sentences")
        usual = int(limit.value) if limit else usual
        length = self._only("length")
        if length is None:
            return usual if limit else max(1, usual - self._suggestion.fewer_sentences)
        longer = 0 if limit else _LONGER.get(length.degree, 0)
        return usual + longer if length.degree in _LONGER else min(usual, _SHORTER[length.degree][0])

    @property
    def words(self) -> int | None:
        """Most words of a reply; None: as many as it likes."""
        limit, length = self._only("words"), self._only("length")
        most = [int(limit.value)] if limit else []
        most += [_SHORTER[length.degree][1]] if length and length.degree in _SHORTER else []
        return min(most, default=None)

    def tokens(self, usual: int) -> int:
        """Most tokens of a reply that usually may have so many: a little more than its words, so that a sentence can end."""
        if self.words is not None:
            return min(usual, 2 * self.words + 30)
        length = self._only("length")
        return usual * 2 if length and length.degree in _LONGER else usual

    def questions(self, asked: Sequence[bool]) -> int | None:
        """How many questions the reply may ask; `asked`: of each of her last replies, oldest first, whether it asked. None: any."""
        rule = self._only("questions")
        if rule is None:
            return self._suggestion.questions
        if rule.degree not in LESS:
            return None
        if rule.degree == "none":
            return 0
        return int(not any(asked[-_PATIENCE[rule.degree] :]))

    @cached_property
    def banned(self) -> tuple[str, ...]:
        """Words that are not to be said, for minds that can leave them out while they generate."""
        said = [manner.value for kind in ("saying", "calling") for manner in self._by_kind.get(kind, ())]
        soft = (
            ("lovely", "wonderful", "amazing", "delightful", "I'm so glad") if self._is("niceness", less=True) else ()
        )
        sorry = ("sorry", "apologize", "apologise") if self._is("apologies", less=True) else ()
        return (*said, *soft, *sorry)

    def mended(self, text: str) -> str:
        """The text without the exclamation marks, emoji, pet names or short forms that a rule forbids."""
        if not self.rules:
            return text
        if self._is("exclamations", less=True):
            text = re.sub(r"!+\?!*|\?!+", "?", text)
            text = re.sub(r"!+", ".", text)
        if self._is("emoji", less=True):
            text = _EMOJI_SPACE.sub("", _EMOJI.sub("", text))
        if self._is("formality", less=False):
            text = _WHOLE.sub(_in_full, text)
        for names in self._names():
            text = _without_address(text, names)
        if (wanted := self._only("name")) and self._your_name and wanted.value != self._your_name:
            text = re.sub(rf"\b{re.escape(self._your_name)}\b", wanted.value, text)
        return text

    def refuses(self, text: str, line: str) -> bool:
        """Whether a rule forbids to say this (a sentence, or the beginning of one) in answer to the line."""
        if not self.rules:
            return False
        low = text.lower().replace("’", "'")
        return any(_PATTERNS[name].search(low) for name in self._avoided(line)) or any(
            _says(low, words) for words in self._unsaid(line)
        )

    def _avoided(self, line: str) -> list[str]:
        """The names of the patterns that must not occur."""
        wanted = {kind for kind, pattern in _ASKED.items() if pattern.search(line)}
        table: tuple[tuple[Kind, bool, str], ...] = (
            ("niceness", True, "flattery"),
            ("niceness", False, "harsh"),
            ("teasing", True, "teasing"),
            ("jokes", True, "jokes"),
            ("advice", True, "advice"),
            ("swearing", True, "swearing"),
            ("apologies", True, "apologies"),
            ("formality", False, "slang"),
            ("herself", True, "herself"),
        )
        return [name for kind, less, name in table if self._is(kind, less) and kind not in wanted]

    def _unsaid(self, line: str) -> list[str]:
        said = [manner.value for manner in self._by_kind.get("saying", ())]
        called = [manner.value for manner in self._by_kind.get("calling", ())]
        return [words.lower() for words in said] + [
            name.lower() for name in called if not _says(line.lower(), name.lower())
        ]

    def _names(self) -> list[str]:
        pet = [_TABLE["pet_names"]] if "pet names" in self._by_kind else []
        return [*(re.escape(manner.value) for manner in self._by_kind.get("calling", ())), *pet]

    def _is(self, kind: Kind, less: bool) -> bool:
        rule = self._only(kind)
        return rule is not None and (rule.degree in LESS) is less

    def _only(self, kind: Kind) -> Manner | None:
        return next(iter(self._by_kind.get(kind, ())), None)


def _says(low: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words.replace('’', chr(39)))}(?!\w)", low))


def _in_full(found: re.Match[str]) -> str:
    whole = str(_TABLE["whole"][found[0].lower()])
    return whole[:1].upper() + whole[1:] if found[0][:1].isupper() else whole


def _without_address(text: str, names: str) -> str:
    """The text without the name where it addresses the user: “Well, darling, that is …”, “Good night, darling.”"""
    end = re.sub(rf",\s*(?:my |dear |sweet )?(?:{names})(?=\s*(?:[.,!?…;:—]|$))", "", text, flags=re.IGNORECASE)
    start = re.sub(rf"^({_GREETING})(?:my |dear |sweet )?(?:{names})\s*[,!.…—]\s*", r"\1", end, flags=re.IGNORECASE)
    return start[:1].upper() + start[1:] if start != end else start
