"""What a rule forbids is mended or refused, and nothing else; no reply comes to nothing by it."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.gate.reply_gate import ReplyGate
from companion.told_rules.manners import Manners
from companion.told_rules.mood_suggestion import MoodSuggestion
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import ALWAYS


def manners(*told: Manner, your_name: str = "") -> Manners:
    now = datetime(2026, 3, 2)
    return Manners([ToldRule(n, one, ALWAYS, "", now, None) for n, one in enumerate(told)], your_name)


def gate(*told: Manner, line: str = "It rained all day.") -> ReplyGate:
    gate = ReplyGate([line])
    gate.follow(manners(*told))
    return gate


@pytest.mark.parametrize(
    ("told", "said", "mended"),
    [
        (Manner("exclamations", "none"), "What a day! Really?!", "What a day. Really?"),
        (Manner("emoji", "none"), "Nice one 😊.", "Nice one."),
        (Manner("calling", "none", "darling"), "Well, darling, sit down.", "Well, sit down."),
        (Manner("calling", "none", "darling"), "Darling, sit down.", "Sit down."),
        (Manner("calling", "none", "darling"), "Good night, darling.", "Good night."),
        (Manner("pet names", "none"), "Sleep well, my dear.", "Sleep well."),
        (Manner("formality", "more"), "I'm sure it doesn't matter.", "I am sure it does not matter."),
        (Manner("formality", "more"), "Don't go.", "Do not go."),
    ],
)
def test_what_needs_only_a_little_is_mended(told: Manner, said: str, mended: str):
    assert manners(told).mended(said) == mended


def test_the_name_is_the_one_that_was_asked_for():
    assert manners(Manner("name", "", "Jo"), your_name="Theo").mended("Good night, Theo.") == "Good night, Jo."


@pytest.mark.parametrize(
    ("told", "refused", "kept"),
    [
        (Manner("niceness", "less"), "That sounds lovely.", "That soup needed salt."),
        (Manner("niceness", "more"), "That was your own fault.", "It went wrong, that happens."),
        (Manner("advice", "none"), "You should sleep more.", "Short nights are long."),
        (Manner("advice", "none"), "Maybe try a walk.", "A walk in the rain, then."),
        (Manner("saying", "none", "how interesting"), "How interesting.", "How odd."),
        (Manner("apologies", "none"), "I'm sorry to hear it.", "A pity."),
        (Manner("swearing", "none"), "Damn, that's cold.", "That's cold."),
        (Manner("herself", "none"), "I like rain myself.", "I hear you."),
        (Manner("teasing", "none"), "Only kidding.", "Rain suits the garden."),
    ],
)
def test_what_a_rule_forbids_is_refused(told: Manner, refused: str, kept: str):
    fits = gate(told)
    assert fits.fit(refused) is None
    assert fits.refused == {"told": 1}
    assert fits.manners.allows(kept)


def test_advice_and_jokes_that_are_asked_for_are_given():
    assert gate(Manner("advice", "none"), line="What should I do?").fit("You should call her.") is not None
    assert (
        gate(Manner("jokes", "none"), line="Tell me a joke.").fit("Why did the hen cross? A joke has no why.")
        is not None
    )


def test_a_question_too_many_is_left_out_also_when_only_its_beginning_is_there():
    fits = gate(Manner("questions", "none"))
    assert fits.fit("What did you do?") is None
    assert fits.fit_clause("And what did you") is None
    assert fits.fit_clause("What a day,") == "What a day,"
    assert fits.fit_rest("It was nice,", "wasn't it?") is None


def test_asking_less_means_no_question_soon_after_one():
    told = manners(Manner("questions", "less"))
    assert told.questions([False, False]) == 1
    assert told.questions([True, False]) == 0
    assert told.questions([True, False, False]) == 1
    assert manners().questions([True]) is None


def test_shorter_is_a_number_of_sentences_and_words():
    assert manners(Manner("length", "less")).sentences(3) == 2
    assert manners(Manner("length", "more")).sentences(3) == 6
    assert manners(Manner("sentences", "", "1")).sentences(9) == 1
    fits = gate(Manner("words", "", "8"))
    assert fits.fit("I see why, and that is how it often goes with rain.") == "I see why."
    assert fits.fit("Quite right, I think, and so on.") == "Quite right, I think."
    assert fits.manners.full


def test_a_reply_is_never_empty_and_what_stands_for_it_keeps_the_rules():
    fits = gate(Manner("questions", "none"), Manner("niceness", "less"))
    for _ in range(12):
        assert fits.fit("What did you do?") is None
        (words,) = fits.honest_words()
        assert "?" not in words
        fits.note_said(words)
    assert fits.mannerly(["Where was it?"]) == ["Where was it?"]


def test_what_is_written_keeps_the_rules_as_a_whole():
    told = (Manner("questions", "a bit less"), Manner("words", "", "8"))
    written = ["Where was it?", "Was it nice?", "It rained here, with thunder and hail and wind."]
    assert gate(*told).mannerly(written) == ["Where was it?", "It rained here, with thunder."]
    assert gate(Manner("sentences", "", "1"), Manner("questions", "none")).mannerly(written) == [written[2]]


def test_a_suggestion_shortens_a_reply_and_keeps_its_last_sentence():
    suggestion = Manners(suggestion=MoodSuggestion(fewer_sentences=1, questions=0))
    assert suggestion.sentences(2) == 1
    assert suggestion.sentences(1) == 1
    assert suggestion.questions([False, False]) == 0
    assert suggestion.rules == ()


@pytest.mark.parametrize(
    ("told", "sentences", "questions"),
    [
        (Manner("length", "more"), 5, 0),
        (Manner("questions", "more"), 1, None),
        (Manner("questions", "less"), 1, 1),
    ],
)
def test_a_told_rule_wins_over_a_suggestion(told: Manner, sentences: int, questions: int | None):
    rules = manners(told).rules
    both = Manners(rules, suggestion=MoodSuggestion(fewer_sentences=1, questions=0))
    assert both.sentences(2) == sentences
    assert both.questions([False, False]) == questions
