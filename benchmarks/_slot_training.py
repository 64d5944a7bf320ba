"""Learns the weights by which slots are read: `python -m benchmarks._slot_training`. Needs the embedding model.

Prints what five-fold cross-validation says of them, unless `--quick`. The same lines give the same weights, but for rounding.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._deed_lines import EVENING
from benchmarks._line_places import done_at
from benchmarks._slot_lines import MarkedLine, actions_of, marked_lines, more_lines, said_before
from benchmarks._slot_network import Example, Weights, learned
from companion.deeds.likely import NO_DEED, likelihood
from companion.deeds.slot_reader import DEEDS, NOTHING, Numbers, Place, SlotReader, best_path, of_deed, slots_of
from companion.deeds.slot_words import meanings, told_of_words, words_of
from companion.environment import find_environment
from companion.text.line_reader import packed
from models.embedding import Embedder

ROOT = Path(__file__).resolve().parent.parent
LINES = ROOT / "companion/deeds/lines/slots.jsonl"
REQUESTS = ROOT / "companion/deeds/lines/requests.jsonl"
WEIGHTS = ROOT / "companion/deeds/slots.npz"
COPIES, FOLDS = 1, 5
OF_LOOKALIKES, OF_REQUESTS = 0.5, 0.35
"""So many of the lines stand a second time after something that has nothing to do with them."""
SURE = (0.0, 0.5, 0.7, 0.9)


def main() -> int:
    """Learn from the lines, report, and write the weights."""
    embedder = Embedder(find_environment(None, os.environ).models / "minilm-l6-v2")
    embedder.open()
    lines = placed([*marked_lines(LINES), *lookalikes(embedder)])
    actions = actions_of(lines)
    plain = examples_of(lines, actions, embedder)
    if "--quick" not in sys.argv:
        cross_validated(lines, plain, actions, embedder)
    marked = copied(lines)
    more = examples_of(more_lines(marked, COPIES), actions, embedder)
    weights = learned([*plain, *more], len(actions))
    kept: dict[str, Any] = {name: packed(one) for name, one in weights.items()}
    with WEIGHTS.open("wb") as file:
        np.savez_compressed(
            file,
            **kept,
            actions=np.array(actions),
            lines=np.array(hashlib.sha256(LINES.read_bytes() + REQUESTS.read_bytes()).hexdigest()),
        )
    print(f"{WEIGHTS.relative_to(ROOT)}: {WEIGHTS.stat().st_size // 1000} kB from {len(lines)} lines", file=sys.stderr)
    return 0


def lookalikes(embedder: Embedder) -> list[MarkedLine]:
    """The written lines that ask for nothing, each with the deed that it is likeliest taken to ask for; not marked."""
    rows = [json.loads(line) for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
    made = []
    for number, row in enumerate(rows):
        if row["deed"] == NO_DEED and row["text"].strip():
            deed = row.get("like") or likelihood(row["text"], EVENING, embedder).deed
            if deed in DEEDS:
                made.append(MarkedLine(row["text"], deed, NOTHING, (), before=said_before(row), number=number))
    return made


def placed(lines: Sequence[MarkedLine]) -> list[MarkedLine]:
    """The lines with what was done just before them, and beside them others that ask nothing of what was done, or nothing more.

    Each line stands after something, too, that has nothing to do with it, and each that asks one thing is read for a second.
    """
    done, dice = done_at(one.before for one in lines), np.random.default_rng(0)
    several = {one.number for one in lines if one.place.taken}
    made: list[MarkedLine] = []
    for one in lines:
        if one.before:
            deed, kept = done.get(one.before, (one.deed, True))
            place = replace(one.place, follows=True, same=deed == one.deed, kept=kept)
            made.append(replace(one, place=place))
            if deed != one.deed and deed in DEEDS:
                made.append(replace(one, deed=deed, action=NOTHING, slots=(), place=replace(place, same=True)))
            continue
        made.append(one)
        if one.place.taken:
            continue
        after = Place(follows=True, same=True, kept=bool(dice.random() < 0.7))
        if one.action == NOTHING:
            made += [replace(one, deed=str(dice.choice(DEEDS)), place=after)] * bool(dice.random() < OF_LOOKALIKES)
            continue
        others = [name for name in DEEDS if name != one.deed]
        if dice.random() < OF_REQUESTS:
            made.append(replace(one, deed=str(dice.choice(others)), action=NOTHING, slots=(), place=after))
        if dice.random() < OF_REQUESTS:
            made.append(replace(one, place=after))
        if one.slots and one.number not in several and dice.random() < OF_REQUESTS:
            taken = Place(taken=tuple((start, end) for _, start, end in one.slots))
            deed = one.deed if dice.random() < 0.5 else str(dice.choice(others))
            made.append(replace(one, deed=deed, action=NOTHING, slots=(), place=taken))
    return made


def copied(lines: Sequence[MarkedLine]) -> list[MarkedLine]:
    """Those of which copies are made: the requests as they were written."""
    return [one for one in lines if one.action != NOTHING and (one.place.follows == bool(one.before))]


def examples_of(lines: Sequence[MarkedLine], actions: Sequence[str], embedder: Embedder) -> list[Example]:
    """The lines as the network sees them. Raises SystemExit without inner layers."""
    made = []
    seen: dict[str, Numbers] = {}
    for one in lines:
        words = words_of(one.text)
        if one.text not in seen:
            pieces = embedder.pieces(one.text)
            if pieces is None:
                raise SystemExit("This embedding model shows no inner layers; get minilm-l6-v2 and try again.")
            seen[one.text] = meanings(words, pieces).astype(np.float16)
        vectors = seen[one.text]
        told = told_of_words(one.text, words, EVENING, one.place.taken)
        action, tags = actions.index(f"{one.deed} {one.action}"), np.array(one.tags())
        made.append(Example(vectors, told, DEEDS.index(one.deed), one.place, tags, action, one.action != NOTHING))
    return made


def cross_validated(
    lines: Sequence[MarkedLine], plain: Sequence[Example], actions: Sequence[str], embedder: Embedder
) -> None:
    """Print how many lines are read wholly right by weights that were learned without them and what stood near them."""
    rows = []
    for fold in range(FOLDS):
        kept = [at for at, one in enumerate(lines) if one.number % FOLDS == fold]
        others = [at for at in range(len(lines)) if at not in set(kept)]
        more = examples_of(more_lines(copied([lines[at] for at in others]), COPIES), actions, embedder)
        weights = learned([*(plain[at] for at in others), *more], len(actions))
        rows += judged([lines[at] for at in kept], [plain[at] for at in kept], weights, actions)
        print(f"fold {fold + 1}: {np.mean([row[1] for row in rows]):.3f}", file=sys.stderr, flush=True)
    print(report(rows))


Row = tuple[str, bool, bool, float, float]
"""Deed, whether all slots are right, whether the action is, and how sure the reader is of both."""


def judged(
    lines: Sequence[MarkedLine], plain: Sequence[Example], weights: Weights, actions: Sequence[str]
) -> list[Row]:
    """What these weights read in each line, against its marks."""
    reader, made = SlotReader(weights, actions), []
    for line, one in zip(lines, plain, strict=True):
        scores, of_actions = reader.scores(one.vectors.astype(np.float32), one.told, line.deed, line.place)
        tags, sure = best_path(scores + of_deed(line.deed), weights["after"])
        shares = reader.actions(of_actions, line.deed)
        action = max(shares, key=lambda name: shares[name])
        sure_of_action = shares[action]
        found = {(slot.label, slot.words) for slot in slots_of(line.text, words_of(line.text), tags)}
        wanted = {(label, line.text[start:end]) for label, start, end in line.slots}
        made.append((line.deed, found == wanted, action == line.action, sure, sure_of_action))
    return made


def report(rows: Sequence[Row]) -> str:
    """Shares of lines that are read right, all and those the reader is sure of, for each deed."""
    said = []
    for deed in ("", *DEEDS):
        mine = [row for row in rows if not deed or row[0] == deed]
        if not mine:
            continue
        parts = [f"slots {_share([row[1] for row in mine])}, action {_share([row[2] for row in mine])}"]
        for least in SURE[1:]:
            sure = [row for row in mine if row[3] >= least and row[4] >= least]
            parts.append(f"from {least}: {len(sure) / len(mine):.2f} of lines, {_share([r[1] and r[2] for r in sure])}")
        said.append(f"{deed or 'all'} ({len(mine)}): {'; '.join(parts)}")
    return "\n".join(said)


def _share(found: Sequence[bool]) -> str:
    return f"{np.mean(found) if found else 0:.3f}"


if __name__ == "__main__":
    sys.exit(main())
