"""Cards of every form are read as text; broken and hostile files end in one clear sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.cards import read_card
from companion.cards.card_file import LARGEST_FILE, MOST_CHARACTERS, card_of
from companion.cards.png_text import LONGEST_TEXT
from companion.errors import CompanionError
from tests.cards.made import (
    chunk,
    fields,
    packed,
    packed_text_chunk,
    png,
    text_chunk,
    v2,
    v3,
    wide_text_chunk,
    written,
)


@pytest.mark.parametrize(("table", "form"), [(fields(), "V1"), (v2(), "V2"), (v3(), "V3")])
def test_every_form_is_read_from_json(tmp_path: Path, table: dict[str, Any], form: str) -> None:
    card = read_card(written(tmp_path, table))
    assert (card.form, card.name) == (form, "Mira")
    assert "{{user}}: Tell me a joke." in card.texts["mes_example"]


@pytest.mark.parametrize("make", [text_chunk, packed_text_chunk, wide_text_chunk])
def test_every_kind_of_text_in_a_picture_is_read(tmp_path: Path, make: Any) -> None:
    file = tmp_path / "card.png"
    file.write_bytes(png(make(b"chara", packed(v2()))))
    card = read_card(file)
    assert (card.form, card.name, card.has) == ("V2", "Mira", {"picture"})


def test_the_newer_form_is_preferred_where_a_picture_holds_both() -> None:
    both = png(
        text_chunk(b"chara", packed(v2(name="Old"))), wide_text_chunk(b"ccv3", packed(v3(name="New")), pack=True)
    )
    assert card_of(both).name == "New"


def test_the_nickname_of_the_newest_form_is_the_name() -> None:
    assert card_of(json.dumps(v3(nickname="Mi")).encode()).name == "Mi"


def test_nothing_in_a_card_moves_a_terminals_cursor() -> None:
    card = card_of(json.dumps(v2(name="Mi\x1b[2Jra\x9b", personality="wit\x08ty\r\nand\tdry")).encode())
    assert (card.name, card.texts["personality"]) == ("Mi[2Jra", "witty\nand\tdry")
    assert not {"\x1b", "\x9b", "\x08"} & set(card.everything)


BROKEN = {
    "not json": b"hello",
    "not utf-8": b'{"name": "\xff\xfe"}',
    "a list": b"[1]",
    "no character": json.dumps({"name": "Mira"}).encode(),
    "no name": json.dumps(fields(name="")).encode(),
    "wrong types": json.dumps({"name": 5, "description": ["x"], "data": "y"}).encode(),
    "deep lists": b"[" * 200_000 + b"]" * 200_000,
    "deep tables": json.dumps(fields(extensions=json.loads('{"a":' * 60 + "1" + "}" * 60))).encode(),
    "too much text": json.dumps(fields(extensions={"a": ["x" * 1000] * (MOST_CHARACTERS // 1000 + 1)})).encode(),
    "a longer text": b'{"name": "' + b"x" * LONGEST_TEXT + b'"}',
    "no text in the picture": png(),
    "wrong base64": png(text_chunk(b"chara", b"!!!")),
    "no json in base64": png(text_chunk(b"chara", b"aGVsbG8=")),
    "a cut picture": png(text_chunk(b"chara", packed(v2())))[:-20],
    "only a signature": png()[:8],
    "a damaged part": png(text_chunk(b"chara", packed(v2()))).replace(b"chara", b"chars"),
    "a huge part": png()[:33] + b"\xff\xff\xff\xffaaaa" + b"x" * 20,
    "a bomb": png(packed_text_chunk(b"chara", b"A" * (LONGEST_TEXT * 20))),
    "not packed": png(chunk(b"zTXt", b"chara\0\0not packed")),
    "many parts": png(*[chunk(b"aaAa", b"")] * 20_001),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_ends_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "card.png"
    file.write_bytes(data)
    with pytest.raises(CompanionError, match=r"^card\.png is no character card that can be read: [^\n]+\. Choose"):
        read_card(file)


def test_a_file_that_is_missing_or_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(CompanionError, match="There is no file"):
        read_card(tmp_path / "none.json")
    with pytest.raises(CompanionError, match="There is no file"):
        read_card(tmp_path)
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(CompanionError, match="larger than any character card"):
        read_card(large)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_the_reader_of_a_card_says_what_is_wrong(data: bytes) -> None:
    for whole in (data, png(data), png(text_chunk(b"chara", data)), png(packed_text_chunk(b"ccv3", data))):
        with pytest.raises(ValueError, match=r"."):
            card_of(whole)
