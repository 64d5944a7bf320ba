"""Checks that the weights belong to the lines, that reading falls back without vectors, and how it is joined with the patterns."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks._care_limits import limits, shares
from benchmarks._care_training import LINES, Line, features, fingerprint, fitted, kernels, read_lines, trained
from companion.care import Care, RiskSignal
from companion.care.detection import danger, weighed
from companion.care.reader import Reader, Reading, evidence, ngrams, reader
from companion.care.signal import DANGERS, HINT
from companion.settings import Settings
from companion.text.normalised_words import normalised
from models.embedding import Embedder
from models.errors import ModelError

PACKAGE = resources.files("companion.care")


class MadeVectors:
    """Texts with “dark” in them lie in one direction, all others in another."""

    def inner(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 4), np.float32)
        for row, text in enumerate(texts):
            vectors[row, "dark" in text] = 1
        return vectors


class Broken:
    def inner(self, texts: Sequence[str]) -> None:
        raise ModelError("The model is damaged.")


def reading(danger: float = -1, outright: float = -1, veto: bool = False) -> Reading:
    return Reading(danger, outright, "abuse", True, veto)


def test_the_weights_were_made_from_the_lines_of_this_package():
    with PACKAGE.joinpath("weights.npz").open("rb") as file, np.load(file) as weights:
        assert int(weights["lines"]) == fingerprint(), "run: python -m benchmarks._care_training"


def test_the_weights_are_small_and_finite():
    with resources.as_file(PACKAGE.joinpath("weights.npz")) as file:
        assert file.stat().st_size < 600_000
        with np.load(file) as weights:
            assert all(np.isfinite(weights[name]).all() for name in weights.files)


@pytest.mark.parametrize("name", LINES)
def test_every_line_is_labelled_and_none_is_there_twice(name: str):
    rows = [json.loads(row) for row in PACKAGE.joinpath("lines", f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert {row["kind"] for row in rows} <= set(DANGERS)
    assert {row["level"] for row in rows} <= {"plain", "slant", "none"}
    assert all(row["text"].strip() == row["text"] != "" for row in rows)
    told = [(row["text"].lower(), tuple(row.get("before", ()))) for row in rows]
    assert len(set(told)) == len(told)


def test_minimal_pairs_are_in_one_group():
    lines = {line.text: line.group for line in read_lines()}
    assert lines["I want to die. There, said it."] == lines["I want to diet. There, said it."]
    assert len(set(lines.values())) > 1000


@pytest.mark.parametrize(
    ("found", "read", "expected"),
    [
        (None, None, None),
        (None, reading(), None),
        (None, reading(danger=1), RiskSignal("abuse", HINT)),
        (None, reading(danger=1, outright=1), RiskSignal("abuse", "plain")),
        (RiskSignal("suicide", "plain"), None, RiskSignal("suicide", "plain")),
        (RiskSignal("suicide", "plain"), reading(), RiskSignal("suicide", "plain")),
        (RiskSignal("suicide", "plain"), reading(veto=True), RiskSignal("suicide", HINT)),
        (RiskSignal("suicide", HINT), reading(), RiskSignal("suicide", HINT)),
        (RiskSignal("suicide", HINT), reading(danger=1, outright=1), RiskSignal("suicide", "plain")),
    ],
)
def test_the_patterns_and_the_classifier_are_weighed(
    found: RiskSignal | None, read: Reading | None, expected: RiskSignal | None
):
    assert weighed(found, read) == expected


def test_without_the_embedding_model_words_and_patterns_must_do_and_the_log_says_so_once(
    caplog: pytest.LogCaptureFixture,
):
    care = Care(Settings())
    with caplog.at_level(logging.INFO, "companion.care"):
        assert care.detect("I want to kill myself") == RiskSignal("suicide", "plain")
        assert care.detect("I had soup for lunch and it was good") is None
    assert [record.getMessage() for record in caplog.records] == [
        "care reads by words and patterns only: the embedding model is not on this computer"
    ]


def test_an_embedding_model_that_fails_costs_no_answer(caplog: pytest.LogCaptureFixture):
    care = Care(Settings(), Broken)
    with caplog.at_level(logging.INFO, "companion.care"):
        assert care.detect("I want to kill myself") == RiskSignal("suicide", "plain")
    assert "damaged" in caplog.text


def test_hashes_are_the_same_for_the_same_words_and_others_for_others():
    assert list(ngrams(normalised("I am fine"))) == list(ngrams(normalised("i'm fine")))
    assert set(ngrams(normalised("I am fine"))) != set(ngrams(normalised("fine am I")))


def made_lines() -> list[Line]:
    texts = [
        (f"{colour} walk number {n} by the {place}", colour, n)
        for n in range(8)
        for colour in ("dark", "bright")
        for place in ("sea", "road")
    ]
    return [Line(text, "suicide", "plain" if colour == "dark" else "none", (), n) for text, colour, n in texts]


def test_what_is_learnt_from_lines_is_read_in_others():
    lines = made_lines()
    seen = features(lines, MadeVectors())  # type: ignore[arg-type]
    weights = trained(lines, seen, kernels(seen)) | {"limits": np.zeros(3), "limits_without": np.zeros(3)}
    read = Reader({name: np.asarray(value, np.float32) for name, value in weights.items()}).read
    for text, level in (("a dark evening", "safe"), ("a bright evening", None)):
        got = read(evidence(normalised(text), None, text, (), MadeVectors()))
        assert (got.level, got.whole) == (level, True)
        got = read(evidence(normalised(text), None, text, (), None))
        assert (got.level, got.whole) == (level, False)


def test_the_reader_gives_the_score_that_the_training_gave():
    lines = made_lines()
    seen = features(lines, MadeVectors())  # type: ignore[arg-type]
    kernel = kernels(seen)
    weights = trained(lines, seen, kernel) | {"limits": np.zeros(3), "limits_without": np.zeros(3)}
    wanted = np.array([line.level != "none" for line in lines])
    duals = fitted(kernel[0], wanted, np.ones(len(lines)))
    read = Reader({name: np.asarray(value, np.float32) for name, value in weights.items()}).read
    for number in (0, 5, 11):
        words, text = normalised(lines[number].text), lines[number].text
        got = read(evidence(words, danger(words), text, (), MadeVectors()))
        assert got.danger == pytest.approx(kernel[0][number] @ duals, abs=1e-3)


def test_limits_hold_the_shares_they_are_chosen_for():
    lines = [Line(f"line {n}", "suicide", "none" if n < 200 else "plain", (), n) for n in range(400)]
    dice = np.random.default_rng(1)
    scores = {f"{name}{way}": dice.normal(size=400) for name in ("danger", "outright") for way in ("", "_without")}
    chosen = limits(lines, np.zeros((400, 2)), scores)
    assert np.mean(scores["danger"][:200] > chosen["limits"][0]) == pytest.approx(0.15, abs=0.01)
    assert np.mean(scores["outright"][:200] > chosen["limits"][1]) <= 0.01


def test_shares_are_of_the_lines_they_name():
    lines = [
        Line("a", "suicide", "plain", (), 0),
        Line("b", "suicide", "slant", (), 1),
        Line("c", "suicide", "none", (), 2),
    ]
    told = shares(lines, ["safe", "", "ask"])
    assert told["danger_noticed_share"] == 0.5
    assert (told["plain_danger_safe_share"], told["false_alarm_share"], told["asked_needlessly_share"]) == (1, 0, 1)


@pytest.mark.models
def test_what_is_only_implied_is_asked_about(need_model: Callable[[str], Path]):
    embedder = Embedder(need_model("minilm-l6-v2"))
    embedder.open()
    care = Care(Settings(), lambda: embedder)
    assert reader() is reader()
    asked = care.detect("I've paid the rent until the end of the month. After that it won't matter to me.")
    assert asked is not None
    assert (asked.level, asked.kind) == ("ask", "suicide")
    assert care.detect("I've paid the rent until the end of the month. After that I'm in the new flat.") is None
    assert care.detect("I had soup for lunch and it was good") is None
