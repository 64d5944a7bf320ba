"""Lets `gone` name what was kept when asked, and marks due times whose line was forgotten.

A timer, an alarm or a reminder stays while it waits, also when the line that asked for it is forgotten; `line_forgotten` says
that it goes when it is over. `gone` may name rows of any table, so that they can be removed from earlier backups.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
alter table due_time add column line_forgotten integer not null default 0;
create index due_time_left on due_time(state) where line_forgotten;

create table gone_now (
    kind text not null,
    uid blob not null,
    forgotten integer not null references forgotten(id) on delete cascade,
    primary key (kind, uid)
) without rowid;
insert into gone_now select kind, uid, forgotten from gone;
drop table gone;
alter table gone_now rename to gone;
create index gone_by_forgetting on gone(forgotten);
"""


def migrate(connection: apsw.Connection) -> None:
    """Change both tables."""
    connection.execute(_SCHEMA)
