"""Errors of the disk, of another program or of a wrong file become one sentence for the user, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.memory import Key, Memory, open_memory
from companion.memory.database import open_database
from companion.memory.migrations import MIGRATIONS, Migration
from tests.clock import Clock
from tests.memory.conftest import KEY

SECRET = "marzipan lighthouse"

ADD_FOR_EVER = """
import sys
from datetime import datetime
from pathlib import Path
from companion.memory import Key, open_memory
memory = open_memory(Path(sys.argv[1]), Key(bytes(range(32))), datetime.now)
conversation = memory.begin_conversation()
while True:
    print(memory.add(conversation, "you", "one more line " * 20, "typed").id, flush=True)
"""


def test_the_files_hold_no_plain_words(
    environment: Environment, memory: Memory, reopened: Callable[[], Memory]
) -> None:
    conversation = memory.begin_conversation()
    for _ in range(50):
        memory.add(conversation, "you", f"{SECRET} {SECRET}", "typed")
    files = {path.name: path.read_bytes() for path in environment.home.iterdir()}
    assert {"memory.db", "memory.db-wal"} <= files.keys()
    reopened().close()
    assert [path.name for path in environment.home.iterdir()] == ["memory.db"]
    files["closed"] = environment.memory_file.read_bytes()
    assert len(files["closed"]) > 8192
    for name, content in files.items():
        for word in (*SECRET.split(), "SQLite format", "create table", "message"):
            assert word.encode() not in content, (name, word)


def test_a_wrong_key_is_reported_and_changes_nothing(environment: Environment, memory: Memory, clock: Clock) -> None:
    said = memory.add(memory.begin_conversation(), "you", SECRET, "typed")
    with pytest.raises(LockedError, match="passphrase doesn't open this memory"):
        open_memory(environment.memory_file, Key(bytes(32)), clock)
    with pytest.raises(LockedError, match="keyring"):
        open_memory(environment.memory_file, Key(bytes(32), "keyring"), clock)
    with pytest.raises(CompanionError, match=r"memory\.key\.toml"):
        open_memory(environment.memory_file, Key(bytes(32), proven=True), clock)
    assert memory.messages(said.conversation) == [said]


def test_a_plain_database_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "plain.db"
    plain = apsw.Connection(str(path))
    plain.execute("create table t(x)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(CompanionError, match="not a memory"):
        open_memory(path, KEY, clock)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Ines, " * 1000)
    with pytest.raises(CompanionError, match="not a memory"):
        open_memory(path, KEY, clock)


def test_a_damaged_page_is_noticed(environment: Environment, memory: Memory, clock: Clock) -> None:
    conversation = memory.begin_conversation()
    for _ in range(100):
        memory.add(conversation, "you", "a line " * 50, "typed")
    memory.close()
    content = bytearray(environment.memory_file.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page + 100] ^= 1
    environment.memory_file.write_bytes(content)
    with pytest.raises(CompanionError, match="damaged"):
        open_memory(environment.memory_file, KEY, clock).messages(conversation)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file" / "memory.db", tmp_path / "missing" / "memory.db", tmp_path):
        with pytest.raises(CompanionError, match="can't be opened"):
            open_memory(place, KEY, clock)


def test_a_file_that_may_not_be_written_is_reported(memory: Memory) -> None:
    said = memory.add(memory.begin_conversation(), "you", "before", "typed")
    with memory.database.writing() as writer:
        pass
    writer.pragma("query_only", True)
    with pytest.raises(CompanionError, match="can't be written to"):
        memory.add(said.conversation, "you", "now", "typed")
    assert memory.messages(said.conversation) == [said]


def test_a_full_disk_loses_nothing_and_is_reported(memory: Memory, reopened: Callable[[], Memory]) -> None:
    said = memory.add(memory.begin_conversation(), "you", "before", "typed")
    with memory.database.writing() as writer:
        pass
    writer.pragma("max_page_count", writer.pragma("page_count") + 3)
    with pytest.raises(CompanionError, match="disk is full"):
        memory.add(said.conversation, "you", "x" * 100_000, "typed")
    assert memory.messages(said.conversation) == [said]
    memory = reopened()
    later = memory.add(said.conversation, "you", "after", "typed")
    assert memory.messages(said.conversation) == [said, later]
    assert memory.check() == []


def test_an_installation_without_a_cipher_writes_nothing(
    environment: Environment, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.memory.database.CIPHER", "none of these")
    with pytest.raises((CompanionError, apsw.SQLError)):
        open_memory(environment.memory_file, KEY, clock)
    assert not environment.memory_file.exists() or environment.memory_file.read_bytes() == b""


@pytest.mark.slow
def test_two_programs_may_write_at_once_and_a_third_forget(environment: Environment, memory: Memory) -> None:
    first = memory.add(memory.begin_conversation(), "you", SECRET, "typed")
    command = [sys.executable, "-c", ADD_FOR_EVER, str(environment.memory_file)]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    reported = []
    for child in children:
        assert child.stdout is not None
        reported += [int(child.stdout.readline()) for _ in range(10)]
    forgotten = memory.forgetting.message(first.id)
    ours = [memory.add(memory.begin_conversation(), "you", "ours", "typed").id for _ in range(10)]
    for child in children:
        assert child.stdout is not None
        reported += [int(child.stdout.readline()) for _ in range(10)]
        child.kill()
        reported += [int(line) for line in child.stdout.read().split("\n")[:-1]]
        child.stdout.close()
        child.wait()
    memory.forgetting.make_final(forgotten)
    kept = {row[0] for row in memory.database.rows("select id from message")}
    assert len(set(reported)) == len(reported)
    assert kept.issuperset({*reported, *ours})
    assert first.id not in kept
    assert memory.check() == []


def test_a_full_disk_in_a_migration_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    database = open_database(path, KEY, MIGRATIONS[:1])
    with database.writing() as writer:
        writer.execute("insert into conversation(started) values ('2026-01-01')")
    database.close()

    def fill(connection: apsw.Connection) -> None:
        MIGRATIONS[1].apply(connection)
        connection.pragma("max_page_count", connection.pragma("page_count"))
        connection.execute("create table filler as select randomblob(100000) as x")

    with pytest.raises(CompanionError, match="disk is full"):
        open_database(path, KEY, (MIGRATIONS[0], Migration("m002", fill)))
    database = open_database(path, KEY)
    assert database.rows("select id from conversation") == [(1,)]
    assert database.rows("pragma integrity_check") == [("ok",)]
    database.close()


@pytest.mark.slow
def test_a_killed_program_has_every_message_it_reported(environment: Environment, clock: Clock) -> None:
    for _ in range(3):
        command = [sys.executable, "-c", ADD_FOR_EVER, str(environment.memory_file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            reported = [int(child.stdout.readline()) for _ in range(40)]
            child.kill()
            reported += [int(line) for line in child.stdout.read().split("\n")[:-1]]
        memory = open_memory(environment.memory_file, KEY, clock)
        kept = {row[0] for row in memory.database.rows("select id from message")}
        assert kept.issuperset(reported)
        assert memory.check() == []
        memory.close()
