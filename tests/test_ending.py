"""The process ends with its exit code although a thread is still inside native code."""

from __future__ import annotations

import subprocess
import sys

import pytest

BUSY = """
import atexit, threading, time
import numpy as np, soxr
from companion.ending import end_process

def resample():
    while True:
        soxr.resample(np.zeros(500_000, np.float32), 44100, 48000)

threading.Thread(target=resample, daemon=True).start()
atexit.register(print, "tidied up")
time.sleep(0.1)
print("kept")
end_process({code})
"""
IDLE = """
from companion.ending import end_process
print("kept")
end_process({code})
"""


@pytest.mark.parametrize(("program", "said"), [(BUSY, "kept\ntidied up\n"), (IDLE, "kept\n")])
@pytest.mark.parametrize("code", [0, 3])
def test_it_ends_with_its_code_and_all_that_was_written(program: str, said: str, code: int) -> None:
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", program.format(code=code)], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (code, said, "")


@pytest.mark.skipif(sys.platform != "linux", reason="a full device is only there on Linux")
def test_output_that_cannot_be_written_is_told_by_the_code() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-c", BUSY.format(code=0)], stdout=full, stderr=subprocess.DEVNULL)
    assert done.returncode != 0
