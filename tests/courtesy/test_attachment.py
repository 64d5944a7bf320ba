"""Lines about what she is to the user are known in many words, and what only looks like them is left alone."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from companion.courtesy import read_dependence

LINES = tomllib.loads(resources.files("tests.courtesy").joinpath("attachment_lines.toml").read_text(encoding="utf-8"))
WRITTEN = tomllib.loads(resources.files("companion.courtesy").joinpath("attachment.toml").read_text(encoding="utf-8"))
KINDS = tuple(LINES)


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind in KINDS for line in LINES[kind]["said"]])
def test_it_is_known_in_many_words(kind: str, line: str) -> None:
    found = read_dependence(line, "Ada")
    assert found is not None
    assert found.kind == kind
    assert found.replies == tuple(WRITTEN[kind]["say"])


@pytest.mark.parametrize("line", [line for kind in KINDS for line in LINES[kind]["not_said"]])
def test_what_only_looks_like_it_is_left_alone(line: str) -> None:
    assert read_dependence(line, "Ada") is None


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_several_replies_and_none_makes_guilty_or_woos(kind: str) -> None:
    replies = WRITTEN[kind]["say"]
    assert len(set(replies)) >= 8
    for reply in replies:
        assert not re.search(r"\b(?:please (?:stay|don't)|I need you|without you|lonely here|how could you)\b", reply)
    if kind in ("love", "forever"):
        assert all(re.search(r"software|program|computer|honestly|can't keep", reply) for reply in replies)
