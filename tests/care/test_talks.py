"""Checks sixty talks line by line: whether she asks, helps, stays with it, says goodbye, or leaves the line to the LLM."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.care import Care, RiskSignal
from companion.care.replies import names_help
from companion.care.signal import AGAIN, DANGERS, HINT, PARTING, STAYS
from companion.settings import Settings
from models.embedding import Embedder

Talk = tuple[tuple[str, str], ...]
BY_LEVEL = {"ask": "?", "safe": "!", None: "~"}


def talks(name: str = "talks.txt") -> list[Talk]:
    """The talks of a file: of each line the sign of what she does, and its words."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    rows = "\n".join(row for row in text.splitlines() if not row.startswith("#"))
    return [
        tuple((row[0], row[2:]) for row in talk.strip().splitlines()) for talk in rows.split("\n\n") if talk.strip()
    ]


def sign(signal: RiskSignal | None) -> str:
    if signal is None:
        return "."
    if signal.kind == "sincere":
        return "="
    return ">" if signal.topic == PARTING else BY_LEVEL[signal.level]


def held(care: Care, talk: Talk) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The talk with the signs of what she did, the topics of her afterthoughts, and her replies."""
    signs, added, lines, hers = list[tuple[str, str]](), list[str](), list[str](), list[str]()
    dice = random.Random(5)
    for _, line in talk:
        signal, reply = care.detect(line, lines[-6:], hers[-6:]), ""
        signs.append((sign(signal), line))
        if signal is None:
            signal, reply = care.afterthought(line, lines[-6:], hers[-6:]), "Mm, that sounds like an evening. "
            added += [signal.topic] if signal is not None else []
        if signal is not None:
            answer = care.answer(signal, dice)
            reply += f"{answer.text} {answer.written}"
        lines.append(line)
        hers.append(reply.strip())
    return signs, added, hers


@pytest.mark.parametrize("talk", talks(), ids=lambda talk: talk[0][1])
def test_every_line_is_taken_for_what_it_is(talk: Talk) -> None:
    signs, added, hers = held(Care(Settings()), talk)
    assert signs == list(talk)
    assert max(added.count(STAYS), added.count(AGAIN), [of for of, _ in signs].count(">")) <= 1
    for (of, line), reply in zip(signs, hers, strict=True):
        assert ("Emergency: 112" in reply) == (of in "?!"), line


def wrong(care: Care) -> list[tuple[str, str, str]]:
    """Of the other talks, each line that she takes otherwise: what she should do, what she does, and its words."""
    pairs = (
        (want, does) for talk in talks("talks_more.txt") for want, does in zip(talk, held(care, talk)[0], strict=True)
    )
    return [(want, does, line) for (want, line), (does, _) in pairs if want != does]


def test_of_other_talks_no_danger_is_passed_over_and_few_lines_are_stayed_with_for_nothing() -> None:
    found = wrong(Care(Settings()))
    assert len(found) <= 0.03 * sum(map(len, talks("talks_more.txt")))
    assert [one for one in found if one[0] in "!?" or one[1] not in "~"] == []


@pytest.mark.models
def test_the_embedding_model_changes_little_of_it_and_passes_nothing_over(need_model: Callable[[str], Path]) -> None:
    embedder = Embedder(need_model("minilm-l6-v2"))
    embedder.open()
    care = Care(Settings(), lambda: embedder)
    pairs = [pair for talk in talks() for pair in zip(talk, held(care, talk)[0], strict=True)]
    other = [(want, does, line) for (want, line), (does, _) in pairs if want != does] + wrong(care)
    assert len(other) <= 0.02 * (len(pairs) + sum(map(len, talks("talks_more.txt"))))
    assert [one for one in other if one[0] in "!?~" and one[1] == "."] == []


def test_the_talks_are_sixty_of_four_kinds() -> None:
    assert len(talks()) == 60
    assert all(3 <= len(talk) <= 6 or "!" in {of for of, _ in talk} for talk in talks())


@pytest.mark.parametrize("kind", DANGERS)
def test_a_question_that_was_passed_over_is_put_once_more_in_half_a_sentence_and_then_it_is_over(kind: str) -> None:
    care, dice = Care(Settings()), random.Random(3)
    lines, hers = ["It would be easier for everyone"], [care.answer(RiskSignal(kind, HINT), dice).text]  # type: ignore[arg-type]
    added = []
    for line in ["The neighbours are having a party.", "They've got a trumpet.", "It's quite good.", "cya", "Morning!"]:
        assert care.detect(line, lines, hers) is None
        again = care.afterthought(line, lines, hers)
        reply = care.answer(again, dice) if again is not None else None
        added += [reply] if reply is not None else []
        lines.append(line)
        hers.append(f"Ha! {reply.text}" if reply is not None else "Ha!")
    assert [len(one.sentences) for one in added] == [1]
    assert "?" not in added[0].text
    assert added[0].written == ""


def test_help_is_not_named_twice_running_while_she_stays() -> None:
    care, dice, line = Care(Settings()), random.Random(3), "My mum never listens and it all came at once."
    lines, hers = ["I want to die"], [care.answer(RiskSignal("suicide", "plain"), dice).text]
    for _ in range(3):
        signal = care.detect(line, lines, hers)
        assert signal == RiskSignal("suicide", "near")
        lines.append(line)
        hers.append(care.answer(signal, dice).text)
    assert [names_help(reply) for reply in hers] == [True, False, True, False]
