"""Compiles the patterns of all responders ahead of the first line: they take a second, and are kept while the program runs."""

from __future__ import annotations

from datetime import datetime

from companion.care.detection import detect
from companion.courtesy import lean, read_courtesy
from companion.deeds.deeds import Deeds
from companion.gate.reply_gate import ReplyGate
from companion.gate.tempting import temptation
from companion.gate.tempting_reader import certainty
from companion.remembering.command_grammar import parse_memory_command
from companion.remembering.topic_commands import parse_topic_command
from companion.told_rules.grammar import parse_rule_command

LINE = "I think that I know what you mean, but it is late."


def compile_patterns(deeds: Deeds) -> None:
    """Read one line as every responder would; the first time takes a second on a slow computer, later ones milliseconds."""
    detect(LINE)
    parse_topic_command(LINE)
    parse_rule_command(LINE, datetime(2000, 1, 1))
    parse_memory_command(LINE)
    deeds.read(LINE)
    lean(LINE)
    read_courtesy(LINE)
    temptation(LINE)
    certainty(LINE, None)
    ReplyGate([LINE]).fit("I am glad that you came, and you told me that it was raining.")
