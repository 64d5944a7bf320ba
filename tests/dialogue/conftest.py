"""Provides a conversation on fakes, with an empty memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.memory import Memory
from tests.core import Core, core


@pytest.fixture
def her(memory: Memory) -> Iterator[Core]:
    with core(memory) as her:
        yield her
