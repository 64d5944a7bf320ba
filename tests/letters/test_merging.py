"""A change by hand and one of hers are joined; where they touch the same sentence, neither is lost to the other."""

from __future__ import annotations

from companion.letters.letter_text import parsed
from companion.letters.merging import merged

BEFORE = "Dear Nora,\n\nWe come at noon. The goat is well.\n\nSee you soon.\n\nLove,\nTheo"


def test_changes_of_different_places_are_both_in_it():
    hand = BEFORE.replace("noon", "one").replace("Theo", "T.")
    hers = BEFORE.replace("The goat is well. ", "").replace("See you soon.", "See you very soon!")
    assert (
        merged(BEFORE, hand, hers)
        == "Dear Nora,\n\nWe come at one. The goat is well.\n\nSee you very soon!\n\nLove,\nT."
    )


def test_a_letter_taken_apart_and_joined_again_is_the_same():
    for close in ("All the best,\nTheo", "Yours sincerely,\nT. Baker", "With all my love,\nMum", "In sympathy", "Love"):
        text = f"Hi Nora,\n\nWe come.\n\n{close}"
        assert str(parsed(text)) == text
        assert parsed(text).close == close


def test_the_same_change_twice_is_one():
    both = BEFORE.replace("noon", "one")
    assert merged(BEFORE, both, both) == both


def test_changes_of_the_same_sentence_are_not_joined():
    assert merged(BEFORE, BEFORE.replace("noon", "one"), BEFORE.replace("We come at noon.", "We'll be there.")) is None
