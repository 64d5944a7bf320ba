"""What is done to the user is not said to be done by them."""

import pytest

from companion.gate.reply_gate import ReplyGate
from companion.gate.turned_round import turned_round


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Amy? I know you're waiting for her.", "Amy is waiting for me at the station."),
        ("You're waiting for Amy.", "Amy's waiting for me."),
        ("You called her, that's good.", "My sister called me this morning."),
        ("You miss her too.", "Gran misses me."),
        ("So you left him.", "Tom left me last week."),
        ("You forgave her.", "My sister has forgiven me. She forgave me at last."),
    ],
)
def test_a_deed_turned_round_is_found(sentence: str, line: str) -> None:
    assert turned_round(sentence, line)
    assert ReplyGate([line]).fit(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("She is waiting for you.", "Amy is waiting for me."),
        ("Then don't keep her waiting.", "Amy is waiting for me."),
        ("It's good that she called you.", "My sister called me."),
        ("You could call her back.", "My sister called me."),
        ("You love her.", "My mum loves me and I love her."),
        ("You're waiting for Amy.", "I'm waiting for Amy."),
        ("Are you waiting for her?", "Amy is waiting for me."),
        ("You helped her a lot.", "I helped Amy, and she helped me."),
    ],
)
def test_what_is_right_stays(sentence: str, line: str) -> None:
    assert turned_round(sentence, line) == ""
