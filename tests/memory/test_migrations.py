"""A file of any earlier version is migrated after a backup; a file of a later version is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.database import connect, open_database
from companion.memory.migrations import MIGRATIONS, Migration
from tests.clock import Clock
from tests.memory.conftest import KEY

OLDEST = MIGRATIONS[:1]


def add_mood(connection: apsw.Connection) -> None:
    connection.execute("alter table message add column mood text")
    connection.execute("update message set mood = 'calm'")


NEXT = (*OLDEST, Migration("m002", add_mood))

MIGRATE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tests.memory.test_migrations import KEY, OLDEST, Migration, add_mood, open_database

def die_midway(connection):
    add_mood(connection)
    connection.execute("create table half(x)")
    connection.executemany("insert into half values (randomblob(4000))", [()] * 2000)
    os.kill(os.getpid(), signal.SIGKILL)

open_database(Path(sys.argv[1]), KEY, (*OLDEST, Migration("m002", die_midway)))
"""


@pytest.fixture
def oldest(tmp_path: Path, clock: Clock) -> Path:
    """A file of the first schema with one message in it."""
    path = tmp_path / "memory.db"
    database = open_database(path, KEY, OLDEST)
    with database.writing() as writer:
        now = clock().isoformat(timespec="milliseconds")
        writer.execute("insert into conversation(id, started) values (1, ?)", (now,))
        sql = "insert into message(conversation, speaker, text, at, via) values (1, 'you', 'from long ago', ?, 'typed')"
        writer.execute(sql, (now,))
    database.close()
    return path


def test_a_new_file_needs_no_backup(oldest: Path) -> None:
    assert not (oldest.parent / "backups").exists()


def test_the_oldest_file_opens_today(oldest: Path, clock: Clock) -> None:
    memory = Memory(open_database(oldest, KEY), clock)
    assert memory.search("long ago").total == 1
    memory.close()


def test_a_migration_keeps_the_messages_and_a_backup(oldest: Path, clock: Clock) -> None:
    database = open_database(oldest, KEY, NEXT)
    assert database.rows("select text, mood from message") == [("from long ago", "calm")]
    database.close()
    copy = oldest.parent / "backups" / "memory-before-m002.db"
    assert b"from long ago" not in copy.read_bytes()
    old = connect(copy, KEY)
    assert old.execute("select * from message").fetchall()[0][4] == "from long ago"
    assert old.pragma("user_version") == 1
    old.close()
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    open_database(oldest, KEY, NEXT).close()


def test_a_newer_file_is_refused_and_left_alone(oldest: Path) -> None:
    open_database(oldest, KEY, NEXT).close()
    before = oldest.read_bytes()
    with pytest.raises(CompanionError, match="newer version"):
        open_database(oldest, KEY, OLDEST)
    assert oldest.read_bytes() == before


def test_a_failing_migration_changes_nothing(oldest: Path) -> None:
    def fail(connection: apsw.Connection) -> None:
        add_mood(connection)
        connection.execute("select nonsense")

    with pytest.raises(apsw.SQLError):
        open_database(oldest, KEY, (*OLDEST, Migration("m002", fail)))
    database = open_database(oldest, KEY, OLDEST)
    assert len(database.rows("select * from message")[0]) == 8
    database.close()


def test_no_migration_without_its_backup(oldest: Path) -> None:
    (oldest.parent / "backups").write_text("in the way")
    with pytest.raises(CompanionError, match="No backup"):
        open_database(oldest, KEY, NEXT)
    open_database(oldest, KEY, OLDEST).close()


@pytest.mark.slow
def test_a_migration_killed_midway_leaves_the_old_file(oldest: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE_AND_DIE, str(oldest)],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert done.returncode == -9
    assert oldest.with_name("memory.db-wal").stat().st_size > 1_000_000
    database = open_database(oldest, KEY, OLDEST)
    assert database.rows("select text from message") == [("from long ago",)]
    assert database.rows("select 1 from sqlite_schema where name = 'half'") == []
    database.close()
    database = open_database(oldest, KEY, NEXT)
    assert database.rows("select text, mood from message") == [("from long ago", "calm")]
    assert database.rows("pragma integrity_check") == [("ok",)]
    database.close()


FACTS = {"You live in Porto.", "Nora is well."}


def lived_in(path: Path, version: int) -> None:
    """A file of that version with rows in every table that matters."""
    database = open_database(path, KEY, MIGRATIONS[:version])
    with database.writing() as writer:
        writer.execute("insert into conversation(started) values ('2026-01-01T10:00:00.000')")
        for speaker, text in (("you", "I live in Porto."), ("her", "A fine place."), ("you", "Walking helps.")):
            sql = "insert into message(conversation, speaker, text, at, via) values (1, ?, ?, '2026-01-01T10:00:00.000', 'typed')"
            writer.execute(sql, (speaker, text))
        if version >= 2:
            writer.execute("insert into meaning(message, vector) values (1, zeroblob(384))")
            writer.execute("delete from todo where message = 1")
        if version >= 3:
            writer.execute("insert into person(name, relation) values ('Nora', 'sister')")
            sql = "insert into fact(subject, person, slot, text, told, origin) values ('you', ?, 'home', ?, '2026-01-01', ?)"
            writer.execute(sql, (None, "You live in Porto.", "drawn"))
            writer.execute(sql, (1, "Nora is well.", "added"))
            writer.execute(
                "insert into evidence(fact, message, quote, text) values (1, 1, 'I live in Porto', 'You live in Porto.')"
            )
        if version >= 4:
            writer.execute("insert into day values (1, 'Porto', 'We talked.', '[]', '', 3, '2026-01-01')")
            writer.execute("insert into drawn_on values (2, 1)")
        if version >= 5:
            writer.execute("insert into forgotten(at) values ('2026-01-01')")
            writer.execute("insert into gone values ('message', x'0102030405060708', 1)")
    database.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_file_of_every_version_comes_to_the_newest_with_all_its_rows(
    tmp_path: Path, clock: Clock, version: int
) -> None:
    path = tmp_path / "memory.db"
    lived_in(path, version)
    old = connect(path, KEY)
    tables = [
        row[0]
        for row in old.execute("select name from sqlite_schema where type = 'table' and sql not like '%virtual%'")
    ]
    ours = [name for name in tables if not name.startswith("sqlite_") and name.split("_")[0] not in ("words", "stems")]
    ours = [name for name in ours if not name.startswith("fact_")]
    before = {name: old.execute(f"select * from {name}").fetchall() for name in ours}
    old.close()
    memory = Memory(open_database(path, KEY), clock)
    assert memory.database.rows("pragma user_version") == [(len(MIGRATIONS),)]
    for name, rows in before.items():
        now = memory.database.rows(f"select * from {name}")
        assert [row[: len(rows[0])] for row in now if rows][: len(rows)] == rows, name
    assert memory.check() == []
    assert memory.search("walk").total == 1
    assert memory.database.rows("select rowid from stems where stems match 'walk'") == [(3,)]
    due = set(memory.database.rows("select job, message from todo"))
    assert due >= {("meaning", 2), ("meaning", 3), ("facts", 3)}
    assert (("meaning", 1) in due) == (version < 2)
    assert {fact.text for fact in memory.facts.list("you")} == (FACTS if version >= 3 else set())
    memory.forgetting.undo(memory.forgetting.conversation(1))
    assert memory.check() == []
    memory.close()
    copies = {path.name for path in (tmp_path / "backups").glob("*")}
    assert copies == ({f"memory-before-{MIGRATIONS[version].name}.db"} if version < len(MIGRATIONS) else set())


MIGRATE_AND_DIE_AT = """
import os, signal, sys
from pathlib import Path
from companion.memory.migrations import MIGRATIONS, Migration
from tests.memory.test_migrations import KEY, open_database

def dying(step):
    def die_midway(connection):
        step.apply(connection)
        connection.execute("create table half(x)")
        connection.executemany("insert into half values (randomblob(4000))", [()] * 2000)
        os.kill(os.getpid(), signal.SIGKILL)
    return Migration(step.name, die_midway)

at = int(sys.argv[2])
open_database(Path(sys.argv[1]), KEY, [dying(step) if number == at else step for number, step in enumerate(MIGRATIONS)])
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", range(1, len(MIGRATIONS)))
def test_the_power_may_fail_in_any_migration(tmp_path: Path, clock: Clock, at: int) -> None:
    path = tmp_path / "memory.db"
    lived_in(path, 1)
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run([sys.executable, "-c", MIGRATE_AND_DIE_AT, str(path), str(at)], env=environ, check=False)
    assert done.returncode == -9
    memory = Memory(open_database(path, KEY), clock)
    assert memory.search("porto").total == 1
    assert memory.database.rows("select 1 from sqlite_schema where name = 'half'") == []
    assert memory.check() == []
    memory.close()


@pytest.mark.slow
def test_two_processes_may_migrate_at_once(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "memory.db"
    lived_in(path, 1)
    script = "import sys; from pathlib import Path; from tests.memory.test_migrations import *; "
    script += "open_database(Path(sys.argv[1]), KEY).close()"
    command = [sys.executable, "-c", script, str(path)]
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    both = [subprocess.Popen(command, env=environ) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    memory = Memory(open_database(path, KEY), clock)
    assert memory.search("porto").total == 1
    assert memory.check() == []
    memory.close()
