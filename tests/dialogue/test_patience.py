"""A long silence is met once; a wait that was ended, or begun anew, is not."""

from __future__ import annotations

import threading

from companion.dialogue.patience import Patience


def test_a_wait_is_over_after_its_time() -> None:
    over = threading.Event()
    Patience(over.set, 0.01).begin()
    assert over.wait(20)


def test_a_wait_that_was_ended_is_never_over() -> None:
    over = threading.Event()
    patience = Patience(over.set, 0.05)
    patience.begin()
    patience.end()
    assert not over.wait(0.2)
