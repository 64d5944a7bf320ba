"""Real processes: what they answer, how they fail, how they die, and that nothing of them is left."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from companion.errors import CompanionError, WorkerError
from companion.runtime.worker_options import Limits, WorkerListeners
from companion.runtime.workers import DEATHS, Worker
from models.errors import ModelError
from tests.rig import wait_for
from tests.services import Obedient

ROOT = Path(__file__).resolve().parents[2]


class Deaths:
    """What the worker told of its idle deaths."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._new: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __call__(self, sentence: str) -> None:
        self.told.append(sentence)
        self._new.put(sentence)

    def wait(self) -> str:
        return self._new.get(timeout=20)


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    """For tests after which the process is as it was."""
    worker = Worker("her mind", Obedient)
    worker.open()
    yield worker
    worker.close()


@pytest.fixture
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture
def worker(deaths: Deaths) -> Iterator[Worker]:
    worker = Worker("her mind", Obedient, listeners=WorkerListeners(died=deaths))
    worker.open()
    yield worker
    worker.close()


def pid_of(worker: Worker) -> int:
    assert worker.pid is not None
    return worker.pid


def test_open_returns_what_the_service_tells(shared: Worker):
    assert shared.open() == "opened"


def test_answers_stream_in_order(shared: Worker):
    assert list(shared.request("count 1000")) == list(range(1000))


def test_a_cancel_in_the_middle_ends_the_stream(shared: Worker):
    cancelled = threading.Event()
    stream = shared.request("endless", cancelled.is_set)
    first = [next(stream) for _ in range(5)]
    cancelled.set()
    shared.poke()
    rest = list(stream)
    assert [*first, *rest] == list(range(5 + len(rest)))
    assert list(shared.request("count 2")) == [0, 1]


def test_a_cancel_from_another_thread_reaches_a_service_that_is_in_one_long_call(shared: Worker):
    cancelled = threading.Event()
    stream = shared.request("block", cancelled.is_set)
    assert next(stream) == "blocked"
    cancelled.set()
    poking = threading.Thread(target=shared.poke)
    poking.start()
    assert list(stream) == ["aborted"]
    poking.join()


def test_a_hold_reaches_a_service_at_work_and_ends(shared: Worker):
    stream = shared.request("rest")
    assert next(stream) == "free"
    shared.hold(True)
    assert next(answer for answer in stream if answer != "free") == "held"
    shared.hold(False)
    assert list(stream) == ["free again"]


def test_a_service_of_which_nothing_is_asked_is_told_to_rest():
    worker = Worker("her mind", Obedient, limits=Limits(rest_s=0.0))
    worker.open()
    try:
        wait_for(lambda: list(worker.request("rested")) != [0], "the service never rested")
    finally:
        worker.close()


def test_a_service_that_is_asked_does_not_rest(shared: Worker):
    assert [list(shared.request("rested")) for _ in range(20)] == [[0]] * 20


def test_a_hold_of_what_is_not_running_is_harmless():
    worker = Worker("her mind", Obedient)
    worker.hold(True)
    worker.hold(False)
    assert worker.pid is None


def test_a_request_that_was_cancelled_before_it_began_ends(shared: Worker):
    rest = list(shared.request("endless", lambda: True))
    assert rest == list(range(len(rest)))


def test_an_abandoned_stream_does_not_answer_the_next_request(shared: Worker):
    stream = shared.request("endless")
    assert next(stream) == 0
    del stream
    assert list(shared.request("count 3")) == [0, 1, 2]


def test_a_poke_between_requests_cancels_nothing(shared: Worker):
    list(shared.request("count 1", lambda: True))
    shared.poke()
    assert list(shared.request("count 3")) == [0, 1, 2]


@pytest.mark.parametrize(
    ("request_", "kind", "sentence"),
    [
        ("known", ModelError, "What was said is too long for this mind; shorten it."),
        ("ours", CompanionError, "This is one of the engine's own."),
    ],
)
def test_a_known_error_comes_back_as_itself(shared: Worker, request_: str, kind: type[Exception], sentence: str):
    pid = shared.pid
    with pytest.raises(kind) as caught:
        list(shared.request(request_))
    assert type(caught.value) is kind
    assert str(caught.value) == sentence
    assert list(shared.request("count 1")) == [0]
    assert shared.pid == pid


def test_a_bug_comes_back_with_its_traceback_and_costs_only_that_request(shared: Worker):
    pid = shared.pid
    with pytest.raises(
        RuntimeError, match=r"(?s)her mind.*Traceback.*services\.py.*ZeroDivisionError: a fault of ours"
    ):
        list(shared.request("bug"))
    assert list(shared.request("count 1")) == [0]
    assert shared.pid == pid


def test_each_thread_gets_its_own_answers(shared: Worker):
    answers: dict[int, list[int]] = {}

    def ask(number: int) -> None:
        answers[number] = list(shared.request(f"count {number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: list(range(number)) for number in range(8)}


def test_death_during_a_request_is_one_sentence_and_the_next_request_works(worker: Worker, deaths: Deaths):
    before = pid_of(worker)
    with pytest.raises(WorkerError) as caught:
        list(worker.request("die"))
    assert str(caught.value) == ("Her mind stopped unexpectedly (SIGKILL) and is being restarted; please try again.")
    assert list(worker.request("count 3")) == [0, 1, 2]
    assert pid_of(worker) != before
    assert not deaths.told


def test_an_exit_during_a_request_names_its_code(worker: Worker):
    with pytest.raises(WorkerError, match="exit code 3"):
        list(worker.request("exit"))


def test_a_process_that_died_during_a_request_comes_back_before_anybody_asks(worker: Worker):
    with pytest.raises(WorkerError):
        list(worker.request("die"))
    wait_for(lambda: worker.pid is not None, "the process to come back")


def test_death_while_idle_is_told_once_and_healed(worker: Worker, deaths: Deaths):
    before = pid_of(worker)
    os.kill(before, signal.SIGKILL)
    assert deaths.wait() == "Her mind stopped unexpectedly (SIGKILL) and is being restarted."
    assert list(worker.request("pid")) == [pid_of(worker)]
    assert pid_of(worker) != before
    assert len(deaths.told) == 1


@pytest.mark.slow
def test_a_process_that_keeps_dying_is_given_up_and_started_again_when_it_is_asked(worker: Worker, deaths: Deaths):
    for _ in range(DEATHS):
        wait_for(lambda: worker.ready, "the process to be there")
        os.kill(pid_of(worker), signal.SIGKILL)
        told = deaths.wait()
    assert told.startswith("Her mind keeps stopping (SIGKILL)")
    assert not worker.restarting
    assert worker.pid is None
    assert list(worker.request("count 2")) == [0, 1]


def test_a_request_that_must_wait_for_a_restart_tells_so():
    told: list[str] = []
    worker = Worker("her mind", Obedient, listeners=WorkerListeners(waits=told.append))
    try:
        worker.open()
        assert list(worker.request("count 1")) == [0]
        assert told == []
        with pytest.raises(WorkerError):
            list(worker.request("die"))
        assert worker.restarting
        assert list(worker.request("count 1")) == [0]
        assert told == ["Her mind is starting again; one moment."]
    finally:
        worker.close()


def test_a_request_behind_one_during_which_the_process_hangs_tells_that_it_must_wait():
    told: list[str] = []  # by whom waits for longer than a moment: so it starts slowly here
    worker = Worker(
        "her mind", partial(Obedient, "slow"), listeners=WorkerListeners(waits=told.append), limits=Limits(still_s=0.5)
    )
    try:
        worker.open()
        stream = worker.request("block")
        assert next(stream) == "blocked"
        answers: queue.SimpleQueue[list[object]] = queue.SimpleQueue()
        behind = threading.Thread(target=lambda: answers.put(list(worker.request("count 1"))))
        behind.start()
        os.kill(pid_of(worker), signal.SIGSTOP)
        with pytest.raises(WorkerError):
            list(stream)
        assert answers.get(timeout=20) == [0]
        behind.join()
        assert told == ["Her mind is starting again; one moment."]
    finally:
        worker.close()


@pytest.mark.slow
def test_a_slow_process_is_not_one_that_hangs_and_a_held_one_is_not_either():
    worker = Worker("her mind", Obedient, limits=Limits(still_s=0.75))
    try:
        worker.open()
        assert list(worker.request("spin 2.5")) == ["done"]
        stream = worker.request("rest")
        assert next(stream) == "free"
        worker.hold(True)
        assert next(answer for answer in stream if answer != "free") == "held"
        release = threading.Timer(2.0, worker.hold, [False])
        release.start()
        assert list(stream) == ["free again"]
    finally:
        worker.close()


@pytest.mark.slow
@pytest.mark.parametrize("limits", [Limits(still_s=0.5), Limits(answer_s=lambda request: len(request) / 8)])
def test_a_hang_is_killed_told_and_healed(limits: Limits):
    worker = Worker("her voice", Obedient, limits=limits, advice="read what I say")
    try:
        worker.open()
        before = psutil.Process(pid_of(worker))
        with pytest.raises(WorkerError, match=r"^Her voice stopped answering .*read what I say\.$"):
            list(worker.request("hang"))
        assert gone(before)
        assert list(worker.request("count 2")) == [0, 1]
    finally:
        worker.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opening", "kind", "said"),
    [
        ("known", ModelError, r"^the-file is damaged; fetch it again\.$"),
        ("bug", RuntimeError, "(?s)Traceback.*ZeroDivisionError: in opening"),
        ("die", WorkerError, r"^Her mind stopped unexpectedly \(SIGKILL\)"),
        ("hang", WorkerError, "^Her mind stopped answering"),
    ],
)
def test_a_process_that_cannot_open_is_told_and_leaves_nothing(
    opening: str, kind: type[Exception], said: str, deaths: Deaths
):
    before = children()
    worker = Worker(
        "her mind", partial(Obedient, opening), limits=Limits(start_s=3.0), listeners=WorkerListeners(died=deaths)
    )
    with pytest.raises(kind, match=said):
        worker.open()
    assert worker.pid is None
    assert children() <= before
    assert not deaths.told


def test_close_from_another_thread_ends_a_request_and_the_process(worker: Worker, deaths: Deaths):
    process = psutil.Process(pid_of(worker))
    stream = worker.request("block")
    assert next(stream) == "blocked"
    closing = threading.Thread(target=worker.close)
    closing.start()
    with pytest.raises(WorkerError, match="closed"):
        list(stream)
    closing.join()
    assert gone(process)
    assert not deaths.told


def test_closing_while_it_loads_ends_the_load():
    before = children()
    worker = Worker("her mind", partial(Obedient, "hang"))
    failures: queue.SimpleQueue[BaseException] = queue.SimpleQueue()
    loading = threading.Thread(target=caught, args=(worker.open, failures))
    loading.start()
    wait_for(lambda: worker.pid is not None, "a process to close")
    worker.close()
    assert isinstance(failures.get(timeout=20), WorkerError)
    loading.join()
    assert children() <= before


def test_what_is_closed_stays_closed_until_it_is_opened(worker: Worker):
    worker.close()
    worker.close()
    with pytest.raises(WorkerError, match="closed"):
        list(worker.request("count 1"))
    assert worker.pid is None
    worker.open()
    assert list(worker.request("count 1")) == [0]


@pytest.mark.slow
def test_nothing_is_left_when_the_parent_is_killed():
    with subprocess.Popen(
        [sys.executable, "-m", "tests.services"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
        parent.send_signal(signal.SIGKILL)
        parent.wait(20)
        assert gone(child)


def caught(call: Callable[[], object], failures: queue.SimpleQueue[BaseException]) -> None:
    try:
        call()
    except WorkerError as error:
        failures.put(error)


def children() -> set[int]:
    """Living processes of this one that are workers."""
    return {p.pid for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())}


def gone(process: psutil.Process) -> bool:
    _gone, alive = psutil.wait_procs([process], timeout=20)
    return not alive
