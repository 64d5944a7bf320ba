"""Background work runs one step after another while nobody talks, and is interrupted when somebody does."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from companion.errors import CompanionError, WorkerError
from companion.remembering.idle import IdleWork

PATIENCE_S = 20
Cancelled = Callable[[], bool]


class Work:
    """Steps that a test hands out one by one; `begun` tells of each."""

    def __init__(self) -> None:
        self.begun: queue.SimpleQueue[Cancelled] = queue.SimpleQueue()
        self.results: queue.SimpleQueue[bool | Exception] = queue.SimpleQueue()
        self.stops = 0

    def step(self, cancelled: Cancelled) -> bool:
        self.begun.put(cancelled)
        result = self.results.get(timeout=PATIENCE_S)
        if isinstance(result, Exception):
            raise result
        return result

    def stop(self) -> None:
        self.stops += 1

    def until_begun(self) -> Cancelled:
        return self.begun.get(timeout=PATIENCE_S)


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def idle(work: Work) -> Iterator[IdleWork]:
    idle = IdleWork(work.step, work.stop, quiet_s=0)
    idle.open()
    yield idle
    work.results.put(False)
    idle.close()


def test_one_step_after_another_is_done_while_nobody_talks(work: Work, idle: IdleWork):
    idle.set_busy(False)
    for _ in range(3):
        assert not work.until_begun()()
        work.results.put(True)
    work.until_begun()


def test_talking_cancels_the_step_under_way_and_work_goes_on_afterwards(work: Work, idle: IdleWork):
    idle.set_busy(False)
    cancelled = work.until_begun()
    idle.set_busy(True)
    assert cancelled()
    assert work.stops == 1
    work.results.put(True)
    idle.set_busy(False)
    assert not work.until_begun()()


def test_what_changes_while_it_is_at_work_is_not_missed(work: Work, idle: IdleWork):
    """Such as a line answered, or a model downloaded, while a step was ending."""
    idle.set_busy(False)
    for change in (lambda: (idle.set_busy(True), idle.set_busy(False)), idle.wake):
        work.until_begun()
        change()
        work.results.put(False)
    assert not work.until_begun()()


def test_with_nothing_to_do_it_looks_again_after_somebody_has_talked(work: Work, idle: IdleWork):
    idle.set_busy(False)
    work.until_begun()
    work.results.put(False)
    with pytest.raises(queue.Empty):
        work.begun.get(timeout=0.1)
    idle.set_busy(True)
    idle.set_busy(False)
    assert not work.until_begun()()


@pytest.mark.parametrize("failure", [CompanionError("The disk is full; make room."), ValueError("a fault")])
def test_a_failure_is_logged_and_the_next_time_it_is_tried_again(
    work: Work, idle: IdleWork, failure: Exception, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING, "companion.remembering.idle"):
        idle.set_busy(False)
        work.until_begun()
        work.results.put(failure)
        idle.set_busy(True)
        idle.set_busy(False)
        work.until_begun()
    assert "what was to be remembered waits" in caplog.text
    assert ("Traceback" in caplog.text) == isinstance(failure, ValueError)


def test_closing_cancels_the_step_under_way_and_returns(work: Work):
    idle = IdleWork(work.step, work.stop, quiet_s=0)
    idle.open()
    idle.set_busy(False)
    cancelled = work.until_begun()
    closing = threading.Thread(target=idle.close)
    closing.start()
    work.results.put(True)
    closing.join(PATIENCE_S)
    assert not closing.is_alive()
    assert cancelled()
    assert work.begun.empty(), "nothing is begun after the end"
    assert "idle" not in [thread.name for thread in threading.enumerate()]


def test_it_may_be_closed_without_having_been_opened(work: Work):
    idle = IdleWork(work.step, work.stop, quiet_s=0)
    idle.close()
    assert work.begun.empty()
    assert "idle" not in [thread.name for thread in threading.enumerate()]


def test_a_disk_that_fails_is_told_once_until_a_step_succeeds():
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    work = Work()
    idle = IdleWork(work.step, work.stop, quiet_s=0, notify=told.put)
    idle.open()
    idle.set_busy(False)
    full = CompanionError("The disk is full; free some space.")
    for result in (full, full, WorkerError("Her mind stopped."), True, full, False):
        work.until_begun()
        work.results.put(result)
        idle.wake()
    assert [told.get(timeout=PATIENCE_S) for _ in range(2)] == [str(full)] * 2
    idle.close()
    assert told.empty()


def test_a_key_stops_the_running_step_and_the_next_comes_after_a_quiet_time(work: Work):
    idle = IdleWork(work.step, work.stop, quiet_s=0.2)
    idle.open()
    idle.set_busy(False)
    cancelled = work.until_begun()
    assert not cancelled()
    idle.disturb()
    assert cancelled()
    assert work.stops == 1
    at = time.monotonic()
    work.results.put(False)
    assert not work.until_begun()()
    assert time.monotonic() - at > 0.1
    work.results.put(False)
    idle.close()
