"""Reports what this machine has and how fast it is, and recommends the mind, ear and voice that suit it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator

from companion.commands.graphics_card import status_as_json
from companion.diagnostics.checkup import InstallationReport, SoundState, inspect_installation
from companion.diagnostics.speed_test import SAMPLE, Speeds, SpeedTest, expected
from companion.environment import Environment
from companion.runtime.graphics_card import GraphicsCard
from companion.runtime.model_choice import DEFAULT_VOICE, ModelChoice, stt_name, voice_name
from companion.settings import Settings
from companion.turns.latency import TurnTrace, explain
from models.catalog import CatalogEntry
from models.choice_words import as_json as choice_as_json
from models.choice_words import lines
from models.measured import note_speed
from models.mind_choice import ENOUGH, KEPT_FREE_BYTES, MindChoice, need_bytes
from models.store import ModelStore
from models.stt import BUILT_IN as BUILT_IN_STT
from voices.catalog import BUILT_IN as BUILT_IN_VOICE
from voices.catalog import models_needed

HELP = "check devices, libraries, models and voices, measure their speed, and recommend what suits this machine"

ROOM_GB = 2.0
"""Free disk space, in GB, below which the user is warned that saving might soon fail."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declares this command's options."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="skip the measurements")


def run(args: argparse.Namespace, environment: Environment) -> int:
    """Inspects, measures, saves the measured speed and advises; returns 0 whatever is found."""
    store = ModelStore(environment.models)
    found = inspect_installation(environment, store)
    speeds = None if args.quick else SpeedTest(environment, store, _tell).measure()
    if speeds is not None and speeds.tells_of_processor and speeds.tokens_per_s is not None:
        note_speed(environment.models, speeds.mind, speeds.tokens_per_s)
    recommended = _recommended(store, found, speeds)
    advice = list(_advice(environment, store, found, speeds, recommended))
    choice, card = store.choose_mind(found.machine), GraphicsCard(environment).status()
    if args.json:
        told = _as_json(environment, store, found, speeds, recommended, advice)
        more = {"mind_choice": choice_as_json(choice), "card": status_as_json(card)}
        print(json.dumps(told | more, ensure_ascii=False))
    else:
        _print(found, speeds, recommended, advice, choice, card.words)
    return 0


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _recommended(store: ModelStore, found: InstallationReport, speeds: Speeds | None) -> dict[str, str]:
    """Returns what suits this machine, by part, as `--model`, `--ear` and `--voice` take it."""
    best: dict[str, CatalogEntry | None] = {part: store.recommend(part, found.machine) for part in ("ear", "voice")}
    slow = speeds is not None and not speeds.busy and speeds.voice == DEFAULT_VOICE and (speeds.voice_factor or 0) > 1
    return {
        "mind": ModelChoice(store, lambda: found.machine).wanted(Settings())["mind"][-1],
        "ear": best["ear"].id if best["ear"] else BUILT_IN_STT,
        "voice": DEFAULT_VOICE if best["voice"] and not slow else BUILT_IN_VOICE,
    }


def _advice(
    environment: Environment,
    store: ModelStore,
    found: InstallationReport,
    speeds: Speeds | None,
    recommended: dict[str, str],
) -> Iterator[str]:
    """Yields one sentence for each thing that would help."""
    yield from (f"{name} is not installed; run `make run` again." for name, v in found.libraries.items() if v is None)
    yield from _on_models(environment, store, found, recommended)
    yield from _on_sound(found.sound)
    if found.voices_trouble:
        yield found.voices_trouble
    if not found.keyring:
        yield "There is no keyring on this system, so her memory opens with a passphrase; that is safe, but you must type it."
    if min(found.home_free_gb, found.models_free_gb) < ROOM_GB:
        yield f"Less than {ROOM_GB:.0f} GB of disk space is free; free some more, so that everything said can be saved."
    if speeds is not None:
        yield from speeds.troubles
        yield from on_speed(speeds, recommended)


def _on_models(
    environment: Environment, store: ModelStore, found: InstallationReport, recommended: dict[str, str]
) -> Iterator[str]:
    for model in found.models:
        if model.state == "damaged":
            yield f"{model.id} is damaged; `companion models get {model.id}` repairs it."
    wanted = {recommended["mind"], recommended["ear"], *models_needed(recommended["voice"])}
    gone = [entry for entry in store.entries() if entry.id in wanted and store.missing(entry.id)]
    if gone:
        size, names = sum(entry.bytes for entry in gone) / 1e6, " ".join(entry.id for entry in gone)
        yield f"{names} would suit this machine; `companion models get {names}` downloads it ({size:,.0f} MB)."
    llm = ModelChoice(store).llm_id(environment.settings)
    if llm != "server" and store.entry(llm).recurrent:
        yield (
            f"{llm} keeps a state and can't take back what it has read: she reads your line ahead, but begins no reply before you "
            "have finished, so replies come a little later than with other minds of its size."
        )
    if llm != "server" and need_bytes(store.entry(llm)) + KEPT_FREE_BYTES > found.machine.free_bytes:
        yield f"{llm} needs more memory than this machine can spare; `--model {recommended['mind']}` fits."


def _on_sound(sound: SoundState) -> Iterator[str]:
    if sound.trouble:
        yield sound.trouble
        return
    if not sound.microphones:
        yield "There is no microphone; plug one in or allow its use, and type until then."
    if not sound.loudspeakers:
        yield "There is no loudspeaker; plug one in to hear her, and read until then."


def on_speed(speeds: Speeds, recommended: dict[str, str]) -> Iterator[str]:
    """Yields one sentence for each part that is too slow, and one for the slowest phase of a slow answer."""
    if speeds.busy:
        yield "Other programs kept this machine busy, so the speeds were not kept; run `companion doctor` again when it is quiet."
        return
    if speeds.tokens_per_s is not None and speeds.tokens_per_s < ENOUGH:
        other = recommended["mind"]
        way = f"`--model {other}` is quicker" if other != speeds.mind else "a server on a faster machine would help"
        yield f"{speeds.mind} thinks {speeds.tokens_per_s:.0f} tokens a second, slower than people speak; {way}."
    if (speeds.voice_factor or 0) > 1:
        yield f"The voice {speeds.voice} is slower than speech, so she pauses between sentences; `--voice system` does not."
    if (speeds.ear_factor or 0) > 1:
        yield f"The ear {speeds.ear} is slower than speech; `--ear whisper-tiny.en` is the quickest good one."
    gap = expected(speeds)
    if gap is not None and (why := explain(gap)):
        yield why


def _as_json(
    environment: Environment,
    store: ModelStore,
    found: InstallationReport,
    speeds: Speeds | None,
    recommended: dict[str, str],
    advice: list[str],
) -> dict[str, object]:
    settings = environment.settings
    seen = {name: value for name, value in dataclasses.asdict(found).items() if name != "machine"}
    chosen = {"mind": ModelChoice(store).llm_id(settings), "ear": stt_name(settings), "voice": voice_name(settings)}
    measured = dataclasses.asdict(speeds) if speeds is not None else None
    gap = _gap_as_json(expected(speeds)) if speeds is not None else None
    return {**seen, "chosen": chosen, "measured": measured, "gap": gap, "recommended": recommended, "advice": advice}


def _gap_as_json(gap: TurnTrace | None) -> dict[str, object] | None:
    if gap is None or gap.gap_s is None:
        return None
    return {"gap_s": round(gap.gap_s, 2), "phases": {name: round(seconds, 2) for name, seconds in gap.phases.items()}}


def _print(
    found: InstallationReport,
    speeds: Speeds | None,
    recommended: dict[str, str],
    advice: list[str],
    choice: MindChoice,
    card: str,
) -> None:
    """`card`: how things stand with the graphics card."""
    print(f"machine      {found.system}, {found.cores} cores, {found.ram_free_gb} of {found.ram_gb} GB memory free")
    print(f"data         {found.home}, {found.home_free_gb} GB free")
    print(f"models       {found.models_folder}, {found.models_free_gb} GB free")
    for model in found.models:
        print(f"             {model.id}, {model.kind}, {model.state}")
    libraries = (f"{name} {version or 'missing'}" for name, version in found.libraries.items())
    print(f"libraries    {', '.join(libraries)}")
    print(f"card         {card}")
    print(f"keyring      {'there' if found.keyring else 'none'}")
    print(f"microphones  {', '.join(found.sound.microphones) or 'none'}")
    print(f"loudspeakers {', '.join(found.sound.loudspeakers) or 'none'}")
    print(f"sound server {found.sound.server or 'none'}")
    print(f"voices       {len(found.voices)}, such as {', '.join(found.voices[:4])}")
    if speeds is not None:
        for line in spoken_of(speeds):
            print(line)
    print(f"suits you    {', '.join(f'{part} {name}' for part, name in recommended.items())}")
    for line in lines(choice):
        print(f"             {line}")
    for sentence in advice or ["All is well."]:
        print(f"→ {sentence}")


def spoken_of(speeds: Speeds) -> Iterator[str]:
    """Yields what was measured, in words."""
    if speeds.tokens_per_s is not None:
        yield f"her mind     {speeds.mind} thinks {speeds.tokens_per_s} tokens a second, reads {speeds.prompt_tokens_per_s}"
        if speeds.placement.on_card:
            yield f"             on {speeds.placement.words}"
    if speeds.voice_factor is not None:
        yield f"her voice    {speeds.voice} takes {speeds.voice_factor} s for a second of speech"
    if speeds.ear_factor is not None:
        yield f"her hearing  {speeds.ear} takes {speeds.ear_factor} s for a second; “{SAMPLE}” was heard as “{speeds.ear_heard}”"
    gap = expected(speeds)
    if gap is not None:
        phases = ", ".join(f"{name.replace('_', '-')} {seconds:.2f}" for name, seconds in gap.phases.items())
        yield f"her answer   begins after about {gap.gap_s:.1f} s: {phases}"
