"""The ready-made part of an engine is fetched whole or not at all, checked, and followed by a build where it can't be had."""

from __future__ import annotations

import hashlib
import sys
import tarfile
from pathlib import Path

import pytest

from models.catalog import ModelFile, Npm
from models.errors import ModelError
from models.fetching.stop import Stop
from models.graphics.engine import PART, Engine, find_engine, pinned_version
from models.graphics.ready_made import KNOWN, ReadyMade, Ways, fetch_engine, get_engine, ready_made
from tests.test_architecture import ROOT

BYTES = b"\x7fELF and so on" * 100
MEMBER = f"package/bins/{PART}"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands for npm by a script with a first line")


def part(bytes: bytes = BYTES) -> ReadyMade:
    file = ModelFile(PART, len(BYTES), hashlib.sha256(bytes).hexdigest(), (Npm("@o/vulkan", "1.0", MEMBER),))
    return ReadyMade(file, pinned_version())


@pytest.fixture
def npm(tmp_path: Path) -> str:
    """Stands for npm: brings a package with the part in it."""
    (tmp_path / PART).write_bytes(BYTES)
    with tarfile.open(tmp_path / "o-vulkan-1.0.tgz", "w:gz") as bundle:
        bundle.add(tmp_path / PART, MEMBER)
    script = tmp_path / "npm"
    copy = f"import shutil, sys; shutil.copy({str(tmp_path / 'o-vulkan-1.0.tgz')!r}, sys.argv[4])"
    script.write_text(f"#!{sys.executable} -S\n{copy}\n")
    script.chmod(0o755)
    return str(script)


def engines(models: Path) -> list[str]:
    return sorted(path.name for path in (models / "engines").iterdir())


def test_it_is_fetched_whole_and_is_an_engine_of_this_version(tmp_path: Path, npm: str):
    told: list[str] = []
    engine = fetch_engine(tmp_path, part(), lambda words, share: told.append(words), Stop(), npm)
    assert engine == find_engine(tmp_path) == Engine("vulkan", tmp_path / "engines/vulkan")
    assert engine.is_part
    assert engine.fits
    assert (tmp_path / "engines/vulkan" / PART).read_bytes() == BYTES
    assert told == ["Fetching the engine for the card, 24 MB"]
    assert engines(tmp_path) == ["vulkan"]  # nothing is left of the download


def test_other_bytes_than_the_pinned_ones_are_refused_and_the_old_engine_stays(tmp_path: Path, npm: str):
    fetch_engine(tmp_path, part(), lambda words, share: None, Stop(), npm)
    with pytest.raises(ModelError, match=r"could not be fetched: .*wrong bytes"):
        fetch_engine(tmp_path, part(b"other"), lambda words, share: None, Stop(), npm)
    assert (tmp_path / "engines/vulkan" / PART).read_bytes() == BYTES
    assert engines(tmp_path) == ["vulkan"]


def test_a_part_for_another_version_does_not_fit(tmp_path: Path, npm: str):
    engine = fetch_engine(tmp_path, part(), lambda words, share: None, Stop(), npm)
    (tmp_path / "engines/vulkan/made-for.txt").write_text("0.0.1")
    assert not engine.fits
    (tmp_path / "engines/vulkan/made-for.txt").unlink()
    assert not engine.fits


def test_where_it_can_not_be_fetched_the_engine_is_built_if_the_tools_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    built, told, lacking = Engine("vulkan", tmp_path), list[str](), list[str]()
    ways = Ways(lambda backend: part(), build=lambda *given: built, lacks=lambda backend: tuple(lacking))

    def get(from_source: bool = False) -> Engine:
        return get_engine(tmp_path, "vulkan", lambda words, share: told.append(words), Stop(), from_source, ways)

    assert get() is built
    assert "npm is not installed" in told[-1]
    assert "takes about 8 minutes" in told[-1]
    told.clear()
    assert get(from_source=True) is built
    assert not told
    lacking.append("There is no compiler.")
    with pytest.raises(ModelError, match=r"npm is not installed; .* can't be built here either. There is no compiler"):
        get()


def test_there_is_one_for_the_version_that_is_pinned_here():
    """Fails when llama-cpp-python changes: docs/CONTRIBUTING.md says how the next part is found and proven."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = next(
        line.split()[0].partition("==")[2] for line in lock.splitlines() if line.startswith("llama-cpp-python==")
    )
    assert ready_made("vulkan", locked, "linux", "x86_64") is KNOWN[0]
    assert ready_made("vulkan", "0.3.1", "linux", "x86_64") is None
    assert ready_made("vulkan", locked, "linux", "aarch64") is None
    assert ready_made("cuda", locked, "linux", "x86_64") is None
