"""Talks with a small real mind while a larger one arrives and takes over, and while something large is being downloaded.

Real engine, real minds, typed lines, no voice. What is counted: lines that were lost, turns that came to nothing, and how much
longer an answer takes during a download.
"""

from __future__ import annotations

import queue
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from companion.engine import Engine
from companion.environment import Environment
from companion.errors import CompanionError
from companion.events import Event, Failed, Heard, Interrupted, Progress, Ready, TurnDone
from companion.runtime.model_choice import ModelChoice
from companion.settings import Settings
from models.store import ModelStore

SMALL, LARGER = "smollm2-135m", "qwen2.5-coder-0.5b"
PATIENCE_S = 60.0
LINES = Path(__file__).parent / "openings.txt"
BEFORE, AFTER, BLOCK, BLOCKS = 3, 4, 3, 4
DOWNLOAD_BYTES_PER_S = 12.5e6
"""A line of 100 Mbit a second."""
DOWNLOAD_BYTES = 4_000_000_000
PIECE = 125_000


class Arriving(ModelChoice):
    """The larger mind is “here” as soon as `arrived` is set."""

    arrived = False

    def llm_id(self, settings: Settings) -> str:
        return LARGER if self.arrived else SMALL

    def part_of(self, id: str, settings: Settings) -> Any:
        return "mind" if id == LARGER else None

    def busy(self) -> bool:
        return False  # what is measured here is no estimate for anybody


class Talk:
    """An open engine, its events, and a hand that types."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.events: list[Event] = []
        self._new: queue.SimpleQueue[Event] = queue.SimpleQueue()
        engine.subscribe(self._take)

    def _take(self, event: Event) -> None:
        self.events.append(event)
        self._new.put(event)

    def until(self, *kinds: type[Event], **fields: Any) -> Event:
        """The next event of these kinds. Raises CompanionError when none comes."""
        end = time.monotonic() + PATIENCE_S
        while (left := end - time.monotonic()) > 0:
            try:
                event = self._new.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(event, kinds) and all(getattr(event, name) == value for name, value in fields.items()):
                return event
        raise CompanionError(f"Nothing of {', '.join(kind.name for kind in kinds)} came within {PATIENCE_S:.0f} s.")

    def have_turn(self, line: str) -> TurnDone | None:
        """Types a line and waits until its turn is over; None where it failed."""
        turn = self.engine.say(line)
        event = self.until(TurnDone, Failed, turn=turn)
        return event if isinstance(event, TurnDone) else None


def measure(environment: Environment, quick: bool) -> dict[str, Any]:
    """Returns lost_lines, broken_turns, took_over_s and the gaps. Raises CompanionError without the two minds."""
    for id in (SMALL, LARGER):
        ModelStore(environment.models).require(id)
    lines = iter(LINES.read_text(encoding="utf-8").splitlines())
    with tempfile.TemporaryDirectory() as folder, _opened(Path(folder), environment) as (talk, choice):
        figures = _change_mind(talk, choice, lines)
        with _web() as address:
            figures |= _gaps(talk, lines, address, 1 if quick else BLOCKS)
        return figures | _counted(talk)


@contextmanager
def _opened(folder: Path, environment: Environment) -> Iterator[tuple[Talk, Arriving]]:
    """An engine in a home and a models folder of its own; the models in it are links."""
    models = folder / "models"
    models.mkdir()
    for place in environment.models.iterdir():
        if place.is_dir() and not place.name.startswith("."):  # not what is half downloaded
            (models / place.name).symlink_to(place)
    settings = Settings(mind=LARGER, voice="none", greeting=False, diary=False)
    own = replace(environment, home=folder / "home", models=models, settings=settings)
    own.home.mkdir()
    choice = Arriving(ModelStore(models))
    engine = Engine(own, model_choice=choice)
    talk = Talk(engine)
    try:
        engine.unlock("for the benchmark") if engine.needs_passphrase() != "no" else None
        engine.open()
        talk.until(Ready, part="mind")
        yield talk, choice
    finally:
        engine.close()


def _change_mind(talk: Talk, choice: Arriving, lines: Iterator[str]) -> dict[str, Any]:
    """The larger mind arrives while a reply is being made; a line is typed in the moment it takes over."""
    for _ in range(BEFORE):
        talk.have_turn(next(lines))
    turn = talk.engine.say(next(lines))
    choice.arrived, began = True, time.monotonic()
    talk.engine.fetch([LARGER])  # it is here, so that it is done at once
    talk.until(TurnDone, Failed, turn=turn)
    talk.until(Ready, part="mind", detail=LARGER)
    took = time.monotonic() - began
    for _ in range(AFTER):
        talk.have_turn(next(lines))
    return {"took_over_s": round(took, 1)}


def _gaps(talk: Talk, lines: Iterator[str], address: str, blocks: int) -> dict[str, Any]:
    """Seconds until the first word, without and with a download under way, in turn."""
    id = talk.engine.store.add(address, "a-download").id
    gaps: dict[bool, list[float]] = {False: [], True: []}
    for block in range(2 * blocks):
        loading = block % 4 in (1, 2)  # without, with, with, without: what drifts falls on both
        if loading:
            talk.engine.fetch([id])
            talk.until(Progress, model=id, status="fetching")
        for _ in range(BLOCK):
            done = talk.have_turn(next(lines))
            if done is not None and done.gap_s is not None and done.output_tokens:
                gaps[loading].append(done.gap_s)
        if loading:
            talk.engine.cancel(id)
            talk.until(Progress, model=id, status="cancelled")
    without, during = (statistics.median(gaps[key]) for key in (False, True))
    return {
        "gap_without_s": round(without, 3),
        "gap_during_download_s": round(during, 3),
        "gap_ratio": round(during / without, 2),
        "gap_turns": len(gaps[False]) + len(gaps[True]),
        "download_mb_per_s": DOWNLOAD_BYTES_PER_S / 1e6,
    }


def _counted(talk: Talk) -> dict[str, int]:
    memory = talk.engine.memory
    assert memory is not None
    kept = [m.text for c in memory.conversations() for m in memory.messages(c.id) if m.speaker == "you"]
    return counted(talk.events, kept)


def counted(events: list[Event], kept: list[str]) -> dict[str, int]:
    """Lines that memory has not, or whose turn never ended; turns that failed or ended without a word."""
    heard = [event for event in events if isinstance(event, Heard)]
    over = {event.turn for event in events if isinstance(event, TurnDone | Interrupted | Failed)}
    lost = [one for one in heard if one.text not in kept or one.turn not in over]
    failed = [event for event in events if isinstance(event, Failed)]
    empty = [event for event in events if isinstance(event, TurnDone) and not event.reply]
    return {"lines": len(heard), "lost_lines": len(lost), "broken_turns": len(failed) + len(empty)}


class _Slow(BaseHTTPRequestHandler):
    """Gives a large file at the speed of a home's line."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(DOWNLOAD_BYTES))
        self.end_headers()
        try:
            self.wfile.write(b"GGUF")
            for _ in range(DOWNLOAD_BYTES // PIECE):
                self.wfile.write(bytes(PIECE))
                time.sleep(PIECE / DOWNLOAD_BYTES_PER_S)
        except OSError:
            return  # the download was cancelled

    def log_message(self, format: str, *args: Any) -> None:
        """Tells nothing."""


@contextmanager
def _web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/download.gguf"
    finally:
        server.shutdown()
        server.server_close()
