"""She brings in nobody of whom nobody spoke, and gives nobody words that were not told."""

import pytest

from companion.gate.invented_people import invented_person
from companion.gate.reply_gate import ReplyGate


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("I got a new job.", "Your wife must be happy."),
        ("I got a new job.", "How's your husband taking it?"),
        ("My son failed his test.", "Your daughter passed hers."),
        ("I had a fight with Sam.", "Sam told me about it."),
        ("I had a fight with Sam.", "Sam is your best friend."),
        ("I had a fight with Sam.", "You and Sam have been married."),
        ("My friend Ana is coming.", "Tom and Maria will be there as well."),
        ("My friend Ana is coming.", "I hope she brings Maria along."),
        ("The doctor rang.", "The doctor told me you're fine."),
        ("The doctor rang.", "He said you need to rest."),
    ],
)
def test_an_invented_person_is_found(line: str, sentence: str) -> None:
    assert invented_person(sentence, line, [line])
    assert ReplyGate([line]).fit(sentence) is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("She said no. I asked her to marry me.", "Your wife-to-be may need time."),
        ("The kids are asleep.", "Your daughter must be tired."),
        ("I had a fight with Sam.", "What did Sam say?"),
        ("My friend Ana is coming.", "Is Ana your best friend?"),
        ("My friend Ana is coming.", "I hope you and Ana have a good time."),
        ("The doctor rang, I must rest.", "He said rest, then."),
        ("I'm off on Sunday.", "Sunday, then. And on Monday?"),
        ("I'm learning French.", "I like French, it sounds round."),
        ("My brother rang.", "It's good that your brother rang."),
    ],
)
def test_who_was_named_may_be(line: str, sentence: str) -> None:
    assert invented_person(sentence, line, [line]) == ""


def test_what_is_known_of_the_user_counts_as_told() -> None:
    assert invented_person("How's your wife?", "I got a new job.", ["My wife is called Ana."]) == ""


def test_a_general_question_may_be_answered_with_names() -> None:
    assert invented_person("It was painted by Dali.", "Who painted the melting clocks?", []) == ""
