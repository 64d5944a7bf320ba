"""Mends WAV files whose recorder was stopped before it wrote the length, or that misplace a part."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path

_UNKNOWN = 0xFFFF_FFFF


def readable(path: Path) -> Path | io.BytesIO:
    """The file itself, or a mended copy in memory: one with the sound up to the end of the file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] not in (b"RIFF", b"RIFX") or head[8:12] != b"WAVE":
        return path
    data, order = path.read_bytes(), "<" if head[:4] == b"RIFF" else ">"
    return _mended(data, order) or path


def _mended(data: bytes, order: str) -> io.BytesIO | None:
    """A WAV file with the parts before the sound, and all of the sound; None when nothing is amiss or there is no sound."""
    before: list[bytes] = []
    amiss = False
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack(order + "I", data[at + 4 : at + 8])[0]
        start = at + 8
        if name == b"data":
            end = _end_of_sound(data, start, size, order)
            amiss |= end != start + size
            mendable = amiss and end > start and any(part.startswith(b"fmt ") for part in before)
            return _file(before, data[start:end], data[:4], order) if mendable else None
        before.append(_part(name, data[start : start + size], order))
        at, padded = _next_part(data, start + size, order)
        amiss |= size % 2 == 1 and not padded
    return None


def _end_of_sound(data: bytes, start: int, size: int, order: str) -> int:
    """Where the sound ends: at the size given only if that leaves nothing, or whole parts, behind it."""
    end = start + size
    if size == _UNKNOWN or end > len(data):
        return len(data)
    return end if _are_parts(data, end, order) or _are_parts(data, end + end % 2, order) else len(data)


def _are_parts(data: bytes, at: int, order: str) -> bool:
    """Whether this is the end, or named parts lead to it; what other programs hang behind a file does not count as sound."""
    if data[at : at + 3] in (b"ID3", b"TAG"):
        return True
    names = list(_names(data, at, order))
    return len(data) - at < 8 or (bool(names) and all(name.isascii() and name.decode().isprintable() for name in names))


def _names(data: bytes, at: int, order: str) -> Iterator[bytes]:
    """The names of the parts from here to the end; nothing that can be a name where they do not fit."""
    while at + 8 <= len(data):
        size = struct.unpack(order + "I", data[at + 4 : at + 8])[0]
        if at + 8 + size > len(data):
            yield b"\0"
            return
        yield data[at : at + 4]
        at += 8 + size + size % 2


def _next_part(data: bytes, end: int, order: str) -> tuple[int, bool]:
    """Where the next part begins, and whether an odd part is padded, as it should be: some programs forget it."""
    if end % 2 == 0 or data[end : end + 1] == b"\0":
        return end + end % 2, True
    return end, False


def _part(name: bytes, content: bytes, order: str) -> bytes:
    return name + struct.pack(order + "I", len(content)) + content + b"\0" * (len(content) % 2)


def _file(before: list[bytes], sound: bytes, kind: bytes, order: str) -> io.BytesIO:
    body = b"WAVE" + b"".join(before) + _part(b"data", sound, order)
    return io.BytesIO(kind + struct.pack(order + "I", len(body)) + body)
