"""Detects by patterns, in a line and in the lines before it, what must not be left to the LLM."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from companion.care.answers import (
    allays,
    is_final,
    is_near,
    meaning,
    mentions_asking,
    since_then,
    takes_back,
    turns_away,
    wants_silence,
)
from companion.care.reader import FEWEST_WORDS, InnerVectors, Reading, evidence, reader
from companion.care.replies import recognised_in_turn
from companion.care.signal import (
    AGAIN,
    BACK,
    BELIEVED,
    DANGERS,
    DENIED,
    EASED,
    HINT,
    HUSHED,
    NEAR,
    STAYS,
    Kind,
    RiskSignal,
)
from companion.care.signs import signs
from companion.text.normalised_words import normalised, without_colour_words

REMEMBERED = 6
"""How many of the user's lines later a short answer still belongs to a danger."""
STRAYED = 1
"""How many lines about something else may lie between."""
SHORT = 9
"""Longest short answer, in words: one that means nothing without what it answers."""
FEW = 5
"""Most words of an answer of which any that may be urgent is taken so."""
ASKS_WITHIN = 4
"""How many lines later she still comes back to a question that was passed over."""
STAYS_FOR = 3
"""How many of her replies later, the one to the danger included, she still answers in written words."""
QUOTED = 14
"""Most words of the user's that she says again when she asks about them."""

_SETTLED = (BELIEVED, "relief", BACK, EASED, HUSHED, DENIED)
"""Topics after which a short line means nothing more than it says."""
_DECIDING = ("plain", "now", "method", "poison", HINT, AGAIN, "unsure", "urgent", "steady")
"""Topics of a danger of the user's own; with those of somebody else's, the newest decides whose danger it is."""
_OTHERS = ("other", f"{NEAR}_other")
_AT_ONCE: dict[Kind, str] = {"medical": "now"}
"""The topic of a danger said outright, where it isn't `plain`."""


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
    certain = found is not None and found.topic != HINT
    reading = None
    if not certain:
        reading = _reading(full, found, text, recent, embedder)
        if (told := _told(full, found, recent, hers, reading)) is not None:
            return completed(told, text, recent)
        if (sincere := _sincere(full)) is not None:
            return sincere
    reading = reading or _reading(full, found, text, recent, embedder)
    found = weighed(found or _parting(full, recent), reading)
    if found is not None and found.topic == HINT and found.kind in settled(hers):
        return None
    if found is None or found.topic == HINT:
        found = _stayed_with(full, hers, reading) or _known(found, hers)
    return completed(found, text, recent)


def weighed(found: RiskSignal | None, reading: Reading | None) -> RiskSignal | None:
    """What the patterns found and what the classifier makes of the line, as one signal."""
    if reading is None:
        return found
    if found is not None and found.topic != HINT:
        return RiskSignal(found.kind, HINT) if reading.veto else found
    kind = found.kind if found is not None else reading.kind
    if reading.level == "safe":
        return plain(kind)
    return found or (RiskSignal(kind, HINT) if reading.level == "ask" else None)


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


def plain(kind: Kind) -> RiskSignal:
    """A danger that is certain."""
    return RiskSignal(kind, _AT_ONCE.get(kind, "plain"))


def settled(hers: Sequence[str]) -> set[Kind]:
    """The kinds of danger that she asked about lately and that the user clearly denied, and did not tell of since."""
    kinds: set[Kind] = set()
    for of in recognised_in_turn(hers)[-REMEMBERED:]:
        if of is not None and of[1] in (BELIEVED, HUSHED, EASED):
            kinds.add(of[0])
        elif of is not None and RiskSignal(*of).level == "safe" and of[1] != "relief":
            kinds.discard(of[0])
    return kinds


def danger(full: str) -> RiskSignal | None:
    """The danger that the patterns find in a normalised line."""
    text = signs()["everyday"]["phrases"].sub(". ", without_colour_words(full))
    hint: RiskSignal | None = None
    for kind in DANGERS:
        for topic, pattern in signs()[kind].items():
            if pattern.search(text):
                if topic != HINT:
                    return RiskSignal(kind, topic)
                hint = hint or RiskSignal(kind, topic)
    return hint


def _nearness(reading: Reading | None) -> float | None:
    """How near danger the classifier finds a line; None where it saw too little to tell."""
    return reading.danger if reading is not None and reading.whole else None


def _stayed_with(full: str, hers: Sequence[str], reading: Reading | None) -> RiskSignal | None:
    """The next lines after a danger, unless they are about something else: she stays with them and does not ask what she knows.

    The LLM would go on as if nothing had happened, or preach.
    """
    lately = recognised_in_turn(hers)[-STAYS_FOR:]
    while lately and lately[-1] is not None and lately[-1][1].startswith(NEAR):
        lately.pop()
    told = lately[-1] if lately else None
    if told is None or told[1] == "relief" or RiskSignal(*told).level != "safe":
        return None
    kind = told[0]
    if turns_away(full, kind, _nearness(reading), statements=False):
        return None
    if about_somebody_else(lately):
        return RiskSignal(kind, f"{NEAR}_other")
    return RiskSignal(kind, "urgent" if is_final(full) else NEAR)


def _known(found: RiskSignal | None, hers: Sequence[str]) -> RiskSignal | None:
    """A hint at a danger that was told a moment ago is no reason to ask about it: she takes it as said."""
    given = recognised_in_turn(hers)[-REMEMBERED:]
    told = [of for of in given if of is not None and not of[1].startswith((NEAR, STAYS, "relief"))]
    if found is not None and told and RiskSignal(*told[-1]).level == "safe":
        return RiskSignal(told[-1][0], "steady")
    return found


def about_somebody_else(given: Sequence[tuple[Kind, str] | None]) -> bool:
    """Whether the danger that she spoke of last is somebody else's, and not the user's own."""
    topics = [of[1] for of in given if of is not None]
    return next((topic for topic in reversed(topics) if topic in (*_DECIDING, *_OTHERS)), "") in _OTHERS


def _told(
    full: str, found: RiskSignal | None, recent: Sequence[str], hers: Sequence[str], reading: Reading | None
) -> RiskSignal | None:
    """What a line means as an answer to what she said of a danger; None: it is none. `found`: a hint that is in the line."""
    lately = [of for of in recognised_in_turn(hers)[-REMEMBERED:] if of is not None]
    calm = allays(full, found, reading)
    if lately and calm and wants_silence(full):
        return RiskSignal(lately[-1][0], HUSHED)
    other = about_somebody_else(lately)
    if calm and not other and (denied := _denied(full, hers)) is not None:
        return denied
    near = _nearness(reading)
    told = answered(full, hers, near, calm) or _answering(full, recent, hers, near)
    if told is not None and told.topic in ("urgent", "steady") and other:
        return RiskSignal(told.kind, f"{NEAR}_other")  # the danger is somebody else's: nothing to be kept from the user
    return told


def answered(full: str, hers: Sequence[str], near: float | None = None, calm: bool = True) -> RiskSignal | None:
    """What the answer to her question means, if she asked one; None: it is about something else, or she asked none.

    `near`: how near danger the classifier finds the line. `calm`: whether it may be believed that all is well (`allays`).
    """
    asked = recognised_in_turn(hers)[-1] if hers else None
    if asked is None:
        return None
    kind, topic = asked
    if topic.startswith(BACK):
        how = since_then(full)
        if is_final(full) or (how is None and mentions_asking(full)):
            return RiskSignal(kind, "steady")
        if how is None or (how == "better" and _long(full)):
            return None
        return RiskSignal(kind, EASED if how == "better" and calm and not is_near(near) else "steady")
    if topic not in (HINT, AGAIN):
        return None
    answer = meaning(full, kind, near)
    if answer == "yes":
        return plain(kind)
    if answer == "elsewhere" and not is_final(full):
        return None
    return RiskSignal(kind, BELIEVED if answer == "no" and calm else "unsure")


def _denied(full: str, hers: Sequence[str]) -> RiskSignal | None:
    """A line that takes back what her reply just before took for danger."""
    asked = recognised_in_turn(hers)[-1] if hers else None
    if asked is None or asked[1] == "relief" or not (RiskSignal(*asked).level == "safe" or asked[1] == NEAR):
        return None
    return RiskSignal(asked[0], DENIED) if takes_back(full) else None


def afterthought(hers: Sequence[str]) -> RiskSignal | None:
    """What she adds to a reply about something else, given her replies before it; mostly None.

    A question that was passed over is asked once more, but not at once; after a danger she says that she stays.
    """
    for since, of in enumerate(reversed(recognised_in_turn(hers)[-ASKS_WITHIN:]), 1):
        if of is not None and of[1] == HINT:
            return RiskSignal(of[0], AGAIN) if since > 1 else None
        if of is not None:
            stays = since == 1 and (RiskSignal(*of).level == "safe" or of[1].startswith(NEAR))
            return RiskSignal(of[0], STAYS) if stays else None
    return None


def _sincere(full: str) -> RiskSignal | None:
    for topic, pattern in signs()["sincere"].items():
        if pattern.search(full):
            return RiskSignal("sincere", topic)
    return None


def _answering(full: str, recent: Sequence[str], hers: Sequence[str], near: float | None) -> RiskSignal | None:
    """The signal of a short answer (“yes”, “tonight”) soon after a danger, unless that is over or the talk has moved on."""
    if _long(full):
        return None
    strayed = 0
    replies = [*[None] * (len(recent) - len(hers)), *recognised_in_turn(hers)]
    for line, given in reversed(list(zip(recent, replies, strict=True))[-REMEMBERED:]):
        before = normalised(line)
        if given is not None and given[1].split("_")[0] in _SETTLED:
            return None
        if found := danger(before) or (RiskSignal(*given) if given else None):
            return None if turns_away(full, found.kind, near, statements=False) else _followed(found, full)
        strayed += _long(before) or not any(pattern.search(before) for pattern in signs()["follow"].values())
        if strayed > STRAYED or signs()["follow"]["relief"].search(before):
            return None
    return None


def _long(full: str) -> bool:
    return len(full.replace(".", "").split()) > SHORT


def _followed(found: RiskSignal, full: str) -> RiskSignal | None:
    for topic, pattern in signs()["follow"].items():
        if topic == "relief" and is_final(full):
            return replace(found, topic="urgent")
        if pattern.search(full):
            wordy = len(full.replace(".", "").split()) > FEW
            return (
                None
                if wordy and topic == "urgent" and not signs()["urgent"]["phrases"].search(full)
                else replace(found, topic=topic)
            )
    return None


def _parting(full: str, recent: Sequence[str]) -> RiskSignal | None:
    low = any(signs()["low"]["phrases"].search(without_colour_words(normalised(line))) for line in recent[-REMEMBERED:])
    return RiskSignal("suicide", HINT) if low and signs()["low"]["parting"].search(full) else None


def _quoted(text: str) -> str:
    """The line, or its last sentence of a few words; nothing with figures in it, which she doesn't repeat."""
    sentences = [text, *reversed(re.split(r"(?<=[.?!…])\s+", text))]
    short = (one.strip().rstrip(".…,;:- ") for one in sentences)
    return next((one for one in short if 2 < len(one.split()) <= QUOTED and re.fullmatch(r"[^\d\n“”\"]+", one)), "")
