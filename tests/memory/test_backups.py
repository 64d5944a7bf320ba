"""Backups are made daily, thinned out, exported, and restored only when they are whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.commands import backup as backup_command
from companion.commands import restore as restore_command
from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.memory import Memory, find_key, open_environment_memory
from companion.memory.backups import wanted
from companion.memory.database import connect, open_database
from companion.memory.keys import key_file_path
from companion.memory.migrations import MIGRATIONS
from companion.memory.restoring import export_copy, restore
from tests.clock import Clock
from tests.memory.test_locking import HOLD, Ring
from tests.small_disk import small_disk

OPEN = {"COMPANION_PASSPHRASE": "sea and sand"}
OTHER = {"COMPANION_PASSPHRASE": "wind and wave"}


@pytest.fixture
def opened(environment: Environment):
    """Opens the environment's memory, after closing the one opened before."""
    memories: list[Memory] = []

    def open_it(environ: dict[str, str] = OPEN) -> Memory:
        for memory in memories:
            memory.close()
        memories.append(open_environment_memory(environment, environ))
        return memories[-1]

    yield open_it
    for memory in memories:
        memory.close()


def say(memory: Memory, text: str) -> int:
    return memory.add(memory.begin_conversation(), "you", text, "typed").id


def texts(memory: Memory) -> list[str]:
    return [row[0] for row in memory.database.rows("select text from message order by id")]


def test_a_copy_is_due_once_a_day_and_only_when_something_changed(opened, clock: Clock) -> None:
    memory = opened()
    assert not memory.backups.due(), "nothing has been said"
    number = say(memory, "one")
    assert memory.backups.due()
    assert memory.backups.make().name == "memory-2026-03-02.db"
    say(memory, "two")
    assert not memory.backups.due(), "there is one of today"
    clock.wait(days=1)
    assert memory.backups.due()
    memory.backups.make()
    clock.wait(days=1)
    memory.begin_conversation()
    assert not memory.backups.due(), "nothing was said since"
    memory.edit(number, "three")
    assert memory.backups.due()


def test_a_copy_is_due_when_a_list_a_note_or_a_letter_was_changed(opened, clock: Clock) -> None:
    memory = opened()
    memory.backups.make()
    for change in (
        lambda: memory.lists.add(memory.lists.make("shopping").id, ["milk"]),
        lambda: memory.lists.tick([1]),
        lambda: memory.lists.rename(1, "market"),
        lambda: memory.lists.take_off([1]),
        lambda: memory.notes.add("the boiler man comes on the 5th"),
        lambda: memory.notes.remove(1),
        lambda: memory.letters.add_version(memory.letters.add("to Tom", {}).id, "Dear Tom!", "her"),
        lambda: memory.letters.add_version(1, "Tom!", "hand"),
        lambda: memory.letters.undo(1),
        lambda: memory.letters.remove(1),
    ):
        clock.wait(days=1)
        assert not memory.backups.due()
        change()
        assert memory.backups.due()
        memory.backups.make()


def test_a_damaged_copy_does_not_count(opened, clock: Clock) -> None:
    memory = opened()
    say(memory, "one")
    path = memory.backups.make()
    clock.wait(days=1)
    path.write_bytes(b"x" * 5000)
    assert memory.backups.due()


def test_copies_are_thinned_out_to_days_and_weeks() -> None:
    days = {date(2026, 3, 31) - timedelta(days=n): Path() for n in range(60)}
    kept = sorted(wanted(days), reverse=True)
    assert [f"{day:%m-%d}" for day in kept] == ["03-31", "03-30", "03-29", "03-22", "03-15"]


def test_making_one_removes_what_is_no_longer_wanted_and_nothing_else(
    opened, environment: Environment, clock: Clock
) -> None:
    memory = opened()
    for _ in range(30):
        say(memory, "a line")
        memory.backups.make()
        clock.wait(days=1)
    others = [
        environment.home / "backups" / name for name in ("memory-before-m002.db", "before-restore-20260101-000000.db")
    ]
    for other in others:
        other.write_bytes(b"")
    clock.wait(days=30)
    memory.backups.make()
    names = {path.name for path in (environment.home / "backups").iterdir()}
    assert names >= {other.name for other in others}
    assert len(names) == 2 + 5
    assert memory.backups.list()[0].path.name in names


def test_a_folder_that_can_not_be_written_is_reported(opened, environment: Environment) -> None:
    memory = opened()
    say(memory, "one")
    (environment.home / "backups").write_text("in the way")
    with pytest.raises(CompanionError, match="No backup could be made"):
        memory.backups.make()


def test_a_copy_comes_back_and_the_present_is_kept(opened, environment: Environment) -> None:
    memory = opened()
    say(memory, "before")
    copy = memory.backups.make()
    say(memory, "after")
    memory.close()
    restored = restore(environment, copy, OPEN)
    assert restored.messages == 1
    memory = opened()
    assert texts(memory) == ["before"]
    assert memory.check() == []
    memory.close()
    assert restored.kept is not None
    restore(environment, restored.kept, OPEN)
    assert texts(opened()) == ["before", "after"]
    assert not list(environment.home.glob("restoring-*"))


def test_what_was_forgotten_since_does_not_come_back_unless_asked(opened, environment: Environment) -> None:
    memory = opened()
    kept = say(memory, "kept")
    number = say(memory, "marzipan")
    export_copy(environment, memory.database, environment.home / "away.db")
    memory.forgetting.make_final(memory.forgetting.message(number))
    memory.close()
    assert restore(environment, environment.home / "away.db", OPEN).messages == 1
    memory = opened()
    assert texts(memory) == ["kept"]
    with pytest.raises(CompanionError):
        memory.forgetting.message(number)
    assert memory.messages(1)[0].id == kept
    memory.close()
    restore(environment, environment.home / "away.db", OPEN, as_it_was=True)
    assert texts(opened()) == ["kept", "marzipan"]


def test_a_copy_with_its_key_file_opens_in_another_environment(
    opened, environment: Environment, tmp_path: Path
) -> None:
    memory = opened()
    say(memory, "carried")
    out = tmp_path / "away" / "copy.db"
    export_copy(environment, memory.database, out)
    export_copy(environment, memory.database, tmp_path / "own.db", "wind and wave")
    memory.close()
    assert b"carried" not in out.read_bytes()
    for number, (file, environ) in enumerate(((out, OPEN), (tmp_path / "own.db", OTHER))):
        there = replace(environment, home=tmp_path / f"there {number}")
        there.home.mkdir()
        with pytest.raises(LockedError):
            restore(there, file, {"COMPANION_PASSPHRASE": "wrong"}, find_keyring=lambda: None)
        assert restore(there, file, environ, find_keyring=lambda: None).messages == 1
        memory = open_environment_memory(there, environ)
        assert texts(memory) == ["carried"]
        memory.close()


def test_a_restored_copy_with_its_own_passphrase_gets_the_key_of_the_environment(
    opened, environment: Environment, tmp_path: Path
) -> None:
    memory = opened()
    say(memory, "carried")
    export_copy(environment, memory.database, tmp_path / "own.db", "wind and wave")
    memory.close()
    there, ring = replace(environment, home=tmp_path / "there"), Ring()
    there.home.mkdir()
    find_key(there, {}, None, lambda: ring)
    restore(there, tmp_path / "own.db", OTHER, find_keyring=lambda: ring)
    key = find_key(there, {}, None, lambda: ring)
    copy = connect(there.memory_file, key)
    assert copy.execute("select text from message").fetchall() == [("carried",)]
    copy.close()


@pytest.mark.slow
def test_a_copy_of_another_passphrase_is_opened_by_it_or_by_an_answer(
    opened, environment: Environment, tmp_path: Path
) -> None:
    memory = opened()
    say(memory, "carried")
    export_copy(environment, memory.database, tmp_path / "own.db", "wind and wave")
    memory.close()
    there = replace(environment, home=tmp_path / "there")
    there.home.mkdir()
    third = {"COMPANION_PASSPHRASE": "moss"}
    open_environment_memory(there, third).close()
    with pytest.raises(LockedError):
        restore(there, tmp_path / "own.db", third)
    questions = []
    restore(there, tmp_path / "own.db", third, lambda question: questions.append(question) or "wind and wave")
    assert questions == ["The passphrase of the copy: "]
    restore(there, tmp_path / "own.db", {**third, "COMPANION_COPY_PASSPHRASE": "wind and wave"})
    memory = open_environment_memory(there, third)
    assert texts(memory) == ["carried"]
    memory.close()


def test_an_exported_copy_overwrites_nothing(opened, environment: Environment, tmp_path: Path) -> None:
    memory = opened()
    say(memory, "x")
    for name in ("copy.db", "copy.db.key.toml"):
        (tmp_path / name).write_text("mine")
        with pytest.raises(CompanionError, match="there already"):
            export_copy(environment, memory.database, tmp_path / "copy.db")
        (tmp_path / name).unlink()
    with pytest.raises(CompanionError, match="another place"):
        export_copy(environment, memory.database, environment.memory_file / "copy.db")


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def foreign(path: Path) -> None:
    path.write_text("Dear Ines, " * 1000)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 5])


@pytest.mark.parametrize(
    ("spoil", "sentence"), [(damage, "damaged"), (foreign, "no copy of a memory"), (truncate, "damaged")]
)
def test_a_file_that_is_not_whole_changes_nothing(
    opened, environment: Environment, spoil: Callable[[Path], None], sentence: str
) -> None:
    memory = opened()
    say(memory, "a long line " * 1000)
    copy = memory.backups.make()
    memory.close()
    spoil(copy)
    before = environment.memory_file.read_bytes()
    with pytest.raises(CompanionError, match=sentence):
        restore(environment, copy, OPEN)
    assert environment.memory_file.read_bytes() == before
    assert not list(environment.home.glob("restoring-*"))


def test_missing_newer_and_foreign_files_are_reported(opened, environment: Environment, tmp_path: Path) -> None:
    memory = opened()
    say(memory, "x")
    key = find_key(environment, OPEN)
    for version, table, sentence in (
        (len(MIGRATIONS) + 1, "message", "newer version"),
        (0, "letters", "no copy of a memory"),
    ):
        path = tmp_path / f"{table}.db"
        other = connect(path, key)
        other.execute(f"create table {table}(x)")
        other.pragma("user_version", version)
        other.close()
        memory.close()
        with pytest.raises(CompanionError, match=sentence):
            restore(environment, path, OPEN)
    with pytest.raises(CompanionError, match="can't be read"):
        restore(environment, tmp_path / "none.db", OPEN)


def test_a_copy_of_the_oldest_schema_is_restored(opened, environment: Environment, tmp_path: Path) -> None:
    opened().close()
    oldest = open_database(tmp_path / "old.db", find_key(environment, OPEN), MIGRATIONS[:1])
    with oldest.writing() as writer:
        writer.execute("insert into conversation(started) values ('2026-01-01')")
        writer.execute("""insert into message(conversation, speaker, text, at, via)
            values (1, 'you', 'from long ago', '2026-01-01', 'typed')""")
    oldest.close()
    assert restore(environment, tmp_path / "old.db", OPEN).messages == 1
    assert texts(opened()) == ["from long ago"]


def test_nothing_is_restored_while_another_process_has_the_memory_open(
    memory: Memory, reopened: Callable[[], Memory], environment: Environment
) -> None:
    say(memory, "x")
    copy = memory.backups.make()
    memory.close()
    command = [sys.executable, "-c", HOLD, str(environment.memory_file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(CompanionError, match="open in a window"):
            restore(environment, copy, OPEN)
        child.kill()


def test_the_terminal_backs_up_lists_and_restores(
    command, opened, environment: Environment, tmp_path: Path, capsys, monkeypatch
) -> None:
    with pytest.raises(CompanionError, match="no memory here yet"):
        command(backup_command)
    memory = opened()
    say(memory, "one")
    memory.close()
    command(backup_command, "--list")
    assert "There are no backups yet" in capsys.readouterr().err
    with pytest.raises(CompanionError, match="her own data"):
        command(backup_command, "--out", str(environment.home / "settings.toml"))
    assert not (environment.home / "settings.toml").exists()
    command(backup_command, "--json")
    made = json.loads(capsys.readouterr().out)["file"]
    command(backup_command, "--list", "--json")
    assert json.loads(capsys.readouterr().out)["file"] == made
    command(backup_command, "--out", str(tmp_path / "a.db"))
    assert "memory's passphrase" in capsys.readouterr().err
    with pytest.raises(LockedError, match="COMPANION_COPY_PASSPHRASE"):
        command(backup_command, "--out", str(tmp_path / "b.db"), "--passphrase")
    with pytest.raises(CompanionError, match="--out FILE"):
        command(backup_command, "--passphrase")
    monkeypatch.setenv("COMPANION_COPY_PASSPHRASE", "wind and wave")
    command(backup_command, "--out", str(tmp_path / "b.db"), "--passphrase")
    assert "its own passphrase" in capsys.readouterr().err
    with pytest.raises(CompanionError, match="add --yes"):
        command(restore_command, made)
    command(restore_command, made, "--yes")
    assert "1 messages" in capsys.readouterr().err
    for words in ((), (made, "--repair")):
        with pytest.raises(CompanionError, match="--repair"):
            command(restore_command, *words)
    assert os.environ["COMPANION_PASSPHRASE"] == "sea and sand"
    assert key_file_path(environment).exists()


@pytest.mark.parametrize("passphrase", [None, "their own"])
def test_a_copy_for_a_full_disk_names_that_disk_and_leaves_nothing(
    opened, environment: Environment, tmp_path: Path, passphrase: str | None
) -> None:
    memory = opened()
    say(memory, "long " * 20_000)
    with small_disk(tmp_path / "stick", 128) as stick:
        with pytest.raises(CompanionError, match=r"stick.* \(the disk is full\); .*--out") as caught:
            export_copy(environment, memory.database, stick / "mine.db", passphrase)
        assert str(environment.memory_file) not in str(caught.value)
        assert list(stick.iterdir()) == []


@pytest.mark.parametrize("letters", [247, 255])
def test_a_copy_whose_key_file_can_not_be_written_is_taken_back(
    opened, environment: Environment, tmp_path: Path, letters: int
) -> None:
    memory = opened()
    say(memory, "one")
    (tmp_path / "stick").mkdir()
    with pytest.raises(CompanionError, match="File name too long"):
        export_copy(environment, memory.database, tmp_path / "stick" / ("x" * letters))
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_backup_without_room_names_its_folder(opened, environment: Environment, tmp_path: Path) -> None:
    memory = opened()
    say(memory, "long " * 20_000)
    with small_disk(environment.home / "backups", 128) as folder:
        with pytest.raises(CompanionError, match=r"No backup could be made in .*backups .the disk is full.; free some"):
            memory.backups.make()
        assert list(folder.iterdir()) == []


def test_a_copy_of_a_file_that_may_be_read_by_all_is_private(opened, environment: Environment, tmp_path: Path) -> None:
    memory = opened()
    say(memory, "one")
    path = memory.backups.make()
    path.chmod(0o644)
    memory.close()
    restore(environment, path, OPEN)
    assert environment.memory_file.stat().st_mode & 0o077 == 0
