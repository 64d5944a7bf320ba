"""Tests the store against a web server that cuts off, ignores Range, lies, refuses or sends slowly."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.catalog import Url
from models.errors import ModelError
from models.fetching.http import Http
from models.fetching.stop import Stop, Stopped
from tests.models.loopback import Loopback, loopback
from tests.models.made import BYTES, Told, entry, file, store


@pytest.fixture
def web() -> Iterator[Loopback]:
    with loopback() as server:
        yield server


def test_a_file_arrives_whole_and_in_its_place(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES)
    models, told = store(tmp_path, entry(file(Url(web.url("/m"))))), Told()
    models.fetch("m", told, Stop())
    assert models.file("m").read_bytes() == BYTES
    assert models.missing("m") == ()
    assert told.statuses == ["fetching", "verifying", "done"]
    assert told.all[-1].done == told.all[-1].total == len(BYTES)
    assert not [path for path in (tmp_path / ".arriving").rglob("*") if path.suffix != ".lock"]


def test_nothing_is_fetched_twice(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    for _ in range(2):
        models.fetch("m", Told(), Stop())
    assert len(web.gets("/m")) == 1


def test_a_cut_connection_goes_on_where_it_broke(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES, cuts=[300_000])
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES
    assert web.gets("/m") == ["", "bytes=300000-"]


def test_a_cut_without_a_length_is_noticed(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES, cuts=[300_000], lengthless=True)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_a_server_that_ignores_range_starts_again(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES, cuts=[300_000], ranges=False)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES
    assert len(web.gets("/m")) == 2


def test_a_connection_that_always_breaks_at_the_same_place_is_given_up(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES, cuts=[300_000] * 50, ranges=False)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    with pytest.raises(ModelError, match="keeps breaking off"):
        models.fetch("m", Told(), Stop())
    assert len(web.gets("/m")) == 4
    assert models.state_of("m") == "partial"


@pytest.mark.slow
@given(cuts=st.lists(st.integers(0, 5000), max_size=4), had=st.integers(0, 5001), ranges=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cut_anywhere_ends_in_the_same_file(
    web: Loopback, tmp_path_factory: pytest.TempPathFactory, cuts: list[int], had: int, ranges: bool
) -> None:
    content = BYTES[:5000]
    folder = tmp_path_factory.mktemp("cut")
    entry_ = entry(file(Url(web.url("/m")), content=content))
    served = web.serve("/m", content, cuts=[had], ranges=ranges)
    models = store(folder, entry_, http=Http(tries=1, pause_s=0))
    try:
        models.fetch("m", Told(), Stop())
    except ModelError:
        assert models.state_of("m") != "installed"
    served.cuts = cuts
    store(folder, entry_, http=Http(tries=9, pause_s=0)).fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == content


def test_another_version_of_the_file_is_not_mixed_with_the_first(web: Loopback, tmp_path: Path) -> None:
    old = bytes(len(BYTES))
    web.serve("/m", old, cuts=[300_000] + [0] * 9)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    with pytest.raises(ModelError):
        models.fetch("m", Told(), Stop())
    web.serve("/m", BYTES)
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES
    assert web.gets("/m")[-1] == "bytes=300000-", "it was not asked to go on at all"


def test_wrong_bytes_are_refused_and_the_next_source_is_taken(web: Loopback, tmp_path: Path) -> None:
    web.serve("/wrong", bytes(len(BYTES)))
    web.serve("/right", BYTES)
    models = store(tmp_path, entry(file(Url(web.url("/wrong")), Url(web.url("/right")))))
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_bytes_that_were_damaged_on_the_way_are_fetched_once_more(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES, cuts=[300_000] + [0] * 9)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    with pytest.raises(ModelError):
        models.fetch("m", Told(), Stop())
    part = tmp_path / ".arriving" / "m" / "m.bin.part"
    part.write_bytes(bytes(part.stat().st_size))
    web.files["/m"].cuts.clear()
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_only_wrong_bytes_leave_nothing_behind(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", bytes(len(BYTES)))
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    with pytest.raises(ModelError, match="wrong bytes"):
        models.fetch("m", Told(), Stop())
    assert models.state_of("m") == "missing"
    assert not models.file("m").exists()


def test_a_file_of_another_size_is_refused_before_it_is_fetched(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES + b"more", dribble=10)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    with pytest.raises(ModelError, match="are expected"):
        models.fetch("m", Told(), Stop())


@pytest.mark.parametrize(("status", "words"), [(404, "does not have it"), (403, "licence"), (503, "answers 503")])
def test_a_refusal_is_told_in_words(web: Loopback, tmp_path: Path, status: int, words: str) -> None:
    web.serve("/m", BYTES, status=status)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    with pytest.raises(ModelError, match=words) as caught:
        models.fetch("m", Told(), Stop())
    assert "m.bin could not be fetched" in str(caught.value)


def test_an_unreachable_host_is_not_asked_again(tmp_path: Path) -> None:
    with loopback() as gone:
        address = gone.url("/m")
    one, two = file(Url(address)), file(Url(address), name="n.bin")
    models = store(tmp_path, entry(one), entry(two, id="n"))
    with pytest.raises(ModelError, match="can't be reached"):
        models.fetch("m", Told(), Stop())
    with pytest.raises(ModelError, match="a moment ago"):
        models.fetch("n", Told(), Stop())


def test_a_dribble_ends_at_once_when_stopped_and_goes_on_later(web: Loopback, tmp_path: Path) -> None:
    served = web.serve("/m", BYTES, dribble=200_000)
    ticks = itertools.count()
    models = store(tmp_path, entry(file(Url(web.url("/m")))), clock=lambda: float(next(ticks)))
    stop, begun = Stop(), threading.Event()
    ended: list[BaseException] = []

    def fetch() -> None:
        try:
            models.fetch("m", lambda progress: begun.set() if progress.done else None, stop)
        except Stopped as error:
            ended.append(error)

    thread = threading.Thread(target=fetch)
    thread.start()
    assert begun.wait(10)
    stop.set()
    thread.join(2)
    assert not thread.is_alive()
    assert ended
    kept = models.state_of("m")
    served.dribble = 0
    models.fetch("m", Told(), Stop())
    assert kept == "partial"
    assert models.file("m").read_bytes() == BYTES


def test_a_truncated_or_deleted_file_is_told_and_healed(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    models.fetch("m", Told(), Stop())
    models.file("m").write_bytes(BYTES[:1000])
    assert [gone.name for gone in models.missing("m")] == ["m.bin"]
    with pytest.raises(ModelError, match="companion models get m"):
        models.require("m")
    models.fetch("m", Told(), Stop())
    models.file("m").unlink()
    models.fetch("m", Told(), Stop())
    assert models.file("m").read_bytes() == BYTES


def test_wrong_bytes_on_the_disk_are_found_by_verify_and_healed(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES)
    models = store(tmp_path, entry(file(Url(web.url("/m")))))
    models.fetch("m", Told(), Stop())
    assert [finding.state for finding in models.verify("m")] == ["good"]
    models.file("m").write_bytes(b"x" + BYTES[1:])
    (finding,) = models.verify("m")
    assert finding.state == "damaged"
    assert "companion models get m" in finding.message
    models.fetch("m", Told(), Stop())
    assert [finding.state for finding in models.verify("m")] == ["good"]


def test_a_file_without_a_known_hash_is_held_to_what_arrived(web: Loopback, tmp_path: Path) -> None:
    content = b"GGUF" + BYTES
    web.serve("/m.gguf", content)
    models = store(tmp_path)
    added = models.add(web.url("/m.gguf"))
    told = Told()
    models.fetch(added.id, told, Stop())
    assert told.all[-1].total == len(content)
    assert models.verify(added.id)[0].state == "good"
    models.file(added.id).write_bytes(content[:-1] + b"!")
    assert models.verify(added.id)[0].state == "damaged"


def test_a_page_instead_of_a_model_is_refused(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m.gguf", b"<html>please sign in</html>")
    models = store(tmp_path)
    models.add(web.url("/m.gguf"), "mine")
    with pytest.raises(ModelError, match="not a GGUF"):
        models.fetch("mine", Told(), Stop())
    assert models.state_of("mine") == "missing"


def test_a_full_disk_is_told_before_a_byte_is_fetched(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES)
    models = store(tmp_path, entry(file(Url(web.url("/m")))), free=lambda path: 300 * 2**20 - 2**26)
    with pytest.raises(ModelError, match="too full: 1 MB are needed"):
        models.fetch("m", Told(), Stop())
    assert web.asked == []


def test_speed_and_time_left_are_told(web: Loopback, tmp_path: Path) -> None:
    seconds = iter(range(1000))
    web.serve("/m", BYTES)
    models = store(tmp_path, entry(file(Url(web.url("/m")))), clock=lambda: float(next(seconds)))
    told = Told()
    models.fetch("m", told, Stop())
    speeds = [progress for progress in told.all if progress.speed]
    assert speeds
    assert speeds[0].speed is not None
    assert speeds[0].seconds_left == pytest.approx((len(BYTES) - speeds[0].done) / speeds[0].speed)


def test_progress_never_runs_backwards(web: Loopback, tmp_path: Path) -> None:
    web.serve("/m", BYTES, cuts=[100_000, 200_000])
    models, told = store(tmp_path, entry(file(Url(web.url("/m"))))), Told()
    models.fetch("m", told, Stop())
    done = [progress.done for progress in told.all]
    assert done == sorted(done)
