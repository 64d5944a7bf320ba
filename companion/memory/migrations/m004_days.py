"""Creates the tables of summaries (`day`), one a conversation, and of the sources of her replies (`drawn_on`).

When a message of a conversation is changed or deleted, its summary is deleted at once, to be made again.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table day (
    conversation integer primary key references conversation(id) on delete cascade,
    title text not null,
    summary text not null,
    people text not null,
    mood text not null,
    through integer not null,
    made text not null
);

create table drawn_on (
    reply integer not null references message(id) on delete cascade,
    message integer not null references message(id) on delete cascade,
    primary key (reply, message)
) without rowid;
create index drawn_on_message on drawn_on(message);

create trigger day_of_changed after update of text on message begin
    delete from day where conversation = new.conversation;
end;
create trigger day_of_deleted after delete on message begin
    delete from day where conversation = old.conversation;
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the tables."""
    connection.execute(_SCHEMA)
