"""Checks what ducks her, what stops her and what lets her go on; in frames of 32 ms, without sound."""

from __future__ import annotations

import pytest

from companion.hearing.barge_in import FRAME_MS, Barge, BargeIn, NoiseFloor, should_resume

ROOM_DB, PERSON_DB = -70.0, -40.0


def listening(level_db: float = ROOM_DB, seconds: float = 5.0) -> BargeIn:
    """She has been speaking for a while, and nobody over her."""
    rule = BargeIn()
    for _ in range(int(seconds * 1000 / FRAME_MS)):
        assert rule.add_frame(0.0, level_db) is Barge.NOTHING
    return rule


def told(rule: BargeIn, *likely: float, level_db: float = PERSON_DB, echo: float = 0.0) -> list[Barge]:
    """What was asked for, without the frames that asked for nothing; every other frame is softer, as in speech."""
    found = [rule.add_frame(p, level_db - 8.0 * (n % 2), echo) for n, p in enumerate(likely)]
    return [one for one in found if one is not Barge.NOTHING]


def test_speech_ducks_at_once_and_stops_within_three_frames() -> None:
    assert told(listening(), 0.8, 0.9, 0.9) == [Barge.DUCK, Barge.STOP]


def test_speech_that_begins_doubtfully_adds_up() -> None:
    assert told(listening(), *[0.6] * 12) == [Barge.DUCK, Barge.STOP]


def test_ducking_comes_before_stopping_however_speech_begins() -> None:
    for first in (0.41, 0.45, 0.49, 0.5, 0.6, 1.0):
        assert told(listening(), first, 1.0, 1.0) == [Barge.DUCK, Barge.STOP]


def test_one_frame_of_noise_ducks_and_is_let_go() -> None:
    assert told(listening(), 0.8, *[0.1] * 12) == [Barge.DUCK, Barge.RELEASE]


def test_she_is_not_let_go_between_two_syllables() -> None:
    assert told(listening(), 0.8, *[0.1] * 7, 0.8) == [Barge.DUCK]


def test_a_key_pressed_again_and_again_never_stops_her() -> None:
    assert Barge.STOP not in told(listening(), *[0.7, 0.1, 0.1, 0.1, 0.1] * 50)


def test_what_is_no_louder_than_the_room_is_not_said_to_her() -> None:
    chatter = listening(level_db=-42.0)
    assert told(chatter, *[0.99] * 10, level_db=-40.0) == []
    assert told(chatter, *[0.99] * 3, level_db=-30.0) == [Barge.DUCK, Barge.STOP]


def test_what_was_her_own_voice_after_all_is_no_background_for_who_speaks_then() -> None:
    rule = listening()
    for _ in range(60):
        decided = rule.add_frame(0.95, PERSON_DB, early=True)
        if decided in (Barge.DUCK, Barge.STOP):
            rule.take_back(decided, early=True)
    rule.reset()
    assert told(rule, 0.9, 0.9, 0.9) == [Barge.DUCK, Barge.STOP]


def test_speech_too_soft_to_count_speaks_for_nobody_and_against_nobody() -> None:
    rule = listening(level_db=-50.0)
    assert told(rule, 0.9) == [Barge.DUCK]
    assert told(rule, *[0.95] * 2, level_db=-48.0) == []
    assert told(rule, 0.95) == [Barge.STOP]


def test_after_a_cough_she_does_not_stay_ducked_for_people_far_away() -> None:
    rule = listening(level_db=-50.0)
    assert told(rule, 0.9, level_db=-30.0) == [Barge.DUCK]
    assert told(rule, *[0.95] * 40, level_db=-48.0) == [Barge.RELEASE]


def test_what_is_soft_beside_her_echo_neither_ducks_nor_stops_nor_takes_evidence_back() -> None:
    rule = listening()
    assert [rule.add_frame(0.9, PERSON_DB - 8 * (n % 2), early=True, soft=True) for n in range(5)] == [
        Barge.NOTHING
    ] * 5
    assert [rule.add_frame(1.0, PERSON_DB, early=True, soft=n in (1, 2)) for n in range(4)] == [
        Barge.DUCK,
        Barge.NOTHING,
        Barge.NOTHING,
        Barge.STOP,
    ]


def test_who_speaks_over_her_softly_is_no_background_for_a_second() -> None:
    background = NoiseFloor()
    for _ in range(NoiseFloor.PAST):
        background.learn(ROOM_DB)
    for n in range(NoiseFloor.LATELY):
        assert background.learn(PERSON_DB - 8.0 * (n % 2), speechlike=True) == ROOM_DB
    for n in range(NoiseFloor.LATELY):
        background.learn(PERSON_DB - 8.0 * (n % 2), speechlike=True)
    assert background.learn(PERSON_DB) == PERSON_DB


def test_a_machine_that_starts_is_the_background_after_a_quarter_of_a_second() -> None:
    rule = listening()
    assert Barge.STOP not in [rule.add_frame(likely, PERSON_DB) for likely in [0.3] * 8 + [0.75] * 20]
    assert Barge.STOP in [rule.add_frame(0.9, PERSON_DB + 10) for _ in range(3)]


def test_what_was_said_to_her_is_never_the_background() -> None:
    background = NoiseFloor()
    for _ in range(NoiseFloor.PAST):
        background.learn(ROOM_DB)
    for _ in range(5):
        for n in range(NoiseFloor.LATELY):
            background.learn(PERSON_DB - 8.0 * (n % 2), speechlike=True)
        background.forget_speech()
    assert background.learn(PERSON_DB) == ROOM_DB


def test_her_own_voice_is_not_somebody_speaking() -> None:
    assert told(listening(), *[0.9] * 30, echo=0.8) == []


def test_after_a_stop_nothing_until_she_is_audible_again() -> None:
    rule = listening()
    told(rule, 0.9, 0.9)
    assert told(rule, *[0.99] * 10) == []
    rule.reset()
    assert told(rule, 0.9, 0.9) == [Barge.DUCK, Barge.STOP]


def test_frames_until_the_stop_do_not_become_the_background() -> None:
    rule = listening()
    for _ in range(3):
        assert Barge.STOP in told(rule, *[0.95] * 4)
        rule.reset()


def test_however_often_she_is_stopped_the_speech_does_not_become_the_background() -> None:
    rule = listening()
    for _ in range(30):
        rule.reset()
        assert told(rule, *[0.0] * 4, level_db=ROOM_DB) == []
        assert told(rule, 0.6, 0.6, 0.9, 0.9) == [Barge.DUCK, Barge.STOP]


def test_the_background_follows_a_room_that_gets_loud_and_quiet() -> None:
    background = NoiseFloor()
    for loudness, known in ((-30.0, -30.0), (-90.0, NoiseFloor.SILENCE_DB)):
        for _ in range(NoiseFloor.PAST):
            background.learn(loudness)
        assert background.learn(loudness) == known


def test_who_speaks_from_the_first_frame_on_is_no_background() -> None:
    assert told(BargeIn(), *[0.99] * 3) == [Barge.DUCK, Barge.STOP]


@pytest.mark.parametrize("frames", [1, 2, 4, 8, 30])
def test_who_speaks_soon_after_she_began_is_no_background(frames: int) -> None:
    rule = BargeIn()
    assert told(rule, *[0.0] * frames, level_db=ROOM_DB) == []
    assert told(rule, 0.3, 0.5, 0.9, 0.9) == [Barge.DUCK, Barge.STOP]


def test_a_room_that_is_as_loud_from_the_first_frame_on_is_the_background() -> None:
    rule = BargeIn()
    assert told(rule, *[0.3] * 20) == []
    assert told(rule, *[0.99] * 50) == []


def test_while_the_echo_path_is_new_it_takes_more_to_stop_her() -> None:
    rule = listening()
    assert [rule.add_frame(0.95, -20.0, early=True) for _ in range(2)] == [Barge.DUCK, Barge.STOP]
    rule.reset()
    assert [rule.add_frame(0.75, -20.0, early=True) for _ in range(3)] == [Barge.DUCK, Barge.NOTHING, Barge.STOP]


def test_it_tells_since_when_there_has_been_evidence() -> None:
    rule = listening()
    assert rule.evidence_ms == 0
    told(rule, 0.9, 0.9)
    assert rule.evidence_ms == 2 * FRAME_MS
    rule.reset()
    assert rule.evidence_ms == 0


def nod(text: str) -> bool:
    return text == "Mm-hm."


def test_she_goes_on_after_nothing_and_after_a_nod() -> None:
    assert should_resume("", 900, 1.0, nod)
    assert should_resume("Mm-hm.", 400, 0.9, nod)
    assert should_resume("You", 120, 0.9, nod)
    assert should_resume("Thank you.", 500, 0.2, nod)


def test_words_end_her_line() -> None:
    assert not should_resume("But I never said that.", 900, 0.8, nod)


def test_what_nobody_else_confirms_ducks_her_at_once_but_stops_her_later():
    rule = BargeIn()
    for _ in range(200):
        rule.add_frame(0.0, -70.0)
    found = [rule.add_frame(0.9, -20.0, certain=False) for _ in range(10)]
    assert Barge.DUCK in found
    assert found.index(Barge.STOP) == 2
    rule.reset()
    assert rule.add_frame(1.0, -20.0, certain=False) is Barge.DUCK
    assert rule.add_frame(1.0, -20.0, certain=True) is Barge.STOP
