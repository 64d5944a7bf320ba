"""Explains what went wrong with a server, in one sentence that says what to do."""

from __future__ import annotations

import json
import math
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from models.errors import ModelError
from models.server.address import origin
from models.server.call import RefusedError

_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|exceeds? (the )?(available |maximum )?context|maximum context length"
    r"|context (size|length|window)[^.]{0,40}exceeded|too many tokens|prompt is too long",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(r"model_not_found|model\b.{0,120}\b(not found|does not exist|not loaded)", re.IGNORECASE)


Wordless = Literal["nothing", "thought", "called", "filtered"]
"""Why a reply has no words: nothing came, only a thought, only a tool call; the server's content filter held it back."""


@dataclass(frozen=True)
class ServerErrors:
    """Makes a ModelError for everything that can go wrong with one server."""

    at: str
    """Scheme, host and port."""
    model: str
    key: str
    """Never shown in a message, even if the server's answer contains it."""
    silent_s: float
    """Seconds of silence after which it counts as stuck before its first word …"""
    stalled_s: float = 30.0
    """… and after it."""

    def unreachable(self, error: httpx.HTTPError, wordless: bool = False, begun: bool = False) -> ModelError:
        """For a connection that failed or broke; `wordless`: within a reply, before its first word; `begun`: after it."""
        causes = tuple(_causes(error))
        if isinstance(error, httpx.ConnectTimeout):
            return self._say("does not answer; check that it is switched on and that the address is right")
        if isinstance(error, httpx.TimeoutException) and begun:
            return self._say(
                f"stopped within the reply and was silent for {self.stalled_s:g} s; say it again, or look at it"
            )
        if isinstance(error, httpx.TimeoutException):
            return self._say(f"was silent for {self.silent_s:g} s; it may still be loading its model: try again")
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            return ModelError(f"There is no computer with the name in {self.at}; correct the server's address.")
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            return self._say("has no trusted certificate; write http:// if it has none, or repair the certificate")
        if isinstance(error, httpx.ProxyError):
            return self._say("can't be reached through the proxy; check the proxy settings of this computer")
        if isinstance(error, httpx.ConnectError):
            return ModelError(f"No server answers at {self.at}; start it, or correct its address in the settings.")
        if isinstance(error, httpx.DecodingError):
            return self.damaged()
        if isinstance(error, httpx.RemoteProtocolError) and not re.search("disconnect|peer closed", str(error)):
            return self.foreign()
        return self.cut(wordless)

    def refused(self, refusal: RefusedError) -> ModelError:
        """For an answer that is not a reply."""
        status, body = refusal.status, refusal.body
        words = self._words(body)
        if _TOO_LONG.search(body):
            return self._too_long(body)
        if status in (401, 403):
            way = "refuses the key; enter another" if self.key else "wants a key; enter it"
            return self._say(f"{way} in the settings")
        if _NO_MODEL.search(body) and status in (400, 404):
            return self._say(f"has no model “{self.model}”; choose one that it has in the settings")
        if status == 404:
            return self._say(
                f"has no {refusal.path}; check the address in the settings, or use an OpenAI-compatible one"
            )
        if status == 429:
            return self._say(f"has had too many requests{words}; {_pause(refusal)}, or look at the account's limits")
        if 300 <= status < 400:
            return self._say(f"redirects to {_onward(refusal)}; if you trust that address, enter it in the settings")
        if status in (502, 503, 504):
            return self._say(f"is not ready{words}; {_pause(refusal, 'try again in a moment')}")
        if status >= 500:
            return self._say(f"failed{words}; look at its log or restart it")
        if status == 200:
            return self._say(f"answers with an error{words}; check its address and model") if words else self.foreign()
        return self._say(f"refuses the request (status {status}){words}; choose another model or update the server")

    def failed(self, value: str) -> ModelError:
        """For an error reported in the middle of a reply."""
        if _TOO_LONG.search(value):
            return self._too_long(value)
        return self._say(f"failed within the reply{self._words(value)}; say it again, or look at its log")

    def cut(self, wordless: bool) -> ModelError:
        """For a reply that broke off. llama_cpp.server does so, without a word, when the prompt is too long."""
        if wordless:
            return self._say(
                "broke off before the first word; its context may be too short, or it crashed: see its log"
            )
        return self._say("broke off; check whether it is still running, and try again")

    def damaged(self) -> ModelError:
        """For a stream that is not understood."""
        return self._say("sends something that is not a reply; check its address, or update it")

    def wordless(self, why: Wordless) -> ModelError:
        """For a reply that is over and has no words."""
        return self._say(
            {
                "nothing": "answered without words; say it again, or choose another model there",
                "thought": f"answered without words: “{self.model}” only thought; switch its reasoning off or choose another",
                "called": f"answered without words: “{self.model}” only called a tool; switch its tools off there",
                "filtered": "answered without words: its content filter held the reply back; say it in other words",
            }[why]
        )

    def no_model(self) -> ModelError:
        """For a server that has no model loaded."""
        return self._say("has no model; load one there first")

    def _say(self, what: str) -> ModelError:
        return ModelError(f"The server at {self.at} {what}.")

    def foreign(self) -> ModelError:
        """For something else than an OpenAI-compatible server."""
        return self._say("is not an OpenAI-compatible one; check the address in the settings")

    def _too_long(self, body: str) -> ModelError:
        held = re.search(r'"n_ctx"\s*:\s*(\d+)|(?:length is|size \(|window of) *(\d+)', body)
        room = f" ({held[1] or held[2]} tokens)" if held else ""
        return self._say(f"can't hold so long a conversation{room}; start it with a larger context")

    def _words(self, body: str) -> str:
        """The server's own message in brackets, in one short line; empty when it has none for people."""
        text = " ".join(_message(body).split())
        if self.key:
            text = text.replace(self.key, "…")
        if not text or text.startswith("<"):
            return ""
        return f" ({text[:160].rstrip('. ')})"


def _message(body: str) -> str:
    try:
        value: Any = json.loads(body)
    except ValueError:
        return body
    for name in ("error", "detail", "message", "code"):
        if isinstance(value, dict) and value.get(name):
            value = value[name]
    return value if isinstance(value, str) else ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _pause(refusal: RefusedError, otherwise: str = "wait a minute") -> str:
    """What to do while the server wants to be left alone, by its `Retry-After`."""
    try:
        seconds = math.ceil(float(refusal.retry_after))
    except (ValueError, OverflowError):
        return f"wait until {refusal.retry_after}" if refusal.retry_after else otherwise
    return otherwise if seconds < 1 else f"wait {seconds} seconds" if seconds < 120 else f"wait {seconds // 60} minutes"


def _onward(refusal: RefusedError) -> str:
    try:
        return origin(httpx.URL(refusal.onward)) if "://" in refusal.onward else "another page"
    except httpx.InvalidURL:
        return "an address that can't be read"
