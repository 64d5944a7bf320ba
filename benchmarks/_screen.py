"""Gives a benchmark a screen for a window: the user's if there is one, else a virtual one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from companion.errors import CompanionError

_OFFSCREEN = {"QT_QUICK_BACKEND": "software"}


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Gives environment variables for a window: the user's screen if there is one, else a virtual one. Raises CompanionError."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform != "linux":
        yield {}
        return
    if which("Xvfb") is None:
        raise CompanionError("There is no screen and no Xvfb to make one; install xvfb or run this on a desktop.")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server, open(read) as answer:
        os.close(write)
        try:
            yield {"DISPLAY": f":{answer.readline().strip()}", "QT_QPA_PLATFORM": "xcb", **_OFFSCREEN}
        finally:
            server.terminate()
