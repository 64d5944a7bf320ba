"""Creates what retrieval needs: an index of word stems, a vector for each message, and a list of work to do.

`stems` is `words` without English endings (“walked” finds “walking”), used for ranking rather than for searching.
A vector (`meaning`) belongs to the text it was made from: when that changes, the vector is deleted and due again. It is 384
signed bytes; only its direction counts. `meaning_change` lists the vectors added and deleted, by any process, for the indexes
in memory; it is kept short, and a process that has missed too much reads all vectors again.
`todo` lists the messages to process while nobody is talking, by the name of the job.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create virtual table stems using fts5(
    text, content='message', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
insert into stems(stems, rank) values ('secure-delete', 1);

create table meaning (
    message integer primary key references message(id) on delete cascade,
    vector blob not null
);

create table meaning_change (
    number integer primary key autoincrement,
    message integer not null
);
create trigger meaning_came after insert on meaning begin
    insert into meaning_change(message) values (new.message);
end;
create trigger meaning_went after delete on meaning begin
    insert into meaning_change(message) values (old.message);
end;

create index message_by_time on message(at);

create table todo (
    job text not null check (job in ('meaning', 'facts')),
    message integer not null references message(id) on delete cascade,
    primary key (job, message)
) without rowid;
create index todo_of_message on todo(message);

create trigger message_stemmed after insert on message begin
    insert into stems(rowid, text) values (new.id, new.text);
    insert into todo(job, message) values ('meaning', new.id);
    insert into todo(job, message) select 'facts', new.id where new.speaker = 'you';
end;
create trigger message_unstemmed after delete on message begin
    insert into stems(stems, rowid, text) values ('delete', old.id, old.text);
end;
create trigger message_restemmed after update of text on message begin
    insert into stems(stems, rowid, text) values ('delete', old.id, old.text);
    insert into stems(rowid, text) values (new.id, new.text);
    delete from meaning where message = new.id;
    insert or ignore into todo(job, message) values ('meaning', new.id);
    insert or ignore into todo(job, message) select 'facts', new.id where new.speaker = 'you';
end;

insert into stems(stems) values ('rebuild');
insert into todo(job, message) select 'meaning', id from message;
insert into todo(job, message) select 'facts', id from message where speaker = 'you';
"""


def migrate(connection: apsw.Connection) -> None:
    """Add them, and put everything said so far on the list."""
    connection.execute(_SCHEMA)
