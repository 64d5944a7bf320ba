"""Says all that a screen shows of the interview at one moment, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from companion.initiation.interview import Interview
from companion.initiation.outcome import PageLine, page
from companion.initiation.place import Phase
from companion.initiation.questions import STEPS, number, title
from companion.settings import Settings


@dataclass(frozen=True)
class InterviewState:
    """What a screen shows."""

    active: bool = False
    """Whether the interview is under way."""
    phase: Phase | Literal["off"] = "off"
    step: str = ""
    """Which question is open: company, evenings, voice, humour, person, name, speaks_first."""
    title: str = ""
    """What it is about, in a word or two."""
    number: int = 0
    of: int = len(STEPS)
    question: str = ""
    """What was asked last, as said."""
    heard: str = ""
    """The user's last line."""
    notice: bool = False
    """Whether it was said that hesitation was heard, and the answer to that is awaited."""
    choices: tuple[str, ...] = ()
    """What can be chosen with a button: “lower”, “higher”; “yes”, “no”."""
    samples: bool = False
    """Whether there are samples of the voices to hear (`Initiation.repeat`)."""
    name: str = ""
    """The name she proposes, while she does."""
    hers: bool = False
    """Whether she asks herself."""
    typing: bool = False
    """Whether the user said they would rather type."""
    can_go_back: bool = False
    waits_for_download: bool = False
    page: tuple[PageLine, ...] = ()
    """What the answers became, once it is over."""


def screen(interview: Interview | None, active: bool, heard: str, settings: Settings) -> InterviewState:
    """The state of this interview; of none when there was none since she was opened."""
    if interview is None:
        return InterviewState()
    place = interview.place
    open_ = active and place.phase in ("asking", "meeting")
    choices = {"voice": ("lower", "higher"), "speaks_first": ("yes", "no")}.get(place.step, ()) if open_ else ()
    return InterviewState(
        active=active,
        phase=place.phase,
        step=place.step,
        title=title(place.step),
        number=number(place.step),
        question=interview.asked,
        heard=heard,
        notice=place.phase == "agreeing",
        choices=("yes", "no") if place.phase == "agreeing" and active else choices,
        samples=bool(interview.around.samples) and place.step == "voice" and open_,
        name=place.offered[-1] if place.step == "name" and place.phase == "meeting" and place.offered else "",
        hers=place.phase == "meeting",
        typing=place.typing,
        can_go_back=active
        and place.phase in ("asking", "agreeing", "meeting")
        and place.step not in ("company", "name"),
        waits_for_download=place.phase == "waking" and place.on_its_way,
        page=page(interview.answers, settings) if not active else (),
    )
