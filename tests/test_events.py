"""Events are printed with the names and fields, in the order, that other programs rely on."""

from __future__ import annotations

import dataclasses
import json

import pytest

from companion import events
from companion.events import (
    Agreed,
    CannotDo,
    CareTaken,
    CharacterMade,
    DeedDone,
    DeedUndone,
    Event,
    Failed,
    FellDue,
    Heard,
    Held,
    HelpShown,
    Interrupted,
    LetterShown,
    Notice,
    Noticed,
    Partial,
    PieceBegun,
    PieceOver,
    Progress,
    Question,
    Ready,
    Recalled,
    Resumed,
    RuleTold,
    Said,
    Source,
    Spoken,
    State,
    Token,
    TurnDone,
)

PRINTED: list[tuple[Event, str, list[str]]] = [
    (Partial(text="I was"), "partial", ["text"]),
    (Heard(text="Hi.", start=1, end=2), "heard", ["text", "start", "end", "typed", "message"]),
    (Recalled(memories=(Source(7, "2026-03-02T21:00:00", "Nora lives in Lisbon."),)), "recalled", ["memories"]),
    (CareTaken(level="ask", kind="suicide"), "care", ["level", "kind"]),
    (HelpShown(text="Emergency: 112"), "help", ["text"]),
    (
        RuleTold(id=1, text="She is blunter.", scope="always", until=None),
        "rule",
        ["id", "text", "scope", "until", "ended"],
    ),
    (DeedDone(deed="timer", text="ten minutes"), "done", ["deed", "text", "when", "undo", "id"]),
    (PieceBegun(id=2, title="Rain", seconds=61.5), "piece", ["id", "title", "seconds"]),
    (PieceOver(id=2, played_s=12.5, whole=False), "piece_over", ["id", "played_s", "whole"]),
    (DeedUndone(deed="timer", text="ten minutes", id=3), "undone", ["deed", "text", "id"]),
    (CannotDo(what="weather"), "cannot", ["what"]),
    (Question(number=1, text="Company or quiet?"), "question", ["number", "text"]),
    (Noticed(what="hesitation", confidence=0.8), "noticed", ["what", "confidence"]),
    (Agreed(yes=False), "agreed", ["yes"]),
    (
        CharacterMade(her_name="Nora", your_name="", temperament="warm", voice="auto", speaks_first=False, words=()),
        "character",
        ["her_name", "your_name", "temperament", "voice", "speaks_first", "words"],
    ),
    (LetterShown(id=1, title="to Tom", text="Dear Tom!"), "letter", ["id", "title", "text"]),
    (
        FellDue(deed="timer", text="pasta", when="2026-03-02T21:10:00", late_s=0.2),
        "due",
        ["deed", "text", "when", "late_s", "id", "quiet"],
    ),
    (Said(text="Hi."), "said", ["text", "neutral"]),
    (Spoken(text="Hi.", start=1, end=2, words=(("Hi.", 1, 2),)), "spoken", ["text", "start", "end", "words"]),
    (Interrupted(heard="Hi—"), "interrupted", ["heard", "gap_s", "phases"]),
    (Held(), "held", []),
    (Resumed(text="Hi.", start=1, end=2, words=(("Hi.", 1, 2),)), "resumed", ["text", "start", "end", "words"]),
    (
        TurnDone(reply="Hi.", gap_s=1.0, phases={"ear": 0.4}),
        "turn_done",
        ["reply", "gap_s", "phases", "prompt_tokens", "evaluated_tokens", "output_tokens", "refused"],
    ),
    (Failed(message="No."), "failed", ["message"]),
    (Notice(message="Oh."), "notice", ["message"]),
    (State(state="idle"), "state", ["state", "detail"]),
    (Ready(part="mind"), "ready", ["part", "detail"]),
    (Token(text="H"), "token", ["text"]),
    (
        Progress(model="m", done=1, total=2),
        "progress",
        ["model", "done", "total", "seconds_left", "status", "message"],
    ),
]


@pytest.mark.parametrize(("event", "name", "fields"), PRINTED, ids=[name for _, name, _ in PRINTED])
def test_an_event_is_printed_with_its_name_turn_and_time_first(event: Event, name: str, fields: list[str]):
    printed = dataclasses.replace(event, turn=3, t=1.23456).as_json()
    assert list(printed) == ["event", "turn", "t", *fields]
    assert (printed["event"], printed["turn"], printed["t"]) == (name, 3, 1.235)
    assert json.loads(json.dumps(printed, ensure_ascii=False)) == json.loads(json.dumps(printed))


def test_words_are_printed_as_lists_of_text_start_and_end():
    spoken = Spoken(text="Hi.", start=1, end=2, words=(("Hi.", 1.0, 2.0),))
    assert json.loads(json.dumps(spoken.as_json()))["words"] == [["Hi.", 1.0, 2.0]]


def test_every_kind_of_event_is_in_this_table():
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)}
    assert kinds - {Event} == {type(event) for event, _, _ in PRINTED}


def test_names_are_unique():
    names = [name for _, name, _ in PRINTED]
    assert len(set(names)) == len(names)
