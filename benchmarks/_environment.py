"""Gives a benchmark a data folder of its own, deleted afterwards; the user's is never touched."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from companion.environment import Environment

SET_BEFORE = "lock_after = 600\n"
"""Somebody has set something, so the window opens on the talk and not on the first interview."""


@contextmanager
def fresh_environment(environment: Environment, **settings: Any) -> Iterator[Environment]:
    """Gives the same models and clock, a data folder with nothing said and a passphrase of its own, and these settings changed."""
    before = os.environ.get("COMPANION_PASSPHRASE")
    os.environ["COMPANION_PASSPHRASE"] = "benchmark"
    try:
        with tempfile.TemporaryDirectory() as folder:
            fresh = replace(environment, home=Path(folder), settings=replace(environment.settings, **settings))
            fresh.settings_file.write_text(SET_BEFORE, encoding="utf-8")
            yield fresh
    finally:
        if before is None:
            del os.environ["COMPANION_PASSPHRASE"]
        else:
            os.environ["COMPANION_PASSPHRASE"] = before
