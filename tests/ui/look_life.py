"""A remembered life for the pictures of the window: a few days of talk, a summary, and facts."""

from __future__ import annotations

from datetime import datetime, timedelta

from companion.memory import Memory
from companion.memory.day_summaries import DaySummary
from companion.memory.fact import FactCandidate
from companion.remembering.rule_commands import RuleCommands
from companion.told_rules.grammar import parse_rule_command

NOW = datetime(2026, 11, 22, 21, 40)
REPLY = "Forty love letters, and you came home quiet. Whose would you have written, if one had been yours?"


def remember(memory: Memory, clock: list[datetime]) -> None:
    """A few days of talk."""
    talks = [
        (40, ["I never answered what she wrote me in spring.", "What kept you?"]),
        (
            19,
            [
                "Catherine kept every letter I wrote her. In a shoe box, I think.",
                "Then somewhere there is a box that knows you very well.",
            ],
        ),
        (
            5,
            [
                "Today I gave away the last of her plants.",
                "Which one was it?",
                "The fern. It never liked me.",
                "Or it was shy.",
            ],
        ),
        (1, ["I can't sleep. Tell me something about the sea.", "It has no idea what day it is."]),
        (0, ["I wrote forty letters today. None of them were mine.", REPLY]),
    ]
    for days, lines in talks:
        at = clock[0] = NOW - timedelta(days=days, hours=days % 5, minutes=17)
        conversation = memory.begin_conversation()
        for number, line in enumerate(lines):
            memory.add(conversation, "her" if number % 2 else "you", line, "voice", at + timedelta(seconds=41 * number))
    clock[0] = NOW


def sum_up(memory: Memory) -> None:
    """What is kept of one of those talks."""
    talk = next(each for each in memory.conversations() if each.messages == 4)
    messages = memory.messages(talk.id)
    summary = "We talked about the last of her plants, a fern, and who gave it away."
    day = DaySummary(talk.id, talk.started, "The last of her plants", summary, (), "sad", messages[-1].id)
    memory.summaries.save(day, messages)
    reply = memory.recent(memory.conversations(1)[0].id, 1)[0]
    memory.add_sources(reply.id, [memory.search("shoe box").hits[0].message.id])


LIFE = [
    (
        "you",
        "job",
        "You write letters for other people for a living.",
        "letters for people who can't find the words",
        52,
        None,
    ),
    ("you", "home", "You live in a flat near the river.", "I'm still in the flat near the river", 30, None),
    ("person", "sister nora home", "Your sister Nora lives in Porto.", "Nora is in Porto", 200, "Nora"),
    ("person", "sister nora home", "Your sister Nora lives in Lisbon.", "Nora moved to Lisbon in March", 44, "Nora"),
    ("person", "sister nora job", "Nora teaches the cello.", "Nora has eleven cello pupils now", 12, "Nora"),
    ("person", "friend amy", "Amy is your oldest friend.", "Amy, whom I've known since I was six", 20, "Amy"),
    ("place", "sea", "You learnt to swim at Sesimbra.", "Sesimbra, where I learnt to swim", 60, None),
    ("habit", "coffee", "You walk before the first coffee.", "I always walk first, then coffee", 15, None),
    (
        "boundary",
        "work",
        "You are not to be asked about work before coffee.",
        "please, nothing about work before coffee",
        41,
        None,
    ),
]


def live(memory: Memory, clock: list[datetime]) -> None:
    """A life, as told in passing."""
    for subject, slot, text, quote, ago, name in LIFE:
        clock[0] = NOW - timedelta(days=ago)
        message = memory.add(memory.begin_conversation(), "you", f"Well. {quote}, you know.", "voice", clock[0])
        since = "2026-03-01" if "Lisbon" in text else None
        relation = {"Nora": "sister", "Amy": "friend"}.get(name or "", "")
        candidate = FactCandidate(subject, slot, text.lower(), text, quote, name or "", relation, since)
        assert memory.facts.accept(candidate, message.id), text
    clock[0] = NOW
    memory.facts.pin(next(fact.id for fact in memory.facts.list() if fact.subject == "boundary"), True)
    memory.facts.add("Your tea is green, in the blue cup.")
    told_to_be(memory, clock)
    written(memory, clock)


DIARY = (
    (2, "I still lay two cups out some mornings.", "You still lay two cups out some mornings.", "form"),
    (
        2,
        "My flatmate ate my leftovers AGAIN.",
        "Your flatmate ate your leftovers AGAIN. There are novels that begin worse.",
        "form",
    ),
    (
        1,
        "Amy laughed at my joke on the phone, and nobody laughs at my jokes.",
        "Amy laughed at your joke on the phone, and nobody laughs at your jokes.",
        "form",
    ),
    (
        1,
        "I wrote forty letters today, at the long table by the window, and none of them were mine.",
        "You wrote forty letters, and none of them were yours. I would read on.",
        "mind",
    ),
)
"""How many days ago something was said, what, what she wrote on it, and by what."""


def written(memory: Memory, clock: list[datetime]) -> None:
    """Her diary, and something she may ask."""
    for ago, said, line, by in DIARY:
        clock[0] = NOW - timedelta(days=ago)
        message = memory.add(memory.begin_conversation(), "you", said, "voice", clock[0])
        memory.diary.add(clock[0].date(), line, by, [message])
    message = memory.add(memory.begin_conversation(), "you", "I'm learning to play the cello.", "voice", clock[0])
    memory.to_ask.add("You're learning to play the cello. How is that going?", message, clock[0].date())
    memory.add(memory.begin_conversation(), "you", "I'm meeting Nora for lunch tomorrow.", "voice", clock[0])
    clock[0] = NOW


def told_to_be(memory: Memory, clock: list[datetime]) -> None:
    """What she was told about how to be: some still hold, one was ended, one replaced."""
    commands = RuleCommands(memory, lambda: clock[0])
    told = (
        "Shorter, please.",
        "Be less polite in the morning.",
        "Don't call me darling.",
        "Tease me less.",
        "Tease me more!",
    )
    for days, line in zip((60, 30, 12, 9, 2), told, strict=True):
        clock[0] = NOW - timedelta(days=days)
        message = memory.add(memory.begin_conversation(), "you", line, "voice", clock[0])
        command = parse_rule_command(line, clock[0])
        assert command is not None
        commands.carry_out(command, message.id, line)
    clock[0] = NOW
    commands.undo(1)
    commands.add("No advice after ten.")
