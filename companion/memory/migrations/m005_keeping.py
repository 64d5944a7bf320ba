"""Creates the tables of what was forgotten: ids only, no words.

`forgotten` and `gone` list what was forgotten, by its `uid`, so that it can be removed from earlier backups too; `final` says
whether that has been done.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table forgotten (
    id integer primary key autoincrement,
    at text not null,
    final integer not null default 0
);

create table gone (
    kind text not null check (kind in ('conversation', 'message', 'person', 'fact')),
    uid blob not null,
    forgotten integer not null references forgotten(id) on delete cascade,
    primary key (kind, uid)
) without rowid;
create index gone_by_forgetting on gone(forgotten);
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the tables."""
    connection.execute(_SCHEMA)
