"""The mind rests while anybody is in more of a hurry, and never longer."""

from __future__ import annotations

import pytest

from companion.dialogue.cpu_priority import CpuPriority


@pytest.fixture
def rests() -> list[bool]:
    return []


def test_the_mind_rests_until_the_last_claim_is_given_back(rests: list[bool]):
    way = CpuPriority(rests.append)
    way.claim("voice")
    way.claim("listening")
    way.release("voice")
    assert rests[-1] is True
    way.release("listening")
    assert rests[-1] is False


def test_giving_back_what_was_never_claimed_wakes_nobody(rests: list[bool]):
    way = CpuPriority(rests.append)
    way.release("voice")
    way.claim("listening")
    way.release("voice")
    assert rests == [True]


def test_one_who_claims_twice_gives_back_once(rests: list[bool]):
    way = CpuPriority(rests.append)
    way.claim("voice")
    way.claim("voice")
    way.release("voice")
    assert rests[-1] is False


def test_a_fault_gives_the_way_back(rests: list[bool]):
    way = CpuPriority(rests.append)
    with pytest.raises(ZeroDivisionError), way.claimed("voice"):
        raise ZeroDivisionError
    assert rests == [True, False]
