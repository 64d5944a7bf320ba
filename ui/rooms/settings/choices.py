"""Lists the minds, ears, voices and other options to choose from. Runs in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from companion.settings import DEEDS, Settings
from ui.parts.words import size

if TYPE_CHECKING:
    from models.catalog import CatalogEntry, Kind


@dataclass(frozen=True)
class Choice:
    """One option."""

    id: str
    """The value of the setting."""
    title: str
    why: str = ""
    """One sentence about what it means."""


MUTED = "muted"
"""Listed among the modes though it is no setting: the microphone is closed."""


def modes(her_name: str) -> list[Choice]:
    """The modes: when she answers a spoken line."""
    return [
        Choice("hands-free", "hands-free", "She answers whenever you have finished speaking."),
        Choice("push-to-talk", "push to talk", "She hears you only while you hold Space or the microphone button."),
        Choice("name", f"answers to {her_name}", f"She answers only what begins with “{her_name}”."),
    ]


def muted() -> Choice:
    """The option to close the microphone."""
    return Choice(MUTED, "muted", "The microphone is closed; you can type.")


def temperaments() -> list[Choice]:
    """The temperaments: how she talks."""
    from companion import character  # here: it reads a file, which the first frame does not need

    return [Choice(one.temperament, one.title.lower(), one.meaning) for one in character.temperaments().values()]


def echo_ways() -> list[Choice]:
    """The ways to keep her own voice out of the microphone."""
    return [
        Choice("cancel", "take her voice out", "She hears you while she speaks, also through loudspeakers."),
        Choice("headphones", "I wear headphones", "Her voice never reaches the microphone; nothing is taken out."),
        Choice("system", "leave it to the system", "Your system or headset already takes her voice out."),
        Choice("half", "don't listen while she speaks", "Safest, but you can't speak over her; Esc stops her."),
    ]


def lock_delays(minutes: int) -> list[Choice]:
    """After how many minutes without input the memory is locked; includes the current value `minutes`."""
    ways = sorted({1, 5, 15, 30, 60, minutes} - {0})
    named = {1: "after a minute", 60: "after an hour"}
    return [Choice("0", "never"), *(Choice(str(each), named.get(each, f"after {each} minutes")) for each in ways)]


_AUTO = Choice("auto", "what fits this computer")


def llms(models: Path) -> list[Choice]:
    """The language models."""
    return [_AUTO, *_listed("mind", models), Choice("server", "a server I name below")]


def minds_to_rehearse(models: Path, settings: Settings) -> list[Choice]:
    """The language models on this computer other than the one she thinks with."""
    from companion.runtime.model_choice import ModelChoice  # here and below: what the first frame does not need
    from models.store import ModelStore

    store = ModelStore(models)
    present = ModelChoice(store).llm_id(settings)
    here = [entry for entry in store.entries() if entry.kind == "mind" and not store.missing(entry.id)]
    return [Choice(entry.id, _title(entry)) for entry in here if entry.id != present]


def ears(models: Path) -> list[Choice]:
    """The speech recognisers."""
    from models.stt import BUILT_IN  # here: it imports numpy, which the first frame does not need

    return [_AUTO, *_listed("ear", models), Choice(BUILT_IN, "PocketSphinx: small, makes many mistakes")]


def _listed(kind: Kind, models: Path) -> list[Choice]:
    from models.store import ModelStore  # here: it brings what downloads

    entries = sorted(
        (entry for entry in ModelStore(models).entries() if entry.kind == kind), key=lambda entry: entry.rank
    )
    return [Choice(entry.id, _title(entry), "" if entry.verified else entry.notes) for entry in entries]


def _title(entry: CatalogEntry) -> str:
    return f"{entry.title} · {size(entry.bytes)}"


def voices(models: Path) -> list[Choice]:
    """The voices."""
    from voices.catalog import list_voices  # here: it imports numpy

    there = [Choice(voice.name, voice.title) for voice in list_voices(models)]
    return [_AUTO, *there, Choice("none", "no voice, only text")]


_DEED_TITLES = {
    "clock": "The time and the date", "timer": "Timers", "alarm": "Alarms", "reminder": "Reminders", "calendar": "The calendar",
    "list": "Lists", "note": "Notes", "sum": "Sums and units", "letter": "Letters", "piano": "The piano",
}  # fmt: skip


def deeds() -> list[Choice]:
    """What she does and can be switched off."""
    from companion.deeds.deed import DeedName  # here: what deeds bring is not needed for the first frame

    return [Choice(name, _DEED_TITLES[name]) for name in DEEDS if name in get_args(DeedName)]


def clock_times(now: str) -> list[Choice]:
    """The times of day to choose from, every half hour, and the one chosen."""
    times = {f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 24 * 60, 30)}
    return [Choice(time, time) for time in sorted({*times, now})]


def maps(choices: Sequence[Choice]) -> list[dict[str, str]]:
    """The options as QML takes them."""
    return [asdict(choice) for choice in choices]
