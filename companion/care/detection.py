"""Detects by patterns, in a line and in the lines before it, what must not be left to the LLM."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from companion.care.answers import is_only_alone, is_only_leaving, is_only_lonely, is_only_worried, takes_leave
from companion.care.following import REMEMBERED, known, settled, stayed_with, told
from companion.care.patterns import danger, plain
from companion.care.reader import FEWEST_WORDS, InnerVectors, Reading, evidence, reader
from companion.care.replies import recognised
from companion.care.signal import HINT, RiskSignal
from companion.care.signs import signs
from companion.text.normalised_words import normalised, without_colour_words

CERTAIN = ("poison", "method")
"""Topics of patterns that the classifier may not doubt: what was swallowed or is at hand bears no waiting."""
QUOTED = 14
"""Most words of the user's that she says again when she asks about them."""


def detect(
    text: str,
    recent: Sequence[str] = (),
    name: str = "",
    hers: Sequence[str] = (),
    embedder: InnerVectors | None = None,
) -> RiskSignal | None:
    """The risk in a line, given the user's own lines before it (`recent`, oldest first); mostly None.

    `name` is hers, so that “are you real, Ada?” is read like “are you real?”. `hers`: what she answered to each of `recent`.
    Raises ModelError when the embedding model fails.
    """
    full = normalised(text, name)
    found = danger(full)
    reading = _reading(full, found, text, _unanswered(recent, hers), embedder)
    if found is not None and found.topic != HINT:
        reading = _worse(reading, _reading(full, found, text, (), embedder) if recent else None)
        found = weighed(found, reading)
    if found is None or found.topic == HINT:
        if (means := told(full, found, recent, hers, reading)) is not None:
            return completed(means, text, recent)
        if (sincere := _sincere(full)) is not None:
            return sincere
        everyday = is_only_lonely(full) or (reading is not None and not reading.whole and is_only_leaving(full))
        everyday = everyday or ((_only_wants_quiet(full) or is_only_alone(full)) and not _troubled(recent, hers))
        everyday = everyday or (is_only_worried(full) and not _troubled(recent, hers))
        found = weighed(found or _parting(full, recent), reading, everyday)
        alone = is_only_alone(full) and _low(recent)
        if found is None and (alone or (_only_wants_quiet(full) and _troubled(recent, hers))):
            found = RiskSignal("suicide", HINT)
    if found is not None and found.topic == HINT and found.kind in settled(hers):
        return None
    if found is None or found.topic == HINT:
        found = stayed_with(full, hers, reading) or known(found, hers)
    return completed(found, text, recent)


def weighed(found: RiskSignal | None, reading: Reading | None, everyday: bool = False) -> RiskSignal | None:
    """What the patterns found and what the classifier makes of the line, as one signal.

    `everyday`: the line tells of loneliness, of living alone or of somebody ill, and of nothing more, or only takes leave and was
    read without the embedding model, so that the classifier's doubt is no reason to ask.
    """
    if reading is None:
        return found
    if found is not None and found.topic != HINT:
        if not reading.veto or found.topic in CERTAIN:
            return found
        return None if reading.harmless else RiskSignal(found.kind, HINT)
    kind = found.kind if found is not None else reading.kind
    if reading.level == "safe" and not everyday:
        return plain(kind)
    if found is not None and reading.unlikely:
        return None
    return found or (RiskSignal(kind, HINT) if reading.level == "ask" and not everyday else None)


def _worse(reading: Reading | None, alone: Reading | None) -> Reading | None:
    """Of a line read after the others and by itself, the worse: ordinary talk before it makes no known danger harmless."""
    if reading is None or alone is None:
        return reading
    return max(reading, alone, key=lambda one: one.danger)


def _unanswered(recent: Sequence[str], hers: Sequence[str]) -> list[str]:
    """Those of the lines before that she has not answered as danger: what was answered must not colour what follows."""
    replies = [*hers, *[""] * max(0, len(recent) - len(hers))]
    return [line for line, reply in zip(recent, replies, strict=False) if not recognised(reply)]


def _reading(
    full: str, found: RiskSignal | None, text: str, recent: Sequence[str], embedder: InnerVectors | None
) -> Reading | None:
    if len(full.replace(".", "").split()) < FEWEST_WORDS:
        return None
    return reader().read(evidence(full, found, text, recent, embedder))


def completed(signal: RiskSignal | None, text: str, recent: Sequence[str]) -> RiskSignal | None:
    """The signal, with what the replies need: who speaks, and which of the words she says again."""
    if signal is None or signal.kind == "sincere":
        return signal
    return replace(signal, young=sounds_young(text, recent), heard=_quoted(text) if signal.topic == HINT else "")


def sounds_young(text: str, recent: Sequence[str]) -> bool:
    """Whether the speaker of a line and of those before it sounds like a child or a teenager."""
    return any(signs()["young"]["phrases"].search(normalised(line)) for line in (text, *recent[-REMEMBERED:]))


def _sincere(full: str) -> RiskSignal | None:
    for topic, pattern in signs()["sincere"].items():
        if pattern.search(full):
            return RiskSignal("sincere", topic)
    return None


def _only_wants_quiet(full: str) -> bool:
    """“Don't say anything, just be here.”"""
    return bool(signs()["quiet"]["phrases"].search(full))


def _troubled(recent: Sequence[str], hers: Sequence[str]) -> bool:
    """Whether something low, or something dangerous, was told in the lines before."""
    return _low(recent) or any(map(recognised, hers))


def _low(recent: Sequence[str]) -> bool:
    return any(
        signs()["low"]["phrases"].search(without_colour_words(normalised(line))) for line in recent[-REMEMBERED:]
    )


def _parting(full: str, recent: Sequence[str]) -> RiskSignal | None:
    """A farewell after low talk; “bye for now” is none."""
    if takes_leave(full):
        return None
    return RiskSignal("suicide", HINT) if _low(recent) and signs()["low"]["parting"].search(full) else None


def _quoted(text: str) -> str:
    """The line, or its last sentence of a few words; nothing with figures in it, which she doesn't repeat."""
    sentences = [text, *reversed(re.split(r"(?<=[.?!…])\s+", text))]
    short = (one.strip().rstrip(".…,;:- ") for one in sentences)
    return next((one for one in short if 2 < len(one.split()) <= QUOTED and re.fullmatch(r"[^\d\n“”\"]+", one)), "")
