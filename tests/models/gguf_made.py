"""Makes small GGUF files with any metadata and one tensor, for tests of what is read before a model is loaded."""

from __future__ import annotations

import struct
from pathlib import Path

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def gguf(tensors: int = 1, version: int = 3, **metadata: object) -> bytes:
    """The bytes of a file; a `__` in a name of the metadata stands for a dot. Each tensor has 32 numbers of 4 bytes."""
    named = {"general.architecture": "llama", **{name.replace("__", "."): value for name, value in metadata.items()}}
    head = b"GGUF" + struct.pack("<IQQ", version, tensors, len(named))
    head += b"".join(_text(name) + _value(value) for name, value in named.items())
    for number in range(tensors):
        head += _text(f"blk.{number}") + struct.pack("<IQIQ", 1, 32, 0, 128 * number)
    return head + b"\0" * (-len(head) % 32) + b"\1" * 128 * tensors


def made(path: Path, content: bytes | None = None, **metadata: object) -> Path:
    path.write_bytes(gguf(**metadata) if content is None else content)  # type: ignore[arg-type]
    return path


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _value(value: object) -> bytes:
    match value:
        case str():
            return struct.pack("<I", 8) + _text(value)
        case bool():
            return struct.pack("<I?", 7, value)
        case int():
            return struct.pack("<IH", 2, value)
        case list():
            return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_text, value))
    raise TypeError(value)


def with_template(source: Path, target: Path, template: str) -> Path:
    """A copy of a real model whose chat template is another, no longer one."""
    content = bytearray(source.read_bytes())
    name = b"tokenizer.chat_template"
    at = content.index(name) + len(name) + 4
    (size,) = struct.unpack_from("<Q", content, at)
    text = template.encode()
    assert len(text) <= size
    content[at + 8 : at + 8 + size] = text.ljust(size)
    target.write_bytes(content)
    return target
