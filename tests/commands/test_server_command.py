"""Tests `companion models server`: choosing a server, and keeping, replacing and removing its key."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from companion.__main__ import main
from companion.runtime.server_key import SERVICE
from companion.settings import read_settings
from tests.models.scripted_server import refuse, say, scripted
from tests.runtime.test_server_key import Drawer


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawer]:
    monkeypatch.delenv("COMPANION_SERVER_KEY", raising=False)
    before, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


def run(home: Path, *args: str) -> int:
    return main(["models", "server", *args, "--home", str(home)])


def test_a_key_is_kept_replaced_and_removed(
    tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(("one", "two", " "))
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    with scripted() as server:
        for kept in ("one", "two"):
            assert run(tmp_path, server.url, "--ask-key") == 0
            assert drawer.kept == {(SERVICE, server.url): kept}
            assert server.asked[-1].headers["Authorization"] == f"Bearer {kept}"
        assert run(tmp_path, server.url, "--ask-key") == 0
        assert drawer.kept == {}
        drawer.kept[SERVICE, server.url] = "three"
        asked = len(server.asked)
        assert run(tmp_path, f"{server.url}/v1", "--forget-key") == 0
        assert drawer.kept == {}
        assert len(server.asked) == asked, "the server itself is not asked"
    assert "is removed from the keyring" in capsys.readouterr().err


def test_a_removed_key_is_told_as_json(tmp_path: Path, drawer: Drawer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "server", "localhost:1", "--forget-key", "--json", "--home", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"server": "localhost:1", "key": "removed"}


@pytest.mark.usefixtures("drawer")
def test_a_server_without_a_list_needs_the_models_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with scripted(say("It snowed."), refuse(404, {"detail": "Not Found"})) as server:
        assert run(tmp_path, server.url) == 1
        assert "has no /v1/models" in capsys.readouterr().err
        assert run(tmp_path, server.url, "--use", "tiny") == 0
    settings = read_settings(tmp_path / "settings.toml")
    assert (settings.mind, settings.server_url, settings.server_model) == ("server", server.url, "tiny")


@pytest.mark.usefixtures("drawer")
def test_a_server_without_a_model_is_not_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with scripted(on_get=refuse(200, {"data": []})) as server:
        assert run(tmp_path, server.url) == 1
    assert "has no model; load one there first" in capsys.readouterr().err
    assert not (tmp_path / "settings.toml").exists()
