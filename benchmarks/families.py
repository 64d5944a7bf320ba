"""Proves the mechanics of each family of minds on small ones with random weights: `companion bench families`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from companion.errors import CompanionError

NOISE = 1e-3
"""A logit may differ so much: other sizes of batches add in another order."""
PROPERTIES = (
    "loads", "template", "cancel_in_prefill", "cancel_in_decode", "side_context", "budget", "end_tokens", "bans", "sampling",
    "thoughts_hidden", "given_back",
)  # fmt: skip


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns `broken`, the largest difference of a logit after a rollback, and all properties by family."""
    try:
        from benchmarks._tiny_families import TINY_MINDS
    except ModuleNotFoundError as error:
        raise CompanionError(
            "The package gguf is needed to make small minds; `pip install 'companion[dev]'`."
        ) from error
    families = {}
    with tempfile.TemporaryDirectory() as folder:
        for mind in TINY_MINDS:
            families[mind.name] = measured = _measure(mind, Path(folder))
            print(f"{mind.name}: {measured}", file=sys.stderr)
    return {
        "broken": sum(len(figures["broken"]) for figures in families.values()),
        "rollback_max_logit_difference": max(f["rollback_max_logit_difference"] for f in families.values()),
        "evaluated_over_new": max(f["evaluated_over_new"] for f in families.values()),
        "families": families,
    }


def _measure(mind: Any, folder: Path) -> dict[str, Any]:
    from benchmarks._family_checks import OVER, FamilyChecks

    checks = FamilyChecks(mind, folder)
    holds = {name: getattr(checks, name)() for name in PROPERTIES}
    figures = {
        "rollback_max_logit_difference": checks.rollback_max_logit_difference(),
        "evaluated_over_new": checks.evaluated_over_new(),
        "preemptive": checks.preemptive(),
        "recurrent": mind.recurrent,
    }
    holds["rollback"] = figures["rollback_max_logit_difference"] < NOISE
    holds["prefix_reuse"] = figures["evaluated_over_new"] <= OVER
    holds["preemptive_only_if_it_rolls_back"] = figures["preemptive"] is not mind.recurrent
    return {**figures, **holds, "broken": [name for name, held in holds.items() if not held]}
