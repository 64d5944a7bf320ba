"""Summarizes conversations by the LLM: a title, a few sentences, the people, the mood.

A small mind invents, so nothing it writes is taken on trust: every name and number must be the user's, and most of the words
that carry the meaning; a sentence that fails goes, and where none is left the user's own most telling words stand instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from companion.care.replies import without_help
from companion.replying.mentions import mood, people
from companion.replying.persona import Persona
from companion.replying.prompt import Form, PromptLine
from companion.text import style
from companion.text.grounding import content_words, support_share, ungrounded
from companion.text.notes import as_one_safe_line, cut_to_tokens
from companion.text.sentences import split
from models.language import ChatMessage, GenerateRequest, LanguageModel, Sampling, TextChunk

SENTENCES = 3
"""Most sentences of a summary."""
PART = 900
"""Tokens of conversation evaluated at once: some nine seconds on two cores."""
LONGEST_LINE = 120
"""Most tokens of one line; the middle of a longer one is cut out."""
TITLE = 6
"""Most words of a title."""
SUPPORT = 0.7
"""Least share of a sentence's content words that the user must have said; the rest may be hers: "a hard morning"."""

_TRIES = 3
_COOL = Sampling(temperature=0.3)
_MACHINE = re.compile(
    r"\b(as an? (ai|assistant|language model)|conversation|transcript|summary|user|phone)\b", re.IGNORECASE
)
_HERS = re.compile(r"\b(I|I'm|I'd|I've|I'll|me|my|we)\b")


@dataclass(frozen=True)
class Summary:
    """One conversation, summarized."""

    title: str
    """At most six words."""
    text: str
    """One to three sentences to the user: “You told me …”"""
    people: tuple[str, ...]
    mood: str
    """The user's mood in one word; empty if it can't be told."""


class Summarizer:
    """Asks the LLM in a side context while nobody talks. `cancelled` is asked at each token."""

    def __init__(self, llm: LanguageModel, persona: Persona, form: Form, seed: int = 1) -> None:
        """With the same `seed` the same conversation gives the same summary."""
        self._llm, self._persona, self._form, self._seed = llm, persona, form, seed

    def summarize(
        self, lines: Sequence[PromptLine], cancelled: Callable[[], bool], names: Sequence[str] = ()
    ) -> Summary | None:
        """Summarize a whole conversation; None if cancelled. `names`: people known already. Raises ModelError."""
        try:
            text = self._retell(lines, cancelled, "")
            return Summary(self._title(lines, text, cancelled), text, people(lines, names), mood(lines))
        except _CancelledError:
            return None

    def summarize_part(
        self, lines: Sequence[PromptLine], cancelled: Callable[[], bool], before: str = ""
    ) -> str | None:
        """Summarize these lines, and what `before` says of earlier ones, in one to three sentences; None if cancelled."""
        try:
            return self._retell(lines, cancelled, before)
        except _CancelledError:
            return None

    def _retell(self, lines: Sequence[PromptLine], cancelled: Callable[[], bool], before: str) -> str:
        sentences = split(before)
        for part in self._parts(lines):
            sentences += self._sentences(part, cancelled)
        return " ".join(_most_telling(sentences, SENTENCES))

    def _sentences(self, part: Sequence[PromptLine], cancelled: Callable[[], bool]) -> list[str]:
        """What the LLM says of a part, without sentences that nobody said anything of."""
        you = self._persona.you
        task = f"Afterwards {self._persona.her} writes to {you}, in two short sentences, what {you} told her, and nothing else:"
        sources = [line.text for line in part if line.speaker == "you"]
        for attempt in range(_TRIES):
            told = self._ask(part, task, "You told me", 70, attempt, cancelled)
            if sound := [sentence for sentence in _whole(told) if self._sound(sentence, sources)]:
                return _most_telling(sound[:SENTENCES], SENTENCES)
        return _own_words(part)

    def _sound(self, sentence: str, sources: Sequence[str]) -> bool:
        """Whether a sentence says only what was said, without clichés."""
        to_you = sentence.removeprefix("You told me")
        names = re.escape(self._persona.you), re.escape(self._persona.her)
        return (
            len(content_words(to_you)) >= 2
            and not sentence.endswith("?")
            and not sentence.startswith("Thank")
            and not ungrounded(sentence, sources)
            and support_share(to_you, sources) >= SUPPORT
            and not style.cliches(sentence)
            and not style.is_list(sentence)
            and not _MACHINE.search(sentence)
            and not _HERS.search(to_you)
            and not re.search(rf"(?<!\w)({'|'.join(names)})(?!\w)", sentence)
        )

    def _title(self, lines: Sequence[PromptLine], summary: str, cancelled: Callable[[], bool]) -> str:
        part = next(self._parts(lines), [])
        sources = [line.text for line in lines]
        for attempt in range(_TRIES):
            title = self._ask(part, "A title for this, in at most five words:", "", 14, attempt, cancelled).strip(
                " .:-"
            )
            if self._entitles(title, sources):
                return title[0].upper() + title[1:]
        return _beginning(summary)

    def _entitles(self, title: str, sources: Sequence[str]) -> bool:
        """Whether it is a title, and names only what was said."""
        short = 1 <= len(title.split()) <= TITLE and bool(content_words(title)) and support_share(title, sources) == 1
        return (
            short
            and not re.search(rf"(?<!\w){re.escape(self._persona.her)}(?!\w)", title)
            and not _MACHINE.search(title)
        )

    def _parts(self, lines: Sequence[PromptLine]) -> Iterator[list[PromptLine]]:
        """The lines in runs of at most `PART` tokens, or as many as the context holds."""
        room, used, part = min(PART, self._llm.context // 2), 0, list[PromptLine]()
        for line in lines:
            told = line.text if line.speaker == "you" else without_help(line.text)
            text = cut_to_tokens(as_one_safe_line(told), min(LONGEST_LINE, room), self._llm.count)
            cost = self._llm.count(text) + 4
            if part and used + cost > room and line.speaker == "you":
                yield part
                part, used = [], 0
            part.append(PromptLine(line.speaker, text))
            used += cost
        yield part

    def _ask(
        self,
        part: Sequence[PromptLine],
        task: str,
        begin: str,
        tokens: int,
        attempt: int,
        cancelled: Callable[[], bool],
    ) -> str:
        """What the LLM writes after `begin`, up to the end of the line or the quotation."""
        you, her = self._persona.you, self._persona.her
        talk = "".join(f"{you if line.speaker == 'you' else her}: {line.text}\n" for line in part)
        talk = f"{you} and {her} talk on the phone.\n\n{talk}\n{task}"
        prompt = (
            f'{talk}\n"{begin}'
            if self._form == "transcript"
            # without a system message, some templates (Ministral's, Qwen2.5's) bring one of their own
            else (ChatMessage("system", "You sum up talks."), ChatMessage("user", f"{talk} {begin} …".strip()))
        )
        request = GenerateRequest(
            prompt, tokens, ('"', "\n"), self._seed + attempt, _COOL, banned=style.BANNED, side_context="summary"
        )
        said = ""
        for piece in self._llm.generate(request, cancelled):
            said += piece.text if isinstance(piece, TextChunk) else ""
        if cancelled():
            raise _CancelledError
        if self._form == "chat":
            return said.strip().strip('"“”')
        return f"{begin} {said.strip()}" if begin else said.strip()


def _beginning(summary: str) -> str:
    """The first words of a summary, as a title."""
    said = re.sub(r"^You (told me( about| that)?|said:) ", "", (split(summary) or [""])[0])
    words = said.strip("“”'.!?").split()
    title = " ".join(words[:TITLE]) + ("…" if len(words) > TITLE else "")
    return title[:1].upper() + title[1:]


class _CancelledError(Exception):
    """Raised when somebody speaks and the LLM is needed."""


def _whole(text: str) -> list[str]:
    """The sentences of a text, without a last one that broke off."""
    return [sentence for sentence in split(text) if sentence.rstrip("'”’").endswith((".", "!", "?"))]


def _most_telling(sentences: Sequence[str], count: int) -> list[str]:
    """The `count` sentences with the most content words, in their order, none twice."""
    once = list(dict.fromkeys(sentences))
    best = sorted(once, key=lambda sentence: len(content_words(sentence)), reverse=True)[:count]
    return [sentence for sentence in once if sentence in best]


def _own_words(lines: Sequence[PromptLine]) -> list[str]:
    """Quotes the user's line with the most content words."""
    said = [sentence for line in lines if line.speaker == "you" for sentence in split(line.text)]
    telling_ones = _most_telling([s for s in said if not s.endswith("?") and len(s) < 200] or said, 2)
    quoted = " ".join(sentence if sentence[-1] in ".!?…" else f"{sentence}." for sentence in telling_ones)
    return [f"You said: “{quoted}”"] if quoted else []
