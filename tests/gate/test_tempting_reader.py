"""Checks the reader of tempting lines: its weights belong to its lines, its replies are true, and it knows plain cases."""

from __future__ import annotations

import hashlib
import json
import tomllib
from importlib import resources

import numpy as np
import pytest

from benchmarks._evenings import LEARNT as EVENINGS
from companion.gate import tempting_reader
from companion.gate.honest import _TEMPTED, _UNKNOWN
from companion.gate.reply_gate import ReplyGate
from companion.gate.tempting_reader import ORDINARY, Certainty, certainty, read_temptation
from companion.text.line_reader import PLACES, LineReader, word_features

GATE = resources.files("companion.gate")
KINDS = tomllib.loads(GATE.joinpath("tempting_kinds.toml").read_text(encoding="utf-8"))


def test_the_weights_were_learned_from_these_lines() -> None:
    with GATE.joinpath("tempting.npz").open("rb") as file, np.load(file) as kept:
        lines = GATE.joinpath("lines/tempting.jsonl").read_bytes() + EVENINGS.read_bytes()
        assert str(kept["lines"]) == hashlib.sha256(lines).hexdigest()
        assert {str(kind) for kind in kept["kinds"]} == {ORDINARY, *KINDS}


def test_every_line_is_of_a_known_kind_and_stands_once() -> None:
    rows = [json.loads(line) for line in GATE.joinpath("lines/tempting.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["kind"] for row in rows} == {ORDINARY, *KINDS}
    texts = [row["text"].lower() for row in rows]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("deed", "Could you book me a table for two on Friday?"),
        ("past", "Where did you go on holiday when you were little?"),
        ("sight", "Can you see what colour my shirt is?"),
        ("meeting", "Will you come round to mine on Sunday?"),
    ],
)
def test_what_no_pattern_need_know_is_read_without_vectors(kind: str, line: str) -> None:
    found, likely = read_temptation(line, None)
    assert found.kind == kind
    assert likely >= 0.5


@pytest.mark.parametrize(
    "line",
    ["I made soup and fell asleep in the chair.", "What should I say to my sister?", "My brother rang about the car."],
)
def test_an_ordinary_line_tempts_to_nothing(line: str) -> None:
    assert certainty(line, None)[1] is Certainty.NO


class AlmostSure:
    """Weights that take any line for something done, likely but not surely."""

    def read(self, _line: str, _vector: object) -> dict[str, float]:
        return {"deed": 0.7, ORDINARY: 0.3}


class Surer:
    """Weights that are surer, but not certain."""

    def read(self, _line: str, _vector: object) -> dict[str, float]:
        return {"deed": 0.8, ORDINARY: 0.2}


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("Ok. Do you like rain in the evening?", Certainty.NO),
        ("Can you help me write an email to the landlord?", Certainty.NO),
        ("Would you like to come for a walk?", Certainty.LIKELY),
        ("Can you send the landlord that email?", Certainty.LIKELY),
        ("Goodnight then, and thank you, I needed it.", Certainty.NO),
        ("Right, got to go, my lift is outside.", Certainty.NO),
    ],
)
def test_a_taste_or_a_text_is_asked_for_in_words(monkeypatch: pytest.MonkeyPatch, line: str, sure: Certainty) -> None:
    monkeypatch.setattr(tempting_reader, "_reader", AlmostSure)
    assert certainty(line, np.zeros(1, np.float32))[1] is sure


@pytest.mark.parametrize(
    ("line", "sure"),
    [
        ("Can you help me write an email to the landlord?", Certainty.NO),
        ("Goodnight then, and thank you, I needed it.", Certainty.NO),
        ("Dad is coming round on Sunday.", Certainty.NO),
        ("Can you send the landlord that email?", Certainty.SURE),
    ],
)
def test_who_is_surer_still_minds_what_the_words_excuse(
    monkeypatch: pytest.MonkeyPatch, line: str, sure: Certainty
) -> None:
    monkeypatch.setattr(tempting_reader, "_reader", Surer)
    assert certainty(line, np.zeros(1, np.float32))[1] is sure


def test_the_probabilities_add_up_with_and_without_a_vector() -> None:
    reader = LineReader("ab", np.zeros((PLACES + 384 + 1, 2), np.float32), np.zeros((PLACES + 1, 2), np.float32))
    assert reader.read("A line.") == {"a": 0.5, "b": 0.5}
    assert reader.read("A line.", np.ones(384, np.float32)) == {"a": 0.5, "b": 0.5}


def test_features_have_length_one_and_an_empty_line_has_none() -> None:
    lengths = np.linalg.norm(word_features(["Where are you?", ""]), axis=1)
    assert lengths == pytest.approx([1.0, 0.0], abs=1e-5)


class TestATemptedReply:
    """What may stand in a reply to a line that may take something for granted."""

    def gate(self) -> ReplyGate:
        gate = ReplyGate(["How did you celebrate turning eighteen?"])
        gate.tempt()
        return gate

    @pytest.mark.parametrize("sentence", ["What did you do?", "I don't know.", "I'm only a voice here."])
    def test_a_question_and_a_limit_may(self, sentence: str) -> None:
        assert self.gate().fit(sentence) == sentence

    @pytest.mark.parametrize(
        "sentence",
        [
            "With a big cake.",
            "I can't stand that.",
            "Do you remember what we did?",
            "What did she say?",
            "Can you give me a cardigan?",
            "Is my hair all right?",
            "Oh, a few times.",
            "I'm not sure, but it was probably cake.",
        ],
    )
    def test_a_statement_may_not(self, sentence: str) -> None:
        assert self.gate().fit(sentence) is None

    def test_if_nothing_may_she_says_that_she_cannot_tell(self) -> None:
        gate = self.gate()
        assert gate.fit("With a big cake.") is None
        assert gate.refused == {"tempted": 1}
        assert gate.honest_words()[0] in {words[0] for words in _UNKNOWN}

    def test_what_is_only_stated_is_not_nodded_along_to(self) -> None:
        gate = ReplyGate(["I bet you were popular in school."])
        gate.tempt()
        assert gate.fit("Yes, I think I was.") is None
        assert gate.honest_words() in _TEMPTED

    def test_no_thing_of_the_line_is_taken_up_whatever_else_was_refused(self) -> None:
        gate = ReplyGate(["You'll catch your death without a jumper."])
        gate.tempt()
        for sentence in ("I'm cold.", "I went home.", "I'll wear it.", "Yes, I'm cold."):
            assert gate.fit(sentence) is None
        assert gate.refused["self"] + gate.refused["tempted"] == 4
        assert gate.fit("A jumper is warm.") is None
        assert gate.honest_words() in _TEMPTED
