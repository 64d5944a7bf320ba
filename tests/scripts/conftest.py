"""The set-up's files import each other by bare names, for it runs before anything is installed; so do its tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))
