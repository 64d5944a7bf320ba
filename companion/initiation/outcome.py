"""Makes settings of the answers, and says on one page, in words, what they became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from companion.character import temperaments
from companion.initiation.questions import title
from companion.interview_events import CharacterMade
from companion.memory.interviews import KeptAnswer
from companion.settings import Settings

_TEMPERAMENTS = {"funny": "funny", "introspective": "thoughtful", "dry": "dry", "neither": "dry", "both": "warm"}
VOICES = {"lower": "kokoro:am_michael", "higher": "kokoro:af_heart"}
"""The voices that are offered."""


@dataclass(frozen=True)
class PageLine:
    """One thing that the answers became."""

    key: str
    """The question: “humour”."""
    title: str
    text: str
    """A sentence for a person."""
    setting: str = ""
    """The setting that changes it; empty: it is a rule, a memory, or nothing was said."""


def temperament(answers: Mapping[str, KeptAnswer]) -> str:
    """How she will be."""
    return _TEMPERAMENTS.get(answers["humour"].value, "warm") if "humour" in answers else "warm"


def settings_of(answers: Mapping[str, KeptAnswer]) -> dict[str, Any]:
    """The settings that the answers give, and no others: what was skipped stays as it was."""
    found: dict[str, Any] = {}
    told = {step: answer for step, answer in answers.items() if answer.value != "skipped"}
    if "humour" in told:
        found["temperament"] = temperament(told)
    if "voice" in told and told["voice"].value in VOICES:
        found["voice"] = VOICES[told["voice"].value]
    if "name" in answers and answers["name"].name:
        found["her_name"] = answers["name"].name
    if "your_name" in told:
        found["your_name"] = told["your_name"].name
    if "speaks_first" in told:
        found["speaks_first"] = told["speaks_first"].value == "yes"
    return found


def page(answers: Mapping[str, KeptAnswer], settings: Settings) -> tuple[PageLine, ...]:
    """What the answers became, in words, in the order of the questions; `settings` as they are now."""
    lines = [
        PageLine("name", title("name"), f"She is called {settings.her_name}.", "her_name"),
        PageLine(
            "humour",
            title("humour"),
            f"{temperaments()[settings.temperament].title}: {_small(temperaments()[settings.temperament].meaning)}",
            "temperament",
        ),
        PageLine("voice", title("voice"), _voice(settings.voice), "voice"),
    ]
    if settings.your_name:
        lines.append(PageLine("your_name", "Your name", f"You are {settings.your_name}.", "your_name"))
    if (company := answers.get("company")) is not None and company.value == "quiet":
        lines.append(PageLine("company", title("company"), "You like quiet, so she keeps it short.", ""))
    elif company is not None and company.value == "company":
        lines.append(PageLine("company", title("company"), "You like company.", ""))
    person = answers.get("person")
    if person is not None and person.name and person.value != "gone" and settings.remembering:
        lines.append(PageLine("person", title("person"), f"She knows that you like to talk with {person.name}.", ""))
    first = "She may speak first now and then." if settings.speaks_first else "She waits until you speak."
    lines.append(PageLine("speaks_first", title("speaks_first"), first, "speaks_first"))
    return tuple(lines)


def made(answers: Mapping[str, KeptAnswer], settings: Settings, t: float) -> CharacterMade:
    """The event that tells it; `settings` as they are now, `t` its time."""
    voice = settings_of(answers).get("voice", settings.voice)
    return CharacterMade(
        t=t,
        her_name=settings.her_name,
        your_name=settings.your_name,
        temperament=settings.temperament,
        voice=voice,
        speaks_first=settings.speaks_first,
        words=tuple(line.text for line in page(answers, replace(settings, voice=voice))),
    )


def _voice(name: str) -> str:
    said = {
        "kokoro:am_michael": "The lower one.",
        "kokoro:af_heart": "The higher one.",
        "auto": "The higher one.",
        "none": "None; she writes.",
    }
    return said.get(name, f"{name}.")


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
