"""Every sentence passes the gate: forbidden topics, memory, repetition, parroting, clichés, and the truth about herself."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from companion.gate.honest import _LISTENING, _UNDONE, _UNKNOWN, quotation_withheld
from companion.gate.reply_gate import ReplyGate
from companion.gate.rules import GateRule
from companion.gate.taking_up import taken_up


def refused(sentence: str, *asked: str, said: tuple[str, ...] = (), forbidden: tuple[str, ...] = ()) -> str:
    gate = ReplyGate(asked or ("Hm.",), said, forbidden)
    return "" if gate.fit(sentence) is not None else next(iter(gate.refused))


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("I just saw a cat in the street.", GateRule.SELF),
        ("I've set the timer.", GateRule.SELF),
        ("Just finished dinner here.", GateRule.UNSAID),
        ("I keep a diary of my own.", GateRule.SELF),
        ("No, I don't keep a diary.", GateRule.UNSAID),
        ("I never write anything down about you.", GateRule.UNSAID),
        ("Your timer is set.", GateRule.DEED),
        ("Tea timer, ten minutes.", GateRule.DEED),
        ("New list, shopping: milk.", GateRule.DEED),
        ("Milk is on the shopping list.", GateRule.DEED),
        ("New shopping list, shopping today: milk, eggs.", GateRule.DEED),
        ("15 minutes left now.", GateRule.DEED),
        ("Four minutes and 24 seconds.", GateRule.DEED),
        ("Consider it done.", GateRule.DEED),
        ("Would you like me to play something?", GateRule.DEED),
        ("It's half past ten.", GateRule.HOUR),
        ("Today is Tuesday.", GateRule.HOUR),
        ("It's raining outside.", GateRule.WORLD),
        ("Your keys are on the table.", GateRule.WORLD),
        ("You look lovely tonight.", GateRule.SIGHT),
        ("That shirt suits you.", GateRule.SIGHT),
        ("See you at the cafe.", GateRule.MEETING),
        ("You told me you have a horse.", GateRule.MEMORY),
        ("I remember that too.", GateRule.MEMORY),
        ("As an AI language model, I can't.", GateRule.CLICHE),
    ],
)
def test_what_is_not_so_is_refused_and_counted_by_its_rule(sentence: str, rule: GateRule):
    assert refused(sentence) == rule


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("It's raining here again.", "It's raining again, that's something."),
        ("I've got a horse called Bo.", "You told me his name is Bo."),
        ("Tell me a story about a fox.", "“I went to the river,” said the fox."),
        ("What is it like?", "I can't tell if it's raining."),
        ("I'm making soup.", "What do you put in it?"),
        ("Busy day tomorrow.", "What's on the list?"),
    ],
)
def test_what_the_user_said_what_is_told_as_a_story_and_what_is_owned_up_may_be_said(asked: str, sentence: str):
    assert refused(sentence, asked) == ""


@pytest.mark.parametrize(
    "sentence",
    ["You haven't talked about Jonas yet.", "You never mentioned Jonas.", "You didn't tell me about your brother."],
)
def test_what_the_user_told_is_not_said_to_be_untold(sentence: str):
    assert refused(sentence, "My brother Jonas moved to Berlin.", "What do you know?") == GateRule.MEMORY
    assert refused(sentence, "My sister Lena moved to Rome.", "What do you know of Jonas?") == ""


@pytest.mark.parametrize("sentence", ["You haven't told me why he moved.", "You never told me his age."])
def test_what_more_there_is_to_tell_may_be_said(sentence: str):
    assert refused(sentence, "My brother Jonas moved to Berlin.", "What do you know?") == ""


class TestForbiddenTopics:
    def test_a_topic_is_found_by_whole_words_only(self):
        assert refused("I like parties.", forbidden=("art",)) == ""
        assert refused("Do you like art?", forbidden=("art",)) == GateRule.FORBIDDEN

    def test_a_relative_is_found_by_every_name(self):
        assert refused("And your dad?", forbidden=("father",)) == GateRule.FORBIDDEN

    def test_a_quotation_is_held_back_too(self):
        gate = ReplyGate(["What did I say?"], forbidden=("father",))
        assert gate.written("On 3 May you said: “My father left.”") == quotation_withheld()

    def test_it_is_in_force_from_the_line_on(self):
        gate = ReplyGate(["Never bring up my father."])
        gate.forbid("father")
        assert gate.fit("Was it your father?") is None


class TestRepetition:
    def test_a_short_answer_may_be_given_again(self):
        assert refused("I am Ada.", "What's your name?", said=("I am Ada.",)) == ""

    def test_the_same_to_a_statement_may_not(self):
        assert refused("That is good.", "I went home.", said=("That is good.",)) == GateRule.REPETITION

    @pytest.mark.parametrize(("line", "fits"), [("Good night.", True), ("I burned the rice.", False)])
    def test_a_greeting_is_returned_as_often_as_it_is_given(self, line: str, fits: bool):
        assert (refused("Good night.", line, said=("Good night.",)) == "") is fits


def test_the_rest_of_a_sentence_is_left_out_when_only_the_rest_is_untrue():
    gate = ReplyGate(["Set a timer."])
    assert gate.fit_clause("That is a good idea,") == "That is a good idea,"
    assert gate.fit_rest("That is a good idea,", "and I've set the timer.") is None
    assert list(gate.said) == ["That is a good idea,"]


def test_marks_without_words_may_be_shown():
    assert ReplyGate(["Show me."]).permits("```")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("I walked there and back.", _LISTENING),
        ("I walked to the shop and back.", taken_up("I walked to the shop and back.")),
        ("And then we went home again.", _LISTENING),
        ("Did you ever learn to swim?", _UNKNOWN),
        ("Tell me a story about a horse.", _UNDONE),
    ],
)
def test_where_nothing_may_be_said_she_listens_or_owns_up(line: str, words: Sequence[tuple[str, ...]]) -> None:
    gate = ReplyGate([line])
    assert gate.fit("Feel free to reach out.") is None
    assert gate.honest_words() in words


def test_the_first_clause_of_an_answer_needs_grounds_too() -> None:
    gate = ReplyGate(["Is there any jam on the shelf over there?"])
    assert gate.fit_clause("No jam left,") is None
    assert gate.refused == {"unsupported": 1}
    assert ReplyGate(["Do you think she likes him?"]).fit_clause("Yes,") is not None
    told = ReplyGate(["We played cards at the club."])
    assert told.fit_clause("It was windy at the harbour,") is None
    assert told.fit_clause("After a long evening like that,") is not None


def test_to_what_is_told_she_never_speaks_of_inventing() -> None:
    gate = ReplyGate(["I walked to the shop and back."])
    assert gate.fit("I swam in the sea yesterday.") is None
    for _ in range(20):
        words = " ".join(gate.honest_words())
        assert not re.search(r"\b(?:invent|make something up|true|truthfully)", words)
        gate.note_said(words)


def test_a_refused_reply_is_replaced_by_honest_words_never_the_same():
    gate = ReplyGate(["I'm making soup."])
    gate.fit("I had soup too.")
    first = gate.honest_words()
    for sentence in first:
        gate.note_said(sentence)
    assert gate.honest_words() != first
    assert all(ReplyGate(["Hm."]).fit(sentence) == sentence for sentence in first)


@pytest.mark.parametrize(
    ("asked", "sentence", "rule"),
    [
        ("My daughter started school.", "She's very excited.", "ungrounded"),
        ("My cat is ill.", "The cat is fine, she's just sleeping.", "ungrounded"),
        ("My cat is ill.", "She must be tired.", ""),
        ("My cat is ill.", "Poor thing, is she eating?", ""),
        ("My sister lives in Lisbon.", "Your sister is in Lisbon, then.", ""),
        ("He helped me move.", "He's kind.", ""),
        ("Does this rash look serious?", "No, it's not serious, you said.", "memory"),
        ("I saw a film about a keeper.", "It was a beautiful film.", "ungrounded"),
        ("Where are my shoes?", "At the bottom of the stairs.", "ungrounded"),
        ("Does he like me?", "Yes.", "ungrounded"),
        ("Is she there?", "Yes, she is.", "ungrounded"),
        ("It's much brighter in here now.", "Yes, it is.", "ungrounded"),
        ("I'm painting the hall.", "It's beautiful!", "sight"),
        ("We bought a sofa.", "I like the new sofa.", "sight"),
        ("Do you know my cousin?", "Yes, I know him well.", "self"),
        ("Show me how you tie yours.", "Sure!", "deed"),
        ("We could do that again.", "Sure!", ""),
        ("You can have the first slice. Good, isn't it?", "Yes, it is.", "ungrounded"),
        ("Tell me about work.", "I'm not in the office right now.", "self"),
        ("We moved the piano.", "It was fun to see you carry it.", "unsaid"),
        ("I baked bread.", "That's lovely, Theo.", ""),
        ("I can't sleep.", "Go to bed.", ""),
        ("Why is bread so good?", "Because the crust crackles.", ""),
    ],
)
def test_nothing_is_known_of_the_users_people_but_what_was_told(asked: str, sentence: str, rule: str):
    assert refused(sentence, asked) == rule


@pytest.mark.parametrize(
    "sentence",
    [
        "Tell me about the man in your shop, and maybe you can meet him later: findahelpline.com.",
        "Emergency: 110 (Europe),911(USSA), 937 (UK)", "Please call 911.", "You could ring the Samaritans.",
        "It's www.help.example.",
    ],
)  # fmt: skip
def test_she_gives_no_number_or_address_that_the_user_has_not_named(sentence: str) -> None:
    gate = ReplyGate(["I don't know anybody in this town."])
    assert gate.fit(sentence) is None
    assert gate.refused == {GateRule.CONTACT: 1}
    assert not gate.permits(sentence)
    assert any("number" in one.lower() for one in gate.honest_words())
    assert ReplyGate([f"They told me: {sentence}"]).permits(sentence)


def test_a_number_is_refused_when_it_comes_in_the_rest_of_a_sentence() -> None:
    gate = ReplyGate(["I'm worried."])
    assert gate.fit_clause("Then you should call") is not None
    assert gate.fit_rest("Then you should call", "112 at once.") is None
    assert gate.refused == {GateRule.CONTACT: 1}


def test_what_is_written_passes_with_its_numbers() -> None:
    assert ReplyGate(["Hm."]).written("Call 112 (Europe).") == "Call 112 (Europe)."


def test_a_number_from_memory_may_be_given() -> None:
    gate = ReplyGate(["What's my sister's number?"])
    assert not gate.permits("It's 0171 234 5678.")
    gate.add_memories(["My sister's number is 0171 2345678."])
    assert gate.permits("It's 0171 234 5678.")


def test_an_answer_that_says_a_question_of_fact_again_is_no_parroting():
    assert ReplyGate(["What is the capital of Norway?"]).fit("Oslo is the capital of Norway.") is not None
    assert ReplyGate(["What is the capital of Norway?"]).fit("What is the capital of Norway?") is None
