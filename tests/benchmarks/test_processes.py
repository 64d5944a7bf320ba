"""`bench memory` reads rightly what processes take, which part each is, and how often a file is loaded."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks._processes import AppProcesses, count_mappings, highest, part_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells what is shared")
FILE = Path("/models/a mind.gguf")
ONCE = f"""7f00000000-7f10000000 r--s 00000000 fe:00 12 {FILE}
7f20000000-7f20001000 rw-p 00000000 00:00 0
7f30000000-7f30001000 r-xp 00000000 fe:00 13 /lib/libllama.so
"""


@pytest.mark.parametrize(
    ("maps", "count"),
    [
        ("", 0),
        (ONCE, 1),
        (ONCE.replace("7f0", "7e0") + ONCE, 2),
        (f"10-20 r--s 00000000 fe:00 12 {FILE}\n20-30 r--p 00000010 fe:00 12 {FILE}\n", 1),
        (f"10-20 r--s 00000000 fe:00 12 {FILE}.part\n", 0),
    ],
)
def test_each_loading_of_a_file_is_one_mapping(maps: str, count: int):
    assert count_mappings(maps, FILE) == count


@pytest.mark.parametrize(
    ("loaded", "part"),
    [
        ("/x/libllama.so", "mind"),
        ("/x/ctranslate2/lib.so\n/x/onnxruntime.so", "ear"),
        ("/x/onnxruntime.so\n/x/libespeak-ng.so", "voice"),
        ("/x/libpython3.11.so", "other"),
    ],
)
def test_a_worker_is_known_by_what_it_has_loaded(loaded: str, part: str):
    assert part_of(loaded) == part


def test_the_highest_value_of_each_part_counts():
    assert highest([{"mind": 3.0, "ear": 1.0}, {"mind": 2.0, "voice": 4.0}]) == {"mind": 3.0, "ear": 1.0, "voice": 4.0}


def test_memory_that_is_taken_shows():
    processes = AppProcesses(os.getpid())
    before = processes.pss_mb()["window"]
    taken = b"x" * (50 * 2**20)
    assert 45 < processes.pss_mb()["window"] - before < 80
    del taken


def test_a_child_counts_apart_and_its_mappings_with_the_rest(tmp_path: Path):
    file = tmp_path / "weights.gguf"
    file.write_bytes(b"w" * 2**20)
    held = "import mmap, sys; f = open(sys.argv[1], 'rb'); m = mmap.mmap(f.fileno(), 0, access=1); print(flush=True); input()"
    with (
        file.open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ),
        subprocess.Popen(
            [sys.executable, "-c", held, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as child,
    ):
        assert child.stdout is not None
        child.stdout.readline()
        processes = AppProcesses(os.getpid())
        assert processes.mappings(file) == 2
        assert processes.pss_mb()["other"] > 1
        assert processes.cpu_s()["window"] > 0
        child.communicate(b"\n")
        assert processes.mappings(file) == 1
