"""The key moves between passphrase and keyring without any other change, and it is known who has the memory open."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from companion.commands import lock, unlock
from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.memory import Key, find_key, open_environment_memory, open_memory
from companion.memory.key_file import KeyFile, read_key_file, write_key_file
from companion.memory.keys import key_file_path
from companion.memory.locking import (
    change_passphrase,
    in_use,
    keep_in_keyring,
    keep_under_passphrase,
    request_lock,
    take_lock_request,
)
from tests.memory.test_keys import ForgetfulRing
from tests.memory.test_keys import Ring as OldRing

OPEN = {"COMPANION_PASSPHRASE": "sea and sand"}
OTHER = {"COMPANION_PASSPHRASE": "wind and wave"}

HOLD = """
import sys
from datetime import datetime
from pathlib import Path
from companion.memory import Key, open_memory
memory = open_memory(Path(sys.argv[1]), Key(bytes(range(32))), datetime.now)
print("open", flush=True)
sys.stdin.read()
"""

CHANGE_FOR_EVER = """
import sys
from datetime import datetime
from pathlib import Path
from companion.environment import House
from companion.memory.locking import change_passphrase
from companion.settings import Settings
house = House(Path(sys.argv[1]), Path(sys.argv[1]), Settings(), datetime.now)
while True:
    change_passphrase(house, "sea and sand", "wind and wave")
    print(flush=True)
    change_passphrase(house, "wind and wave", "sea and sand")
"""


class Ring(OldRing):
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class StubbornRing(Ring):
    def delete_password(self, service: str, username: str) -> None:
        raise OSError


def raw(environment: Environment, environ: dict[str, str], ring: OldRing | None = None) -> bytes:
    return bytes(find_key(environment, environ, None, lambda: ring).raw)


def test_a_changed_passphrase_opens_the_same_memory(environment: Environment) -> None:
    memory = open_environment_memory(environment, OPEN)
    said = memory.add(memory.begin_conversation(), "you", "hello", "typed")
    before = environment.memory_file.read_bytes()
    change_passphrase(environment, "sea and sand", "wind and wave")
    assert environment.memory_file.read_bytes() == before
    memory.close()
    with pytest.raises(LockedError):
        open_environment_memory(environment, OPEN)
    memory = open_environment_memory(environment, OTHER)
    assert memory.messages(said.conversation) == [said]
    memory.close()


def test_a_key_file_of_version_1_opens_and_can_be_changed(environment: Environment) -> None:
    first = KeyFile("passphrase", "0" * 16, "00" * 16, "")
    old_key = first.derive("sea and sand")
    from companion.memory.key_file import _proof

    file = replace(first, proof=_proof(old_key), version=1)
    write_key_file(key_file_path(environment), file)
    text = key_file_path(environment).read_text()
    key_file_path(environment).write_text("\n".join(line for line in text.splitlines() if "wrapped" not in line))
    assert raw(environment, OPEN) == old_key
    change_passphrase(environment, "sea and sand", "wind and wave")
    assert raw(environment, OTHER) == old_key
    written = read_key_file(key_file_path(environment))
    assert written is not None
    assert written.version == 2


@pytest.mark.slow
def test_no_two_wrappings_are_alike(environment: Environment) -> None:
    find_key(environment, OPEN)
    wrapped = set()
    for _ in range(3):
        change_passphrase(environment, "sea and sand", "sea and sand")
        file = read_key_file(key_file_path(environment))
        assert file is not None
        wrapped.add((file.salt, file.wrapped))
    assert len(wrapped) == 3


@pytest.mark.parametrize(("old", "new"), [("Sea and sand", "x"), ("sea and sand", "")])
def test_a_failed_change_changes_nothing(environment: Environment, old: str, new: str) -> None:
    find_key(environment, OPEN)
    before = key_file_path(environment).read_bytes()
    with pytest.raises(LockedError):
        change_passphrase(environment, old, new)
    assert key_file_path(environment).read_bytes() == before


@pytest.mark.slow
def test_a_change_killed_at_any_moment_leaves_the_old_or_the_new_file(environment: Environment) -> None:
    key = raw(environment, OPEN)
    for rounds in (1, 2, 3):
        command = [sys.executable, "-c", CHANGE_FOR_EVER, str(environment.home)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for _ in range(rounds):
                child.stdout.readline()
            child.kill()
        file = read_key_file(key_file_path(environment))
        assert file is not None
        opened = [word for word in ("sea and sand", "wind and wave") if file.proves(file.derive(word))]
        assert len(opened) == 1
        assert file.derive(opened[0]) == key
        if opened == ["wind and wave"]:
            change_passphrase(environment, "wind and wave", "sea and sand")


def test_a_key_moves_from_the_keyring_to_a_passphrase_and_back(environment: Environment) -> None:
    ring = Ring()
    key = raw(environment, {}, ring)
    keep_under_passphrase(environment, "sea and sand", lambda: ring)
    assert ring.kept == {}
    assert raw(environment, OPEN, ring) == key
    with pytest.raises(LockedError, match="COMPANION_PASSPHRASE"):
        find_key(environment, {}, None, lambda: ring)
    with pytest.raises(LockedError, match="doesn't open"):
        keep_in_keyring(environment, "wrong", lambda: ring)
    keep_in_keyring(environment, "sea and sand", lambda: ring)
    assert raw(environment, {}, ring) == key
    assert list(ring.kept.values()) == [key.hex()]


def test_a_keyring_that_still_has_the_key_is_reported(environment: Environment) -> None:
    ring = StubbornRing()
    raw(environment, {}, ring)
    with pytest.raises(CompanionError, match="still has the key"):
        keep_under_passphrase(environment, "sea and sand", lambda: ring)
    assert raw(environment, OPEN, ring)


def test_without_a_keyring_the_passphrase_stays(environment: Environment) -> None:
    key = raw(environment, OPEN)
    for ring in (None, ForgetfulRing()):
        with pytest.raises(CompanionError, match="no keyring"):
            keep_in_keyring(environment, "sea and sand", lambda ring=ring: ring)
    assert raw(environment, OPEN) == key


def test_a_locked_memory_says_so_and_its_key_is_gone(environment: Environment, clock) -> None:
    key = Key(bytes(range(32)))
    memory = open_memory(environment.memory_file, key, clock)
    key.wipe()
    assert bytes(key.raw) == bytes(32)
    conversation = memory.begin_conversation()
    memory.add(conversation, "you", "hello", "typed")
    kept = memory.database._key
    memory.close()
    assert bytes(kept.raw) == bytes(32)
    for call in (memory.begin_conversation, memory.conversations, lambda: memory.search("hello")):
        with pytest.raises(LockedError, match="locked"):
            call()


def test_a_window_is_asked_once(environment: Environment) -> None:
    assert not take_lock_request(environment.home)
    request_lock(environment.home)
    request_lock(environment.home)
    assert take_lock_request(environment.home)
    assert not take_lock_request(environment.home)
    with pytest.raises(CompanionError, match="can't be asked"):
        request_lock(environment.home / "nowhere")


def test_a_file_is_in_use_while_another_process_has_it_open(environment: Environment) -> None:
    assert not in_use(environment.memory_file)
    command = [sys.executable, "-c", HOLD, str(environment.memory_file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert in_use(environment.memory_file)
        child.kill()
    assert environment.memory_file.with_name("memory.db-shm").exists()
    assert not in_use(environment.memory_file), "what a crash leaves behind is nobody's"


def test_the_terminal_locks_changes_and_says_why_it_cannot_unlock(
    command, environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    with pytest.raises(CompanionError, match="no memory here yet"):
        command(lock)
    find_key(environment, os.environ)
    assert command(lock) == 0
    assert "Locked" in capsys.readouterr().err
    assert take_lock_request(environment.home)
    with pytest.raises(LockedError, match="COMPANION_NEW_PASSPHRASE"):
        command(lock, "--change")
    monkeypatch.setenv("COMPANION_NEW_PASSPHRASE", "wind and wave")
    assert command(lock, "--change") == 0
    assert raw(environment, OTHER)
    with pytest.raises(LockedError, match="doesn't open"):
        command(unlock)
    monkeypatch.setenv("COMPANION_PASSPHRASE", "wind and wave")
    with pytest.raises(CompanionError, match="no keyring"):
        command(unlock)


def test_with_nobody_to_ask_the_error_names_the_variable(
    command, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_key(environment, os.environ)
    monkeypatch.delenv("COMPANION_PASSPHRASE")
    for module, words in ((unlock, ()), (lock, ("--change",))):
        with pytest.raises(LockedError, match="set COMPANION_PASSPHRASE"):
            command(module, *words)
    assert Path(environment.home, "memory.key.toml").exists()
