"""Creates the tables of the user's lists and of what was noted word for word.

Both stay when the line that asked for them is forgotten, as paper would: they go when they are taken off or removed. `ticked` is
when an item was ticked off, null while it is open; `used` is when a list was last asked about or changed. Times are local, ISO.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table kept_list (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    name text not null,
    made text not null,
    used text not null
);

create table list_item (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    list integer not null references kept_list(id) on delete cascade,
    text text not null,
    ticked text,
    made text not null,
    message integer references message(id) on delete set null
);
create index item_of_list on list_item(list);
create index item_of_message on list_item(message);

create table kept_note (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    text text not null,
    made text not null,
    message integer references message(id) on delete set null
);
create index kept_note_of_message on kept_note(message);
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the three tables."""
    connection.execute(_SCHEMA)
