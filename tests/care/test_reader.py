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

from benchmarks._care_limits import ALARMED, ASKED, DOUBTED, figures, limits, shares
from benchmarks._care_network import _slopes, beginning, judgements, learned
from benchmarks._care_training import LINES, Line, fingerprint, seen_pieces, seen_words, word_weights
from benchmarks._care_words import STRENGTH, fitted
from companion.care import Care, RiskSignal
from companion.care.detection import weighed
from companion.care.network import ADAPTED, LAYERS, adapted, judged
from companion.care.reader import Evidence, Reader, Reading, evidence, ngrams, reader, shown
from companion.care.signal import DANGERS, HINT
from companion.settings import Settings
from companion.text.normalised_words import normalised
from models.embedding import Embedder
from models.errors import ModelError

PACKAGE = resources.files("companion.care")


SIZE = 24


class MadeStates:
    """A small encoder made by chance, in which each word has a direction of its own."""

    def pieces(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        states = [
            np.random.default_rng(len(word) * 7 + ord(word[0])).standard_normal(3 * SIZE) for word in text.split()
        ]
        return np.array(states, np.float32), np.zeros((len(states), 2), np.int64)

    def layers(self, numbers: Sequence[int]) -> dict[str, NDArray[np.float32]]:
        dice, shapes = np.random.default_rng(0), {"up": (SIZE, 2 * SIZE), "down": (2 * SIZE, SIZE), "bup": (2 * SIZE,)}
        made = {}
        for number in numbers:
            for part in ADAPTED:
                made[f"{number}.{part}"] = dice.standard_normal(shapes.get(part, (SIZE, SIZE))) / SIZE**0.5
                made[f"{number}.b{part}"] = np.zeros(shapes.get(f"b{part}", (SIZE,)))
            for norm in "12":
                made[f"{number}.g{norm}"], made[f"{number}.b{norm}"] = np.ones(SIZE), np.zeros(SIZE)
        return {name: value.astype(np.float32) for name, value in made.items()}


class Broken(MadeStates):
    def layers(self, numbers: Sequence[int]) -> dict[str, NDArray[np.float32]]:
        raise ModelError("The model is damaged.")


def reading(
    danger: float = -1, outright: float = -1, veto: bool = False, harmless: bool = False, unlikely: bool = False
) -> Reading:
    return Reading(danger, outright, "abuse", True, veto, harmless, unlikely)


def test_the_weights_were_made_from_the_lines_of_this_package():
    with PACKAGE.joinpath("weights.npz").open("rb") as file, np.load(file) as weights:
        assert int(weights["lines"]) == fingerprint(), "run: python -m benchmarks._care_training"


def test_the_weights_are_small_and_finite():
    with resources.as_file(PACKAGE.joinpath("weights.npz")) as file:
        assert file.stat().st_size < 1_500_000
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
        (RiskSignal("suicide", "plain"), reading(veto=True, harmless=True), None),
        (RiskSignal("medical", "poison"), reading(veto=True, harmless=True), RiskSignal("medical", "poison")),
        (RiskSignal("suicide", HINT), reading(), RiskSignal("suicide", HINT)),
        (RiskSignal("suicide", HINT), reading(unlikely=True), None),
        (RiskSignal("suicide", "plain"), reading(unlikely=True), RiskSignal("suicide", "plain")),
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
    return [Line(text, "suicide", "plain" if colour == "dark" else "none") for text, colour, _number in texts]


NO_LIMITS = {"limits": np.zeros(5), "limits_without": np.zeros(5)}


def learnt(lines: list[Line], rounds: int) -> dict[str, NDArray[np.float32]]:
    seen, _ = seen_words(lines)
    base = MadeStates().layers(LAYERS)
    made = learned(seen_pieces(lines, MadeStates()), base, len(DANGERS), rounds=rounds)
    return {
        name: np.asarray(value, np.float32) for name, value in (word_weights(lines, seen) | made | NO_LIMITS).items()
    }


def test_what_is_learnt_from_lines_is_read_in_others():
    made, vectors = Reader(learnt(made_lines(), 12)), MadeStates()
    for text, level in (("a dark evening", "safe"), ("a bright evening", None)):
        whole = Evidence(normalised(text), None, shown(MadeStates(), text), None, made.upper(vectors) or {})
        for seen in (whole, evidence(normalised(text), None, text, (), None)):
            got = made.read(seen)
            assert (got.level, got.whole) == (level, seen is whole)


def test_the_network_says_the_same_of_a_line_alone_and_in_a_batch_with_others():
    lines = [*made_lines()[:5], Line("and later", "abuse", "none", ("it was dark by the sea", "very"))]
    base, examples = MadeStates().layers(LAYERS), seen_pieces(lines, MadeStates())
    made = learned(examples, base, len(DANGERS), rounds=2)
    for one, said in zip(examples, judgements(base, made, examples), strict=True):
        before = None if one.before is None else one.before.astype(np.float32)
        alone = judged(adapted(base, made), made, one.line.astype(np.float32), before)
        assert alone == pytest.approx(said, abs=1e-4)


def test_an_adapter_that_has_learnt_nothing_changes_nothing():
    base = MadeStates().layers(LAYERS)
    changed = adapted(base, beginning(base, len(DANGERS), seed=3))
    assert changed.keys() == base.keys()
    assert all((changed[name] == base[name]).all() for name in base)


@pytest.mark.parametrize(
    "name", ["before", "looks", "hidden", "out bias", *(f"4.{one} in" for one in ADAPTED), "5.q out"]
)
def test_the_slopes_of_the_network_are_those_of_its_error(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("benchmarks._care_network.LEFT_OUT", 0)
    lines = [*made_lines()[:3], Line("and later", "abuse", "none", ("it was dark by the sea",))]
    base, examples, dice = MadeStates().layers(LAYERS), seen_pieces(lines, MadeStates()), np.random.default_rng(1)
    made = beginning(base, len(DANGERS), seed=3)
    made |= {
        one: dice.standard_normal(value.shape).astype(np.float32) / 5 for one, value in made.items() if "out" in one
    }
    place = tuple(int(dice.integers(size)) for size in made[name].shape)
    errors = []
    for change in (1e-2, -1e-2):
        other = {one: value.astype(np.float64) for one, value in made.items()}
        other[name][place] += change
        errors.append(_slopes(base, other, examples, dice)[0])  # type: ignore[arg-type]
    slope = _slopes(base, made, examples, dice)[1][name][place]
    assert slope == pytest.approx((errors[0] - errors[1]) / 2e-2, rel=0.02, abs=1e-5)


def test_words_are_weighed_so_that_no_other_weights_would_do_better():
    lines = made_lines()
    seen, _ = seen_words(lines)
    wanted, even = np.array([line.level != "none" for line in lines]), np.ones(len(lines))
    weights = fitted(seen, wanted, even)
    chance = 1 / (1 + np.exp(-seen.times(weights)))
    assert np.abs(weights - seen.back(STRENGTH * (wanted - chance))).max() < 0.01


def test_limits_hold_the_shares_they_are_chosen_for():
    lines = [
        Line(
            f"line number {n}, which is so long that no pattern is certain",
            "suicide",
            "none" if n < 400 else "plain",
        )
        for n in range(800)
    ]
    dice = np.random.default_rng(1)
    scores = {f"{name}{way}": dice.normal(size=800) for name in ("danger", "outright") for way in ("", "_without")}
    patterns = np.zeros((800, 2))
    patterns[::40, 0] = 1
    scores["danger"][790] = np.nan
    chosen = limits(lines, patterns, scores)
    told = figures(lines, patterns, scores, chosen, worst=True)["with_model"]
    assert told["false_alarm_share"] <= ALARMED + DOUBTED
    assert ASKED - 0.01 <= told["asked_needlessly_share"] + told["false_alarm_share"] <= ASKED
    assert told["area_under_curve"] == pytest.approx(0.5, abs=0.05)


def test_a_line_that_was_not_tried_is_counted_nowhere():
    lines = [Line(f"line {n}", "suicide", "plain") for n in range(4)]
    none = np.array([np.nan, np.nan, 1, 1])
    scores = {f"{name}{way}": none for name in ("danger", "outright") for way in ("", "_without")}
    chosen = {"limits": np.array([0.0, 0, -9, -9, -9]), "limits_without": np.array([0.0, 0, -9, -9, -9])}
    assert figures(lines, np.zeros((4, 2)), scores, chosen, worst=False)["with_model"]["danger_noticed_share"] == 1


def test_shares_are_of_the_lines_they_name():
    lines = [
        Line("a", "suicide", "plain"),
        Line("b", "suicide", "slant"),
        Line("c", "suicide", "none"),
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


@pytest.mark.models
def test_ordinary_talk_before_it_makes_no_known_danger_harmless(need_model: Callable[[str], Path]):
    embedder = Embedder(need_model("minilm-l6-v2"))
    embedder.open()
    care = Care(Settings(), lambda: embedder)
    before = [
        "train sat outside Slough for an hour and ten",
        "Jo says I should look at the job in Leeds",
        "My name is Teruo.",
    ]
    for line in ("I don't see the point in going on, honestly", "there's no point going on", "I want to die"):
        assert care.detect(line) is not None
        assert care.detect(line, before) is not None
