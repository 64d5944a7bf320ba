"""Reads what the processes of a running app take: memory and processor time, by what each of them is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from companion.errors import CompanionError

ROLES = {"libllama": "mind", "ctranslate2": "ear", "kokoro": "voice", "espeak": "voice"}
"""What a worker process has loaded, and which part it therefore is; the first that applies."""


class AppProcesses:
    """The window's process and its workers. Only on Linux, which alone tells what is shared with other programs."""

    def __init__(self, pid: int) -> None:
        """`pid` of the window. Raises CompanionError on other systems."""
        if not Path("/proc/self/smaps_rollup").exists():
            raise CompanionError("Only Linux tells how much memory a program shares; run this benchmark there.")
        self._window = psutil.Process(pid)

    def pss_mb(self) -> dict[str, float]:
        """Proportional set size by part, in MB of 2^20 bytes: its own pages, and its share of those it shares."""
        taken: dict[str, float] = {}
        for process, part in self._parts().items():
            taken[part] = taken.get(part, 0.0) + _pss(process.pid)
        return taken

    def cpu_s(self) -> dict[str, float]:
        """Seconds of processor time by part."""
        spent: dict[str, float] = {}
        for process, part in self._parts().items():
            times = process.cpu_times()
            spent[part] = spent.get(part, 0.0) + times.user + times.system
        return spent

    def wake_ups(self) -> int:
        """How often threads of the window have gone to sleep so far, and were woken again."""
        return sum(_switches(task) for task in Path(f"/proc/{self._window.pid}/task").iterdir())

    def mappings(self, file: Path) -> int:
        """How many times the app's processes have mapped a file: each loading of it maps it once."""
        return sum(count_mappings(_maps(process.pid), file.resolve()) for process in self._parts())

    def _parts(self) -> dict[psutil.Process, str]:
        workers = {child: part_of(_maps(child.pid)) for child in self._window.children(recursive=True)}
        return {self._window: "window", **workers}


def part_of(maps: str) -> str:
    """Which part a worker is, by what it has mapped; "other" for helpers such as multiprocessing's own."""
    return next((part for library, part in ROLES.items() if library in maps), "other")


def count_mappings(maps: str, file: Path) -> int:
    """How many separate stretches of addresses a file is mapped at, in the text of /proc/PID/maps."""
    count, end = 0, ""
    for line in maps.splitlines():
        addresses, *_, name = line.split(maxsplit=5)
        if name == str(file):
            begin, _, past = addresses.partition("-")
            count += begin != end
            end = past
    return count


def highest(samples: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The highest value of each key."""
    most: dict[str, float] = {}
    for sample in samples:
        for key, value in sample.items():
            most[key] = max(value, most.get(key, value))
    return most


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _maps(pid: int) -> str:
    return Path(f"/proc/{pid}/maps").read_text(errors="replace")


def _switches(task: Path) -> int:
    try:
        lines = (task / "status").read_text().splitlines()
    except OSError:  # the thread has ended
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
