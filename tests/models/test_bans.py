"""Tests token bans: phrases that must not be said, and runs of words that were just said."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from models.bans import RUN, TokenBans

_TOKENS: dict[str, int] = {}


def tokenize(text: str) -> list[int]:
    """A number for every word, with or without the space before it, and every sign, as real vocabularies have."""
    return [_TOKENS.setdefault(token, len(_TOKENS)) for token in re.findall(r" ?\w+|[^\w ]", text)]


def allowed(bans: TokenBans, text: str) -> bool:
    """Whether `text` could be drawn token by token."""
    tokens = tokenize(text)
    return all(token not in bans.now(tokens[:at]) for at, token in enumerate(tokens))


def test_without_bans_anything_may_come():
    bans = TokenBans(tokenize)
    assert bans.now([]) == set()
    assert bans.now(tokenize("anything at all")) == set()


def test_a_banned_phrase_never_comes_wherever_it_stands():
    bans = TokenBans(tokenize, banned=("language model", "delve"))
    for text in ("language model", "I am a language model.", "Language model, that's me.", "Let's delve in.", "Delve"):
        assert not allowed(bans, text)
    for text in ("A language is a model.", "languages", "a model"):
        assert allowed(bans, text)


def test_no_four_tokens_in_a_row_of_a_sentence_to_avoid():
    bans = TokenBans(tokenize, avoid=("What did you do with the cat today?",))
    assert not allowed(bans, "So what? What did you do with it?")
    assert not allowed(bans, "I left with the cat today.")
    assert allowed(bans, "What did you like?")
    assert allowed(bans, "The cat is well today.")


def test_a_short_sentence_is_avoided_as_a_whole():
    bans = TokenBans(tokenize, avoid=("Good night.",))
    assert not allowed(bans, "Good night.")
    assert allowed(bans, "Good morning.")
    assert allowed(bans, "Good night, then.")


def test_a_line_of_one_word_does_not_ban_the_word():
    assert allowed(TokenBans(tokenize, avoid=("coffee",)), "I would love coffee.")


@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), max_size=12))
def test_exactly_the_shared_runs_are_forbidden(avoid: list[int], drawn: list[int]):
    bans = TokenBans(lambda text: [int(digit) for digit in text.split()], avoid=(" ".join(map(str, avoid)),))
    runs = {tuple(avoid[i : i + RUN]) for i in range(len(avoid) - RUN + 1)}
    if 1 < len(avoid) < RUN:
        runs.add(tuple(avoid))
    forbidden = {token for token in range(6) if any((*drawn, token)[-len(run) :] == run for run in runs)}
    assert bans.now(drawn) == forbidden


def test_what_a_forbidden_word_begins_with_is_forbidden_too():
    bans = TokenBans(
        lambda text: [int(digit) for digit in text.split()],
        avoid=("1 2 3 40",),
        beginnings=lambda token: (token // 10,),
    )
    assert bans.now([1, 2, 3]) == {40, 4}
