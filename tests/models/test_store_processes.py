"""Tests that of two processes that want the same model one fetches, and the other waits and finds it complete."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from models.catalog import Url
from models.errors import ModelError
from models.fetching.stop import Stop, Stopped
from tests.models.loopback import loopback
from tests.models.made import BYTES, Told, entry, file, store

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path
from models.catalog import Url
from models.fetching.stop import Stop
from tests.models.made import entry, file, store
def tell(progress):
    print(progress.status, flush=True)
store(Path(sys.argv[1]), entry(file(Url(sys.argv[2])))).fetch("m", tell, Stop())
"""


COMMAND = """
import argparse, sys
from datetime import datetime
from pathlib import Path
from companion.commands import models
from companion.environment import Environment
from companion.settings import Settings
parser = argparse.ArgumentParser()
models.arguments(parser)
environment = Environment(Path(sys.argv[1]), Path(sys.argv[1]), Settings(), datetime.now)
sys.exit(models.run(parser.parse_args(["get", "mine"]), environment))
"""


def another_process(folder: Path, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(folder), address]
    return subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True)


def test_a_second_process_waits_and_finds_it_done(tmp_path: Path) -> None:
    with loopback() as web:
        served = web.serve("/m", BYTES, dribble=1000)
        with another_process(tmp_path, web.url("/m")) as first:
            assert served.dribbling.wait(30)
            with another_process(tmp_path, web.url("/m")) as second:
                assert second.stdout is not None
                assert second.stdout.readline() == "waiting\n"
                served.go.set()
                told, _ = second.communicate(timeout=60)
            first.communicate(timeout=60)
        assert (first.returncode, second.returncode) == (0, 0)
        assert told.split() == ["done"]
        assert len(web.gets("/m")) == 1
    assert (tmp_path / "m" / "m.bin").read_bytes() == BYTES


def test_a_killed_downloader_leaves_no_lock_and_its_bytes_are_used(tmp_path: Path) -> None:
    with loopback() as web:
        served = web.serve("/m", BYTES, dribble=400_000)
        with another_process(tmp_path, web.url("/m")) as first:
            assert served.dribbling.wait(30)
            assert first.stdout is not None
            first.stdout.readline()
            first.kill()
        served.dribble = 0
        models = store(tmp_path, entry(file(Url(web.url("/m")))))
        models.fetch("m", Told(), Stop())
        assert models.file("m").read_bytes() == BYTES


def test_one_who_waits_can_be_stopped_and_nothing_is_removed_meanwhile(tmp_path: Path) -> None:
    with loopback() as web:
        served = web.serve("/m", BYTES, dribble=1000)
        models, other = (store(tmp_path, entry(file(Url(web.url("/m"))))) for _ in range(2))
        first = threading.Thread(target=models.fetch, args=("m", Told(), Stop()))
        first.start()
        assert served.dribbling.wait(10)
        stop = Stop()
        with pytest.raises(Stopped):
            other.fetch("m", lambda progress: stop.set(), stop)
        with pytest.raises(ModelError, match="being fetched just now"):
            other.remove("m")
        served.go.set()
        first.join(10)
        assert models.missing("m") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    with loopback() as web:
        served = web.serve("/mine.gguf", b"GGUF" + BYTES, dribble=400_000)
        models = store(tmp_path)
        models.add(web.url("/mine.gguf"))
        command = [sys.executable, "-c", COMMAND, str(tmp_path)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as get:
            assert served.dribbling.wait(30)
            get.send_signal(signal.SIGINT)
            _, said = get.communicate(timeout=30)
        assert get.returncode == 1
        assert "Paused; `companion models get mine` goes on from here." in said
        assert "Traceback" not in said
        served.dribble = 0
        models.fetch("mine", Told(), Stop())
        assert models.missing("mine") == ()
