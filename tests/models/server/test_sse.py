"""Tests that an event stream is read the same however it was cut, and that nothing in it breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ModelError
from models.server.sse import LONGEST_LINE, EventStream, Field


def read(chunks: list[bytes]) -> list[Field]:
    stream = EventStream()
    return [field for chunk in chunks for field in stream.feed(chunk)] + stream.finish()


def test_reads_data_and_errors_and_passes_over_the_rest() -> None:
    text = (
        b": ping\r\n\r\nevent: x\nid: 3\ndata: {}\r\rdata:[DONE]\nnonsense\n\xff\xfe\nerror: {}\nretry: 1\ndata: last"
    )
    assert read([text]) == [
        Field("event", "x"),
        Field("data", "{}"),
        Field("data", "[DONE]"),
        Field("bare", "nonsense"),
        Field("bare", "\ufffd\ufffd"),
        Field("error", "{}"),
        Field("data", "last"),
    ]


def test_lines_end_only_where_the_standard_says() -> None:
    text = 'data: {"a": "\u2028\x0b\x85"}\n\n'
    assert read([text.encode()]) == [Field("data", '{"a": "\u2028\x0b\x85"}')]


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(ModelError, match="without end"):
        read([b"x" * (LONGEST_LINE // 2)] * 3)


@given(st.lists(st.binary(max_size=20)))
def test_the_cuts_make_no_difference(chunks: list[bytes]) -> None:
    assert read(chunks) == read([b"".join(chunks)])


@given(st.text(alphabet="aé😀\u2028", max_size=20), st.integers(1, 5))
def test_no_text_is_lost(text: str, size: int) -> None:
    sent = f"data: {text}\n\n".encode()
    assert read([sent[i : i + size] for i in range(0, len(sent), size)]) == [Field("data", text.strip())]
