"""What she says as written: each time otherwise, and a quotation that no words can leave."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from companion.replying.fixed_replies import UNTOLD, quoted, untold
from companion.text import style
from companion.text.notes import Note
from companion.text.sentences import split


def test_she_says_that_she_was_not_told_in_other_words_each_time():
    said: list[str] = []
    for _ in UNTOLD:
        said += split(untold(said))
    assert [sentence for sentence in said if said.count(sentence) > 1] == []
    assert untold(said) == UNTOLD[0], "the one she said longest ago"


@pytest.mark.parametrize("line", UNTOLD)
def test_what_is_written_is_in_her_manner(line: str):
    assert style.cliches(line) == []
    assert style.count_sentences(line) <= 2


def test_a_note_is_quoted_with_its_date():
    note = Note(datetime(2026, 11, 3), "you", 'My sister "Nora" lives\nin Lisbon')
    assert quoted(note, date(2026, 12, 1)) == "On 3 November you said: “My sister 'Nora' lives in Lisbon.”"
    assert quoted(note, date(2027, 1, 1)).startswith("On 3 November 2026 you said")
    assert quoted(note, note.when.date()).startswith("Earlier today you said: “My sister")
    assert quoted(Note(note.when, "her", "Really?"), None) == "On 3 November 2026 I said: “Really?”"
    assert len(quoted(Note(note.when, "you", "word " * 500), None)) < 250
