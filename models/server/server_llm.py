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
from typing import Literal

import httpx

from models.errors import ModelError
from models.language import EndOfLine, GenerateRequest, LabelScores, PrefillRequest, ScoreRequest, TextChunk, Usage
from models.replies.thoughts import Beginning
from models.server.address import base_of, is_near, origin
from models.server.body import body_of, whole
from models.server.call import Call, RefusedError
from models.server.errors import ServerErrors
from models.server.events import ReportedError
from models.server.listing import CONNECT_S, contexts, find_models, make_client
from models.server.manner import Manner
from models.server.reply import ReplyReader
from models.server.sse import EventStream

Form = Literal["chat", "transcript"]

MESSAGE_TOKENS = 8
"""Tokens that a chat template adds to one message, at most."""
ATTEMPTS = 5
"""Most requests for one reply: each is made in another manner than the one before."""


class ServerLlm:
    """A `LanguageModel` on a server. `form`: the kind of prompt the caller should send; both are understood."""

    rolls_back = True
    """As far as is known: a server takes care of that itself."""

    def __init__(
        self,
        url: str,
        model: str = "",
        key: str = "",
        form: Form = "chat",
        context: int = 8192,
        silent_s: float = 120.0,
        stalled_s: float = 30.0,
    ) -> None:
        """`model`: empty for the first in the server's list. `context`: `open` lowers it to what the server reports.

        `silent_s`: seconds without a byte after which the server counts as stuck (it is silent while it loads a model and
        reads a prompt); `stalled_s`: the same once its reply has begun.
        """
        self.form, self.context, self.model = form, context, model
        self.reported_context: int | None = None
        """Tokens of context, as the server reports it; None while it has not."""
        self._typed, self._key, self._silent_s, self._stalled_s = url, key, silent_s, stalled_s
        self._client: httpx.Client | None = None
        self._base = httpx.URL()
        self._current: tuple[Call, Callable[[], bool]] | None = None
        self._manner = Manner()
        """How this server wants to be asked."""
        self._beginning: Beginning = "unsure"
        """Whether replies of this server's model may begin within a thought: it was not heard yet."""

    def open(self) -> None:
        """Ask the server which models it has. Raises ModelError: no answer, wrong key, no model, another kind of server."""
        self.close()
        self._base = base_of(self._typed)
        self._client = make_client(self._base, self._key, self._silent_s)
        self._base, entries = find_models(self._client, self._base, self._errors(), self.model)
        if not self.model and not entries:
            raise self._errors().no_model()
        self.model = self.model or entries[0]["id"]
        for entry in entries:
            if entry["id"] == self.model:
                self.reported_context = min(contexts(entry), default=None)
                self.context = min(self.context, self.reported_context or self.context)

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
        server is silent, call `abort` as well, because nothing else can end the wait. Raises ModelError, also for a reply
        without words."""
        manner = self._manner
        for _ in range(ATTEMPTS):
            reader = ReplyReader(self._errors(), request, self._estimate(request), time.monotonic, self._beginning)
            call = self._dial(request, manner, cancelled)
            try:
                yield from self._pieces(call, reader, cancelled)
                if not call.hung_up:
                    self._manner = manner
                self._learn(reader)
                yield reader.usage("cancelled" if call.hung_up else reader.finish or "stop")
                return
            except (RefusedError, ReportedError) as refusal:
                other = manner.after(getattr(refusal, "status", 200), refusal.body) if reader.wordless else None
                if other is None:
                    raise self._told(refusal) from refusal
                manner = other
            finally:
                call.hang_up()

    def prefill(self, request: PrefillRequest, cancelled: Callable[[], bool]) -> None:
        """Have a server in the user's own network read the prompt, by asking for one token and dropping it. Raises ModelError.

        One, because some servers refuse to generate none, and Ollama takes none for no limit. Servers elsewhere are not
        asked: many want money for each token that they read.
        """
        if is_near(self._base.host):
            asked = GenerateRequest(request.prompt, max_tokens=1, seed=1, side_context="prefill")
            for _ in self.generate(asked, cancelled):
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
        broken: ModelError | None = None
        try:
            for text in self._texts(call, reader):
                if cancelled():
                    call.hang_up()
                if call.hung_up:
                    return
                if text:
                    yield TextChunk(text)
        except ModelError as error:
            broken = error  # what was said before is kept
        if not call.hung_up:
            if rest := reader.rest():
                yield TextChunk(rest)
            if broken is not None:
                raise broken
            reader.check(call.whole)

    def _texts(self, call: Call, reader: ReplyReader) -> Iterator[str]:
        """The text of every field (often empty), up to the last one."""
        stream = EventStream()
        try:
            for chunk in call.chunks():
                for field in stream.feed(chunk):
                    yield reader.read(field)
                    if reader.done:
                        return
                if not reader.wordless:
                    call.patience_s = self._stalled_s
        except httpx.HTTPError as error:
            if reader.finish is None:
                raise self._errors().unreachable(error, reader.wordless, begun=not reader.wordless) from error
        if not call.hung_up:
            yield from map(reader.read, stream.finish())

    def _dial(self, request: GenerateRequest, manner: Manner, cancelled: Callable[[], bool]) -> Call:
        assert self._client is not None, "open() comes first"
        path = "completions" if isinstance(request.prompt, str) else "chat/completions"
        url = httpx.URL(f"{self._base}/{path}")
        call = Call(self._client, url, body_of(request, self.model, manner), self._silent_s)
        self._current = call, cancelled  # first, so that an abort from here on reaches it …
        if cancelled():  # … and then this, for one that came earlier
            call.hang_up()
        return call

    def _learn(self, reader: ReplyReader) -> None:
        """Remember whether this model's replies begin within a thought."""
        if reader.closed_unopened:
            self._beginning = "held"
        elif reader.audible and self._beginning == "unsure":
            self._beginning = "reply"

    def _told(self, refusal: RefusedError | ReportedError) -> ModelError:
        if isinstance(refusal, RefusedError):
            return self._errors().refused(refusal)
        return self._errors().failed(refusal.body)

    def _estimate(self, request: GenerateRequest) -> int:
        if isinstance(request.prompt, str):
            return self.count(request.prompt)
        return sum(self.count(message.content) + MESSAGE_TOKENS for message in request.prompt)

    def _errors(self) -> ServerErrors:
        return ServerErrors(origin(self._base), self.model, self._key, self._silent_s, self._stalled_s)


def available(url: str, key: str = "", model: str = "") -> list[str]:
    """Ids of the models of the server at `url`; only `model`, if it is named, where the server has no list. Raises ModelError."""
    base = base_of(url)
    with make_client(base, key, CONNECT_S) as client:
        _, entries = find_models(client, base, ServerErrors(origin(base), "", key, CONNECT_S), model)
    return [entry["id"] for entry in entries]
