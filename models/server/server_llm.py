"""Uses an OpenAI-compatible server (llama-server, Ollama, LM Studio, vLLM …) as a `LanguageModel`.

It is meant for a server on the user's own computer or network; prompts go to another one only because the user entered
its address. Redirects are never followed, so neither prompts nor key reach a server that was not entered.

What servers can't do: `GenerateRequest.avoid` and `banned` are not sent. Ollama cuts off a prompt beyond its own
context without telling: start it with OLLAMA_CONTEXT_LENGTH at least `context`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Any, Literal

import httpx

from models.errors import ModelError
from models.language import EndOfLine, GenerateRequest, LabelScores, PrefillRequest, ScoreRequest, TextChunk, Usage
from models.server.address import base_of, is_near, origin
from models.server.body import body_of, whole
from models.server.call import Call, RefusedError, fetch_models
from models.server.errors import ServerErrors
from models.server.reply import ReplyReader
from models.server.sse import EventStream

Form = Literal["chat", "transcript"]

CONNECT_S = 5.0
MESSAGE_TOKENS = 8
"""Tokens that a chat template adds to one message, at most."""
_CONTEXT_NAMES = ("n_ctx", "max_model_len", "loaded_context_length", "context_length", "context_window")


class ServerLlm:
    """A `LanguageModel` on a server. `form`: the kind of prompt the caller should send; both are understood."""

    def __init__(
        self,
        url: str,
        model: str = "",
        key: str = "",
        form: Form = "chat",
        context: int = 8192,
        silent_s: float = 50.0,
    ) -> None:
        """`model`: empty for the first in the server's list. `context`: `open` lowers it to what the server reports.

        `silent_s`: seconds without a byte after which the server counts as stuck (it is silent while it reads a prompt).
        """
        self.form, self.context, self.model = form, context, model
        self._typed, self._key, self._silent_s = url, key, silent_s
        self._client: httpx.Client | None = None
        self._base = httpx.URL()
        self._current: tuple[Call, Callable[[], bool]] | None = None
        self._plain = False
        """Whether the server has refused all but the common fields."""

    def open(self) -> None:
        """Ask the server which models it has. Raises ModelError: no answer, wrong key, no model, another kind of server."""
        self.close()
        self._base = base_of(self._typed)
        self._client = _client(self._base, self._key, self._silent_s)
        entries = _entries(self._client, self._base, self._errors())
        if not self.model and not entries:
            raise self._errors().no_model()
        self.model = self.model or entries[0]["id"]
        for entry in entries:
            if entry["id"] == self.model:
                self.context = min([self.context, *_contexts(entry)])

    def count(self, text: str) -> int:
        """Tokens of `text`, an estimate that is never too low: three letters make a token, each digit, sign and line end
        is one, and so are every two bytes outside ASCII. Everyday English has a third fewer."""
        letters = sum(c.isascii() and (c.isalpha() or c == " ") for c in text)
        others = sum(c.isascii() for c in text) - letters
        foreign = len(whole(text).encode()) - letters - others
        return math.ceil(letters / 3) + others + math.ceil(foreign / 2)

    def generate(
        self, request: GenerateRequest, cancelled: Callable[[], bool]
    ) -> Iterator[EndOfLine | TextChunk | Usage]:
        """Stream one reply. `cancelled` is checked before the call and at every token; when it becomes true while the
        server is silent, call `abort` as well, because nothing else can end the wait. Raises ModelError."""
        reader = ReplyReader(self._errors(), self._estimate(request), time.monotonic)
        for plain in (True,) if self._plain else (False, True):
            call = self._dial(request, plain)
            self._current = call, cancelled  # first, so that an abort from here on reaches it …
            if cancelled():  # … and then this, for one that came earlier
                call.hang_up()
            try:
                yield from self._pieces(call, reader, cancelled)
                self._plain = self._plain or (plain and not call.hung_up)
                yield reader.usage("cancelled" if call.hung_up else reader.finish or "stop")
                return
            except RefusedError as refusal:
                if plain or refusal.status not in (400, 422):
                    raise self._errors().refused(refusal) from refusal
            finally:
                call.hang_up()

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """Have the server read the prompt, as far as it accepts a reply of no tokens. Raises ModelError."""
        for _ in self.generate(GenerateRequest(request.prompt, max_tokens=0, seed=1), cancelled):
            continue

    def score(self, request: ScoreRequest, cancelled: Callable[[], bool]) -> LabelScores | None:
        """None: servers differ in whether they report probabilities, and how."""

    def hold(self, on: bool) -> None:
        """Does nothing: a server probably has its own processor."""

    def abort(self) -> None:
        """Make the reply under way check `cancelled` now, and end if it is true; from any thread.

        So an abort that comes late, for a reply that is over, does not end the next one.
        """
        current = self._current
        if current is not None and current[1]():
            current[0].hang_up()

    def close(self) -> None:
        """End the reply under way and the connection; may be called twice."""
        if self._current is not None:
            self._current[0].hang_up()
        if self._client is not None:
            self._client.close()
            self._client = None

    def _pieces(self, call: Call, reader: ReplyReader, cancelled: Callable[[], bool]) -> Iterator[TextChunk]:
        for text in self._texts(call, reader):
            if cancelled():
                call.hang_up()
            if call.hung_up:
                return
            if text:
                yield TextChunk(text)
        if not call.hung_up and (rest := reader.rest()):
            yield TextChunk(rest)

    def _texts(self, call: Call, reader: ReplyReader) -> Iterator[str]:
        """The text of every field (often empty), up to the last one."""
        stream = EventStream()
        try:
            for chunk in call.chunks():
                for field in stream.feed(chunk):
                    yield reader.read(field)
                    if reader.done:
                        return
        except httpx.HTTPError as error:
            if reader.finish is None:
                raise self._errors().unreachable(error, reader.wordless) from error
        if not call.hung_up:
            yield from map(reader.read, stream.finish())

    def _dial(self, request: GenerateRequest, plain: bool) -> Call:
        assert self._client is not None, "open() comes first"
        path = "completions" if isinstance(request.prompt, str) else "chat/completions"
        return Call(self._client, httpx.URL(f"{self._base}/{path}"), body_of(request, self.model, plain))

    def _estimate(self, request: GenerateRequest) -> int:
        if isinstance(request.prompt, str):
            return self.count(request.prompt)
        return sum(self.count(message.content) + MESSAGE_TOKENS for message in request.prompt)

    def _errors(self) -> ServerErrors:
        return ServerErrors(origin(self._base), self.model, self._key, self._silent_s)


def available(url: str, key: str = "") -> list[str]:
    """Ids of the models of the server at `url`. Raises ModelError."""
    base = base_of(url)
    with _client(base, key, CONNECT_S) as client:
        return [entry["id"] for entry in _entries(client, base, ServerErrors(origin(base), "", key, CONNECT_S))]


def _client(base: httpx.URL, key: str, silent_s: float) -> httpx.Client:
    """A client that keeps no connections, because a stale one would fail just when a reply is due. Raises ModelError."""
    key = key.strip()
    if not (key.isascii() and key.isprintable()):
        raise ModelError("The server's key contains characters that no key has; enter it again in the settings.")
    return httpx.Client(
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(silent_s, connect=CONNECT_S),
        limits=httpx.Limits(max_keepalive_connections=0),
        follow_redirects=False,
        trust_env=not is_near(base.host),  # no proxy between the user's own computers
    )


def _entries(client: httpx.Client, base: httpx.URL, errors: ServerErrors) -> list[dict[str, Any]]:
    try:
        return fetch_models(client, base)
    except httpx.HTTPError as error:
        raise errors.unreachable(error) from error
    except RefusedError as refusal:
        raise errors.refused(refusal) from refusal


def _contexts(entry: dict[str, Any]) -> list[int]:
    """The context lengths that a server reports for a model, under any of the names in use."""
    tables = (entry, entry.get("meta"))
    values = [table.get(name) for table in tables if isinstance(table, dict) for name in _CONTEXT_NAMES]
    return [value for value in values if isinstance(value, int) and value > 0]
