"""An excerpt has the sentences that matter: whole, verbatim, and never too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.memory.excerpts import excerpt

LONG = (
    "We got up at seven and had coffee on the balcony. Then it rained for hours, so we stayed in and read. "
    "In the afternoon we walked to the harbour and looked at the boats, which my father would have liked. "
    "On the way home we met Nora. She told us that her new job starts in May! I was so glad for her. "
    "We ended up in the small restaurant by the church, where they still make that soup, and went to bed early."
)


def test_a_short_message_is_left_whole():
    assert excerpt("I met Nora. It rained.", ["nora"]) == "I met Nora. It rained."


def test_a_long_one_is_cut_to_the_sentences_with_the_words():
    cut = excerpt(LONG, ["nora", "job"])
    assert "On the way home we met Nora. She told us that her new job starts in May!" in cut
    assert len(cut) <= 320


def test_other_endings_of_a_word_count():
    assert "walked to the harbour" in excerpt(LONG, ["walking", "boat"])


def test_without_any_of_the_words_it_is_the_beginning():
    assert excerpt(LONG, ["zebra"]).startswith("We got up at seven")


def test_a_text_without_sentences_is_cut_between_words():
    text = "word " * 200 + "needle " + "word " * 200
    cut = excerpt(text, ["needle"])
    assert "needle" in cut
    assert len(cut) <= 320


@given(
    st.text(st.sampled_from("ab .!\n"), max_size=900) | st.text(max_size=900), st.lists(st.text(max_size=5), max_size=3)
)
def test_an_excerpt_is_verbatim(text, words):
    cut = excerpt(text, words)
    assert cut in text
    assert len(cut) <= 320
    assert cut or not text.strip()
