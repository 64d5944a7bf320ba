"""Who was spoken of, and in what mood, by the user's own words."""

from __future__ import annotations

import pytest

from companion.replying.mentions import mood, people
from companion.replying.prompt import PromptLine


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("My sister Nora rang.", ("Nora",)),
        ("My neighbour is called Paul, and Ines's dog bit him.", ("Paul",)),
        ("I had tea with Jonas. Then Mr Hollis came.", ("Jonas", "Mr Hollis")),
        ("Emil and I walked to Lisbon on Friday.", ("Emil",)),
        ("We went to Vienna. It said Monday on the door.", ()),
        ("I asked Nora's boss.", ("Nora",)),
        ("My friend said so. He called twice.", ()),
        ("Vera, Paul and the others", ("Paul",)),
    ],
)
def test_names_that_are_used_as_a_persons(said: str, names: tuple[str, ...]):
    assert people([PromptLine("you", said)], ["Paul", "Zoë"]) == names


def test_only_the_user_speaks_of_people():
    assert people([PromptLine("her", "My sister Nora rang."), PromptLine("you", "Did she?")]) == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'm so tired, I slept badly.", "tired"),
        ("I'm not angry, only worried about the exam.", "worried"),
        ("I was sad. Now I'm happy.", "glad"),
        ("The train was late.", ""),
        ("I wasn't scared.", ""),
    ],
)
def test_a_mood_is_what_most_words_speak_of(said: str, told: str):
    assert mood([PromptLine("her", "Are you lonely, lonely, lonely?"), PromptLine("you", said)]) == told
