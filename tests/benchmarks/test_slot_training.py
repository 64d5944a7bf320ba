"""The network that reads slots is taught by its marked lines: its slopes are right, and it learns what is marked."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks._deed_lines import EVENING
from benchmarks._slot_lines import MarkedLine, actions_of, marked_lines, more_lines
from benchmarks._slot_network import Example, field_slopes, learned
from benchmarks._slot_training import placed
from companion.deeds.slot_reader import ALONE, NOTHING, TAGS, Place, SlotReader, allowed, best_path
from companion.deeds.slot_words import PER_WORD, PLACES, told_of_words, words_of


def test_a_marked_line_gives_its_words_and_tags(tmp_path: Path) -> None:
    row = {
        "deed": "timer",
        "action": "set",
        "marked": "[length:ten minutes] for the [text:rice]",
        "also": [{"deed": "list", "action": "add", "marked": "ten minutes for the [item:rice]"}],
    }
    (tmp_path / "slots.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    first, second = marked_lines(tmp_path / "slots.jsonl")
    assert first.text == second.text == "ten minutes for the rice"
    assert [TAGS[tag] for tag in first.tags()] == ["B length", "I length", "O", "O", "B text"]
    assert actions_of([first, second]) == ["list add", "timer set"]


def test_a_second_request_is_read_with_the_words_of_the_first_taken(tmp_path: Path) -> None:
    row = {
        "deed": "timer",
        "action": "set",
        "marked": "[length:ten minutes], and milk on the list",
        "also": [{"deed": "list", "action": "add", "marked": "ten minutes, and [item:milk] on the list"}],
        "before": ["morning"],
    }
    (tmp_path / "slots.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    first, second = marked_lines(tmp_path / "slots.jsonl")
    assert (first.place.taken, second.place.taken) == ((), ((0, 11),))
    assert first.before == second.before == "morning"
    words = words_of(second.text)
    told = [told_of_words(second.text, words, EVENING, taken) for taken in ((), second.place.taken)]
    assert [bool(one) for one in (told[0] != told[1]).any(axis=1)][:3] == [True, True, False]


def test_lines_stand_after_what_was_done_and_beside_it(tmp_path: Path) -> None:
    eggs = MarkedLine("and eggs", "list", "add", (("item", 4, 8),), before="put milk on the shopping list")
    shout = MarkedLine(
        "a shout the day before", "reminder", "set", (("when", 8, 22),), before="put milk on the shopping list"
    )
    made = placed([eggs, shout])
    assert made[0].place == Place(follows=True, same=True, kept=True)
    assert made[1].place == Place(follows=True, same=False, kept=True)
    assert (made[2].deed, made[2].action, made[2].slots) == ("list", NOTHING, ())
    assert len(made) == 3


def test_an_unknown_label_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "slots.jsonl").write_text('{"deed": "timer", "action": "set", "marked": "[colour:red]"}\n')
    with pytest.raises(ValueError, match="line 1"):
        marked_lines(tmp_path / "slots.jsonl")


def test_copies_keep_their_marks_on_whole_words() -> None:
    lines = [
        MarkedLine("Pasta, nine minutes.", "timer", "set", (("text", 0, 5), ("length", 7, 19))),
        MarkedLine("An hour for Bread", "timer", "set", (("length", 0, 7), ("text", 12, 17))),
    ]
    for one in more_lines(lines, 6):
        assert {one.text[start:end].lower() for label, start, end in one.slots if label == "text"} <= {"pasta", "bread"}
        assert len(one.tags()) >= 3


def test_slopes_are_those_of_the_loss() -> None:
    dice = np.random.default_rng(0)
    scores = dice.standard_normal((2, 3, len(TAGS))).astype(np.float64)
    after = dice.standard_normal((1 + len(TAGS), len(TAGS))) + allowed()
    tags, lengths = np.array([[1, 2, 0], [3, 0, 0]]), np.array([3, 1])
    in_scores, in_after = field_slopes(scores, after, tags, lengths)

    def loss() -> float:
        total = 0.0
        for row, wanted, length in zip(scores, tags, lengths, strict=True):
            own, every = row[0, wanted[0]] + after[0, wanted[0]], row[0] + after[0]
            for at in range(1, length):
                own += after[1 + wanted[at - 1], wanted[at]] + row[at, wanted[at]]
                every = np.logaddexp.reduce(every[:, None] + after[1:], axis=0) + row[at]
            total += np.logaddexp.reduce(every) - own
        return float(total)

    for values, slopes, place in (
        (scores, in_scores, (0, 1, 2)),
        (scores, in_scores, (1, 0, 3)),
        (after, in_after, (2, 2)),
    ):
        before = values[place]
        values[place] = before + 1e-5
        above = loss()
        values[place] = before - 1e-5
        below = loss()
        values[place] = before
        assert slopes[place] == pytest.approx((above - below) / 2e-5, abs=1e-3)


def test_a_few_lines_are_learned() -> None:
    dice = np.random.default_rng(1)
    kinds = dice.standard_normal((3, 24)).astype(np.float16)
    names = (0, TAGS.index("B text"), TAGS.index("B length"))
    examples = []
    for _ in range(60):
        words = dice.integers(0, 3, 6)
        told = np.full((6, PER_WORD), PLACES)
        told[:, 0] = words
        tags = np.array([names[word] for word in words])
        examples.append(Example(kinds[words], told, 1, ALONE, tags, int(words[0] == 0)))
    weights = learned(examples, 2, rounds=40)
    reader, one = SlotReader(weights, ["timer set", "timer stop"]), examples[0]
    scores, acted = reader.scores(one.vectors.astype(np.float32), one.told, "timer", ALONE)
    assert best_path(scores, weights["after"])[0] == one.tags.tolist()
    assert acted.shape == (2,)
