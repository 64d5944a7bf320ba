"""Tests the MIDI file: what is written is read again, and what is no MIDI file is told."""

from __future__ import annotations

import io
import random
from pathlib import Path

import mido
import pytest

from companion.errors import CompanionError
from companion.piano.composer import Wish, compose
from companion.piano.midi import as_midi, opened, performance_in, performance_of, read_midi
from companion.piano.mood import Mood
from companion.piano.variation import vary


def test_what_is_written_is_read_again(tmp_path: Path):
    piece = compose(Wish(("The café was full of roses.",), 15), 2)
    path = tmp_path / "piece.mid"
    path.write_bytes(as_midi(piece))
    read, meant = read_midi(path), performance_of(piece)
    assert read.title == piece.title
    assert len(read.notes) == len(meant.notes)
    by_pitch = [sorted((n.pitch, n.start) for n in each.notes) for each in (read, meant)]
    pairs = list(zip(*by_pitch, strict=True))
    assert [one[0] for one, _ in pairs] == [other[0] for _, other in pairs]
    assert max(abs(one[1] - other[1]) for one, other in pairs) < 0.005
    assert [down for _, down in read.pedal[::2]] == [down for _, down in meant.pedal]


def test_the_title_and_the_reason_stand_in_the_file(tmp_path: Path):
    piece = compose(Wish(("The café was full of roses.",), 15), 2)
    path = tmp_path / "piece.mid"
    path.write_bytes(as_midi(piece))
    track = mido.MidiFile(path, charset="utf-8").tracks[0]
    assert next(m.text for m in track if m.type == "text").startswith(piece.why)
    assert track[0].name == piece.title


def test_a_key_is_let_go_before_it_is_pressed_again(tmp_path: Path):
    path = tmp_path / "piece.mid"
    path.write_bytes(as_midi(compose(Wish(mood=Mood(0.9, 0.9)), 8)))
    tracks = mido.MidiFile(path).tracks[1:]
    assert any(message.type == "note_on" for track in tracks for message in track)
    for track in tracks:
        down: set[int] = set()
        for message in track:
            if message.type == "note_on":
                assert message.note not in down
                down.add(message.note)
            elif message.type == "note_off":
                down.remove(message.note)
        assert down == set()


def test_what_is_no_midi_file_is_told(tmp_path: Path):
    path = tmp_path / "piece.mid"
    path.write_bytes(b"MThd and then nothing of use")
    for wrong in (path, tmp_path / "none.mid"):
        with pytest.raises(CompanionError, match=str(wrong)):
            read_midi(wrong)


def test_why_it_cannot_be_read_is_never_left_out():
    with pytest.raises(CompanionError, match=r"read \(it breaks off\); give another one\.$"):
        opened(b"MThd")


WHOLE = as_midi(compose(Wish(mood=Mood(0.5, 0.5)), 1))


@pytest.mark.parametrize("seed", range(80))
def test_a_damaged_file_is_read_or_told(seed: int):
    dice = random.Random(seed)
    data = bytearray(WHOLE if seed % 2 else WHOLE[: dice.randrange(10, len(WHOLE))])
    for _ in range(dice.choice((1, 3, 20))):
        data[dice.randrange(min(len(data), 600))] = dice.randrange(256)
    for use in (performance_in, lambda whole: vary(whole, "slower", 1)):
        try:
            assert use(bytes(data))
        except CompanionError as refusal:
            assert str(refusal).endswith(".")  # noqa: PT017 - either may be, nothing else


def test_a_file_that_would_fill_the_memory_is_refused():
    file, out = mido.MidiFile(), io.BytesIO()
    file.tracks.append(
        mido.MidiTrack([mido.Message("note_on", note=60), mido.Message("note_off", note=60, time=10**6)])
    )
    file.save(file=out)
    with pytest.raises(CompanionError, match="longer than 15 minutes"):
        opened(out.getvalue())


def test_a_file_without_beats_is_refused():
    data = bytearray(WHOLE)
    data[12:14] = b"\0\0"  # the ticks in a quarter note
    with pytest.raises(CompanionError, match="counts in beats"):
        opened(bytes(data))
