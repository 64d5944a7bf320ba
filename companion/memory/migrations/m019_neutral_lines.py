"""Creates the table of the lines that the neutral voice said: the questions of an interview, which are not hers.

Of earlier interviews these are the lines before the one in which she says hello.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table neutral_line (message integer primary key references message(id) on delete cascade);

insert into neutral_line select m.id from message m
    where m.speaker = 'her' and m.conversation in (select conversation from interview) and not exists
        (select 1 from message h where h.conversation = m.conversation and h.id <= m.id and h.speaker = 'her'
            and h.text like 'Hello, I''m here.%');
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the table, and fill it for the interviews that are there."""
    connection.execute(_SCHEMA)
