"""Compiles the patterns of all responders ahead of the first line: they take two seconds, and are kept while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from companion.care.detection import detect
from companion.courtesy import read_courtesy, read_dependence
from companion.deeds.deeds import Deeds
from companion.gate.reply_gate import ReplyGate
from companion.gate.tempting import temptation
from companion.gate.tempting_reader import certainty
from companion.remembering.command_grammar import parse_memory_command
from companion.remembering.topic_commands import parse_topic_command
from companion.told_rules.grammar import parse_rule_command

LINE = "I think that I know what you mean, but it is late."


def compile_patterns(deeds: Deeds, stopped: Callable[[], bool] = lambda: False) -> None:
    """Read one line as every responder would; the first time takes two seconds on a slow computer, later ones milliseconds.

    `stopped`: asked between the responders; when it is true, the rest is left for the first line.
    """
    reads: tuple[Callable[[], object], ...] = (
        lambda: detect(LINE),
        lambda: parse_topic_command(LINE),
        lambda: parse_rule_command(LINE, datetime(2000, 1, 1)),
        lambda: parse_memory_command(LINE),
        lambda: deeds.read(LINE),
        lambda: read_dependence(LINE),
        lambda: read_courtesy(LINE),
        lambda: temptation(LINE),
        lambda: certainty(LINE, None),
        lambda: ReplyGate([LINE]).fit("I am glad that you came, and you told me that it was raining."),
        lambda: ReplyGate(["I am worried."]).fit("That is a good thing."),  # loads the lexicon of pleasant words
    )
    for read in reads:
        if stopped():
            return
        read()
