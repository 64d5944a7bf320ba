"""Words of a request are read as slots: when, how long, what it is about; and a request is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import resources
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.deeds.calendar_grammar import ChangeEvent, PutIn
from companion.deeds.deed import DeedQuestion, Request
from companion.deeds.fuller import fuller
from companion.deeds.list_requests import AboutList
from companion.deeds.note_grammar import ReadNotes, TakeNote
from companion.deeds.scheduled_requests import AboutScheduled
from companion.deeds.scheduling import Schedule
from companion.deeds.slot_checks import is_there
from companion.deeds.slot_reader import (
    LABELS,
    TAGS,
    Slot,
    SlotReading,
    allowed,
    best_path,
    slot_reader,
    slots_of,
)
from companion.deeds.slot_requests import request_of
from companion.deeds.slot_times import explained, length_of, time_of
from companion.deeds.slot_words import PER_WORD, PLACES, meanings, told_of_words, words_of
from companion.deeds.tagged import WordByWord
from companion.deeds.timer_grammar import AboutTimers, AddToTimer, SetTimer
from companion.memory import Memory
from models.embedding import Embedder
from tests.deeds.room import START, Room


def read(line: str, action: str, **slots: str | tuple[str, ...]) -> SlotReading:
    """A reading of the line with these words in its slots."""
    found = []
    for label, words in slots.items():
        for one in (words,) if isinstance(words, str) else words:
            found.append(Slot(label.strip("_"), line.index(one), line.index(one) + len(one), one))
    return SlotReading(action, 1.0, tuple(sorted(found, key=lambda one: one.start)), 1.0)


def made(line: str, deed: str, action: str, **slots: str | tuple[str, ...]) -> Request | DeedQuestion | None:
    return request_of(read(line, action, **slots), deed, line, START)


def test_words_numbers_and_marks_stand_alone() -> None:
    line = "Don't: 25m, 7:30pm"
    assert [line[start:end] for start, end in words_of(line)] == ["Don", "'t", ":", "25", "m", ",", "7:30", "pm"]


def test_each_word_is_told_of_with_its_neighbours_and_its_time() -> None:
    line = "wake me at seven"
    told = told_of_words(line, words_of(line), START)
    assert told.shape == (4, PER_WORD)
    assert (told <= PLACES).all()
    assert set(told[3]) != set(told[0])


def test_a_word_has_the_mean_of_its_pieces() -> None:
    vectors = np.array([[9, 9], [1, 0], [3, 0], [0, 5], [9, 9]], np.float32)
    spans = np.array([[0, 0], [0, 2], [2, 4], [5, 7], [0, 0]])
    assert meanings([(0, 4), (5, 7), (8, 9)], (vectors, spans)).tolist() == [[2, 0], [0, 5], [0, 0]]


def test_the_likeliest_tags_are_allowed_ones_with_their_probability() -> None:
    scores = np.zeros((3, len(TAGS)), np.float32)
    scores[1, TAGS.index("B text")] = 3
    scores[2, TAGS.index("I when")] = 9  # after “B text” it can't be
    scores[2, TAGS.index("I text")] = 2
    scores[2, TAGS.index("O")] = 1
    tags, sure = best_path(scores, allowed())
    assert [TAGS[tag] for tag in tags][1:] != ["B text", "I when"]
    for before, tag in pairwise(tags):
        assert not TAGS[tag].startswith("I ") or TAGS[before][2:] == TAGS[tag][2:]
    assert 0 < sure < 1


def test_sure_of_the_only_way_there_is() -> None:
    scores = np.full((2, len(TAGS)), -30, np.float32)
    scores[:, 0] = 30
    assert best_path(scores, allowed()) == ([0, 0], pytest.approx(1.0))


def test_tags_become_slots() -> None:
    line = "pasta, nine minutes"
    tags = [TAGS.index(name) for name in ("B text", "O", "B length", "I length")]
    assert [(one.label, one.words) for one in slots_of(line, words_of(line), tags)] == [
        ("text", "pasta"),
        ("length", "nine minutes"),
    ]


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("ten minutes", 10),
        ("twenty", 20),
        ("12", 12),
        ("half an hour", 30),
        ("five more minutes", 5),
        ("half hour", 30),
    ],
)
def test_lengths(words: str, minutes: int) -> None:
    assert length_of(words) == timedelta(minutes=minutes)


def test_what_is_no_length_is_none() -> None:
    assert length_of("the pasta") is None


def test_a_time_that_no_slot_has_leaves_the_line_unexplained() -> None:
    line = "ten minutes for the rice and eight for the peas"
    assert not explained(line, read(line, "set", length="ten minutes", text="rice").slots, START)
    assert explained(line[:24], read(line, "set", length="ten minutes", text="rice").slots, START)


def test_an_hour_and_a_day_that_stand_apart_are_one_time() -> None:
    line = "tomorrow I've the dentist so get me up at half six"
    time = time_of(read(line, "set", when=("tomorrow", "half six")), START)
    assert time is not None
    assert time.days is not None
    assert time.clock is not None


def test_two_hours_are_no_time() -> None:
    line = "at six or at seven"
    assert time_of(read(line, "set", when=("six", "seven")), START) is None


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (made("pasta, nine minutes", "timer", "set", length="nine minutes", text="pasta"), SetTimer(timedelta(minutes=9), "pasta")),
        (made("make it ten minutes longer", "timer", "more", by="ten minutes"), AddToTimer(timedelta(minutes=10))),
        (made("ditch every timer", "timer", "clear"), AboutTimers("stop", "", True)),
        (made("is the chicken nearly there", "timer", "ask", text="chicken"), AboutTimers("left", "chicken")),
        (made("tap's fixed", "list", "tick", item="tap"), AboutList("tick", "", ("tap",))),
        (made("milk and two loaves for the shopping", "list", "add", item=("milk", "two loaves"), list="shopping"),
         AboutList("add", "shopping", ("milk", "two loaves"))),
        (made("bin the whole shopping list", "list", "clear", list="shopping"), AboutList("clear", "shopping")),
        (made("the locker is 214, jot it down", "note", "add", text="the locker is 214"), TakeNote("The locker is 214")),
        (made("which note has the tiles", "note", "ask", text="tiles"), ReadNotes("about", "tiles")),
        (made("kill the seven o'clock one", "alarm", "cancel", old="seven o'clock"), AboutScheduled("stop", "seven o'clock")),
        (made("yoga is off", "calendar", "cancel", text="yoga"), ChangeEvent("cancel", "yoga")),
        (made("thanks for the pasta", "timer", "none"), None),
    ],
)  # fmt: skip
def test_slots_make_a_request(asked: Request | DeedQuestion | None, wanted: Request | None) -> None:
    assert asked == wanted


def test_a_reminder_and_an_event_have_their_time_and_their_words() -> None:
    reminder = made("ring Ann, say it at nine tomorrow", "reminder", "set", text="ring Ann", when="nine tomorrow")
    assert isinstance(reminder, Schedule)
    assert reminder.text == "ring Ann"
    assert reminder.time is not None
    assert reminder.time.moments(START, "morning").at[0] == START.replace(day=3, hour=9)
    event = made("dentist Tuesday at four", "calendar", "add", text="dentist", when="Tuesday at four")
    assert isinstance(event, PutIn)
    assert event.title == "dentist"


@pytest.mark.parametrize(
    ("line", "deed", "slots", "question"),
    [
        ("put a clock on the eggs", "timer", {"text": "eggs"}, "For how long?"),
        ("prompt me about the bins", "reminder", {"text": "bins"}, "When shall I remind you?"),
        ("say something to me at six", "reminder", {"when": "six"}, "What shall I remind you of?"),
    ],
)
def test_one_missing_slot_is_asked_for(line: str, deed: str, slots: dict[str, str], question: str) -> None:
    asked = made(line, deed, "set", **slots)
    assert isinstance(asked, DeedQuestion)
    assert asked.text == question


def test_a_timer_with_two_lengths_makes_none() -> None:
    assert made("six for the eggs or eight", "timer", "set", length=("six", "eight"), text="eggs") is None


def test_of_two_readings_the_one_that_leaves_out_less_counts() -> None:
    tomatoes, both = AboutList("add", "", ("tomatoes",)), AboutList("add", "", ("tomatoes", "basil"))
    assert fuller(tomatoes, both, False) == both
    assert fuller(both, tomatoes, False) == both
    assert fuller(SetTimer(timedelta(minutes=9)), AboutTimers("stop"), False) == AboutTimers("stop")
    assert fuller(AboutList("count", "snag"), AboutList("read", "snag"), False) == AboutList("count", "snag")
    assert fuller(DeedQuestion("timer", "For how long?", SetTimer(None)), SetTimer(timedelta(1)), False) == SetTimer(
        timedelta(1)
    )
    assert fuller(tomatoes, None, False) == tomatoes


def test_a_time_is_put_right_only_where_words_are_taken_back() -> None:
    seven, eight = SetTimer(timedelta(minutes=7)), SetTimer(timedelta(minutes=8))
    assert fuller(seven, eight, True) == eight
    assert fuller(seven, eight, False) == seven


def test_what_is_ended_must_be_there_or_named(room: Room) -> None:
    memory: Memory = room.memory
    assert not is_there(memory, "timer", AboutTimers("stop", "pasta"), "pasta is done", START)
    assert is_there(memory, "timer", AboutTimers("stop", "pasta"), "kill the pasta timer", START)
    assert not is_there(memory, "alarm", AboutScheduled("stop", "yoga"), "no yoga", START)
    assert not is_there(memory, "calendar", ChangeEvent("cancel", "yoga"), "no yoga", START)
    assert not is_there(memory, "list", AboutList("tick", "", ("tap",)), "tap's fixed", START)
    assert not is_there(memory, "note", ReadNotes("about", "tiles"), "the tiles?", START)
    assert is_there(memory, "timer", SetTimer(timedelta(minutes=9)), "nine minutes", START)


def test_the_weights_are_learned_from_these_lines() -> None:
    place = resources.files("companion.deeds")
    lines = b"".join(place.joinpath("lines", name).read_bytes() for name in ("slots.jsonl", "requests.jsonl"))
    with place.joinpath("slots.npz").open("rb") as file, np.load(file) as kept:
        assert str(kept["lines"]) == hashlib.sha256(lines).hexdigest()
        assert kept["out"].shape[1] == len(TAGS) == 1 + 2 * len(LABELS)


@pytest.mark.models
def test_a_line_is_read_word_by_word(need_model: Callable[[str], Path]) -> None:
    embedder = Embedder(need_model("minilm-l6-v2"))
    embedder.open()
    line = "the noodles, eleven minutes, off you go"
    pieces = embedder.pieces(line)
    assert pieces is not None
    found = slot_reader().read(line, "timer", START, meanings(words_of(line), pieces))
    assert found is not None
    assert (found.action, found.one("length"), found.one("text")) == ("set", "eleven minutes", "noodles")
    assert found.sure_of_action > 0.8


@pytest.mark.models
def test_lines_go_on_with_what_was_done_before(need_model: Callable[[str], Path], room: Room) -> None:
    embedder = Embedder(need_model("minilm-l6-v2"))
    embedder.open()
    room.memory.recall.use_embedder(embedder)
    assert room.say("put milk on the shopping list")
    assert room.say("oh and the good cheese") == "On the shopping list: good cheese."
    assert room.say("wake me at seven tomorrow")
    assert room.say("no, half past suits me better") == "Alarm, now tomorrow at 7:30 in the morning."
    assert room.say("put milk on the shopping list")
    assert room.say("my sister says hello by the way") is None


def test_no_reading_without_inner_layers() -> None:
    class Bare:
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise AssertionError(texts)

        inner = embed

        def pieces(self, text: str) -> None:
            """Shows no inner layers."""

    words = WordByWord(Bare, lambda *_: True, lambda *_: None)
    assert words.read("nine minutes for the pasta", "timer", START, (0.0, 0.0)) is None


@pytest.mark.parametrize(
    ("line", "text", "noted"),
    [
        ("🙃🙃 asdf ;;; DROP TABLE <b>hi</b>", "asdf ;;; DROP TABLE", None),
        ("lorem ipsum dolor sit amet", "lorem ipsum dolor sit amet", None),
        (
            "get that down on paper, the boiler man comes on Friday",
            "the boiler man comes on Friday",
            "The boiler man comes on Friday",
        ),
    ],
)
def test_mere_letters_are_no_note(line: str, text: str, noted: str | None) -> None:
    made = request_of(read(line, "add", text=text), "note", line, START)
    assert made == (TakeNote(noted) if noted else None)
