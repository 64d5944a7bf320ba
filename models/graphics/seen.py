"""Looks whether this computer seems to have a graphics card worth building an engine for, without loading any driver."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

_VENDORS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}
_VIRTUAL = frozenset({"0x1af4", "0x15ad", "0x1414", "0x1234", "0x80ee"})
"""What virtual machines show instead of a card: virtio, VMware, Hyper-V, QEMU, VirtualBox."""
_WINDOWS_LOADER = Path("C:/Windows/System32/vulkan-1.dll")


@dataclass(frozen=True)
class SeenCards:
    """What was seen."""

    vendors: tuple[str, ...] = ()
    """Makers; “unknown” where a card is there and its maker can't be told."""

    @property
    def any(self) -> bool:
        """Whether a card was seen."""
        return bool(self.vendors)

    @property
    def words(self) -> str:
        """In words."""
        named = [name for name in self.vendors if name != "unknown"]
        return f"a graphics card by {' and '.join(named)}" if named else "a graphics card" if self.any else "none"


def seen_cards(system: str = sys.platform, root: Path = Path("/")) -> SeenCards:
    """Reads what the system shows of cards: render nodes on Linux, tools and loaders elsewhere. `root`: of the file system."""
    if system == "darwin":
        return SeenCards(("Apple",))
    if system == "win32":
        nvidia = ("NVIDIA",) if shutil.which("nvidia-smi") else ()
        return SeenCards(nvidia or (("unknown",) if _WINDOWS_LOADER.exists() else ()))
    vendors = [_vendor(root / "sys/class/drm" / node.name) for node in sorted((root / "dev/dri").glob("renderD*"))]
    if (root / "proc/driver/nvidia/version").exists():
        vendors.append("NVIDIA")
    return SeenCards(tuple(dict.fromkeys(vendor for vendor in vendors if vendor)))


def _vendor(node: Path) -> str:
    """The maker of the card behind a render node; empty for one of a virtual machine."""
    try:
        code = (node / "device/vendor").read_text(encoding="ascii").strip().lower()
    except (OSError, ValueError):
        return "unknown"
    return "" if code in _VIRTUAL else _VENDORS.get(code, "unknown")
