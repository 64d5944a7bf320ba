"""The two devices in use go in; a sentence comes out when a Bluetooth headset has to sound like a telephone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtMultimedia import QAudioDevice

SIGNS = ("bluez", "bluetooth", "hands-free", "handsfree", "hfp", "hsp", "headset-head-unit", "headset_head_unit")
HANDS_FREE_HZ = 16_000
"""The hands-free profile carries 8 or 16 kHz, one channel, both ways; the one for music carries nothing back."""


@dataclass(frozen=True)
class DeviceInfo:
    """What the system says of a device."""

    name: str
    id: str
    rate: int
    """Samples a second at most."""

    @property
    def bluetooth(self) -> bool:
        """Whether a name gives it away; no system says it plainly."""
        names = f"{self.name} {self.id}".casefold()
        return any(sign in names for sign in SIGNS)


def device_info(device: QAudioDevice) -> DeviceInfo:
    """A device of Qt's."""
    rates = [rate for rate in (device.maximumSampleRate(), device.preferredFormat().sampleRate()) if rate > 0]
    return DeviceInfo(device.description(), bytes(device.id().data()).decode(errors="replace"), min(rates, default=0))


def headset_advice(microphone: DeviceInfo, loudspeaker: DeviceInfo) -> str:
    """Why it sounds bad and what helps; empty when nothing is wrong."""
    narrow = 0 < loudspeaker.rate <= HANDS_FREE_HZ
    if not (narrow and microphone.bluetooth and loudspeaker.bluetooth):
        return ""
    return (
        f"{loudspeaker.name} sounds like a telephone because its microphone is in use too: "
        "choose this computer's own microphone in the settings and it will sound right again."
    )
