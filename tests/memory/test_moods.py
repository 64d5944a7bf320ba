"""How lines seemed to be said is kept with them, summed up by day, corrected, deleted, and goes when they go."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.database import connect, open_database
from companion.memory.migrations import MIGRATIONS
from companion.memory.moods import DayMood, DeletedMoods
from companion.prosody.mood import CANNOT_TELL, Estimate, Mood
from tests.memory.conftest import KEY

LOW = Mood(Estimate(-0.6, 0.6), Estimate(-0.6, 0.6), CANNOT_TELL)
GLAD = Mood(Estimate(0.6, 0.6), Estimate(0.7, 0.7), CANNOT_TELL)
UNKNOWN = Mood(CANNOT_TELL, Estimate(None, 0.2), CANNOT_TELL)
DAY = date(2026, 3, 2)


def say(memory: Memory, day: int, mood: Mood | None, count: int = 3, hour: int = 20, month: int = 3) -> list[int]:
    conversation = memory.begin_conversation()
    ids = []
    for minute in range(count):
        at = datetime(2026, month, day, hour, minute)
        message = memory.add(conversation, "you", "It was a day.", "voice", at)
        memory.add(conversation, "her", "Tell me of it, all of it.", "voice", at)
        if mood is not None:
            memory.moods.keep(message.id, mood, {"rate": 4.0 + minute})
        ids.append(message.id)
    return ids


def days(memory: Memory) -> list[DayMood]:
    return memory.moods.days(date(2026, 3, 1), date(2026, 3, 31))


def test_a_day_is_told_from_its_lines(memory: Memory):
    say(memory, 1, GLAD)
    say(memory, 2, LOW)
    say(memory, 4, UNKNOWN)
    say(memory, 5, None)
    assert [(one.day.day, one.felt, one.words) for one in days(memory)] == [
        (1, "bright", 12),
        (2, "low", 12),
        (4, None, 12),
        (5, None, 12),
    ]


def test_two_lines_tell_no_day(memory: Memory):
    say(memory, 1, GLAD, count=2)
    assert days(memory)[0].felt is None


def test_an_evening_past_midnight_belongs_to_the_day_before(memory: Memory):
    say(memory, 3, LOW, hour=1)
    assert [one.day for one in days(memory)] == [DAY]


def test_the_users_word_wins_and_may_be_that_nobody_should_tell(memory: Memory):
    say(memory, 2, LOW)
    memory.moods.correct(DAY, "calm")
    assert memory.moods.day(DAY) == DayMood(DAY, 12, "calm", corrected=True)
    memory.moods.correct(DAY, "unknown")
    assert memory.moods.day(DAY) == DayMood(DAY, 12, None, corrected=True)


def test_a_day_without_words_has_no_mood(memory: Memory):
    with pytest.raises(CompanionError, match="Nothing was said on 2026-03-02"):
        memory.moods.correct(DAY, "calm")


def test_one_day_or_all_can_be_deleted_and_what_was_said_stays(memory: Memory):
    say(memory, 1, GLAD)
    say(memory, 2, LOW)
    memory.moods.correct(DAY, "calm")
    assert memory.moods.delete(DAY).lines == 3
    assert [(one.felt, one.words) for one in days(memory)] == [("bright", 12), (None, 12)]
    memory.moods.delete()
    assert [one.felt for one in days(memory)] == [None, None]
    assert memory.moods.figures(10) == []


def test_what_is_deleted_goes_from_the_backups_too(memory: Memory):
    say(memory, 1, GLAD)
    say(memory, 2, LOW)
    memory.moods.correct(DAY, "calm")
    path = memory.backups.make()
    assert memory.moods.delete(DAY) == DeletedMoods(3, ())
    copy = connect(path, KEY)
    assert copy.execute("select count(*) from line_mood").get == 3
    assert copy.execute("select count(*) from day_mood").get == 0
    assert copy.execute("select count(*) from message").get == len(memory.said_since(datetime(2026, 1, 1)))
    copy.close()
    memory.moods.delete()
    copy = connect(path, KEY)
    assert copy.execute("select count(*) from line_mood").get == 0
    copy.close()


def test_a_backup_that_cannot_be_changed_is_named_and_one_without_moods_is_left_alone(memory: Memory):
    say(memory, 2, LOW)
    folder = memory.backups.make().parent
    open_database(folder / "memory-before-m018.db", KEY, MIGRATIONS[:17]).close()
    (folder / "memory-2020-01-01.db").write_bytes(b"no database" * 1000)
    (remaining,) = memory.moods.delete().remaining
    assert remaining.path.name == "memory-2020-01-01.db"


def test_a_forgotten_line_takes_its_mood_along_and_undo_brings_it_back(memory: Memory):
    say(memory, 2, LOW)
    memory.moods.correct(DAY, "calm")
    before = memory.database.rows("select * from line_mood")
    forgotten = memory.forgetting.period(datetime(2026, 3, 2, 5), datetime(2026, 3, 3, 4, 59))
    assert memory.database.rows("select * from line_mood") == []
    assert memory.database.rows("select * from day_mood") == []
    memory.forgetting.undo(forgotten)
    assert memory.database.rows("select * from line_mood") == before
    assert memory.moods.day(DAY).felt == "calm"


def test_the_word_for_a_day_stays_while_a_line_of_it_stays(memory: Memory):
    first, *_ = say(memory, 2, LOW)
    memory.moods.correct(DAY, "calm")
    memory.forgetting.message(first)
    assert memory.moods.day(DAY).felt == "calm"


def test_a_corrected_line_loses_its_mood(memory: Memory):
    first, *_ = say(memory, 2, LOW)
    memory.edit(first, "It was another day.")
    assert len(memory.database.rows("select * from line_mood")) == 2


def test_nothing_is_kept_of_a_line_that_was_forgotten_meanwhile(memory: Memory):
    first, *_ = say(memory, 2, None)
    memory.forgetting.message(first)
    memory.moods.keep(first, LOW, None)
    assert memory.database.rows("select * from line_mood") == []


def test_the_figures_of_the_last_spoken_lines_make_the_baseline(memory: Memory):
    first, *_ = say(memory, 2, LOW)
    memory.moods.keep(first, LOW, None)
    assert memory.moods.figures(2) == [{"rate": 5.0}, {"rate": 6.0}]
    assert memory.moods.figures(1) == [{"rate": 6.0}]
