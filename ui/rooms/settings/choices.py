"""Lists the minds, ears, voices and other options to choose from. Runs in the background."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from companion.settings import DEEDS, Settings
from ui.parts.words import size

if TYPE_CHECKING:
    from models.catalog import CatalogEntry, Kind
    from models.store import ModelStore


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


@dataclass(frozen=True)
class MindToRehearse(Choice):
    """A language model that could be rehearsed with."""

    need: str = ""
    """What it takes first, in a sentence or two; empty when it can be asked now."""
    offer: str = ""
    """What the button that brings it here says; empty when nothing can be brought."""


def minds_to_rehearse(models: Path, settings: Settings) -> list[MindToRehearse]:
    """The language models other than the one she thinks with: those on this computer, those that can be, and a server."""
    from companion.runtime.model_choice import SERVER, ModelChoice  # here and below: what the first frame does not need
    from models.store import ModelStore

    store = ModelStore(models)
    present = ModelChoice(store).llm_id(settings)
    others = [entry for entry in store.entries() if entry.kind == "mind" and entry.id != present]
    here = [entry for entry in others if not store.missing(entry.id)]
    away = [entry for entry in others if entry not in here and not entry.retired]
    server = [] if present == SERVER else [_server(settings)]
    return [*(MindToRehearse(e.id, _title(e)) for e in here), *_not_here(store, away, settings), *server]


def _not_here(store: ModelStore, away: Sequence[CatalogEntry], settings: Settings) -> Iterator[MindToRehearse]:
    """Those that must be downloaded first, best last; what this computer has too little memory for is not offered."""
    from models.machine import this_machine
    from models.mind_choice import estimator

    machine = replace(this_machine(), available_bytes=None)  # what is in use now may be free then
    estimate = estimator(store.entries(), store.circumstances(machine))
    for entry in sorted(away, key=lambda one: one.rank):
        much = estimate(entry)
        if not much.fits:
            need, offer = f"It needs {size(much.need_bytes)} of memory, more than this computer can give it.", ""
        else:
            need = f"It is not on this computer yet: {size(entry.bytes)} to download, once."
            need += " She may change to it by herself once it is here." if settings.mind == "auto" else ""
            offer = f"Get it first · {size(entry.bytes)}"
        yield MindToRehearse(entry.id, _title(entry), need=need, offer=offer)


def _server(settings: Settings) -> MindToRehearse:
    from companion.runtime.model_choice import SERVER

    need = "" if settings.server_url else "It needs the server's address: write it below, then it can be asked."
    return MindToRehearse(SERVER, "a server", "What is asked, and what she knows of you, is sent to it.", need)


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
