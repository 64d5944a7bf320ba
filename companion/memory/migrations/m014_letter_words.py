"""Creates the table of the lines that a letter's brief and its versions quote, so that a forgotten line takes its words along.

A letter stays when a line about it is forgotten, but the line itself goes from the brief's `told` and from the `instruction` of
its versions. `letter_words` holds which message said which line. Of the letters there are, it is filled by equal words.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table letter_words (
    id integer primary key,
    letter integer not null references letter(id) on delete cascade,
    message integer not null references message(id) on delete cascade,
    words text not null,
    unique (letter, message)
);
create index letter_words_message on letter_words(message);

create trigger letter_without_words after delete on letter_words begin
    update letter set brief = json_set(brief, '$.told', (select json_group_array(value) from json_each(brief, '$.told')
            where trim(value) <> trim(old.words)))
        where id = old.letter and json_type(brief, '$.told') = 'array';
    update letter_version set instruction = '' where letter = old.letter and trim(instruction) = trim(old.words);
end;
create trigger letter_after_correction after update of text on message when new.text <> old.text begin
    delete from letter_words where message = old.id;
end;

insert or ignore into letter_words(letter, message, words)
    select letter.id, message.id, message.text from letter, json_each(letter.brief, '$.told') as told
        join message on trim(message.text) = trim(told.value) and message.speaker = 'you'
    union select letter_version.letter, message.id, message.text from letter_version
        join message on trim(message.text) = trim(letter_version.instruction) and message.speaker = 'you'
        where instruction <> '';
"""


def migrate(connection: apsw.Connection) -> None:
    """Make the table, fill it, and make the triggers by which a forgotten line takes its words out of a letter."""
    connection.execute(_SCHEMA)
