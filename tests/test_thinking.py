"""Her reply in her own manner: short, new, hers; whatever the mind comes up with."""

from __future__ import annotations

import threading
import time

import pytest

from companion.persona import Persona
from companion.prompt import Line, Prompts
from companion.thinking import LONG, SHORT, Clause, Sentence, Thinking, tidy
from companion.turn import Turn
from models.language import Finished, Piece, Request, Usage
from tests.fakes import Hold, Script, ScriptedMind

NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MANY = " ".join(f"The {number} thing is new." for number in NUMBERS)


@pytest.fixture
def mind() -> ScriptedMind:
    return ScriptedMind()


def thinking(mind: ScriptedMind, seed: int | None = None) -> Thinking:
    return Thinking(mind, Prompts(Persona("Ada", "Theo"), "transcript", mind.context, mind.count), seed)


def turn(number: int = 1) -> Turn:
    return Turn(number, time.monotonic)


def said(mind: ScriptedMind, asked: str, *before: Line) -> list[str]:
    thoughts = thinking(mind).think(turn(), [*before, Line("you", asked)])
    return [thought.text for thought in thoughts if isinstance(thought, Sentence)]


def characters(text: str) -> Script:
    return list(text)


def test_pieces_then_sentences_then_the_figures_come_as_they_are_thought(mind: ScriptedMind):
    mind.enqueue([" I did", ".", " You", " too?"])
    thoughts = list(thinking(mind).think(turn(), [Line("you", "Did you sleep?")]))
    assert [thought for thought in thoughts if isinstance(thought, Piece | Sentence)] == [
        Piece(" I did"),
        Piece("."),
        Piece(" You"),
        Sentence("I did.", "I did."),
        Piece(" too?"),
        Sentence("You too?", "You too?"),
    ]
    assert isinstance(thoughts[-1], Usage)


@pytest.mark.parametrize(
    ("asked", "most"), [("How are you?", SHORT), ("Tell me a story.", LONG), ("Explain it in detail.", LONG)]
)
def test_a_reply_is_short_unless_more_was_asked_for(mind: ScriptedMind, asked: str, most: int):
    mind.enqueue(characters(MANY))
    assert said(mind, asked) == MANY.replace(". ", ".|").split("|")[:most]
    assert mind.aborted, "what is not said need not be thought"


def test_the_mind_is_stopped_once_enough_was_said(mind: ScriptedMind):
    stopped = Hold()
    mind.enqueue([f"{MANY} ", stopped, "Never thought."])
    assert len(said(mind, "How are you?")) == SHORT


def test_a_sentence_of_her_last_replies_is_not_said_again(mind: ScriptedMind):
    before = [Line("you", "Hm."), Line("her", "The sea is calm tonight. I like it.")]
    before += [Line("her" if i % 2 else "you", f"Filler {i}.") for i in range(30)]
    mind.enqueue("The sea is CALM tonight! The wind is up.")
    assert said(mind, "And now?", *before) == ["The wind is up."]


def test_what_she_said_long_ago_may_be_said_again(mind: ScriptedMind):
    before = [Line("her", "The sea is calm tonight."), *(Line("her", f"Filler {i}.") for i in range(20))]
    mind.enqueue("The sea is calm tonight.")
    assert said(mind, "And now?", *before) == ["The sea is calm tonight."]


def test_a_sentence_is_not_said_twice_in_one_reply(mind: ScriptedMind):
    mind.enqueue("It rains. It rains. It rains. It stops.")
    assert said(mind, "And now?") == ["It rains.", "It stops."]


def test_echoes_and_clichés_are_left_out(mind: ScriptedMind):
    mind.enqueue("I had a long day at the office. As an AI language model, I can't. Sit down a minute.")
    assert said(mind, "I had a long day at the office.") == ["Sit down a minute."]


def test_when_nothing_was_fit_the_dice_get_wilder(mind: ScriptedMind):
    mind.enqueue("As an AI language model, I can't.", "", "Sit down a minute.")
    assert said(mind, "I'm tired.") == ["Sit down a minute."]
    temperatures = [request.sampling.temperature for request in mind.requests]
    assert temperatures == sorted(set(temperatures))
    assert len({request.prompt for request in mind.requests}) == 1


def test_when_nothing_is_ever_fit_she_says_so_and_never_the_same(mind: ScriptedMind):
    lines, replies = list[Line](), list[str]()
    for _ in range(3):
        mind.enqueue("", "", "")
        replies += said(mind, "Hm?", *lines)
        lines += [Line("you", "Hm?"), Line("her", replies[-1])]
    assert len(set(replies)) == 3
    assert len(mind.requests) == 9


def test_the_figures_are_those_of_all_tries_together(mind: ScriptedMind):
    mind.enqueue([], ["Sit ", "down."])
    *_, usage = thinking(mind).think(turn(), [Line("you", "I'm tired.")])
    assert usage == Usage(100, 20, 2, 0.25, 1.0, "stop")


def test_half_a_sentence_is_not_said_when_there_is_a_whole_one(mind: ScriptedMind):
    class Cut(ScriptedMind):
        def reply(self, request, cancelled):
            yield Piece("It rains. And then the")
            yield Usage(1, 1, 1, 0.1, 0.1, "length")

    assert said(Cut(), "And now?") == ["It rains."]


def test_a_cancel_ends_the_thought_and_says_nothing_more(mind: ScriptedMind):
    hold, exchange, thoughts = Hold(), turn(), list[object]()
    mind.enqueue(["It rains. And", hold, " it pours."])

    def think() -> None:
        thoughts.extend(thinking(mind).think(exchange, [Line("you", "And now?")]))

    thread = threading.Thread(target=think)
    thread.start()
    hold.until_reached()
    exchange.cancel()
    thread.join(20)
    assert not thread.is_alive()
    assert [thought for thought in thoughts if isinstance(thought, Sentence)] == [Sentence("It rains.", "It rains.")]
    assert not any(isinstance(thought, Usage) for thought in thoughts)
    assert len(mind.requests) == 1


def test_a_turn_cancelled_before_the_first_sentence_says_nothing(mind: ScriptedMind):
    exchange = turn()
    mind.enqueue(["It rai", "ns."])
    thoughts = thinking(mind).think(exchange, [Line("you", "And now?")])
    assert next(thoughts) == Piece("It rai")
    exchange.cancel()
    assert list(thoughts) == []


def test_the_mind_is_told_what_not_to_say(mind: ScriptedMind):
    said(mind, "It is late. I am tired.", Line("her", "Good evening. You look well."))
    request = mind.requests[0]
    assert request.avoid == ("Good evening.", "You look well.", "It is late.", "I am tired.")
    assert request.banned
    assert request.stop == ("\n",)


def test_more_words_are_allowed_when_more_was_asked_for(mind: ScriptedMind):
    said(mind, "How are you?")
    said(mind, "Tell me a story.")
    short, long = mind.requests
    assert short.max_tokens < long.max_tokens


def test_a_seed_makes_the_dice_of_each_turn(mind: ScriptedMind):
    for number in (1, 2):
        list(thinking(mind, seed=7).think(turn(number), [Line("you", "Hm?")]))
    list(thinking(mind).think(turn(), [Line("you", "Hm?")]))
    first, second, free = (request.seed for request in mind.requests)
    assert first != second
    assert free is None


def test_reading_ahead_gives_the_mind_what_the_next_prompt_begins_with(mind: ScriptedMind):
    lines = [Line("you", "Hi."), Line("her", "Good evening.")]
    thinking(mind).warm(turn(), [*lines, Line("you", "How are")])
    list(thinking(mind).think(turn(), [*lines, Line("you", "How are you?")]))
    (ahead,), (asked,) = mind.read_ahead, mind.requests
    assert (ahead.line, ahead.max_tokens) == ("How are", 0)
    assert prompt(asked).startswith(prompt(ahead).removesuffix("\nAda:"))


def test_reading_ahead_stops_when_there_is_something_to_answer(mind: ScriptedMind):
    hold, reading = Hold(), turn()
    mind.reading = [hold]
    thread = threading.Thread(target=thinking(mind).warm, args=(reading, [Line("you", "Hi.")]))
    thread.start()
    hold.until_reached()
    reading.cancel()
    thread.join(20)
    assert not thread.is_alive()


def test_how_likely_the_line_is_finished_is_told_before_anything_else(mind: ScriptedMind):
    mind.finished = 0.25
    mind.enqueue("Sit down.")
    thoughts = list(thinking(mind).think(turn(), [Line("you", "Hi."), Line("her", "Hm?"), Line("you", "I am so")]))
    assert thoughts[0] == Finished(0.25)
    assert mind.requests[0].line == "I am so"
    assert [type(thought) for thought in thoughts].count(Finished) == 1


def test_the_first_clause_is_said_before_its_sentence_is_whole(mind: ScriptedMind):
    mind.enqueue(characters("I was at the sea, and the wind came from the north. It was cold."))
    thoughts = [t for t in thinking(mind).think(turn(), [Line("you", "And?")]) if isinstance(t, Clause | Sentence)]
    first, whole, second = thoughts
    assert isinstance(first, Clause)
    assert isinstance(whole, Sentence)
    assert whole.text == "I was at the sea, and the wind came from the north."
    assert f"{first.text} {whole.rest}" == whole.text
    assert second == Sentence("It was cold.", "It was cold.")


def test_a_sentence_that_must_not_be_said_does_not_begin(mind: ScriptedMind):
    mind.enqueue(characters("As an AI language model, I can't say that at all. Sit down."))
    assert said(mind, "I'm tired.") == ["Sit down."]


def test_resting_is_the_minds(mind: ScriptedMind):
    thinker = thinking(mind)
    thinker.rest(True)
    thinker.rest(False)
    assert mind.held == [True, False]


def prompt(request: Request) -> str:
    assert isinstance(request.prompt, str)
    return request.prompt


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("- Eggs and milk.", "Eggs and milk."),
        ("2) Eggs.", "Eggs."),
        ("## A heading", "A heading"),
        ("*smiles* Come in.", "Come in."),
        ("(laughs) Oh no.", "Oh no."),
        ("It is **very** good.", "It is very good."),
        ("“Come in.”", "Come in."),
        ("“Come in,” she said, “and sit.”", "“Come in,” she said, “and sit.”"),
        ("In 1984. it was", "In 1984. it was"),
        ("***", ""),
    ],
)
def test_what_cannot_be_said_aloud_is_taken_out(written: str, spoken: str):
    assert tidy(written) == spoken
