"""Measures whether timers, alarms and reminders fall due when they should, once, through a year of sleep, kills and travel.

The lines are said to the real deeds, the watch and the encrypted file are the real ones; only the clock is made. What is
expected is computed by zoneinfo and dateutil apart from the program (`_due_oracle.py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._due_year import a_year
from companion.environment import Environment

DAYS, QUICK_DAYS = 366, 90
_SEED = 2028


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Lives the year (a quarter, if quick). `late_max_s` counts from when the computer was awake and a program ran."""
    environment: Environment = args.environment
    seed = environment.seed if environment.seed is not None else _SEED
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        year = a_year(Path(folder), QUICK_DAYS if args.quick else DAYS, seed)
    verdicts = year.verdicts
    for line in year.unset if args.details else ():
        print(f"nothing was set: {line}", file=sys.stderr)
    lates = np.array(verdicts.lates)
    return {
        "late_max_s": round(float(lates.max()), 3),
        "late_p95_s": round(float(np.percentile(lates, 95)), 3),
        "lost": verdicts.lost(year.now, year.zone),
        "doubled": verdicts.doubled,
        "early": verdicts.early,
        "told": len(lates),
        "told_again_after_a_kill": verdicts.retold,
        "unsaid_after_a_kill": sum(not one.said for one in verdicts.items.values()),
        "nothing_set": len(year.unset),
        **year.counts,
        "took_s": round(time.perf_counter() - began, 1),
    }
