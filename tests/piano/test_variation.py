"""Tests variations: other tempo, loudness or hand of the same notes, the same motif in another mood, and the words for it."""

from __future__ import annotations

import io

import mido
import pytest

from companion.errors import CompanionError
from companion.piano.composer import Wish, compose
from companion.piano.midi import as_midi, details_of, opened, performance_in
from companion.piano.mood import Mood
from companion.piano.score import Theme
from companion.piano.variation import change_asked, changes, vary

GLAD = as_midi(compose(Wish(("The goat ate the cake.",), 20, Mood(0.5, 0.85)), 3))


def theme_of(data: bytes) -> Theme:
    theme = details_of(opened(data)).theme
    assert theme is not None
    return theme


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("A little faster, please.", "faster"),
        ("Not so fast!", "slower"),
        ("Could you play it sadder?", "sadder"),
        ("not so sad", "gladder"),
        ("the same without the left hand", "without the left hand"),
        ("just the melody", "without the left hand"),
        ("Play it again.", None),
        ("I feel fasterish", None),
    ],
)
def test_the_words_that_ask_for_a_change(words: str, change: str | None):
    assert change_asked(words) == change


def test_every_change_is_asked_for_by_its_own_words():
    for name, table in changes().items():
        assert [change_asked(words) for words in table["words"]] == [name] * len(table["words"])


def test_faster_and_slower_keep_every_note():
    faster, slower = (opened(vary(GLAD, change, 1)) for change in ("faster", "slower"))
    assert faster.length < 0.95 * opened(GLAD).length < 0.9 * slower.length
    pitches = [note.pitch for note in performance_in(GLAD).notes]
    assert [note.pitch for note in performance_in(vary(GLAD, "faster", 1)).notes] == pitches


def test_softer_is_softer_and_louder_louder():
    def mean(data: bytes) -> float:
        notes = performance_in(data).notes
        return sum(note.velocity for note in notes) / len(notes)

    assert mean(vary(GLAD, "softer", 1)) < 0.85 * mean(GLAD)
    assert mean(vary(GLAD, "louder", 1)) > 1.1 * mean(GLAD)


def test_without_a_hand_the_other_one_plays_alone():
    right, left = (performance_in(vary(GLAD, f"without the {hand} hand", 1)) for hand in ("left", "right"))
    both = performance_in(GLAD)
    assert len(right.notes) + len(left.notes) == len(both.notes)
    assert min(n.pitch for n in right.notes) > min(n.pitch for n in left.notes)


def test_sadder_has_the_same_motif_in_minor_and_gladder_brings_major_back():
    sad = vary(GLAD, "sadder", 1)
    assert theme_of(sad) == theme_of(GLAD)
    assert details_of(opened(sad)).mood.gladness <= 0.3
    assert " minor, with the same motif" in next(m.text for m in opened(sad).tracks[0] if m.type == "text")
    assert details_of(opened(vary(sad, "gladder", 1))).mood.gladness >= 0.7


def test_calmer_is_slower_and_livelier_quicker():
    def tempo(data: bytes) -> float:
        tempos = [mido.tempo2bpm(m.tempo) for m in opened(data).tracks[0] if m.type == "set_tempo"]
        return sum(tempos) / len(tempos)

    assert tempo(vary(GLAD, "calmer", 1)) < tempo(GLAD) < tempo(vary(GLAD, "livelier", 1))


def test_a_variation_is_named_after_what_it_varies():
    title = details_of(opened(GLAD)).title
    once = vary(GLAD, "sadder", 1)
    assert details_of(opened(once)).title == f"{title}, sadder"
    assert details_of(opened(vary(once, "faster", 1))).title == f"{title}, sadder and faster"


def test_a_strangers_piece_has_no_theme_but_can_be_faster():
    file, out = mido.MidiFile(), io.BytesIO()
    track = mido.MidiTrack([mido.Message("note_on", note=69, velocity=90), mido.Message("note_off", note=69, time=960)])
    file.tracks.append(track)
    file.save(file=out)
    assert opened(vary(out.getvalue(), "faster", 1)).length == pytest.approx(1 / 1.12, rel=0.01)
    with pytest.raises(CompanionError, match="not composed here"):
        vary(out.getvalue(), "sadder", 1)
