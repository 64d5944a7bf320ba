"""Lists the cards that an engine can use, with their free memory. Only for processes that may crash."""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.graphics.engine import Engine, silence
from models.graphics.vulkan import VulkanDevice, vulkan_devices

VISIBLE = "GGML_VK_VISIBLE_DEVICES"
"""Names Vulkan's devices that ggml uses, by number; without it, graphics cards only, no software that stands in for one."""
_GPU, _INTEGRATED = 1, 2
"""ggml's kinds of devices."""
_PATIENCE_S = 10


@dataclass(frozen=True)
class CardDevice:
    """A graphics card."""

    id: str
    """Its UUID where there is one, else its place on the bus or its name."""
    name: str
    driver: str
    """Name and version: with another one what was measured counts no more."""
    integrated: bool
    """Whether it uses the computer's own memory."""
    free_bytes: int
    total_bytes: int
    index: int
    """Its number among the engine's devices (Vulkan: among all of Vulkan's)."""


def list_devices(engine: Engine, only: str = "") -> tuple[CardDevice, ...]:
    """The cards that this engine can use; loads it into this process. `only`: the id of the one that is wanted.

    With Vulkan the engine then sees no other, and is not loaded if that one is not there.
    Raises NoLoaderError, NoDriverError, and whatever importing the engine raises.
    """
    if engine.backend == "vulkan":
        usable = [device for device in _visible(vulkan_devices(), os.environ) if only in ("", device.uuid)]
        if not usable:
            return ()
        os.environ[VISIBLE] = ",".join(str(device.index) for device in usable)
        engine.enter()
        found = _engine_devices(engine, "Vulkan")
        return tuple(_joined(vulkan, known) for vulkan, known in zip(usable, found, strict=False))
    engine.enter()
    found = [device for device in _engine_devices(engine, "") if only in ("", device.id)]
    return tuple(replace(device, driver=_driver(engine)) for device in found)


def choose_device(devices: Sequence[CardDevice], id: str) -> CardDevice | None:
    """The card of this id; with none, the one with its own memory before an integrated one, then the largest."""
    if id:
        return next((device for device in devices if device.id == id), None)
    return max(devices, key=lambda device: (not device.integrated, device.total_bytes), default=None)


def _visible(devices: Sequence[VulkanDevice], environ: Mapping[str, str]) -> list[VulkanDevice]:
    """Those that ggml uses, in its order; the user's own choice in the environment comes first."""
    if VISIBLE in environ:
        named = [int(word) for word in environ[VISIBLE].replace(",", " ").split() if word.isdigit()]
        return [devices[number] for number in named if number < len(devices)]
    return [device for device in devices if device.kind in ("discrete", "integrated")]


def _joined(vulkan: VulkanDevice, known: CardDevice) -> CardDevice:
    integrated = vulkan.kind == "integrated"
    return replace(
        known, id=vulkan.uuid, name=vulkan.name, driver=vulkan.driver, integrated=integrated, index=vulkan.index
    )


class _Props(ctypes.Structure):
    """ggml_backend_dev_props (ggml-backend.h)."""

    _fields_ = (
        ("name", ctypes.c_char_p), ("description", ctypes.c_char_p), ("free", ctypes.c_size_t), ("total", ctypes.c_size_t),
        ("kind", ctypes.c_int), ("id", ctypes.c_char_p), ("caps", ctypes.c_bool * 32),
    )  # fmt: skip


def _engine_devices(engine: Engine, named: str) -> list[CardDevice]:
    """What the engine itself reports; only devices whose name begins with `named`, or else all cards."""
    silence()
    ggml: Any = engine.library()
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    ggml.ggml_backend_dev_get.argtypes = (ctypes.c_size_t,)
    found: list[CardDevice] = []
    for number in range(ggml.ggml_backend_dev_count()):
        props = _Props()
        ggml.ggml_backend_dev_get_props(ctypes.c_void_p(ggml.ggml_backend_dev_get(number)), ctypes.byref(props))
        name, description = (props.name or b"").decode(), (props.description or b"").decode(errors="replace")
        if name.startswith(named) if named else props.kind in (_GPU, _INTEGRATED):
            id = (props.id or b"").decode() or description
            integrated = props.kind == _INTEGRATED
            found.append(CardDevice(id, description, "", integrated, props.free, props.total, len(found)))
    return found


def _driver(engine: Engine) -> str:
    """The driver's version where a tool tells it, else the system's: a new system brings a new driver."""
    tool = shutil.which("nvidia-smi") if engine.backend == "cuda" else None
    if tool:
        command = [tool, "--query-gpu=driver_version", "--format=csv,noheader"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
        if done.returncode == 0 and done.stdout.strip():
            return f"NVIDIA {done.stdout.split()[0]}"
    return f"{platform.system()} {platform.release()}"
