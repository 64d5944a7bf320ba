"""A statement that asks to be agreed with is a statement."""

import pytest

from companion.gate.reply_gate import ReplyGate
from companion.text.tag_questions import asks


@pytest.mark.parametrize(
    "sentence", ["It's all neat, isn't it?", "He came, didn't he?", "You like it, right?", "You can't, can you?"]
)
def test_a_statement_with_a_tag(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize("sentence", ["Is it neat?", "Isn't it?", "What did he do?", "“Why not?”", "Did he come?"])
def test_a_question(sentence: str) -> None:
    assert asks(sentence)


def test_it_is_no_way_round_the_gate() -> None:
    gate = ReplyGate(["I've tidied the desk, notice anything?"])
    gate.tempt()
    assert gate.fit("It's all nice and neat, isn't it?") is None
