"""Pieces are kept, found by day and title, removed and put back; a forgotten line takes the words of a piece with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from companion.errors import CompanionError
from companion.memory import Memory
from companion.memory.pieces import NewPiece
from tests.clock import Clock

RAIN = NewPiece("After the Rain", "You said “it rained all day”, so it is slow.", 5, "calm", "D minor", 61.5, b"MThd")


def test_a_piece_is_found_by_number_day_and_title_after_a_restart(reopened: Callable[[], Memory], clock: Clock) -> None:
    memory, day = reopened(), clock().date()
    kept = memory.pieces.add(RAIN)
    clock.wait(hours=48)
    later = memory.pieces.add(NewPiece("Night in G major", "", 6, "calm", "G major", 50, b"MThd", "sadder", kept.id))
    pieces = reopened().pieces
    assert pieces.list() == [later, kept]
    assert pieces.of_day(day) == [kept]
    assert pieces.of_day(day + timedelta(days=1)) == []
    assert pieces.titled("after the rain") == [kept]
    assert (later.varies, later.change, kept.midi) == (kept.id, "sadder", b"MThd")


def test_the_one_played_last_is_known(memory: Memory, clock: Clock) -> None:
    assert memory.pieces.last_played() is None
    first, second = memory.pieces.add(RAIN), memory.pieces.add(RAIN)
    assert memory.pieces.last_played() == second
    clock.wait(minutes=5)
    memory.pieces.mark_played(first.id)
    last = memory.pieces.last_played()
    assert last is not None
    assert (last.id, last.played) == (first.id, clock())


def test_a_removed_piece_comes_back_as_it_was(memory: Memory) -> None:
    line = memory.add(memory.begin_conversation(), "you", "it rained all day", "typed")
    kept = memory.pieces.add(RAIN, line.id, [line.id])
    words = memory.pieces.words_of(kept.id)
    memory.pieces.remove(kept.id)
    with pytest.raises(CompanionError, match="companion piano list"):
        memory.pieces.piece(kept.id)
    memory.pieces.put_back(kept, words)
    assert (memory.pieces.list(), memory.pieces.words_of(kept.id)) == ([kept], (line.id,))


def test_forgetting_the_line_it_quotes_takes_its_title_and_reason_and_undoing_brings_them_back(memory: Memory) -> None:
    talk = memory.begin_conversation()
    line, asked = (memory.add(talk, "you", text, "typed") for text in ("it rained all day", "play something"))
    kept = memory.pieces.add(RAIN, asked.id, [line.id])
    receipt = memory.receipts.add("piano", RAIN.title, None, {"piece": kept.id}, asked.id)
    forgotten = memory.forgetting.message(line.id)
    piece = memory.pieces.piece(kept.id)
    assert (piece.title, piece.why, piece.message) == ("Piece in D minor", "", asked.id)
    assert memory.receipts.receipt(receipt.id).text == "Piece in D minor"
    memory.forgetting.undo(forgotten)
    assert memory.pieces.piece(kept.id) == kept
    assert memory.receipts.receipt(receipt.id).text == RAIN.title


def test_correcting_the_line_it_quotes_takes_them_too(memory: Memory) -> None:
    line = memory.add(memory.begin_conversation(), "you", "it rained all day", "typed")
    kept = memory.pieces.add(RAIN, line.id, [line.id])
    memory.edit(line.id, "it snowed all day")
    assert memory.pieces.piece(kept.id).title == "Piece in D minor"


def test_a_piece_outlives_the_line_that_asked_for_it(memory: Memory) -> None:
    asked = memory.add(memory.begin_conversation(), "you", "play something", "typed")
    kept = memory.pieces.add(RAIN, asked.id)
    memory.forgetting.message(asked.id)
    piece = memory.pieces.piece(kept.id)
    assert (piece.title, piece.message) == (kept.title, None)
