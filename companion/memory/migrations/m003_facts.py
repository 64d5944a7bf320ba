"""Creates the tables of facts, the people in them, and the user's own words that each fact rests on.

A fact depends on its evidence: when its last quote is deleted, or is no longer part of its message, the fact is deleted too,
unless the user wrote it by hand. Its text comes from the quotes that are left (`evidence` stores a sentence with each), and so
do a person's name and relation: nothing stays that only deleted words told.
When a fact that superseded another is deleted, the other becomes current again (`superseded_by` becomes null).
`value` is what fills the slot, in lower case, to tell a repetition from a change. `refused` lists the quotes of facts that the
user had forgotten: they are not extracted again. `fact_stems` is an index of the words.
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
    value text not null default '',
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
    text text not null,
    since text,
    until text,
    primary key (fact, message, quote)
);
create index evidence_of_message on evidence(message);

create table refused (
    message integer not null references message(id) on delete cascade,
    quote text not null,
    primary key (message, quote)
);

create trigger evidence_changed after update of text on message begin
    delete from evidence where message = new.id and (instr(new.text, quote) = 0
        or substr(new.text, 1, instr(new.text, quote) - 1) <> substr(old.text, 1, instr(old.text, quote) - 1));
    delete from refused where message = new.id and instr(new.text, quote) = 0;
end;
create trigger fact_going before delete on fact begin
    update fact set superseded_by = old.superseded_by where superseded_by = old.id;
end;
create trigger evidence_gone after delete on evidence begin
    delete from fact where id = old.fact and origin <> 'added'
        and not exists (select 1 from evidence where fact = old.fact);
    update fact set
        text = (select text from evidence where fact = old.fact order by length(text) desc, message desc limit 1),
        since = (select since from evidence where fact = old.fact and since is not null order by message desc limit 1),
        until = (select until from evidence where fact = old.fact and until is not null order by message desc limit 1),
        told = (select max(at) from message where id in (select message from evidence where fact = old.fact))
    where id = old.fact and origin <> 'added';
end;

create trigger person_of_gone after delete on fact when old.person is not null begin
    delete from person where id = old.person and not exists (select 1 from fact where person = old.person);
    update person set name = relation where id = old.person
        and not exists (select 1 from fact where person = old.person and instr(text, name));
    update person set relation = '' where id = old.person
        and not exists (select 1 from fact where person = old.person and instr(text, relation));
end;
create trigger person_of_changed after update of text on fact when old.person is not null begin
    update person set name = relation where id = old.person
        and not exists (select 1 from fact where person = old.person and instr(text, name));
    update person set relation = '' where id = old.person
        and not exists (select 1 from fact where person = old.person and instr(text, relation));
end;

create virtual table fact_stems using fts5(
    text, slot, content='fact', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
insert into fact_stems(fact_stems, rank) values ('secure-delete', 1);

create trigger fact_stemmed after insert on fact begin
    insert into fact_stems(rowid, text, slot) values (new.id, new.text, new.slot);
end;
create trigger fact_unstemmed after delete on fact begin
    insert into fact_stems(fact_stems, rowid, text, slot) values ('delete', old.id, old.text, old.slot);
end;
create trigger fact_restemmed after update of text, slot on fact begin
    insert into fact_stems(fact_stems, rowid, text, slot) values ('delete', old.id, old.text, old.slot);
    insert into fact_stems(rowid, text, slot) values (new.id, new.text, new.slot);
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the tables."""
    connection.execute(_SCHEMA)
