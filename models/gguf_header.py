"""Reads the header of a GGUF file: its metadata, which part of a split model it is, and where its data ends.

The form: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. The `gguf` package reads the vocabulary too, which takes
seconds, and maps a truncated file beyond its end.
"""

from __future__ import annotations

import re
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from models.errors import ModelError

GGUF = b"GGUF"
_SIZES = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
"""Forms of numbers for `struct`, by type."""
_STRING, _ARRAY = 8, 9
_LONGEST_TEXT = 1 << 24
"""Bytes of one text that is read; a chat template takes a few thousand."""
_MOST = 1 << 20
"""Most metadata entries and tensors of a file that is taken for whole."""
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74),
    18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2),
    26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
"""Numbers in a block and bytes of a block, by ggml's types of tensors."""
_RECURRENT = frozenset((
    "arwkv7", "bailingmoe3", "deepseek4", "falcon-h1", "glm5-next", "granitehybrid", "jamba", "kimi-k3", "kimi-linear",
    "lfm2", "lfm2moe", "mamba", "mamba2", "minimax-01", "nemotron_h", "nemotron_h_moe", "plamo2", "qwen35", "qwen35moe",
    "qwen3next", "qwen4exp", "rwkv6", "rwkv6qwen2", "rwkv7",
))  # fmt: skip
"""llama.cpp's names of recurrent and hybrid architectures (its `llm_arch_is_recurrent` and `llm_arch_is_hybrid`)."""
_PART = re.compile(r"(?P<stem>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """Which part of a split model a file is."""

    number: int
    """From 1."""
    count: int


@dataclass(frozen=True)
class GgufHeader:
    """What a file says of itself."""

    metadata: dict[str, Any]
    """Numbers and texts; no lists."""
    tensors: int
    end: int
    """Bytes that the file must have at least."""

    @property
    def part(self) -> Part | None:
        """Which part of a split model it is; None for a model in one file."""
        count = self.metadata.get("split.count", 0)
        return Part(self.metadata.get("split.no", 0) + 1, count) if isinstance(count, int) and count > 1 else None

    @property
    def recurrent(self) -> bool:
        """Whether it keeps a state instead of every token, wholly or in some layers, and so can't be rolled back."""
        return self.metadata.get("general.architecture") in _RECURRENT

    @property
    def template(self) -> str | None:
        """Its chat template."""
        text = self.metadata.get("tokenizer.chat_template")
        return text if isinstance(text, str) else None


def is_gguf(path: Path) -> bool:
    """Whether it is a plain file that begins like a GGUF; nothing else (a pipe, a device) is opened. Raises OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        return False
    with path.open("rb") as file:
        return file.read(4) == GGUF


def read_header(path: Path) -> GgufHeader:
    """The header of a file that `is_gguf`. Raises ModelError for one that is damaged, and OSError."""
    with path.open("rb") as file:
        try:
            header = _Reader(file, path.stat().st_size).header()
        except (struct.error, ValueError, OverflowError, MemoryError) as error:
            raise ModelError(f"{path} is damaged or not whole; download it again.") from error
    if header is None:
        raise ModelError(f"{path} is a GGUF of a version that this program can't read; download a newer one.")
    return header


def part_of_name(name: str) -> Part | None:
    """Which part of a split model a file's name says it is."""
    found = _PART.fullmatch(name)
    return Part(int(found["number"]), int(found["count"])) if found else None


def names_of_parts(name: str) -> tuple[str, ...]:
    """The names of all parts, from the name of one; that name alone if it names no part."""
    found = _PART.fullmatch(name)
    if found is None:
        return (name,)
    count = int(found["count"])
    return tuple(f"{found['stem']}-{number:05}-of-{count:05}.gguf" for number in range(1, count + 1))


class _Reader:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size

    def header(self) -> GgufHeader | None:
        """None for a version that is not known."""
        self._file.seek(len(GGUF))
        if self._number("I") not in (2, 3):
            return None
        tensors, entries = self._number("Q"), self._number("Q")
        if max(tensors, entries) > _MOST:
            raise ValueError("too many")
        metadata = {}
        for _ in range(entries):
            name = self._text().decode("utf-8", "replace")
            value = self._value(self._number("I"))
            if value is not None:
                metadata[name] = value
        ends = [self._tensor() for _ in range(tensors)]
        alignment = metadata.get("general.alignment", 32)
        start = -(-self._file.tell() // alignment) * alignment if isinstance(alignment, int) and alignment > 0 else 0
        return GgufHeader(metadata, tensors, start + max(ends) if ends else self._file.tell())

    def _tensor(self) -> int:
        """Reads what is said of a tensor; where it ends in the data."""
        self._text()
        elements = 1
        for _ in range(self._number("I")):
            elements *= self._number("Q")
        kind, offset = self._number("I"), self._number("Q")
        per_block, size = _BLOCKS.get(kind, (1, 0))
        return int(offset + elements // per_block * size)

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._text().decode("utf-8", "replace")
        if kind == _ARRAY:
            return self._skip_array()
        return self._number(_SIZES[kind]) if kind in _SIZES else self._unknown(kind)

    def _skip_array(self) -> None:
        kind, count = self._number("I"), self._number("Q")
        if kind in _SIZES:
            self._skip(count * struct.calcsize(f"<{_SIZES[kind]}"))
            return
        if kind not in (_STRING, _ARRAY) or count > self._size:
            self._unknown(kind)
        for _ in range(count):
            if kind == _ARRAY:
                self._skip_array()
            else:
                self._skip(self._number("Q"))

    def _unknown(self, kind: int) -> None:
        raise ValueError(f"no type {kind}")

    def _text(self) -> bytes:
        length = self._number("Q")
        if length > _LONGEST_TEXT:
            raise ValueError("too long")
        text = self._file.read(length)
        if len(text) < length:
            raise ValueError("cut off")
        return text

    def _skip(self, count: int) -> None:
        if self._file.tell() + count > self._size:
            raise ValueError("cut off")
        self._file.seek(count, 1)

    def _number(self, form: str) -> Any:
        return struct.unpack(f"<{form}", self._file.read(struct.calcsize(f"<{form}")))[0]
