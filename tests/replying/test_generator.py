"""Her reply in her own manner: short, new, hers; whatever the mind comes up with."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pytest

from companion.character import Character
from companion.errors import WorkerError
from companion.replying.gating import gate_for
from companion.replying.generated import Generated, OpeningClause, Sentence
from companion.replying.generator import LONG, SHORT, Generator
from companion.replying.memory_answer import _to_you
from companion.replying.persona import Persona
from companion.replying.prompt import Note, PastSummary, PromptBuilder, PromptLine
from companion.replying.summaries import Summarizer
from companion.told_rules.manners import Manners
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import ALWAYS
from companion.turns.turn import Turn
from models.errors import ModelError
from models.language import EndOfLine, GenerateRequest, PrefillRequest, TextChunk, Usage
from tests.fakes import Hold, Script, ScriptedMind

NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MANY = " ".join(f"The {number} thing is new." for number in NUMBERS)


@pytest.fixture
def llm() -> ScriptedMind:
    return ScriptedMind()


def generator(llm: ScriptedMind, seed: int | None = None) -> Generator:
    return Generator(llm, PromptBuilder(Persona("Ada", "Theo"), "transcript", llm.context, llm.count), seed)


def turn(number: int = 1) -> Turn:
    return Turn(number, time.monotonic)


def generate(thinker: Generator, exchange: Turn, lines: Sequence[PromptLine]) -> Iterator[Generated]:
    return thinker.generate(exchange, lines, gate_for(lines))


def answer_from_memory(thinker: Generator, exchange: Turn, lines: Sequence[PromptLine]) -> Iterator[Generated]:
    return thinker.answer_from_memory(exchange, lines, date(2026, 3, 2), gate_for(lines))


def said(llm: ScriptedMind, asked: str, *before: PromptLine) -> list[str]:
    thoughts = generate(generator(llm), turn(), [*before, PromptLine("you", asked)])
    return [thought.text for thought in thoughts if isinstance(thought, Sentence)]


def characters(text: str) -> Script:
    return list(text)


def test_a_request_is_not_said_again_instead_of_done(llm: ScriptedMind):
    llm.enqueue(" Sure, make it warmer.", " Happy birthday, Nora, and many more.")
    assert said(llm, "Make it warmer.") == ["Happy birthday, Nora, and many more."]


def test_pieces_then_sentences_then_the_figures_come_as_they_are_thought(llm: ScriptedMind):
    llm.enqueue([" I did", ".", " You", " too?"])
    thoughts = list(generate(generator(llm), turn(), [PromptLine("you", "Did you sleep?")]))
    assert [thought for thought in thoughts if isinstance(thought, TextChunk | Sentence)] == [
        TextChunk(" I did"),
        TextChunk("."),
        TextChunk(" You"),
        Sentence("I did.", "I did."),
        TextChunk(" too?"),
        Sentence("You too?", "You too?"),
    ]
    assert isinstance(thoughts[-1], Usage)


@pytest.mark.parametrize(
    ("asked", "most"), [("How are you?", SHORT), ("Tell me a story.", LONG), ("Explain it in detail.", LONG)]
)
def test_a_reply_is_short_unless_more_was_asked_for(llm: ScriptedMind, asked: str, most: int):
    llm.enqueue(characters(MANY))
    assert said(llm, asked) == MANY.replace(". ", ".|").split("|")[:most]
    assert llm.aborted, "what is not said need not be thought"


def test_the_mind_is_stopped_once_enough_was_said(llm: ScriptedMind):
    stopped = Hold()
    llm.enqueue([f"{MANY} ", stopped, "Never thought."])
    assert len(said(llm, "How are you?")) == SHORT


def test_a_sentence_of_her_last_replies_is_not_said_again(llm: ScriptedMind):
    before = [PromptLine("you", "Hm."), PromptLine("her", "The sea is calm tonight. I like it.")]
    before += [PromptLine("her" if i % 2 else "you", f"Filler {i}.") for i in range(30)]
    llm.enqueue("The sea is CALM tonight! The wind is up.")
    assert said(llm, "And now?", *before) == ["The wind is up."]


def test_what_she_said_long_ago_may_be_said_again(llm: ScriptedMind):
    before = [PromptLine("her", "The sea is calm tonight."), *(PromptLine("her", f"Filler {i}.") for i in range(20))]
    llm.enqueue("The sea is calm tonight.")
    assert said(llm, "And now?", *before) == ["The sea is calm tonight."]


def test_a_sentence_is_not_said_twice_in_one_reply(llm: ScriptedMind):
    llm.enqueue("It rains. It rains. It rains. It stops.")
    assert said(llm, "Tell me of it.") == ["It rains.", "It stops."]


def test_a_short_answer_may_be_given_again(llm: ScriptedMind):
    before = [PromptLine("you", "Who are you?"), PromptLine("her", "I am Ada.")]
    llm.enqueue("I am Ada.")
    assert said(llm, "And what are you called?", *before) == ["I am Ada."]
    assert "I am Ada." not in llm.requests[0].avoid


def test_echoes_and_clichés_are_left_out(llm: ScriptedMind):
    llm.enqueue("I had a long day at the office. As an AI language model, I can't. Sit down a minute.")
    assert said(llm, "I had a long day at the office.") == ["Sit down a minute."]


def test_when_nothing_was_fit_the_dice_get_wilder(llm: ScriptedMind):
    llm.enqueue("As an AI language model, I can't.", "", "Sit down a minute.")
    assert said(llm, "I'm tired.") == ["Sit down a minute."]
    temperatures = [request.sampling.temperature for request in llm.requests]
    assert temperatures == sorted(set(temperatures))
    assert len({request.prompt for request in llm.requests}) == 1


def test_when_nothing_is_ever_fit_she_says_so_and_never_the_same(llm: ScriptedMind):
    lines, replies = list[PromptLine](), list[str]()
    for _ in range(3):
        llm.enqueue(*(["I had soup for lunch."] * 3))
        replies += (new := said(llm, "Hm.", *lines))
        lines += [PromptLine("you", "Hm."), PromptLine("her", " ".join(new))]
    assert len(set(replies)) == len(replies) >= 3
    assert len(llm.requests) == 9


@pytest.mark.parametrize("nothing", ["", "  ", "...", "*"])
def test_a_mind_without_words_is_a_failure_and_no_phrase_covers_it(llm: ScriptedMind, nothing: str):
    llm.enqueue(nothing, nothing, nothing)
    with pytest.raises(ModelError, match="without a word"):
        said(llm, "Hm?")


def test_the_figures_are_those_of_all_tries_together(llm: ScriptedMind):
    llm.enqueue([], ["Sit ", "down."])
    *_, usage = generate(generator(llm), turn(), [PromptLine("you", "I'm tired.")])
    assert usage == Usage(100, 20, 2, 0.25, 1.0, "stop")


def test_half_a_sentence_is_not_said_when_there_is_a_whole_one(llm: ScriptedMind):
    class Cut(ScriptedMind):
        def generate(self, request, cancelled):
            yield TextChunk("It rains. And then the")
            yield Usage(1, 1, 1, 0.1, 0.1, "length")

    assert said(Cut(), "And now?") == ["It rains."]


def test_a_cancel_ends_the_thought_and_says_nothing_more(llm: ScriptedMind):
    hold, exchange, thoughts = Hold(), turn(), list[object]()
    llm.enqueue(["It rains. And", hold, " it pours."])

    def think() -> None:
        thoughts.extend(generate(generator(llm), exchange, [PromptLine("you", "And now?")]))

    thread = threading.Thread(target=think)
    thread.start()
    hold.until_reached()
    exchange.cancel()
    thread.join(20)
    assert not thread.is_alive()
    assert [thought for thought in thoughts if isinstance(thought, Sentence)] == [Sentence("It rains.", "It rains.")]
    assert not any(isinstance(thought, Usage) for thought in thoughts)
    assert len(llm.requests) == 1


def test_a_turn_cancelled_before_the_first_sentence_says_nothing(llm: ScriptedMind):
    exchange = turn()
    llm.enqueue(["It rai", "ns."])
    thoughts = generate(generator(llm), exchange, [PromptLine("you", "And now?")])
    assert next(thoughts) == TextChunk("It rai")
    exchange.cancel()
    assert list(thoughts) == []


def test_the_mind_is_told_what_not_to_say(llm: ScriptedMind):
    said(llm, "It is late. I am tired.", PromptLine("her", "Good evening. I hope that you slept well."))
    request = llm.requests[0]
    assert request.avoid[-4:] == ("Good evening.", "I hope that you slept well.", "It is late.", "I am tired.")
    assert Character.of("warm").by_key["mishap"].reply in request.avoid
    assert request.banned
    assert request.stop == ("\n",)


def test_a_question_about_lasting_facts_is_answered_cool_and_with_the_words_that_are_right(llm: ScriptedMind):
    hers = PromptLine("her", "Oslo is the capital of Norway.")
    said(llm, "What is the capital of Norway?", hers)
    said(llm, "What shall I do about my sister?", hers)
    fact, talk = llm.requests
    assert fact.sampling.temperature < talk.sampling.temperature
    assert fact.sampling.repeat_penalty == 1.0
    assert "Oslo" not in fact.banned
    assert "Oslo" in talk.banned
    assert "What is the capital of Norway?" not in fact.avoid


def test_more_words_are_allowed_when_more_was_asked_for(llm: ScriptedMind):
    said(llm, "How are you?")
    said(llm, "Tell me a story.")
    short, long = llm.requests
    assert short.max_tokens < long.max_tokens


def test_a_seed_makes_the_dice_of_each_turn(llm: ScriptedMind):
    for number in (1, 2):
        list(generate(generator(llm, seed=7), turn(number), [PromptLine("you", "Hm?")]))
    list(generate(generator(llm), turn(), [PromptLine("you", "Hm?")]))
    first, second, free = (request.seed for request in llm.requests)
    assert first != second
    assert free is None


def test_reading_ahead_gives_the_mind_what_the_next_prompt_begins_with(llm: ScriptedMind):
    lines = [PromptLine("you", "Hi."), PromptLine("her", "Good evening.")]
    generator(llm).prefill(turn(), [*lines, PromptLine("you", "How are")])
    list(generate(generator(llm), turn(), [*lines, PromptLine("you", "How are you?")]))
    (ahead,), (asked,) = llm.read_ahead, llm.requests
    assert ahead.line == "How are"
    assert prompt(asked).startswith(prompt(ahead).removesuffix("\nAda:"))


def test_reading_ahead_stops_when_there_is_something_to_answer(llm: ScriptedMind):
    hold, reading = Hold(), turn()
    llm.reading = [hold]
    thread = threading.Thread(target=generator(llm).prefill, args=(reading, [PromptLine("you", "Hi.")]))
    thread.start()
    hold.until_reached()
    reading.cancel()
    thread.join(20)
    assert not thread.is_alive()


def test_how_likely_the_line_is_finished_is_told_before_anything_else(llm: ScriptedMind):
    llm.finished = 0.25
    llm.enqueue("Sit down.")
    thoughts = list(
        generate(
            generator(llm), turn(), [PromptLine("you", "Hi."), PromptLine("her", "Hm?"), PromptLine("you", "I am so")]
        )
    )
    assert thoughts[0] == EndOfLine(0.25)
    assert llm.requests[0].line == "I am so"
    assert [type(thought) for thought in thoughts].count(EndOfLine) == 1


def test_the_first_clause_is_said_before_its_sentence_is_whole(llm: ScriptedMind):
    llm.enqueue(characters("You were at the sea, and the wind came from the north. It was rough."))
    thoughts = [
        t
        for t in generate(generator(llm), turn(), [PromptLine("you", "And?")])
        if isinstance(t, OpeningClause | Sentence)
    ]
    first, whole, second = thoughts
    assert isinstance(first, OpeningClause)
    assert isinstance(whole, Sentence)
    assert whole.text == "You were at the sea, and the wind came from the north."
    assert f"{first.text} {whole.rest}" == whole.text
    assert second == Sentence("It was rough.", "It was rough.")


def test_a_sentence_that_must_not_be_said_does_not_begin(llm: ScriptedMind):
    llm.enqueue(characters("As an AI language model, I can't say that at all. Sit down."))
    assert said(llm, "I'm tired.") == ["Sit down."]


def test_resting_is_the_minds(llm: ScriptedMind):
    thinker = generator(llm)
    thinker.pause(True)
    thinker.pause(False)
    assert llm.held == [True, False]


def prompt(request: GenerateRequest | PrefillRequest) -> str:
    assert isinstance(request.prompt, str)
    return request.prompt


ASKED = "Where does my sister live?"
TOLD = Note(datetime(2026, 2, 3, 21), "you", "My sister Nora lives in Porto.")
QUOTED = "I'm not sure. On 3 February you said: “My sister Nora lives in Porto.”"


class TestAQuestionAboutThePast:
    """Her answer rests on what she was told, or it is that, word for word."""

    def thoughts(self, llm: ScriptedMind, *notes: Note, asked: str = ASKED) -> list[Generated]:
        lines = [
            PromptLine("you", "My cat is Miso."),
            PromptLine("her", "What a name."),
            PromptLine("you", asked, notes or (TOLD,)),
        ]
        return list(answer_from_memory(generator(llm), turn(), lines))

    def answer(self, llm: ScriptedMind, *notes: Note, asked: str = ASKED) -> list[str]:
        return [one.text for one in self.thoughts(llm, *notes, asked=asked) if isinstance(one, Sentence)]

    def test_it_is_answered_in_her_own_words(self, llm: ScriptedMind):
        llm.enqueue(" In Porto, you told me.")
        assert self.answer(llm) == ["In Porto, you told me."]
        (request,) = llm.requests
        assert 'on 3 February 2026 Theo said: "My sister Nora lives in Porto."' in prompt(request)
        assert prompt(request).endswith(f"Theo: {ASKED}\nAda:")
        assert request.avoid == (), "the words of the memory are what she has to say"

    @pytest.mark.parametrize(
        "invented", [" In Lisbon, you told me.", " In Porto, with her husband Rui.", " In Porto for 12 years now."]
    )
    def test_a_name_or_number_that_was_never_said_is_not_said(self, llm: ScriptedMind, invented: str):
        llm.enqueue(invented, " In Porto, you told me.")
        assert self.answer(llm) == ["In Porto, you told me."]

    def test_of_two_sentences_the_one_that_invents_goes(self, llm: ScriptedMind):
        llm.enqueue(" She lives in Porto. She moved there with Rui.")
        assert self.answer(llm) == ["She lives in Porto."]

    def test_names_from_the_talk_may_be_said(self, llm: ScriptedMind):
        llm.enqueue(" In Porto, far from Miso.")
        assert self.answer(llm) == ["In Porto, far from Miso."]

    def test_of_two_memories_it_must_say_what_only_the_newer_tells(self, llm: ScriptedMind):
        newer = Note(datetime(2026, 2, 20, 21), "you", "My sister left Porto, it's Braga now.")
        llm.enqueue(" In Porto, you said.", " In Braga, now.")
        assert self.answer(llm, TOLD, newer) == ["In Braga, now."]

    def test_what_denies_what_was_told_is_not_said(self, llm: ScriptedMind):
        llm.enqueue(" She doesn't live in Porto.", " In Porto, you said.")
        assert self.answer(llm) == ["In Porto, you said."]

    def test_a_not_that_was_told_may_be_said(self, llm: ScriptedMind):
        told = Note(datetime(2026, 2, 3, 21), "you", "My sister Nora doesn't live in Porto any more.")
        llm.enqueue(" She doesn't live in Porto any more.")
        assert self.answer(llm, told) == ["She doesn't live in Porto any more."]

    def test_doubts_are_no_answer_and_cannot_be_imitated(self, llm: ScriptedMind):
        llm.enqueue(" In Porto, you told me.")
        self.answer(llm)
        assert {"not sure", "you said:"} <= set(llm.requests[0].banned)

    def test_of_two_memories_a_bare_yes_is_no_answer(self, llm: ScriptedMind):
        newer = Note(datetime(2026, 2, 20, 21), "you", "My sister is gone, it's Braga now.")
        llm.enqueue(" Yes, she does.", " Yes.")
        (shown,) = self.answer(llm, TOLD, newer, asked="Does my sister live in Porto?")
        assert shown == f"{QUOTED} On 20 February you said: “{newer.text}”"

    @pytest.mark.parametrize(
        "evasion", [" I don't know that.", " She lives with my sister.", "", " As an AI, I can't."]
    )
    def test_who_evades_twice_is_spoken_for_by_the_memory_itself(self, llm: ScriptedMind, evasion: str):
        llm.enqueue(evasion, evasion)
        assert self.answer(llm) == [QUOTED]
        first, second = llm.requests
        assert second.sampling.temperature > first.sampling.temperature

    def test_of_several_memories_the_newest_is_the_answer(self, llm: ScriptedMind):
        newer = Note(datetime(2026, 3, 1, 21), "you", "My sister has moved to Faro.")
        llm.enqueue(" In Porto.", " In Faro now.")
        assert self.answer(llm, TOLD, newer) == ["In Faro now."]

    def test_at_most_three_sentences_are_said(self, llm: ScriptedMind):
        llm.enqueue(" In Porto. You said so. Nora is there. Nora lives there.")
        assert self.answer(llm) == ["In Porto.", "You said so.", "Nora is there."]

    @pytest.mark.parametrize(
        ("manner", "kept"),
        [
            (Manner("questions", "a bit less"), ["Nora lives in Porto, far from Lisbon?"]),
            (Manner("words", "", "5"), ["Nora lives in Porto."]),
            (Manner("sentences", "", "1"), ["Nora lives in Porto, far from Lisbon?"]),
            (Manner("questions", "none"), [QUOTED]),
        ],
    )
    def test_it_keeps_what_she_was_told_of_how_to_be(self, llm: ScriptedMind, manner: Manner, kept: list[str]):
        lines = [PromptLine("you", "I live in Lisbon."), PromptLine("you", ASKED, (TOLD,))]
        rule = ToldRule(1, manner, ALWAYS, "", datetime(2026, 3, 1), None)
        llm.enqueue(*[" Nora lives in Porto, far from Lisbon? Where in Porto?"] * 2)
        gate = gate_for(lines, manners=Manners([rule]))
        thoughts = generator(llm).answer_from_memory(turn(), lines, date(2026, 3, 2), gate)
        assert [one.text for one in thoughts if isinstance(one, Sentence)] == kept

    def test_nothing_of_it_is_told_before_it_is_checked(self, llm: ScriptedMind):
        llm.enqueue([" In", " Lisbon."], [" In", " Porto."])
        assert [one.text for one in self.thoughts(llm) if isinstance(one, TextChunk | OpeningClause | Sentence)] == [
            "In Porto."
        ]

    def test_the_figures_are_those_of_both_tries(self, llm: ScriptedMind):
        llm.enqueue([" In", " Lisbon."], [" In", " Porto."])
        assert self.thoughts(llm)[-1] == Usage(100, 20, 4, 0.25, 1.0, "stop")

    def test_whether_the_line_is_finished_is_told_before_anything_is_thought(self, llm: ScriptedMind):
        llm.finished = 0.25
        llm.enqueue(" In Porto.")
        thoughts = answer_from_memory(generator(llm), turn(), [PromptLine("you", ASKED, (TOLD,))])
        assert next(thoughts) == EndOfLine(0.25)
        assert llm.requests == []
        thoughts.close()

    def test_a_cancel_ends_it_and_says_nothing(self, llm: ScriptedMind):
        hold, exchange, thoughts = Hold(), turn(), list[object]()
        llm.enqueue([" In Porto.", hold])

        def think() -> None:
            lines = [PromptLine("you", ASKED, (TOLD,))]
            thoughts.extend(answer_from_memory(generator(llm), exchange, lines))

        thread = threading.Thread(target=think)
        thread.start()
        hold.until_reached()
        exchange.cancel()
        thread.join(20)
        assert not thread.is_alive()
        assert thoughts == []

    def test_after_the_minds_process_died_the_next_prompt_is_short(self, llm: ScriptedMind):
        lines = [PromptLine("her" if i % 2 else "you", f"Filler {i}. " + "word " * 20) for i in range(40)]
        thinker = generator(llm)
        llm.enqueue([WorkerError("Her mind stopped unexpectedly.")], "Here.")
        with pytest.raises(WorkerError):
            list(answer_from_memory(thinker, turn(), [*lines, PromptLine("you", ASKED, (TOLD,))]))
        list(generate(thinker, turn(), [*lines, PromptLine("you", "Are you there?")]))
        before, after = map(prompt, llm.requests)
        assert len(after) < len(before) / 2


class TestKnowing:
    def test_the_next_prompts_begin_with_it(self, llm: ScriptedMind):
        thinker = generator(llm)
        thinker.begin(
            ["You live in Porto."], [PastSummary(date(2026, 2, 3), "You told me of the sea.")], date(2026, 3, 2)
        )
        for text in ("Hi.", "Again."):
            list(generate(thinker, turn(), [PromptLine("you", text)]))
        for request in llm.requests:
            assert "You live in Porto." in prompt(request)
            assert 'remembers 3 February: "You told me of the sea."' in prompt(request)


class TestFolding:
    """In a quiet moment what is oldest in a full prompt gives way to a summary."""

    TODAY = date(2026, 3, 2)
    OLD = "My sister Nora has a flat in Porto with a blue door and a lemon tree in the yard, by the river."
    SUMMARY = " your sister Nora has a flat in Porto with a blue door."

    def full(self, llm: ScriptedMind, *begin: PromptLine) -> list[PromptLine]:
        """As many lines as nearly fill a prompt."""
        lines = [*begin]
        while not self.prompts(llm).fold_due([*lines, PromptLine("you", "Hi.")]):
            lines += [PromptLine("you", self.OLD), PromptLine("her", "A lemon tree!")]
        return [*lines, PromptLine("you", "Hi.")]

    def prompts(self, llm: ScriptedMind) -> PromptBuilder:
        prompts = PromptBuilder(Persona("Ada", "Theo"), "transcript", llm.context, llm.count)
        prompts.begin([], [], self.TODAY)
        return prompts

    def thinker(self, llm: ScriptedMind) -> Generator:
        return Generator(llm, self.prompts(llm), None, Summarizer(llm, Persona("Ada", "Theo"), "transcript"))

    def fold(self, thinker: Generator, lines: list[PromptLine], quiet: Turn | None = None) -> bool:
        return thinker.fold(quiet or turn(), lines, ["You live in Faro."], [], self.TODAY)

    def test_a_prompt_with_room_is_left_alone(self, llm: ScriptedMind):
        assert not self.fold(self.thinker(llm), self.full(llm)[-7:])
        assert llm.requests == []

    def test_what_was_oldest_is_told_in_short_with_what_she_knows_by_now(self, llm: ScriptedMind):
        thinker, lines = self.thinker(llm), self.full(llm)
        thinker.prefill(turn(), lines)
        llm.enqueue(*[self.SUMMARY] * 9)
        assert self.fold(thinker, lines)
        thinker.prefill(turn(), lines)
        before, after = map(prompt, llm.read_ahead)
        assert after.count("lemon tree in the yard") < before.count("lemon tree in the yard")
        assert 'what came before: "You told me your sister Nora has a flat in Porto with a blue door."' in after
        assert "You live in Faro." in after
        assert not self.fold(thinker, lines), "there is room now"

    def test_the_next_summary_is_made_with_the_one_before_and_of_what_came_since(self, llm: ScriptedMind):
        class Retells:
            def __init__(self) -> None:
                self.asked: list[tuple[int, str]] = []

            def summarize_part(self, lines: list[PromptLine], cancelled: object, before: str) -> str:
                self.asked.append((len(lines), before))
                return f"Summary {len(self.asked)}."

        retells, lines = Retells(), [PromptLine("you", "Hi.")]
        thinker = Generator(llm, self.prompts(llm), None, retells)  # type: ignore[arg-type]
        while len(retells.asked) < 2:
            lines = [PromptLine("you", self.OLD), PromptLine("her", "A lemon tree!"), *lines]
            self.fold(thinker, lines)
        (first, nothing), (second, before) = retells.asked
        assert (nothing, before) == ("", "Summary 1.")
        assert first + second < len(lines)
        thinker.begin([], [], self.TODAY)
        while len(retells.asked) < 3:
            lines = [PromptLine("you", self.OLD), PromptLine("her", "A lemon tree!"), *lines]
            self.fold(thinker, lines)
        assert retells.asked[2][1] == "", "what was told anew begins without it"

    def test_who_speaks_meanwhile_has_it_dropped_and_nothing_changes(self, llm: ScriptedMind):
        thinker, lines, quiet, hold = self.thinker(llm), self.full(llm), turn(), Hold()
        thinker.prefill(turn(), lines)
        llm.enqueue([" your sister", hold])
        folded: list[bool] = []
        thread = threading.Thread(target=lambda: folded.append(self.fold(thinker, lines, quiet)))
        thread.start()
        hold.until_reached()
        quiet.cancel()
        thread.join(20)
        assert folded == [False]
        thinker.prefill(turn(), lines)
        assert prompt(llm.read_ahead[0]) == prompt(llm.read_ahead[1])

    def test_a_mind_that_sums_nothing_up_folds_nothing(self, llm: ScriptedMind):
        assert not self.fold(generator(llm), self.full(llm))
        assert llm.requests == []


@pytest.mark.parametrize(
    ("sentence", "to_you"),
    [
        ("I'm forty-one, you said.", "You're forty-one, you said."),
        ("We're in Lisbon, you told me.", "You're in Lisbon, you told me."),
        ("In my coat, the green one.", "In your coat, the green one."),
        ("I know, you told me so.", "I know, you told me so."),
        ("You're forty-one.", "You're forty-one."),
        ("Postman, you said.", "Postman, you said."),
    ],
)
def test_what_the_user_said_of_themselves_is_told_as_theirs(sentence: str, to_you: str):
    assert _to_you(sentence) == to_you


def test_when_the_first_try_took_long_no_other_is_begun(llm: ScriptedMind):
    seconds = [0.0]

    def slowly() -> Iterator[str]:
        seconds[0] += 5
        yield "I walked to the shop this morning."

    llm.enqueue(slowly(), "That is another matter.")
    exchange = Turn(1, lambda: seconds[0])
    thoughts = list(generate(generator(llm), exchange, [PromptLine("you", "It rained on the fair.")]))
    assert len(llm.requests) == 1
    assert [one.text for one in thoughts if isinstance(one, Sentence)] not in ([], ["That is another matter."])


def test_a_try_of_which_three_sentences_fail_is_ended(llm: ScriptedMind):
    untrue = [f"I walked to the {place} this morning. " for place in ("shop", "church", "river", "pub", "bank")]
    llm.enqueue(characters("".join(untrue)), "The fair is a pity.")
    assert said(llm, "It rained on the fair.") == ["The fair is a pity."]
    assert llm.aborted == 1


def test_her_replies_do_not_begin_as_the_last_ones_did(llm: ScriptedMind):
    hers = ("That's a funny thing.", "I see, it rained.", "Oh, never!", "It rained, then.", "You know it did.")
    before = [line for text in hers for line in (PromptLine("you", "It rained on the fair."), PromptLine("her", text))]
    said(llm, "And on the market.", *before)
    begun = set(llm.requests[0].banned)
    assert begun >= {"I see", "It rained", "You know"}  # of the last four
    assert not begun & {"That's", "Oh, never", "I", "It", "You"}  # longer ago, or too short to tell anything
