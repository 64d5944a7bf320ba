"""Lets tests import the set-up's files by bare names, as these import each other: they run before anything is installed."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))
