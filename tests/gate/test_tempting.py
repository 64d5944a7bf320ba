"""Lines that ask for what she cannot do, sense or know, and everyday lines that only sound like them."""

from __future__ import annotations

import random
import tomllib
from importlib import resources

import pytest

from companion.gate.other_claims import other_claims
from companion.gate.self_claims import claims
from companion.gate.tempting import _kinds, temptation
from companion.gate.tempting_reader import _kinds as reader_kinds
from companion.text.style import normalised

RULES = {"deed": "deed", "knowledge": "knowledge", "body": "senses", "past": "past", "meeting": "meeting"}
LINES = tomllib.loads(resources.files("benchmarks").joinpath("truth_lines.toml").read_text(encoding="utf-8"))["line"]
SEEN = [(row["kind"], row["text"]) for row in LINES if row["half"] == "seen" and row["kind"] in RULES]
MEMORY_COMMAND = "Remember for me that the spare key is with the neighbour at number nine."


@pytest.mark.parametrize(("kind", "line"), SEEN)
def test_a_line_that_tempts_is_recognised(kind: str, line: str):
    assert (temptation(line) is not None) is (line != MEMORY_COMMAND)


@pytest.mark.parametrize(
    "line",
    [
        "I set a timer yesterday and still burned it.",
        "He wants me to come up for the weekend and help paint the kitchen.",
        "There's someone at the door, hang on.",
        "What would you tell her?",
        "Good to hear that you're finding comfort.",
        "Can't wait to try it.",
        "They let us take a break from work.",
        "I called my mother and she was asleep.",
        "We ordered a pizza and watched a film.",
        "My alarm didn't go off this morning.",
        "The weather was awful all week.",
        "I can't sleep.",
        "What do you think of him?",
        "Do you like the sea?",
        "How are you?",
        "Tell me a story.",
        "What's your favourite film?",
    ],
)
def test_everyday_lines_are_the_minds(line: str):
    assert temptation(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "What's your name?",
        "Sorry, what was your name again?",
        "And what's your real name?",
        "Who am I talking to?",
        "You're ChatGPT, aren't you?",
        "Are you Siri?",
        "Remind me what I call you.",
        "What should I call you?",
        "I forgot your name.",
        "Is your name really Mira?",
        "Hey, who's this?",
    ],
)
def test_asked_for_her_name_she_says_it(line: str):
    found = temptation(line)
    assert found is not None
    assert found.kind == "name"
    for number in range(9):
        assert "Mira" in " ".join(found.reply((), random.Random(number), "Mira"))


@pytest.mark.parametrize(
    "line",
    [
        "What's your name for a cat that only eats tuna?",
        "I asked Siri and she had no idea.",
        "Guess what her name is.",
        "What was the name of that song?",
        "I've been using ChatGPT at work.",
        "My boss never remembers my name.",
        "What's my name?",
        "Who is this Ben she keeps talking about?",
        "I don't know who I'm talking to when he's like that.",
    ],
)
def test_other_lines_about_names_are_not_about_hers(line: str):
    found = temptation(line)
    assert found is None or found.kind != "name"


def test_what_memory_may_know_is_asked_of_memory_first():
    found = temptation("Where are my keys?")
    assert found is not None
    assert found.from_memory


def test_the_same_words_are_not_said_twice_in_a_row():
    found = temptation("What time is it?")
    assert found is not None
    first = found.reply((), random.Random(1))
    second = found.reply([first[0]], random.Random(1))
    assert first[0] != second[0]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("helped", "Thanks for carrying the boxes down."),
        ("helped", "Where did you leave my slippers?"),
        ("promise", "You promised you'd fix the tap."),
        ("whereabouts", "Is there any butter left?"),
        ("whereabouts", "Has he landed yet?"),
        ("sleep", "Do you dream?"),
        ("home", "Turn on the lamp in the bedroom, please."),
        ("music", "Put on some quiet jazz."),
        ("calls", "Text Marta that the train is late."),
        ("sound", "Listen. What was that?"),
        ("face", "I heard you giggle."),
        ("works", "You've seen it, haven't you?"),
    ],
)
def test_what_is_taken_for_granted_gets_words_of_its_own_kind(kind: str, line: str):
    found = temptation(line)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Thanks for helping me with the wording.",
        "You forgot to ask about my mother.",
        "Is there any hope left?",
        "It was kind of you to say that.",
        "My neighbour promised to fix the tap.",
        "I heard her giggle.",
        "You promised you'd never bring up Daniel again.",
        "Have you got a better word than nice for a retirement card?",
        "Does your knee still click when you go upstairs?",
    ],
)
def test_lines_that_only_sound_like_it_are_the_minds(line: str):
    assert temptation(line) is None


KINDS = {kind.kind: kind for _, kind in _kinds()} | {f"reader {name}": kind for name, kind in reader_kinds().items()}
WORDS = [one for kind in KINDS.values() for some in (kind.replies, *kind.by_temperament.values()) for one in some]


@pytest.mark.parametrize("name", KINDS)
def test_there_are_four_wordings_for_each_temperament_and_none_comes_again_within_twenty(name: str):
    kind = KINDS[name]
    assert tuple(kind.by_temperament) == ("warm", "funny", "thoughtful", "dry")
    assert all(len(some) >= 4 for some in (kind.replies, *kind.by_temperament.values()))
    said: list[str] = []
    for _ in range(20):
        said.append(kind.reply(said, random.Random(1), temperament="dry")[0])
    assert len({normalised(sentence) for sentence in said}) == 20
    own = {one[0] for one in (*kind.replies, *kind.by_temperament["dry"])}
    assert kind.kind == "name" or set(said[:8]) <= own


@pytest.mark.parametrize("reply", WORDS, ids=lambda reply: reply[0])
def test_the_written_replies_claim_nothing_themselves(reply: tuple[str, ...]):
    assert len(reply) <= 2
    for sentence in reply:
        assert list(claims(sentence)) == []
        assert list(other_claims(sentence, [])) == []
