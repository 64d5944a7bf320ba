"""Lines by voice: drafts that come to be or leave no trace, holding and going on, nods, orders, names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.dialogue.hearing_herself import FOR_S, OFTEN, SENTENCE, HearingHerself
from companion.dialogue.speech_input import WHOLE
from companion.errors import WorkerError
from companion.events import Failed, Heard, Held, Interrupted, Partial, Resumed, Said, Spoken, Token, TurnDone
from companion.hearing import Barge, EndOfTurnEstimate, FinalTranscript, InterimTranscript, Overlapping
from companion.memory import Memory
from tests.core import Core, core
from tests.fakes import DiskThatFills, Hold

LINE, REPLY = "How are you?", "It rains all night long."


def speaking(her: Core, heard: int = 150, reply: str = REPLY) -> None:
    """She is so many samples into this reply, of which each word takes 100."""
    her.llm.enqueue(reply)
    her.say(LINE)
    her.loudspeaker.advance(heard)
    her.told.until(Spoken)


def finish(her: Core) -> TurnDone:
    her.loudspeaker.flow()
    return her.told.until(TurnDone)


def over_her(text: str, overlapping: Overlapping) -> FinalTranscript:
    """This was heard while she spoke."""
    return FinalTranscript(
        number=9,
        text=text,
        start=0.0,
        end=1.0,
        decided=1.2,
        decided_at=1.2,
        confidence=0.9,
        overlapping=overlapping,
    )


def heard_over_her(her: Core, text: str, overlapping: Overlapping) -> None:
    """She speaks, holds because of it, and the turn ends."""
    speaking(her)
    her.spoken.onset(0.0)
    her.told.until(Held)
    her.spoken.final_transcript(over_her(text, overlapping))
    finish(her)


class InterviewAt:
    """An interview whose first words are being said, or a later one."""

    active = True

    def __init__(self, opening: bool) -> None:
        self.opening = opening

    def is_whole(self, text: str) -> bool:
        return False


class TestADraft:
    """An answer to a line that may not be whole."""

    def test_is_not_told_spoken_or_kept_before_the_line_is_whole(self, her: Core):
        generator = Hold()
        her.llm.enqueue(["It rains. ", "And it pours.", generator])
        her.spoken.onset(0.0)
        her.interim_transcript(LINE)
        generator.until_reached()
        assert [type(event) for event in her.told.all] == [Partial]
        assert her.kept == []
        her.llm.release(generator)
        her.final_transcript(LINE)
        done = finish(her)
        assert done.reply == "It rains. And it pours."
        assert her.kept == [("you", LINE), ("her", "It rains. And it pours.")]
        assert len(her.llm.requests) == 1, "it was thought only once"

    def test_that_is_taken_is_told_in_order_after_its_line(self, her: Core):
        her.llm.enqueue(["It rains. ", "And it pours."])
        her.begin_preemptive_reply(LINE)
        her.final_transcript(LINE)
        finish(her)
        names = [type(event) for event in her.told.all if not isinstance(event, Spoken)]
        assert names == [Partial, Heard, Token, Said, Token, Said, TurnDone] or names == [
            Partial,
            Heard,
            Token,
            Token,
            Said,
            Said,
            TurnDone,
        ]
        assert {event.turn for event in her.told.all if not isinstance(event, Partial)} == {1}

    def test_of_which_they_went_on_leaves_no_trace(self, her: Core):
        her.llm.enqueue("Never said.", "Fine.")
        her.begin_preemptive_reply("How are")
        her.spoken.speech_resumed()
        her.interim_transcript(LINE)
        her.final_transcript(LINE)
        assert finish(her).turn == 1
        assert her.kept == [("you", LINE), ("her", "Fine.")]
        assert not [e for e in her.told.all if isinstance(e, Token | Said | Spoken) and "Never" in e.text]
        assert "How are\n" not in str(her.llm.requests[1].prompt)

    def test_of_other_words_than_the_line_leaves_no_trace(self, her: Core):
        her.llm.enqueue("Never said.", "Fine.")
        her.begin_preemptive_reply("How far are you?")
        her.final_transcript(LINE)
        assert finish(her).turn == 1
        assert her.kept == [("you", LINE), ("her", "Fine.")]

    def test_of_what_was_nothing_after_all_leaves_no_trace(self, her: Core):
        her.begin_preemptive_reply("How")
        her.spoken.dropped(1.0)
        her.turn_taking.commit_typed("It rained.")
        assert finish(her).turn == 1, "turns are numbered without holes"
        assert her.kept == [("you", "It rained."), ("her", "Answer number 2.")]

    def test_that_failed_is_asked_again_and_nobody_is_told(self, her: Core):
        her.llm.enqueue([WorkerError("Her mind stopped; please try again.")], "Fine.")
        her.begin_preemptive_reply(LINE)
        her.final_transcript(LINE)
        assert finish(her).reply == "Fine."
        assert her.told.of(Failed) == []

    def test_that_fails_after_its_line_came_is_told(self, her: Core):
        generator = Hold()
        her.llm.enqueue([generator, WorkerError("Her mind stopped; please try again.")])
        her.loudspeaker.flow()
        her.spoken.onset(0.0)
        her.interim_transcript(LINE)
        generator.until_reached()
        her.final_transcript(LINE)
        her.llm.release(generator)
        assert her.told.until(Failed).message == "Her mind stopped; please try again."
        assert her.told.until(TurnDone).reply == ""

    def test_only_its_first_words_are_made_into_sound(self, her: Core):
        thought = Hold()
        her.llm.enqueue(["It rains. ", "And it pours. ", thought])
        her.spoken.onset(0.0)
        her.interim_transcript(LINE)
        thought.until_reached()
        her.llm.release(thought)
        her.spoken.speech_resumed()
        her.llm.enqueue("Fine.")
        her.say("How are you now?")
        finish(her)
        said = [text for text, _speed in her.voice.said]
        assert "And it pours." not in said
        assert said[-1] == "Fine."

    def test_before_there_is_a_mind_waits_for_it_as_a_line(self, memory: Memory):
        her = Core(memory)
        for stage in (her.playback, her.speaking, her.answering):
            stage.open()
        her.speaking.use_voice(her.voice, 1.0)
        try:
            her.say(LINE)
            assert her.end_of_turn_estimate() == EndOfTurnEstimate()
            her.use_llm(her.llm)
            assert finish(her).reply == "Answer number 1."
        finally:
            her.close()

    def test_is_dropped_when_something_is_typed_meanwhile(self, her: Core):
        her.begin_preemptive_reply(LINE)
        her.turn_taking.commit_typed("It rained.")
        her.final_transcript(LINE)
        her.loudspeaker.flow()
        her.told.until(TurnDone, turn=2)
        assert [event.turn for event in her.told.of(Heard)] == [1, 2]
        assert [text for speaker, text in her.kept if speaker == "you"] == ["It rained.", LINE]

    def test_of_a_line_cut_for_its_length_does_not_keep_the_voice_waiting(self, her: Core):
        her.llm.enqueue(["It rains. ", "And it pours."], "Fine.")
        her.begin_preemptive_reply(LINE)
        her.final_transcript(LINE, continues=True)
        her.say("And now?")
        assert finish(her).reply == "Fine."

    def test_tells_how_likely_the_line_is_finished(self, her: Core):
        her.llm.finished = 0.8
        her.interim_transcript(LINE)
        assert her.end_of_turn_estimate() == EndOfTurnEstimate(0.8)
        her.interim_transcript("I was at the")
        assert her.end_of_turn_estimate() == EndOfTurnEstimate(0.4), "its words say otherwise"
        her.interim_transcript("Let me think.")
        assert her.end_of_turn_estimate() == EndOfTurnEstimate(0.8, patient=True)

    def test_words_in_mid_speech_are_shown_and_read_ahead_but_not_answered(self, her: Core):
        reading = Hold()
        her.say("It rained.")
        finish(her)
        her.end_of_turn_estimate()
        her.llm.reading = [reading]
        her.interim_transcript("I was going", silent=False)
        reading.until_reached()
        assert her.end_of_turn_estimate() == EndOfTurnEstimate()
        assert her.told.of(Partial)[-1].text == "I was going"
        her.say("I was going home.")
        finish(her)
        assert [request.line for request in her.llm.requests] == ["It rained.", "I was going home."]
        assert any(request.line == "I was going" for request in her.llm.read_ahead)


class TestOverHer:
    """Somebody speaks while she does."""

    def test_she_is_softer_then_silent_and_goes_on_from_the_beginning_of_the_word_if_it_was_nothing(self, her: Core):
        speaking(her, 150)
        her.spoken.barge(Barge.DUCK)
        her.spoken.barge(Barge.STOP)
        assert her.told.until(Held).turn == 1
        assert min(her.loudspeaker.loudness) < 0.5
        her.spoken.dropped(1.0)
        resumed = her.told.until(Resumed)
        assert resumed.words[1][:2] == ("rains", pytest.approx(0.0)), "the word she was in begins now"
        done = finish(her)
        assert done.reply == REPLY
        assert her.kept[-1] == ("her", REPLY)
        assert her.loudspeaker.loudness[-1] == 1.0
        assert her.told.of(Interrupted) == []

    def test_real_words_end_her_reply_with_what_was_heard(self, her: Core):
        speaking(her, 180)
        her.spoken.barge(Barge.STOP)
        her.say("Wait, is it far?")
        assert her.told.until(Interrupted).heard == "It rains—"
        finish(her)
        assert her.kept[1:] == [("her", "It rains—"), ("you", "Wait, is it far?"), ("her", "Answer number 2.")]

    @pytest.mark.parametrize("said", ["Mm-hm.", "Yeah.", "", "  "])
    def test_a_nod_or_no_word_is_no_line_and_she_goes_on(self, her: Core, said: str):
        speaking(her)
        her.spoken.onset(0.0)
        her.told.until(Held)
        her.interim_transcript(said)
        her.told.until(Resumed)
        her.final_transcript(said)
        assert finish(her).reply == REPLY
        assert her.kept == [("you", LINE), ("her", REPLY)]
        assert len(her.told.of(Heard)) == 1

    @pytest.mark.parametrize(("opening", "kept"), [(True, 2), (False, 4)])
    def test_over_the_first_words_of_the_interview_what_is_heard_is_taken_for_an_echo(
        self, her: Core, opening: bool, kept: int
    ):
        her.spoken.interview = InterviewAt(opening)
        heard_over_her(her, "Hello at the left.", Overlapping.ROOM_KNOWN)
        assert len(her.kept) == kept

    @pytest.mark.parametrize(("overlapping", "kept"), [(Overlapping.ROOM_NEW, 2), (Overlapping.ROOM_KNOWN, 4)])
    def test_in_a_new_room_a_word_or_two_of_hers_are_taken_for_an_echo(
        self, her: Core, overlapping: Overlapping, kept: int
    ):
        heard_over_her(her, "It reigns", overlapping)
        assert len(her.kept) == kept

    def test_who_stops_in_vain_again_and_again_is_told_to_close_her_ears(self, her: Core):
        closed: list[float] = []
        told: list[str] = []
        her.spoken.hearing_herself = HearingHerself(closed.append, told.append)
        speaking(her)
        for _ in range(OFTEN - 1):
            her.spoken.onset(0.0)
            her.spoken.dropped(0.1)
        assert closed == []
        her.spoken.onset(0.0)
        her.spoken.final_transcript(over_her("It rains all night", Overlapping.ROOM_KNOWN))
        assert (closed, told) == ([FOR_S], [SENTENCE])
        finish(her)

    def test_each_pause_in_her_own_words_counts_once(self, her: Core):
        closed: list[float] = []
        her.spoken.hearing_herself = HearingHerself(closed.append)
        speaking(her)
        her.spoken.onset(0.0)
        for pause in range(OFTEN):
            assert closed == []
            if pause:
                her.spoken.speech_resumed()
            for _ in range(2):
                her.spoken.interim_transcript(
                    InterimTranscript(
                        "It rains all night", 0.0, 1.0, True, lambda _estimate: None, overlapping=Overlapping.ROOM_KNOWN
                    )
                )
        her.spoken.final_transcript(over_her("It rains all night", Overlapping.ROOM_KNOWN))
        assert closed == [FOR_S]
        finish(her)

    def test_a_noise_while_she_is_silent_is_not_in_vain(self, her: Core):
        closed: list[float] = []
        her.spoken.hearing_herself = HearingHerself(closed.append)
        for _ in range(2 * OFTEN):
            her.spoken.onset(0.0)
            her.spoken.dropped(0.1)
        assert closed == []

    def test_what_was_left_of_a_reply_that_was_cut_off_is_still_an_echo_of_it(self, her: Core):
        speaking(her)
        her.spoken.onset(0.0)
        her.interim_transcript("Hm, so")
        her.told.until(Interrupted)
        her.spoken.final_transcript(over_her("It rains all night", Overlapping.ROOM_KNOWN))
        assert her.kept == [("you", LINE), ("her", "It—")]

    def test_the_same_word_is_an_answer_when_she_is_silent(self, her: Core):
        her.say("Yeah.")
        finish(her)
        assert her.kept[0] == ("you", "Yeah.")

    def test_speech_while_she_thinks_holds_her_until_it_is_clear_what_it_is(self, her: Core):
        generator = Hold()
        her.llm.enqueue([generator, REPLY])
        her.say(LINE)
        generator.until_reached()
        her.spoken.onset(0.0)
        assert her.llm.held[-1] is True
        her.llm.release(generator)
        her.spoken.dropped(1.0)
        assert finish(her).reply == REPLY
        assert her.llm.held[-1] is False

    def test_a_line_while_she_thinks_takes_the_place_of_her_answer(self, her: Core):
        generator = Hold()
        her.llm.enqueue([generator, "Never said."], "Fine.")
        her.say(LINE)
        generator.until_reached()
        her.say("And now?")
        assert her.told.until(Interrupted) == Interrupted(turn=1, heard="")
        assert finish(her).reply == "Fine."
        assert her.llm.held[-1] is False

    def test_an_ear_that_fails_is_told_and_she_goes_on(self, her: Core):
        speaking(her)
        her.spoken.onset(0.0)
        her.final_transcript("", failure="Her hearing stopped; please say that again.")
        assert her.told.until(Failed).message == "Her hearing stopped; please say that again."
        assert finish(her).reply == REPLY

    def test_a_typed_line_while_she_is_held_ends_the_hold(self, her: Core):
        speaking(her)
        her.spoken.barge(Barge.STOP)
        her.told.until(Held)
        her.llm.enqueue("Fine.")
        her.turn_taking.commit_typed("Wait.")
        her.told.until(Interrupted)
        assert finish(her).reply == "Fine."

    def test_a_line_that_cannot_be_kept_is_told_and_she_goes_on(self, memory: Memory):
        full = DiskThatFills(memory)
        with core(full) as her:
            speaking(her)
            her.spoken.onset(0.0)
            her.told.until(Held)
            full.full = True
            her.final_transcript("Wait.")
            assert her.told.until(Failed).message == "The disk is full; make room."
            assert finish(her).reply == REPLY


class TestByName:
    """Only what begins with her name is hers."""

    @pytest.fixture
    def named(self, memory: Memory) -> Iterator[Core]:
        with core(memory, by_name=True) as her:
            yield her

    def test_what_is_not_said_to_her_is_not_hers(self, named: Core):
        named.say("What is for dinner?")
        assert named.end_of_turn_estimate() == EndOfTurnEstimate()
        assert named.told.all == []
        assert named.kept == []

    def test_what_follows_her_name_is(self, named: Core):
        named.say("Ada, what is for dinner?")
        finish(named)
        assert named.kept[0] == ("you", "what is for dinner?")

    def test_her_name_alone_is_a_line(self, named: Core):
        named.say("Ada?")
        finish(named)
        assert named.kept[0] == ("you", "Ada?")

    def test_talk_among_others_does_not_end_her_reply(self, named: Core):
        named.llm.enqueue(REPLY)
        named.say("Ada, how are you?")
        named.loudspeaker.advance(150)
        named.told.until(Spoken)
        named.spoken.barge(Barge.STOP)
        named.told.until(Held)
        named.say("Could you pass me the salt?")
        assert finish(named).reply == REPLY


class TestOrders:
    """Obeyed without the mind."""

    def test_stop_stops_her_and_is_kept_but_not_answered(self, her: Core):
        speaking(her, 180)
        her.say("Stop.")
        assert her.told.until(Interrupted).heard == "It rains—"
        assert her.told.until(TurnDone).reply == ""
        assert her.kept[1:] == [("her", "It rains—"), ("you", "Stop.")]
        assert len(her.llm.requests) == 1

    def test_stop_is_no_order_to_somebody_who_is_silent(self, her: Core):
        her.say("Stop.")
        assert finish(her).reply  # a courtesy's
        assert her.kept[0] == ("you", "Stop.")
        assert her.llm.requests == []

    def test_go_on_says_what_was_cut_off(self, her: Core):
        speaking(her, 180, "It rains all night long. And it pours.")
        her.say("Stop.")
        her.told.until(TurnDone)
        her.say("Go on.")
        assert finish(her).reply == "It rains all night long. And it pours."
        assert len(her.llm.requests) == 1

    def test_again_says_the_last_sentence_once_more(self, her: Core):
        her.llm.enqueue("It rains. And it pours.")
        her.say(LINE)
        finish(her)
        her.say("Say that again.")
        assert her.told.until(TurnDone).reply == "And it pours."
        assert len(her.llm.requests) == 1

    @pytest.mark.parametrize("order", ["Go on.", "Say that again."])
    def test_what_she_cannot_obey_the_mind_answers(self, her: Core, order: str):
        her.say(order)
        assert finish(her).reply == "Answer number 1."

    def test_quieter_while_she_speaks_is_done_without_a_word(self, her: Core):
        speaking(her)
        her.say("Quieter.")
        assert finish(her).reply == REPLY
        assert her.settings.volume == pytest.approx(0.6)
        assert her.loudspeaker.loudness[-1] == pytest.approx(0.6)
        assert her.kept == [("you", LINE), ("her", REPLY)]

    def test_slower_while_she_is_silent_is_shown_by_a_word(self, her: Core):
        her.say("Speak slower.")
        assert finish(her).reply == "Like this?"
        assert her.voice.said == [("Like this?", pytest.approx(0.85))]
        assert her.llm.requests == []

    def test_an_order_is_surely_whole(self, her: Core):
        speaking(her)
        her.interim_transcript("Stop.")
        assert [her.end_of_turn_estimate(), her.end_of_turn_estimate()][-1] == EndOfTurnEstimate(WHOLE)


class TestOverThePiano:
    """While only her piano sounds."""

    def test_stop_stops_it_without_a_word(self, her: Core):
        her.piano.playing = 3
        her.say("Stop.")
        assert her.told.until(TurnDone).reply == ""
        assert her.piano.playing is None
        assert her.llm.requests == []

    def test_quieter_is_about_the_loudness_and_faster_is_no_order_about_her_voice(self, her: Core):
        her.piano.playing = 3
        her.say("Quieter.")
        her.say("A little faster.")
        assert finish(her).reply == "Answer number 1."
        assert her.settings.volume == pytest.approx(0.6)
        assert her.settings.speed == 1.0
        assert her.kept[0] == ("you", "A little faster.")
