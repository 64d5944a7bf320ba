"""Notes after which message a fact was written by hand, so that facts are ordered by sequence and not by the clock.

Clocks are set wrong, and travel between time zones: what was said last holds. A fact that was told is as late as the newest
message it rests on; one written by hand came after `said_after`. When evidence goes, `told` is when the newest message left
was said. A conversation that was imported counts as said before all others, whenever that was.
"""

from __future__ import annotations

import apsw

_SCHEMA = """
alter table conversation add column imported integer not null default 0;
alter table fact add column said_after integer not null default 0;
update fact set said_after = coalesce((select max(id) from message where at <= fact.told), 0) where origin = 'added';

drop trigger evidence_gone;
create trigger evidence_gone after delete on evidence begin
    delete from fact where id = old.fact and origin <> 'added'
        and not exists (select 1 from evidence where fact = old.fact);
    update fact set
        text = (select text from evidence where fact = old.fact order by length(text) desc, message desc limit 1),
        since = (select since from evidence where fact = old.fact and since is not null order by message desc limit 1),
        until = (select until from evidence where fact = old.fact and until is not null order by message desc limit 1),
        told = (select at from message where id = (select max(message) from evidence where fact = old.fact))
    where id = old.fact and origin <> 'added';
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Add the column, and order by it."""
    connection.execute(_SCHEMA)
