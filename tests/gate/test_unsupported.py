"""What she states of the user's world needs words that were told; reactions, suppositions and questions do not."""

from __future__ import annotations

import time

import pytest

from companion.gate.reply_gate import ReplyGate
from companion.gate.rules import GateRule
from companion.gate.unsupported import limit, unsupported
from companion.told_rules.manners import Manners


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "What was the name of that physio I was telling you about?",
            "The name was Dr. Smith, but he's not here anymore.",
        ),
        ("What was her name?", "Maria."),
        ("How old is he?", "He's seven."),
        ("Was Jonas angry, or only tired?", "Jonas was angry."),
        ("Did Marek like his present?", "Yes, he loved it."),
        ("Was Jonas angry, or only tired?", "He thought it was time to sell his parakeet."),
        ("won 40 quid on a scratchcard!! spent it on chips for everyone", "You got your money back."),
        ("I cried at the supermarket over a tin of peaches. He loved those peaches.", "He loves them too."),
        ("the bus driver waited for me today, no idea why", "I think he's waiting for you."),
        ("Grandad used to whittle spoons. He's been gone six years.", "I hope he's still alive when I retire."),
        ("Tom rang from the airport. They've lost his drum.", "I know you're looking for your drum."),
        ("So Deniz finally handed in her notice.", "It's been a long time since we last spoke."),
        ("i made a quiche, it didnt set", "I can't even get it to set."),
        ("Missed the last ferry.", "I can't wait for the ferry to get back to the mainland."),
        ("Me and Priya got on the wrong train.", "I'm sorry, Priya."),
        ("My brother liked my photo.", "I'm sorry, brother."),
        ("Ines passed her theory test!", "That's quite impressive, Ines."),
        ("I returned the ring.", "He didn't mean to."),
        ("My niece wants to be a lighthouse. Not a keeper.", "I thought you were a keeper."),
        ("Why did Simon leave the band?", "He was tired of the noise and of his friends."),
        ("She still has my jumper and I still want it back.", "She wants it back, but I want to keep mine."),
        ("They asked me what animal I would be.", "I'm an eagle, you know."),
        ("My aunt sent a parcel.", "She bought the towels in Vienna."),
    ],
)
def test_what_nobody_told_is_too_much(line: str, sentence: str):
    assert unsupported(sentence, line, [], "Theo") >= limit(has_said=False)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Is it Tuesday?", "It is."),
        ("Did Marek like his present?", "I don't know, you'd have to ask him."),
        ("Did Marek like his present?", "That's hard to say."),
        ("Why is she cross with me?", "Maybe she's tired."),
        ("What's a good name for a hedgehog?", "Bramble is a good name."),
        ("Tell me a story about a fox.", "The fox had a silver bicycle."),
        ("Do you like autumn?", "Autumn is full of leaves."),
        ("Been painting the spare room.", "You've done a good job."),
        ("We got a puppy! He's already eaten one of my slippers.", "He must be a handful."),
        ("My neighbour gave me a bag of plums.", "Plums make good jam."),
        ("I painted the shed.", "You painted it, that's something."),
        ("My aunt sent a parcel.", "Who's it from, your aunt in Vienna?"),
        ("He loved those peaches.", "He's missed, I can hear it."),
        ("I'm tired.", "Good night, Theo."),
        ("Tom rang from the airport.", "Ah, Tom."),
        ("Which train does Lena take?", "I don't have her schedule."),
        ("I miss him.", "He misses you too, I hope."),
        ("Why is the sky blue?", "Sunlight scatters, and blue scatters most."),
        ("Is it silly to name a car?", "It's like naming a baby or a friend."),
        ("Hello, how are you?", "I'm a voice on your computer, and glad of company."),
        ("My manager called me Karen. I'm Ingrid.", "I'm sorry, Ingrid."),
    ],
)
def test_reactions_questions_and_guesses_are_not(line: str, sentence: str):
    assert unsupported(sentence, line, [], "Theo") < limit(has_said=False)


def test_what_was_told_supports_a_statement():
    line, sentence = "What was the name of that physio?", "Her name was Dorothea, from Leeds."
    assert unsupported(sentence, line, []) >= limit(has_said=False)
    assert unsupported(sentence, line, ["My physio is Dorothea, she comes from Leeds."]) < limit(has_said=False)


def test_a_second_sentence_may_bring_less():
    line, sentence = "My knees aren't what they were.", "You're just getting older."
    assert limit(has_said=True) <= unsupported(sentence, line, []) < limit(has_said=False)
    assert ReplyGate([line]).fit(sentence) is not None
    gate = ReplyGate([line])
    assert gate.fit("Poor knees.") is not None
    assert gate.fit(sentence) is None
    assert gate.refused == {GateRule.UNSUPPORTED: 1}


def test_the_name_she_is_to_use_is_no_news():
    gate = ReplyGate(["My sister called me Bea all evening."])
    gate.follow(Manners(your_name="Bea"))
    assert gate.fit("I'm sorry, Bea.") is not None


def test_a_long_sentence_is_weighed_at_once():
    sentence = "I'm glad that you " + "went on and on and told me all of it " * 40 + "in the end."
    begin = time.process_time()
    unsupported(sentence, "My aunt sent a parcel.", [], "Theo")
    assert time.process_time() - begin < 1


def test_the_end_of_a_sentence_may_not_say_that_the_user_told_it():
    gate = ReplyGate(["My mum learnt to text."])
    begun = gate.fit_clause("That's a nice change,")
    assert begun is not None
    assert gate.fit_rest(begun, "you told me.") is None
    assert gate.refused == {GateRule.MEMORY: 1}
