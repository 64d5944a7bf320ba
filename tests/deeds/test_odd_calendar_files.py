"""Calendar files as other programs write them, odd and broken ones among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from companion.deeds.calendar_days import happenings
from companion.deeds.calendar_files import Imported, import_events, write_events
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.calendar import CalendarEvent

VIENNA = ZoneInfo("Europe/Vienna")
CUSTOM_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
TUESDAYS = "DTSTART;TZID=Europe/Vienna:20260303T180000\nRRULE:FREQ=WEEKLY;COUNT=4"


def event(lines: str, uid: str = "a@x", title: str = "Choir") -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\n{lines}\nEND:VEVENT"


def one_time(day: int, lines: str) -> str:
    return event(f"RECURRENCE-ID;TZID=Europe/Vienna:202603{day:02}T180000\n{lines}")


def file(*parts: str, head: str = "VERSION:2.0") -> bytes:
    return "\n".join(["BEGIN:VCALENDAR", head, *parts, "END:VCALENDAR", ""]).replace("\n", "\r\n").encode()


def on(memory: Memory, months: tuple[int, int] = (3, 4)) -> list[str]:
    first, last = (datetime(2026, month, 1, tzinfo=VIENNA) for month in months)
    return [f"{one.begins:%d %H:%M}" for one in happenings(memory.calendar.events(), first, last)]


SAMPLES = {
    "dates left out by UTC and by day": (
        file(event(f"{TUESDAYS}\nEXDATE:20260310T170000Z\nEXDATE;VALUE=DATE:20260317")),
        ["03 18:00", "24 18:00"],
    ),
    "several dates left out in one line": (
        file(event(f"{TUESDAYS}\nEXDATE;TZID=Europe/Vienna:20260303T180000,20260324T180000")),
        ["10 18:00", "17 18:00"],
    ),
    "one time cancelled": (
        file(event(TUESDAYS), one_time(10, "STATUS:CANCELLED\nDTSTART;TZID=Europe/Vienna:20260310T180000")),
        ["03 18:00", "17 18:00", "24 18:00"],
    ),
    "one time moved, before its series and in another zone": (
        file(one_time(10, "DTSTART;TZID=America/New_York:20260311T100000"), event(TUESDAYS)),
        ["03 18:00", "11 15:00", "17 18:00", "24 18:00"],
    ),
    "one time named in UTC": (
        file(event(TUESDAYS), event("RECURRENCE-ID:20260310T170000Z\nDTSTART:20260310T180000Z")),
        ["03 18:00", "10 19:00", "17 18:00", "24 18:00"],
    ),
    "one time of a series that is elsewhere": (
        file(one_time(10, "DTSTART;TZID=Europe/Vienna:20260310T200000")),
        ["10 20:00"],
    ),
    "a time zone of Windows": (
        file(event("DTSTART;TZID=Eastern Standard Time:20260304T090000")),
        ["04 15:00"],
    ),
    "a time zone with a vendor's prefix": (
        file(event("DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20260304T090000")),
        ["04 15:00"],
    ),
    "a time zone of its own, over the change of the clocks": (
        file(
            CUSTOM_ZONE, event("DTSTART;TZID=Customized Time Zone:20260303T200000\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2")
        ),
        ["04 02:00", "11 01:00"],
    ),
    "in UTC again and again, another day here": (
        file(event("DTSTART:20260302T233000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2")),
        ["03 00:30", "10 00:30"],
    ),
    "whole days of Outlook": (
        file(event("DTSTART:20260304T000000\nDTEND:20260305T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE")),
        ["04 00:00"],
    ),
    "whole days until a moment": (
        file(event("DTSTART;VALUE=DATE:20260304\nRRULE:FREQ=DAILY;UNTIL=20260306T225959Z\nEXDATE;VALUE=DATE:20260305")),
        ["04 00:00", "06 00:00"],
    ),
    "single dates besides": (
        file(
            event(
                "DTSTART;TZID=Europe/Vienna:20260303T180000\nRDATE;TZID=Europe/Vienna:20260305T180000,20260309T180000"
            )
        ),
        ["03 18:00", "05 18:00", "09 18:00"],
    ),
    "two of one name: the later edition holds": (
        file(event("SEQUENCE:2\nDTSTART:20260304T090000Z"), event("SEQUENCE:1\nDTSTART:20260305T090000Z")),
        ["04 10:00"],
    ),
    "written by an old Mac, in Latin letters": (
        file(event("DTSTART:20260304T090000Z", title="Café")).decode().replace("\r\n", "\r").encode("cp1252"),
        ["04 10:00"],
    ),
    "written by Windows, in UTF-16": (
        file(event("DTSTART:20260304T090000Z", title="Café")).decode().encode("utf-16"),
        ["04 10:00"],
    ),
    "a line in it that is none": (
        file(event("this line says nothing\nDTSTART:20260304T090000Z")),
        ["04 10:00"],
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_of_another_program_is_read_and_comes_back_from_ours(memory: Memory, name: str) -> None:
    data, expected = SAMPLES[name]
    first = import_events(memory.calendar, data, VIENNA)
    assert (first.left_out, first.changed, on(memory)) == (0, 0, expected)
    assert import_events(memory.calendar, data, VIENNA) == Imported(same=first.added)
    assert import_events(memory.calendar, write_events(memory.calendar), VIENNA) == Imported(same=first.added)
    assert on(memory) == expected


def test_letters_of_any_encoding_are_kept(memory: Memory) -> None:
    import_events(memory.calendar, SAMPLES["written by an old Mac, in Latin letters"][0], VIENNA)
    assert [one.title for one in memory.calendar.events()] == ["Café"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (file(event("DTSTART:20260304T090000Z"))[:-40], "breaks off before its end"),
        (file(event("DTSTART:20260304T090000Z")).replace(b"END:VCALENDAR\r\n", b""), "breaks off before its end"),
        (file(event("DTSTART:20260304T090000Z"), "nonsense outside of an event"), "is no calendar"),
        (file(CUSTOM_ZONE.replace("-0400", "noon"), event("DTSTART:20260304T090000Z")), "is no calendar"),
        (b"BEGIN:VCARD\r\nFN:Amy\r\nEND:VCARD\r\n", "is no calendar"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_of_a_broken_file_nothing_is_kept(memory: Memory, data: bytes, told: str) -> None:
    with pytest.raises(CompanionError, match=told):
        import_events(memory.calendar, data, VIENNA)
    assert memory.calendar.everything() == []


def test_what_was_taken_out_here_stays_out_when_the_file_comes_again(memory: Memory) -> None:
    data = file(event(TUESDAYS), one_time(10, "DTSTART;TZID=Europe/Vienna:20260310T200000"))
    import_events(memory.calendar, data, VIENNA)
    moved = next(one for one in memory.calendar.events() if not one.recurrence)
    memory.calendar.remove(moved.id)
    assert import_events(memory.calendar, data, VIENNA) == Imported(same=1, stay_out=1)
    assert on(memory) == ["03 18:00", "17 18:00", "24 18:00"]
    series = memory.calendar.events()[0]
    memory.calendar.change(replace(series, except_on=(*series.except_on, "2026-03-17T18:00:00")))
    assert import_events(memory.calendar, data, VIENNA) == Imported(same=1, stay_out=1)
    assert on(memory) == ["03 18:00", "24 18:00"]
    memory.calendar.remove(series.id)
    assert import_events(memory.calendar, data, VIENNA) == Imported(stay_out=2)
    assert import_events(memory.calendar, data, VIENNA, again=True) == Imported(changed=2)
    assert on(memory) == ["03 18:00", "10 20:00", "24 18:00"]


def test_a_time_that_is_moved_back_and_a_cancellation_that_comes_later_are_followed(memory: Memory) -> None:
    import_events(memory.calendar, file(event(TUESDAYS), one_time(10, "DTSTART:20260310T200000Z")), VIENNA)
    assert "10 21:00" in on(memory)
    assert import_events(memory.calendar, file(event(TUESDAYS)), VIENNA) == Imported(changed=1, taken_out=1)
    assert on(memory) == ["03 18:00", "10 18:00", "17 18:00", "24 18:00"]
    one = file(one_time(17, "DTSTART;TZID=Europe/Vienna:20260317T180000"), head="METHOD:CANCEL")
    assert import_events(memory.calendar, one, VIENNA) == Imported(changed=1)
    assert on(memory) == ["03 18:00", "10 18:00", "24 18:00"]
    assert import_events(memory.calendar, file(event(TUESDAYS), head="METHOD:CANCEL"), VIENNA) == Imported(taken_out=1)
    assert on(memory) == []


def test_what_she_put_in_herself_comes_back_from_a_file_unchanged(memory: Memory) -> None:
    begins = datetime(2026, 3, 3, 18)
    rule = "FREQ=WEEKLY;UNTIL=20260401T000000;BYDAY=TU"
    memory.calendar.add(CalendarEvent("choir", begins, begins.replace(hour=20), "Europe/Vienna", rule))
    memory.calendar.add(CalendarEvent("holiday", begins.date(), begins.date().replace(day=7), "Europe/Vienna"))
    memory.calendar.add(CalendarEvent("call", begins, None, "Asia/Kolkata", notes="a\nb; c, d\\e"))
    before = memory.calendar.events()
    assert import_events(memory.calendar, write_events(memory.calendar), VIENNA) == Imported(same=3)
    assert memory.calendar.events() == before


def test_many_events_are_kept_at_once(memory: Memory) -> None:
    data = file(*(event("DTSTART:20260304T090000Z", uid=f"{number}@x") for number in range(300)))
    assert import_events(memory.calendar, data, VIENNA) == Imported(added=300)
    assert len(on(memory)) == 300
