"""Lets facts be about what only the user and she share: nicknames, phrases and rituals of theirs.

What is shared because it was said in two conversations (its slot begins with “said ”) goes when only one of them is left.
"""

from __future__ import annotations

import apsw

_BEFORE, _AFTER = "'wish', 'boundary')", "'wish', 'boundary', 'shared')"
_SCHEMA = """
create trigger shared_unproven after delete on evidence begin
    delete from fact where id = old.fact and subject = 'shared' and origin <> 'added' and slot like 'said %' and 2 >
        (select count(distinct m.conversation) from evidence e join message m on m.id = e.message where e.fact = old.fact);
end;
"""


def migrate(connection: apsw.Connection) -> None:
    """Allow the new subject, as SQLite advises for a constraint that is only widened, and make the trigger."""
    version = int(connection.pragma("schema_version"))
    connection.execute("pragma writable_schema = on")
    try:
        sql = "update sqlite_schema set sql = replace(sql, ?, ?) where type = 'table' and name = 'fact'"
        connection.execute(sql, (_BEFORE, _AFTER))
        connection.execute(f"pragma schema_version = {version + 1}")
    finally:
        connection.execute("pragma writable_schema = off")
    connection.execute(_SCHEMA)
