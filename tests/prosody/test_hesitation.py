"""Hesitation is heard against how this speaker usually speaks, from the sound, the words, or both."""

from __future__ import annotations

from companion.audio.devices import RATE
from companion.prosody.baseline import KEPT, Baseline
from companion.prosody.hesitation import SURE, hesitation
from companion.prosody.measuring import MeasuredUtterance, measure, measure_words
from tests.prosody.sounds import held, joined, silence, syllables


def fluent(rate: float = 4.0, pause: float = 0.0) -> MeasuredUtterance:
    return measure(joined(syllables(6, rate), silence(pause), syllables(5, rate)), RATE, "", 0.8)


def halting() -> MeasuredUtterance:
    sound = joined(held(0.6), silence(0.9), syllables(3, 2.5), silence(0.7), held(0.5), syllables(3, 2.5))
    return measure(sound, RATE, "", 2.5)


def baseline(*utterances: MeasuredUtterance) -> Baseline:
    made = Baseline()
    for utterance in utterances:
        made.add(utterance)
    return made


def test_the_sound_alone_tells():
    known = baseline(*(fluent() for _ in range(6)))
    found = hesitation(halting(), known)
    assert found.confidence > 0.9
    assert "a sound held on" in found.because
    assert "a late start" in found.because
    assert hesitation(fluent(), known).confidence < 0.3


def test_the_first_utterance_is_measured_against_people_in_general():
    assert hesitation(halting(), Baseline()).confidence > SURE
    assert hesitation(fluent(), Baseline()).confidence < 0.3


def test_what_is_usual_for_a_slow_speaker_is_no_hesitation():
    slow = fluent(rate=2.8, pause=0.6)
    stranger = hesitation(slow, baseline(*(fluent() for _ in range(8)))).confidence
    known = hesitation(slow, baseline(*(slow for _ in range(8)))).confidence
    assert known < 0.3
    assert stranger > known + 0.2


def test_the_words_alone_tell_less():
    found = hesitation(measure_words("Um, I, I guess, well, it's fine."), Baseline())
    assert SURE < found.confidence < 0.99
    assert found.because[0] == "a filled pause"
    assert hesitation(measure_words("It's fine."), Baseline()).confidence == 0.0


def test_a_baseline_is_restored_from_plain_numbers():
    known = baseline(fluent(), fluent(3.0), halting())
    again = Baseline(known.numbers())
    assert again.numbers() == known.numbers()
    assert again.usual("rate") == known.usual("rate")


def test_a_baseline_forgets_the_oldest():
    known = baseline(*(fluent(5.0) for _ in range(3)), *(fluent(3.0) for _ in range(KEPT)))
    assert known.count("rate") == KEPT
    assert max(known.numbers()["rate"]) < 4.0


def test_a_yes_says_nothing_about_how_somebody_speaks():
    assert baseline(measure(joined(syllables(1)), RATE, "Yes.", 0.5)).count("rate") == 0
