"""Lists Vulkan's devices by its C interface (vulkan_core.h 1.2). Only for processes that may crash, as drivers do.

ggml numbers its devices by this order, so an index found here can be given to it in `GGML_VK_VISIBLE_DEVICES`.
"""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from typing import Any

_NAMES = {"win32": "vulkan-1.dll", "darwin": "libvulkan.1.dylib"}
_INSTANCE_CREATE_INFO, _APPLICATION_INFO = 1, 0
_PROPERTIES_2, _ID_PROPERTIES, _DRIVER_PROPERTIES = 1000059001, 1000071004, 1000196000
_INCOMPATIBLE_DRIVER, _INITIALISATION_FAILED = -9, -3
_VERSION_1_2 = (1 << 22) | (2 << 12)
_PROPERTIES_BYTES = 1024
"""More than the 824 bytes of VkPhysicalDeviceProperties, of which only the beginning is read."""
KINDS = ("other", "integrated", "discrete", "virtual", "software")


class NoLoaderError(Exception):
    """There is no Vulkan loader on this system."""


class NoDriverError(Exception):
    """The loader found no driver that works."""


@dataclass(frozen=True)
class VulkanDevice:
    """One device, as its driver describes it."""

    index: int
    name: str
    uuid: str
    driver: str
    """Name and version."""
    kind: str
    """One of KINDS."""


class _ApplicationInfo(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("next", ctypes.c_void_p), ("application", ctypes.c_char_p), ("version", ctypes.c_uint32),
        ("engine", ctypes.c_char_p), ("engine_version", ctypes.c_uint32), ("api", ctypes.c_uint32),
    )  # fmt: skip


class _InstanceInfo(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("next", ctypes.c_void_p), ("flags", ctypes.c_uint32),
        ("application", ctypes.POINTER(_ApplicationInfo)), ("layers", ctypes.c_uint32), ("layer_names", ctypes.c_void_p),
        ("extensions", ctypes.c_uint32), ("extension_names", ctypes.c_void_p),
    )  # fmt: skip


class _Driver(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("next", ctypes.c_void_p), ("id", ctypes.c_int), ("name", ctypes.c_char * 256),
        ("info", ctypes.c_char * 256), ("conformance", ctypes.c_uint8 * 4),
    )  # fmt: skip


class _Identity(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("next", ctypes.c_void_p), ("device", ctypes.c_uint8 * 16), ("driver", ctypes.c_uint8 * 16),
        ("luid", ctypes.c_uint8 * 8), ("node_mask", ctypes.c_uint32), ("luid_valid", ctypes.c_uint32),
    )  # fmt: skip


class _Properties(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int), ("next", ctypes.c_void_p), ("api", ctypes.c_uint32), ("driver_version", ctypes.c_uint32),
        ("vendor", ctypes.c_uint32), ("id", ctypes.c_uint32), ("kind", ctypes.c_uint32), ("name", ctypes.c_char * 256),
        ("rest", ctypes.c_uint64 * (_PROPERTIES_BYTES // 8)),
    )  # fmt: skip


def vulkan_devices() -> tuple[VulkanDevice, ...]:
    """All devices, in Vulkan's order. Raises NoLoaderError and NoDriverError."""
    loader, instance = _instance()
    try:
        return tuple(_described(loader, index, handle) for index, handle in enumerate(_handles(loader, instance)))
    finally:
        loader.vkDestroyInstance(instance, None)


def _instance() -> tuple[Any, ctypes.c_void_p]:
    name = _NAMES.get(sys.platform, "libvulkan.so.1")
    try:
        loader = ctypes.CDLL(name)
    except OSError as error:
        raise NoLoaderError(f"{name} is not on this system") from error
    about = _ApplicationInfo(type=_APPLICATION_INFO, application=b"companion", api=_VERSION_1_2)
    info = _InstanceInfo(type=_INSTANCE_CREATE_INFO, application=ctypes.pointer(about))
    instance = ctypes.c_void_p()
    code = loader.vkCreateInstance(ctypes.byref(info), None, ctypes.byref(instance))
    if code:
        raise NoDriverError(f"the Vulkan loader found no driver that works (error {code})")
    return loader, instance


def _handles(loader: Any, instance: ctypes.c_void_p) -> list[ctypes.c_void_p]:
    count = ctypes.c_uint32()
    code = loader.vkEnumeratePhysicalDevices(instance, ctypes.byref(count), None)
    if code in (_INCOMPATIBLE_DRIVER, _INITIALISATION_FAILED):
        raise NoDriverError(f"no Vulkan driver could be started (error {code})")
    handles = (ctypes.c_void_p * count.value)()
    loader.vkEnumeratePhysicalDevices(instance, ctypes.byref(count), handles)
    return [ctypes.c_void_p(handle) for handle in handles[: count.value]]


def _described(loader: Any, index: int, handle: ctypes.c_void_p) -> VulkanDevice:
    identity = _Identity(type=_ID_PROPERTIES)
    driver = _Driver(type=_DRIVER_PROPERTIES, next=ctypes.addressof(identity))
    properties = _Properties(type=_PROPERTIES_2, next=ctypes.addressof(driver))
    loader.vkGetPhysicalDeviceProperties2(handle, ctypes.byref(properties))
    return VulkanDevice(
        index=index,
        name=properties.name.decode(errors="replace"),
        uuid=bytes(identity.device).hex(),
        driver=f"{driver.name.decode(errors='replace')} {driver.info.decode(errors='replace')}".strip(),
        kind=KINDS[properties.kind] if properties.kind < len(KINDS) else KINDS[0],
    )
