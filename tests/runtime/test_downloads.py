"""Models arriving behind the conversation: in order, pausable, and no error lost."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest

from companion.events import Event, Progress
from companion.runtime.downloads import Downloads
from companion.runtime.model_chooser import ModelChooser
from companion.runtime.stopping_downloads import stop_all, stop_slow
from companion.settings import Settings
from models.catalog import Url
from models.mind_choice import Estimate, Offer
from tests.models.loopback import Loopback, loopback
from tests.models.made import BYTES, entry, file, store


class Told:
    """The events, awaited one by one."""

    def __init__(self) -> None:
        self.events: queue.Queue[Progress] = queue.Queue()

    def __call__(self, event: Event) -> None:
        assert isinstance(event, Progress)
        self.events.put(event)

    def until(self, model: str, status: str) -> list[Progress]:
        """Everything up to and with this."""
        seen = []
        while True:
            seen.append(self.events.get(timeout=20))
            if (seen[-1].model, seen[-1].status) == (model, status):
                return seen

    def until_bytes(self, model: str) -> None:
        """Until some have arrived."""
        while (event := self.events.get(timeout=20)).model != model or not event.done:
            pass


class Room:
    """Two models on a server, their store, and the arrivals."""

    def __init__(self, web: Loopback, folder: Path) -> None:
        ticks = itertools.count()
        ticking = lambda: float(next(ticks))  # noqa: E731 - every piece is told
        self.a, self.b = web.serve("/a", BYTES), web.serve("/b", BYTES)
        self.models = store(
            folder, entry(file(Url(web.url("/a"))), id="a"), entry(file(Url(web.url("/b"))), id="b"), clock=ticking
        )
        self.told = Told()
        self.arrivals = Downloads(self.models, self.told)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with loopback() as web:
        made = Room(web, tmp_path)
        yield made
        made.a.go.set()
        made.b.go.set()
        made.arrivals.close()


def statuses(events: list[Progress], model: str) -> list[str]:
    found: list[str] = []
    for event in events:
        if event.model == model and found[-1:] != [event.status]:
            found.append(event.status)
    return found


def test_models_arrive_one_after_another(room: Room) -> None:
    room.arrivals.fetch(["a", "b"])
    events = room.told.until("b", "done")
    assert statuses(events, "a") == ["waiting", "fetching", "verifying", "done"]
    assert statuses(events, "b") == ["waiting", "fetching", "verifying", "done"]
    order = [event.model for event in events if event.status in ("verifying", "done")]
    assert order == ["a", "a", "b", "b"]
    assert events[-1].done == events[-1].total == len(BYTES)


def test_what_is_here_already_is_done_at_once(room: Room) -> None:
    room.arrivals.fetch(["a"])
    room.told.until("a", "done")
    room.arrivals.fetch(["a"])
    assert statuses(room.told.until("a", "done"), "a") == ["waiting", "done"]


def test_pause_keeps_what_has_arrived_and_resume_goes_on(room: Room) -> None:
    room.a.dribble = 200_000
    room.arrivals.fetch(["a"])
    room.told.until_bytes("a")
    room.arrivals.pause("a")
    room.told.until("a", "paused")
    assert room.models.state_of("a") == "partial"
    room.a.dribble = 0
    room.arrivals.resume("a")
    room.told.until("a", "done")
    assert room.models.file("a").read_bytes() == BYTES


def test_a_resume_right_after_a_pause_is_not_lost(room: Room) -> None:
    room.a.dribble = 200_000
    room.arrivals.fetch(["a"])
    room.told.until_bytes("a")
    room.a.dribble = 0
    room.arrivals.pause("a")
    room.arrivals.resume("a")
    room.told.until("a", "done")
    assert room.models.file("a").read_bytes() == BYTES


def test_one_that_waits_is_paused_at_once_and_does_not_come(room: Room) -> None:
    room.a.dribble = 200_000
    room.arrivals.fetch(["a", "b"])
    room.told.until_bytes("a")
    room.arrivals.pause("b")
    room.told.until("b", "paused")
    room.a.go.set()
    room.told.until("a", "done")
    room.arrivals.close()
    assert room.models.state_of("b") == "missing"


def test_cancel_drops_what_has_arrived_and_the_next_one_comes(room: Room) -> None:
    room.a.dribble = 200_000
    room.arrivals.fetch(["a", "b"])
    room.told.until_bytes("a")
    room.arrivals.cancel("a")
    events = room.told.until("b", "done")
    assert statuses(events, "a")[-1] == "cancelled"
    assert room.models.state_of("a") == "missing"


def test_one_that_was_paused_can_be_cancelled(room: Room) -> None:
    room.a.dribble = 200_000
    room.arrivals.fetch(["a"])
    room.told.until_bytes("a")
    room.arrivals.pause("a")
    room.told.until("a", "paused")
    room.arrivals.cancel("a")
    room.told.until("a", "cancelled")
    assert room.models.state_of("a") == "missing"


def test_a_failure_says_what_to_do_and_the_next_one_comes(room: Room) -> None:
    room.a.status = 404
    room.arrivals.fetch(["a", "b", "nothing"])
    events = room.told.until("nothing", "failed")
    (failed,) = [event for event in events if (event.model, event.status) == ("a", "failed")]
    assert "m.bin could not be fetched" in failed.message
    assert statuses(events, "b")[-1] == "done"
    assert "There is no model" in events[-1].message


def test_after_a_failure_it_can_be_tried_again(room: Room) -> None:
    room.a.status = 404
    room.arrivals.fetch(["a"])
    room.told.until("a", "failed")
    assert room.models.state_of("a") == "missing"
    room.a.status = 200
    room.arrivals.resume("a")
    room.told.until("a", "done")
    assert room.models.file("a").read_bytes() == BYTES


def test_close_ends_a_download_that_goes_on_the_next_time(room: Room) -> None:
    room.a.dribble = 200_000
    room.arrivals.fetch(["a", "b"])
    room.told.until_bytes("a")
    room.arrivals.close()
    room.arrivals.close()
    room.arrivals.fetch(["b"])
    assert room.models.state_of("a") == "partial"
    assert room.models.state_of("b") == "missing"


def test_a_fault_of_ours_is_told_too(tmp_path: Path) -> None:
    def broken(path: Path) -> int:
        raise ZeroDivisionError

    told = Told()
    arrivals = Downloads(store(tmp_path, entry(file(Url("http://127.0.0.1:9/a")), id="a"), free=broken), told)
    arrivals.fetch(["a"])
    assert "fault of this program" in told.until("a", "failed")[-1].message
    arrivals.close()


class SlowOnes:
    """Chooses nothing; thinks that one of the minds would be too slow."""

    def __init__(self, slow: Offer) -> None:
        self._slow = slow

    def too_slow(self, settings: Settings, coming: Sequence[str]) -> Sequence[Offer]:
        return [self._slow] if self._slow.entry.id in coming else []


def test_a_mind_that_would_be_too_slow_is_stopped_with_a_sentence_and_can_go_on(room: Room):
    room.b.dribble = 200_000
    room.arrivals.fetch(["a", "b"])
    room.told.until("a", "done")
    room.told.until_bytes("b")
    assert room.arrivals.under_way == ("b",)
    slow = Offer(room.models.entry("b"), Estimate(0, True, 3.2, 5.0, measured=False), False)
    said: list[str] = []
    stop_slow(room.arrivals, cast(ModelChooser, SlowOnes(slow)), Settings(), said.append)
    assert [one[: one.index(". ")] for one in said] == [
        f"{slow.entry.title} would be too slow here (about 3 tokens a second), so I've stopped fetching it"
    ]
    room.told.until("b", "paused")
    assert room.arrivals.under_way == ()
    room.b.dribble = 0
    room.arrivals.resume("b")
    room.told.until("b", "done")


def test_all_can_be_stopped_at_once(room: Room):
    room.a.dribble = 200_000
    room.arrivals.fetch(["a", "b"])
    room.told.until_bytes("a")
    assert stop_all(room.arrivals) == 2
    room.told.until("a", "paused")
    assert stop_all(room.arrivals) == 0
