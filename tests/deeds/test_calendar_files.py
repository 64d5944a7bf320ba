"""Calendar files are read and written, whoever wrote them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from companion.deeds.calendar_days import happenings
from companion.deeds.calendar_files import Imported, import_events, write_events
from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.calendar import CalendarEvent

VIENNA = ZoneInfo("Europe/Vienna")
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//somebody//EN
BEGIN:VEVENT
UID:one@x
SUMMARY:Dentist\\, upstairs
DTSTART;TZID=Europe/Vienna:20260304T090000
DTEND;TZID=Europe/Vienna:20260304T093000
LOCATION:Main street
END:VEVENT
BEGIN:VEVENT
UID:two@x
SUMMARY:Holidays
DTSTART;VALUE=DATE:20260401
DTEND;VALUE=DATE:20260405
END:VEVENT
BEGIN:VEVENT
UID:three@x
SUMMARY:Football
DTSTART;TZID=Europe/Vienna:20260303T180000
DURATION:PT1H30M
RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260401T160000Z
EXDATE;TZID=Europe/Vienna:20260305T180000
END:VEVENT
BEGIN:VEVENT
UID:three@x
RECURRENCE-ID;TZID=Europe/Vienna:20260310T180000
SUMMARY:Football\\, late
DTSTART;TZID=Europe/Vienna:20260310T200000
END:VEVENT
BEGIN:VEVENT
UID:four@x
SUMMARY:Call from far away
DTSTART:20260304T120000Z
END:VEVENT
BEGIN:VEVENT
UID:five@x
SUMMARY:Without a beginning
END:VEVENT
BEGIN:VEVENT
UID:six@x
SUMMARY:Every second
DTSTART:20260304T120000Z
RRULE:FREQ=SECONDLY
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


def on(memory: Memory, first: datetime, last: datetime) -> list[str]:
    found = happenings(memory.calendar.events(), first.replace(tzinfo=VIENNA), last.replace(tzinfo=VIENNA))
    return [f"{one.begins:%d %H:%M} {one.event.title}" for one in found]


def test_a_file_is_read(memory: Memory) -> None:
    assert import_events(memory.calendar, FILE, VIENNA) == Imported(added=5, left_out=2)
    assert on(memory, datetime(2026, 3, 3), datetime(2026, 3, 13)) == [
        "03 18:00 Football",
        "04 09:00 Dentist, upstairs",
        "04 13:00 Call from far away",
        "10 20:00 Football, late",
        "12 18:00 Football",
    ]
    assert on(memory, datetime(2026, 3, 31), datetime(2026, 4, 30)) == ["31 18:00 Football", "01 00:00 Holidays"]
    holidays = next(event for event in memory.calendar.events() if event.title == "Holidays")
    assert (holidays.begins, holidays.ends) == (date(2026, 4, 1), date(2026, 4, 4))


def test_the_same_file_doubles_nothing_and_a_newer_one_changes(memory: Memory) -> None:
    import_events(memory.calendar, FILE, VIENNA)
    assert import_events(memory.calendar, FILE, VIENNA) == Imported(same=5, left_out=2)
    newer = FILE.replace(b"20260304T090000", b"20260304T100000").replace(b"20260304T093000", b"20260304T103000")
    assert import_events(memory.calendar, newer, VIENNA) == Imported(changed=1, same=4, left_out=2)
    assert "04 10:00 Dentist, upstairs" in on(memory, datetime(2026, 3, 4), datetime(2026, 3, 5))


def test_what_is_written_is_read_again_as_it_was(memory: Memory) -> None:
    import_events(memory.calendar, FILE, VIENNA)
    before = on(memory, datetime(2026, 3, 1), datetime(2026, 5, 1))
    written = write_events(memory.calendar)
    assert import_events(memory.calendar, written, VIENNA) == Imported(same=5)
    for event in memory.calendar.events():
        memory.calendar.remove(event.id)
    assert on(memory, datetime(2026, 3, 1), datetime(2026, 5, 1)) == []
    assert import_events(memory.calendar, written, VIENNA).stay_out == 5
    assert on(memory, datetime(2026, 3, 1), datetime(2026, 5, 1)) == []
    assert import_events(memory.calendar, written, VIENNA, again=True).changed == 5
    assert on(memory, datetime(2026, 3, 1), datetime(2026, 5, 1)) == before


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\x01\xff\xfe", b"BEGIN:VEVENT\r\nEND:VEVENT", b"%PDF-1.7"])
def test_what_is_no_calendar_is_said(memory: Memory, data: bytes) -> None:
    with pytest.raises(CompanionError, match="is no calendar"):
        import_events(memory.calendar, data, VIENNA)
    assert memory.calendar.events() == []


def test_control_characters_and_endless_titles_stay_out(memory: Memory) -> None:
    hostile = FILE.replace(b"Holidays", b"\x1b[31mHolidays" + b"x" * 9000)
    import_events(memory.calendar, hostile, VIENNA)
    title = next(event.title for event in memory.calendar.events() if "Holidays" in event.title)
    assert "\x1b" not in title
    assert len(title) == 2000


def test_an_event_stays_at_its_hour_when_the_clocks_change_and_in_its_zone(memory: Memory) -> None:
    new_york = "America/New_York"
    memory.calendar.add(CalendarEvent("call", datetime(2026, 3, 2, 9), zone=new_york, recurrence="FREQ=DAILY"))
    assert on(memory, datetime(2026, 3, 7), datetime(2026, 3, 10)) == [
        "07 15:00 call",
        "08 14:00 call",
        "09 14:00 call",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:20260304T100000", "RRULE:FREQ=DAILY;INTERVAL=0"],
        ["DTSTART:20260304T100000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"],
        ["DTSTART:19000101T000000", "RRULE:FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60)))],
        ["DTSTART;VALUE=DATE:00010101"],
        ["DTSTART;VALUE=DATE:99991231"],
        ["DTSTART;VALUE=DATE:20000101", "DTEND;VALUE=DATE:99990101", "RRULE:FREQ=DAILY"],
        ["DTSTART:20260304T100000", "DTSTART:20260305T100000"],
    ],
)
def test_what_cannot_be_looked_up_is_left_out(memory: Memory, lines: list[str]) -> None:
    event = "\r\n".join(["BEGIN:VEVENT", "UID:bad@x", "SUMMARY:Bad", *lines, "END:VEVENT"])
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}\r\nEND:VCALENDAR\r\n".encode()
    assert import_events(memory.calendar, data, VIENNA) == Imported(left_out=1)
