"""Creates the table of rules: how the user has told her to be, and when.

A rule that a line told goes when that line is forgotten, or no longer says it; one added by hand stays until it is forgotten
itself. A rule is in force while it is neither ended nor replaced, so one whose successor is forgotten is in force again. Times
are local, ISO; `first` and `last` are minutes after midnight, `days` the digits of the days of the week, Monday is 0. `gone` may
name a rule, too, so that it can be removed from earlier backups.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table told_rule (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    kind text not null,
    degree text not null,
    value text not null default '',
    days text not null default '',
    first integer,
    last integer,
    starts text,
    until text,
    quote text not null,
    told text not null,
    message integer references message(id) on delete cascade,
    ended text,
    replaced_by integer references told_rule(id) on delete set null
);
create index told_rule_of_message on told_rule(message);
create index told_rule_replaced on told_rule(replaced_by);

create trigger told_rule_unsaid after update of text on message begin
    delete from told_rule where message = new.id and instr(new.text, quote) = 0;
end;

create table gone_now (
    kind text not null check (kind in ('conversation', 'message', 'person', 'fact', 'told_rule')),
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
    """Make the table, and let `gone` name its rows."""
    connection.execute(_SCHEMA)
