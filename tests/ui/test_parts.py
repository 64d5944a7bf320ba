from __future__ import annotations

import itertools
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtMultimedia import QAudioFormat

from companion.events import Resumed, Spoken, TurnDone
from ui.parts import theme
from ui.parts.rows import PersonRow, RowList
from ui.parts.words import highlighted, last_words, plain, size, time_left, without_commands
from ui.rooms.talk.curve import POINTS, Curve
from ui.rooms.talk.script import Cue, Script
from ui.rooms.talk.timings import Timings
from ui.sound.padding import AHEAD_MS, LASTS_S, Padding
from ui.sound.pcm import Decoder, Encoder, Gain
from ui.sound.sample_queue import SampleQueue


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The disk is full; make room.", "The disk is full; make room."),
        ("It isn't here; `companion models get x` fetches it.", "It isn't here."),
        (
            "It can't be read; check it with `companion models verify`, or fetch it again.",
            "It can't be read; fetch it again.",
        ),
        ("It can't be read. Run `companion doctor` again.", "It can't be read."),
        ("`companion doctor` says more.", "companion doctor says more."),
        ("Is it here? `companion models list` tells.", "Is it here?"),
    ],
)
def test_the_window_names_no_command_of_the_terminal(sentence: str, shown: str) -> None:
    assert without_commands(sentence) == shown


def form(kind: QAudioFormat.SampleFormat, channels: int, rate: int = 48_000) -> QAudioFormat:
    made = QAudioFormat()
    made.setSampleFormat(kind)
    made.setChannelCount(channels)
    made.setSampleRate(rate)
    return made


@pytest.mark.parametrize("kind", [QAudioFormat.SampleFormat.Int16, QAudioFormat.SampleFormat.Float])
@pytest.mark.parametrize("channels", [1, 2])
def test_any_format_comes_back_as_it_went(kind: QAudioFormat.SampleFormat, channels: int) -> None:
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(16_000) / 16_000)).astype(np.float32)
    data = Encoder(form(kind, channels, 16_000), 16_000).feed(tone)
    back = Decoder(form(kind, channels, 16_000), 16_000).feed(data)
    assert np.abs(back - tone[: len(back)]).max() < 1e-3


@given(st.lists(st.integers(0, 2000), max_size=12))
def test_how_the_bytes_are_cut_changes_nothing(cuts: list[int]) -> None:
    data = np.random.default_rng(1).integers(-9000, 9000, 9000).astype("<i2").tobytes()
    whole = Decoder(form(QAudioFormat.SampleFormat.Int16, 1), 16_000).feed(data)
    decoder, at, pieces = Decoder(form(QAudioFormat.SampleFormat.Int16, 1), 16_000), 0, []
    for cut in [*cuts, len(data)]:
        pieces.append(decoder.feed(data[at : at + cut]))
        at += cut
    assert np.allclose(np.concatenate(pieces), whole, atol=1e-6)


@given(st.lists(st.integers(0, 700), max_size=8), st.floats(0, 1))
def test_a_change_of_loudness_takes_twenty_milliseconds_at_most_and_has_no_step(cuts: list[int], wanted: float) -> None:
    gain = Gain(48_000)
    assert (gain.feed(np.ones(100, np.float32)) == 1.0).all()
    gain.wanted = wanted
    pieces = [gain.feed(np.ones(cut, np.float32)) for cut in [*cuts, 960, 10]]
    loudness = np.concatenate(pieces)
    assert np.abs(np.diff(loudness, prepend=1.0)).max() < 1 / 900
    assert loudness[960:] == pytest.approx(wanted, abs=1e-6)
    assert (pieces[-1] == np.float32(wanted)).all()


def test_loudness_settles_at_once_where_nothing_is_audible() -> None:
    gain = Gain(48_000)
    gain.wanted = 0.25
    gain.settle()
    assert (gain.feed(np.ones(10, np.float32)) == 0.25).all()


def test_a_tape_counts_what_is_heard_and_forgets_what_was_flushed() -> None:
    now = [0.0]
    tape = SampleQueue(100, lambda: now[0])
    assert (tape.append(np.ones(50, np.float32)), tape.append(np.ones(50, np.float32))) == (0, 50)
    assert len(tape.next_samples(70)) == 70
    assert tape.report_played(20) == 20
    now[0] += 0.03
    assert tape.flush() == 23
    assert tape.take_flushed()
    assert tape.finished
    assert tape.append(np.ones(10, np.float32)) == 23
    assert len(tape.next_samples(70)) == 10
    assert tape.report_played(10) == 33


def test_a_device_that_vanished_takes_its_samples_along() -> None:
    tape = SampleQueue(100, lambda: 0.0)
    tape.append(np.ones(50, np.float32))
    tape.next_samples(30)
    tape.drop_given()
    assert tape.report_played(0) == 30
    assert len(tape.next_samples(30)) == 20


@given(st.lists(st.integers(1, 30), max_size=20), st.integers(1, 40))
def test_a_tape_gives_every_sample_once_and_in_order(lengths: list[int], step: int) -> None:
    tape, number = SampleQueue(100), 0
    for length in lengths:
        tape.append(np.arange(number, number + length, dtype=np.float32))
        number += length
    out = []
    while len(piece := tape.next_samples(step)):
        out.append(piece)
    assert np.array_equal(np.concatenate(out or [np.zeros(0)]), np.arange(number))


def test_only_sound_counts_as_heard_however_much_silence_lies_between() -> None:
    padding = Padding(1000)
    for write, count in (
        (padding.add_sound, 50),
        (padding.add_silence, 30),
        (padding.add_sound, 20),
        (padding.add_silence, 9),
    ):
        write(count)
    assert [padding.sound_played(done) for done in (0, 20, 50, 79, 81, 100, 109)] == [0, 20, 50, 50, 51, 70, 70]
    padding.add_silence(500)
    padding.add_sound(10)
    assert (padding.sound_played(609), padding.sound_played(614), padding.sound_played(700)) == (70, 75, 80)


def test_a_device_is_given_silence_after_sound_just_ahead_and_not_for_ever() -> None:
    padding = Padding(1000)
    assert padding.silence_due(0) == 0
    padding.add_sound(5)
    assert [padding.silence_due(waiting) for waiting in (0, 10, AHEAD_MS, 80)] == [AHEAD_MS, AHEAD_MS - 10, 0, 0]
    padding.add_silence(LASTS_S * 1000 - 1)
    assert padding.silence_due(0) == AHEAD_MS
    padding.restart()
    assert (padding.silence_due(0), padding.sound_played(0)) == (AHEAD_MS, 0)
    padding.add_silence(1)
    assert (padding.silence_due(0), padding.finished) == (0, True)
    padding.add_sound(1)
    assert not padding.finished


def spoken(text: str, start: float) -> Spoken:
    words = tuple((word, start + n, start + n + 1) for n, word in enumerate(text.split()))
    return Spoken(turn=1, t=start, text=text, start=start, end=start + len(words), words=words)


def test_words_are_found_in_their_sentence_even_when_they_repeat() -> None:
    script = Script()
    script.grow("No, no. No no no.")
    script.speak(spoken("No, no.", 0), now=100)
    script.speak(spoken("No no no.", 2), now=102)
    shown = [script.text[cue.start : cue.end] for at in range(5) if (cue := script.cue(100.5 + at))]
    assert shown == ["No,", "no.", "No", "no", "no."]
    assert script.next_change(100.5) == 101


def test_a_clause_and_the_rest_of_its_sentence_go_on_in_one_reply() -> None:
    script = Script()
    script.grow("Forty letters, and you came home quiet. Quiet?")
    script.speak(spoken("Forty letters,", 0), now=10)
    script.speak(spoken("and you came home quiet.", 2), now=12)
    shown = [script.text[cue.start : cue.end] for at in range(7) if (cue := script.cue(10.5 + at))]
    assert shown == ["Forty", "letters,", "and", "you", "came", "home", "quiet."]
    assert script.cue(11.9) == Cue(11, 6, 14)


def test_a_sentence_held_in_the_middle_goes_on_there_however_often_its_words_come_again() -> None:
    script = Script()
    script.grow("No, no, no. No, no, no.")
    script.speak(spoken("No, no, no.", 0), now=0)
    held_s = 60.0  # in the second word, which is said again
    words = tuple((word, start + held_s, end + held_s) for word, start, end in spoken("No, no, no.", 0).words)
    script.resume(Resumed(turn=1, t=61, text="No, no, no.", start=60, end=63, words=words), now=61)
    shown = [cue and (cue.start, cue.end) for cue in (script.cue(61.5), script.cue(62.5), script.cue(63.5))]
    assert shown == [(4, 7), (8, 11), (11, 11)]
    script.speak(spoken("No, no, no.", 63), now=63)
    cue = script.cue(63.5)
    assert cue is not None
    assert cue.start == 12


def test_the_longest_answer_is_as_wide_as_the_chart_and_every_figure_can_be_read() -> None:
    timings = Timings()
    timings.add(TurnDone(turn=1, reply="a", gap_s=1.0, phases={"endpoint": 0.25, "ear": 0.0, "first_audio": 0.75}))
    timings.add(TurnDone(turn=2, reply="b", gap_s=4.0, phases={"endpoint": 1.0, "clause": 3.0}))
    newest, oldest = timings.rows.rows
    assert [piece["share"] for piece in newest.phases] == [0.25, 0.75]
    assert [piece["share"] for piece in oldest.phases] == [0.0625, 0.1875]
    assert newest.spoken == "4.0 s: noticing the end 1.0 s, first words 3.0 s"
    assert oldest.gap == "1.0 s"
    assert "Her mind takes" in str(timings.property("why"))


def test_only_the_last_answers_are_in_the_chart_and_those_nobody_heard_are_not() -> None:
    timings = Timings()
    timings.add(TurnDone(turn=1, reply="", gap_s=None, phases={}))
    assert timings.property("empty")
    for turn in range(2, 20):
        timings.add(TurnDone(turn=turn, reply="a", gap_s=turn / 100, phases={"phase_of_tomorrow": turn / 100}))
    assert [row.gap for row in timings.rows.rows] == ["0.19 s", "0.18 s", "0.17 s", "0.16 s", "0.15 s", "0.14 s"]
    assert timings.rows.rows[0].spoken == "0.19 s: phase of tomorrow 0.19 s"
    assert timings.property("why") == "She usually answers within 1.5 s."


@given(st.text(), st.integers(1, 40))
def test_of_many_live_words_the_last_are_shown(text: str, letters: int) -> None:
    shown = last_words(text, letters)
    assert len(shown) <= letters + 2
    assert shown == text or text.endswith(shown.removeprefix("… "))


def test_a_sentence_that_was_said_otherwise_than_written_still_moves_on() -> None:
    script = Script()
    script.grow("It costs 5 €. Yes.")
    script.speak(spoken("It costs five euros.", 0), now=0)
    cue = script.cue(9)
    assert cue is not None
    assert cue.end > 5


@given(st.text(), st.text())
def test_any_sentence_of_any_reply_has_a_place(reply: str, sentence: str) -> None:
    script = Script()
    script.grow(reply)
    script.speak(spoken(sentence, 0), now=0)
    cue = script.cue(1e9)
    assert cue is not None
    assert 0 <= cue.start <= cue.end <= len(script.text)


@given(st.text())
def test_plain_text_has_no_tricks(text: str) -> None:
    assert not set(plain(text)) & set("\0\x1b\u202e\u2066\u2028")


@given(st.text(alphabet='ab<>&" ', max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_marking_never_lets_markup_through(text: str, marks: list[tuple[int, int]]) -> None:
    good = [(a, b) for a, b in marks if a <= b]
    assert "<" not in highlighted(text, good).replace("<b>", "").replace("</b>", "")


def test_sizes_and_times_read_as_people_say_them() -> None:
    assert [size(n) for n in (900, 75_000_000, 1_117_320_768)] == ["1 kB", "75 MB", "1.1 GB"]
    assert [time_left(s) for s in (0.2, 59, 132, 7300)] == ["1 s left", "59 s left", "2 min left", "2.0 h left"]


def test_her_line_is_closed_smooth_and_inside() -> None:
    curve = Curve()
    for swell, lean in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)):
        curve.shape(440, 176, 1.7, lean=lean, swell=swell, thin=0, still=False)
        points = curve.ribbon()
        assert len(points) == 2 * POINTS + 2
        assert all(0 <= point.x() <= 440 and 0 <= point.y() <= 176 for point in points)
        steps = [abs(a.x() - b.x()) + abs(a.y() - b.y()) for a, b in itertools.pairwise(points[:POINTS])]
        assert max(steps) < 16


@pytest.mark.parametrize("size", [(560, 224), (190, 76), (320, 128)])
@pytest.mark.parametrize("lean", [0.0, 1.0])
def test_the_lines_around_hers_are_never_cut_off(size: tuple[int, int], lean: float) -> None:
    curve = Curve()
    for seconds in (0.0, 1.5, 4.5):
        for level in (0.1, 0.5, 1.0):
            curve.shape(*size, seconds, lean=lean, swell=level, thin=0, still=False)
            points = [point for _, echo in curve.echoes() for point in echo]
            assert len(points) == 2 * POINTS
            assert min(point.x() for point in points) > 1
            assert max(point.x() for point in points) < size[0] - 1
            assert min(point.y() for point in points) > 1
            assert max(point.y() for point in points) < size[1] - 1


def test_her_line_crosses_over_itself_once_in_the_middle() -> None:
    curve = Curve()
    for thin in (0.0, 1.0):
        curve.shape(560, 224, 0.0, lean=0, swell=0.5, thin=thin, still=False)
        for piece in curve.crossing():
            middle = sum((point.x() - 280 for point in piece), 0.0) / len(piece)
            assert abs(middle) < 0.5
            assert len(piece) >= 6


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [theme.DAY, theme.NIGHT])
def test_text_can_be_read(tokens: dict[str, str]) -> None:
    for name in ("ink", "soft", "coralText"):
        assert contrast(tokens[name], tokens["room"]) >= 4.5, name
        assert contrast(tokens[name], tokens["paper"]) >= 4.5, name
    assert contrast(tokens["onCoral"], tokens["coralText"]) >= 4.5
    assert contrast(tokens["pale"], tokens["room"]) >= 3.0
    assert contrast(tokens["coral"], tokens["room"]) >= 3.0


def test_fonts_fall_back() -> None:
    assert theme.first_installed(theme.SERIF, ["DejaVu Serif", "Georgia [x]"], "serif") == "Georgia"
    assert theme.first_installed(theme.SANS, ["Comic"], "sans") == "sans"


def test_the_first_frame_waits_for_nothing_that_reads_memory_or_downloads() -> None:
    heavy = "{'companion.memory', 'numpy', 'httpx', 'PySide6.QtMultimedia'}"
    code = f"import sys, ui.__main__; print(sorted({heavy} & sys.modules.keys()))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "[]", found.stderr


def number(rows: list[int]) -> list[PersonRow]:
    return [PersonRow(row, str(row), "", 0) for row in rows]


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_rows_become_others_by_what_changed_between_both_ends(before: list[int], after: list[int]) -> None:
    rows: RowList[PersonRow] = RowList(PersonRow)
    rows.replace_all(number(before))
    moved: list[int] = []
    rows.rowsRemoved.connect(lambda _, first, last: moved.append(first - last - 1))
    rows.rowsInserted.connect(lambda _, first, last: moved.append(last - first + 1))
    rows.update(number(after))
    assert rows.rows == number(after)
    assert sum(moved) == len(after) - len(before)
    assert before != after or moved == []
