"""Detects a Bluetooth headset that sounds like a telephone, and says what helps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtMultimedia import QAudioDevice

SIGNS = ("bluez", "bluetooth", "hands-free", "handsfree", "hfp", "hsp", "headset-head-unit", "headset_head_unit")
HANDS_FREE_HZ = 16_000
"""The hands-free profile carries 8 or 16 kHz, one channel, both ways; the one for music carries nothing back."""


@dataclass(frozen=True)
class DeviceInfo:
    """What the system says about a device."""

    name: str
    id: str
    rate: int
    """Highest sample rate, samples a second."""

    @property
    def bluetooth(self) -> bool:
        """Whether its name or id suggests Bluetooth; no system says it directly."""
        names = f"{self.name} {self.id}".casefold()
        return any(sign in names for sign in SIGNS)


def device_info(device: QAudioDevice) -> DeviceInfo:
    """Describe one of Qt's devices."""
    rates = [rate for rate in (device.maximumSampleRate(), device.preferredFormat().sampleRate()) if rate > 0]
    return DeviceInfo(device.description(), bytes(device.id().data()).decode(errors="replace"), min(rates, default=0))


def headset_advice(microphone: DeviceInfo, loudspeaker: DeviceInfo) -> str:
    """A sentence on why it sounds bad and what helps; empty when nothing is wrong."""
    narrow = 0 < loudspeaker.rate <= HANDS_FREE_HZ
    if not (narrow and microphone.bluetooth and loudspeaker.bluetooth):
        return ""
    return (
        f"{loudspeaker.name} sounds like a telephone because its microphone is in use too: "
        "choose this computer's own microphone in the settings and it will sound right again."
    )
