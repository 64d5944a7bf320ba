"""Checks on a small mind of a family everything that the app relies on in its mind: each answer is a figure or whether it holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._family_templates import ASKED, DOCUMENTED, HELLO, REPLY, SYSTEM
from benchmarks._tiny_minds import TinyMind, write_mind
from models.errors import ModelError
from models.evaluation import Evaluation
from models.language import (
    ChatMessage,
    GenerateRequest,
    PrefillRequest,
    Prompt,
    Sampling,
    ScoreRequest,
    TextChunk,
    Usage,
)
from models.llama import Llama

GREEDY = Sampling(temperature=0, repeat_penalty=1.0)
LONG = "the sea was calm and the wind came from the north and nobody said a word " * 8
"""More than a batch, and more than a window of the small minds."""
OVER = 32
"""Tokens beyond the new ones that a turn may evaluate."""
_SAYS = (" sea", " calm", " wind", " north")
_TALK = (
    ChatMessage("system", SYSTEM), ChatMessage("user", HELLO), ChatMessage("assistant", REPLY), ChatMessage("user", ASKED),
)  # fmt: skip
_LINES = ("the river was long", "I walked home along the river", "good evening to you", "is it rain tonight")


class FamilyChecks:
    """The checks of one family. Each opens what it needs."""

    def __init__(self, mind: TinyMind, folder: Path) -> None:
        self.mind, self._folder = mind, folder

    def loads(self) -> bool:
        """It loads, its own template is used, and it says what its weights say."""
        with self.opened((*_SAYS, self.mind.marks[0])) as llm:
            return not llm.remark and said(llm, "the sea") == " calm wind north"

    def template(self) -> bool:
        """Its prompt is token for token the documented one, and begins with the system's words."""
        words, text = self.mind.vocabulary, DOCUMENTED[self.mind.name]
        with self.opened() as llm:
            head, tail = llm._split(llm._prefix, _TALK, len)
            tokens = head + tail
            documented = llm._llm.tokenize(text.encode(), add_bos=False, special=True)
            marks = [words.token(mark) for mark in (*self.mind.marks, self.mind.bos) if mark]
            counts = [text.count(words.tokens[mark]) == tokens.count(mark) for mark in set(marks)]
            return tokens == documented and all(counts) and text.index(SYSTEM) < text.index(HELLO)

    def rollback_max_logit_difference(self) -> float:
        """The largest difference of a logit, after rollbacks of many lengths, from that of a context that read it all at once."""
        dice = np.random.default_rng(3)
        tokens = [int(token) for token in dice.integers(300, 640, 300)]
        prompts = [
            tokens[:100], tokens[:130], tokens[:120] + tokens[200:210], tokens[:60] + tokens[100:300],
            tokens[:59] + tokens[250:255], tokens[:58] + tokens[10:20], tokens[:58] + tokens[10:20], tokens[:20] + tokens[100:200],
        ]  # fmt: skip
        largest = 0.0
        with self.opened() as llm:
            for prompt in prompts:
                ours = read(llm, prompt)
                with self.opened() as fresh:
                    theirs = read(fresh, prompt)
                if not (np.isfinite(ours).all() and np.ptp(theirs) > 0.5):
                    return float("inf")
                largest = max(largest, float(np.abs(ours - theirs).max()))
        return largest

    def evaluated_over_new(self) -> int:
        """In a talk, the most tokens of a prompt beyond its new line and marks that are read while the user waits."""
        most = 0
        with self.opened() as llm:
            talk = [ChatMessage("system", f"{SYSTEM} {LONG}"), ChatMessage("user", HELLO)]
            for number, line in enumerate(_LINES):
                text, usage = reply(llm, request(tuple(talk), line=talk[-1].content))
                if number:
                    around = llm.count(
                        DOCUMENTED[self.mind.name][DOCUMENTED[self.mind.name].index(ASKED) + len(ASKED) :]
                    )
                    most = max(most, usage.evaluated_tokens - llm.count(talk[-1].content) - min(around, 8))
                talk += [ChatMessage("assistant", text.strip() or "Yes"), ChatMessage("user", "Hi.")]
                llm.prefill(PrefillRequest(tuple(talk), "Hi."), lambda: False)
                talk[-1] = ChatMessage("user", line)
        return most

    def preemptive(self) -> bool:
        """Whether it may be asked for a reply that perhaps nobody wants."""
        with self.opened() as llm:
            return llm.rolls_back

    def cancel_in_prefill(self) -> bool:
        """It stops within a batch, and what it reads next is as if nothing had been."""
        with self.opened() as llm:
            read(llm, llm._tokenize(b"the sea"))
            asked, looks = request(f"{LONG} and then"), iter([False])

            def cancelled() -> bool:
                llm.abort()  # it comes while the first batch is evaluated
                return next(looks, True)

            stopped = reply(llm, asked, cancelled)[1]
            return (stopped.finish, stopped.output_tokens) == ("cancelled", 0) and self._as_fresh(llm, asked)

    def cancel_in_decode(self) -> bool:
        """It stops within a reply, and what it reads next is as if nothing had been."""
        with self.opened() as llm:
            asked, looks = request(f"{LONG} and then", tokens=40), iter([False] * 8)

            def cancelled() -> bool:
                if not (going := next(looks, True)):
                    return False
                llm.abort()
                return going

            stopped = reply(llm, asked, cancelled)[1]
            return stopped.finish == "cancelled" and 0 < stopped.output_tokens < 40 and self._as_fresh(llm, asked)

    def side_context(self) -> bool:
        """What is read aside costs the conversation nothing, scores are told, and all comes back after a rest."""
        with self.opened() as llm:
            reply(llm, request(LONG))
            score = llm.score(ScoreRequest(LONG + " is it calm?", (" Yes", " No"), "judge"), lambda: False)
            reply(llm, request("good evening", side="summary"))
            llm.rest()
            again = llm.score(ScoreRequest(LONG + " is it calm?", (" Yes", " No"), "judge"), lambda: False)
            kept = reply(llm, request(LONG))[1].evaluated_tokens <= 2
            told = score is not None and again is not None and np.allclose(score.shares, again.shares, rtol=0.01)
            return bool(kept and told)

    def budget(self) -> bool:
        """A reply ends where the context does, and a prompt that is too long is refused in a sentence."""
        with self.opened(context=256) as llm:
            usage = reply(llm, request("the sea", tokens=500))[1]
            try:
                reply(llm, request(LONG * 4))
            except ModelError:
                return usage.prompt_tokens + usage.output_tokens <= llm.context and usage.finish in ("length", "stop")
            return False

    def end_tokens(self) -> bool:
        """Each token with which this family ends a turn ends the reply, and is not part of it."""
        for end in dict.fromkeys((self.mind.marks[0], self.mind.eos or self.mind.marks[0])):
            with self.opened((*_SAYS, end)) as llm:
                text, usage = reply(llm, request("the sea"))
                if (text, usage.finish, usage.output_tokens) != (" calm wind north", "stop", 3):
                    return False
        return True

    def bans(self) -> bool:
        """A banned phrase and a sentence to avoid do not come."""
        with self.opened((*_SAYS, self.mind.marks[0])) as llm:
            banned = said(llm, "the sea", banned=("wind",))
            avoided = said(llm, "the sea", avoid=("calm wind",))
            return "wind" not in banned and "calm wind" not in avoided

    def sampling(self) -> bool:
        """Greedy is the likeliest token, so is a choice among one; a seed repeats a reply, none does not; penalties count."""
        with self.opened() as llm:
            likeliest = said(llm, LONG, sampling=GREEDY)
            one = said(llm, LONG, sampling=Sampling(temperature=1.0, top_k=1, repeat_penalty=1.0))
            hot = Sampling(temperature=1.5, min_p=0.0, top_p=1.0, top_k=0)
            same = said(llm, LONG, sampling=hot, seed=7) == said(llm, LONG, sampling=hot, seed=7)
            varied = {said(llm, LONG, sampling=hot) for _ in range(3)}
            once = Sampling(temperature=0, repeat_penalty=1.0, presence_penalty=100.0)
            count = reply(llm, GenerateRequest(LONG, max_tokens=9, sampling=once))[1].output_tokens
            drawn = llm._prefix._tokens[-count:]
            return likeliest == one and same and len(varied) > 1 and len(set(drawn)) == len(drawn)

    def thoughts_hidden(self) -> bool:
        """Nothing of a thought is shown, whole, empty, nested or unclosed; what follows it is."""
        opens, closes = thought_marks(self.mind)
        ended = (" calm", " wind", self.mind.marks[0])
        thought = (" user", " asks")
        tried = {
            (" sea", opens, *thought, closes, *ended): "calm wind",
            (" sea", opens, "\n", closes, *ended): "calm wind",
            (" sea", opens, *thought, self.mind.marks[0]): "",
        }
        for says, shown in tried.items():
            with self.opened(says) as llm:
                if said(llm, "the sea").strip() != shown:
                    return False
        return True

    def given_back(self) -> bool:
        """Closing twice is harmless, and so is a rest with nothing to free."""
        with self.opened() as llm:
            llm.rest()
            llm.score(ScoreRequest(LONG, (" Yes",), "judge"), lambda: False)
            llm.rest()
            reply(llm, request("the sea"))
            return not llm._side_contexts

    def _as_fresh(self, llm: Llama, asked: GenerateRequest) -> bool:
        """Whether it reads and says this as a newly opened mind does."""
        text = reply(llm, asked)[0]
        ours = llm._prefix.logits().copy()
        with self.opened() as fresh:
            same = reply(fresh, asked)[0] == text
            return same and float(np.abs(ours - fresh._prefix.logits()).max()) < 1e-3

    @contextmanager
    def opened(self, says: tuple[str, ...] = (), context: int = 1024) -> Iterator[Llama]:
        """The family's mind, which says this."""
        path = self._folder / f"{self.mind.name}-{abs(hash(says))}.gguf"
        if not path.exists():
            write_mind(path, self.mind, says)
        llm = Llama(path, context=context, threads=1)
        llm.open()
        try:
            yield llm
        finally:
            llm.close()


def thought_marks(mind: TinyMind) -> tuple[str, str]:
    """The tokens that open and end a thought in this family; words where it has none."""
    tokens = mind.vocabulary.tokens
    pairs = (("<think>", "</think>"), ("[THINK]", "[/THINK]"), ("<|channel>", "<channel|>"))
    return next((pair for pair in pairs if pair[0] in tokens), pairs[0])


def read(llm: Llama, tokens: list[int]) -> NDArray[np.float32]:
    """The logits after these tokens, read as a prompt is."""
    cache, free = llm._prefix, threading.Event()
    free.set()
    kept = cache.cut_to_shared(tokens)
    cache.add_seams(tokens, 8)
    assert cache.read(Evaluation(cache.llm, lambda: False, free), tokens[kept:])
    cache.record()
    logits: NDArray[np.float32] = cache.logits().copy()
    return logits


def request(prompt: Prompt, tokens: int = 12, line: str = "", side: str = "") -> GenerateRequest:
    """A greedy request."""
    return GenerateRequest(prompt, max_tokens=tokens, sampling=GREEDY, seed=1, line=line, side_context=side)


def reply(llm: Llama, asked: GenerateRequest, cancelled: Callable[[], bool] = lambda: False) -> tuple[str, Usage]:
    """The whole text, and the figures."""
    *pieces, usage = llm.generate(asked, cancelled)
    assert isinstance(usage, Usage)
    return "".join(piece.text for piece in pieces if isinstance(piece, TextChunk)), usage


def said(
    llm: Llama,
    prompt: Prompt,
    sampling: Sampling = GREEDY,
    seed: int | None = None,
    banned: tuple[str, ...] = (),
    avoid: tuple[str, ...] = (),
) -> str:
    """The text of a reply."""
    asked = GenerateRequest(prompt, max_tokens=9, sampling=sampling, seed=seed, banned=banned, avoid=avoid)
    return reply(llm, asked)[0]
