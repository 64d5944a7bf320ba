"""Of two readings of one line the one counts that leaves out less of it."""

from __future__ import annotations

from datetime import timedelta

from companion.deeds.fuller import fuller
from companion.deeds.scheduling import Schedule
from companion.deeds.slot_reader import Slot, SlotReading
from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime
from companion.deeds.tagged import SURER, is_so_sure
from companion.deeds.timer_grammar import SetTimer
from tests.deeds.room import START


def time(words: str) -> SpokenTime:
    return find_times(words, START, bare=True)[0]


def test_a_time_that_says_the_day_as_well_counts():
    part, whole = Schedule(time("at 6:15"), "exams"), Schedule(time("on Monday at 6:15"), "exams")
    assert fuller(part, whole, corrected=False) is whole
    assert fuller(whole, part, corrected=False) is whole


def test_another_hour_does_not_count():
    by_phrases, by_words = Schedule(time("at 6:15"), "exams"), Schedule(time("on Monday at 7:15"), "exams")
    assert fuller(by_phrases, by_words, corrected=False) is by_phrases


def test_other_words_count_when_they_are_sure():
    by_phrases, by_words = Schedule(time("at 6:15"), "the afternoon"), Schedule(time("at 6:15"), "ring Fergal")
    assert fuller(by_phrases, by_words, corrected=False, sure=0.8) is by_words
    assert fuller(by_phrases, by_words, corrected=False, sure=0.3) is by_phrases


def test_a_longer_length_counts_when_it_is_sure():
    short, long = SetTimer(timedelta(minutes=1), "porridge"), SetTimer(timedelta(seconds=105), "porridge")
    assert fuller(short, long, corrected=False, sure=0.5) is long
    assert fuller(short, long, corrected=False, sure=0.2) is short
    assert fuller(long, short, corrected=False, sure=0.9) is long


def test_of_many_slots_less_sureness_is_asked():
    slots = tuple(Slot("item", at, at + 1, "x") for at in range(5))
    assert is_so_sure(SlotReading("add", 0.9, slots, 0.2), SURER)
    assert not is_so_sure(SlotReading("add", 0.9, slots[:2], 0.2), SURER)
    assert not is_so_sure(SlotReading("add", 0.5, slots, 0.2), SURER)
