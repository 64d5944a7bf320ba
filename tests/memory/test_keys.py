"""The key comes from a passphrase or the system's keyring, is recognised, and is never stored as plain text."""

from __future__ import annotations

import logging
import threading

import pytest

from companion.environment import Environment
from companion.errors import CompanionError, LockedError
from companion.memory import find_key, needs_passphrase, open_environment_memory, open_memory
from companion.memory.key_file import read_key_file, write_key_file
from companion.memory.keys import key_file_path
from companion.memory.system_keyring import fetch_secret, system_keyring

ENVIRONMENT = {"COMPANION_PASSPHRASE": "sea and sand"}


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class BrokenRing(Ring):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("no bus, and the secret is hunter2")

    set_password = get_password  # type: ignore[assignment]


class ForgetfulRing(Ring):
    def set_password(self, service: str, username: str, password: str) -> None:
        return None


def nobody() -> None:
    return None


class Answers:
    """A user who gives these answers, one after the other."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def __call__(self, question: str) -> str:
        assert question
        return self.answers.pop(0)


def test_the_environment_gives_the_passphrase(environment: Environment) -> None:
    key = find_key(environment, ENVIRONMENT, None, Ring)
    assert len(key.raw) == 32
    assert find_key(environment, ENVIRONMENT) == key
    assert find_key(environment, {}, Answers("sea and sand")) == key


def test_the_memory_opens_again_with_its_passphrase_only(environment: Environment) -> None:
    memory = open_environment_memory(environment, ENVIRONMENT)
    said = memory.add(memory.begin_conversation(), "you", "hello", "typed")
    memory.close()
    with pytest.raises(LockedError, match="That passphrase doesn't open this memory"):
        open_environment_memory(environment, {"COMPANION_PASSPHRASE": "Sea and sand"})
    memory = open_environment_memory(environment, ENVIRONMENT)
    assert memory.messages(said.conversation) == [said]
    memory.close()


def test_one_letter_typed_in_two_ways_is_one_passphrase(environment: Environment) -> None:
    key = find_key(environment, {"COMPANION_PASSPHRASE": "caf\u00e9"})
    assert find_key(environment, {"COMPANION_PASSPHRASE": "cafe\u0301"}) == key


def test_the_keyring_keeps_a_random_key(environment: Environment) -> None:
    ring = Ring()
    key = find_key(environment, {}, None, lambda: ring)
    assert key.origin == "keyring"
    assert find_key(environment, ENVIRONMENT, None, lambda: ring) == key
    assert [service for service, _ in ring.kept] == ["companion"]


@pytest.mark.parametrize("ring", [None, BrokenRing(), ForgetfulRing()])
def test_without_a_usable_keyring_a_passphrase_is_chosen(
    environment: Environment, ring: Ring | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        key = find_key(environment, {}, Answers("a b", "a b"), lambda: ring)
    assert key.origin == "passphrase"
    assert find_key(environment, {}, Answers("a b")) == key
    assert "hunter2" not in caplog.text
    assert key.raw.hex() not in caplog.text


def test_a_keyring_that_never_answers_is_given_up() -> None:
    release = threading.Event()

    class Silent(Ring):
        def get_password(self, service: str, username: str) -> str | None:
            release.wait()
            return None

    assert fetch_secret(Silent(), "companion", "x", patience_s=0.05) is None
    release.set()


def test_a_machine_without_a_keyring_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail, null

    for backend in (fail.Keyring(), null.Keyring()):
        monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: backend)
        assert system_keyring() is None


@pytest.mark.parametrize(
    ("answers", "sentence"), [(("",), "can't be empty"), (("one", "two"), "not the same")], ids=["empty", "mistyped"]
)
def test_a_new_passphrase_is_checked(environment: Environment, answers: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(LockedError, match=sentence):
        find_key(environment, {}, Answers(*answers), nobody)
    assert not key_file_path(environment).exists()


def test_with_nobody_to_ask_no_file_is_created(environment: Environment) -> None:
    with pytest.raises(LockedError, match="COMPANION_PASSPHRASE"):
        find_key(environment, {}, None, nobody)
    assert list(environment.home.iterdir()) == []


def test_a_keyring_that_lost_the_key_is_reported(environment: Environment) -> None:
    find_key(environment, {}, None, Ring)
    for ring in (None, Ring(), BrokenRing()):
        with pytest.raises(LockedError, match="keyring"):
            find_key(environment, ENVIRONMENT, None, lambda ring=ring: ring)


def test_the_window_knows_which_question_to_ask(environment: Environment) -> None:
    assert needs_passphrase(environment, {}, nobody) == "new"
    assert needs_passphrase(environment, {}, BrokenRing) == "new"
    assert needs_passphrase(environment, {}, Ring) == "no"
    assert needs_passphrase(environment, ENVIRONMENT, nobody) == "no"
    find_key(environment, ENVIRONMENT)
    assert needs_passphrase(environment, {}, Ring) == "existing"
    assert needs_passphrase(environment, ENVIRONMENT, nobody) == "no"


def test_a_missing_key_file_is_reported_and_not_created(environment: Environment) -> None:
    open_environment_memory(environment, ENVIRONMENT).close()
    key_file_path(environment).unlink()
    assert needs_passphrase(environment, {}, nobody) == "no"
    with pytest.raises(CompanionError, match=r"memory\.key\.toml is missing"):
        find_key(environment, ENVIRONMENT)
    assert not key_file_path(environment).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("kept = ", "damaged"), ("version = 9", "newer"), ("version = 1", "damaged"), ("n = -1\nkept = 'x'", "damaged")],
)
def test_an_unusable_key_file_is_reported(environment: Environment, content: str, sentence: str) -> None:
    key_file_path(environment).write_text(content)
    with pytest.raises(CompanionError, match=sentence):
        find_key(environment, ENVIRONMENT)


def test_a_key_file_is_never_overwritten(environment: Environment) -> None:
    find_key(environment, ENVIRONMENT)
    file = read_key_file(key_file_path(environment))
    assert file is not None
    with pytest.raises(CompanionError, match="another window"):
        write_key_file(key_file_path(environment), file)
    assert [path.name for path in environment.home.iterdir()] == ["memory.key.toml"]


def test_a_key_file_of_another_memory_is_reported(environment: Environment) -> None:
    key = find_key(environment, ENVIRONMENT)
    from companion.memory import Key

    open_memory(environment.memory_file, Key(bytes(32)), environment.now).close()
    with pytest.raises(CompanionError, match=r"another memory\.key\.toml"):
        open_memory(environment.memory_file, key, environment.now)


def test_the_repr_of_a_key_hides_it(environment: Environment) -> None:
    key = find_key(environment, ENVIRONMENT)
    assert key.raw.hex() not in repr(key)
    assert "raw" not in repr(key)
    assert key.raw.hex() not in key_file_path(environment).read_text()
