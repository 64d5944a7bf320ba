"""Finds whom the user spoke of in a conversation, and in what mood."""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.replying.prompt import PromptLine

_KIN = (
    r"(?:sister|brother|mother|mum|mom|father|dad|wife|husband|partner|girlfriend|boyfriend|daughter|son|aunt|uncle|cousin"
    r"|niece|nephew|grandmother|grandfather|gran|granny|grandpa|friend|colleague|boss|manager|teacher|neighbou?r|flatmate"
    r"|roommate|doctor|therapist)"
)
_NAME = r"((?:Mr|Mrs|Ms|Dr)\.? [A-Z]\w+|[A-Z][\w'-]*\w)"
_SPOKEN_OF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_KIN}s?,? (?:is called |is named |called |named )?{_NAME}",
        rf"\b(?:with|told|asked|called|phoned|rang|met|married|miss|invited|visited) {_NAME}",
        rf"\b{_NAME}(?:,? my {_KIN}\b| and I\b| and me\b)",
        rf"\b{_NAME} (?:said|says|told|asked|called|rang|phoned|wrote|thinks|wants|came|cried|laughed|texted|visited)\b",
        r"\b((?:Mr|Mrs|Ms|Dr)\.? [A-Z]\w+)",
    )
)
_NOBODY = frozenset(
    "I He She It We You They That This There Nobody Everybody Someone Somebody Everyone Who What Then And But So Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November "
    "December Christmas Easter Mum Mom Dad Yes No Well Oh Hello Hi Hey".split()
)

_MOODS = {
    "glad": "glad happy great lovely wonderful relieved proud thankful grateful laughed fun",
    "excited": "excited thrilled amazing hooray",
    "calm": "calm quiet peaceful relaxed",
    "tired": "tired exhausted sleepy knackered worn sleep slept",
    "worried": "worried worry worries anxiety nervous anxious scared afraid fear dread panic stressed stress",
    "sad": "sad cried crying cry miss misses grief sorry heartbroken died funeral hurts awful terrible worst",
    "angry": "angry furious annoyed annoying hate hates unfair fed shouted",
    "lonely": "lonely alone nobody",
}
_SIGNS = {word: mood for mood, words in _MOODS.items() for word in words.split()}
"""By the user's own words: asked for one of eight moods, the default LLM said "angry" of three talks in five."""


def mood(lines: Sequence[PromptLine]) -> str:
    """The mood that most of the user's words speak of, the later of two; empty if none."""
    counts: dict[str, int] = {}
    for line in lines:
        if line.speaker == "you":
            for before, word in _pairs(line.text):
                if (sign := _SIGNS.get(word)) and before not in ("not", "isn't", "wasn't", "never", "no", "don't"):
                    counts[sign] = counts.pop(sign, 0) + 1
    return max(reversed(counts), key=counts.__getitem__, default="")


def _pairs(text: str) -> list[tuple[str, str]]:
    """Each word with the one before it."""
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower().replace("’", "'"))
    return list(zip(["", *words], words, strict=False))


def people(lines: Sequence[PromptLine], known: Sequence[str] = ()) -> tuple[str, ...]:
    """Names in the order they came up: `known` ones, and those used like a person's name."""
    text = "\n".join(line.text for line in lines if line.speaker == "you")
    places: dict[str, int] = {}
    for name in known:
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            places[name] = found.start()
    for pattern in _SPOKEN_OF:
        for spoken in pattern.finditer(text):
            name = re.sub(r"['’]s?$", "", spoken.group(1))
            if name.removesuffix(".") not in _NOBODY:
                places.setdefault(name, spoken.start(1))
    return tuple(sorted(places, key=places.__getitem__))
