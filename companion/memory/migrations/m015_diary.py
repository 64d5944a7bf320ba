"""Creates the tables of her diary, of what she may ask next time, and of how far and for how long she has read each day.

A line of the diary rests on messages of the user's, `diary_source`. When one of them is forgotten or corrected, the line goes, and
so does a question. `day` is the day that a line is about, `made` when it was written; local, ISO. `spent` counts the seconds that
the LLM has worked on the diary on that date, `through` is the last message of that day that was read for it.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table diary_line (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    day text not null,
    text text not null,
    by text not null check (by in ('mind', 'form')),
    made text not null
);
create index diary_line_of_day on diary_line(day);

create table diary_source (
    id integer primary key,
    line integer not null references diary_line(id) on delete cascade,
    message integer not null references message(id) on delete cascade,
    unique (line, message)
);
create index diary_source_message on diary_source(message);

create table to_ask (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    question text not null,
    message integer not null references message(id) on delete cascade,
    not_before text not null,
    made text not null,
    asked text
);
create index to_ask_message on to_ask(message);

create table diary_day (
    day text primary key,
    through integer not null default 0,
    spent real not null default 0
);

create trigger diary_without_source after delete on diary_source begin
    delete from diary_line where id = old.line;
end;
create trigger diary_after_correction after update of text on message when new.text <> old.text begin
    delete from diary_source where message = old.id;
    delete from to_ask where message = old.id;
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the tables, and the triggers by which a forgotten or corrected line takes along what rests on it."""
    connection.execute(_SCHEMA)
