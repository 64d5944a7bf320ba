"""Chooses how she speaks by the moment: the hour, what the line was an occasion for, how somebody seems, her temperament."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from companion.deeds.quiet_hours import in_quiet_hours
from companion.environment import Environment
from companion.settings import Temperament
from companion.turns.occasion import Occasion
from companion.turns.reply import AssistantTurn
from voices.manner import PLAIN, SpeakingManner

NIGHT = SpeakingManner(speed=0.93, pauses=1.4, volume=0.75, whisper=1.0)
PLAYFUL = SpeakingManner(speed=1.06, pauses=0.85, brightness=1.0)
GRAVE = SpeakingManner(speed=0.92, pauses=1.4, volume=0.88, gravity=1.0)
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
_SURE = 0.5
"""Confidence from which a feeling counts."""


@dataclass(frozen=True)
class Feeling:
    """How somebody seems, from voice and words."""

    energy: float
    """-1…1: tired to lively, against how this person usually is."""
    pleasantness: float
    """-1…1."""
    confidence: float
    """0…1."""


@dataclass(frozen=True)
class Moment:
    """What she can know of the moment in which she speaks."""

    now: datetime
    """Local."""
    quiet_hours: bool = False
    """Whether they are on and it is their time."""
    temperament: Temperament = "warm"
    occasion: Occasion = "talk"
    feeling: Feeling | None = None
    """None: nobody can tell."""


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
        return manner_of_moment(Moment(now, in_quiet_hours(settings, now), settings.temperament, reply.occasion))

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
    seems = moment.feeling
    if moment.occasion != "talk" or seems is None or seems.confidence < _SURE:
        return 0.0
    return _PLAY[moment.temperament] * max(0.0, min(seems.energy, seems.pleasantness))


def _grief(moment: Moment) -> float:
    """How grave she is, 0…1: after sad news, and a little with somebody who seems low or upset, whom she does not imitate."""
    if moment.occasion == "sadness":
        return _SADNESS
    seems = moment.feeling
    if moment.occasion == "joke" or seems is None or seems.confidence < _SURE:
        return 0.0
    return _SADNESS * max(0.0, -seems.pleasantness)


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
