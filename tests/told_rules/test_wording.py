"""She repeats a rule in a sentence that can be meant in one way only, and says which rules are over."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.told_rules import wording
from companion.told_rules.rule import Manner, ToldRule
from companion.told_rules.scope import ALWAYS, Scope

NOW = datetime(2025, 3, 2, 14, 0)
NO_DARLING, BLUNTER, LESS_TALK = (
    Manner("calling", value="darling"),
    Manner("niceness", "less"),
    Manner("length", "less"),
)


def repeated(*rules: tuple[Manner, Scope]) -> str:
    return wording.confirmation(rules, NOW).removeprefix("All right. ").removesuffix(" " + wording.GO_BACK)


def told(manner: Manner, scope: Scope = ALWAYS) -> ToldRule:
    return ToldRule(1, manner, scope, "…", NOW, None)


@pytest.mark.parametrize(
    ("manners", "scope", "said"),
    [
        ((BLUNTER,), ALWAYS, "From now on I'll be blunter."),
        ((BLUNTER, LESS_TALK), ALWAYS, "From now on I'll be blunter and keep it shorter."),
        ((NO_DARLING, BLUNTER), ALWAYS, "From now on I'll be blunter. And I won't call you “darling”."),
        (
            (NO_DARLING, Manner("saying", value="how interesting")),
            ALWAYS,
            "From now on I won't call you “darling”. And I won't say “how interesting”.",
        ),
        (
            (BLUNTER, NO_DARLING),
            Scope(first=5 * 60, last=12 * 60),
            "In the morning I'll be blunter, from now on. And I won't call you “darling” then.",
        ),
        ((BLUNTER,), Scope(first=22 * 60, last=5 * 60), "At night, from 22:00 on, I'll be blunter."),
        ((BLUNTER,), Scope(first=21 * 60, last=5 * 60), "After 21:00 I'll be blunter."),
    ],
)
def test_a_rule_is_repeated_in_a_sentence_with_one_meaning(
    manners: tuple[Manner, ...], scope: Scope, said: str
) -> None:
    assert repeated(*((manner, scope) for manner in manners)) == said


def test_what_is_over_and_what_holds_again_is_named() -> None:
    one, two = told(BLUNTER), told(NO_DARLING)
    assert wording.ended([one], NOW) == "All right. That rule is over: “is blunter”."
    assert (
        wording.ended([one, two], NOW)
        == "All right. These rules are over: “is blunter” and “does not call you ‘darling’”."
    )
    assert wording.ended([one], NOW, [told(LESS_TALK)]).endswith("This one holds again: “keeps it shorter”.")
    assert wording.ended([one], NOW, [told(LESS_TALK), two]).endswith(
        "These hold again: “keeps it shorter” and “does not call you ‘darling’”."
    )
