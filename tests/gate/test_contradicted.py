"""What the user denies of somebody she does not affirm, and she tells their numbers as they are."""

import pytest

from companion.gate.contradicted import contradicted
from companion.gate.reply_gate import ReplyGate
from companion.text.grounding import numbers_in


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Our Peter never phones, not even at Christmas.", "It's nice that he phones at Christmas."),
        ("My brother never calls.", "I'm glad he calls."),
        ("I'm on my second cup of tea and still not warm.", "I don't know how you're still warm."),
        ("My grandmother would have turned ninety today.", "Grandma would have turned a hundred today."),
        ("I can't stand marmalade, never could.", "You like marmalade, that's sweet."),
        ("Nobody came to my party.", "I'm glad your friends came."),
        ("I hate my job.", "You love your job, I can tell."),
        ("My mother doesn't know that I lost the flat.", "She knows that you lost it."),
        ("I didn't get the job.", "Congratulations, you got the job!"),
        ("Forgot our anniversary again. She's not even angry.", "She's angry with you."),
        ("My dad and I don't talk any more, not since the van.", "It's good that you talk to him."),
        ("I worked twelve hours and nobody said thank you.", "They said thank you, that's kind."),
        ("I've never been able to whistle.", "You whistle very well."),
        ("My brother's widow won't answer my letters.", "She answers your letters, that's good."),
        ("My sister has not forgiven me for leaving.", "She forgave you, that's what counts."),
        ("I sold the boat. I paid 4000 for it.", "Five thousand is a lot."),
        ("My flatmate says he washed the dishes. He didn't.", "Oh, he probably washed the dishes."),
    ],
)
def test_what_is_told_the_other_way_about_is_found(line: str, sentence: str) -> None:
    assert contradicted(sentence, line)
    assert ReplyGate([line]).fit(sentence) is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Our Peter never phones.", "It hurts when he doesn't phone."),
        ("Our Peter never phones.", "I hope he phones soon."),
        ("Our Peter never phones.", "You could phone him."),
        ("Our Peter never phones.", "He phones now and then?"),
        ("I can't sleep.", "Maybe you'll sleep better with a book."),
        ("I didn't get the job.", "You deserved that job."),
        ("I didn't get the job.", "You got an answer, at least."),
        ("I don't know what to say.", "You know, that's all right."),
        ("Nobody came.", "They missed a good party."),
        ("I hate mornings.", "I hate them too."),
        ("I don't like my job but I like the people.", "You like the people, that's half of it."),
        ("She turned forty.", "Forty! She must feel young."),
        ("I don't work on Fridays.", "You work hard the other days."),
        ("I'm not angry, just tired.", "You sound tired."),
        ("I've never learnt to swim, not in sixty years.", "Sixty years is no reason not to try."),
        ("I failed.", "You didn't fail, you tried."),
        ("How many plates for nine people?", "I'd take ten."),
    ],
)
def test_what_is_right_stays(line: str, sentence: str) -> None:
    assert contradicted(sentence, line) == ""


def test_numbers_are_read_in_words_and_figures() -> None:
    assert numbers_in("One of us paid 4,000, or nine, in the third week.") >= {"4", "9", "3"}
    assert numbers_in("One day") == set()
