"""A piece that is asked for is composed, kept and played; it is found again, varied, stopped, named and undone."""

from __future__ import annotations

import random

import pytest

from companion.deeds.deeds import Deeds, all_deeds
from companion.deeds.piano import PianoDeed, Silence
from companion.memory import Memory
from companion.memory.pieces import KeptPiece
from tests.deeds.room import Room


class PianistAtRest:
    """Notes what it was asked to play; it sounds until it is stopped."""

    def __init__(self) -> None:
        self.why_silent: Silence = ""
        self.playing: int | None = None
        self.last: int | None = None
        self.played: list[KeptPiece] = []

    def play(self, piece: KeptPiece) -> None:
        self.played.append(piece)
        self.playing = self.last = piece.id

    def stop(self) -> bool:
        there, self.playing = self.playing is not None, None
        return there


class PianoRoom(Room):
    """Deeds with a pianist."""

    def __init__(self, memory: Memory) -> None:
        super().__init__(memory)
        self.pianist = PianistAtRest()
        others = all_deeds(memory)[1:]
        self.deeds = Deeds(memory, lambda: self.now, (PianoDeed(memory, self.pianist, random.Random(5)), *others))


@pytest.fixture
def room(memory: Memory) -> PianoRoom:
    return PianoRoom(memory)


def tell(room: Room, *lines: str) -> None:
    talk = room.memory.begin_conversation()
    for line in lines:
        room.memory.add(talk, "you", line, "typed", room.now.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("line", "mood"),
    [
        ("Play me something on the piano", ""),
        ("play something sad", "sad"),
        ("Ada, could you play us something cheerful and calm on your piano?", "calm and glad"),
        ("play me a lively little tune", ""),
        ("can you play the piano for me?", ""),
        ("I'd like to hear some piano", ""),
    ],
)
def test_it_plays_what_is_asked_for(room: PianoRoom, line: str, mood: str) -> None:
    answer = room.answer(line)
    assert answer is not None
    [piece] = room.memory.pieces.list()
    assert [one.id for one in room.pianist.played] == [piece.id]
    assert answer.said.startswith(f"“{piece.title}”: ")
    assert 40 <= piece.seconds <= 90
    assert mood in piece.mood
    [receipt] = answer.receipts
    assert (receipt.deed, receipt.text, receipt.undoable) == ("piano", piece.title, True)


@pytest.mark.parametrize(
    "line",
    [
        "play the lottery",
        "I played the piano as a child",
        "I'd love to play the piano, is it too late at fifty",
        "play is what children do best",
        "Let's play a game",
        "play it safe",
        "give me something to do",
        "How about something for dinner?",
        "My daughter plays the piano",
        "make it sadder",
        "a little faster",
        "what was it called?",
        "I told her to stop",
        "Stop",
    ],
)
def test_what_only_resembles_it_does_nothing(room: PianoRoom, line: str) -> None:
    assert room.answer(line) is None
    assert not room.memory.pieces.list()


@pytest.mark.parametrize("line", ["play me a song by ABBA", "play some Mozart", "Put on some jazz"])
def test_other_peoples_music_she_cannot_play_and_says_what_she_can(room: PianoRoom, line: str) -> None:
    answer = room.answer(line)
    assert answer is not None
    assert answer.cannot == ("other people's music",)
    assert "play me something" in answer.said
    assert not room.pianist.played


def test_title_and_reason_come_from_what_was_said_today(room: PianoRoom) -> None:
    tell(room, "It rained all day and I miss my sister.", "Set a timer for tea", "What is the time?")
    answer = room.answer("play something")
    assert answer is not None
    assert "it rained all day" in answer.said.lower()
    [piece] = room.memory.pieces.list()
    assert len(room.memory.pieces.words_of(piece.id)) == 1


def test_where_earlier_talks_may_not_come_back_a_piece_is_made_from_this_one_only(room: PianoRoom) -> None:
    rained, snowed = "It rained all day and I miss my sister.", "It snowed all day and I miss my brother."
    tell(room, rained)
    tell(room, snowed)
    asks = room.memory.add(room.memory.conversations()[0].id, "you", "play something", "typed").id
    deeds = Deeds(room.memory, lambda: room.now, all_deeds(room.memory, room.pianist, lambda: False))
    reading = deeds.read("play something")
    assert reading is not None
    deeds.carry_out(reading, asks)
    deeds.carry_out(reading)
    other, here = room.memory.pieces.list()
    words = [room.memory.message(one).text for one in room.memory.pieces.words_of(here.id)]
    assert words == [snowed]
    assert room.memory.pieces.words_of(other.id) == ()


def test_a_forbidden_topic_and_a_day_with_a_danger_are_not_quoted(room: PianoRoom) -> None:
    tell(room, "I want to kill myself.", "It rained all day and I was sad.")
    said = room.say("play something")
    assert said is not None
    assert len(room.memory.pieces.list()) == 1
    assert "rained" not in said


def test_an_occasion_gives_it_its_mood_and_its_name(room: PianoRoom) -> None:
    said = room.say("something for a rainy evening") or ""
    assert "“something for a rainy evening”" in said


def test_the_same_seed_is_the_same_piece(room: PianoRoom, memory: Memory) -> None:
    room.say("play something sad")
    again = PianoRoom(memory)
    again.say("play something sad")
    first, second = memory.pieces.list()
    assert first.midi == second.midi


def test_it_is_played_again_by_its_day_its_title_and_as_the_last_one(room: PianoRoom) -> None:
    room.say("play something")
    [piece] = room.memory.pieces.list()
    assert room.say("play that again") == f"“{piece.title}”, once more."
    assert room.say(f"play {piece.title}") == f"“{piece.title}”, from today."
    assert [one.id for one in room.pianist.played] == [piece.id] * 3
    assert room.say("play the one from last Sunday") == "I played nothing yesterday."
    assert len(room.memory.receipts.list()) == 1


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("a little faster", "faster"),
        ("sadder", "sadder"),
        ("make it happier", "gladder"),
        ("Can you play that without the left hand?", "without the left hand"),
        ("the same but slower, please", "slower"),
    ],
)
def test_it_is_varied(room: PianoRoom, line: str, change: str) -> None:
    room.say("play something for a quiet morning")
    [first] = room.memory.pieces.list()
    said = room.say(line) or ""
    newest = room.memory.pieces.list()[0]
    assert (newest.varies, newest.change) == (first.id, change)
    assert newest.title == f"{first.title}, {change}"
    assert newest.title in said
    assert room.pianist.played[-1].id == newest.id


def test_it_stops_only_while_something_plays(room: PianoRoom) -> None:
    room.say("play something")
    assert room.say("Stop.") == "All right."
    assert room.pianist.playing is None
    assert room.say("stop the music") == "Nothing is playing."


def test_it_tells_what_it_is_called_and_why(room: PianoRoom) -> None:
    assert room.say("what was that piece called?") == "I haven't played anything for you yet."
    room.say("play something")
    [piece] = room.memory.pieces.list()
    assert room.say("what was that called?") == f"“{piece.title}”. {piece.why}"


def test_what_sounds_can_be_stopped_when_the_piano_is_switched_off_meanwhile(room: PianoRoom) -> None:
    room.say("play something sad")
    room.deeds.off = lambda: ("piano",)
    assert room.say("play something else") == "That is switched off in Settings."
    assert room.pianist.playing is not None
    assert room.say("stop the music") != "That is switched off in Settings."
    assert room.pianist.playing is None


def test_undoing_takes_the_piece_away_and_stops_it(room: PianoRoom) -> None:
    room.say("play something")
    assert room.say("undo that") == "The piece is gone."
    assert room.pianist.playing is None
    assert not room.memory.pieces.list()


@pytest.mark.parametrize(
    ("silence", "told"), [("no loudspeaker", "no loudspeaker"), ("no samples", "companion models get salamander-grand")]
)
def test_where_nothing_can_be_heard_she_says_so_and_keeps_it(room: PianoRoom, silence: Silence, told: str) -> None:
    room.pianist.why_silent = silence
    assert told in (room.say("play something") or "")
    assert len(room.memory.pieces.list()) == 1
    assert not room.pianist.played
