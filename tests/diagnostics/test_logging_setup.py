"""The log and the crash report say what happened, and contain no word of what was said."""

from __future__ import annotations

import json
import logging
import sys
import threading
from pathlib import Path

import pytest

from companion.diagnostics.logging_setup import log_event, start_logging, without_words
from companion.environment import Environment
from companion.errors import WorkerError
from companion.events import Failed, Heard, Interrupted, Notice, Said, TurnDone
from tests.engine_on_fakes import awake, make_environment

SECRET = "Rumpelstiltskin"


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return make_environment(tmp_path)


def lines(environment: Environment) -> list[dict[str, str]]:
    text = (environment.logs / "companion.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_turn_is_one_line_of_figures(environment: Environment):
    done = TurnDone(
        turn=12,
        reply=SECRET,
        gap_s=1.17,
        phases={"endpoint": 0.31, "ear": 0.42, "recall": 0.018},
        prompt_tokens=812,
        evaluated_tokens=34,
        output_tokens=20,
    )
    with start_logging(environment, "chat"):
        log_event(done)
    assert [line["message"] for line in lines(environment)][1:] == [
        "turn 12 endpoint 310 ear 420 gap 1170 ms recall 18 prompt 34/812 tokens overflows 0"
    ]


def test_a_slow_turn_says_why(environment: Environment):
    with start_logging(environment, "chat"):
        log_event(TurnDone(turn=3, reply=SECRET, gap_s=2.0, phases={"ear": 0.4, "first_audio": 1.4}), overflows=2)
    assert [line["message"] for line in lines(environment)][1:] == [
        "turn 3 ear 400 first-audio 1400 gap 2000 ms prompt 0/0 tokens overflows 2",
        "slow: Her voice takes 1.4 s of the 2.0 s; the system voice or a faster computer would help.",
    ]


def test_an_interrupted_turn_is_a_line_too(environment: Environment):
    with start_logging(environment, "chat"):
        log_event(Interrupted(turn=3, heard=SECRET))
    assert [line["message"] for line in lines(environment)][1:] == [
        "turn 3 gap - prompt 0/0 tokens overflows 0 interrupted"
    ]


def test_failures_are_kept_and_other_events_are_not(environment: Environment):
    with start_logging(environment, "chat"):
        for event in (
            Failed(message="Her mind stopped."),
            Notice(message="Her ear stopped."),
            Heard(text=SECRET, start=0, end=0),
            Said(text=SECRET),
        ):
            log_event(event)
    assert [(line["level"], line["message"]) for line in lines(environment)][1:] == [
        ("warning", "failed: Her mind stopped."),
        ("warning", "notice: Her ear stopped."),
    ]


def test_a_fault_is_kept_as_its_kind_and_place_only(environment: Environment):
    with start_logging(environment, "chat"):
        try:
            int(SECRET)
        except ValueError:
            logging.getLogger("companion").exception("thinking failed")
    line = lines(environment)[-1]
    assert line["message"] == "thinking failed"
    assert line["where"].startswith("ValueError at test_logging_setup.py:")


def test_a_whole_evening_with_faults_leaves_no_word_in_the_log(tmp_path: Path, environment: Environment):
    with start_logging(environment, "chat"), awake(tmp_path) as her:
        her.llm.enqueue(
            f"I heard of {SECRET} too.",
            [f"{SECRET} ", WorkerError("Her mind stopped; please try again.")],
            [f"{SECRET}. Oh ", ValueError(f"bad {SECRET}")],
        )
        for _ in range(3):
            her.engine.say(f"My name is {SECRET}.")
            her.told.until(TurnDone)
        her.engine.change(your_name=SECRET)
    logged = (environment.logs / "companion.log").read_text(encoding="utf-8")
    assert "ValueError at" in logged
    assert logged.count("turn ") == 3
    assert SECRET not in logged


def test_a_crash_report_holds_no_word(environment: Environment, capsys: pytest.CaptureFixture[str]):
    with start_logging(environment, "chat"):
        try:
            int(SECRET)
        except ValueError:
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    (report,) = environment.logs.glob("crash-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "ValueError at test_logging_setup.py:" in text
    assert SECRET not in text
    assert str(report) in capsys.readouterr().err


def test_a_crash_on_a_thread_is_reported_too(environment: Environment, capsys: pytest.CaptureFixture[str]):
    with start_logging(environment, "chat"):
        thread = threading.Thread(target=int, args=(SECRET,))
        thread.start()
        thread.join()
    assert len(list(environment.logs.glob("crash-*.txt"))) == 1
    assert "ValueError" in capsys.readouterr().err


def test_interrupting_the_program_is_no_crash(environment: Environment, capsys: pytest.CaptureFixture[str]):
    with start_logging(environment, "chat"):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not list(environment.logs.glob("crash-*.txt"))
    capsys.readouterr()


def test_the_log_is_three_files_of_a_megabyte_at_most(environment: Environment):
    with start_logging(environment, "chat"):
        for _ in range(45):
            logging.getLogger("companion").info("x" * 100_000)
    files = sorted(environment.logs.iterdir())
    assert [file.name for file in files] == ["companion.log", "companion.log.1", "companion.log.2"]
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_everything_is_as_before_when_it_is_over(environment: Environment):
    hooks, handlers = (sys.excepthook, threading.excepthook), list(logging.getLogger().handlers)
    with start_logging(environment, "chat"):
        assert sys.excepthook is not hooks[0]
    assert (sys.excepthook, threading.excepthook) == hooks
    assert logging.getLogger().handlers == handlers


def test_a_place_that_cannot_be_written_does_not_stop_the_program(
    environment: Environment, capsys: pytest.CaptureFixture[str]
):
    environment.logs.write_text("a file in the way")
    with start_logging(environment, "chat"):
        logging.getLogger("companion").warning("still here")
    assert "still here" in capsys.readouterr().err


def test_where_an_error_happened_names_every_frame():
    def inner() -> None:
        raise KeyError(SECRET)

    with pytest.raises(KeyError) as caught:
        inner()
    where = without_words(caught.value)
    assert where.startswith("KeyError at test_logging_setup.py:")
    assert " inner < test_logging_setup.py:" in where
    assert SECRET not in where


def test_words_are_kept_in_the_log_only_for_who_wants_them(environment: Environment):
    with start_logging(environment, "chat"):
        log_event(Heard(text=SECRET, start=0, end=0), words=True)
    assert SECRET in lines(environment)[-1]["message"]
