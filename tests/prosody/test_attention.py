"""She attends to how lines are said, on a thread of its own: nothing waits for it, and it can be switched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from companion.audio.devices import Samples
from companion.prosody.attention import PASSES_S, AttendedLine, Attention
from companion.prosody.baseline import Baseline
from companion.prosody.mood import CANNOT_TELL, Estimate, Mood
from companion.prosody.mood_suggestion import suggestion_of
from companion.told_rules.mood_suggestion import NO_SUGGESTION, MoodSuggestion
from tests.prosody.sounds import joined, syllables


@dataclass
class Talk:
    """Attention, and what it has been told to keep."""

    wanted: bool = True
    now: float = 0.0
    kept: list[AttendedLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.attention = Attention(lambda: self.wanted, Baseline, self.kept.append, lambda: self.now)

    def say(self, message: int, samples: Samples, text: str = "So it goes.") -> None:
        """One spoken line, as hearing and the talk tell of it."""
        self.attention.hear(samples, float(message), message + 0.9, True)
        self.attention.interim(text, float(message), message + 0.9)
        self.attention.committed(message, text, (float(message), message + 0.9))


@pytest.fixture
def talk() -> Iterator[Talk]:
    talk = Talk()
    talk.attention.open()
    yield talk
    talk.attention.close()


def usual(talk: Talk, first: int = 1, count: int = 5) -> None:
    for n in range(first, first + count):
        talk.say(n, joined(syllables(8, hertz=148.0 + n)))


def test_a_spoken_line_is_kept_with_its_figures(talk: Talk):
    talk.say(1, joined(syllables(8)))
    talk.attention.close()
    assert [line.message for line in talk.kept] == [1]
    assert talk.kept[0].figures is not None
    assert talk.kept[0].figures["rate"] == pytest.approx(4.0, rel=0.2)


def test_a_tired_voice_makes_the_reply_shorter_without_a_question(talk: Talk):
    usual(talk)
    talk.say(7, joined(syllables(8, 3.0, hertz=125.0, loud=0.03)))
    talk.attention.close()
    assert suggestion_of(talk.attention.mood) == MoodSuggestion(fewer_sentences=1, questions=0)


def test_the_estimate_is_there_for_this_reply_when_the_sound_is_measured_in_time(talk: Talk):
    usual(talk)
    tired = joined(syllables(8, 3.0, hertz=125.0, loud=0.03))
    talk.attention.hear(tired, 7.0, 9.0, False)
    talk.attention.close()  # it is measured, but no line is committed yet
    assert suggestion_of(talk.attention.mood) == NO_SUGGESTION
    talk.attention.interim("I am home.", 7.0, 9.0)
    assert suggestion_of(talk.attention.mood).questions == 0


def test_of_what_was_said_so_far_only_the_newest_is_measured():
    talk = Talk()
    talk.attention.hear(joined(syllables(8)), 1.0, 2.0, False)
    talk.attention.hear(joined(syllables(8, hertz=220.0)), 1.0, 4.0, True)
    talk.attention.committed(1, "So it goes.", (1.0, 4.0))
    talk.attention.committed(2, "So it goes.", (1.0, 2.0))
    talk.attention.open()
    talk.attention.close()
    assert [line.figures is not None for line in talk.kept] == [True, False]


def test_words_of_another_moment_are_not_taken_for_this_sound(talk: Talk):
    usual(talk)
    talk.attention.hear(joined(syllables(8, 3.0, hertz=125.0, loud=0.03)), 7.0, 9.0, False)
    talk.attention.close()
    talk.attention.interim("I am home.", 7.0, 9.5)
    assert suggestion_of(talk.attention.mood) == NO_SUGGESTION


def test_a_typed_line_has_no_figures_and_changes_no_reply(talk: Talk):
    talk.attention.committed(3, "I hate this, everything is awful today.", None)
    assert talk.attention.mood is not None
    assert talk.attention.mood.energy == CANNOT_TELL
    assert suggestion_of(talk.attention.mood) == NO_SUGGESTION
    talk.attention.close()
    assert talk.kept[0].figures is None


def test_switched_off_nothing_is_estimated_or_kept(talk: Talk):
    talk.wanted = False
    talk.say(1, joined(syllables(8)))
    talk.attention.committed(2, "I hate this, everything is awful.", None)
    talk.attention.close()
    assert talk.kept == []
    assert talk.attention.mood is None


def test_switched_off_what_was_estimated_before_counts_no_more(talk: Talk):
    talk.attention.committed(2, "I hate this, everything is awful.", None)
    talk.wanted = False
    assert talk.attention.mood is None
    assert suggestion_of(talk.attention.mood) == NO_SUGGESTION


def test_an_estimate_passes(talk: Talk):
    talk.attention.committed(2, "I hate this, everything is awful.", None)
    talk.now = PASSES_S + 1
    assert talk.attention.mood is None


def test_a_sound_that_fails_costs_no_line(talk: Talk):
    talk.attention.hear(joined()[:3], 1.0, 2.0, True)
    talk.attention.committed(1, "We had a wonderful day at the sea.", (1.0, 2.0))
    talk.attention.close()
    assert [line.figures for line in talk.kept] == [None]
    assert talk.kept[0].mood.pleasantness.value is not None


@pytest.mark.parametrize(
    ("mood", "suggestion"),
    [
        (None, NO_SUGGESTION),
        (Mood(CANNOT_TELL, CANNOT_TELL, CANNOT_TELL), NO_SUGGESTION),
        (Mood(Estimate(-0.8, 0.4), CANNOT_TELL, CANNOT_TELL), NO_SUGGESTION),
        (Mood(Estimate(-0.8, 0.7), CANNOT_TELL, CANNOT_TELL), MoodSuggestion(1, 0)),
        (Mood(Estimate(0.8, 0.7), CANNOT_TELL, CANNOT_TELL), NO_SUGGESTION),
        (Mood(CANNOT_TELL, CANNOT_TELL, Estimate(0.9, 0.8)), MoodSuggestion(0, 0)),
        (Mood(CANNOT_TELL, Estimate(-0.7, 0.6), CANNOT_TELL), MoodSuggestion(0, 1)),
    ],
)
def test_what_a_mood_suggests(mood: Mood | None, suggestion: MoodSuggestion):
    assert suggestion_of(mood) == suggestion
