"""Creates the tables of what she did when asked: receipts, and the due times of timers, alarms and reminders.

A receipt goes when the line that asked for it is forgotten; the due time stays, as an alarm clock does, unless it is over or
stopped. `receipt.happens` is local time, ISO, without a zone, or empty; `undo` is JSON that only the deed reads, null where nothing
can be undone. `due_time.due`, `rung` and `told` are UTC, ISO: `rung` is the last time that fell due, `told` the last that was told
to the user. `zone` names the zone that a recurrence is counted in; `length_s` is a timer's whole length, `left_s` what is left of a
paused one.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table receipt (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    deed text not null,
    text text not null,
    happens text not null default '',
    undo text,
    done text not null,
    undone text,
    message integer references message(id) on delete cascade
);
create index receipt_of_message on receipt(message);

create table due_time (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    kind text not null,
    text text not null default '',
    due text not null,
    zone text not null,
    recurrence text not null default '',
    length_s real,
    left_s real,
    state text not null default 'waiting' check (state in ('waiting', 'paused', 'stopped', 'over')),
    rung text,
    told text,
    made text not null,
    message integer references message(id) on delete set null
);
create index due_time_waiting on due_time(due) where state = 'waiting';
create index due_time_of_message on due_time(message);
"""


def migrate(connection: apsw.Connection) -> None:
    """Make both tables."""
    connection.execute(_SCHEMA)
