"""She is not called by the user's name, and the user not by somebody else's."""

from __future__ import annotations

import pytest

from companion.gate.addressed import calls_by_another_name, takes_the_users_name
from companion.gate.unsupported import FIRST, unsupported

LINE = "My name is Teruo. I am seventy eight."


@pytest.mark.parametrize("sentence", ["You are correct. I am Teruo.", "I'm Teruo.", "My name is Teruo, too."])
def test_she_takes_no_name_that_the_user_gave_as_theirs(sentence: str):
    assert takes_the_users_name(sentence, LINE)
    assert unsupported(sentence, LINE, [LINE]) > FIRST


@pytest.mark.parametrize("sentence", ["I'm Ada.", "Hello, Teruo.", "I'm glad, Teruo.", "You're Teruo, then."])
def test_her_own_name_and_theirs_may_be_said(sentence: str):
    assert not takes_the_users_name(sentence, LINE)


def test_somebody_else_has_the_name():
    assert not takes_the_users_name("I'm Tom's favourite, am I?", "Tom came by")
    assert calls_by_another_name("I'm sorry, Priya.", "Priya broke the cup", "Theo")
