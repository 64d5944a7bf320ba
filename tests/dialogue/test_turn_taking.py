"""Any sequence of what may happen: every line is kept once, no draft is ever seen, and she is never left silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from companion.dialogue.outages import Outage
from companion.events import Failed, Heard, Interrupted, Said, Spoken, Token, TurnDone
from companion.hearing import Barge, EndOfTurnEstimate
from companion.memory import Memory
from companion.turns.reply import AssistantTurn, UserTurn
from companion.turns.turn import Turn
from tests.core import Core, a_memory, core


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    with a_memory(tmp_path_factory.mktemp("exchanges")) as memory:
        yield memory


class Talk:
    """Does one thing after the other, with words that never come twice."""

    def __init__(self, her: Core) -> None:
        self.her = her
        self.lines: list[str] = []
        """What must be kept, in order."""
        self._words = 0
        self._guessed = ""
        self._open = False

    def do(self, what: str) -> None:
        getattr(self, what)()

    def onset(self) -> None:
        self._open = True
        self.her.spoken.onset(0.0)

    def stop(self) -> None:
        self._open = True
        self.her.spoken.barge(Barge.STOP)

    def duck(self) -> None:
        self.her.spoken.barge(Barge.DUCK)

    def release(self) -> None:
        self.her.spoken.barge(Barge.RELEASE)

    def guess(self) -> None:
        self._open = True
        self._guessed = self._new("guess")
        self.her.interim_transcript(self._guessed)

    def ongoing(self) -> None:
        self._open = True
        self.her.interim_transcript(self._new("beginning"), silent=False)

    def nod_guess(self) -> None:
        self._open = True
        self.her.interim_transcript("Mm-hm.")

    def went_on(self) -> None:
        self.her.spoken.speech_resumed()

    def dropped(self) -> None:
        self._open = False
        self.her.spoken.dropped(1.0)

    def as_guessed(self) -> None:
        self._whole(self._guessed or self._new("line"))

    def otherwise(self) -> None:
        self._whole(self._new("line"))

    def no_words(self) -> None:
        self._open = False
        self.her.final_transcript("")

    def broken(self) -> None:
        self._open = False
        self.her.final_transcript("", failure="Her hearing stopped.")

    def too_long(self) -> None:
        self._whole(self._guessed or self._new("line"), continues=True)

    def typed(self) -> None:
        self.lines.append(self._new("typed"))
        self.her.turn_taking.commit_typed(self.lines[-1])

    def interrupt(self) -> None:
        self.her.turn_taking.interrupt()

    def plays(self) -> None:
        self.her.loudspeaker.advance_a_little(70)

    def end(self) -> int:
        """Nobody speaks any more: a last line, which must be answered aloud."""
        if self._open:
            self.dropped()
        self.her.loudspeaker.flow()
        self.lines.append("And now at last?")
        turn = self.her.turn_taking.commit_typed(self.lines[-1])
        self.her.told.until(TurnDone, turn=turn)
        return turn

    def _whole(self, text: str, continues: bool = False) -> None:
        self._open, self._guessed = False, ""
        self.lines.append(text)
        self.her.final_transcript(text, continues=continues)

    def _new(self, kind: str) -> str:
        self._words += 1
        return f"This is {kind} number {self._words} of mine."


WHY = [outage.value for outage in Outage]
"""What she says aloud of a failure, in any turn."""
HAPPENINGS = sorted(name for name in vars(Talk) if not name.startswith("_") and name not in ("do", "end"))


@pytest.mark.slow
@given(st.lists(st.sampled_from(HAPPENINGS), max_size=14))
@example(["typed", "plays", "stop"])
@example(["guess", "too_long", "guess", "as_guessed"])
@example(["onset", "typed", "guess", "as_guessed", "plays", "stop", "nod_guess"])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_core_stays_consistent(memory: Memory, happenings: list[str]):
    with core(memory) as her:
        talk = Talk(her)
        for what in happenings:
            talk.do(what)
        turns = talk.end()
        told = list(her.told.all)
        lines = her.kept
    assert [text for speaker, text in lines if speaker == "you"] == talk.lines, "every line is kept, once, in order"
    heard = {event.turn: event.text for event in told if isinstance(event, Heard)}
    failed = {event.turn for event in told if isinstance(event, Failed) and event.turn} - set(heard)
    assert sorted({*heard, *failed}) == list(range(1, turns + 1)), "turns are numbered without holes"
    assert list(heard) == sorted(heard)
    assert list(heard.values()) == talk.lines
    answers = {f"Answer number {i}.": request.line for i, request in enumerate(her.llm.requests, 1)}
    for event in told:
        if isinstance(event, Said | Spoken | Token) and event.text not in WHY:
            assert answers[event.text.strip()] == heard[event.turn], "what is told belongs to a line that came"
    ends = [event.turn for event in told if isinstance(event, TurnDone | Interrupted)]
    assert len(set(ends)) == len(ends), "an exchange ends once"
    assert lines[-1] == ("her", next(answer for answer, line in answers.items() if line == talk.lines[-1]))
    assert [1.0, *her.loudspeaker.loudness][-1] == 1.0


@pytest.mark.parametrize("what", ["onset", "stop", "guess", "ongoing", "nod_guess"])
def test_who_begins_while_she_speaks_and_says_nothing_lets_her_go_on(memory: Memory, what: str):
    with core(memory) as her:
        talk = Talk(her)
        talk.typed()
        her.loudspeaker.advance(150)
        her.told.until(Spoken)
        talk.do(what)
        talk.dropped()
        her.loudspeaker.flow()
        ended = her.told.until(Interrupted if what in ("guess", "ongoing") else TurnDone)
        assert ended.turn == 1
        assert talk.end() == 2


def draft(memory: Memory, judge: Callable[[EndOfTurnEstimate], None] = lambda _: None) -> AssistantTurn:
    return AssistantTurn(memory, UserTurn(Turn(1, lambda: 0.0), "Hi.", memory.begin_conversation()), judge)


class TestAReply:
    """Held back until its line is certain."""

    def test_what_was_held_back_is_told_once_and_in_order(self, memory: Memory):
        reply, told = draft(memory), list[int]()
        for number in (1, 2):
            reply.when_committed(lambda number=number: told.append(number))  # type: ignore[misc]
        assert told == []
        reply.commit(memory.add(reply.user_turn.conversation, "you", "Hi.", "voice"))
        reply.when_committed(lambda: told.append(3))
        assert told == [1, 2, 3]

    def test_a_draft_that_came_to_nothing_is_not_wanted_any_more(self, memory: Memory):
        reply = draft(memory)
        assert reply.give_up()
        assert not reply.claim()

    def test_a_draft_whose_line_has_come_can_no_longer_come_to_nothing(self, memory: Memory):
        reply = draft(memory)
        assert reply.claim()
        assert not reply.give_up()

    def test_nobody_waits_for_the_line_of_a_cancelled_turn(self, memory: Memory):
        reply = draft(memory)
        reply.turn.cancel()
        reply.wait_until_settled()
        assert not reply.committed

    def test_it_is_judged_once(self, memory: Memory):
        found: list[EndOfTurnEstimate] = []
        reply = draft(memory, found.append)
        reply.report_end_of_turn(EndOfTurnEstimate(0.5))
        reply.report_end_of_turn(EndOfTurnEstimate())
        assert found == [EndOfTurnEstimate(0.5)]
