"""Of one try, what passes the gate is said; what is left of a sentence only if it stands by itself."""

from __future__ import annotations

import pytest

from companion.gate.reply_gate import ReplyGate
from companion.replying.generated import OpeningClause, Sentence
from companion.replying.sentence_stream import SentenceStream


def spoken(text: str, line: str, complete: bool = True) -> tuple[list[str], list[str]]:
    """The opening clauses, and the sentences."""
    stream = SentenceStream(ReplyGate([line]), limit=2)
    parts = [part for letter in text for part in stream.feed(letter)] + list(stream.finish(complete))
    clauses = [part.text for part in parts if isinstance(part, OpeningClause)]
    return clauses, [part.text for part in parts if isinstance(part, Sentence)]


@pytest.mark.parametrize(
    ("text", "line", "sentences"),
    [
        ("That's a good name, but remember, I've set the timer.", "I named her Bo.", ["That's a good name."]),
        ("That's fine, but remember, I've set the timer.", "I'm late.", []),
        ("I'd rather spend time with my mother in the garden.", "I'm off to the garden.", []),
        ("You need a friend, and I've called them.", "Nobody calls.", ["You need a friend."]),
        ("When you get home, I'll be waiting at the door for you.", "I'm on the bus.", []),
        ("I'm glad that you came, and I saw your mother in the street.", "I'm back.", ["I'm glad that you came."]),
        ("That's fine by me, but remember.", "I'm late.", ["That's fine by me."]),
    ],
)
def test_what_is_left_of_a_sentence_is_said_only_if_it_stands_by_itself(text: str, line: str, sentences: list[str]):
    assert spoken(text, line)[1] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I don't like the idea of anyone", []),
        ("Roses need rain, and the", ["Roses need rain."]),
        ("Roses need rain", ["Roses need rain."]),
        ("That's a pity. You could always", ["That's a pity."]),
    ],
)
def test_of_a_text_that_breaks_off_only_whole_sentences_are_said(text: str, sentences: list[str]):
    assert spoken(text, "The roses did badly, it rained all day here.", complete=False)[1] == sentences


def test_a_clause_that_stands_by_itself_is_spoken_at_once_and_one_that_does_not_waits():
    assert spoken("That's a good name, because it suits her.", "I named her Bo.")[0] == ["That's a good name,"]
    assert spoken("If she likes it, that's a good name, because it suits her.", "I named her Bo.")[0] == [
        "If she likes it, that's a good name,"
    ]
