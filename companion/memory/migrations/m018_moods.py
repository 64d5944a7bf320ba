"""Creates the tables of how each line of the user's seemed to be said, and of what the user says a day was like.

`line_mood` goes with its line. Its estimates are null where nothing could be told; `figures` are the measured figures of the
voice by name, as JSON, from which the speaker's baseline is made anew. `day_mood` holds the user's own word for a day; a day
begins at five in the morning, and the word goes with the last line of its day.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table line_mood (
    message integer primary key references message(id) on delete cascade,
    energy real,
    energy_sure real not null,
    pleasantness real,
    pleasantness_sure real not null,
    hesitation real,
    hesitation_sure real not null,
    figures text
);
create table day_mood (
    day text primary key,
    felt text not null check (felt in ('bright', 'calm', 'even', 'low', 'tense', 'unknown'))
);

create trigger mood_after_correction after update of text on message when new.text <> old.text begin
    delete from line_mood where message = old.id;
end;
create trigger day_mood_without_lines after delete on message begin
    delete from day_mood where day = date(old.at, '-5 hours') and not exists
        (select 1 from message where at >= day || 'T05:00' and at < date(day, '+1 day') || 'T05:00' and speaker = 'you');
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make both tables, and the triggers by which an estimate goes with a corrected line and a word with its day."""
    connection.execute(_SCHEMA)
