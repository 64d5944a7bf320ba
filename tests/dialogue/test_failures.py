"""What goes wrong in a spoken turn is shown every time and said aloud once, until it works again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.dialogue.outages import Outage
from companion.dialogue.responders.llm import LOADING
from companion.dialogue.speech_input import NO_WORDS, NOT_ENGLISH
from companion.errors import CompanionError, WorkerError
from companion.events import Failed, Heard, Interrupted, Said, Spoken, TurnDone
from companion.memory import Memory
from models.errors import ModelError
from tests.core import Core, a_memory, core
from tests.fakes import DiskThatFills, Hold
from tests.rig import wait_for

DEAD = "Her mind stopped unexpectedly (SIGKILL) and is being restarted; please try again."
DEAF = "Her hearing stopped unexpectedly (SIGKILL) and is being restarted; please say that again."


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with a_memory(tmp_path) as memory:
        yield memory


@pytest.fixture
def her(memory: Memory) -> Iterator[Core]:
    with core(memory) as her:
        her.loudspeaker.flow()
        yield her


def aloud(her: Core) -> list[str]:
    return [event.text for event in her.told.of(Spoken)]


class TestTheMind:
    """It fails while it answers."""

    @pytest.mark.parametrize(
        "failure", [WorkerError(DEAD), ModelError("The server is not there."), ZeroDivisionError()]
    )
    def test_a_spoken_line_is_answered_aloud_with_the_failure(self, her: Core, failure: Exception):
        her.llm.enqueue([failure], [failure])  # the preemptive reply fails first, and is begun again
        her.say("How are you?")
        failed = her.told.until(Failed)
        assert failed.message
        done = her.told.until(TurnDone)
        assert aloud(her) == [Outage.MIND.value]
        assert (failed.turn, done.turn, done.reply) == (1, 1, "")

    def test_it_is_said_once_until_it_works_again_and_shown_every_time(self, her: Core):
        for _ in range(2):
            her.llm.enqueue([WorkerError(DEAD)], [WorkerError(DEAD)])
            her.say("How are you?")
            her.told.until(TurnDone)
        assert [event.message for event in her.told.of(Failed)] == [DEAD, DEAD]
        assert aloud(her) == [Outage.MIND.value]
        her.llm.drop_scripts()
        her.say("And now?")
        her.told.until(TurnDone)
        her.llm.enqueue([WorkerError(DEAD)], [WorkerError(DEAD)])
        her.say("And again?")
        her.told.until(TurnDone)
        assert aloud(her)[0] == aloud(her)[2] == Outage.MIND.value
        assert len(aloud(her)) == 3

    def test_what_was_said_before_it_failed_stays(self, her: Core):
        failing = ["It rains. And", WorkerError(DEAD)]
        her.llm.enqueue(failing, failing)
        her.say("How are you?")
        assert her.told.until(TurnDone).reply == "It rains."
        assert aloud(her) == ["It rains.", Outage.MIND.value]
        assert her.kept == [("you", "How are you?"), ("her", "It rains.")]

    def test_to_a_typed_line_it_is_only_shown(self, her: Core):
        her.llm.enqueue([WorkerError(DEAD)])
        her.turn_taking.commit_typed("How are you?")
        assert her.told.until(Failed).message == DEAD
        her.told.until(TurnDone)
        assert aloud(her) == []

    def test_a_typed_failure_leaves_the_spoken_one_to_be_said(self, her: Core):
        her.llm.enqueue([WorkerError(DEAD)], [WorkerError(DEAD)], [WorkerError(DEAD)])
        her.turn_taking.commit_typed("How are you?")
        her.told.until(TurnDone)
        her.say("How are you?")
        her.told.until(TurnDone)
        assert aloud(her) == [Outage.MIND.value]


class TestTheEar:
    """What was said is not understood."""

    def test_its_failure_is_said_once_in_a_turn_of_its_own(self, her: Core):
        her.final_transcript("", failure=DEAF)
        failed = her.told.until(Failed)
        assert (failed.message, failed.turn) == (DEAF, 1)
        assert her.told.until(TurnDone).turn == 1
        her.final_transcript("", failure=DEAF)
        assert her.told.until(Failed).turn == 0
        assert aloud(her) == [Outage.EAR.value]
        her.say("How are you?")
        assert her.told.until(Heard).turn == 2
        her.told.until(TurnDone, turn=2)
        her.final_transcript("", failure=DEAF)
        her.told.until(TurnDone, turn=3)
        assert aloud(her).count(Outage.EAR.value) == 2
        assert [speaker for speaker, _ in her.kept] == ["you", "her"]

    @pytest.mark.parametrize("nothing", ["", " ", "…", "- -", "♪ ♪", "?!"])
    def test_speech_without_words_is_told(self, her: Core, nothing: str):
        her.final_transcript(nothing)
        assert her.told.until(Failed).message == NO_WORDS
        her.told.until(TurnDone)
        assert aloud(her) == [Outage.WORDS.value]
        assert her.kept == []

    def test_another_language_is_told_and_not_kept(self, her: Core):
        her.final_transcript("Minash Mr. Aratatam.", foreign=True)
        assert her.told.until(Failed).message == NOT_ENGLISH
        her.told.until(TurnDone)
        assert aloud(her) == [Outage.LANGUAGE.value]
        her.final_transcript("I'm going to the next one.", foreign=True)
        her.told.until(Failed)
        assert her.kept == []
        her.say("How are you?")
        her.told.until(TurnDone, turn=2)
        assert her.kept[0] == ("you", "How are you?")

    def test_what_may_be_another_language_stays_a_line_where_it_can_not_be_said_again(self, her: Core):
        her.final_transcript("and the next part", foreign=True, continues=True)
        assert her.told.until(Heard).text == "and the next part"

    def test_a_noise_shorter_than_a_word_or_two_is_nothing(self, her: Core):
        her.final_transcript("", seconds=0.4)
        her.say("How are you?")
        her.told.until(TurnDone)
        assert her.told.of(Failed) == []

    def test_speech_without_words_is_nothing_to_her_who_answers_to_her_name(self, memory: Memory):
        with core(memory, by_name=True) as her:
            her.loudspeaker.flow()
            her.final_transcript("")
            her.say("Ada, how are you?")
            her.told.until(TurnDone)
            assert her.told.of(Failed) == []

    def test_a_failure_while_she_speaks_is_said_after_her_sentence(self, memory: Memory):
        with core(memory) as her:
            her.llm.enqueue("It rains all night long.")
            her.turn_taking.commit_typed("And now?")
            her.loudspeaker.advance(150)
            her.told.until(Spoken)
            her.spoken.onset(0.0)
            her.final_transcript("", failure=DEAF)
            assert her.told.until(Failed).turn == 1
            her.loudspeaker.flow()
            assert her.told.until(TurnDone).reply == "It rains all night long."
            assert her.told.of(Interrupted) == []

    def test_a_new_line_interrupts_the_sentence_that_tells_of_a_failure(self, memory: Memory):
        with core(memory) as her:
            her.final_transcript("", failure=DEAF)
            her.loudspeaker.advance(150)
            her.told.until(Spoken)
            her.say("How are you?")
            assert her.told.until(Interrupted) == Interrupted(turn=1, heard="", gap_s=her.told.of(Interrupted)[0].gap_s,
                                                              phases=her.told.of(Interrupted)[0].phases)  # fmt: skip
            her.loudspeaker.flow()
            assert her.told.until(TurnDone).turn == 2

    def test_her_own_words_about_a_failure_are_not_taken_for_the_users(self, memory: Memory):
        with core(memory) as her:
            her.final_transcript("", failure=DEAF)
            her.loudspeaker.advance(600)
            her.told.until(Spoken)
            assert her.turn_taking.last_reply == Outage.EAR.value

    def test_that_it_must_start_again_first_is_said_once_and_its_line_is_answered(self, her: Core):
        her.spoken.ear_away()
        her.told.until(TurnDone, turn=1)
        her.spoken.ear_away()
        her.final_transcript("How are you?")
        her.told.until(TurnDone, turn=2)
        assert aloud(her) == [Outage.EAR_WAKING.value, "Answer number 1."]
        assert her.told.of(Failed) == []
        her.spoken.ear_away()
        assert her.told.until(Spoken).turn == 3

    def test_while_she_speaks_it_is_not_said_that_the_ear_must_start_again(self, memory: Memory):
        with core(memory) as her:
            her.turn_taking.commit_typed("And now?")
            her.spoken.ear_away()
            her.loudspeaker.flow()
            her.told.until(TurnDone)
            assert aloud(her) == ["Answer number 1."]


class TestTheDisk:
    """Nothing can be kept."""

    def test_a_spoken_line_that_cannot_be_kept_is_told_aloud_once(self, memory: Memory):
        full = DiskThatFills(memory)
        with core(full) as her:
            her.loudspeaker.flow()
            full.full = True
            her.say("How are you?")
            assert her.told.until(Failed).message == "The disk is full; make room."
            her.told.until(TurnDone)
            her.say("And then what?")
            assert her.told.until(Failed).message == "The disk is full; make room."
            assert aloud(her) == [Outage.MEMORY.value]
            full.full = False
            her.say("How are you now?")
            her.told.until(Heard)
            her.told.until(TurnDone)
            assert aloud(her)[1].startswith("Answer number")


class TestADeed:
    """A voice command that can't be obeyed."""

    @pytest.mark.parametrize("speaking", [False, True])
    def test_a_setting_that_cannot_be_kept_is_told_aloud(self, memory: Memory, speaking: bool):
        with core(memory) as her:
            her.changing = CompanionError("The settings can't be written; make room.")
            if speaking:
                her.turn_taking.commit_typed("And now?")
                her.loudspeaker.advance(150)
                her.told.until(Spoken)
            her.say("Quieter.")
            assert her.told.until(Failed).message == "The settings can't be written; make room."
            her.loudspeaker.flow()
            her.told.until(Spoken, text=Outage.DEED.value)


class TestWaking:
    """Lines that come while there is no mind."""

    @pytest.fixture
    def waking(self, memory: Memory) -> Iterator[Core]:
        her = Core(memory)
        for stage in (her.playback, her.speaking, her.answering):
            stage.open()
        her.speaking.use_voice(her.voice, 1.0)
        her.loudspeaker.flow()
        yield her
        her.close()

    def test_a_spoken_line_is_told_that_she_is_waking_and_then_answered(self, waking: Core):
        waking.say("And then what?")
        assert waking.told.until(Spoken).text == Outage.WAKING.value
        assert waking.notices == [LOADING]
        wait_for(lambda: waking.states[-1] != "speaking", "her to be silent until her mind is there")
        waking.use_llm(waking.llm)
        assert waking.told.until(TurnDone).reply == "Answer number 1."
        assert aloud(waking) == [Outage.WAKING.value, "Answer number 1."]
        assert waking.kept == [("you", "And then what?"), ("her", "Answer number 1.")]

    @pytest.mark.parametrize(
        ("line", "confirmed"),
        [
            ("Shorter, please. What should I cook tonight?", "shorter"),
            ("Never bring up my father. What should I cook?", "Not a word"),
            ("Shorter, please. Never bring up my father. What should I cook?", "Not a word"),
        ],
    )
    def test_a_command_beside_which_the_line_asks_more_is_carried_out_once(
        self, memory: Memory, waking: Core, line: str, confirmed: str
    ):
        waking.turn_taking.commit_typed(line)
        waking.told.until(Said)
        waking.llm.enqueue("Rice, then.")
        waking.use_llm(waking.llm)
        reply = waking.told.until(TurnDone).reply
        assert (reply.count(confirmed), reply.endswith("Rice, then.")) == (1, True)
        assert len(memory.rules.list()) == line.count("Shorter")
        assert len(memory.facts.list("boundary")) == line.count("Never")

    def test_a_mind_that_cannot_be_had_is_told_to_every_line_and_said_once(self, waking: Core):
        waking.answering.no_llm("Her mind is damaged; fetch it again.")
        for line in ("And then what?", "And now?"):
            waking.say(line)
            wait_for(lambda line=line: waking.notices.count("Her mind is damaged; fetch it again.") > (line == "And now?"),
                     "the reason to be shown")  # fmt: skip
            wait_for(lambda: bool(aloud(waking)), "her to say it, which the next line would cut off")
        assert aloud(waking) == [Outage.MIND.value]

    def test_a_typed_line_is_only_shown_why_it_waits(self, waking: Core):
        waking.turn_taking.commit_typed("And then what?")
        waking.answering.no_llm("Her mind is damaged; fetch it again.")
        wait_for(lambda: waking.notices == ["Her mind is damaged; fetch it again."], "the reason to be shown")
        assert aloud(waking) == []

    def test_a_mind_that_starts_again_while_a_spoken_line_waits_is_said(self, her: Core):
        thought = Hold()
        her.llm.enqueue([thought, "It stopped."], [thought, "It stopped."])
        her.final_transcript("How are you?")
        thought.until_reached()
        her.answering.llm_away("Her mind is starting again; one moment.")
        assert her.told.until(Spoken).text == Outage.WAKING.value
        her.llm.release(thought)
        assert her.told.until(TurnDone).reply == "It stopped."
        assert her.notices == ["Her mind is starting again; one moment."]

    def test_a_mind_that_dies_while_nobody_talks_is_only_shown(self, her: Core):
        her.answering.llm_away("Her mind stopped unexpectedly (SIGKILL) and is being restarted.")
        her.say("How are you?")
        her.told.until(TurnDone)
        assert aloud(her) == ["Answer number 1."]
