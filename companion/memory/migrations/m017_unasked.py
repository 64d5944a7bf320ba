"""Creates the table of what she said unasked, so that nothing is said twice and what was dismissed is not said at all.

No words are kept: `message` is the line of the user's that it rests on and `place` where in that line, and the row goes with it.
`dismissed`: the user did not want it. `at` is local, ISO.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table unasked (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    kind text not null,
    at text not null,
    place integer not null default 0,
    dismissed integer not null default 0,
    message integer references message(id) on delete cascade
);
create index unasked_of_message on unasked(message);
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the table."""
    connection.execute(_SCHEMA)
