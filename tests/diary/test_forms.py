"""A written form varies, keeps its tone for heavy and heartfelt words, and claims nothing that software cannot."""

from __future__ import annotations

import random
from datetime import datetime

import pytest

from companion.diary import forms
from companion.diary.telling import TellingSentence, feeling
from companion.gate.other_claims import other_claims
from companion.gate.self_claims import claims
from companion.memory import Message
from companion.text import style


def sentence(text: str) -> TellingSentence:
    said = Message(1, 1, "you", text, datetime(2026, 3, 2, 21), "typed", False)
    return TellingSentence(said, text, (), feeling(text), 1.0)


def line(text: str, temperament: str = "funny", lately: tuple[str, ...] = (), seed: int = 1) -> str:
    return forms.telling_back(sentence(text), temperament, lately, random.Random(seed), remark=True)


def remarks(text: str, temperament: str = "funny") -> set[str]:
    return {line(text, temperament, seed=seed) for seed in range(40)}


@pytest.mark.parametrize("form", forms.all_forms())
def test_no_form_claims_what_software_cannot(form: str) -> None:
    said = form.replace("{quote}", "It rained.").replace("{told}", "It rained.").replace("{word}", "rained")
    said = said.replace("{name}", "Nora").replace("{count}", "three").replace("{day}", "3 March")
    assert list(claims(said)) == []
    assert list(other_claims(said, ["It rained."])) == []
    assert not style.cliches(said)
    assert "!" not in form


def test_forms_are_not_repeated_while_another_is_left() -> None:
    said: list[str] = []
    for _ in range(4):
        said.append(line("I found an old map in the attic.", lately=tuple(said)))
    assert len(set(said)) == 4


@pytest.mark.parametrize(
    "text",
    ["I feel overwhelmed by the new job.", "I've been looking for work but I haven't found any.", "I miss my sister."],
)
def test_nothing_heavy_is_joked_about(text: str) -> None:
    assert not any("novels" in one or "title" in one or "mantelpiece" in one for one in remarks(text))


def test_nothing_heartfelt_is_joked_about() -> None:
    assert not any(
        "novels" in one or "mantelpiece" in one for one in remarks("I'm so grateful for all my friends did today.")
    )


def test_no_form_says_a_word_of_the_sentence_again() -> None:
    assert not any("get lost" in one for one in remarks("I feel lost and don't know which way to take."))
