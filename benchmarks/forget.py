"""Checks that what is forgotten is gone: from search, recall, prompts, exports, and every decrypted page of the file."""

from __future__ import annotations

import argparse
import io
import random
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks._environment import fresh_environment
from benchmarks._forgettable import Clock, ForgettableLife, ForgettableLine
from companion.commands import known
from companion.environment import Environment
from companion.memory import Key, Memory, open_memory
from companion.memory.export import write_json, write_markdown
from companion.memory.forgetting import Forgotten
from companion.replying.persona import Persona
from companion.replying.prompt import Note, PastSummary, PromptBuilder, PromptLine
from companion.runtime.model_choice import EMBEDDING
from models.embedding import Embedder

_KEPT = ("receipt", "calendar_event", "list_item", "kept_note", "letter", "piece")
"""Tables of what she did and keeps; the last column names the line that asked for it."""
_TABLES = ("conversation", "message", "fact", "person", "evidence", "day", "drawn_on", "due_time", *_KEPT)
_SAMPLE = 12
"""Words of what stays that are looked for by recall after each forgetting; by search, all are."""

Rows = dict[str, set[tuple[object, ...]]]


@dataclass
class ForgetCase:
    """One thing to forget."""

    name: str
    forget: Callable[[], Forgotten]
    words: list[str]
    """Words that must be found before, and must not be found afterwards."""
    said: list[ForgettableLine] = field(default_factory=list)
    """The lines that will be gone."""
    facts: set[int] = field(default_factory=set)
    """The facts that will be gone besides those extracted from these lines."""


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Returns traces and lost_otherwise, which must be 0; found_before, by place, shows that the places can be searched."""
    dice = random.Random(args.environment.seed or 0)
    folder = args.environment.models / EMBEDDING
    embedder = Embedder(folder) if folder.is_dir() else None
    if embedder is not None:
        embedder.open()
    with fresh_environment(args.environment) as environment:
        clock = Clock()
        memory = open_memory(environment.memory_file, Key(dice.randbytes(32)), clock)
        try:
            with memory.database.alone() as writer:
                writer.pragma("synchronous", "OFF")
            life = ForgettableLife(memory, clock, dice, embedder)
            life.fill(8 if args.quick else 24, 16)
            return _measured(life, environment, dice) | {"vectors": embedder is not None}
        finally:
            memory.close()
            if embedder is not None:
                embedder.close()


def _measured(life: ForgettableLife, environment: Environment, dice: random.Random) -> dict[str, Any]:
    look = TraceFinder(life.memory, environment)
    traces: dict[str, int] = {}
    before: dict[str, int] = {}
    lost, still, wal, undone, cases = 0, 0, 0, 0, _cases(life, dice)
    for case in cases:
        found = look.places(case.words)
        for place, words in found.items():
            before[place] = before.get(place, 0) + len(words)
        unfound = set(case.words).difference(*found.values())
        assert not unfound, f"{case.name}: {unfound} were never there, so their absence would show nothing"
        rows, recalled = look.rows(), _recalled(life, look, case, dice)
        life.memory.forgetting.undo(case.forget())
        undone += sum(len(rows[table] ^ again) for table, again in look.rows().items())
        forgotten = case.forget()
        left = {place: words for place, words in look.asked(case.words).items() if words}
        still += len(life.memory.forgetting.make_final(forgotten))
        left |= {place: words for place, words in look.places(case.words).items() if words}
        wal = max(wal, look.log_bytes())
        for place, words in left.items():
            traces[place] = traces.get(place, 0) + len(words)
        lost += _lost(life, look, rows, recalled, case)
        print(f"{case.name}: {len(case.words)} words, traces {left or 'none'}", file=sys.stderr)
    return {
        "traces": sum(traces.values()),
        "traces_by_place": traces,
        "lost_otherwise": lost + len(life.memory.check()),
        "not_undone": undone,
        "copies_still_holding": still,
        "cases": len(cases),
        "words": sum(len(case.words) for case in cases),
        "found_before": before,
        "log_beside_the_file_bytes": wal,
        "messages": len(life.said),
    }


def _cases(life: ForgettableLife, dice: random.Random) -> list[ForgetCase]:
    """Picks lines of every kind, facts, people, evenings and days to forget; no two cases overlap."""
    memory, cases = life.memory, []
    evenings = sorted({said.conversation for said in life.said.values()})
    lines = {evening: [said for said in life.said.values() if said.conversation == evening] for evening in evenings}
    kinds = {"kept": 4, "edited": 10, "interrupted": 3, "long": 6, "emoji": 8, "plain": 2, "drawn on": 12, "hers": 13}
    forgetting = memory.forgetting
    for evening, (kind, number) in zip(evenings[1:-2:3] * 4, kinds.items(), strict=False):
        said = lines[evening][number]
        too = kind == "kept"
        words = [*_words([said]), *(said.kept if too else ())]
        cases.append(ForgetCase(f"message, {kind}", _late(forgetting.message, said.id, too), words, [said]))
    said = lines[evenings[2]][14]
    ((fact, only),) = said.facts.items()
    cases.append(ForgetCase("fact", _late(forgetting.fact, fact), [only], facts={fact}))
    fact, only = dice.choice(list(life.by_hand.items()))
    cases.append(ForgetCase("fact by hand", _late(forgetting.fact, fact), [only], facts={fact}))
    people = {person.name: person.id for person in memory.facts.people()}
    for evening, also in ((evenings[0], False), (evenings[3], True)):
        telling = [said for said in lines[evening] if said.person]
        facts = {fact: only for said in telling for fact, only in said.facts.items()}
        name = telling[0].person
        words = [*_words(telling), name.lower()] if also else list(facts.values())
        forget = _late(forgetting.person, people[name], also)
        cases.append(ForgetCase(f"person, words {also}", forget, words, telling if also else [], set(facts)))
    gone = lines[evenings[5]]
    words = [*_words(gone), life.days[evenings[5]]]
    cases.append(ForgetCase("conversation", _late(forgetting.conversation, evenings[5]), words, gone))
    span = [*lines[evenings[-2]][7:], *lines[evenings[-1]][:5]]
    cases.append(ForgetCase("period", _late(forgetting.period, span[0].at, span[-1].at), _words(span), span))
    return cases


def _late(forget: Callable[..., Forgotten], *what: Any) -> Callable[[], Forgotten]:
    return lambda: forget(*what)


def _words(lines: Iterable[ForgettableLine]) -> list[str]:
    return [word for said in lines for word in (*said.words, *said.facts.values(), *said.done)]


class TraceFinder:
    """Looks for words in all the places they could be."""

    def __init__(self, memory: Memory, environment: Environment) -> None:
        self._memory, self._environment = memory, environment
        self._prompts = PromptBuilder(Persona("Ada", "Theo"), "chat", 4096, lambda text: len(text) // 4)

    def places(self, words: Collection[str]) -> dict[str, set[str]]:
        """Returns the words that are found, by place."""
        found = self.asked(words)
        copies = [backup.path for backup in self._memory.backups.list()]
        for place, paths in (("pages", [self._memory.database.path]), ("copies", copies)):
            pages = b"".join(self._pages(path) for path in paths)
            found[place] = {word for word in words if word[:6].encode() in pages}
        return found

    def asked(self, words: Collection[str]) -> dict[str, set[str]]:
        """Does the same without reading the files' bytes."""
        asked = {
            "search": self.by_search,
            "kept": self._by_kept,
            "recall": self.by_recall,
            "facts": self._by_facts,
            "prompt": self._by_prompt,
        }
        found = {place: {word for word in words if by(word)} for place, by in asked.items()}
        exported = self._exported()
        return found | {"export": {word for word in words if word in exported}}

    def by_search(self, word: str) -> bool:
        """Whether History's search finds it."""
        return self._memory.search(word).total > 0

    def _by_kept(self, word: str) -> bool:
        """Whether what is kept has it, or a receipt."""
        done = " ".join(receipt.text for receipt in self._memory.receipts.list(1_000_000))
        return word in done or bool(self._memory.search_kept(word))

    def by_recall(self, word: str) -> bool:
        """Whether recall finds it: by words and, with the model, by meaning."""
        return any(word in one.text.lower() for one in self._memory.recall.recall(f"Tell me of the {word}"))

    def _by_facts(self, word: str) -> bool:
        facts = self._memory.facts
        known = [*facts.search(word), *facts.about(f"Tell me of the {word}")]
        people = [person.name for person in facts.people()]
        return word in repr(known).lower() or word in repr(people).lower()

    def _by_prompt(self, word: str) -> bool:
        """Whether the prompt contains it more than once: the question itself has the word once."""
        question = f"Tell me of the {word}"
        days = [PastSummary(day.date.date(), day.summary) for day in self._memory.summaries.list(500)]
        self._prompts.begin([fact.text for fact in self._memory.facts.profile(500)], days)
        notes = tuple(Note(one.when, one.speaker, one.text) for one in self._memory.recall.recall(question))
        newest = self._memory.conversations(limit=1)[0].id
        recent = [PromptLine(message.speaker, message.text) for message in self._memory.recent(newest, 20)]
        return repr(self._prompts.build([*recent, PromptLine("you", question, notes)])).lower().count(word) > 1

    def _exported(self) -> str:
        out = io.StringIO()
        write_json(self._memory, out)
        write_markdown(self._memory, out, "Ada")
        known.write_json(self._memory, out, datetime.now())
        known.write_markdown(self._memory, out, datetime.now())
        return out.getvalue().lower()

    def _pages(self, path: Path) -> bytes:
        connection = self._memory.database.other(path)
        try:
            return connection.serialize("main").lower()
        finally:
            connection.close()

    def rows(self) -> Rows:
        """All rows of all tables."""
        return {table: set(self._memory.database.rows(f"select * from {table}")) for table in _TABLES}

    def log_bytes(self) -> int:
        """The size of the write-ahead log; what was in it before it was emptied is gone."""
        return self._environment.memory_file.with_name("memory.db-wal").stat().st_size


def _recalled(life: ForgettableLife, look: TraceFinder, case: ForgetCase, dice: random.Random) -> list[str]:
    """Returns the words of what is to stay that recall finds now; of a long line it may give another part later."""
    words = [_last(said) for said in life.said.values() if said not in case.said]
    return [word for word in dice.sample(words, _SAMPLE) if look.by_recall(word)]


def _lost(life: ForgettableLife, look: TraceFinder, before: Rows, recalled: list[str], case: ForgetCase) -> int:
    """Returns rows and words that are missing and should not be."""
    gone = {said.id for said in case.said}
    conversations = {said.conversation for said in case.said}
    facts = case.facts | {fact for said in case.said for fact in said.facts}
    allowed: dict[str, Callable[[Any], bool]] = {
        "message": lambda row: row[0] in gone,
        "fact": lambda row: row[0] in facts,
        "evidence": lambda row: row[0] in facts,
        "day": lambda row: row[0] in conversations,
        "drawn_on": lambda row: not gone.isdisjoint(row),
        "due_time": lambda row: row[-2] in gone,  # without the line that asked for it, or gone itself
        **dict.fromkeys(_KEPT[1:], lambda row: row[-1] in gone),
        "person": lambda row: not any(fact[3] == row[0] and fact[0] not in facts for fact in before["fact"]),
        "conversation": lambda row: all(said[0] in gone for said in before["message"] if said[2] == row[0]),
    }
    after = look.rows()
    missing = [row for table, allow in allowed.items() for row in before[table] - after[table] if not allow(row)]
    for said in case.said:
        life.said.pop(said.id)
    unfound = [_last(said) for said in life.said.values() if not look.by_search(_last(said))]
    unfound += [word for word in recalled if not look.by_recall(word)]
    if missing or unfound:
        print(f"{case.name}: lost {missing} {unfound}", file=sys.stderr)
    return len(missing) + len(unfound)


def _last(said: ForgettableLine) -> str:
    """Returns a word of the line as it is now: the first word of an edited line went with the edit."""
    return said.words[-1]
