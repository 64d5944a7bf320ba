"""She closes her ears for a while when she is stopped in vain again and again, and not because of a cough now and then."""

from __future__ import annotations

from companion.dialogue.hearing_herself import FOR_S, OFTEN, SENTENCE, WITHIN_S, HearingHerself


def closings(*seconds: float) -> int:
    """How often she closes her ears, stopped in vain at these moments."""
    closed: list[float] = []
    told: list[str] = []
    moments = iter(seconds)
    herself = HearingHerself(closed.append, told.append, lambda: next(moments))
    for _ in seconds:
        herself.stopped_in_vain()
    assert closed == [FOR_S] * len(told)
    assert told == [SENTENCE] * len(told)
    return len(told)


def test_now_and_then_is_nothing() -> None:
    assert closings(*(WITHIN_S * at for at in range(20))) == 0


def test_often_is_enough_and_is_told_once() -> None:
    assert closings(*range(OFTEN)) == 1
    assert closings(*range(2 * OFTEN - 1)) == 1


def test_it_begins_anew_afterwards() -> None:
    assert closings(*range(2 * OFTEN)) == 2
