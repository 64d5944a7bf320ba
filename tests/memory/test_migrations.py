"""A file from any earlier version is brought up to date, after a backup; one from a later version is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.migrations import MIGRATIONS, Migration
from companion.memory.store import connect, open_store
from tests.memory.conftest import KEY, Clock

OLDEST = MIGRATIONS[:1]


def add_mood(connection: apsw.Connection) -> None:
    connection.execute("alter table message add column mood text")
    connection.execute("update message set mood = 'calm'")


NEXT = (*OLDEST, Migration("m002", add_mood))

MIGRATE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tests.memory.test_migrations import KEY, OLDEST, Migration, add_mood, open_store

def die_midway(connection):
    add_mood(connection)
    connection.execute("create table half(x)")
    connection.executemany("insert into half values (randomblob(4000))", [()] * 2000)
    os.kill(os.getpid(), signal.SIGKILL)

open_store(Path(sys.argv[1]), KEY, (*OLDEST, Migration("m002", die_midway)))
"""


@pytest.fixture
def oldest(tmp_path: Path, clock: Clock) -> Path:
    """A file of the first schema with one message in it."""
    path = tmp_path / "memory.db"
    memory = Memory(open_store(path, KEY, OLDEST), clock)
    memory.add(memory.begin(), "you", "from long ago", "typed")
    memory.close()
    return path


def test_a_new_file_needs_no_backup(oldest: Path) -> None:
    assert not (oldest.parent / "backups").exists()


def test_the_oldest_file_opens_today(oldest: Path, clock: Clock) -> None:
    memory = Memory(open_store(oldest, KEY), clock)
    assert memory.search("long ago").total == 1
    memory.close()


def test_a_migration_keeps_the_messages_and_a_backup(oldest: Path, clock: Clock) -> None:
    store = open_store(oldest, KEY, NEXT)
    assert store.rows("select text, mood from message") == [("from long ago", "calm")]
    store.close()
    copy = oldest.parent / "backups" / "memory-before-m002.db"
    assert b"from long ago" not in copy.read_bytes()
    old = connect(copy, KEY)
    assert old.execute("select * from message").fetchall()[0][4] == "from long ago"
    assert old.pragma("user_version") == 1
    old.close()
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    open_store(oldest, KEY, NEXT).close()


def test_a_newer_file_is_refused_and_left_alone(oldest: Path) -> None:
    open_store(oldest, KEY, NEXT).close()
    before = oldest.read_bytes()
    with pytest.raises(CompanionError, match="newer version"):
        open_store(oldest, KEY, OLDEST)
    assert oldest.read_bytes() == before


def test_a_failing_migration_changes_nothing(oldest: Path) -> None:
    def fail(connection: apsw.Connection) -> None:
        add_mood(connection)
        connection.execute("select nonsense")

    with pytest.raises(apsw.SQLError):
        open_store(oldest, KEY, (*OLDEST, Migration("m002", fail)))
    store = open_store(oldest, KEY, OLDEST)
    assert len(store.rows("select * from message")[0]) == 8
    store.close()


def test_no_migration_without_its_backup(oldest: Path) -> None:
    (oldest.parent / "backups").write_text("in the way")
    with pytest.raises(CompanionError, match="No backup"):
        open_store(oldest, KEY, NEXT)
    open_store(oldest, KEY, OLDEST).close()


def test_a_migration_killed_midway_leaves_the_old_file(oldest: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE_AND_DIE, str(oldest)],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert done.returncode == -9
    assert oldest.with_name("memory.db-wal").stat().st_size > 1_000_000
    store = open_store(oldest, KEY, OLDEST)
    assert store.rows("select text from message") == [("from long ago",)]
    assert store.rows("select 1 from sqlite_schema where name = 'half'") == []
    store.close()
    store = open_store(oldest, KEY, NEXT)
    assert store.rows("select text, mood from message") == [("from long ago", "calm")]
    assert store.rows("pragma integrity_check") == [("ok",)]
    store.close()
