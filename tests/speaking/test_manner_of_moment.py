"""How she speaks follows the hour, the occasion, the mood and her temperament."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from companion.environment import Environment
from companion.prosody.mood import CANNOT_TELL, Estimate, Mood
from companion.settings import Settings
from companion.speaking.manner_of_moment import (
    GRAVE,
    NIGHT,
    PLAYFUL,
    Moment,
    following,
    manner_of_moment,
)
from companion.turns.occasion import Occasion
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from tests.core import a_memory
from voices.manner import PLAIN

NOON = Moment(datetime(2026, 3, 2, 12, 0))
LATE = replace(NOON, now=datetime(2026, 3, 2, 23, 45))


def seems(energy: float | None, pleasantness: float | None) -> Mood:
    return Mood(Estimate(energy, 0.8), Estimate(pleasantness, 0.8), CANNOT_TELL)


def at(hour: int, minute: int = 0) -> Moment:
    return replace(NOON, now=datetime(2026, 3, 2, hour, minute))


@pytest.mark.parametrize("hour", [7, 9, 12, 17, 20])
def test_by_day_she_speaks_plainly(hour: int):
    assert manner_of_moment(at(hour)) == PLAIN


@pytest.mark.parametrize("moment", [LATE, at(0), at(2, 30), at(4)])
def test_late_at_night_she_whispers_a_little(moment: Moment):
    assert manner_of_moment(moment) == NIGHT


def test_night_comes_and_goes_slowly():
    minutes = [datetime(2026, 3, 2, hour, minute) for hour in (*range(20, 24), *range(8)) for minute in range(0, 60, 5)]
    shares = [manner_of_moment(replace(NOON, now=now)).whisper for now in minutes]
    assert max(abs(later - sooner) for sooner, later in pairwise(shares)) < 0.05


def test_in_quiet_hours_she_is_softer_whatever_the_clock_says():
    manner = manner_of_moment(replace(NOON, quiet_hours=True))
    assert PLAIN.volume > manner.volume >= NIGHT.volume
    assert manner.whisper > 0


@pytest.mark.parametrize("moment", [NOON, LATE])
def test_danger_makes_her_calm_and_never_bright_or_whispering(moment: Moment):
    glad = seems(1, 1)
    assert manner_of_moment(replace(moment, occasion="danger", temperament="funny", mood=glad)) == GRAVE


def test_after_sad_news_she_is_slower_and_not_bright():
    manner = manner_of_moment(replace(NOON, occasion="sadness", mood=seems(1, 1)))
    assert manner.speed < PLAIN.speed
    assert manner.gravity > 0
    assert manner.brightness == 0


def test_a_joke_makes_her_bright_and_the_funny_one_most():
    manners = [manner_of_moment(replace(NOON, occasion="joke", temperament=t)) for t in ("funny", "warm", "dry")]
    assert manners[0] == PLAYFUL
    assert manners[0].brightness > manners[1].brightness > manners[2].brightness > 0


def test_a_joke_late_at_night_wakes_nobody():
    manner = manner_of_moment(replace(LATE, occasion="joke", temperament="funny"))
    assert manner.brightness == 0
    assert manner.volume == pytest.approx(NIGHT.volume)


def test_a_goodbye_is_softer():
    assert 0 < manner_of_moment(replace(NOON, occasion="goodbye")).whisper < 1


def test_she_does_not_imitate_somebody_who_is_upset():
    manner = manner_of_moment(replace(NOON, mood=seems(1, -1)))
    assert manner.speed < PLAIN.speed
    assert manner.brightness == 0


def test_a_mood_that_nobody_can_tell_changes_nothing():
    assert manner_of_moment(replace(NOON, mood=seems(None, None))) == PLAIN


def test_pleasant_words_in_a_voice_that_tells_nothing_change_nothing():
    assert manner_of_moment(replace(NOON, mood=seems(None, 1))) == PLAIN


def test_somebody_lively_and_glad_makes_her_brighter():
    assert manner_of_moment(replace(NOON, mood=seems(0.8, 0.6))).brightness > 0


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("occasion", ["talk", "joke", "goodbye", "sadness", "danger"])
def test_no_moment_goes_further_than_the_manners_measured(hour: int, occasion: Occasion):
    manner = manner_of_moment(replace(at(hour), occasion=occasion, mood=seems(-1, -1)))
    assert 0.85 <= manner.speed <= PLAYFUL.speed
    assert manner.volume >= 0.65
    assert max(manner.whisper, manner.brightness, manner.gravity) <= 1
    assert manner.whisper + manner.gravity <= 1.5


@pytest.mark.parametrize(("follows", "whisper"), [(True, 1.0), (False, 0.0)])
def test_one_switch_keeps_her_voice_as_it_is(tmp_path: Path, follows: bool, whisper: float):
    environment = Environment(tmp_path, tmp_path, Settings(voice_follows=follows), lambda: LATE.now)
    with a_memory(tmp_path) as memory:
        reply = AssistantTurn(memory, UserTurn(Turn(1, lambda: 0.0), "Hi.", 1))
        assert following(lambda: environment)(reply).whisper == whisper
