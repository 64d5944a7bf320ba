"""What a line says of time: the moments, what is missing, and the rest of the line."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.deeds.spoken_times.finding import find_times
from companion.deeds.spoken_times.spoken_time import SpokenTime

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=LONDON)


def only(line: str, now: datetime = MONDAY) -> SpokenTime:
    times = find_times(line, now, "GB")
    assert len(times) == 1, times
    return times[0]


def moments(line: str, now: datetime = MONDAY) -> list[str]:
    return [f"{moment:%a %d %b %H:%M}" for moment in only(line, now).moments(now).at]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("in ten minutes", "Mon 30 Nov 10:10"),
        ("in an hour and a half", "Mon 30 Nov 11:30"),
        ("half an hour from now", "Mon 30 Nov 10:30"),
        ("at half six", "Mon 30 Nov 18:30"),
        ("at quarter to nine tonight", "Mon 30 Nov 20:45"),
        ("at quarter past", "Mon 30 Nov 10:15"),
        ("at ten past", "Mon 30 Nov 10:10"),
        ("7 30 pm", "Mon 30 Nov 19:30"),
        ("seven thirty in the evening", "Mon 30 Nov 19:30"),
        ("at 19:00", "Mon 30 Nov 19:00"),
        ("at 1930", "Mon 30 Nov 19:30"),
        ("at 7.30 this evening", "Mon 30 Nov 19:30"),
        ("eight tonight", "Mon 30 Nov 20:00"),
        ("tonight at eight o'clock sharp", "Mon 30 Nov 20:00"),
        ("at five", "Mon 30 Nov 17:00"),
        ("at twelve", "Mon 30 Nov 12:00"),
        ("at noon", "Mon 30 Nov 12:00"),
        ("midnight", "Tue 01 Dec 00:00"),
        ("two hours before midnight", "Mon 30 Nov 22:00"),
        ("tonight at one", "Tue 01 Dec 01:00"),
        ("at 9am", "Tue 01 Dec 09:00"),
        ("tomorrow at 8 p m", "Tue 01 Dec 20:00"),
        ("tomorrow at 07:30", "Tue 01 Dec 07:30"),
        ("tomorrow at three", "Tue 01 Dec 15:00"),
        ("tomorrow at eleven", "Tue 01 Dec 11:00"),
        ("at half past six tomorrow morning", "Tue 01 Dec 06:30"),
        ("the day after tomorrow at half eight in the evening", "Wed 02 Dec 20:30"),
        ("Wednesday at noon", "Wed 02 Dec 12:00"),
        ("Wednesday the 2nd at 4pm", "Wed 02 Dec 16:00"),
        ("this Friday at noon", "Fri 04 Dec 12:00"),
        ("a week on Friday at noon", "Fri 11 Dec 12:00"),
        ("Friday week at noon", "Fri 11 Dec 12:00"),
        ("on the twenty-third at ten", "Wed 23 Dec 10:00"),
        ("on the 15th at 10", "Tue 15 Dec 10:00"),
        ("on the 3rd of March at quarter past two", "Wed 03 Mar 14:15"),
        ("March the third at 2 pm", "Wed 03 Mar 14:00"),
        ("2026-12-03 at noon", "Thu 03 Dec 12:00"),
        ("03.12.2026 at noon", "Thu 03 Dec 12:00"),
        ("in two weeks at noon", "Mon 14 Dec 12:00"),
        ("in a fortnight's time at noon", "Mon 14 Dec 12:00"),
        ("on Christmas Eve at 6pm", "Thu 24 Dec 18:00"),
        ("two days before Christmas at noon", "Wed 23 Dec 12:00"),
        ("29 February at noon", "Tue 29 Feb 12:00"),
        ("on the 31st at noon", "Thu 31 Dec 12:00"),
        ("at six, no, hang on, twenty past six", "Mon 30 Nov 18:20"),
        ("on Wednesday at one o'clock, ah no not Wednesday, Thursday", "Thu 03 Dec 13:00"),
        ("tomorrow any time after breakfast, say nine thirty", "Tue 01 Dec 09:30"),
        ("after dinner like at half 8", "Mon 30 Nov 20:30"),
        ("next week Saturday by 10", "Sat 12 Dec 10:00"),
    ],
)
def test_a_time_that_can_mean_one_moment_only(line: str, when: str) -> None:
    assert moments(line) == [when]


@pytest.mark.parametrize(
    ("line", "both"),
    [
        ("tomorrow at nine", ["Tue 01 Dec 09:00", "Tue 01 Dec 21:00"]),
        ("next Friday at 5pm", ["Fri 11 Dec 17:00", "Fri 04 Dec 17:00"]),
        ("Monday at noon", ["Mon 07 Dec 12:00", "Mon 30 Nov 12:00"]),
        ("3/12 at noon", ["Thu 03 Dec 12:00", "Fri 12 Mar 12:00"]),
        ("Wednesday the third at noon", ["Thu 03 Dec 12:00", "Wed 02 Dec 12:00"]),
        ("Friday at midnight", ["Fri 04 Dec 00:00", "Sat 05 Dec 00:00"]),
        ("every weekday at seven", ["Tue 01 Dec 07:00", "Mon 30 Nov 19:00"]),
    ],
)
def test_two_readings_are_likely(line: str, both: list[str]) -> None:
    assert moments(line) == both


@pytest.mark.parametrize(
    ("hour", "line", "likely"),
    [
        (6, "at eight", ["Mon 30 Nov 08:00"]),
        (0, "at eight", ["Mon 30 Nov 08:00", "Mon 30 Nov 20:00"]),
        (14, "at eight", ["Mon 30 Nov 20:00"]),
        (22, "at eight", ["Tue 01 Dec 08:00"]),
        (23, "at three", ["Tue 01 Dec 03:00", "Tue 01 Dec 15:00"]),
        (2, "tomorrow at noon", ["Mon 30 Nov 12:00", "Tue 01 Dec 12:00"]),
        (0, "tonight at one", ["Mon 30 Nov 01:00"]),
        (23, "at quarter past", ["Mon 30 Nov 23:15"]),
    ],
)
def test_the_next_such_hour_is_meant_when_it_is_plain(hour: int, line: str, likely: list[str]) -> None:
    assert moments(line, MONDAY.replace(hour=hour)) == likely


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("tomorrow", "hour"),
        ("on Wednesday", "hour"),
        ("in two weeks", "hour"),
        ("next week", "hour"),
        ("every weekday", "hour"),
        ("for ten minutes", "time"),
        ("31 April at noon", "day"),
        ("30 February 2027", "day"),
    ],
)
def test_what_is_missing(line: str, missing: str) -> None:
    assert only(line).moments(MONDAY).missing == missing


def test_a_time_that_has_passed_is_over() -> None:
    assert only("today at 9am").moments(MONDAY).over
    assert only("on 3 March 2020 at noon").moments(MONDAY).over


def test_a_part_of_the_day_stands_for_an_hour_of_it() -> None:
    found = only("tomorrow morning").moments(MONDAY)
    assert found.vague
    assert found.at == (datetime(2026, 12, 1, 9, 0, tzinfo=LONDON),)


def test_the_alarm_says_which_half_of_the_day_is_usual() -> None:
    assert only("tomorrow at seven").moments(MONDAY, usually="morning").plain == datetime(2026, 12, 1, 7, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("line", "rule", "first"),
    [
        ("every day at noon", "FREQ=DAILY", "Mon 30 Nov 12:00"),
        ("daily at 9am", "FREQ=DAILY", "Tue 01 Dec 09:00"),
        ("every weekday at 7am", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Tue 01 Dec 07:00"),
        ("every other Tuesday at 7pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Tue 01 Dec 19:00"),
        ("every other Sunday at 7pm", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "Sun 06 Dec 19:00"),
        ("Mondays and Thursdays at 18:00", "FREQ=WEEKLY;BYDAY=MO,TH", "Mon 30 Nov 18:00"),
        ("every week on Tuesday at noon", "FREQ=WEEKLY;BYDAY=TU", "Tue 01 Dec 12:00"),
        ("on weekends at ten", "FREQ=WEEKLY;BYDAY=SA,SU", "Sat 05 Dec 10:00"),
        ("on the first of each month at noon", "FREQ=MONTHLY;BYMONTHDAY=1", "Tue 01 Dec 12:00"),
        ("the last day of every month at noon", "FREQ=MONTHLY;BYMONTHDAY=-1", "Mon 30 Nov 12:00"),
        ("the last Friday of every month at 4pm", "FREQ=MONTHLY;BYDAY=-1FR", "Fri 25 Dec 16:00"),
        ("every 3rd of March at 9am", "FREQ=YEARLY", "Wed 03 Mar 09:00"),
        ("every two hours", "FREQ=HOURLY;INTERVAL=2", "Mon 30 Nov 12:00"),
        ("every half hour", "FREQ=MINUTELY;INTERVAL=30", "Mon 30 Nov 10:30"),
        ("every morning", "FREQ=DAILY", "Tue 01 Dec 09:00"),
        ("every Wednesday evening", "FREQ=WEEKLY;BYDAY=WE", "Wed 02 Dec 19:00"),
        ("every day at 8am starting Thursday", "FREQ=DAILY", "Thu 03 Dec 08:00"),
        ("every day at 9am for two weeks", "FREQ=DAILY;UNTIL=20261213T235959", "Tue 01 Dec 09:00"),
        ("every Tuesday at 9am until Christmas", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261225T235959", "Tue 01 Dec 09:00"),
    ],
)
def test_how_often_it_comes_again(line: str, rule: str, first: str) -> None:
    found = only(line)
    assert found.rule() == rule
    assert moments(line) == [first]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("remind me tomorrow at nine to call Amy", "remind me to call Amy"),
        ("remind me to call Amy on Wednesday at noon", "remind me to call Amy"),
        ("remind me in an hour that the bread's in", "remind me that the bread's in"),
        ("lunch with Tom tomorrow from twelve to one", "lunch with Tom"),
        ("remind me every weekday at seven to feed the cat", "remind me to feed the cat"),
        ("at 6 o'clock sharp İstanbul calls", "İstanbul calls"),
    ],
)
def test_the_rest_of_the_line_is_what_is_not_time(line: str, rest: str) -> None:
    assert only(line).without(line) == rest


@pytest.mark.parametrize(
    "line",
    [
        "I'll have a table for two",
        "look at nine pictures",
        "it costs 7.30 at two shops",
        "it went up by five percent",
        "around ten people came",
        "nothing at all",
        "the second time was better",
        "the fifth floor",
        "Friday's party",
        "2:1 odds",
        "at 25",
        "at 99:99",
        "twice a day",
        "in 0 minutes",
        "in 9999 years",
        "every 0 minutes",
        "good evening",
        "one to one",
        "",
    ],
)
def test_numbers_and_words_that_are_no_time(line: str) -> None:
    assert find_times(line, MONDAY) == []


def test_two_times_in_one_line_stay_two() -> None:
    times = find_times("remind me at six to call Amy about the party on Friday", MONDAY)
    assert [one.moments(MONDAY).missing for one in times] == ["", "hour"]


def test_when_it_ends() -> None:
    lunch = only("Friday from 2-4pm")
    assert lunch.ends(datetime(2026, 12, 4, 14, tzinfo=LONDON)) == datetime(2026, 12, 4, 16, tzinfo=LONDON)
    dentist = only("on the 3rd of March at 2pm for an hour")
    begins = dentist.moments(MONDAY).at[0]
    assert dentist.ends(begins) == begins + timedelta(hours=1)
    assert only("at noon").ends(begins) is None


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("what's on this week", "2026-11-30T00", "2026-12-07T00"),
        ("next week", "2026-12-07T00", "2026-12-14T00"),
        ("at the weekend", "2026-12-05T00", "2026-12-07T00"),
        ("am I free on Thursday evening", "2026-12-03T17", "2026-12-03T22"),
        ("tonight", "2026-11-30T17", "2026-12-01T05"),
        ("next month", "2026-12-01T00", "2027-01-01T00"),
        ("in March", "2027-03-01T00", "2027-04-01T00"),
    ],
)
def test_from_when_to_when_days_last(line: str, first: str, last: str) -> None:
    window = only(line).window(MONDAY)
    assert window is not None
    assert [f"{moment:%Y-%m-%dT%H}" for moment in window] == [first, last]


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    told = only("remind me on Wednesday at noon")
    at_nine = told.corrected(only("no, at nine"))
    assert [f"{one:%a %H}" for one in at_nine.moments(MONDAY).at] == ["Wed 09", "Wed 21"]
    thursday = told.corrected(only("no, on Thursday"))
    assert [f"{one:%a %H}" for one in thursday.moments(MONDAY).at] == ["Thu 12"]
    soon = told.corrected(only("no, in ten minutes"))
    assert soon.moments(MONDAY).plain == MONDAY + timedelta(minutes=10)


def test_an_answer_may_be_a_number_alone() -> None:
    assert find_times("nine", MONDAY) == []
    (nine,) = find_times("nine", MONDAY, bare=True)
    assert nine.moments(MONDAY).plain == datetime(2026, 11, 30, 21, tzinfo=LONDON)
    (half,) = find_times("make it half seven", MONDAY, bare=True)
    assert half.moments(MONDAY).plain == datetime(2026, 11, 30, 19, 30, tzinfo=LONDON)


def test_an_hour_that_the_clocks_leave_out_is_as_long_after_the_change() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=LONDON)
    found = only("tomorrow at 1:30 am", saturday).moments(saturday)
    assert found.shifted
    assert found.plain == datetime(2026, 3, 29, 2, 30, tzinfo=LONDON)
    eastern = datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)
    shifted = only("tomorrow at 2:30 in the morning", eastern).moments(eastern)
    assert f"{shifted.plain:%d %H:%M %Z}" == "08 03:30 EDT"


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=LONDON)
    found = only("tomorrow at 1:30 am", saturday).moments(saturday).plain
    assert f"{found:%H:%M %Z}" == "01:30 BST"


def test_hours_really_pass_and_days_are_days_of_the_calendar() -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
    in_hours = only("in two hours", night).moments(night).plain
    assert f"{in_hours:%H:%M %Z}" == "01:30 GMT"
    saturday = datetime(2026, 10, 24, 9, 0, tzinfo=LONDON)
    tomorrow = only("tomorrow at 9am", saturday).moments(saturday).plain
    assert tomorrow is not None
    assert tomorrow.timestamp() - saturday.timestamp() == 25 * 3600


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault_and_its_words_are_in_the_line(line: str) -> None:
    for found in find_times(line, MONDAY, "GB", bare=True):
        found.moments(MONDAY)
        assert all(0 <= start < end <= len(line) for start, end in found.spans)


_LISTED = (
    "in at on the every other next this last half quarter past to nine ten thirty 7 30 7:30 12 19 am pm o'clock noon midnight "
    "minutes hours days weeks month year and a an tomorrow tonight Friday Tuesdays weekday morning evening March 3rd first of "
    "until for from now before after Christmas 2026-12-03 3/12 99 0 february 31"
)
_WORDS = st.sampled_from(_LISTED.split())


@given(st.lists(_WORDS, max_size=9), st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)))
def test_words_of_time_in_any_order_give_moments_that_are_to_come(words: list[str], wall: datetime) -> None:
    now = datetime.fromtimestamp(wall.replace(tzinfo=NEW_YORK).timestamp(), NEW_YORK)
    for found in find_times(" ".join(words), now, "US"):
        named = found.moments(now)
        assert all(moment > now for moment in named.at)
        assert bool(named.at) != bool(named.missing or named.over)


def test_the_calendar_of_the_country_counts() -> None:
    assert only("on mother's day").days.readings[0].first == date(2027, 3, 7)  # type: ignore[union-attr]
    (american,) = find_times("on mother's day", MONDAY, "US")
    assert american.days is not None
    assert american.days.readings[0].first == date(2027, 5, 9)
    (thanks,) = find_times("thanksgiving", MONDAY, "US")
    assert thanks.days is not None
    assert thanks.days.readings[0].first == date(2027, 11, 25)


@pytest.mark.parametrize(
    "line", ["y" * 20_000, "a" * 9_000 + ":" + "b" * 9_000, "Look at https://here.org/" + "x1" * 9_000]
)
def test_a_pasted_address_of_thousands_of_letters_is_read_quickly(line: str) -> None:
    begun = time.process_time()
    assert find_times(line, MONDAY, "GB") == []
    assert time.process_time() - begun < 2
    assert len(find_times(f"{line} at nine", MONDAY, "GB")) == 1
