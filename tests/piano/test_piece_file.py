"""A kept piece is written as MIDI or as sound, by the ending of the file's name."""

from __future__ import annotations

import io
from pathlib import Path

import mido
import pytest
import soundfile

from companion.errors import CompanionError
from companion.piano.composer import Wish, compose
from companion.piano.grand import RATE, Grand
from companion.piano.midi import as_midi, read_midi
from companion.piano.piece_file import write_piece
from tests.piano.samples import one_tone_grand

PIECE = compose(Wish((), 21), 3)


def two_notes() -> bytes:
    """Half a second each, at the tempo of a file that names none."""
    file = mido.MidiFile(ticks_per_beat=480)
    file.tracks.append(track := mido.MidiTrack())
    for pitch in (60, 64):
        track.append(mido.Message("note_on", note=pitch, velocity=70))
        track.append(mido.Message("note_off", note=pitch, time=480))
    file.save(file=(out := io.BytesIO()))
    return out.getvalue()


def no_grand() -> Grand:
    raise AssertionError("MIDI needs no samples")


def test_midi_is_written_as_it_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "pieces" / "rain.MID"
    write_piece(target, as_midi(PIECE), "Rain", no_grand)
    assert len(read_midi(target).notes) == len(PIECE.notes)


def test_sound_has_the_title_and_lasts_as_long_as_its_notes(tmp_path: Path) -> None:
    (tmp_path / "grand").mkdir()
    target = tmp_path / "rain.flac"
    write_piece(target, two_notes(), "Rain", lambda: one_tone_grand(tmp_path / "grand"))
    with soundfile.SoundFile(target) as sound:
        assert (sound.title, sound.format, sound.samplerate) == ("Rain", "FLAC", RATE)
        assert sound.frames >= RATE


@pytest.mark.parametrize(("name", "why"), [("rain.ogg", "let it end in .mid"), ("file/rain.mid", "can't be written")])
def test_what_cannot_be_written_says_what_to_do(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CompanionError, match=why):
        write_piece(tmp_path / name, as_midi(PIECE), "Rain", no_grand)
