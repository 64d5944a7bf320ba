"""Tests what the words and the hour make of a piece: its mood, its title, and why it is as it is."""

from __future__ import annotations

import random
import re

import pytest

from companion.piano.composer import Wish, compose
from companion.piano.mood import Mood, mood_of, named_mood
from companion.piano.titles import title_of, why
from companion.piano.tonality import Key

C = Key(0, "major")


def test_sad_words_make_it_sad_and_lively_words_lively():
    assert mood_of(["I was so lonely, and the cat died."], 12).mood.gladness < 0.3
    assert mood_of(["We danced at the wedding and laughed."], 12).mood.gladness > 0.8
    assert mood_of(["We ran for the train, packed and excited."], 12).mood.energy > 0.8
    assert mood_of(["A quiet walk by the lake, reading in bed."], 12).mood.energy < 0.3


def test_a_denied_word_counts_for_nothing():
    plain = mood_of([], 12).mood
    assert mood_of(["I was not sad at all."], 12).mood == plain
    assert mood_of(["It wasn't lonely."], 12).mood == plain


def test_the_night_is_calmer_than_the_day():
    assert mood_of([], 2).mood.energy < mood_of([], 12).mood.energy


def test_a_named_mood_sets_what_it_names():
    assert named_mood(["calm", "glad"]) == Mood(0.15, 0.85)
    with pytest.raises(KeyError):
        named_mood(["purple"])


def test_a_title_names_only_what_was_said():
    title, line = title_of(["It was late.", "The harbour was full of boats."], C, Mood(0.5, 0.5), 20, random.Random(1))
    assert "arbour" in title
    assert line == "The harbour was full of boats."
    assert title_of(["I had lunch with Amy."], C, Mood(0.5, 0.5), 20, random.Random(1))[0] == "For Amy"
    assert title_of(["Nothing much."], C, Mood(0.5, 0.5), 20, random.Random(1)) == ("Evening in C major", None)


def test_a_day_is_no_person():
    assert title_of(["I lay in bed and Monday was over."], C, Mood(0.5, 0.5), 9, random.Random(1))[1] is None


@pytest.mark.parametrize("lines", [("The rain never stopped and I was tired.",), ("We won!", "The goat ate the cake.")])
def test_the_reason_quotes_the_user_word_for_word(lines: tuple[str, ...]):
    piece = compose(Wish(lines, 20), 11)
    quoted = re.findall(r"“(.+?)”", piece.why)
    assert len(quoted) == 1
    assert any(quoted[0] in line for line in lines)
    assert str(piece.key) in piece.why


def test_a_long_line_is_quoted_up_to_a_words_end():
    line = "It was a sad and grey and rainy afternoon on which nobody at all came by to see whether I was well"
    quoted = re.findall(r"“(.+?) …”", why(mood_of([line], 12), Mood(0.5, 0.5), C, 80, None, 12))
    assert line.startswith(quoted[0] + " ")


def test_without_a_telling_word_the_reason_is_the_hour():
    day = mood_of(["Nothing much."], 20)
    assert why(day, day.mood, C, 80, None, 20) == "It is for the evening, so it is unhurried and in C major."


def test_what_only_gave_the_name_is_no_reason_for_the_mood():
    piece = compose(Wish(("The goat ate the letter.",), 20, Mood(0.85, 0.85)), 3)
    assert piece.why.startswith("You asked for something lively and glad, so it is quick and in ")
    assert piece.why.endswith("; its name comes from “The goat ate the letter”.")
    day = mood_of(["The goat ate the letter."], 20)
    assert "which gave it its name; for the evening it is" in why(day, day.mood, C, 80, "The goat ate the letter.", 20)


def test_the_words_change_no_note():
    named, plain = (compose(Wish(lines, 20, Mood(0.3, 0.3)), 3) for lines in (("The goat and the rain.",), ()))
    assert named.title != plain.title
    assert (named.notes, named.tempos) == (plain.notes, plain.tempos)
