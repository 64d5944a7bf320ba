"""Writes by the LLM, in a request of its own: drafts, rewritings, sentences; what nobody gave is thought again, then left out."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from companion.letters import prompts
from companion.letters.brief import Brief
from companion.letters.checking import BIRTHDAY, inventions, missing, occasion_missing
from companion.letters.letter_text import LetterText, close, greeting, parsed
from companion.letters.second_person import as_sentence, is_thing, to_them
from companion.text.grounding import content_words, ungrounded
from companion.text.sentences import split
from models.language import GenerateRequest, LanguageModel, Prompt, Sampling, TextChunk

TRIES = 3
SENTENCES = {"short": 3, "": 5, "long": 8}
LEAST = {"short": 2, "": 3, "long": 5}
"""Sentences of a draft, and fewest with which it counts as one."""
TOKENS = 36
"""Most for each sentence asked for."""
SIDE = "letter"
"""The side context: the talk's cache stays as it is."""
_NOISE = re.compile(
    r"^(?:(?:sure|certainly|of course|here (?:is|are)|here's|subject|letter|the letter|p\.?s)\b[^\n]*[:!]\s*$|"
    r"[-–*#•\d.)\s]+(?=\S)|[\"“])",
    re.IGNORECASE,
)


_FEAST = re.compile(
    r"birthday|wedding|anniversary|confirmation|christening|graduation|retirement|engagement|christmas|new (?:job|home|house|baby)"
    r"|\w+(?:ieth|teenth)\b",
    re.IGNORECASE,
)


class CancelledError(Exception):
    """Raised when the writing was cancelled."""


@dataclass(frozen=True)
class Draft:
    """A letter as it was written."""

    text: LetterText
    inserted: tuple[str, ...] = ()
    """What must be in it and the LLM left out: put in plainly."""
    left_out: tuple[str, ...] = ()
    """Sentences that named what nobody gave."""


class LetterWriter:
    """Asks the LLM. One thread uses it. Every method raises CancelledError, ModelError, WorkerError."""

    def __init__(self, llm: LanguageModel, seed: int = 1) -> None:
        """With the same `seed` the same brief gives the same letter."""
        self._llm, self._seed = llm, seed

    def draft(self, brief: Brief, name: str, cancelled: Callable[[], bool], salt: int = 0) -> Draft:
        """A first draft; `name` is the user's, `salt` makes another one of the same brief."""
        many = max(SENTENCES[brief.length], min(8, len(brief.must) + 2))
        best: list[str] = []
        lacking, left_out = list(brief.must), list[str]()
        for attempt in range(TRIES):
            prompt = prompts.draft(brief, many)
            said = self._ask(prompt, many, attempt + 10 * salt, cancelled)
            sound = [one for one in said if not inventions(one, (*brief.grounds, name), brief.to)]
            left_out += [one for one in said if one not in sound]
            lacks = missing(" ".join(sound), brief.must, brief.to)
            if occasion_missing(" ".join(sound), prompts.for_what(brief)):
                lacks.insert(0, "")
            if not best or (len(lacks), -min(len(sound), many)) < (len(lacking), -min(len(best), many)):
                best, lacking = sound, lacks
            if not lacking and len(best) >= LEAST[brief.length]:
                break
        if "" in lacking:
            best, lacking = [*_occasion(brief), *best], [one for one in lacking if one]
        text = LetterText(greeting(brief), _paragraphs(best), close(brief, name))
        return Draft(text.added(*(as_sentence(one, brief.to) for one in lacking)), tuple(lacking), tuple(left_out))

    def rewritten(
        self,
        text: LetterText,
        how: str,
        brief: Brief,
        cancelled: Callable[[], bool],
        good: Callable[[Sequence[str]], bool],
    ) -> LetterText | None:
        """The letter changed in this way; None if no try kept what must be in it and was `good`."""
        many = max(len(text.sentences) + 2, 4)
        before = missing(text.body, brief.must, brief.to)
        for attempt in range(TRIES):
            said = self._ask(prompts.rewrite(text.body, how, brief), many, attempt, cancelled)
            sound = [one for one in said if not inventions(one, (*brief.grounds, str(text)), brief.to)]
            lacks = [one for one in missing(" ".join(sound), brief.must, brief.to) if one not in before]
            new = text.with_body(_paragraphs(sound)).added(*(as_sentence(one, brief.to) for one in lacks))
            lost = [one for one in text.sentences if ungrounded(one, (str(new), text.greeting, text.close))]
            new = new.added(*lost)  # a name, a day, a number must not get lost on the way
            if len(sound) >= 2 and len(lacks) <= 1 and good(new.sentences) and new.body != text.body:
                return new
        return None

    def sentence_again(self, text: LetterText, number: int, brief: Brief, cancelled: Callable[[], bool]) -> str | None:
        """Another sentence for the one with this number; None if none was found that names nothing new."""
        old = text.sentences[number]
        keeps = [one for one in brief.must if not missing(old, [one], brief.to)]
        for attempt in range(TRIES):
            said = self._ask(prompts.one_sentence(old, brief), 1, attempt, cancelled)
            new = next(iter(said), "")
            if (
                new
                and new not in text.sentences
                and not inventions(new, (*brief.grounds, str(text)))
                and not missing(new, keeps, brief.to)
                and (not content_words(old) or content_words(new) & content_words(old))
            ):
                return new
        return None

    def more(self, text: LetterText, brief: Brief, cancelled: Callable[[], bool], about: str = "") -> list[str]:
        """One or two sentences that could follow, `about` something if given; none if nothing was found."""
        for attempt in range(TRIES):
            said = self._ask(prompts.more(text.body, brief, about), 2, attempt, cancelled)
            grounds = (*brief.grounds, str(text), about)
            sound = [one for one in said if one not in text.sentences and not inventions(one, grounds, brief.to)]
            if sound and not (about and missing(" ".join(sound), [about], brief.to)):
                return sound
        return []

    def _ask(self, prompt: Prompt, sentences: int, attempt: int, cancelled: Callable[[], bool]) -> list[str]:
        """So many sentences at most; the last one only if it is whole."""
        shown = tuple(one for _, letter in prompts.EXAMPLES for one in split(letter))
        request = GenerateRequest(
            prompt,
            sentences * TOKENS,
            ("\n* ", "\n\n\n", "The letter:", "Dear "),
            self._seed + 101 * attempt,
            Sampling(temperature=0.5 + 0.2 * (attempt % 10), min_p=0.1),
            avoid=shown,
            banned=prompts.BANNED,
            side_context=SIDE,
        )
        said, enough = "", threading.Event()
        for piece in self._llm.generate(request, lambda: cancelled() or enough.is_set()):
            said += piece.text if isinstance(piece, TextChunk) and not enough.is_set() else ""
            if len(_whole(said)) >= sentences:
                enough.set()
        if cancelled():
            raise CancelledError
        return _whole(said, ended=True)[:sentences]


def _whole(said: str, ended: bool = False) -> list[str]:
    """The whole sentences of what was written so far, each once, without greeting, close and whatever is no letter."""
    text = parsed(re.sub(r"[*_#]+", "", said).strip())
    sentences = [_NOISE.sub("", one).strip(' "“”') for one in text.sentences]
    whole = [one for one in dict.fromkeys(sentences) if one and one[-1] in ".!?…" and len(one.split()) > 1]
    if not ended and whole and sentences and not said.rstrip(" ").endswith(("\n",)) and whole[-1] == sentences[-1]:
        return whole[:-1]
    return whole


def _occasion(brief: Brief) -> list[str]:
    """A plain sentence that tells what the letter is for."""
    if (birthday := BIRTHDAY.search(brief.occasion)) is not None:
        return [f"Happy {birthday['which']} birthday!" if birthday["which"] else "Happy birthday!"]
    if not brief.occasion:
        named = prompts.for_what(brief).removeprefix("your ")
        plain = {"birthday": "Happy birthday!", "christmas": "Merry Christmas!", "new year's": "Happy New Year!"}
        return [plain.get(named, f"Best wishes for your {named}!")]
    if is_thing(brief.occasion, brief.to) and _FEAST.search(brief.occasion):
        return [f"Best wishes for {to_them(brief.occasion, brief.to)}!"]
    if is_thing(brief.occasion, brief.to):
        return [f"I am writing to you about {to_them(brief.occasion, brief.to)}."]
    return [as_sentence(brief.occasion, brief.to)]


def _paragraphs(sentences: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """At most four sentences each."""
    if len(sentences) <= 4:
        return (tuple(sentences),) if sentences else ()
    half = (len(sentences) + 1) // 2 if len(sentences) <= 8 else 4
    return (tuple(sentences[:half]), *_paragraphs(sentences[half:]))
