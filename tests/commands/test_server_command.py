"""Tests `companion models server`: choosing a server, and keeping, replacing and removing its key."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import keyring
import pytest

from companion.__main__ import main
from companion.environment import Environment
from companion.runtime.model_choice import ModelChoice
from companion.runtime.server_key import SERVICE
from companion.settings import Settings, read_settings
from models.store import ModelStore
from tests.models.scripted_server import Answer, refuse, say, scripted
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


def counting(answer: Answer) -> None:
    words = ["one, ", "two, ", "three, ", "four, ", "five, ", "six."]
    if stop := answer.body.get("stop"):
        words = words[: next(at for at, word in enumerate(words) if stop[0] in word)]
    say(*words, usage={"prompt_tokens": 3000, "completion_tokens": len(words)})(answer)


@pytest.mark.usefixtures("drawer")
def test_a_server_is_tried_out_and_what_is_missing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with scripted(counting) as server:
        assert run(tmp_path, server.url) == 0
        told = capsys.readouterr().err
        assert "It streams, stops where it is told, context 2048 tokens" in told
        assert "Its context is 2048 tokens; with at least 4096 she remembers more of an evening." in told
        assert run(tmp_path, server.url, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["model"], found["streams"], found["stops"], found["context"]) == ("tiny", True, True, 2048)
    assert len(found["missing"]) == 1


@pytest.mark.usefixtures("drawer")
def test_it_can_be_chosen_untested(tmp_path: Path) -> None:
    with scripted() as server:
        assert run(tmp_path, server.url, "--untested") == 0
        assert server.posted() == []
    assert read_settings(tmp_path / "settings.toml").server_model == "tiny"


@pytest.mark.usefixtures("drawer")
def test_a_server_that_gives_no_reply_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with scripted(refuse(500, {"error": "GPU is gone"})) as server:
        assert run(tmp_path, server.url) == 1
    assert "failed (GPU is gone)" in capsys.readouterr().err
    assert not (tmp_path / "settings.toml").exists()


def test_its_model_is_drawn_from_as_its_makers_say(tmp_path: Path) -> None:
    settings = Settings(mind="server", server_url="http://localhost:1", server_model="gemma3:1b-it-q4_K_M")
    store = ModelStore(tmp_path / "models")
    chosen = ModelChoice(store).llm(Environment(tmp_path, tmp_path / "models", settings, datetime.now))
    assert chosen is not None
    assert chosen.sampling == store.entry("gemma-3-1b").sampling
    assert chosen.sampling is not None
