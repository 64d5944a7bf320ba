"""Fetches a file over HTTP: continues where it stopped, survives broken connections, never mixes two versions of a file."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from models.catalog import Url
from models.fetching.job import FetchJob, SourceError

_NO_FURTHER = "the connection keeps breaking off"


class _BusyError(Exception):
    """The server asks to come back later."""


@dataclass(frozen=True)
class Http:
    """Fetches over HTTP, with so much patience."""

    connect_s: float = 4.0
    read_s: float = 30.0
    """Seconds without a single byte after which the connection counts as broken."""
    tries: int = 4
    """Attempts in a row without a new byte before it gives up."""
    pause_s: float = 1.0
    """Seconds before the second attempt without progress; doubles each time."""

    def fetch(self, source: Url, job: FetchJob) -> None:
        """Fetch the file at an address; raises SourceError and Stopped."""
        self.pull(source.address, str(source), job, {})

    def pull(self, address: str, key: str, job: FetchJob, headers: Mapping[str, str]) -> None:
        """Fetch what is at `address`; `key` is its name in the journal. Raises SourceError and Stopped."""
        host = httpx.URL(address).host
        job.unreachable.check(host)
        job.partial.begin(key)
        timeout = httpx.Timeout(self.read_s, connect=self.connect_s)
        best, vain = job.partial.size, 0
        with httpx.Client(timeout=timeout, follow_redirects=True, headers=dict(headers)) as client:
            while True:
                try:
                    if _attempt(client, address, key, job):
                        return
                    reason = _NO_FURTHER
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    job.stop.check()
                    job.unreachable.note(host)
                    raise SourceError(f"{host} can't be reached") from error
                except (httpx.TransportError, _BusyError) as error:
                    job.stop.check()
                    reason = str(error) if isinstance(error, _BusyError) else _NO_FURTHER
                except httpx.HTTPError as error:
                    raise SourceError(f"{host}: {error}") from error
                vain = 0 if job.partial.size > best else vain + 1
                best = max(best, job.partial.size)
                if vain >= self.tries:
                    raise SourceError(f"{host}: {reason}")
                if vain:
                    job.stop.wait(self.pause_s * 2 ** (vain - 1))


def _attempt(client: httpx.Client, address: str, key: str, job: FetchJob) -> bool:
    """Make one request; returns whether the file is complete now."""
    partial = job.partial
    if job.size is not None and partial.size == job.size:
        return True
    request = client.stream("GET", address, headers=_headers(job))
    with request as response, job.stop.waking(lambda: _cut(response)):
        _check(response)
        total = _total(response)
        if response.status_code == 416 and total == partial.size:
            return True
        if response.status_code == 200:
            partial.restart(key, _mark(response))
        elif not _goes_on(response, job):
            partial.restart(key)
            return False
        if total is not None:
            job.expect(total)
        for piece in response.iter_bytes():  # unbuffered, so that bytes before a break are not lost
            job.deliver(piece)
    job.stop.check()
    return job.size is None or partial.size == job.size


def _headers(job: FetchJob) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity"}  # a compressed body has other offsets than the file
    if job.partial.size:
        headers["Range"] = f"bytes={job.partial.size}-"
        mark = job.partial.journal.mark
        if mark and not mark.startswith("W/"):
            headers["If-Range"] = mark
    return headers


def _check(response: httpx.Response) -> None:
    code, host = response.status_code, response.url.host
    if code in (408, 429) or code >= 500:
        raise _BusyError(f"the server answers {code}")
    if code in (401, 403):
        raise SourceError(f"{host} refuses it ({code}): its licence may have to be accepted there, signed in")
    if code == 404:
        raise SourceError(f"{host} does not have it (404)")
    if code not in (200, 206, 416):
        raise SourceError(f"{host} answers {code}")


def _goes_on(response: httpx.Response, job: FetchJob) -> bool:
    """Whether the answer continues our bytes: at the right position, and of the same version of the file."""
    start = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    same = job.partial.journal.mark in ("", _mark(response))
    return response.status_code == 206 and start == str(job.partial.size) and same


def _total(response: httpx.Response) -> int | None:
    """The length of the whole file in bytes; None where the answer does not tell it."""
    if response.status_code == 200:
        length = response.headers.get("Content-Length", "")
        return int(length) if length.isdecimal() and "Content-Encoding" not in response.headers else None
    length = response.headers.get("Content-Range", "").rpartition("/")[2]
    return int(length) if length.isdecimal() else None


def _mark(response: httpx.Response) -> str:
    return str(response.headers.get("ETag", ""))


def _cut(response: httpx.Response) -> None:
    """Wake the thread that waits for the next bytes; if the response were only closed, it would go on waiting."""
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("socket") if stream is not None else None
    if connection is not None:
        with contextlib.suppress(OSError):  # gone already: nothing waits for it
            connection.shutdown(socket.SHUT_RDWR)
