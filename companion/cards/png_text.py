"""Finds the texts in a PNG file (tEXt, zTXt, iTXt) by keyword, without looking at its picture; for files nobody vouches for.

Format: https://www.w3.org/TR/png-3/#11textinfo
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST_TEXT = 4_000_000
"""Bytes of one text, also once it is unpacked."""
MOST_CHUNKS = 20_000


class BrokenPngError(ValueError):
    """The file is no whole PNG; the message says what is wrong with it."""


def texts(data: bytes) -> dict[str, bytes]:
    """The texts of a PNG file by keyword, the first of each. Raises BrokenPngError."""
    found: dict[str, bytes] = {}
    for kind, body in _chunks(data):
        keyword, separator, rest = body.partition(b"\0")
        if kind not in {b"tEXt", b"zTXt", b"iTXt"} or not separator or len(keyword) > 79:
            continue
        if (text := _text(kind, rest)) is not None:
            found.setdefault(keyword.decode("latin-1"), text)
    return found


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise BrokenPngError("it does not begin as a PNG does")
    at = len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if at + 12 > len(data):
            raise BrokenPngError("it ends too soon")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if length > len(data) - at - 12:
            raise BrokenPngError("a part of it claims to be longer than the file")
        body = data[at + 8 : at + 8 + length]
        (wanted,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        if zlib.crc32(kind + body) != wanted:
            raise BrokenPngError("a part of it is damaged")
        if kind == b"IEND":
            return
        yield kind, body
        at += 12 + length
    raise BrokenPngError("it has far too many parts")


def _text(kind: bytes, rest: bytes) -> bytes | None:
    """The text behind the keyword; None for one packed in a way that PNG does not know."""
    if kind == b"tEXt":
        return _short(rest)
    if kind == b"zTXt":
        return _unpacked(rest[1:]) if rest[:1] == b"\0" else None
    packed, method, rest = rest[:1], rest[1:2], rest[2:]
    parts = rest.split(b"\0", 2)  # language, translated keyword, text
    if len(parts) < 3:
        return None
    if packed == b"\0":
        return _short(parts[2])
    return _unpacked(parts[2]) if method == b"\0" else None


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, LONGEST_TEXT + 1)
    except zlib.error as error:
        raise BrokenPngError("a text in it can't be unpacked") from error
    return _short(text)


def _short(text: bytes) -> bytes:
    if len(text) > LONGEST_TEXT:
        raise BrokenPngError("a text in it is far too long")
    return text
