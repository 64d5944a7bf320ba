"""Reads a line as one that follows what she said of a danger: an answer, something that bears on it, a goodbye, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.care.answers import (
    CLEAR,
    FAR,
    allays,
    is_final,
    is_heavy,
    is_near,
    is_only_lonely,
    is_ordinary,
    meaning,
    mentions_asking,
    names_means,
    says_yes_late,
    since_then,
    takes_back,
    takes_leave,
    wants_silence,
    weighs,
)
from companion.care.patterns import danger, plain
from companion.care.reader import Reading
from companion.care.replies import names_help, recognised_in_turn
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
from companion.care.signs import signs
from companion.text.normalised_words import normalised

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
_SETTLED = (BELIEVED, "relief", BACK, EASED, HUSHED, DENIED, PARTING)
"""Topics after which a short line means nothing more than it says."""
_DECIDING = ("plain", "now", "method", "poison", HINT, AGAIN, "unsure", "urgent", "steady")
"""Topics of a danger of the user's own; with those of somebody else's, the newest decides whose danger it is."""
_OTHERS = ("other", f"{NEAR}_other")


def told(
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
    near = nearness(reading)
    reads_danger = reading is not None and reading.level is not None and not is_only_lonely(full)
    troubling = found is not None or reads_danger
    means = answered(full, hers, near, calm, troubling) or _late(full, hers) or _answering(full, recent, hers, near)
    if means is not None and means.topic in ("urgent", "steady") and other:
        return RiskSignal(
            means.kind, f"{NEAR}_other"
        )  # the danger is somebody else's: nothing to be kept from the user
    return means


def settled(hers: Sequence[str]) -> set[Kind]:
    """The kinds of danger that she asked about lately and that the user clearly denied, and did not tell of since."""
    kinds: set[Kind] = set()
    for of in recognised_in_turn(hers)[-REMEMBERED:]:
        if of is not None and of[1] in (BELIEVED, HUSHED, EASED):
            kinds.add(of[0])
        elif of is not None and RiskSignal(*of).level == "safe" and of[1] != "relief":
            kinds.discard(of[0])
    return kinds


def nearness(reading: Reading | None) -> float | None:
    """How near danger the classifier finds a line; None where it saw too little to tell."""
    return reading.danger if reading is not None and reading.whole else None


def stayed_with(full: str, hers: Sequence[str], reading: Reading | None) -> RiskSignal | None:
    """The next lines after a danger, unless they are about something else: she stays with them and does not ask what she knows.

    The LLM would go on as if nothing had happened, or preach. A goodbye gets one that names help, once.
    """
    given = recognised_in_turn(hers)[-REMEMBERED:]
    if (since := _since_danger(given)) is None:
        return None
    kind, topic = given[-since] or ("suicide", "")
    between = [of[1] for of in given[len(given) - since + 1 :] if of is not None]
    other, moved = about_somebody_else(given), given[-1] is None or not given[-1][1].startswith(NEAR)
    moved = moved and since > 1
    if takes_leave(full):
        return RiskSignal(kind, PARTING) if PARTING not in between and topic != "relief" else None
    own = not other and topic != "relief"
    if own and (
        is_final(full) or names_means(full) or (moved and (weighs(full) or says_yes_late(full, plainly=False)))
    ):
        return RiskSignal(kind, "urgent")
    late = since > STAYS_FOR + between.count(STAYS)
    if topic == "relief" or late or is_ordinary(full, kind, nearness(reading), other):
        return None
    if moved and not is_heavy(full) and (nearness(reading) or FAR) <= CLEAR:
        return None
    if other:
        return RiskSignal(kind, f"{NEAR}_other")
    return RiskSignal(kind, NEAR, brief=kind not in ("medical", "violence") and names_help(hers[-1]))


def _since_danger(given: Sequence[tuple[Kind, str] | None]) -> int | None:
    """How many of her replies ago she last answered a danger with help; None if that is over, or there was none."""
    for since, of in enumerate(reversed(given), 1):
        if of is not None and RiskSignal(*of).level == "safe":
            return since
        if of is not None and not of[1].startswith((NEAR, STAYS, PARTING)):
            return None
    return None


def known(found: RiskSignal | None, hers: Sequence[str]) -> RiskSignal | None:
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


def answered(
    full: str, hers: Sequence[str], near: float | None = None, calm: bool = True, troubling: bool = False
) -> RiskSignal | None:
    """What the answer to her question means, if she asked one; None: it is about something else, or she asked none.

    `near`: how near danger the classifier finds the line. `calm`: whether it may be believed that all is well (`allays`).
    `troubling`: whether the line bears danger itself.
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
    answer = meaning(full, troubling)
    if answer == "yes":
        return plain(kind)
    if answer == "elsewhere" and (takes_leave(full) or not is_final(full)):
        return None
    return RiskSignal(kind, BELIEVED if answer == "no" and calm else "unsure")


def _late(full: str, hers: Sequence[str]) -> RiskSignal | None:
    """A yes, means or a farewell some lines after a question that rested on a hint, or a yes after a no was believed."""
    given = recognised_in_turn(hers)[-REMEMBERED:]
    asked = next((of for of in reversed(given) if of is not None), None)
    if asked is None or asked[1] not in (HINT, AGAIN, BELIEVED):
        return None
    kind, is_open = asked[0], asked[1] != BELIEVED
    if says_yes_late(full, plainly=is_open and given[-1] is None and "?" not in hers[-1]):
        return plain(kind)
    if is_open and given[-1] is None and not takes_leave(full) and (is_final(full) or weighs(full)):
        return RiskSignal(kind, "unsure")
    return None


def _denied(full: str, hers: Sequence[str]) -> RiskSignal | None:
    """A line that takes back what her reply just before took for danger."""
    asked = recognised_in_turn(hers)[-1] if hers else None
    if asked is None or asked[1] == "relief" or not (RiskSignal(*asked).level == "safe" or asked[1] == NEAR):
        return None
    return RiskSignal(asked[0], DENIED) if takes_back(full) else None


def afterthought(full: str, hers: Sequence[str]) -> RiskSignal | None:
    """What she adds to a reply about something else, given the line and her replies before it; mostly None.

    A question that was passed over is put once more, lightly and not at once, unless the line is a goodbye; soon after a
    danger she says once that she is still with it.
    """
    stayed = 0
    for since, of in enumerate(reversed(recognised_in_turn(hers)[-ASKS_WITHIN:]), 1):
        if of is not None and of[1] == HINT:
            return RiskSignal(of[0], AGAIN) if since > 1 or takes_leave(full) else None
        if of is not None and of[1].startswith(NEAR):
            stayed += 1
        elif of is not None:
            stays = since == stayed + 1 and RiskSignal(*of).level == "safe"
            return RiskSignal(of[0], STAYS) if stays else None
    return None


def _answering(full: str, recent: Sequence[str], hers: Sequence[str], near: float | None) -> RiskSignal | None:
    """The signal of a short answer (“yes”, “tonight”) soon after a danger, unless that is over or the talk has moved on."""
    if _long(full):
        return None
    given = [*[None] * (len(recent) - len(hers)), *recognised_in_turn(hers)]
    moved = bool(hers) and (given[-1] is None or given[-1][1] == STAYS)
    if (found := _danger_before(recent, given)) is None:
        return None
    if found.topic == HINT:  # she did not come to ask: an answer of that kind would be one to this danger
        return replace(found, topic="urgent") if meaning(full) in ("yes", "unsure") else None
    # the classifier finds “my sister is here now” as far from danger as a recipe
    by_words = near if is_near(near) or not signs()["follow"]["relief"].search(full) else None
    if takes_leave(full) or is_ordinary(full, found.kind, by_words):
        return None
    if moved and not is_final(full) and not signs()["urgent"]["phrases"].search(full):
        return None
    return _followed(found, full)


def _danger_before(recent: Sequence[str], given: Sequence[tuple[Kind, str] | None]) -> RiskSignal | None:
    """The danger that a short line may still belong to. `given`: of each of the user's lines, what her reply to it was."""
    strayed = 0
    for line, of in reversed(list(zip(recent, given, strict=True))[-REMEMBERED:]):
        before = normalised(line)
        if of is not None and (of[1].split("_")[0] in _SETTLED or of[1] in (HINT, AGAIN)):
            return None
        found = danger(before)
        if of is not None and not of[1].startswith((NEAR, STAYS)):
            return found if found is not None and found.topic != HINT else RiskSignal(*of)
        if found is not None and (of is None or found.topic != HINT):
            return found
        if of is None or of[1] == STAYS:
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
        if topic == "relief" and signs()["masked"]["phrases"].search(full):
            continue
        if pattern.search(full):
            wordy = len(full.replace(".", "").split()) > FEW
            return (
                None
                if wordy and topic == "urgent" and not signs()["urgent"]["phrases"].search(full)
                else replace(found, topic=topic)
            )
    return None
