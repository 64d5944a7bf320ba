"""Creates the tables of conversations and messages, and an index of the words.

Times are local time as ISO text with milliseconds (`2026-03-02T21:00:00.000`): sortable, and readable without this program.
A `uid` stays the same when a conversation is moved to another file, so nothing is imported twice.
The index stores no second copy of the text (`content=`), and removes deleted words at once (`secure-delete`).
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table conversation (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    started text not null
);
create index conversation_by_start on conversation(started, id);

create table message (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    conversation integer not null references conversation(id) on delete cascade,
    speaker text not null check (speaker in ('you', 'her')),
    text text not null,
    at text not null,
    via text not null check (via in ('voice', 'typed')),
    interrupted integer not null default 0
);
create index message_of_conversation on message(conversation, id);

create virtual table words using fts5(
    text, content='message', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
insert into words(words, rank) values ('secure-delete', 1);

create trigger message_added after insert on message begin
    insert into words(rowid, text) values (new.id, new.text);
end;
create trigger message_removed after delete on message begin
    insert into words(words, rowid, text) values ('delete', old.id, old.text);
end;
create trigger message_changed after update of text on message begin
    insert into words(words, rowid, text) values ('delete', old.id, old.text);
    insert into words(rowid, text) values (new.id, new.text);
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the first tables in an empty file."""
    connection.execute(_SCHEMA)
