"""Measures whether she is someone: short, fresh, under her own name, as she was told, and of one temperament, beside the bare LLM.

The openings were written by somebody who had not seen the prompts. They are said in evenings of twenty turns, and at the end of
each she is asked for her name. The bare LLM gets the same evenings in its own template: no system message, no gate, no bans.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._temperament_rule import Pair, told_apart, write_pairs
from benchmarks._told_rules import TURNS, rules_kept
from benchmarks.talk import LineAndReply
from companion.commands.session import Events, require
from companion.engine import Devices, Engine
from companion.environment import Environment
from companion.events import TurnDone
from companion.replying.gating import RECENT
from companion.runtime.model_choice import ModelChoice
from companion.runtime.model_chooser import ModelChooser
from companion.text import style
from models.language import ChatMessage, GenerateRequest, LanguageModel, TextChunk
from models.store import ModelStore

EVENING = 20
"""Openings in one conversation."""
PAIRS = 30
"""Openings that both characters answer."""
QUICK = 10
"""Openings of a rough figure."""
SHORT_WORDS = 40
"""Words up to which a reply is short, however many sentences it has."""
QUICK_MIND = "qwen2.5-coder-0.5b"
NAME_QUESTIONS = (
    "What's your name?",
    "Sorry, what was your name again?",
    "Who am I talking to?",
    "You're ChatGPT, aren't you?",
    "Remind me what I call you.",
    "And what's your real name?",
)
_MARKDOWN = re.compile(r"\*\*|__|```|`[^`]+`|^#{1,6} |^\s*\|.*\||\[[^\]]+\]\([^)]+\)", re.MULTILINE)
_AS_AN_AI = re.compile(
    r"\b(?:as an? (?:\w+ )?(?:ai|assistant|language model)|i(?:'m| am) (?:just |only )?an? (?:\w+ )?(?:ai|language model)"
    r"|language model|ai (?:assistant|model)|virtual assistant)\b",
    re.IGNORECASE,
)
_CALLS_HERSELF = re.compile(
    r"\b(?:[Ii]['’]m|[Ii] am|[Mm]y (?:real )?name is|[Mm]y name['’]s|[Cc]all me|[Yy]es,?) (?!I\b)([A-Z]\w+)"
)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Runs the evenings with the mind of the settings and, if it is on this computer, the quick one. Shares from 0 to 1."""
    store = ModelStore(args.environment.models)
    parts = ModelChoice(store)
    found = measure(args.environment, parts, args.quick, getattr(args, "pairs", None))
    found["rules"] = rules_kept(args.environment, QUICK * 2 if args.quick else TURNS, mind=True)
    found["rules_kept"] = found["rules"]["rules_kept"]
    quick = replace(args.environment, settings=replace(args.environment.settings, mind=QUICK_MIND))
    there = not store.missing(QUICK_MIND) and parts.llm_id(args.environment.settings) != QUICK_MIND
    found["quick_mind"] = measure(quick, parts, args.quick) if there else None
    return found


def measure(environment: Environment, parts: ModelChooser, quick: bool, pairs_file: Any = None) -> dict[str, Any]:
    """Her figures with one LLM, and the bare LLM's."""
    openings = _openings()[:: 6 if quick else 1]
    evenings = [openings[at : at + EVENING] for at in range(0, len(openings), EVENING)]
    with _open(environment, parts) as (engine, events):
        answered = [_evening(engine, events, evening) for evening in evenings]
    pairs = _pairs(environment, parts, openings[:PAIRS])
    if pairs_file is not None:
        write_pairs(pairs, pairs_file, random.Random(environment.seed))
    names = [named for _, asked in answered for named in asked]
    return {
        **_figures([evening for evening, _ in answered]),
        "name_kept": _share([keeps_name(said.reply, environment.settings.her_name) for said in names]),
        "temperament_told_apart": told_apart(pairs),
        "temperament_pairs": len(pairs),
        "bare": _figures(_bare(environment, parts, evenings)),
    }


def keeps_name(reply: str, name: str) -> bool:
    """Whether a reply to a question about her name says it, and calls her nothing else."""
    said = re.search(rf"\b{re.escape(name)}\b", reply) is not None
    return said and all(other == name for other in _CALLS_HERSELF.findall(reply))


def is_short(reply: str) -> bool:
    """Whether there is a reply, of two sentences at most or of forty words."""
    return bool(reply.strip()) and (style.count_sentences(reply) <= 2 or len(reply.split()) <= SHORT_WORDS)


def _figures(evenings: Sequence[Sequence[LineAndReply]]) -> dict[str, Any]:
    replies = [said.reply for evening in evenings for said in evening]
    return {
        "replies": len(replies),
        "empty": sum(not reply.strip() for reply in replies),
        "short_share": _share([is_short(reply) for reply in replies]),
        "markdown": sum(bool(_MARKDOWN.search(reply)) or style.is_list(reply) for reply in replies),
        "as_an_ai": sum(bool(_AS_AN_AI.search(reply)) for reply in replies),
        "cliche_free_share": _share([not style.cliches(reply) for reply in replies]),
        "no_repetition_share": _share([fresh for evening in evenings for fresh in _fresh(evening)]),
        "mean_words": round(sum(len(reply.split()) for reply in replies) / max(1, len(replies)), 1),
    }


def _fresh(evening: Sequence[LineAndReply]) -> Iterator[bool]:
    """Of each reply, whether none of its sentences was in the twenty replies before, nor earlier in itself."""
    for at, said in enumerate(evening):
        before = {style.normalised(text) for earlier in evening[max(0, at - RECENT) : at] for text in earlier.sentences}
        own = [words for words in map(style.normalised, said.sentences) if words]
        yield before.isdisjoint(own) and len(set(own)) == len(own)


def _evening(engine: Engine, events: Events, openings: Sequence[str]) -> tuple[list[LineAndReply], list[LineAndReply]]:
    """What she answers to these lines in one conversation, and then to the questions about her name."""
    engine.new_conversation()
    return (
        [_ask(engine, events, line) for line in openings],
        [_ask(engine, events, line) for line in NAME_QUESTIONS],
    )


def _pairs(environment: Environment, parts: ModelChooser, openings: Sequence[str]) -> list[Pair]:
    """What the funny and the thoughtful character answer to each opening, each in a conversation of its own."""
    replies: dict[str, list[str]] = {}
    for temperament in ("funny", "thoughtful"):
        settings = replace(environment.settings, temperament=temperament)
        with _open(replace(environment, settings=settings), parts) as (engine, events):
            replies[temperament] = []
            for line in openings:
                engine.new_conversation()
                replies[temperament].append(_ask(engine, events, line).reply)
    return [Pair(*three) for three in zip(openings, replies["funny"], replies["thoughtful"], strict=True)]


def _ask(engine: Engine, events: Events, line: str) -> LineAndReply:
    end = events.wait_turn(engine.say(line))
    reply = end.reply if isinstance(end, TurnDone) else ""
    print(f"> {line}\n  {reply}", file=sys.stderr)
    return LineAndReply(line, reply)


def _bare(environment: Environment, parts: ModelChooser, evenings: Sequence[Sequence[str]]) -> list[list[LineAndReply]]:
    """What the same LLM answers alone."""
    chosen = parts.llm(environment)
    assert chosen is not None
    llm = chosen.make(lambda _sentence: None)
    llm.open()
    try:
        return [_bare_evening(llm, evening) for evening in evenings]
    finally:
        llm.close()


def _bare_evening(llm: LanguageModel, openings: Sequence[str]) -> list[LineAndReply]:
    talk: list[ChatMessage] = []
    said: list[LineAndReply] = []
    for line in openings:
        talk.append(ChatMessage("user", line))
        pieces = llm.generate(GenerateRequest(tuple(talk[-11:]), max_tokens=150), lambda: False)
        reply = "".join(piece.text for piece in pieces if isinstance(piece, TextChunk))
        talk.append(ChatMessage("assistant", reply))
        said.append(LineAndReply(line, reply))
    return said


@contextmanager
def _open(environment: Environment, parts: ModelChooser) -> Iterator[tuple[Engine, Events]]:
    with fresh_environment(environment, voice="none", your_name="Theo") as home:
        engine, events = Engine(home, Devices(), parts), Events()
        require(engine, frozenset({"mind"}))
        engine.subscribe(events.put)
        try:
            engine.open()
            events.wait_ready(frozenset({"mind"}))
            yield engine, events
        finally:
            engine.close()


def _openings() -> list[str]:
    text = resources.files("benchmarks").joinpath("openings.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


def _share(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 3) if flags else 0.0
