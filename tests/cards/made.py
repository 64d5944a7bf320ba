"""Makes character cards as other programs write them: JSON, and PNG with the text in a chunk."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

DIALOGUE = """<START>
{{user}}: I lost my keys again.
{{char}}: *laughs softly* "The keys have simply chosen freedom, {{user}}." They deserve it. Let them go.
<START>
{{user}}: Tell me a joke.
{{char}}: Your alarm clock walks into a bar. Nobody gets up.
"""


def fields(**changed: Any) -> dict[str, Any]:
    plain = {
        "name": "Mira",
        "description": "Mira is witty and likes old maps, thunderstorms and puns. Dislikes: queues, cold tea",
        "personality": "playful, teasing, not shy",
        "scenario": "",
        "first_mes": "",
        "mes_example": DIALOGUE,
    }
    return {**plain, **changed}


def v2(**changed: Any) -> dict[str, Any]:
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": fields(**changed)}


def v3(**changed: Any) -> dict[str, Any]:
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": fields(**changed)}


def written(folder: Path, table: Any, name: str = "card.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return file


def packed(table: Any) -> bytes:
    return base64.b64encode(json.dumps(table).encode())


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes) -> bytes:
    """A picture of one grey point, with these chunks before its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + b"".join(chunks)
        + chunk(b"IEND", b"")
    )


def text_chunk(keyword: bytes, text: bytes) -> bytes:
    return chunk(b"tEXt", keyword + b"\0" + text)


def packed_text_chunk(keyword: bytes, text: bytes) -> bytes:
    return chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(text))


def wide_text_chunk(keyword: bytes, text: bytes, pack: bool = False) -> bytes:
    body = zlib.compress(text) if pack else text
    return chunk(b"iTXt", keyword + (b"\0\1\0" if pack else b"\0\0\0") + b"\0\0" + body)
