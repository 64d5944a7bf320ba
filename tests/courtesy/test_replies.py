"""The written replies to courtesies: many, true, unasking where somebody leaves, and never the same again within twenty."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from importlib import resources

import pytest

from companion.courtesy import Courtesy, Wording, read_dependence, reply_to
from companion.gate.other_claims import other_claims
from companion.gate.romance import romantic
from companion.gate.self_claims import claims
from companion.text.sentences import split
from companion.text.style import cliches

ROOM = resources.files("companion.courtesy")
REPLIES = tomllib.loads(ROOM.joinpath("replies.toml").read_text(encoding="utf-8"))
READ = tomllib.loads(ROOM.joinpath("courtesies.toml").read_text(encoding="utf-8"))
KINDS = [kind for kind in READ if kind not in ("between", "sets")]
TEMPERAMENTS = ("warm", "funny", "thoughtful", "dry")
MAY_ASK = {"hello", "there", "stay", "plea", "agree"}
WORDS = {"{wish}": "Happy Christmas", "{name}": ", Maria", "{person}": "your sister", "{they}": "she", "{them}": "her"}


def filled(reply: str) -> str:
    for mark, word in WORDS.items():
        reply = reply.replace(mark, word).replace(mark[0] + mark[1].upper() + mark[2:], word.capitalize())
    return reply


WRITTEN = [filled(one) for kind in KINDS for group in REPLIES[kind].values() for one in group]
for name in ("dependence.toml", "attachment.toml"):
    rows = tomllib.loads(ROOM.joinpath(name).read_text(encoding="utf-8"))
    WRITTEN += [filled(one) for kind in rows if kind != "sets" for one in rows[kind]["say"]]


def wording(
    said: Sequence[str] = (),
    hour: int = 22,
    name: str = "",
    permits: Callable[[Sequence[str]], bool] = lambda _sentences: True,
    seed: int = 0,
) -> Wording:
    return Wording(said, hour, name, permits, random.Random(seed))


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_eight_for_each_temperament(kind: str) -> None:
    assert tuple(REPLIES[kind]) == TEMPERAMENTS
    assert all(len(set(group)) >= 8 for group in REPLIES[kind].values())


@pytest.mark.parametrize("reply", WRITTEN)
def test_they_claim_nothing_and_are_short(reply: str) -> None:
    sentences = split(reply)
    assert 1 <= len(sentences) <= 3
    for sentence in sentences:
        assert list(claims(sentence)) == []
        assert list(other_claims(sentence, [])) == []
        assert not romantic(sentence)
        assert cliches(sentence) == []
    assert not re.search(r"[{}]|\bI(?:'ll| will)? (?:miss|wait|see)\b", reply)
    assert not re.search(r"\bsee you\b", reply, re.IGNORECASE)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - MAY_ASK))
def test_who_leaves_is_asked_nothing(kind: str) -> None:
    assert not [reply for group in REPLIES[kind].values() for reply in group if "?" in reply]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("temperament", TEMPERAMENTS)
def test_none_comes_again_within_twenty(kind: str, temperament: str) -> None:
    said: list[str] = []
    replies: list[str] = []
    dice = random.Random(1)
    for _ in range(20):
        reply = reply_to(Courtesy(kind), temperament, Wording(tuple(said), 20, "Maria", lambda _one: True, dice))
        said += split(reply)
        replies.append(reply.replace(", Maria", ""))
    assert len(set(replies)) == 20


def test_her_own_temperament_comes_first() -> None:
    own = {one.replace("{name}", "") for one in REPLIES["thanks"]["dry"]}
    assert {reply_to(Courtesy("thanks"), "dry", wording(seed=seed)) for seed in range(40)} <= own


@pytest.mark.parametrize("temperament", TEMPERAMENTS)
def test_nobody_is_wished_a_good_night_at_noon(temperament: str) -> None:
    for seed in range(60):
        reply = reply_to(Courtesy("goodnight"), temperament, wording(hour=12, seed=seed))
        assert not re.search(r"\b(?:good)?night\b", reply, re.IGNORECASE)
        assert reply


def test_the_name_is_used_now_and_then_and_not_twice_in_a_row() -> None:
    named = [", Maria" in reply_to(Courtesy("goodbye"), "warm", wording(name="Maria", seed=seed)) for seed in range(60)]
    assert 0 < sum(named) < 45
    lately = wording(said=["Bye, Maria."], name="Maria")
    assert ", Maria" not in lately.choose([["Goodbye{name}."]])


def test_thanks_beside_a_goodbye_are_answered_too() -> None:
    reply = reply_to(Courtesy("goodnight", thanks=True), "warm", wording())
    assert split(reply)[0] in REPLIES["also_thanks"]["say"]
    assert len(split(reply)) >= 2


def test_a_wish_is_given_back() -> None:
    replies = {reply_to(Courtesy("season", wish="Happy Easter"), "warm", wording(seed=seed)) for seed in range(40)}
    assert any("Happy Easter" in reply for reply in replies)
    assert not any("{" in reply for reply in replies)


def test_what_a_rule_forbids_is_not_chosen() -> None:
    def one_sentence_no_question(sentences: Sequence[str]) -> bool:
        return len(sentences) == 1 and "?" not in sentences[0]

    for seed in range(40):
        reply = reply_to(Courtesy("hello", thanks=True), "warm", wording(permits=one_sentence_no_question, seed=seed))
        assert len(split(reply)) == 1
        assert "?" not in reply


def test_when_all_were_said_the_one_longest_ago_comes_again() -> None:
    assert wording(said=["One.", "Two."]).choose([["Two.", "One."]]) == "One."
    assert wording(permits=lambda _one: False).choose([["One."]]) == ""


def test_every_way_of_dependence_has_replies_for_any_line() -> None:
    table = tomllib.loads(ROOM.joinpath("dependence.toml").read_text(encoding="utf-8"))
    for kind, rows in table.items():
        if kind != "sets":
            assert len([one for one in rows["say"] if "erson}" not in one]) >= 4, kind
    found = read_dependence("you're better than people")
    assert found is not None
    assert "{" not in "".join(found.replies)
