"""Recognises lines that ask her never to bring a topic up, or allow it again.

“Never bring up my father.” “Let's not mention the divorce, ever.” “The war. Don't go there.” “You can talk about Karen again.” But
not “My father never talks about the war.”, “Let's talk about it later.”
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Literal

from companion.memory.fact import FactCandidate
from companion.remembering.extraction import extract_facts
from companion.remembering.statements import plain
from companion.text.openers import DRAWN_OUT, any_opener
from companion.text.second_person import without_fillers
from companion.text.topics import bare_topic, mentions

_TABLES = tomllib.loads(
    resources.files("companion.remembering").joinpath("topic_commands.toml").read_text(encoding="utf-8")
)


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with its sets filled in; `<open>` stands for any words before the request."""
    sets = {name: f"(?:{'|'.join(items)})" for name, items in _TABLES["sets"].items()}
    sets["open"] = rf"\W*(?:{any_opener(sets['opener'], DRAWN_OUT)}\b[\s,:;.!–—-]*)*"
    return re.compile(re.sub(r"(?<!\?P)<(\w+)>", lambda found: sets[found[1]], pattern), re.DOTALL | re.IGNORECASE)


_FORBIDS = tuple(_compiled(f"<open>{pattern}") for pattern in _TABLES["patterns"]["forbids"])
_BARE_NO = _FORBIDS[-2]
"""“No diets.”: forbids something only as a rule."""
_POINTS_BACK, _NAMED_BEFORE, _ALLOWS, _ONLY_NOW, _LASTING, _DROPS, _RULE, _TAG, _TAIL = (
    _compiled(_TABLES["patterns"][name])
    for name in ("points_back", "named_before", "allows", "only_now", "lasting", "drops", "rule", "tag", "tail")
)
_ASKED = _compiled(r"<open>(?:can|could|would|will|shall|may) (?:we|you)\b")
"""A request in the form of a question."""
_ANY_DAY = datetime(2000, 1, 1)
"""Topics have no dates."""
_NO_TOPICS = frozenset(
    "it this that these those them they him her he she me us you there here anything something everything nothing one ones "
    "mind name ball kids and or so line hope".split()
)
LONGEST = 400
"""Words of a line that the extraction of facts is asked about; a pasted book would keep the user waiting for a minute."""
_SENTENCE = re.compile(r"[^.!?\n…]+[.!?…]*")


@dataclass(frozen=True)
class TopicCommand:
    """A topic that she is asked never to bring up, or may bring up again."""

    kind: Literal["forbid", "allow"]
    topic: str
    """Lower case, without “my” or “the”."""
    quote: str
    """The user's words, as they stand in the line."""
    rest: str = ""
    """What else the line says."""


def parse_topic_command(text: str) -> TopicCommand | None:
    """The topic command that the line is or contains; None for any other line."""
    sentences = [found[0] for found in _SENTENCE.finditer(text) if found[0].strip()]
    for number, sentence in enumerate(sentences):
        rest = " ".join(one.strip() for one in sentences[:number] + sentences[number + 1 :])
        if found := _ALLOWS.match(_low(sentence)):
            return TopicCommand("allow", _cleaned(found["x"]), sentence.strip(), rest)
        if topic := _forbidden(sentence):
            return TopicCommand("forbid", topic, sentence.strip(), rest)
        before = sentences[number - 1] if number else sentence
        points_back = _POINTS_BACK.match(_low(sentence)) or (not number and _points_back_within(sentence))
        if points_back and (topic := _named(before)) and _lasts(plain(text)):
            return TopicCommand("forbid", topic, text.strip() if number else sentence.strip(), "")
    return _extracted(text)


def fact_of(command: TopicCommand) -> FactCandidate:
    """The fact to be kept: that the topic is forbidden, or allowed again."""
    quote = without_fillers(command.quote)
    if command.kind == "allow":
        sentence = f"You may bring up {command.topic} again."
        return FactCandidate("boundary", f"allowed {command.topic}", command.topic, sentence, quote, origin="told")
    sentence = f"Never bring up {command.topic}."
    return FactCandidate("boundary", f"topic {command.topic}", command.topic, sentence, quote, origin="told")


def lifted(topics: Sequence[str], lines: Sequence[str], last: int = 2) -> bool:
    """Whether the user has spoken of it since asking, in one of the `last` lines; `topics`: one topic and its other names."""
    for line in reversed(lines[-last:]):
        if any(mentions(topic, line) for topic in topics):
            command = parse_topic_command(line)
            return command is None or command.kind == "allow" or command.topic not in topics
    return False


def _forbidden(sentence: str) -> str:
    low = _TAG.sub("", _low(sentence)).strip()
    if low.endswith("?") and not _ASKED.match(low):
        return ""
    for pattern in _FORBIDS:
        found = pattern.fullmatch(low.rstrip(" .!?…"))
        if (pattern is _BARE_NO and not _RULE.match(low)) or (_DROPS.match(low) and not _LASTING.search(low)):
            continue
        if found and _lasts(low) and (topic := _cleaned(found["x"])) and len(topic.split()) <= 6:
            return topic
    return ""


def _low(sentence: str) -> str:
    return re.sub(r"\b(do|did|does|wo|ca|is|are)nt\b", r"\1n't", plain(sentence))


def _lasts(low: str) -> bool:
    return bool(_LASTING.search(low)) or not _ONLY_NOW.search(low)


def _points_back_within(sentence: str) -> bool:
    found = re.search(r"\b(?:and|so|,)\s+(?:please )?(.*)$", _low(sentence))
    return bool(found and _POINTS_BACK.match(found[1]))


def _named(sentence: str) -> str:
    found = _NAMED_BEFORE.search(_before_and(_low(sentence)).strip(" .!?…"))
    return _cleaned(found["x"] or found["n"]) if found else ""


def _before_and(low: str) -> str:
    """“forget I told you about the sale and don't bring it up” → the part before “and”."""
    return re.split(r"\s+and (?:please )?(?=don't|never|do not)", low)[0]


def _cleaned(words: str) -> str:
    """The topic without what follows it; empty if the words name none."""
    if re.match(r"(?:that )?(?:i|i'm|you|you're|we|he|she|it's)\b", words):
        return ""
    before = None
    words = words.strip(" ,.;:!?")
    while words != before:
        before = words
        words = _TAIL.sub("", words).strip(" ,.;:!?")
    topic = bare_topic(words)
    return "" if topic in _NO_TOPICS else topic


def _extracted(text: str) -> TopicCommand | None:
    """What the extraction of facts finds, for phrasings that only it knows."""
    if len(text.split()) > LONGEST:
        return None
    for fact in extract_facts(text, _ANY_DAY):
        if fact.subject == "boundary" and fact.slot.startswith("topic "):
            return TopicCommand("forbid", fact.value, fact.quote, text.replace(fact.quote, " ").strip(" .,!"))
    return None
