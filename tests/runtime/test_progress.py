"""A process that does nothing hangs; one that is slow, paused, or waits for a disk does not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from companion.runtime.progress import Patience, ProcessProgress


def readings(*values: float) -> Iterator[float]:
    yield from values
    while True:
        yield values[-1]


def steps(patience: Patience, *paused: bool) -> int:
    """How many steps it waits."""
    return next((n for n, each in enumerate(paused) if not patience.step(each)), len(paused))


def test_what_makes_no_progress_hangs():
    values = readings(1.0)
    assert steps(Patience(lambda: next(values), 60, 1.5, 0.25), *[False] * 100) == 5


def test_what_makes_progress_has_its_whole_time():
    values = iter(range(1000))
    assert steps(Patience(lambda: next(values), 60, 1.5, 0.25), *[False] * 1000) == 239


def test_progress_now_and_then_is_enough():
    values = iter([n // 5 for n in range(1000)])
    assert steps(Patience(lambda: next(values), 60, 1.5, 0.25), *[False] * 1000) == 239


def test_what_is_paused_is_given_its_time():
    values = readings(1.0)
    patience = Patience(lambda: next(values), 3, 1.5, 0.25)
    assert steps(patience, *[True] * 100) == 100
    assert steps(patience, *[False] * 100) == 5


def test_this_process_makes_progress_and_a_missing_one_is_not_said_to_hang():
    progress = ProcessProgress(os.getpid())
    before = progress()
    sum(n * n for n in range(3_000_000))
    assert progress() != before
    missing = ProcessProgress(2**22 + 7)
    assert missing() != missing()


def test_a_system_that_does_not_tell_is_noted_in_the_log_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def refuse(_pid: int) -> None:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "Process", refuse)
    progress = ProcessProgress(7)
    assert progress() != progress()
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("longest", [0.5, 1.0])
def test_the_longest_time_holds_even_while_it_works(longest: float):
    values = iter(range(1000))
    assert steps(Patience(lambda: next(values), longest, 1.5, 0.25), *[False] * 100) == longest / 0.25 - 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the state of another process's threads")
def test_a_process_that_could_run_but_gets_no_time_is_not_said_to_hang():
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        progress = ProcessProgress(busy.pid)
        os.sched_setscheduler(busy.pid, os.SCHED_IDLE, os.sched_param(0))
        assert progress() != progress()
    finally:
        busy.kill()
        busy.wait()
