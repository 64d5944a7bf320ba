"""A thread that ends by a fault is told to the user, and to whoever was told before."""

from __future__ import annotations

import threading

import pytest

from companion.diagnostics.thread_faults import TOLD, ThreadFaults


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the faults that the hook before was told of."""
    names: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: names.append(args.exc_type.__name__))
    return names


def end_by(error: type[BaseException]) -> None:
    def run() -> None:
        raise error

    thread = threading.Thread(target=run, name="transcribing")
    thread.start()
    thread.join()


def test_a_fault_is_told_by_the_name_of_its_thread(before: list[str]):
    told: list[str] = []
    faults = ThreadFaults(told.append)
    faults.open()
    end_by(ZeroDivisionError)
    end_by(SystemExit)
    faults.close()
    end_by(ZeroDivisionError)
    assert told == [TOLD.format("transcribing")]
    assert before[0] == before[-1] == "ZeroDivisionError"


def test_what_was_opened_later_stays(before: list[str]):
    told: list[str] = []
    first, second = ThreadFaults(told.append), ThreadFaults(lambda sentence: told.append("second"))
    first.open()
    second.open()
    first.close()
    end_by(ZeroDivisionError)
    assert told == [TOLD.format("transcribing"), "second"]
    second.close()
