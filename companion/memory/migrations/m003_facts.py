"""Facts, the people in them, and the words of the user's own that each rests on.

A fact lives by its evidence: when the last quotation is deleted, or no longer stands in its message, the fact goes too,
unless the user wrote it by hand. One that took another's place gives it back when it goes (`superseded_by` becomes null).
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table person (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    name text not null,
    relation text not null default ''
);

create table fact (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    subject text not null check (subject in ('you', 'person', 'place', 'habit', 'wish', 'boundary')),
    person integer references person(id) on delete set null,
    slot text not null,
    text text not null,
    since text,
    until text,
    told text not null,
    pinned integer not null default 0,
    origin text not null check (origin in ('drawn', 'told', 'added')),
    superseded_by integer references fact(id) on delete set null
);
create index fact_by_slot on fact(slot);
create index fact_of_person on fact(person);
create index fact_superseded on fact(superseded_by);

create table evidence (
    fact integer not null references fact(id) on delete cascade,
    message integer not null references message(id) on delete cascade,
    quote text not null,
    primary key (fact, message, quote)
);
create index evidence_of_message on evidence(message);

create trigger evidence_changed after update of text on message begin
    delete from evidence where message = new.id and instr(new.text, quote) = 0;
end;
create trigger evidence_gone after delete on evidence begin
    delete from fact where id = old.fact and origin <> 'added'
        and not exists (select 1 from evidence where fact = old.fact);
end;
create trigger person_gone after delete on fact when old.person is not null begin
    delete from person where id = old.person and not exists (select 1 from fact where person = old.person);
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the tables."""
    connection.execute(_SCHEMA)
