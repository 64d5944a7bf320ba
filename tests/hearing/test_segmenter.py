"""Checks what counts as an utterance, where it begins and ends, and that no speech is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.audio.devices import RATE, Samples
from companion.hearing.segmenter import (
    Dropped,
    Onset,
    Pause,
    Segmenter,
    SegmenterEvent,
    SegmenterRules,
    SpeechResumed,
    Utterance,
)
from tests.hearing.fakes import FRAME, LoudnessDetector, sound

QUIET, LOUD = 0.001, 0.3


def everything(samples: Samples, rules: SegmenterRules | None = None) -> list[SegmenterEvent]:
    return list(Segmenter(LoudnessDetector(), replace(rules or SegmenterRules(), lag_ms=0)).feed(samples))


def found(samples: Samples, rules: SegmenterRules | None = None) -> list[SegmenterEvent]:
    """Beginnings and ends only."""
    return [one for one in everything(samples, rules) if not isinstance(one, Pause | SpeechResumed)]


def pauses(samples: Samples, rules: SegmenterRules | None = None) -> list[Pause | SpeechResumed]:
    return [one for one in everything(samples, rules) if isinstance(one, Pause | SpeechResumed)]


def near(position: int, seconds: float) -> bool:
    return abs(position - seconds * RATE) <= 2 * FRAME


def test_one_utterance_with_its_true_start_and_end():
    samples = sound((1, QUIET), (2, LOUD), (1, QUIET))
    onset, utterance = found(samples)
    assert isinstance(onset, Onset)
    assert isinstance(utterance, Utterance)
    assert near(onset.start, 1)
    assert near(utterance.start, 1)
    assert near(utterance.end, 3)
    assert near(utterance.decided, 3.7)


def test_the_samples_keep_a_little_before_and_after():
    samples = sound((1, QUIET), (2, LOUD), (1, QUIET))
    utterance = found(samples)[-1]
    assert isinstance(utterance, Utterance)
    assert near(utterance.first, 0.7)
    assert near(len(utterance.samples), 2.5)
    assert np.array_equal(utterance.samples, samples[utterance.first :][: len(utterance.samples)])


def test_speech_from_the_very_first_sample():
    utterance = found(sound((1, LOUD), (1, QUIET)))[-1]
    assert isinstance(utterance, Utterance)
    assert utterance.first == utterance.start == 0


def test_a_pause_within_a_sentence_does_not_end_it():
    kinds = [type(f) for f in found(sound((1, LOUD), (0.6, QUIET), (1, LOUD), (1, QUIET)))]
    assert kinds == [Onset, Utterance]


@pytest.mark.parametrize("silence_ms", [200, 400, 1200])
def test_the_silence_that_ends_it_can_be_chosen(silence_ms):
    _, utterance = found(sound((1, LOUD), (2, QUIET)), SegmenterRules(silence_ms=silence_ms))
    assert isinstance(utterance, Utterance)
    assert near(utterance.decided, 1 + silence_ms / 1000)


def test_softer_speech_keeps_an_utterance_going_but_does_not_begin_one():
    soft = 0.08
    assert not found(sound((2, soft), (1, QUIET)))
    utterance = found(sound((1, LOUD), (1, soft), (1, QUIET)))[-1]
    assert isinstance(utterance, Utterance)
    assert near(utterance.end, 2)


def test_the_end_is_where_the_speech_ended_not_where_the_detector_noticed():
    samples = sound((1, LOUD), (1, QUIET))
    *_, utterance = Segmenter(LoudnessDetector(), SegmenterRules(lag_ms=96)).feed(samples)
    assert isinstance(utterance, Utterance)
    assert near(utterance.end, 1 - 0.096)
    assert near(utterance.decided, 1 - 0.096 + 0.7)


def test_a_click_is_never_mentioned():
    assert not found(sound((1, QUIET), (0.05, LOUD), (2, QUIET)))


def test_a_blip_is_dropped():
    onset, dropped = found(sound((1, QUIET), (0.15, LOUD), (2, QUIET)))
    assert isinstance(onset, Onset)
    assert isinstance(dropped, Dropped)


def test_two_utterances_share_no_sample_of_speech():
    first, second = (
        f for f in found(sound((1, LOUD), (0.8, QUIET), (1, LOUD), (1, QUIET))) if isinstance(f, Utterance)
    )
    assert second.first >= first.end
    assert near(second.start, 1.8)


def test_what_never_ends_is_cut_at_its_quietest_place_and_goes_on():
    rules = SegmenterRules(longest_ms=4000, search_ms=2000)
    samples = sound((3, LOUD), (0.1, QUIET), (4, LOUD), (1, QUIET))
    onset, *parts = found(samples, rules)
    assert isinstance(onset, Onset)
    assert all(isinstance(part, Utterance) for part in parts)
    assert near(parts[0].end, 3.05)
    assert [part.continues for part in parts] == [True, True, False]


def test_a_reset_in_the_middle_drops_what_had_begun():
    segmenter = Segmenter(LoudnessDetector())
    assert [type(f) for f in segmenter.feed(sound((0.8, LOUD)))] == [Onset]
    assert [type(f) for f in segmenter.reset(50_000)] == [Dropped]
    *_, utterance = segmenter.feed(sound((1, LOUD), (1, QUIET)))
    assert isinstance(utterance, Utterance)
    assert utterance.start == 50_000


def test_a_short_silence_is_told_with_what_was_said_so_far():
    samples = sound((1, QUIET), (0.6, LOUD), (0.3, QUIET), (0.6, LOUD), (1, QUIET))
    pause, resumed, again = pauses(samples)
    assert isinstance(pause, Pause)
    assert pause.silent
    assert (near(pause.start, 1), near(pause.end, 1.6), near(pause.at, 1.75)) == (True, True, True)
    assert near(len(pause.samples), 0.3 + 0.6 + 0.15)
    assert isinstance(resumed, SpeechResumed)
    assert near(resumed.pause, 0.3)
    assert isinstance(again, Pause)
    assert (near(again.start, 1), near(again.end, 2.5)) == (True, True)


def test_who_does_not_pause_is_told_of_all_the_same():
    told = pauses(sound((3, LOUD), (0.1, QUIET)))
    assert [isinstance(one, Pause) and one.silent for one in told] == [False] * 3
    ends = [one.end for one in told if isinstance(one, Pause)]
    assert all(near(later - before, 0.9) for before, later in pairwise([0, *ends]))


@pytest.mark.parametrize("noise", [0.03, 0.05], ids=["a click", "a breath"])
def test_in_a_pause_a_click_or_a_breath_is_no_speech(noise: float):
    told = pauses(sound((0.6, LOUD), (0.3, QUIET), (noise, LOUD), (0.3, QUIET)), SegmenterRules(resume_ms=96))
    assert [type(one) for one in told] == [Pause]


def test_too_little_speech_makes_no_pause():
    assert not pauses(sound((1, QUIET), (0.15, LOUD), (2, QUIET)))


def test_what_is_under_way_is_over_when_somebody_says_so():
    segmenter = Segmenter(LoudnessDetector(), SegmenterRules(lag_ms=0))
    heard = list(segmenter.feed(sound((1, LOUD), (0.3, QUIET))))
    assert [type(one) for one in heard] == [Onset, Pause, Pause]
    assert segmenter.silence_ms is not None
    assert 250 <= segmenter.silence_ms <= 330
    (utterance,) = segmenter.finish()
    assert isinstance(utterance, Utterance)
    assert isinstance(heard[-1], Pause)
    assert (utterance.start, utterance.end) == (heard[-1].start, heard[-1].end), "what was guessed is the whole"
    assert list(segmenter.finish()) == []
    assert (segmenter.start, segmenter.silence_ms) == (None, None)


def test_there_is_silence_only_after_a_pause():
    segmenter = Segmenter(LoudnessDetector(), SegmenterRules(lag_ms=0))
    list(segmenter.feed(sound((1, QUIET))))
    assert segmenter.silence_ms is None
    list(segmenter.feed(sound((1, LOUD))))
    assert segmenter.silence_ms is None


scenes = st.lists(st.tuples(st.floats(0.02, 1.5), st.sampled_from([QUIET, 0.08, LOUD])), min_size=1, max_size=8)


@given(scenes, st.lists(st.integers(1, 5000), min_size=1, max_size=20))
@settings(deadline=None, max_examples=40)
def test_the_answers_do_not_depend_on_the_pieces(scene, sizes):
    samples = sound(*scene, (1, QUIET))
    segmenter, at, in_pieces = Segmenter(LoudnessDetector(), SegmenterRules(longest_ms=3000, lag_ms=0)), 0, []
    for size in sizes * (len(samples) // sum(sizes) + 1):
        in_pieces += segmenter.feed(samples[at : at + size])
        at += size
    whole = everything(samples, SegmenterRules(longest_ms=3000))
    assert [comparable(f) for f in in_pieces] == [comparable(f) for f in whole]


@given(scenes)
@settings(deadline=None, max_examples=40)
def test_every_onset_has_one_end_and_cutting_loses_nothing(scene):
    samples = sound(*scene, (1, QUIET))
    waiting, paused, next_first = False, False, None
    for answer in everything(samples, SegmenterRules(longest_ms=2000, search_ms=1000)):
        if isinstance(answer, Pause | SpeechResumed):
            assert waiting
            assert paused or isinstance(answer, Pause), "nobody goes on who has not paused"
            paused = isinstance(answer, Pause) and answer.silent
            continue
        paused = False
        if isinstance(answer, Onset):
            assert not waiting
            waiting = True
            continue
        assert waiting
        if isinstance(answer, Utterance):
            assert next_first in (None, answer.first)
            assert answer.first <= answer.start <= answer.end <= answer.decided
            assert np.array_equal(answer.samples, samples[answer.first :][: len(answer.samples)])
            next_first = answer.first + len(answer.samples) if answer.continues else None
        waiting = isinstance(answer, Utterance) and answer.continues
    assert not waiting


def comparable(answer: SegmenterEvent) -> object:
    if isinstance(answer, Utterance | Pause):
        return replace(answer, samples=None).__dict__, answer.samples.tobytes()
    return answer


class TestBegin:
    """Another detector found that somebody speaks over her."""

    SAMPLES = sound((2, QUIET), (1, LOUD), (1, QUIET))

    def utterance(self, deaf_until: float, begin_at: float, start: float) -> Utterance:
        """What comes of it if this detector hears nothing until one moment and is told at another."""
        cleaned = self.SAMPLES.copy()
        cleaned[: int(deaf_until * RATE)] = 0.0
        segmenter, events = Segmenter(LoudnessDetector()), []
        for at in range(0, len(cleaned), 320):
            if at == int(begin_at * RATE):
                segmenter.begin(int(start * RATE))
            events += list(segmenter.feed(cleaned[at : at + 320], self.SAMPLES[at : at + 320]))
        (utterance,) = (event for event in events if isinstance(event, Utterance))
        return utterance

    @pytest.mark.parametrize("deaf_until", [0.0, 2.2, 2.6])
    def test_what_was_said_before_is_kept_with_half_a_second_before_it(self, deaf_until: float):
        utterance = self.utterance(deaf_until, begin_at=2.3, start=2.0)
        assert near(utterance.start, 2.0)
        assert near(utterance.first, 1.5)
        assert np.array_equal(utterance.samples, self.SAMPLES[utterance.first :][: len(utterance.samples)])

    def test_nothing_from_long_before_is_kept(self):
        utterance = self.utterance(deaf_until=2.2, begin_at=2.3, start=0.0)
        assert utterance.first >= 2.3 * RATE - 1.6 * RATE

    def test_what_was_heard_before_the_beginning_is_left_out(self):
        samples = sound((1, LOUD), (2, LOUD), (1, QUIET))
        segmenter = Segmenter(LoudnessDetector())
        list(segmenter.feed(samples[: 2 * RATE]))
        segmenter.begin(int(1.9 * RATE))
        utterance = next(event for event in segmenter.feed(samples[2 * RATE :]) if isinstance(event, Utterance))
        assert near(utterance.first, 1.4)

    def test_of_which_nothing_comes_is_no_utterance_and_its_sound_is_kept_for_the_next(self):
        samples = sound((2, QUIET), (0.032, LOUD), (0.4, QUIET), (0.6, LOUD), (1, QUIET))
        segmenter = Segmenter(LoudnessDetector())
        events = list(segmenter.feed(samples[: int(2.04 * RATE)]))
        segmenter.begin(2 * RATE)
        events += list(segmenter.feed(samples[int(2.04 * RATE) :]))
        kinds = [type(event) for event in events if not isinstance(event, Pause)]
        assert kinds == [Onset, Utterance]
