"""Prints the sound devices that Qt sees as one JSON object, for `companion doctor`, which knows no Qt."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtMultimedia import QMediaDevices


def main() -> int:
    """Print `{"microphones": [name…], "loudspeakers": [name…]}`."""
    app = QCoreApplication(["companion"])
    found = {
        "microphones": [device.description() for device in QMediaDevices.audioInputs()],
        "loudspeakers": [device.description() for device in QMediaDevices.audioOutputs()],
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
