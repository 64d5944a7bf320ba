"""Answers a question from retrieved memories by the LLM, and lets nothing through that the memories do not say."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from datetime import date

from companion.gate.reply_gate import ReplyGate
from companion.replying import fixed_replies
from companion.replying.attempts import retried, total_usage
from companion.replying.generated import Generated, Sentence
from companion.replying.prompt import PromptLine
from companion.text import style
from companion.text.grounding import sources_of, support_share, ungrounded
from companion.text.markup import without_markup
from companion.text.notes import Note
from companion.text.second_person import second_person
from companion.text.sentences import split
from companion.turns.turn import Turn
from models.language import EndOfLine, GenerateRequest, LanguageModel, Sampling, TextChunk, Usage

TOLD = 0.6
"""Least share of an answer's content words that must occur in the memories; below it the answer is rejected."""

_MINE = re.compile(r"\b(?:I(?! (?:think|know|remember|recall))|I'm|I've|I'd|(?i:my|we|our|us))\b")
_NOT = re.compile(r"\b(?:not|never|nobody|nothing|none|cannot)\b|n['’]t\b", re.IGNORECASE)
_DOUBTS = (
    "not sure",
    "not certain",
    "not quite",
    "don't know",
    "don't remember",
    "never told",
    "haven't told",
    "you said:",
)
"""Banned while answering: there is an answer. A small LLM imitates the doubts and quotations of earlier replies."""
_BODY = re.compile(r"^(.*?)((?:,? you (?:said|told me)\b.*)?[.!?…]*)$", re.DOTALL)
TRIES = 2
MOST_SENTENCES = 3


def answer_from_memory(
    llm: LanguageModel, request: GenerateRequest, turn: Turn, lines: Sequence[PromptLine], today: date, gate: ReplyGate
) -> Iterator[Generated]:
    """Her answer from the notes of the last line; nothing of it is yielded before it is checked.

    It must say something that only the last note tells, and no name or number that was not told. If two tries fail,
    the notes themselves are quoted, with a doubt. Raises ModelError and WorkerError.
    """
    asked, notes = lines[-1].text, lines[-1].notes
    sources = [fixed_replies.quoted(note, today) for note in notes]
    sources += [line.text for line in lines if line.speaker == "you"]
    cooler = dataclasses.replace(
        request, avoid=(), banned=(*request.banned, *_DOUBTS), sampling=Sampling(temperature=0.4), max_tokens=60
    )
    usages: list[Usage] = []
    for attempt in range(TRIES):
        text = ""
        for item in llm.generate(retried(cooler, attempt), lambda: turn.cancelled):
            match item:
                case EndOfLine():
                    yield item  # at once: it tells whether the line is over
                case TextChunk():
                    text += item.text
                case Usage():
                    usages.append(item)
        sentences = _grounded_sentences(without_markup(text), sources, asked, notes)
        sentences = gate.manners.some_of([one for one in sentences if gate.permits(one)])
        if notes[-1] in sources_of(" ".join(sentences), asked, notes[-1:], [note.text for note in notes[:-1]]):
            for sentence in sentences:
                gate.note_said(sentence)
            break
    else:
        sentences = [gate.written(fixed_replies.unsure(notes, today))]
    if not turn.cancelled:
        yield from (Sentence(sentence, sentence) for sentence in sentences)
        yield total_usage(usages)


def _grounded_sentences(text: str, sources: Sequence[str], asked: str, notes: Sequence[Note]) -> list[str]:
    fit = (one for one in split(text) if _rests_on(one, sources) and not _denies(one, asked, notes))
    return [_to_you(sentence) for sentence in fit][:MOST_SENTENCES]


def _rests_on(sentence: str, sources: Sequence[str]) -> bool:
    """Whether a sentence says nothing that was not told, without clichés."""
    told = support_share(sentence, sources) >= TOLD and not ungrounded(sentence, sources)
    return told and not style.cliches(sentence)


def _denies(sentence: str, asked: str, notes: Sequence[Note]) -> bool:
    """Whether a sentence denies what was told ("You didn't plant any tomatoes."): it negates, and its sources do not."""
    told = " ".join([asked, *(note.text for note in notes)])
    return bool(_NOT.search(sentence)) and not _NOT.search(told)


def _to_you(sentence: str) -> str:
    """Turn the user's own words, taken over in the first person, to them: "I'm forty-one" becomes "You're forty-one"."""
    found = _BODY.match(sentence)
    assert found is not None, "it matches anything"
    body, rest = found.groups()
    if not _MINE.search(body) or re.search(r"\byour?\b", body, re.IGNORECASE):
        return sentence
    return second_person(body).rstrip(".") + rest
