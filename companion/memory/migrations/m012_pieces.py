"""Creates the tables of the piano pieces she composed when asked.

A piece stays when the line that asked for it is forgotten, but its title and its reason go, for they may quote: `piece_words` holds
the lines they were taken from, and when one of those is forgotten or corrected, the piece is named after its key. The MIDI file
itself has no words in it; they are put in when it is exported. `made` and `played` are local, ISO; `varies` is the piece it is a
variation of, `change` what was changed (“sadder”), empty for none.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
create table piece (
    id integer primary key autoincrement,
    uid blob not null unique default (randomblob(8)),
    made text not null,
    title text not null,
    why text not null default '',
    seed integer not null,
    mood text not null,
    key text not null,
    seconds real not null,
    midi blob not null,
    change text not null default '',
    played text,
    varies integer references piece(id) on delete set null,
    message integer references message(id) on delete set null
);
create index piece_varies on piece(varies);
create index piece_of_message on piece(message);

create table piece_words (
    id integer primary key,
    piece integer not null references piece(id) on delete cascade,
    message integer not null references message(id) on delete cascade,
    unique (piece, message)
);
create index piece_words_message on piece_words(message);

create trigger piece_without_words after delete on piece_words begin
    update piece set title = 'Piece in ' || key, why = '' where id = old.piece;
    update receipt set text = 'Piece in ' || (select key from piece where id = old.piece)
        where deed = 'piano' and json_extract(undo, '$.piece') = old.piece
            and exists (select 1 from piece where id = old.piece);
end;
create trigger piece_after_correction after update of text on message when new.text <> old.text begin
    delete from piece_words where message = old.id;
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Make both tables, and the triggers by which a forgotten line takes the words of a piece with it."""
    connection.execute(_SCHEMA)
