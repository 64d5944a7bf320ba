"""Chooses how she speaks by the moment: the hour, what the line was an occasion for, how the user seems, her temperament."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from companion.deeds.quiet_hours import in_quiet_hours
from companion.environment import Environment
from companion.settings import Temperament
from companion.turns.occasion import Occasion
from companion.turns.reply import AssistantTurn
from voices.manner import PLAIN, SpeakingManner

if TYPE_CHECKING:  # it loads Praat
    from companion.prosody.mood import Mood

NIGHT = SpeakingManner(speed=0.93, pauses=1.4, volume=0.75, whisper=1.0)
PLAYFUL = SpeakingManner(speed=1.08, pauses=0.85, brightness=1.0)
GRAVE = SpeakingManner(speed=0.87, pauses=1.4, volume=0.88, gravity=1.0)
MANNERS = {"plain": PLAIN, "night": NIGHT, "playful": PLAYFUL, "grave": GRAVE}
"""Each at its fullest, by the names that people see."""

_EVENING, _LATE, _EARLY, _MORNING = 21.0, 23.5, 4.5, 6.5
"""Hours of the day between which night comes, is there, and goes."""
_QUIET = 0.6
"""In quiet hours it is at least so much night."""
_PLAY = {"funny": 1.0, "warm": 0.75, "dry": 0.5, "thoughtful": 0.5}
"""How bright each temperament is in play."""
_SADNESS, _PARTING = 0.7, 0.35
"""How grave she is after sad news; how much of the night is in a goodbye."""


@dataclass(frozen=True)
class Moment:
    """What she can know of the moment in which she speaks."""

    now: datetime
    """Local."""
    quiet_hours: bool = False
    """Whether they are on and it is their time."""
    temperament: Temperament = "warm"
    occasion: Occasion = "talk"
    mood: Mood | None = None
    """How the user seems while saying the line; None: nobody has looked."""


def manner_of_moment(moment: Moment) -> SpeakingManner:
    """How she speaks now. Danger comes before all else; at night she plays less brightly; sad news is never whispered fully."""
    if moment.occasion == "danger":
        return GRAVE
    night = _night(moment)
    if moment.occasion == "goodbye":
        night = max(night, _PARTING)
    play, grief = _play(moment) * (1 - night), _grief(moment)
    return _together(
        PLAIN.towards(NIGHT, night * (1 - grief / 2)), PLAIN.towards(PLAYFUL, play), PLAIN.towards(GRAVE, grief)
    )


def following(environment: Callable[[], Environment]) -> Callable[[AssistantTurn], SpeakingManner]:
    """Tells how a reply should sound, by the clock and the settings of the environment as it is then."""

    def manner(reply: AssistantTurn) -> SpeakingManner:
        now, settings = environment().now(), environment().settings
        if not settings.voice_follows:
            return PLAIN
        return manner_of_moment(
            Moment(now, in_quiet_hours(settings, now), settings.temperament, reply.occasion, reply.mood)
        )

    return manner


def _night(moment: Moment) -> float:
    """0 by day, 1 late at night; it comes and goes slowly."""
    hour = moment.now.hour + moment.now.minute / 60
    coming = (hour - _EVENING) / (_LATE - _EVENING) if hour >= _MORNING else (_MORNING - hour) / (_MORNING - _EARLY)
    return max(min(1.0, max(0.0, coming)), _QUIET if moment.quiet_hours else 0.0)


def _play(moment: Moment) -> float:
    """How playful she is, 0…1."""
    if moment.occasion == "joke":
        return _PLAY[moment.temperament]
    if moment.occasion != "talk" or moment.mood is None:
        return 0.0
    energy, pleasantness = moment.mood.energy.value, moment.mood.pleasantness.value
    return _PLAY[moment.temperament] * max(0.0, min(energy or 0.0, pleasantness or 0.0))


def _grief(moment: Moment) -> float:
    """How grave she is, 0…1: after sad news, and a little with somebody who seems low or upset, whom she does not imitate."""
    if moment.occasion == "sadness":
        return _SADNESS
    if moment.occasion == "joke" or moment.mood is None:
        return 0.0
    return _SADNESS * max(0.0, -(moment.mood.pleasantness.value or 0.0))


def _together(*manners: SpeakingManner) -> SpeakingManner:
    """All of them at once: factors multiply, shares of timbre add up."""
    whole = PLAIN
    for one in manners:
        whole = replace(
            whole,
            speed=whole.speed * one.speed,
            pauses=whole.pauses * one.pauses,
            volume=whole.volume * one.volume,
            whisper=min(1.0, whole.whisper + one.whisper),
            brightness=min(1.0, whole.brightness + one.brightness),
            gravity=min(1.0, whole.gravity + one.gravity),
        )
    return whole
