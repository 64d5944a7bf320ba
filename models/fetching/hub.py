"""Fetches a file of a Hugging Face repository: huggingface_hub gives address, size and hash; our own HTTP the bytes."""

from __future__ import annotations

import importlib.util
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from models.catalog import Hub
from models.fetching.http import Http
from models.fetching.job import FetchJob, SourceError
from models.fetching.partial import PIECE

_HUB = "the model hub"


@dataclass(frozen=True)
class HubFetcher:
    """Fetches from the hub, respecting `HF_ENDPOINT`, `HF_HUB_OFFLINE` and the user's token and cache.

    huggingface_hub's own download can't be stopped in the middle of a read, and would keep a second copy of each model.
    So it only gives address, token, size and hash, and the bytes are fetched like all others.
    """

    http: Http = field(default_factory=Http)
    seconds: float = 4.0
    """Seconds that the hub may take to answer, name lookup included."""

    def fetch(self, source: Hub, job: FetchJob) -> None:
        """Fetch a file of a repository; raises SourceError and Stopped."""
        hub = import_module("huggingface_hub")
        cached = hub.try_to_load_from_cache(source.repo, source.file, revision=source.revision)
        if isinstance(cached, str):
            return _copy(Path(cached), source, job)
        job.unreachable.check(_HUB)
        address = hub.hf_hub_url(source.repo, source.file, revision=source.revision)
        self._expect(hub, address, job)
        return self.http.pull(address, str(source), job, hub.utils.build_hf_headers())

    def gives(self, source: Hub) -> bool:
        """Whether the hub answers and would give this file; asks for nothing but its size and hash."""
        hub = import_module("huggingface_hub")
        address = hub.hf_hub_url(source.repo, source.file, revision=source.revision)
        refused: tuple[type[Exception], ...] = (hub.errors.OfflineModeIsEnabled, hub.errors.HfHubHTTPError)
        failures: tuple[type[Exception], ...] = (*refused, OSError, *_transport_errors())
        try:
            _within(self.seconds, lambda: hub.get_hf_file_metadata(address, timeout=self.seconds))
        except failures:
            return False
        return True

    def _expect(self, hub: Any, address: str, job: FetchJob) -> None:
        """Ask for size and hash; raise SourceError for another file than the catalogue's before a byte is fetched."""
        about = self._ask(hub, address, job)
        known = about.etag if about.etag and len(about.etag) == 64 else None
        if known and job.sha256 and known != job.sha256:
            raise SourceError(f"{_HUB} has another version of this file")
        job.sha256 = job.sha256 or known
        job.revision = about.commit_hash or ""
        if about.size is not None:
            job.expect(about.size)

    def _ask(self, hub: Any, address: str, job: FetchJob) -> Any:
        offline: type[Exception] = hub.errors.OfflineModeIsEnabled
        refused: type[Exception] = hub.errors.HfHubHTTPError
        out_of_reach: tuple[type[Exception], ...] = (OSError, *_transport_errors())
        try:
            return _within(self.seconds, lambda: hub.get_hf_file_metadata(address, timeout=self.seconds))
        except offline as error:
            job.unreachable.note(_HUB)
            raise SourceError("HF_HUB_OFFLINE is set") from error
        except refused as error:
            code = getattr(getattr(error, "response", None), "status_code", "?")
            hint = ": its licence may have to be accepted there, signed in" if code in (401, 403) else ""
            raise SourceError(f"{_HUB} does not give it ({code}{hint})") from error
        except out_of_reach as error:
            job.unreachable.note(_HUB)
            raise SourceError(f"{_HUB} can't be reached") from error


def _within(seconds: float, ask: Callable[[], Any]) -> Any:
    """What `ask` returns or raises; TimeoutError after `seconds`, because a name lookup has no timeout of its own."""
    answers: queue.Queue[tuple[Any, Exception | None]] = queue.Queue()

    def run() -> None:
        try:
            answers.put((ask(), None))
        except Exception as error:  # noqa: BLE001 - raised again in the waiting thread
            answers.put((None, error))

    threading.Thread(target=run, name="ask the hub", daemon=True).start()
    try:
        answer, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"no answer within {seconds:.0f} s") from None
    if error is not None:
        raise error
    return answer


def _transport_errors() -> tuple[type[Exception], ...]:
    """Errors that huggingface_hub does not catch when the network fails: its HTTP client changed between 1 and 2."""
    clients = [name for name in ("httpx", "httpx2") if importlib.util.find_spec(name)]
    return tuple(import_module(name).HTTPError for name in clients)


def _copy(cached: Path, source: Hub, job: FetchJob) -> None:
    """Copy the file from the user's own hub cache."""
    job.partial.begin(str(source))
    job.partial.restart(str(source))
    job.expect(cached.stat().st_size)
    with cached.open("rb") as file:
        while piece := file.read(PIECE):
            job.deliver(piece)
