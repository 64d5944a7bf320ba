"""Counts what the LLM evaluates again over 300 turns, and the prompts that are too long: `companion bench prompt`."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast, get_args

from companion.environment import Environment
from companion.replying.gating import gate_for
from companion.replying.generated import Sentence
from companion.replying.generator import Generator
from companion.replying.persona import Persona
from companion.replying.prompt import REPLY_ROOM, Form, Note, PastSummary, PromptBuilder, PromptLine
from companion.runtime.model_choice import ModelChoice, threads
from companion.runtime.model_proxies import LlmProxy
from companion.turns.turn import Turn
from models.language import GenerateRequest, LanguageModel, Usage
from models.store import ModelStore

TURNS, QUICK = 300, 45
CONTEXTS = (2048, 4096, 8192)
REPLY = 24
"""Tokens of her replies here: about as many as the user's words, so that 300 turns stay bearable."""
EVERY = 3
"""Memories are retrieved at every third turn."""
EARLY = range(6, 16)
"""The turns whose first-token times are compared with the last ten."""
PASTED = 60
"""In the count of tokens, every sixtieth line is a long pasted one."""
PERSONA = Persona("Ada", "Theo")
TODAY = date(2026, 11, 20)

_WHO = (
    "My sister",
    "The neighbour",
    "Our postman",
    "My old teacher",
    "A man on the tram",
    "The baker",
    "My aunt",
    "Somebody",
)
_DID = (
    "left a green umbrella", "told a long story about bees", "asked me for the way", "sang all the way home",
    "lost a bag of plums", "painted the fence again", "wanted to sell me a clock", "waited an hour in the rain",
    "found a letter from the war", "forgot my name twice", "broke the blue jug", "read aloud from the paper",
)  # fmt: skip
_WHERE = (
    "by the harbour this morning", "in front of the library", "on the stairs last night", "at the market on Friday",
    "under the big chestnut tree", "in the middle of the bridge", "behind the old brewery", "at the swimming pool",
    "near the station before work", "in the park after supper", "outside the cinema",
)  # fmt: skip


@dataclass(frozen=True)
class _TurnCost:
    """What one turn cost."""

    number: int
    over: int
    """Tokens evaluated beyond the new line and the memories retrieved for it."""
    ttft_s: float
    refold: bool


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns evaluated_over_new_max, refolds, ttft_ratio_300_to_10, over_budget, and the measurements behind them."""
    environment: Environment = args.environment
    store = ModelStore(environment.models)
    chosen = "smollm2-135m" if args.quick else ModelChoice(store).llm_id(environment.settings)
    store.require(chosen)
    entry, path = store.entry(chosen), store.file(chosen)
    llm = LlmProxy(path, entry.context, threads(), lambda sentence: print(sentence, file=sys.stderr))
    llm.open()
    try:
        over = {str(context): _over_budget(context, llm.count) for context in CONTEXTS}
        turns = list(_talk(llm, entry.prompt_form, QUICK if args.quick else TURNS))
        again = list(_talk(llm, entry.prompt_form, max(EARLY)))
    finally:
        llm.close()
    return {
        "mind": chosen,
        "context": entry.context,
        **_figures(turns, again),
        "over_budget": sum(over.values()),
        "over": over,
    }


def _figures(turns: Sequence[_TurnCost], again: Sequence[_TurnCost]) -> dict[str, Any]:
    """`again`: the first turns of another conversation right after: by then the machine may be busier than half an hour before."""
    plain = [turn for turn in turns[1:] if not turn.refold]  # at the first all is new
    early = statistics.median(turn.ttft_s for turn in again if turn.number in EARLY)
    late = statistics.median(turn.ttft_s for turn in plain if turn.number > len(turns) - 10)
    return {
        "turns": len(turns),
        "evaluated_over_new_max": max(turn.over for turn in plain),
        "refolds": sum(turn.refold for turn in turns),
        "ttft_ratio_300_to_10": round(late / early, 3),
        "ttft_10_s": round(early, 3),
        "ttft_10_at_first_s": round(statistics.median(turn.ttft_s for turn in plain if turn.number in EARLY), 3),
        "ttft_300_s": round(late, 3),
        "refold_ttft_max_s": round(max((turn.ttft_s for turn in turns if turn.refold), default=0.0), 2),
    }


def _talk(llm: LlmProxy, form: Form, count: int) -> Iterator[_TurnCost]:
    """Has a conversation without a pause, so that nothing is folded: the prompt itself drops what is too much."""
    prompts = _prompts(form, llm.context, llm.count)
    generator = Generator(cast(LanguageModel, _ShortReplies(llm)), prompts, seed=1)
    lines: list[PromptLine] = []
    first = 0
    for number, line in zip(range(1, count + 1), _said(), strict=False):
        lines.append(line)
        refold = (now := prompts.verbatim_from(lines)) != first
        first = now
        reply, usage = _reply(generator, number, lines)
        over = usage.evaluated_tokens - _new(llm.count, line)
        yield _TurnCost(number, over, usage.prefill_s, refold)
        print(
            f"turn {number}: {usage.evaluated_tokens}/{usage.prompt_tokens} tokens, {over} over, {usage.prefill_s:.2f} s"
            + (", refold" if refold else ""),
            file=sys.stderr,
        )
        lines.append(PromptLine("her", reply))


def _reply(generator: Generator, number: int, lines: Sequence[PromptLine]) -> tuple[str, Usage]:
    thoughts = list(generator.generate(Turn(number, time.monotonic), lines, gate_for(lines)))
    text = " ".join(thought.text for thought in thoughts if isinstance(thought, Sentence))
    return text or "Hm.", next(thought for thought in thoughts if isinstance(thought, Usage))


def _new(count: Callable[[str], int], line: PromptLine) -> int:
    """Returns the tokens of the new line, of the memories retrieved for it, and of the name of the one who answers."""
    alone = PromptBuilder(PERSONA, "transcript", 100_000, len).build([line])
    assert isinstance(alone, str)
    return count(alone.removeprefix(PERSONA.transcript()))


def _over_budget(context: int, count: Callable[[str], int]) -> int:
    """Counts the prompts of such a conversation that leave no room for a reply, in both forms; nothing is generated."""
    over = 0
    for form in get_args(Form):
        prompts, lines, dice = _prompts(form, context, count), list[PromptLine](), random.Random(2)
        for number, line in zip(range(1, TURNS + 1), _said(), strict=False):
            lines.append(line if number % PASTED else replace(line, text=f"{line.text} " * 400))
            prompt = prompts.build(lines)
            text = [prompt] if isinstance(prompt, str) else [message.content for message in prompt]
            over += sum(count(part) + (8 if form == "chat" else 0) for part in text) > context - REPLY_ROOM
            lines.append(PromptLine("her", _sentence(dice)))
    return over


def _prompts(form: Form, context: int, count: Callable[[str], int]) -> PromptBuilder:
    prompts, dice = PromptBuilder(PERSONA, form, context, count), random.Random(3)
    profile = [
        "Never bring up the accident.",
        "You live in Porto.",
        "You repair clocks.",
        "Your sister is called Nora.",
    ]
    prompts.begin(
        profile, [PastSummary(TODAY - timedelta(days=n), f"You told me: {_sentence(dice)}") for n in range(1, 4)], TODAY
    )
    return prompts


def _said() -> Iterator[PromptLine]:
    """Yields the user's lines, about twelve words each, with retrieved memories at every third."""
    dice, number = random.Random(1), 0
    while True:
        number += 1
        when = datetime(2026, 1 + number % 10, 1 + number % 28, 21)
        yield PromptLine("you", _sentence(dice), (Note(when, "you", _sentence(dice)),) if not number % EVERY else ())


def _sentence(dice: random.Random) -> str:
    return (
        f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHERE)}, and it was half past {dice.randrange(2, 12)}."
    )


class _ShortReplies:
    """The LLM, with short replies."""

    def __init__(self, llm: LlmProxy) -> None:
        self._llm = llm

    def generate(self, request: GenerateRequest, cancelled: Callable[[], bool]) -> Iterator[Any]:
        return self._llm.generate(replace(request, max_tokens=REPLY), cancelled)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._llm, name)
