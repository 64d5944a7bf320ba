from __future__ import annotations

import pytest

from ui.sound.headset import DeviceInfo, headset_advice

BUILT_IN = DeviceInfo("Built-in Audio Analog Stereo", "alsa_input.pci-0000_00_1f.3.analog-stereo", 48_000)
LINUX_IN = DeviceInfo("WH-1000XM4", "bluez_input.AC_80_0A.0", 16_000)
LINUX_OUT = DeviceInfo("WH-1000XM4", "bluez_output.AC_80_0A.headset-head-unit", 16_000)
LINUX_MUSIC = DeviceInfo("WH-1000XM4", "bluez_output.AC_80_0A.a2dp-sink", 48_000)
WINDOWS_IN = DeviceInfo("Headset (WH-1000XM4 Hands-Free AG Audio)", "{0.0.1.00000000}.{5d1f}", 16_000)
WINDOWS_OUT = DeviceInfo("Headphones (WH-1000XM4 Hands-Free AG Audio)", "{0.0.0.00000000}.{7a0b}", 8_000)


@pytest.mark.parametrize(("microphone", "loudspeaker"), [(LINUX_IN, LINUX_OUT), (WINDOWS_IN, WINDOWS_OUT)])
def test_a_headset_used_both_ways_is_said_to_sound_like_a_telephone_and_what_helps(
    microphone: DeviceInfo, loudspeaker: DeviceInfo
) -> None:
    sentence = headset_advice(microphone, loudspeaker)
    assert sentence.startswith(loudspeaker.name)
    assert "this computer's own microphone" in sentence


@pytest.mark.parametrize(
    ("microphone", "loudspeaker"),
    [
        (BUILT_IN, LINUX_MUSIC),
        (LINUX_IN, LINUX_MUSIC),
        (BUILT_IN, BUILT_IN),
        (BUILT_IN, DeviceInfo("Old card", "alsa_output.usb", 16_000)),
        (LINUX_IN, DeviceInfo("", "", 0)),
    ],
)
def test_nothing_is_said_where_nothing_is_wrong(microphone: DeviceInfo, loudspeaker: DeviceInfo) -> None:
    assert headset_advice(microphone, loudspeaker) == ""
