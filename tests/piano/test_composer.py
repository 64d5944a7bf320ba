"""Tests composing: the same seed the same piece, the form, the length, and the rules of the outer voices."""

from __future__ import annotations

import dataclasses
import random

import pytest

from companion.piano.composer import Wish, compose
from companion.piano.melody import Sung
from companion.piano.midi import as_midi
from companion.piano.mood import Mood, character_of
from companion.piano.ornaments import sound
from companion.piano.score import Harmony, Note, Piece
from companion.piano.tonality import Chord

CALM_SAD, LIVELY_GLAD = Mood(0.15, 0.15), Mood(0.85, 0.85)


@pytest.fixture(scope="module")
def pieces() -> list[Piece]:
    return [compose(Wish(mood=mood), seed) for seed in range(6) for mood in (CALM_SAD, LIVELY_GLAD)]


def highest(piece: Piece) -> list[Note]:
    """The melody, without the second voice below it."""
    found: dict[int, Note] = {}
    for note in piece.notes:
        at = round(note.start)
        if note.hand == "right" and (at not in found or found[at].pitch < note.pitch):
            found[at] = note
    return [found[at] for at in sorted(found)]


def test_the_same_seed_gives_the_same_piece_and_another_one_another():
    wish = Wish(("The rain never stopped.",), 21)
    assert compose(wish, 3) == compose(wish, 3)
    assert compose(wish, 3).notes != compose(wish, 4).notes


def test_it_lasts_40_to_90_seconds(pieces: list[Piece]):
    assert [piece.seconds for piece in pieces if not 40 <= piece.seconds <= 90] == []


def test_the_form_is_a_a_b_a(pieces: list[Piece]):
    for piece in pieces:
        assert [s.name for s in piece.sections] == ["introduction", "A", "A'", "B", "last A'", "coda"]
        assert all(s.end == t.start for s, t in zip(piece.sections, piece.sections[1:], strict=False))


def test_the_first_bar_comes_back_note_for_note(pieces: list[Piece]):
    for piece in pieces:
        starts = [s.start for s in piece.sections if s.name in ("A", "A'", "last A'")]
        bars = [[n.pitch for n in highest(piece) if at <= round(n.start) < at + piece.metre.bar] for at in starts]
        assert len(bars[0]) >= 3
        assert bars[0] == bars[1] == bars[2]


def test_it_ends_on_the_tonic_in_both_hands(pieces: list[Piece]):
    for piece in pieces:
        assert piece.harmonies[-1].bass % 12 == piece.key.tonic
        assert highest(piece)[-1].pitch % 12 == piece.key.tonic


def test_no_parallels_are_between_the_outer_voices(pieces: list[Piece]):
    for piece in pieces:
        assert sound([Sung(round(n.start), 1, 0, n.pitch) for n in highest(piece)], piece.harmonies)


def test_parallel_octaves_and_fifths_are_noticed():
    tonic, fourth = Harmony(0, 16, Chord("I", (0, 2, 4)), 48), Harmony(16, 16, Chord("IV", (3, 5, 0)), 53)
    octaves = [Sung(0, 16, 7, 72), Sung(16, 16, 10, 77)]
    fifths = [Sung(0, 16, 4, 67), Sung(16, 16, 7, 72)]
    on_the_bass = [Sung(0, 8, 7, 72), Sung(8, 8, 5, 69), Sung(16, 16, 10, 77)]
    good = [Sung(0, 16, 7, 72), Sung(16, 16, 5, 69)]
    assert [sound(line, [tonic, fourth]) for line in (octaves, fifths, on_the_bass, good)] == [
        False,
        False,
        False,
        True,
    ]


def test_every_dominants_leading_tone_in_the_left_hand_rises(pieces: list[Piece]):
    found = 0
    for piece in pieces:
        for before, after in zip(piece.harmonies, piece.harmonies[1:], strict=False):
            leading = before.chord.leading(piece.key.mode)
            if leading is None or not after.chord.has(leading + 1):
                continue
            lead_class = piece.key.pitch(leading, before.chord) % 12
            left = [(round(n.start), n.pitch) for n in piece.notes if n.hand == "left"]
            wanted = {p + 1 for at, p in left if before.start <= at < before.end and p % 12 == lead_class}
            assert wanted <= {p for at, p in left if after.start <= at < after.end}
            found += len(wanted)
    assert found >= len(pieces)


def test_the_tempo_gives_and_takes_and_is_slowest_at_the_end(pieces: list[Piece]):
    for piece in pieces:
        assert min(tempo for _, tempo in piece.tempos) == piece.tempos[-1][1] < 0.9 * piece.tempo
        assert max(tempo for _, tempo in piece.tempos) > piece.tempo


def test_the_melody_is_louder_than_what_accompanies_it(pieces: list[Piece]):
    for piece in pieces:
        right = [n.velocity for n in highest(piece)]
        left = [n.velocity for n in piece.notes if n.hand == "left"]
        assert sum(right) / len(right) > sum(left) / len(left) + 6


def test_the_pedal_changes_with_the_harmony(pieces: list[Piece]):
    for piece in pieces:
        downs = [step for step, down in piece.pedal if down]
        assert len(downs) == len(piece.harmonies)
        assert piece.pedal[-1][1] is False


def test_a_mood_makes_tempo_mode_and_register():
    sad = [character_of(CALM_SAD, random.Random(n)) for n in range(20)]
    glad = [character_of(LIVELY_GLAD, random.Random(n)) for n in range(20)]
    assert max(each.tempo for each in sad) < min(each.tempo for each in glad)
    assert max(each.centre for each in sad) < min(each.centre for each in glad)
    assert {each.mode for each in sad} == {"minor"}
    assert {each.mode for each in glad} == {"major"}


def test_words_are_read_when_no_mood_is_given():
    sad = compose(Wish(("My grandmother died and I miss her.", "The funeral was quiet."), 20), 5)
    glad = compose(Wish(("We laughed and danced at the party.", "It was wonderful!"), 20), 5)
    assert sad.key.mode == "minor"
    assert sad.tempo < glad.tempo
    assert glad.key.mode == "major"


def test_every_seed_leads_to_a_piece():
    moods = random.Random(1)
    for seed in range(900, 920):
        piece = compose(Wish(mood=Mood(moods.random(), moods.random())), seed)
        assert len(as_midi(piece)) > 1000
        assert dataclasses.replace(piece, title="") != piece


def test_lively_pieces_end_with_the_bass_in_octaves_and_calm_ones_do_not(pieces: list[Piece]):
    octaves = {}
    for piece in pieces:
        low = [(round(n.start), n.pitch) for n in piece.notes if n.hand == "left"]
        doubled = [h.start for h in piece.harmonies if (h.start, h.bass - 12) in low]
        last = next(s for s in piece.sections if s.name == "last A'")
        assert all(last.start <= start < last.end for start in doubled)
        octaves[piece.seed, piece.mood.energy > 0.5] = len(doubled)
    assert sum(count for (_, lively), count in octaves.items() if lively) > 6
    assert not any(count for (_, lively), count in octaves.items() if not lively)
