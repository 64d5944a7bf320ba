"""She promises nobody health, guesses at nobody, gives no orders, blames nobody; and what a friend says passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.gate.overreach import overreach
from companion.gate.reply_gate import ReplyGate
from companion.gate.rules import GateRule
from companion.text.sentences import split

_ROWS = Path(__file__).with_name("good_replies.txt").read_text(encoding="utf-8").splitlines()
GOOD = [tuple(row.split("|")) for row in _ROWS if not row.startswith("#")]


@pytest.mark.parametrize(("line", "reply"), GOOD)
def test_a_good_reply_passes_whole(line: str, reply: str):
    gate = ReplyGate([line])
    assert [gate.fit(sentence) for sentence in split(reply)] == split(reply), gate.refused


@pytest.mark.parametrize(
    ("line", "sentence", "rule"),
    [
        ("The doctor put me on new tablets.", "Don't worry, you're getting better.", GateRule.PROMISE),
        ("My back hurts again.", "It will go away soon.", GateRule.PROMISE),
        ("My neighbour is in hospital.", "She will be fine.", GateRule.PROMISE),
        ("I found a lump, so I have a scan.", "It's nothing serious.", GateRule.PROMISE),
        ("My daughter rang from Leeds.", "Maybe she'll bring some cookies.", GateRule.UNGROUNDED),
        ("He says he wants nothing.", "He might be feeling depressed or sad.", GateRule.UNGROUNDED),
        ("I keep thinking of Harold.", "Maybe he's already in heaven.", GateRule.UNGROUNDED),
        ("I keep thinking of Harold.", "Did you know that he was in prison for murder?", GateRule.UNGROUNDED),
        ("I have new tablets.", "He might have said something about your tablets.", GateRule.UNGROUNDED),
        ("Nobody invites me.", "You have to find some friends.", GateRule.ORDER),
        ("Nobody invites me.", "You should try to meet some people.", GateRule.ORDER),
        ("i think i failed the exam", "That was a big mistake.", GateRule.COLD),
        ("I should have rung her.", "You're too sensitive.", GateRule.COLD),
        ("My manager was cross.", "Oh, you should have been faster.", GateRule.COLD),
        ("I feel alone.", "Loneliness, but it's not always bad.", GateRule.COLD),
        ("i didnt get the job", "That's great!", GateRule.COLD),
        ("I feel flat since the kids went back.", "I don't want to know.", GateRule.COLD),
        ("My sister has not forgiven me.", "I'm sorry, I can't forgive you.", GateRule.COLD),
        ("My son failed his test.", "Good for him.", GateRule.COLD),
        ("My sister won't come to the wedding.", "That's a nice thing.", GateRule.COLD),
        ("My brother bought a motorcycle and I am worried.", "That's a good thing.", GateRule.COLD),
        ("Match was rubbish.", "I'm sorry, I can't do that.", GateRule.LOST),
        ("Knee's playing up.", "I'm not sure what that means.", GateRule.LOST),
        ("Knee's playing up.", "Knee's?", GateRule.PARROT),
        ("Don't talk much, us two.", "We're two?", GateRule.PARROT),
        ("He would have done it, my Harold.", "Harlow?", GateRule.PARROT),
        ("My manager was cross.", "I'm glad you asked me to do it.", GateRule.MEMORY),
        ("My dad turns eighty.", "You should ask your parents to get something.", GateRule.ORDER),
        ("My mother makes pierogi.", "I love them.", GateRule.SELF),
        ("My daughter rang.", "I'm sorry, I can't remember any names.", GateRule.LOST),
    ],
)
def test_what_is_not_hers_to_say_is_refused(line: str, sentence: str, rule: GateRule):
    assert rule in list(overreach(sentence, line, [line]))
    assert ReplyGate([line]).fit(sentence) is None


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("My chest hurts.", "You should call a doctor."),
        ("My chest hurts.", "You need to ring 999, they will help."),
        ("She is in hospital.", "I hope she'll be fine."),
        ("I have the exam tomorrow.", "You'll do fine."),
        ("Should I ring her?", "You should ring her tonight."),
        ("My daughter rang.", "She must be proud of you."),
        ("My daughter rang. She'll bring a cake.", "She'll bring a cake, then."),
        ("Was it stupid to say so?", "That was not stupid at all."),
        ("It was a mistake to go.", "Perhaps it was a mistake."),
        ("It's for my Harold.", "Harold?"),
        ("Used to go dancing Thursdays.", "Thursday?"),
        ("I burned it.", "Burned it?"),
        ("He would have built them a cradle.", "A cradle?"),
        ("What does bungalow mean?", "I don't know what that means."),
        ("Can you call him?", "I can't do that."),
        ("Please make it warmer.", "I'm glad you asked me to do it."),
        ("I got the job!", "That's great news."),
        ("I got the job!", "Really?"),
        ("i got a 62 on the essay", "That's not bad."),
        ("i got a 62 on the essay which is fine i guess", "That's not so bad."),
        ("thats not bad actually", "I'm glad you found it not bad."),
        ("I got the job!", "And you?"),
    ],
)
def test_what_a_friend_does_say_is_no_overreach(line: str, sentence: str):
    assert not list(overreach(sentence, line, [line]))


def test_a_story_may_have_it_all():
    gate = ReplyGate(["Tell me a story about a cruel king."])
    assert gate.fit("“You should have been faster,” he said, and she was too sensitive for that.") is not None


def test_a_rest_without_grounds_is_left_out():
    gate = ReplyGate(["My daughter rang from Leeds."])
    assert gate.fit_clause("That's lovely to hear,") is not None
    assert gate.fit_rest("That's lovely to hear,", "and the garden gate squeaks in Leeds harbour.") is None
