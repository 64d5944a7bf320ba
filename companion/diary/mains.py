"""Tells whether the computer runs on mains power: her own time costs no battery."""

from __future__ import annotations

import psutil


def on_mains() -> bool:
    """Whether it is plugged in, has no battery, or can't tell (as systems that `psutil` does not know)."""
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is None or battery.power_plugged is not False
