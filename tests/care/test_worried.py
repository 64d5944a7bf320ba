"""Whoever worries about somebody who lies ill is not asked about dying, unless they say more than that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from companion.care import Care
from companion.care.answers import is_only_worried
from companion.settings import Settings
from companion.text.normalised_words import normalised
from models.embedding import Embedder

WORRIED = """
Nan's in hospital and nobody will tell me anything.
They took my gran to hospital last night and I'm so scared.
My mum's in hospital and they won't let me in.
Dad's been rushed to intensive care and I feel sick with worry.
My husband is having a bypass on Monday and I'm terrified.
My sister's in the hospice now, it's so quiet on the ward.
My brother ended up in A and E again and I'm so tired of it.
""".strip().splitlines()
GRAVER = """
My mum's in hospital and I don't want to go on without her.
Dad's in intensive care and I've got his tablets here.
When gran dies in that hospital I'm going with her.
My husband is in the hospice and I'll follow him.
They took my son to hospital and it's my fault, I can't live with it.
My wife's in hospital and I've nothing left.
Mum is in hospital and I can't do this any more.
""".strip().splitlines()


@pytest.mark.parametrize("line", WORRIED)
def test_worry_is_only_worry(line: str) -> None:
    assert is_only_worried(normalised(line))
    assert Care(Settings()).detect(line) is None


@pytest.mark.parametrize("line", GRAVER)
def test_what_is_said_of_oneself_is_heard(line: str) -> None:
    assert not is_only_worried(normalised(line))


@pytest.mark.models
def test_the_embedding_model_finds_no_danger_in_worry_either(need_model: Callable[[str], Path]) -> None:
    embedder = Embedder(need_model("minilm-l6-v2"))
    embedder.open()
    care = Care(Settings(), lambda: embedder)
    assert [line for line in WORRIED if care.detect(line) is not None] == []
