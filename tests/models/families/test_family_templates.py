"""Tests templates in the documented form of each family: nothing is thought, and no other system message comes."""

from __future__ import annotations

import pytest

from benchmarks._family_templates import GEMMA_4_LARGE, MINISTRAL_3
from benchmarks._tiny_families import TINY_MINDS
from benchmarks._tiny_minds import TinyMind
from models.language import ChatMessage
from models.replies.thoughts import ThoughtFilter, ends_within_thought
from models.template_families import family_with
from models.templates import ChatTemplate

SYSTEM, ASKED = ChatMessage("system", "Be kind."), ChatMessage("user", "How are you?")


def template(text: str, bos: str = "<bos>") -> ChatTemplate:
    return ChatTemplate(text, bos, "</s>", frozenset(), family_with(lambda mark: mark in text))


@pytest.mark.parametrize("mind", TINY_MINDS, ids=lambda mind: mind.name)
def test_a_familys_own_template_is_used_and_opens_no_thought(mind: TinyMind) -> None:
    own = template(mind.template, mind.bos)
    assert own.remark == ""
    assert not ends_within_thought(own.render((SYSTEM, ASKED)))
    assert own.render((SYSTEM, ASKED)).index(SYSTEM.content) < own.render((SYSTEM, ASKED)).index(ASKED.content)


def test_a_large_gemma_begins_after_an_empty_thought() -> None:
    text = template(GEMMA_4_LARGE).render((SYSTEM, ASKED))
    assert text.endswith("<|turn>model\n<|channel>thought\n<channel|>")
    assert not ends_within_thought(text)


def test_with_a_system_message_ministral_brings_none_of_its_own() -> None:
    assert "created by Mistral" in template(MINISTRAL_3).render((ASKED,))
    assert "created by Mistral" not in template(MINISTRAL_3).render((SYSTEM, ASKED))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<|channel>thought\n<channel|>Hello.", "Hello."),
        ("<|channel>thought\nThe user greets me.\n<channel|>Hello.", "Hello."),
        ("<|channel>thought\nThe user greets me.", ""),
        ("<|channel>thought\nIs <|channel>thought\nit<channel|> so?<channel|>Yes.", "Yes."),
        ("thought\nHello.", "Hello."),
        ("thoughtful of you!", "thoughtful of you!"),
        ("thought so.", "thought so."),
        ("<think>\n\n</think>\n\nHello.", "Hello."),
        ("<think>one <think>two</think> three</think>Hello.", "Hello."),
        ("<think>and so on", ""),
        ("[THINK]Hm.[/THINK]Hello.", "Hello."),
    ],
)
def test_no_thought_is_shown_however_it_arrives(said: str, shown: str) -> None:
    whole, single = ThoughtFilter(), ThoughtFilter()
    assert whole.feed(said) + whole.finish() == shown
    assert "".join(map(single.feed, said)) + single.finish() == shown
