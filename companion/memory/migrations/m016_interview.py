"""Creates the tables of the interview in which she is met: how far it is, and what each answer was understood to be.

An answer goes when the line that gave it is forgotten or corrected. `place` is JSON and holds no word of the user's; `value` is
one of our own words (“quiet”), `name` a name the answer told. Times are local, ISO; `ended` is null until all is answered,
skipped or broken off.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table interview (
    id integer primary key autoincrement,
    begun text not null,
    ended text,
    conversation integer not null,
    place text not null default '{}'
);
create table interview_answer (
    id integer primary key,
    interview integer not null references interview(id) on delete cascade,
    question text not null,
    value text not null,
    name text not null default '',
    message integer references message(id) on delete cascade,
    made text not null,
    unique (interview, question)
);
create index interview_answer_message on interview_answer(message);

create trigger interview_answer_unsaid after update of text on message when new.text <> old.text begin
    delete from interview_answer where message = old.id;
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make both tables, and the trigger by which a corrected line takes what was understood of it with it."""
    connection.execute(_SCHEMA)
