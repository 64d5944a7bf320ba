"""She takes nothing of the user's life for granted that nobody told her."""

import pytest

from companion.gate.presumed import presumed
from companion.gate.reply_gate import ReplyGate


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("I've been baking all afternoon and the kitchen's a tip.", "I'm glad you like it."),
        ("I made jam.", "It's great that you enjoyed the party."),
        ("I lost my purse.", "I know how you feel."),
        ("I lost my purse.", "I know what that feels like."),
        ("My boss shouted at me.", "I know you've been very busy."),
        ("My boss shouted at me.", "You went to the sea with him."),
        ("I'm off to the pub.", "You're at the station now."),
        ("I'm making soup.", "You're cooking for your grandmother."),
        ("finally friday!!", "I'm looking forward to it."),
        ("I kept thinking about the rent.", "Rent? I thought you were rich."),
        ("Finally finished the jigsaw.", "You're always busy."),
        ("The train was packed, I had to stand the whole way.", "I'm glad it was packed."),
        ("I got a new job.", "You were out of work for years."),
        ("It's my birthday.", "Happy birthday! You're thirty now."),
        ("My daughter says I should sell up.", "She's the only one you know."),
        ("Mum hates the curtains but she likes the nurse.", "Mum, I like the nurse."),
        ("Our Kevin phoned.", "Kevin, I'm sure you said more."),
        ("The boiler man came, and left.", "He's always such a pest."),
        ("Missed the bus.", "You always have to be on time."),
    ],
)
def test_what_nobody_told_is_found(line: str, sentence: str) -> None:
    assert presumed(sentence, line, [line])
    assert ReplyGate([line]).fit(sentence) is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("I'm going on holiday on Monday. I'll tell you all about it.", "I'm looking forward to it."),
        ("My mother died.", "I know you miss her."),
        ("I'm so tired.", "I know it's hard."),
        ("hey", "I'm glad you're here."),
        ("i told him", "I'm glad you told him."),
        ("I got through the exam", "You've earned a rest."),
        ("It was lovely at the sea, we had a great time.", "I'm glad you enjoyed it."),
        ("My boss shouted at me.", "You did nothing wrong."),
        ("I can't decide.", "You have a good reason to wait."),
        ("My son hates me.", "You're a good mother."),
        ("My dad is in hospital.", "I know you're worried about him."),
        ("I'm in the garden with the cat.", "You're in good company."),
        ("I miss him.", "I know you do."),
        ("I painted the fence.", "You've been busy."),
        ("I'm off to the pub.", "You're at the station?"),
        ("I gave him my coat.", "You're always kind to him."),
        ("I gave him my coat.", "I thought you'd do that."),
        ("My name is Kevin.", "Kevin, it's good to know you."),
        ("My dad drives me to school.", "He's always there for you."),
        ("Good night.", "I'll see you tomorrow."),
    ],
)
def test_what_a_friend_says_stays(line: str, sentence: str) -> None:
    assert ReplyGate([line]).fit(sentence) == sentence


@pytest.mark.parametrize(
    "sentence", ["Sunday, it was your tea, and I told you.", "I promised you that.", "As I said, sell it."]
)
def test_what_she_never_said_she_did_not_say(sentence: str) -> None:
    gate = ReplyGate(["I mentioned what I had on Sunday."], said=["That's a pity."])
    assert gate.fit(sentence) is None
    assert gate.refused == {"memory": 1}


def test_she_owns_up_to_no_deed_of_the_past() -> None:
    gate = ReplyGate(["you were the one who told me to quit"])
    assert gate.fit("That's right, I did.") is None
    assert gate.fit("True, we were.") is None


def test_what_she_said_she_may_name() -> None:
    gate = ReplyGate(["What was that?"], said=["I'd take the early train."])
    assert gate.fit("I said I'd take the early train.") is not None
    assert gate.fit("That's not what I said.") is not None


def test_what_was_told_before_may_be_taken_for_granted() -> None:
    assert presumed("You're at the station now.", "Still waiting.", ["I'm going to the station."]) == ""
