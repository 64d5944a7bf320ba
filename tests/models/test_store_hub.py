"""Tests the store against huggingface_hub, with a web server on this machine as its endpoint."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.model_folder import ModelFolder
from tests.models.loopback import Loopback, loopback
from tests.models.made import BYTES, entry, file

CONTENT = b"GGUF" + BYTES
SHA = hashlib.sha256(CONTENT).hexdigest()
PATH = "/who/what/resolve/main/m.gguf"
REVISION = "4b4a2c1d584be7264f87aac328a1bc739ce81b6c"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def web() -> Iterator[Loopback]:
    with loopback() as server:
        yield server


def fetch(endpoint: str, folder: Path, known: str = SHA, *then: str, **extra: str) -> dict[str, Any]:
    """In a process of its own, for huggingface_hub reads its endpoint once."""
    environ = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(folder / "cache"), **extra}
    command = [sys.executable, "-m", "tests.models.hub_script", str(folder / "models"), known, *then]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def here(folder: Path) -> Path:
    return folder / "models" / "m" / "m.gguf"


def test_a_file_comes_from_the_hub(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, CONTENT, cuts=[400_000])
    assert fetch(web.address, tmp_path)["message"] == ""
    assert here(tmp_path).read_bytes() == CONTENT
    assert web.gets(PATH) == ["", "bytes=400000-"]


def test_a_pinned_revision_is_asked_for(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, b"GGUF replaced under the same name")
    web.serve(PATH.replace("main", REVISION), CONTENT)
    assert fetch(web.address, tmp_path, REVISION=REVISION)["message"] == ""
    assert here(tmp_path).read_bytes() == CONTENT
    assert web.gets(PATH) == []


def test_the_commit_that_the_hub_names_is_kept(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, CONTENT, commit=REVISION)
    assert fetch(web.address, tmp_path, "-")["message"] == ""
    assert json.loads((tmp_path / "models" / "m" / ".receipts.json").read_text())["m.gguf"]["revision"] == REVISION


def test_a_hash_that_only_the_hub_knows_is_kept(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, CONTENT)
    answer = fetch(web.address, tmp_path, "-")
    assert answer == {"message": "", "total": len(CONTENT)}
    assert ModelFolder(tmp_path / "models").missing(entry(file(name="m.gguf", known=False))) == ()
    assert SHA in (tmp_path / "models" / "m" / ".receipts.json").read_text()


def test_bytes_the_hub_itself_calls_wrong_are_refused(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, CONTENT, etag=f'"{"0" * 64}"')
    assert "wrong bytes" in fetch(web.address, tmp_path, "-")["message"]
    assert not here(tmp_path).exists()


def test_another_version_on_the_hub_is_not_even_begun(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, CONTENT, etag=f'"{"0" * 64}"')
    web.serve("/m.gguf", CONTENT)
    assert fetch(web.address, tmp_path, SHA, web.url("/m.gguf"))["message"] == ""
    assert web.gets(PATH) == []
    assert here(tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize(("status", "words"), [(404, "404"), (403, "licence")])
def test_a_refusal_of_the_hub_is_told(web: Loopback, tmp_path: Path, status: int, words: str) -> None:
    web.serve(PATH, CONTENT, status=status)
    assert words in fetch(web.address, tmp_path)["message"]


def test_offline_means_offline(web: Loopback, tmp_path: Path) -> None:
    web.serve(PATH, CONTENT)
    assert "HF_HUB_OFFLINE is set" in fetch(web.address, tmp_path, HF_HUB_OFFLINE="1")["message"]
    assert web.asked == []


def test_a_hub_out_of_reach_gives_way_to_the_next_source(web: Loopback, tmp_path: Path) -> None:
    with loopback() as gone:
        nowhere = gone.address
    web.serve("/m.gguf", CONTENT)
    assert fetch(nowhere, tmp_path, SHA, web.url("/m.gguf"))["message"] == ""
    assert here(tmp_path).read_bytes() == CONTENT


def test_the_users_own_hub_cache_is_used(web: Loopback, tmp_path: Path) -> None:
    repo = tmp_path / "cache" / "hub" / "models--who--what"
    (repo / "refs").mkdir(parents=True)
    (repo / "refs" / "main").write_text("1" * 40)
    (repo / "snapshots" / ("1" * 40)).mkdir(parents=True)
    (repo / "snapshots" / ("1" * 40) / "m.gguf").write_bytes(CONTENT)
    assert fetch(web.address, tmp_path)["message"] == ""
    assert here(tmp_path).read_bytes() == CONTENT
    assert web.asked == []
