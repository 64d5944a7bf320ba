"""Finds the system libraries that are missing on Debian and its relatives, and installs them with apt-get."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from telling import SetupError, Step, follow

PYTHON = ("ca-certificates", "python3-venv")
COMPILER = ("g++",)
"""Compiles llama-cpp-python; CMake and Ninja come with the Python packages of its build."""
WINDOW = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libgomp1",
    "libpulse0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxext6",
    "libxkbcommon-x11-0",
    "libxrandr2",
    "fonts-dejavu-core",
)
"""Libraries that Qt's wheels link against but do not contain."""
TESTS = ("xvfb", "xauth", "pulseaudio", "pulseaudio-utils")
"""A virtual screen and virtual sound devices, for the tests."""
CARD = ("libvulkan1", "mesa-vulkan-drivers")
"""Vulkan and a driver that stands in for a graphics card, for one test, which is skipped where they can't be installed."""
FONTS = ("fonts-inter", "fonts-noto-core")
"""The fonts the window is designed for. It looks plainer without them, so they are installed once if possible."""


def needed(verb: str) -> list[str]:
    """Returns the packages for `run` or `test`."""
    return [*PYTHON, *COMPILER, *WINDOW, *(TESTS if verb == "test" else ())]


def missing(packages: Sequence[str]) -> list[str]:
    """Returns those not installed; a name also counts in its 64-bit-time form (`libglib2.0-0t64`)."""
    if not shutil.which("dpkg-query"):
        return []
    names = [name + ending for name in packages for ending in ("", "t64")]
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *names]
    answer = subprocess.run(query, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout
    there = {re.sub("t64$", "", line.split()[0]) for line in answer.splitlines() if line.endswith(" installed")}
    return [name for name in packages if name not in there]


def install(packages: Sequence[str], log: Path, what: str = "System libraries") -> None:
    """Installs them with apt-get, or says which are missing where that can't be done. Raises SetupError when it fails."""
    apt = apt_get()
    if apt is None:
        print(f"• {what} are missing; as root: apt-get install {' '.join(packages)}")
        return
    step = Step(what).start(f"apt-get installs {len(packages)}: {shortened(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        follow([*apt, "update"], log, step.show, environment)
        follow([*apt, "install", "-y", "--no-install-recommends", *packages], log, step.show, environment)
    except SetupError as error:
        raise SetupError(f"{what} could not be installed. {error}") from error
    step.done()


def apt_get() -> list[str] | None:
    """Returns the command that may install packages; None without apt-get or the right to use it."""
    if not shutil.which("apt-get"):
        return None
    options = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    if os.geteuid() == 0:
        return options
    if not shutil.which("sudo"):
        return None
    keep = ["--preserve-env=DEBIAN_FRONTEND"]
    allowed = os.isatty(0) or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    if allowed and os.isatty(0):
        subprocess.run(["sudo", "-v"], check=False)
    return ["sudo", "-n", *keep, *options] if allowed else None


def shortened(names: Iterable[str], most: int = 6) -> str:
    """Returns a list of names for one line."""
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
