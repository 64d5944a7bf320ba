"""A server's key lives in the keyring, belongs to one server, and its absence is told in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from companion.errors import CompanionError
from companion.runtime.server_key import SERVICE, VARIABLE, forget_key, read_key, write_key
from models.errors import ModelError


class Drawer(KeyringBackend):  # type: ignore[misc]
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(Drawer):
    """A keyring whose passphrase was not given."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("not unlocked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("not unlocked")


@pytest.fixture(autouse=True)
def the_keyring_of_before() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def drawer() -> Drawer:
    drawer = Drawer()
    keyring.set_keyring(drawer)
    return drawer


def test_a_key_is_kept_for_one_server(drawer: Drawer) -> None:
    write_key("http://localhost:8080/v1", " secret\n")
    assert drawer.kept == {(SERVICE, "http://localhost:8080"): "secret"}
    assert read_key("localhost:8080", {}) == "secret"
    assert read_key("http://localhost:8081", {}) == ""
    assert read_key("https://localhost:8080", {}) == ""


def test_a_key_is_forgotten(drawer: Drawer) -> None:
    write_key("localhost:8080", "secret")
    assert drawer.kept
    forget_key("http://localhost:8080/v1/")
    forget_key("http://localhost:8080")
    assert drawer.kept == {}


def test_the_environment_wins(drawer: Drawer) -> None:
    write_key("localhost:8080", "secret")
    assert read_key("localhost:8080", {VARIABLE: " other "}) == "other"
    assert read_key("localhost:8080", {VARIABLE: ""}) == ""


def test_without_a_keyring_there_is_no_key_and_none_can_be_kept() -> None:
    keyring.set_keyring(fail.Keyring())
    assert read_key("localhost:8080", {}) == ""
    forget_key("localhost:8080")
    with pytest.raises(CompanionError, match="set COMPANION_SERVER_KEY instead"):
        write_key("localhost:8080", "secret")


def test_a_locked_keyring_is_told() -> None:
    keyring.set_keyring(Locked())
    for act in (lambda: read_key("localhost:8080", {}), lambda: forget_key("localhost:8080")):
        with pytest.raises(CompanionError, match=r"unlock the keyring or set COMPANION_SERVER_KEY instead\.$"):
            act()
    with pytest.raises(CompanionError) as failure:
        write_key("localhost:8080", "secret")
    assert "secret" not in str(failure.value)


def test_an_address_that_is_none_has_no_key(drawer: Drawer) -> None:
    with pytest.raises(ModelError, match="must begin with http"):
        write_key("ftp://host", "secret")
    assert drawer.kept == {}
