"""Creates the table of the calendar.

`begins` and `ends` are the time on the wall in `zone`, ISO: with an hour, or a day alone for what lasts whole days; `ends` is then
the last day, and otherwise may be empty. `recurrence` is a rule as in iCalendar, `except_on` the beginnings, one a line, that it
leaves out. `uid` names the event in .ics files. What is taken out stays, with `removed`, so that it can be put back,
until the line that asked for it is forgotten.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table calendar_event (
    id integer primary key autoincrement,
    uid text not null unique,
    title text not null,
    begins text not null,
    ends text not null default '',
    zone text not null,
    recurrence text not null default '',
    except_on text not null default '',
    place text not null default '',
    notes text not null default '',
    made text not null,
    removed text,
    message integer references message(id) on delete set null
);
create index calendar_event_begins on calendar_event(begins) where removed is null;
create index calendar_event_of_message on calendar_event(message);
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the table."""
    connection.execute(_SCHEMA)
