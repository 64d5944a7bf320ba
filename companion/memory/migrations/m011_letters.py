"""Creates the tables of letters and of their versions.

A letter's `version` is the one that is shown; undoing moves it, and no version is ever changed. `before` is the version from
which one was made. `brief` is what the letter must say, as JSON; `finished` is null while it is worked on. Times are local, ISO.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table letter (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    title text not null,
    brief text not null default '{}',
    version integer,
    made text not null,
    used text not null,
    finished text,
    message integer references message(id) on delete set null
);
create index letter_of_message on letter(message);

create table letter_version (
    id integer primary key autoincrement,
    letter integer not null references letter(id) on delete cascade,
    text text not null,
    by text not null check (by in ('her', 'hand')),
    instruction text not null default '',
    before integer,
    made text not null
);
create index version_of_letter on letter_version(letter);
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the two tables."""
    connection.execute(_SCHEMA)
