"""A hesitant answer is told from fluent ones by how it is said, against this speaker's own answers in this interview."""

from __future__ import annotations

from companion.hearing import FinalTranscript
from companion.initiation.answer_sounds import AnswerSounds
from companion.prosody.hesitation import SURE
from tests.prosody.sounds import held, joined, silence, syllables

FLUENT = joined(syllables(12))
HESITANT = joined(held(0.7), silence(0.9), syllables(2, rate=2.0), silence(1.2), held(0.6), syllables(3, rate=2.0))


def transcript(text: str, samples: object = None, start: float = 1.0) -> FinalTranscript:
    return FinalTranscript(1, text, start, start + 3, start + 3.5, 0.0, 0.9, samples=samples)  # type: ignore[arg-type]


def test_hesitation_is_heard_after_fluent_answers_and_not_in_them() -> None:
    sounds = AnswerSounds(lambda: 0.0, files=True)
    sounds.begin()
    fluent = []
    for text in ("I like it quiet in the evening", "They are long and I read", "Rather a funny one I think"):
        sounds.heard(transcript(text, FLUENT))
        fluent.append(sounds.hesitation(text))
    sounds.heard(transcript("Um, my, my sister, I suppose", HESITANT))
    assert max(fluent) < SURE < sounds.hesitation("Um, my, my sister, I suppose")


def test_what_was_typed_or_not_heard_is_never_hesitant() -> None:
    sounds = AnswerSounds(lambda: 0.0, files=True)
    sounds.begin()
    assert sounds.hesitation("um, well, I don't know") == 0.0
    sounds.heard(transcript("Um, one thing", HESITANT))
    assert sounds.hesitation("another thing") == 0.0


def test_nothing_is_measured_outside_an_interview() -> None:
    sounds = AnswerSounds(lambda: 0.0, files=True)
    sounds.heard(transcript("Um, one thing", HESITANT))
    assert sounds.hesitation("Um, one thing") == 0.0
    sounds.begin()
    sounds.heard(transcript("Um, one thing", HESITANT))
    sounds.end()
    assert sounds.hesitation("Um, one thing") == 0.0
