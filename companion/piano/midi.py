"""Keeps a piece as a standard MIDI file, with its title and reason, and reads the notes of one."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import mido
from mido.midifiles.meta import KeySignatureError

from companion.errors import CompanionError
from companion.files import reason
from companion.piano.mood import Mood
from companion.piano.score import METRES, STEPS, Hand, Note, Piece, Theme

_TICKS = 480
"""In a quarter note."""
_SUSTAIN = 64
_LONGEST_S = 900
"""A quarter of an hour takes 350 MB while it is rendered."""
_DAMAGED = (EOFError, OSError, ValueError, KeyError, IndexError, TypeError, KeySignatureError)
"""What mido raises for a file that is none."""
_THEME = re.compile(
    r"motif (?P<lengths>\d+(?:,\d+)*) at (?P<contour>-?\d+(?:,-?\d+)*), tonic (?P<tonic>\d|1[01]), (?P<metre>\d/\d), "
    r"energy (?P<energy>[01]?\.?\d+), gladness (?P<gladness>[01]?\.?\d+)"
)
"""How the theme stands in a file, so that it can be varied later."""
_HANDS: tuple[Hand, ...] = ("right", "left")


@dataclass(frozen=True)
class PlayedNote:
    """A key that is pressed, in time."""

    start: float
    """Seconds from the beginning."""
    end: float
    """Seconds; when the finger leaves the key."""
    pitch: int
    velocity: int


@dataclass(frozen=True)
class Performance:
    """What is played, in seconds: all that rendering needs."""

    notes: tuple[PlayedNote, ...]
    pedal: tuple[tuple[float, bool], ...]
    """At which second the right pedal goes down (True) or up."""
    title: str = ""


def performance_of(piece: Piece) -> Performance:
    """The piece in seconds."""
    at = piece.seconds_at
    notes = [PlayedNote(at(n.start), at(n.start + n.length), n.pitch, n.velocity) for n in piece.notes]
    pedal = tuple((at(step), down) for step, down in piece.pedal)
    return Performance(tuple(sorted(notes, key=lambda note: note.start)), pedal, piece.title)


def as_midi(piece: Piece) -> bytes:
    """The piece as a file with three tracks: tempo and title, right hand, left hand."""
    file = mido.MidiFile(type=1, ticks_per_beat=_TICKS, charset="utf-8")
    file.tracks.append(_conductor(piece))
    for channel, hand in enumerate(_HANDS):
        file.tracks.append(_hand(piece, hand, channel))
    return _bytes(file)


def read_midi(path: Path) -> Performance:
    """The notes and the pedal of a MIDI file; raises CompanionError naming it."""
    return performance_in(midi_bytes(path))


def midi_bytes(path: Path) -> bytes:
    """The content of a MIDI file that can be read; raises CompanionError naming it."""
    try:
        data = path.read_bytes()
        opened(data)
    except OSError as error:
        raise CompanionError(f"{path} can't be read ({reason(error)}); give another MIDI file.") from error
    except CompanionError as error:
        raise CompanionError(f"{path}: {error}") from error
    return data


def opened(data: bytes) -> mido.MidiFile:
    """The file in these bytes; raises CompanionError if it is none, or one that nothing can be played from."""
    try:
        try:
            file = mido.MidiFile(file=io.BytesIO(data), clip=True, charset="utf-8")
        except UnicodeDecodeError:
            file = mido.MidiFile(file=io.BytesIO(data), clip=True)  # its titles are in an older alphabet
    except _DAMAGED as error:
        raise CompanionError(
            f"This is no MIDI file that can be read ({str(error) or 'it breaks off'}); give another one."
        ) from error
    if file.type == 2 or not file.tracks or file.ticks_per_beat < 1:
        raise CompanionError("This MIDI file holds no single piece that counts in beats; give another one.")
    if file.length > _LONGEST_S:
        raise CompanionError(f"This MIDI file lasts longer than {_LONGEST_S // 60} minutes; give a shorter one.")
    return file


@dataclass(frozen=True)
class MidiDetails:
    """What a file says of its piece."""

    title: str
    mood: Mood
    theme: Theme | None
    """None if it was not composed here."""


def details_of(file: mido.MidiFile) -> MidiDetails:
    """Title, mood and theme as far as they stand in the file."""
    title = next((message.name for message in file.tracks[0] if message.type == "track_name"), "")
    texts = [message.text for message in file.tracks[0] if message.type == "text"]
    for text in texts:
        if found := _THEME.fullmatch(text):
            metre = found["metre"]
            if metre in METRES:
                lengths, contour = (tuple(map(int, found[name].split(","))) for name in ("lengths", "contour"))
                theme = Theme(lengths, contour, int(found["tonic"]), metre)
                return MidiDetails(title, Mood(float(found["energy"]), float(found["gladness"])), theme)
    return MidiDetails(title, Mood(0.5, 0.5), None)


def named(file: mido.MidiFile, title: str) -> None:
    """Gives the file another title."""
    names = [message for message in file.tracks[0] if message.type == "track_name"]
    if names:
        names[0].name = title
    else:
        file.tracks[0].insert(0, mido.MetaMessage("track_name", name=title))


def with_words(data: bytes, title: str, why: str) -> bytes:
    """The file with a title and a reason in it."""
    file = opened(data)
    words = (mido.MetaMessage("track_name", name=title), mido.MetaMessage("text", text=why))
    file.tracks[0][:0] = [word for word, there in zip(words, (title, why), strict=True) if there]
    return _bytes(file)


def without_words(data: bytes) -> bytes:
    """The file without its title and its reason; what makes variations possible stays."""
    file = opened(data)
    track = file.tracks[0]
    words = [m for m in track if m.type == "track_name" or (m.type == "text" and not _THEME.fullmatch(m.text))]
    for message in words:
        track.remove(message)
    return _bytes(file)


def _bytes(file: mido.MidiFile) -> bytes:
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def _conductor(piece: Piece) -> mido.MidiTrack:
    top, bottom = (int(part) for part in piece.metre.name.split("/"))
    theme, mood = piece.theme, piece.mood
    lengths, contour = (",".join(map(str, each)) for each in (theme.lengths, theme.contour))
    known = f"motif {lengths} at {contour}, tonic {theme.tonic}, {theme.metre}, energy {mood.energy}, gladness {mood.gladness}"
    start = [
        mido.MetaMessage("track_name", name=piece.title),
        mido.MetaMessage("text", text=f"{piece.why} Seed {piece.seed}."),
        mido.MetaMessage("text", text=known),
        mido.MetaMessage("time_signature", numerator=top, denominator=bottom),
    ]
    events = [(_tick(step), mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))) for step, bpm in piece.tempos]
    return _track([*((0, message) for message in start), *events])


def _hand(piece: Piece, hand: Hand, channel: int) -> mido.MidiTrack:
    events: list[tuple[int, mido.Message]] = [(0, mido.MetaMessage("track_name", name=f"{hand} hand"))]
    for note in _without_collisions([note for note in piece.notes if note.hand == hand]):
        on = mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)
        off = mido.Message("note_off", channel=channel, note=note.pitch, velocity=0)
        events += [(_tick(note.start), on), (_tick(note.start + note.length), off)]
    for step, down in piece.pedal:
        change = mido.Message("control_change", channel=channel, control=_SUSTAIN, value=127 if down else 0)
        events.append((_tick(step), change))
    return _track(events)


def _without_collisions(notes: list[Note]) -> list[Note]:
    """A key is let go before it is pressed again."""
    following: dict[int, float] = {}
    found = []
    for note in sorted(notes, key=lambda each: -each.start):
        until = min(note.start + note.length, following.get(note.pitch, float("inf")) - 0.05)
        found.append(Note(note.start, max(0.05, until - note.start), note.pitch, note.velocity, note.hand))
        following[note.pitch] = note.start
    return found


def _track(events: list[tuple[int, mido.Message]]) -> mido.MidiTrack:
    track, before = mido.MidiTrack(), 0
    for tick, message in sorted(events, key=lambda event: (event[0], event[1].type != "note_off")):
        track.append(message.copy(time=tick - before))
        before = tick
    return track


def performance_in(data: bytes) -> Performance:
    """The notes and the pedal in a MIDI file's bytes; raises CompanionError."""
    file = opened(data)
    sounding: dict[tuple[int, int], tuple[float, int]] = {}
    notes: list[PlayedNote] = []
    pedal: list[tuple[float, bool]] = []
    now, title = 0.0, ""
    for message in file:
        now += message.time
        if message.type == "track_name" and not title:
            title = message.name
        elif message.type in ("note_on", "note_off"):
            key = (message.channel, message.note)
            if key in sounding:
                start, velocity = sounding.pop(key)
                notes.append(PlayedNote(start, now, message.note, velocity))
            if message.type == "note_on" and message.velocity:
                sounding[key] = (now, message.velocity)
        elif message.type == "control_change" and message.control == _SUSTAIN:
            pedal.append((now, message.value >= 64))
    notes += [PlayedNote(start, now, pitch, velocity) for (_, pitch), (start, velocity) in sounding.items()]
    return Performance(tuple(sorted(notes, key=lambda note: note.start)), tuple(pedal), title)


def _tick(step: float) -> int:
    return round(step * _TICKS / STEPS)
