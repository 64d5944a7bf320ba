"""She is met in an interview: kept after each answer, resumed after a kill, left at any moment, and made of the answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.dialogue.prefilling import PLACEHOLDER
from companion.events import CareTaken, CharacterMade, Heard, Progress, Question, Ready, Said, TurnDone
from companion.settings import Settings
from tests.engine_on_fakes import Awake, FakeParts, awake
from tests.fakes import PATIENCE_S
from tests.rig import wait_for

ANSWERS = ("Quiet, mostly.", "They're fine.", "the lower one", "rather funny", "My sister Amy. It's going well.")


@pytest.fixture
def her(tmp_path: Path) -> Iterator[Awake]:
    with awake(tmp_path) as her:
        yield her


def answer(her: Awake, text: str) -> str:
    """Answers by typing, and waits until she has said what follows."""
    return her.told.until(TurnDone, turn=her.engine.initiation.answer(text)).reply


def begun(her: Awake, *answers: str) -> None:
    """Begins an interview and gives these answers."""
    her.engine.initiation.start()
    her.told.until(TurnDone)
    for text in answers:
        answer(her, text)


def met(her: Awake) -> None:
    """Waits until she has said hello."""
    while her.engine.initiation.state.phase != "meeting" or not her.engine.initiation.state.question:
        her.told.until(TurnDone)


def loaded_again(her: Awake) -> None:
    """Waits until her mind has been loaded a second time."""
    end = time.monotonic() + PATIENCE_S
    while [ready.part for ready in her.told.of(Ready)].count("mind") < 2:
        assert time.monotonic() < end, "her mind was not loaded again"
        time.sleep(0.01)


def test_the_first_run_is_due_and_an_existing_user_is_not_forced_into_it(her: Awake) -> None:
    assert her.engine.initiation.due
    her.engine.say("hello there")
    her.told.until(TurnDone)
    assert not her.engine.initiation.due


def test_what_a_key_or_a_device_sets_does_not_make_it_undue_and_what_concerns_her_does(her: Awake) -> None:
    her.engine.change(text_scale=1.3, mode="push-to-talk", listening=False)
    assert her.engine.initiation.due
    her.engine.change(temperament="dry")
    assert not her.engine.initiation.due


def test_a_file_tells_that_it_is_unfinished_until_it_is_answered_or_skipped(her: Awake) -> None:
    mark = her.engine.environment.unfinished_interview
    assert not mark.exists()
    begun(her, "Quiet, mostly.")
    assert mark.exists()
    answer(her, "another time")
    assert mark.exists()
    her.engine.initiation.start()
    her.engine.initiation.skip_all()
    assert not mark.exists()


def test_the_answers_become_her(her: Awake) -> None:
    begun(her, *ANSWERS)
    met(her)
    assert "Hello, I'm here." in [said.text for said in her.told.of(Said)]
    answer(her, "yes")
    answer(her, "you may")
    made = her.told.of(CharacterMade)[-1]
    assert (made.temperament, made.speaks_first, made.her_name) == ("funny", True, "Max")
    assert her.engine.settings.her_name == "Max"
    assert her.engine.settings.voice == "kokoro:am_michael"
    assert [question.number for question in her.told.of(Question)] == [1, 2, 3, 4, 5, 6, 7]
    assert not her.engine.initiation.active
    assert {line.key for line in her.engine.initiation.state.page} >= {
        "name",
        "humour",
        "voice",
        "person",
        "speaks_first",
    }
    assert her.llm.requests == []


def test_her_mind_is_loaded_with_her_name_while_the_last_question_stands(her: Awake) -> None:
    begun(her, *ANSWERS)
    met(her)
    answer(her, "yes")
    loaded_again(her)
    assert her.engine.initiation.active
    settings = her.engine.settings
    assert (settings.her_name, settings.temperament, settings.speaks_first) == ("Max", "funny", Settings().speaks_first)
    loaded = len(her.parts.asked)
    answer(her, "you may")
    assert not her.engine.initiation.active
    assert her.parts.asked[loaded:] == []


def test_how_the_talk_begins_is_read_ahead_while_she_says_the_last_words(her: Awake) -> None:
    begun(her, *ANSWERS)
    met(her)
    answer(her, "yes")
    loaded_again(her)
    answer(her, "you may")

    def is_of_the_talk() -> bool:
        last = her.llm.read_ahead[-1]
        words = str(last.prompt)
        return last.line == PLACEHOLDER.text and "Max" in words and "you may" not in words and "quiet" not in words

    wait_for(is_of_the_talk, "the talk's beginning to be read, without the interview's lines", patience_s=PATIENCE_S)
    assert her.llm.requests == []


def test_the_next_line_is_of_another_conversation_and_answered_by_her_mind(her: Awake) -> None:
    begun(her)
    interview = her.engine.conversation
    her.engine.initiation.skip_all()
    her.told.until(TurnDone)
    her.llm.enqueue("Then tell me.")
    her.engine.say("I saw a heron today on the river")
    assert her.told.until(TurnDone).reply == "Then tell me."
    assert her.engine.conversation != interview


def test_a_killed_interview_goes_on_at_the_open_question(tmp_path: Path) -> None:
    with awake(tmp_path) as her:
        begun(her, "Quiet.", "They're fine.")
        before = her.kept()
    with awake(tmp_path) as her:
        assert her.engine.initiation.unfinished
        her.engine.initiation.start()
        her.told.until(TurnDone)
        assert her.engine.initiation.state.step == "voice"
        assert her.kept()[: len(before)] == before
        assert [one.number for one in her.told.of(Question)] == [3]


def test_a_later_start_talks_in_a_conversation_of_its_own(tmp_path: Path) -> None:
    with awake(tmp_path) as her:
        begun(her, "Quiet.")
        interview = her.engine.conversation
    with awake(tmp_path) as her:
        assert her.engine.conversation != interview
        her.engine.say("I saw a heron today on the river")
        her.told.until(TurnDone)
        assert len(her.llm.requests) == 1


def test_skip_and_back_are_said_or_pressed(her: Awake) -> None:
    begun(her, "skip this one")
    assert her.engine.initiation.state.step == "evenings"
    answer(her, "go back please")
    assert her.engine.initiation.state.step == "company"
    her.engine.initiation.skip()
    her.told.until(TurnDone)
    assert her.engine.initiation.state.step == "evenings"
    her.engine.initiation.back()
    her.told.until(TurnDone)
    assert her.engine.initiation.state.step == "company"


def test_a_danger_is_for_care_and_the_interview_waits(her: Awake) -> None:
    begun(her, "Quiet.")
    said = answer(her, "I want to kill myself.")
    assert her.told.of(CareTaken)
    assert "evenings" not in said
    assert her.engine.initiation.state.phase == "waiting"
    her.engine.initiation.go_on()
    her.told.until(TurnDone)
    assert her.engine.initiation.state.step == "evenings"


def test_without_a_mind_she_is_met_all_the_same(tmp_path: Path) -> None:
    with awake(tmp_path, FakeParts(mind_=None), ready=("voice",)) as her:
        begun(her, *ANSWERS)
        met(her)
        answer(her, "I'd rather call you Tess")
        answer(her, "no, wait for me")
        assert her.engine.settings.her_name == "Tess"
        assert her.engine.settings.speaks_first is False


def test_the_answers_are_lines_in_memory(her: Awake) -> None:
    begun(her, *ANSWERS)
    assert {heard.text for heard in her.told.of(Heard)} == set(ANSWERS)
    assert {text for speaker, text in her.kept() if speaker == "you"} == set(ANSWERS)


def test_a_forgotten_answer_is_gone_from_the_interview(her: Awake) -> None:
    begun(her, *ANSWERS)
    memory = her.engine.memory
    assert memory is not None
    kept = memory.interviews.last()
    assert kept is not None
    message = kept.answers["person"].message
    assert message is not None
    memory.forgetting.message(message)
    after = memory.interviews.last()
    assert after is not None
    assert "person" not in after.answers
    assert "company" in after.answers


def test_quiet_becomes_a_rule_that_ends_when_company_is_wanted_another_time(her: Awake) -> None:
    begun(her, *ANSWERS)
    her.engine.initiation.skip_all()
    memory = her.engine.memory
    assert memory is not None
    (rule,) = memory.rules.in_force()
    assert (rule.manner.kind, rule.quote) == ("length", "Quiet, mostly.")
    begun(her, "I like company")
    her.engine.initiation.skip_all()
    assert memory.rules.in_force() == []


def test_who_was_named_is_remembered_with_the_line_that_told_it(her: Awake) -> None:
    begun(her, "Quiet.", "fine", "lower", "funny", "Amy. It's going well.")
    her.engine.initiation.skip_all()
    memory = her.engine.memory
    assert memory is not None
    (fact,) = [fact for fact in memory.facts.list() if "talk with" in fact.text]
    assert fact.text == "You like to talk with Amy."
    assert memory.message(fact.quotes[0].message).text == "Amy. It's going well."


def test_ones_own_name_is_taken_only_when_it_is_said(her: Awake) -> None:
    begun(her, "My name is Theo, and I like quiet.", "fine")
    her.engine.initiation.skip_all()
    her.told.until(TurnDone)
    assert her.engine.settings.your_name == "Theo"


def test_another_time_it_goes_on_from_there(her: Awake) -> None:
    begun(her, "Quiet.", "another time")
    assert not her.engine.initiation.active
    assert her.engine.initiation.unfinished
    her.engine.say("I saw a heron today on the river")
    her.told.until(TurnDone)
    assert len(her.llm.requests) == 1
    begun(her)
    assert her.engine.initiation.state.step == "evenings"


def test_without_a_network_it_says_so_once_and_goes_on(her: Awake) -> None:
    begun(her, *ANSWERS[:4])
    her.engine.emit(Progress(model="a-mind", done=0, total=0, status="failed", message="There is no network."))
    answer(her, ANSWERS[4])
    met(her)
    said = [one.text for one in her.told.of(Said)]
    assert [text for text in said if "can't be downloaded" in text] == [
        "What she lacks can't be downloaded just now, so we go on with what is here."
    ]
    assert "Hello, I'm here." in said


@pytest.mark.parametrize(
    ("answers", "step", "number"),
    [
        (("Quiet.", "I read a lot"), "evenings", 2),
        ((*ANSWERS[:4], "My sister Amy."), "person", 5),
        (ANSWERS, "name", 6),
        ((*ANSWERS, "yes"), "speaks_first", 7),
    ],
)
def test_wherever_it_is_killed_it_goes_on_there(
    tmp_path: Path, answers: tuple[str, ...], step: str, number: int
) -> None:
    with awake(tmp_path) as her:
        begun(her, *answers[:5])
        if len(answers) > 5:
            met(her)
        for text in answers[5:]:
            answer(her, text)
    with awake(tmp_path) as her:
        her.engine.initiation.start()
        while her.engine.initiation.state.step != step or not her.told.of(Question):
            her.told.until(TurnDone)
        assert her.told.of(Question)[-1].number == number
        kept = her.engine.memory.interviews.last()  # type: ignore[union-attr]
        assert kept is not None
        assert kept.answers["company"].value == "quiet"


def test_all_of_it_can_be_done_with_buttons(her: Awake) -> None:
    begun(her)
    interview = her.engine.initiation
    for press in (interview.skip, interview.skip, lambda: interview.choose("higher"), interview.skip, interview.skip):
        press()
        her.told.until(TurnDone)
    met(her)
    interview.call_her("Tess")
    her.told.until(TurnDone)
    interview.allow(True)
    her.told.until(TurnDone)
    assert not interview.active
    settings = her.engine.settings
    assert (settings.her_name, settings.voice, settings.speaks_first) == ("Tess", "kokoro:af_heart", True)
    assert settings.temperament == "warm"
    assert her.told.of(Heard) == []
