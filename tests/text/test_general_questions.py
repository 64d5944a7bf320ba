"""Questions that words can answer are told from those about now, here and the user's things."""

import pytest

from companion.text.general_questions import asks_in_general

GENERAL = """What's the capital of Norway?
How do I get a wine stain out of a shirt?
What should I cook with three eggs and some spinach?
How long do I boil an egg?
How far is the moon?
Why do cats purr?
Translate good morning into French.
Give me a recipe for pancakes.
Help me word a text to my landlord.
Who wrote Wuthering Heights?
What does ubiquitous mean?
What's the biggest planet?
What goes well with salmon?
Which countries border Switzerland?""".splitlines()
NOT = """What's the time in Oslo?
What's on my shopping list?
How do I look?
How do I get to the station?
How long until Friday?
How long does it take to drive to Leeds?
Why are you sad?
Translate this page for me.
What should I wear today?
What's the weather like?
Who won the match?
What's the latest news?
Put eggs on the list.
I made soup.
How old is he?
Write it down.
What colours do you see?
What goes with my shirt?
What is the nearest chemist?
What's the furthest you have been?""".splitlines()


@pytest.mark.parametrize("line", GENERAL)
def test_words_can_answer(line: str) -> None:
    assert asks_in_general(line)


@pytest.mark.parametrize("line", NOT)
def test_words_alone_cannot(line: str) -> None:
    assert not asks_in_general(line)
