"""Tests that thoughts are never shown, in whichever form a model thinks, and that templates' tokens end a reply."""

from __future__ import annotations

import pytest

from models.replies.reply_filter import ReplyFilter
from models.replies.thoughts import Beginning
from tests.models.replies.cuts import NAMES, through


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("<think>Who is this?</think>\n\nHello.", "Hello."),
        ("<think>\n\n</think>\n\nHello.", "Hello."),
        ("Well, <think>hm</think> yes.", "Well, yes."),
        ("<think>one</think><think>two</think>Three.", "Three."),
        ("<think>a<think>b</think>c</think>d", "d"),
        ("<think>I could write <think> here.</think>Hello.", "Hello."),
        ("<think>never ends", ""),
        ("Yes.<think>and then", "Yes."),
        ("Yes.</think> No.", "Yes.No."),
        ("I <thi", "I <thi"),
        ("<<think>x</think>3", "<3"),
        ("<think>a </thi </think>b", "b"),
        ("<THINK>x</Think>Hello", "Hello"),
        ('<think budget="9">x</think>Hello', "Hello"),
        ("<think/>Hello", "Hello"),
        ("<thinking>x</thinking>Hello", "Hello"),
        ("<thought>x</thought>Hello", "Hello"),
        ("<reasoning>x</reasoning>\nHello", "Hello"),
        ("<think>x</thinking>Hello", "Hello"),
        ("&lt;think&gt;x&lt;/think&gt;Hello", "Hello"),
        ("[THINK]x[/THINK]Hello", "Hello"),
        ("◁think▷x◁/think▷Hello", "Hello"),
        ("<seed:think>x</seed:think>Hello", "Hello"),
        ("<|begin_of_thought|>x<|end_of_thought|>\n<|begin_of_solution|>Hello<|end_of_solution|>", "Hello"),
        ("<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>Hello<|END_RESPONSE|>", "Hello"),
        ("<|channel>thought\nx<channel|>Hello<turn|>", "Hello"),
        ("<think>x</think><answer>Hello</answer>", "Hello"),
        ('<tool_call>{"name": "time"}</tool_call>', ""),
        ("<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hi!<|return|>", "Hi!"),
        ("<|channel|>final<|message|>Hi!", "Hi!"),
        ("<|start|>assistant<|message|>Hi!<|end|>", "Hi!"),
        ("<|channel|>commentary to=functions.time <|constrain|>json<|message|>{}<|call|>", ""),
        ("analysisThe user greets me.assistantfinalHello.", "Hello."),
        ("analysisThe user greets me.", ""),
    ],
)
def test_thoughts_are_hidden(reply: str, shown: str) -> None:
    assert through([reply]) == shown
    assert through(list(reply)) == shown


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("Okay, the user greets me. I should be kind. </think> Hello", "Hello"),
        ("She is sad. Be kind.</think>\n\nWhat happened?", "What happened?"),
        ("One.</think>Two.</think>Three.", "Two.Three."),
        ("\n\n\n\nOkay, be kind. Say something. Anything. Now.</think>Hello", "Hello"),
        ("Hello, my friend. How are you?", "Hello, my friend. How are you?"),
        ("Okay, let us go.", "Okay, let us go."),
        ("Okay, the user greets me. I should", ""),
        ("The user is just saying hello.", ""),
        ("<think>x</think>Hello.", "Hello."),
        ("Hello, friend.<|im_end|>More.", "Hello, friend."),
    ],
)
def test_a_thought_may_lack_its_opening_tag(reply: str, shown: str) -> None:
    assert through([reply], "unsure") == shown
    assert through(list(reply), "unsure") == shown


def test_one_who_is_unsure_shows_what_speaks_to_somebody_at_its_first_end_of_a_sentence() -> None:
    reply = ReplyFilter(NAMES, "unsure")
    assert reply.feed("There you are.") == ""
    assert reply.feed(" I was") == "There you are. I was"
    assert reply.feed(" waiting") == " waiting"


def test_one_who_is_unsure_shows_three_sentences_that_sound_like_no_thought() -> None:
    reply = ReplyFilter(NAMES, "unsure")
    assert reply.feed("It rains. The river is high. It") == ""
    assert reply.feed(" is late. Nobody") == "It rains. The river is high. It is late. Nobody"
    assert reply.feed(" sings") == " sings"


def test_one_who_is_unsure_waits_while_it_may_be_a_thought() -> None:
    reply = ReplyFilter(NAMES, "unsure")
    assert reply.feed("Okay, how can I help you here? I should ask. ") == ""
    assert not reply.closed_unopened
    assert reply.feed("</think>Hm") == "Hm"
    assert reply.closed_unopened


@pytest.mark.parametrize("reply", ["Let me see.</think>\n\nHello.", "<think>Let me see.</think>Hello."])
def test_a_template_may_open_the_thought(reply: str) -> None:
    assert through([reply], "thought") == through(list(reply), "thought") == "Hello."


def test_a_template_may_open_a_thought_that_never_ends() -> None:
    assert through(["Let me see."], "thought") == ""


@pytest.mark.parametrize("beginning", ["reply", "unsure", "thought"])
def test_it_is_told_that_something_was_hidden(beginning: Beginning) -> None:
    reply = ReplyFilter(NAMES, beginning)
    reply.feed("<think>hm")
    reply.finish()
    assert reply.hidden


@pytest.mark.parametrize(
    "token",
    ["<|im_end|>", "</s>", "<|eot_id|>", "<end_of_turn>", "[INST]", "[/INST]", "<|endoftext|>", "<|end|>", "<eos>",
     "<｜end▁of▁sentence｜>", "<|user|>", "&lt;|im_end|&gt;", "<<SYS>>", "<turn|>", "<|return|>", "<start_of_turn>", "<EOD>"],
)  # fmt: skip
def test_a_templates_token_ends_the_reply(token: str) -> None:
    text = f"Well, my friend.{token}\nuser\nMore"
    assert through([text]) == through(list(text)) == "Well, my friend."
    assert through([f"{token}Hello"]) == "Hello"


@pytest.mark.parametrize(
    "reply",
    [
        "<|im_start|>assistant\nHello<|im_end|>",
        "<|start_header_id|>assistant<|end_header_id|>\n\nHello<|eot_id|>",
        "<|im_start|>assistant<|im_sep|>Hello",
        "<start_of_turn>model\nHello<end_of_turn>",
        "<s> Hello</s>",
        "<|assistant|>\nHello",
        "[/INST] Hello</s>",
        "assistant\n\nHello",
    ],
)
def test_a_templates_beginning_goes(reply: str) -> None:
    assert through([reply]) == through(list(reply)) == "Hello"


def test_a_token_without_its_end_goes_too() -> None:
    assert through(["Well.<|im_en"]) == "Well."
    assert through(["Well.<|im_end|"]) == "Well."
