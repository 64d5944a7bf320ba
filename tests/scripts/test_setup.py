"""The set-up skips what is done, says what it does, and fails in a sentence."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import debian
import environment
import llama_wheel
import pytest
import setup
from telling import SetupError, Step, duration, follow

ROOT = Path(__file__).resolve().parents[2]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def program(folder: Path, name: str, body: str) -> None:
    """A stand-in for a system program."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def test_a_finished_step_is_skipped_until_what_it_depends_on_changes(tmp_path):
    did = []
    for key in ("one", "one", "two"):
        setup.Done(tmp_path / "setup.json").once("packages", key, lambda key=key: did.append(key))
    assert did == ["one", "two"]


def test_a_failed_step_is_tried_again(tmp_path):
    def fail():
        raise SetupError("no network")

    did = []
    done = setup.Done(tmp_path / "setup.json")
    with pytest.raises(SetupError):
        done.once("packages", "one", fail)
    done.once("packages", "one", lambda: did.append("again"))
    assert did == ["again"]


def test_a_step_whose_result_is_gone_is_done_again(tmp_path):
    did = []
    for _ in range(2):
        done = setup.Done(tmp_path / "setup.json")
        done.forget("models")
        done.once("models", "one", lambda: did.append("fetched"))
    assert did == ["fetched", "fetched"]


def test_packages_of_other_systems_are_not_counted():
    other = "darwin" if sys.platform != "darwin" else "win32"
    lock = f"a==1 \\\nb==1 ; sys_platform == '{other}' \\\nc==1 ; sys_platform == '{sys.platform}' \\\n"
    assert environment.count(lock) == 2


def test_a_fingerprint_follows_the_file_and_the_words(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text("a==1\n")
    first = setup.fingerprint(lock, "3.11.2")
    assert setup.fingerprint(lock, "3.11.2") == first != setup.fingerprint(lock, "3.12.1")
    lock.write_text("a==2\n")
    assert setup.fingerprint(lock, "3.11.2") != first


def test_the_lock_pins_every_package_with_hashes_and_names_no_index():
    lock = environment.LOCK.read_text()
    entries = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(entries) > 50
    for entry in entries:
        name = entry.split("==")[0]
        assert "--hash=sha256:" in environment.requirement(name, lock), entry
    assert "://" not in lock


def test_the_lock_is_as_new_as_the_dependencies():
    first = environment.LOCK.read_text().splitlines()[0]
    assert first == environment.locked_from(), "run scripts/update-lock"


def test_one_package_is_taken_out_of_the_lock_with_all_its_hashes():
    lock = "a==1 \\\n  --hash=sha256:1\nb-c==2 ; os_name == 'nt' \\\n  --hash=sha256:2 \\\n  --hash=sha256:3\nd==1\n"
    found = environment.requirement("b-c", lock)
    assert found.startswith("b-c==2")
    assert found.endswith("--hash=sha256:3\n")
    with pytest.raises(SetupError, match="does not name x"):
        environment.requirement("x", lock)


@pytest.mark.parametrize(
    ("variables", "system", "there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_window_needs_a_screen(variables, system, there):
    assert setup.has_screen(variables, system) is there


def test_this_python_is_new_enough():
    assert environment.number(environment.version_of(Path(environment.newest_python()))) >= (3, 11)


def test_a_broken_python_has_no_version(tmp_path):
    assert environment.version_of(tmp_path / "python") == ""
    assert environment.number("") < environment.OLDEST


def test_missing_libraries_are_found_in_one_query_and_t64_names_count(tmp_path, monkeypatch):
    answer = "printf 'libgl1 installed\\nlibglib2.0-0t64 installed\\nxvfb config-files\\n'"
    program(tmp_path, "dpkg-query", f"echo asked >> {tmp_path}/asked; {answer}")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert debian.missing(["libgl1", "libglib2.0-0", "xvfb", "libegl1"]) == ["xvfb", "libegl1"]
    assert (tmp_path / "asked").read_text() == "asked\n"


def test_without_debian_nothing_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert debian.missing(["libgl1"]) == []


def test_without_apt_get_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    debian.install(["libgl1", "libegl1"], tmp_path / "log")
    assert "apt-get install libgl1 libegl1" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root installs without sudo")
def test_apt_get_updates_then_installs_and_a_failure_shows_its_last_lines(tmp_path, monkeypatch, capsys):
    program(tmp_path, "apt-get", f'echo "$@" >> {tmp_path}/asked; echo "E: no such package"; [ "$3" = update ]')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(SetupError, match="E: no such package"):
        debian.install(["libnothing"], tmp_path / "log")
    update, install = (tmp_path / "asked").read_text().splitlines()
    assert update.endswith("update")
    assert install.endswith("install -y --no-install-recommends libnothing")
    assert "libnothing" in capsys.readouterr().out


def test_only_the_tests_need_a_virtual_screen_and_sound_server():
    assert {"xvfb", "pulseaudio"} <= set(debian.needed("test"))
    assert not {"xvfb", "pulseaudio"} & set(debian.needed("run"))


def test_without_a_card_or_its_engine_the_other_tests_go_on_and_it_says_why(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("COMPANION_CARD_ENGINE", "")
    monkeypatch.delenv("COMPANION_CARD_ENGINE")
    assert not set(debian.CARD) & set(debian.needed("test"))

    def fail():
        raise SetupError("no package of that name")

    def fetch():
        (setup.engines_folder() / "engines/vulkan").mkdir(parents=True)

    done = setup.Done(tmp_path / "setup.json")
    for install, get in ((fail, fetch), (lambda: None, fail)):
        setup.card_of_the_tests(done, install, get)
        assert "test on a graphics card is skipped: no package of that name" in capsys.readouterr().out
        assert "COMPANION_CARD_ENGINE" not in os.environ
    setup.card_of_the_tests(done, fail, fetch)  # the first step is done
    setup.card_of_the_tests(done, fail, fail)
    assert capsys.readouterr().out == ""
    assert os.environ["COMPANION_CARD_ENGINE"] == str(tmp_path / "companion/test/engines/vulkan")


def test_a_failed_command_shows_its_last_lines_and_its_log(tmp_path):
    log = tmp_path / "logs" / "build.log"
    code = "print('compiling'); print('out of memory'); raise SystemExit(3)"
    lines: list[str] = []
    with pytest.raises(SetupError) as failure:
        follow([sys.executable, "-c", code], log, lines.append)
    assert lines == ["compiling", "out of memory"]
    assert "out of memory" in str(failure.value)
    assert str(log) in str(failure.value)
    assert log.read_text() == "compiling\nout of memory\n"


def test_the_build_shows_a_percentage_and_the_time_left():
    out = Terminal()
    build = llama_wheel.Build(Step("llama-cpp-python", out))
    build.read("Downloading llama_cpp_python-0.3.36.tar.gz (76.6 MB)")
    for done in (1, 40):
        build.read(f"[{done}/80] /usr/bin/g++ -O3 …")
    assert "Downloading" in out.getvalue()
    assert "compiling 50 % (40 of 80)" in out.getvalue()
    assert "left" in out.getvalue()


def test_without_a_terminal_progress_is_told_only_now_and_then():
    out = io.StringIO()
    step = Step("Python packages", out, every_s=60)
    for n in range(100):
        step.show(f"{n} of 100")
    assert out.getvalue() == ""
    step.done()
    assert "done (0 s)" in out.getvalue()


def test_times_are_told_in_words():
    assert duration(4.4) == "4 s"
    assert duration(425) == "7 min 05 s"


def test_the_build_keeps_its_vector_instructions(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=ON")
    given = llama_wheel.environment()
    assert "SOURCE_DATE_EPOCH" not in given
    assert given["CMAKE_ARGS"].endswith("-DGGML_CUDA=ON")


def test_a_wheel_is_kept_for_each_way_of_building(monkeypatch):
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    plain = llama_wheel.wheel_folder("llama-cpp-python==1\n")
    assert (
        plain == llama_wheel.wheel_folder("llama-cpp-python==1\n") != llama_wheel.wheel_folder("llama-cpp-python==2\n")
    )
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=ON")
    assert llama_wheel.wheel_folder("llama-cpp-python==1\n") != plain


def test_a_wheel_that_was_built_is_found_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert llama_wheel.kept_wheel("a==1\n") is None
    folder = llama_wheel.wheel_folder("a==1\n")
    folder.mkdir(parents=True)
    (folder / "a-1-py3-none-any.whl").touch()
    assert llama_wheel.kept_wheel("a==1\n") == folder / "a-1-py3-none-any.whl"


def test_every_system_has_its_own_cache_folder():
    assert llama_wheel.cache_folder({"XDG_CACHE_HOME": "/c"}, "linux") == Path("/c/companion/wheels")
    assert llama_wheel.cache_folder({}, "linux") == Path.home() / ".cache/companion/wheels"
    assert llama_wheel.cache_folder({}, "darwin") == Path.home() / "Library/Caches/companion/wheels"
    assert llama_wheel.cache_folder({"LOCALAPPDATA": "/l"}, "win32") == Path("/l/companion/Cache/wheels")


def test_an_unknown_verb_is_a_usage_error(capsys):
    assert setup.main(["fly"]) == 2
    assert "set up and open the window" in capsys.readouterr().out


@pytest.mark.parametrize("marks", list(itertools.product((False, True), repeat=4)))
def test_every_test_is_in_exactly_one_of_the_two_runs(marks):
    marked = dict(zip(("models", "devices", "network", "slow"), marks, strict=True))
    runs = [bool(eval(chosen, {}, marked)) for chosen in (setup.REAL_TESTS, setup.OTHER_TESTS)]
    assert runs.count(True) == 1


@pytest.mark.skipif(
    not (environment.VENV / "setup.json").exists(), reason="this .venv was not made by make run or make test"
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_the_second_start_does_no_step_again_and_without_a_screen_it_names_the_terminal():
    without = {n: v for n, v in os.environ.items() if n not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "scripts/setup.py", "run"], cwd=ROOT, env=without, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stdout == "", "a step was done again"
    assert done.stderr.count("\n") == 1
    assert ".venv/bin/companion chat" in done.stderr
