"""Bad input to the real program with a real mind gives one clear sentence and the right exit code, and loses nothing."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import soundfile

from tests.speech_made import speech

ROOT = Path(__file__).resolve().parents[2]
MIND = "smollm2-135m"

pytestmark = pytest.mark.models


class Program:
    """Runs `companion` in a data folder of its own."""

    def __init__(self, home: Path, **environ: str) -> None:
        self.home = home
        self.environ = {**os.environ, "COMPANION_HOME": str(home), "PYTHONPATH": str(ROOT), **environ}

    def run(self, *words: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "companion", *words],
            input=typed,
            capture_output=True,
            env=self.environ,
            timeout=250,
        )

    def chat(self, typed: str | bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
        data = typed.encode() if isinstance(typed, str) else typed
        return self.run("--model", MIND, *words, "chat", "--json", typed=data)

    def kept(self) -> list[str]:
        """Returns all the user's lines in memory, oldest first."""
        done = self.run("history", "export", "--format", "json")
        assert done.returncode == 0, done.stderr
        return [
            m["text"]
            for talk in json.loads(done.stdout)["conversations"]
            for m in talk["messages"]
            if m["speaker"] == "you"
        ]


def heard(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    events = [json.loads(line) for line in done.stdout.splitlines()]
    return [event["text"] for event in events if event["event"] == "heard"]


def sentences(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Returns the lines on stderr; checks that each is a sentence and none is a traceback."""
    lines = done.stderr.decode().splitlines()
    assert not any("Traceback" in line for line in lines), done.stderr.decode()
    assert all(line.endswith((".", "?", "!")) for line in lines), lines
    return lines


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "house")


@pytest.fixture
def small_mind(need_model: Callable[[str], Path]) -> Path:
    return next(need_model(MIND).glob("*.gguf"))


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[Callable[[str], None]]:
    """Mounts a small disk at `place`; calling what is yielded mounts it with other options."""
    place.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o"]
    if subprocess.run([*command, f"size={size}", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("only root can make a disk that is full or read-only")
    try:
        yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)  # type: ignore[func-returns-value]
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (["--model", "smolm2-135", "chat"], b"it rained\n", "did you mean smollm2-135m"),
        (["--model", "whisper-tiny.en", "chat"], b"it rained\n", "is not a mind"),
        (["--model", "server", "chat"], b"it rained\n", "there is no address"),
        (["hear", "nowhere.wav"], b"", "There is no sound file nowhere.wav"),
        (["hear", __file__], b"", "can't be read as sound"),
        (["--voice", "system:klingon-ish", "say", "hello", "--out", "x.wav"], b"", "choose another voice"),
        (["--voice", "system", "say", "hello", "--out", "/nowhere/x.wav"], b"", "can't be written"),
        (["--home", "/proc/nowhere", "history", "list"], b"", "data folder"),
        (["history", "show", "7"], b"", "no conversation 7"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_what_cannot_be_is_told_in_one_sentence(
    program: Program, small_mind: Path, words: list[str], typed: bytes, told: str
) -> None:
    done = program.run(*words, typed=typed)
    assert done.returncode == 1
    [sentence] = sentences(done)
    assert told in sentence


def test_wrong_usage_is_exit_code_2(program: Program) -> None:
    assert program.run("say").returncode == 2
    assert program.run("dance").returncode == 2


def broken(folder: Path, whole: Path, head: bytes) -> str:
    """Makes a models folder in which the small mind has its size, but begins with `head`."""
    file = folder / MIND / whole.name
    file.parent.mkdir(parents=True)
    file.write_bytes(head)
    os.truncate(file, whole.stat().st_size)
    return str(folder)


def test_a_damaged_mind_is_told(program: Program, small_mind: Path, tmp_path: Path) -> None:
    program.environ["COMPANION_MODELS"] = broken(tmp_path / "models", small_mind, b"GGUF\x03\0\0\0" + b"\xa5" * 5000)
    done = program.chat("it rained\n")
    assert done.returncode == 1
    [sentence] = sentences(done)
    assert "damaged" in sentence


def test_a_mind_of_an_unknown_kind_is_told(program: Program, small_mind: Path, tmp_path: Path) -> None:
    with small_mind.open("rb") as file:
        head = file.read(8_000_000)
    named = b"general.architecture\x08\0\0\0\x05\0\0\0\0\0\0\0"
    assert head.count(named + b"llama") == 1
    changed = head.replace(named + b"llama", named + b"xyzzy")
    program.environ["COMPANION_MODELS"] = broken(tmp_path / "models", small_mind, changed)
    done = program.chat("it rained\n")
    assert done.returncode == 1
    [sentence] = sentences(done)
    assert "xyzzy" in sentence


def test_a_wrong_passphrase_opens_nothing_and_loses_nothing(program: Program, small_mind: Path) -> None:
    assert heard(program.chat("The tea is in the blue tin.\n")) == ["The tea is in the blue tin."]
    stranger = Program(program.home, COMPANION_PASSPHRASE="not this one")
    for words in (["--model", MIND, "chat"], ["history", "list"]):
        done = stranger.run(*words, typed=b"hello\n")
        assert done.returncode == 1
        [sentence] = sentences(done)
        assert "passphrase" in sentence
        assert b"blue tin" not in done.stdout
    assert program.kept() == ["The tea is in the blue tin."]


def test_odd_lines_are_refused_or_kept_as_they_read(program: Program, small_mind: Path) -> None:
    pasted = "so it goes and " * 6_667
    lines = ["", "   ", "\0\0", "bro\0ken \u202eline", pasted, "x" * 200_001, "and after all that, hello"]
    done = program.chat("\n".join(lines) + "\n" + "")
    assert done.returncode == 0
    assert len(pasted) > 100_000
    assert heard(done) == ["broken line", pasted.strip(), "and after all that, hello"] == program.kept()
    told = sentences(done)
    assert len(told) == 4
    assert all("nothing to read" in line for line in told[:3])
    assert "200,001 characters" in told[3]


def test_bytes_that_are_no_text_are_a_line_like_others(program: Program, small_mind: Path) -> None:
    done = program.chat(b"hello \xff\xfe there\n")
    assert done.returncode == 0
    assert not sentences(done)
    [line] = heard(done)
    assert line.startswith("hello ")
    assert line.endswith(" there")


def test_a_full_disk_keeps_what_was_there(small_mind: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1200k") as remount:
        program = Program(tmp_path / "disk" / "house")
        done = program.chat("The tea is in the blue tin.\n" + f"{'word ' * 38_000}\n" * 8)
        assert done.returncode == 0
        told = sentences(done)
        assert told
        assert all("disk is full" in sentence for sentence in told)
        remount("size=200m")
        assert program.kept() == heard(done)
        assert heard(program.chat("What was it?\n")) == ["What was it?"]


def test_a_full_disk_from_the_start_is_told(small_mind: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k"):
        (tmp_path / "disk" / "filler").write_bytes(b"x" * 57_344)
        done = Program(tmp_path / "disk" / "house").chat("it rained\n")
    assert done.returncode == 1
    [sentence] = sentences(done)
    assert "disk" in sentence


def test_a_read_only_house_is_told(small_mind: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "20m") as remount:
        program = Program(tmp_path / "disk" / "house")
        assert heard(program.chat("The tea is in the blue tin.\n"))
        remount("ro")
        done = program.chat("it rained\n")
        remount("rw")
        assert done.returncode == 1
        [sentence] = sentences(done)
        assert "can't be written" in sentence
        assert program.kept() == ["The tea is in the blue tin."]


def test_two_chats_in_one_house_lose_nothing(program: Program, small_mind: Path) -> None:
    assert program.run("history", "list").returncode == 0
    assert heard(program.chat("hello\n")) == ["hello"]
    command = [sys.executable, "-m", "companion", "--model", MIND, "chat", "--json"]
    pair = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.environ
        )
        for _ in range(2)
    ]
    outputs = [process.communicate(f"this is chat {n}\n".encode(), timeout=250) for n, process in enumerate(pair)]
    assert [process.returncode for process in pair] == [0, 0], outputs
    assert sorted(program.kept()) == ["hello", "this is chat 0", "this is chat 1"]


def test_a_second_window_only_calls_the_first(program: Program) -> None:
    environ = {**program.environ, "QT_QPA_PLATFORM": "offscreen", "COMPANION_TRACE_START": "1"}
    command = [sys.executable, "-m", "companion"]
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as first:
        try:
            assert first.stderr is not None
            assert first.stderr.readline().startswith("first-frame")
            second = subprocess.run(command, env=environ, capture_output=True, timeout=60, check=False)
            assert (second.returncode, second.stderr) == (0, b"")
            assert first.poll() is None
        finally:
            first.terminate()
            first.communicate(timeout=60)


def test_without_any_sound_device_one_can_still_talk(
    small_mind: Path, need_model: Callable[[str], Path], tmp_path: Path
) -> None:
    need_model("whisper-tiny.en")
    program = Program(tmp_path / "house", PULSE_SERVER="unix:/nowhere", PIPEWIRE_REMOTE="nowhere")
    soundfile.write(tmp_path / "said.wav", speech("The bakery was closed this morning."), 16_000)
    out = str(tmp_path / "reply.wav")
    done = program.run(
        "--model", MIND, "--voice", "system", "hear", "--fast", "--json", str(tmp_path / "said.wav"), "--out", out
    )
    assert done.returncode == 0
    assert not sentences(done)
    assert heard(done)
    told = json.loads(program.run("doctor", "--quick", "--json").stdout)
    assert any("no microphone" in sentence or "sound devices" in sentence for sentence in told["advice"])
