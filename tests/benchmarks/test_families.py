"""The benchmark of families counts what does not hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks._tiny_families import LFM2_5
from benchmarks.families import _measure


def test_what_does_not_hold_is_counted_by_name(tmp_path: Path) -> None:
    wrong = replace(LFM2_5, template=LFM2_5.template + "!", recurrent=False)
    assert _measure(wrong, tmp_path)["broken"] == ["template", "preemptive_only_if_it_rolls_back"]
