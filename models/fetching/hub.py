"""A file of a Hugging Face repository: huggingface_hub says where and what it is, our own HTTP brings the bytes."""

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
    """The hub, behind `HF_ENDPOINT`, `HF_HUB_OFFLINE` and the user's own token and cache.

    huggingface_hub's own download can't be stopped in the middle of a read, and would keep a second copy of each
    model; so it is asked for the address, the token, size and hash, and the bytes come the same way as any others.
    """

    http: Http = field(default_factory=Http)
    seconds: float = 4.0
    """How long the hub may take to answer, name lookup included."""

    def fetch(self, source: Hub, errand: FetchJob) -> None:
        """Deliver a file of a repository; raises SourceError and Stopped."""
        hub = import_module("huggingface_hub")
        cached = hub.try_to_load_from_cache(source.repo, source.file)
        if isinstance(cached, str):
            return _copy(Path(cached), source, errand)
        errand.unreachable.check(_HUB)
        address = hub.hf_hub_url(source.repo, source.file)
        self._expect(hub, address, errand)
        return self.http.pull(address, str(source), errand, hub.utils.build_hf_headers())

    def _expect(self, hub: Any, address: str, errand: FetchJob) -> None:
        """Learn size and hash, and refuse another file than the catalogue's before a byte of it is fetched."""
        about = self._ask(hub, address, errand)
        known = about.etag if about.etag and len(about.etag) == 64 else None
        if known and errand.sha256 and known != errand.sha256:
            raise SourceError(f"{_HUB} has another version of this file")
        errand.sha256 = errand.sha256 or known
        if about.size is not None:
            errand.expect(about.size)

    def _ask(self, hub: Any, address: str, errand: FetchJob) -> Any:
        offline: type[Exception] = hub.errors.OfflineModeIsEnabled
        refused: type[Exception] = hub.errors.HfHubHTTPError
        out_of_reach: tuple[type[Exception], ...] = (OSError, *_transport_errors())
        try:
            return _within(self.seconds, lambda: hub.get_hf_file_metadata(address, timeout=self.seconds))
        except offline as error:
            errand.unreachable.note(_HUB)
            raise SourceError("HF_HUB_OFFLINE is set") from error
        except refused as error:
            code = getattr(getattr(error, "response", None), "status_code", "?")
            hint = ": its licence may have to be accepted there, signed in" if code in (401, 403) else ""
            raise SourceError(f"{_HUB} does not give it ({code}{hint})") from error
        except out_of_reach as error:
            errand.unreachable.note(_HUB)
            raise SourceError(f"{_HUB} can't be reached") from error


def _within(seconds: float, ask: Callable[[], Any]) -> Any:
    """What `ask` returns or raises; TimeoutError after `seconds`, for a name lookup knows no timeout of its own."""
    answers: queue.Queue[tuple[Any, Exception | None]] = queue.Queue()

    def run() -> None:
        try:
            answers.put((ask(), None))
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits
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
    """What huggingface_hub lets through when the network fails: its HTTP client changed between 1 and 2."""
    clients = [name for name in ("httpx", "httpx2") if importlib.util.find_spec(name)]
    return tuple(import_module(name).HTTPError for name in clients)


def _copy(cached: Path, source: Hub, errand: FetchJob) -> None:
    """Take it from the user's own hub cache."""
    errand.partial.begin(str(source))
    errand.partial.restart(str(source))
    errand.expect(cached.stat().st_size)
    with cached.open("rb") as file:
        while piece := file.read(PIECE):
            errand.deliver(piece)
