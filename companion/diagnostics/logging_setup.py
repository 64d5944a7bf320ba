"""Keeps a rotating log of what happened inside, and writes a report of a crash; neither contains the user's words."""

from __future__ import annotations

import contextlib
import json
import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from companion import __version__
from companion.environment import Environment
from companion.events import Event, Failed, Heard, Interrupted, Notice, Said, TurnDone
from companion.files import make_file, make_folder, private_opener
from companion.turns.latency import TurnTrace, explain, log_line, trace_of

log = logging.getLogger(__name__)


@contextlib.contextmanager
def start_logging(environment: Environment, command: str) -> Iterator[None]:
    """Logs to `logs/companion.log` (3 × 1 MB, one JSON object a line) inside the block, and reports crashes beside it."""
    root = logging.getLogger()
    handler = _handler(environment.logs)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook = lambda kind, error, trace: _crashed(environment.logs, kind, error, trace)
    threading.excepthook = lambda args: _crashed(environment.logs, args.exc_type, args.exc_value, args.exc_traceback)
    log.info("start %s version %s", command, __version__)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = hooks
        root.removeHandler(handler)
        handler.close()


def log_event(event: Event, words: bool = False, overflows: int = 0) -> None:
    """Logs one line for each turn (and why, for a slow one), and one for each failure.

    What was said is logged only with `words`, which the user has to turn on. `overflows`: pieces of the microphone's sound lost
    so far.
    """
    if words and isinstance(event, Heard | Said):
        log.info("turn %d %s: %s", event.turn, event.name, event.text)
    if isinstance(event, TurnDone | Interrupted):
        _record_turn(trace_of(event, overflows))
    elif isinstance(event, Failed | Notice):
        log.warning("%s: %s", event.name, event.message)


def _record_turn(trace: TurnTrace) -> None:
    log.info("%s", log_line(trace))
    if why := explain(trace):
        log.info("slow: %s", why)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told["where"] = without_words(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def without_words(error: BaseException) -> str:
    """Returns where an error happened and its kind, without its message or any value: those may contain what was said."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(error).__name__} at {places}"


class _PrivateFileHandler(logging.handlers.RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        make_file(Path(self.baseFilename))
        return super()._open()


def _handler(folder: Path) -> logging.Handler:
    try:
        make_folder(folder)
        handler: logging.Handler = _PrivateFileHandler(
            folder / "companion.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(_Json())
    return handler


def _crashed(folder: Path, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Writes the report and says where it is; the full traceback goes to stderr only, which stays with the user."""
    traceback.print_exception(kind, error, trace)
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    now = datetime.now()
    report = folder / f"crash-{now:%Y%m%d-%H%M%S}.txt"
    lines = (
        f"companion {__version__}, {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, {platform.platform()}",
        without_words(error),
    )
    try:
        make_folder(folder)
        with open(report, "w", encoding="utf-8", opener=private_opener) as out:
            out.write("\n".join(lines) + "\n")
    except OSError as problem:
        sys.stderr.write(f"companion: the crash report could not be written ({problem.strerror}).\n")
        return
    sys.stderr.write(f"companion: a fault of ours; the report {report} holds nothing that was said.\n")
