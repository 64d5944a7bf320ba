"""Closed, full and narrow standard streams, and homes that can't be: one sentence, the right exit code, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.commands.session import Events
from companion.commands.standard_streams import lines_of_stdin
from companion.errors import CompanionError, OutputError
from companion.events import Interrupted, Notice, Ready

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="needs a shell and /dev/full")]

ROOT = Path(__file__).parents[2]
COMMANDS = ("memory list --json", "memory export", "memory --help")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one fact, in letters that Latin-1 lacks."""
    home = tmp_path_factory.mktemp("home")
    assert companion(f'--home {home} memory add "I live in Łódź."').returncode == 0
    return home


def companion(
    words: str, program: str = f"{sys.executable} -m companion", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs the words of a shell behind `companion`."""
    whole = {**os.environ, "COMPANION_PASSPHRASE": "only for the tests", **environ}
    unset = [name for name, value in environ.items() if value == "unset"]
    return subprocess.run(
        ["sh", "-c", f"{program} {words}"],
        cwd=ROOT,
        env={name: value for name, value in whole.items() if name not in unset},
        capture_output=True,
        timeout=60,
    )


def one_sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """What stderr says, which must be one sentence, and the exit code one."""
    told = done.stderr.decode()
    assert (done.returncode, told.count("\n")) == (1, 1), told
    assert told.startswith("companion: ")
    return told


@pytest.mark.parametrize("words", COMMANDS)
def test_a_full_or_closed_output_is_one_sentence(home: Path, words: str):
    assert "can't be printed (No space left on device)" in one_sentence(companion(f"--home {home} {words} >/dev/full"))
    assert "can't be printed (standard output is closed)" in one_sentence(companion(f"--home {home} {words} >&-"))


def test_what_prints_nothing_needs_no_output(home: Path):
    done = companion(f"--home {home} history list >&- <&-")
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize("redirected", ["2>&-", "2>/dev/full"])
def test_without_stderr_the_exit_code_still_tells(home: Path, redirected: str):
    done = companion(f"--home {home} history show 99 {redirected}")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_a_closed_input_is_no_fault_where_nothing_is_asked(home: Path):
    done = companion(f"--home {home} memory list <&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Łódź".encode() in done.stdout


def test_what_can_not_be_asked_is_told(home: Path):
    assert "add --yes" in one_sentence(companion(f"--home {home} memory forget 1 <&-"))


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_narrow_terminal_shows_question_marks_and_programs_read_utf_8(home: Path, encoding: str):
    shown = companion(f"--home {home} memory list", PYTHONIOENCODING=encoding)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"d?." in shown.stdout
    read = companion(f"--home {home} memory list --json", PYTHONIOENCODING=encoding)
    assert json.loads(read.stdout.decode("utf-8"))["text"] == "You live in Łódź."
    written = companion(f"--home {home} memory export", PYTHONIOENCODING=encoding)
    assert "Łódź" in written.stdout.decode("utf-8")


def test_a_bare_surrounding_is_enough(home: Path):
    done = companion(f"--home {home} memory list", LANG="C", LC_ALL="C", TERM="unset", HOME="unset")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "environ", "told"),
    [
        ('--home "~nosuchuser/x" history list', {}, "--home is ~nosuchuser/x, but nobody here has that home"),
        ("history list", {"COMPANION_HOME": "~nosuchuser/x"}, "COMPANION_HOME is ~nosuchuser/x"),
        ("models list", {"COMPANION_MODELS": "~nosuchuser/x"}, "COMPANION_MODELS is ~nosuchuser/x"),
        ('--home "" history list', {}, "--home is empty"),
        ("--home /dev/null history list", {}, "The data folder /dev/null can't be made"),
        ("--home /proc/1 history list", {}, "The data folder /proc/1 can't be written to"),
        (f"--home /tmp/{'x' * 300} history list", {}, "File name too long"),
    ],
)
def test_a_home_that_can_not_be_is_one_sentence(words: str, environ: dict[str, str], told: str):
    assert told in one_sentence(companion(words, **environ))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody who has no home")
@pytest.mark.parametrize("home_variable", ["unset", "", "relative"])
def test_who_has_no_home_is_told_to_name_a_folder(home_variable: str):
    nobody = f"setpriv --reuid=54321 --clear-groups {sys.executable} -m companion"
    environ = {"HOME": home_variable, "COMPANION_HOME": "unset", "XDG_DATA_HOME": "unset"}
    assert "You have no home folder here (HOME is not set); name a folder with --home." in one_sentence(
        companion("history list", program=nobody, **environ)
    )


def test_a_closed_input_is_told_where_lines_are_awaited(monkeypatch: pytest.MonkeyPatch):
    with open(os.open(os.devnull, os.O_WRONLY), encoding="utf-8") as closed:
        monkeypatch.setattr(sys, "stdin", closed)
        with pytest.raises(CompanionError, match=r"can't be read from standard input \(it is closed\)"):
            list(lines_of_stdin())


def refused(_event: object) -> None:
    raise OutputError("What you asked for can't be printed (…).")


def test_an_output_that_fails_reaches_whoever_waits_and_not_the_engine():
    shown: list[object] = []
    events = Events()
    show = events.unless_waking(lambda event: refused(event) if isinstance(event, Ready) else shown.append(event))
    for event in (Ready(turn=0, t=0.0, part="mind"), Interrupted(turn=1, t=0.0, heard="")):
        show(event)
        events.put(event)
    with pytest.raises(OutputError):
        events.wait_turn(1)
    assert shown == [], "after a failure nothing more is tried"


def test_the_end_of_the_input_wakes_whoever_waits_for_it():
    events = Events()
    events.put(Notice(turn=0, t=0.0, message="A notice."))
    events.input_over()
    events.wait_input_over()
    events.unless_waking(refused)(Ready(turn=0, t=0.0, part="mind"))
    with pytest.raises(OutputError):
        events.wait_input_over()
