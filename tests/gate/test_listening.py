"""Checks the written answers by the kind of a line: they claim nothing, belong to the kinds, and are given when they should be."""

from __future__ import annotations

import hashlib
import json
import tomllib
from importlib import resources

import numpy as np
import pytest

from companion.gate import listening
from companion.gate.honest import _LISTENING, _TEMPTED
from companion.gate.listening import beats_another_try, fitting_words, kind_of, words_at_once
from companion.gate.reply_gate import ReplyGate
from companion.text.line_reader import Numbers
from companion.text.style import normalised

GATE = resources.files("companion.gate")
KINDS = tomllib.loads(GATE.joinpath("listening.toml").read_text(encoding="utf-8"))
ANSWERS = [(kind, " ".join(words)) for kind, rows in KINDS.items() for words in rows["say"]]
VECTOR: Numbers = np.zeros(384, np.float32)
TOLD, ASKED = "The bus was late again.", "Was the bus late?"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch):
    def fix(**shares: float) -> None:
        """Read these kinds in every line, and in none the rest of the probability."""
        rest = {"asks_her": 1 - sum(shares.values())} if sum(shares.values()) < 1 else {}
        names = [*shares, *rest]
        bias = np.log(np.array([[*shares.values(), *rest.values()]], np.float32))
        weights = np.concatenate((np.zeros((384, len(names)), np.float32), bias))
        monkeypatch.setattr(listening, "_weights", lambda: (names, weights))

    return fix


def test_the_weights_were_learned_from_these_lines() -> None:
    with GATE.joinpath("listening.npz").open("rb") as file, np.load(file) as kept:
        assert str(kept["lines"]) == hashlib.sha256(GATE.joinpath("lines/listening.jsonl").read_bytes()).hexdigest()
        assert {str(kind) for kind in kept["kinds"]} == set(KINDS)


def test_every_line_is_of_a_known_kind_and_stands_once() -> None:
    rows = [
        json.loads(line) for line in GATE.joinpath("lines/listening.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {row["kind"] for row in rows} == set(KINDS)
    lines = [row["line"].lower() for row in rows]
    assert len(set(lines)) == len(lines)


def test_there_are_answers_enough_and_each_stands_once() -> None:
    assert all(len(rows["say"]) >= 7 and all(len(words) in (1, 2) for words in rows["say"]) for rows in KINDS.values())
    said = [normalised(text) for _, text in ANSWERS]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(("kind", "text"), ANSWERS)
def test_an_answer_claims_nothing_that_the_llm_might_not(kind: str, text: str) -> None:
    assert ReplyGate([ASKED if kind.startswith("asks_") else TOLD]).permits(text)


def test_a_question_is_of_a_kind_that_asks_and_another_line_is_not(reads) -> None:
    reads(asks_guess=0.5, tired=0.4)
    assert kind_of(ASKED, VECTOR) == ("asks_guess", pytest.approx(0.5))
    assert kind_of(TOLD, VECTOR) == ("tired", pytest.approx(0.4))


def test_only_a_likely_kind_is_answered_and_none_without_a_vector(reads) -> None:
    reads(tired=0.31, asks_guess=0.29, asks_fact=0.29)
    assert [list(words) for words in fitting_words(TOLD, VECTOR)] == KINDS["tired"]["say"]
    assert not fitting_words(TOLD, None)
    assert not fitting_words(ASKED, VECTOR)


def test_a_pasted_page_is_of_no_kind(reads) -> None:
    reads(tired=0.9)
    assert fitting_words(TOLD, VECTOR)
    assert not fitting_words(f"{TOLD} " * 30, VECTOR)


def test_another_try_is_worth_it_where_the_kind_is_unsure_or_wants_words_of_its_own(reads) -> None:
    reads(tired=0.31, wants_words=0.29, weather=0.3)
    assert beats_another_try(TOLD, VECTOR)
    reads(tired=0.29, wants_words=0.28, weather=0.28)
    assert not beats_another_try(TOLD, VECTOR)
    reads(tired=0.1, wants_words=0.51)
    assert not beats_another_try(TOLD, VECTOR)
    reads(weather=0.9, wants_words=0.05)
    assert beats_another_try(TOLD, VECTOR)


def test_the_gate_gives_them_in_turn_and_listens_where_no_kind_is_likely(reads) -> None:
    gate = ReplyGate([TOLD])
    assert not gate.knows_fitting_words
    gate.vector = VECTOR
    reads(cross_thing=0.9, asks_guess=0.1)
    assert gate.knows_fitting_words
    first = gate.honest_words()
    assert list(first) in KINDS["cross_thing"]["say"]
    gate.note_said(first[0])
    assert gate.honest_words() != first
    unsure = ReplyGate(["I walked there and back."])
    unsure.vector = VECTOR
    reads(cross_thing=0.1, asks_guess=0.1)
    assert unsure.honest_words() in _LISTENING


def test_what_may_be_taken_for_granted_is_not_answered_as_its_kind(reads) -> None:
    reads(cross_thing=0.9, asks_guess=0.1)
    gate = ReplyGate(["You were there with us on the bus."])
    gate.vector = VECTOR
    gate.tempt()
    assert not gate.knows_fitting_words
    assert gate.fit("It was a long ride.") is None
    assert gate.honest_words() in _TEMPTED


def test_what_surely_hurts_is_answered_before_the_llm_is_asked_and_never_twice_on_end(reads) -> None:
    reads(grief=0.6, weather=0.1)
    gate = ReplyGate([TOLD])
    assert gate.words_at_once(small=False) == ()
    gate.vector = VECTOR
    said = gate.words_at_once(small=False)
    assert list(said) in KINDS["grief"]["say"]
    gate.written(" ".join(said))
    assert gate.words_at_once(small=False) == ()
    gate.note_said("The boats are in.")
    gate.note_said("So they are.")
    assert list(gate.words_at_once(small=False)) in KINDS["grief"]["say"]
    assert gate.words_at_once(small=False) != said


def test_a_small_llm_is_not_asked_about_anything_else_whose_kind_is_sure_but_what_wants_words_of_its_own(reads) -> None:
    reads(weather=0.9, grief=0.05)
    assert [list(words) for words in words_at_once(TOLD, VECTOR, small=True)] == KINDS["weather"]["say"]
    assert not words_at_once(TOLD, VECTOR, small=False)
    reads(wants_words=0.9, grief=0.05)
    assert not words_at_once(TOLD, VECTOR, small=True)


def test_what_is_not_sure_or_asks_for_something_is_left_to_the_llm(reads) -> None:
    reads(grief=0.49, weather=0.3)
    assert not words_at_once(TOLD, VECTOR, small=True)
    reads(grief=0.9, weather=0.05)
    assert words_at_once(TOLD, VECTOR, small=True)
    assert not words_at_once("Write me a line for the card, her dog died.", VECTOR, small=True)
    assert not words_at_once(TOLD, None, small=True)


def test_what_may_be_taken_for_granted_is_left_to_the_llm(reads) -> None:
    reads(grief=0.9, weather=0.05)
    gate = ReplyGate([TOLD])
    gate.vector = VECTOR
    gate.tempt()
    assert gate.words_at_once(small=True) == ()
