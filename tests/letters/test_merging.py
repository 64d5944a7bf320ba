"""A change by hand and one of hers are joined; where they touch the same sentence, neither is lost to the other."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import datetime

import pytest

from companion.letters.brief import Brief
from companion.letters.by_code import more_formal, without
from companion.letters.changes import Sign
from companion.letters.changing import LetterChanges
from companion.letters.exporting import as_bytes
from companion.letters.letter_text import parsed
from companion.letters.merging import merged
from companion.memory.letters import Letter, LetterVersion

NOON = datetime(2026, 11, 2, 12)

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


LINES = "12 Hill Road\nVienna\n\nDear Nora,\nyou need:\n- a cake\n- two eggs\n\nWe come. All of us."
POSTSCRIPT = "Hi Nora,\n\nWe come at noon. It's fine.\n\nLove,\nTheo\n\nP.S. Bring the goat.\nAnd hay."


def test_the_ends_of_lines_stay_where_they_were_typed():
    assert str(parsed(LINES)) == LINES
    assert parsed(LINES).sentences[:2] == ["12 Hill Road", "Vienna"]
    hers = str(parsed(LINES).replaced(7, ("All of us!",)))
    assert hers == LINES.replace("of us.", "of us!")
    assert merged(LINES, LINES.replace("two", "six"), hers) == hers.replace("two", "six")


def test_a_line_that_is_left_out_leaves_no_gap():
    assert str(parsed(LINES).replaced(4, ())) == LINES.replace("- a cake\n", "")
    assert str(parsed("Hi,\n\na\nb").added("We come.")) == "Hi,\n\na\nb\nWe come."


def test_a_letter_with_a_postscript_keeps_its_one_close():
    text = parsed(POSTSCRIPT)
    assert (str(text), text.close, text.postscript) == (POSTSCRIPT, "Love,\nTheo", "P.S. Bring the goat.\nAnd hay.")
    assert parsed(POSTSCRIPT.replace("Theo\n\n", "Theo\n")).close == "Love,\nTheo"
    signed = LetterChanges(None, "", lambda: False).make(Sign("Ted"), POSTSCRIPT, Brief("", "Nora")).text
    assert signed == POSTSCRIPT.replace("Theo", "Ted")
    assert str(more_formal(text)).count("Theo") == 1
    assert without(text, "the goat") == replace(text, postscript="")
    assert merged(POSTSCRIPT, POSTSCRIPT.replace("noon", "one"), POSTSCRIPT.replace("goat", "cow")) == (
        POSTSCRIPT.replace("noon", "one").replace("goat", "cow")
    )


def test_a_games_console_is_no_postscript():
    text = "Hi,\n\nIt is this:\nPS5 and a goat."
    assert (parsed(text).postscript, str(parsed(text))) == ("", text)


@pytest.mark.parametrize("text", [LINES, POSTSCRIPT])
def test_the_pdf_has_the_lines_that_were_typed(text: str):
    shown = LetterVersion(1, 1, text, "hand", "", None, NOON)
    page = as_bytes(Letter(1, "to Nora", {}, shown, (shown,), NOON, NOON, None), ".pdf")
    assert lines_of(page) == len([line for line in text.split("\n") if line])


def lines_of(page: bytes) -> int:
    """How often a PDF begins a line of text."""
    inside = [
        zlib.decompressobj().decompress(one)
        for one in re.findall(rb"FlateDecode.{,40}?>>\s*stream\n(.*?)\nendstream", page, re.DOTALL)
    ]
    return sum(one.count(b" Td ") for one in inside if b"BT " in one)
