"""A wish for company without talk, and a wish not to be asked, are understood; lines that only sound like them are not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from companion.unasked.company import QuietCompany, dismissal, wants_company

NOW = datetime(2026, 3, 2, 21)


@pytest.mark.parametrize(
    "line",
    [
        "Just stay a while.", "Don't say anything, just be here.", "Just sit with me for a bit, please.",
        "No need to talk, just stay.",
        "Can you just be here for a while?", "Let's just be quiet together.", "Please stay with me, no talking.",
        "Keep me company quietly.", "I just want you to be here, without talking.", "Could we just sit in silence for a while?",
        "Ada, just stay with me a little while.",
    ],
)  # fmt: skip
def test_company_is_wanted(line: str):
    assert wants_company(line, "Ada")


@pytest.mark.parametrize(
    "line",
    [
        "Just stay calm and tell me the time.", "My mother stayed a while.", "I just want to be here on time.",
        "Don't say anything to Tom.",
        "He just sat there.", "Stay tuned.", "What's a good place to stay for a while in Rome?",
        "We just sat in silence at dinner, it was awful.",
        "I'll just stay home tonight.",
    ],
)  # fmt: skip
def test_company_is_not_wanted(line: str):
    assert not wants_company(line, "Ada")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Don't ask me that.", "this"), ("I don't want to talk about it.", "this"), ("I'd rather not say.", "this"),
        ("Drop it.", "this"),
        ("None of your business.", "this"), ("Not now.", "now"), ("Not tonight, please.", "now"), ("Leave me alone.", "now"),
        ("I'm not in the mood.", "now"), ("Later.", "now"), ("Don't speak unless I talk to you.", "never"),
        ("Stop talking to me out of the blue.", "never"), ("Only speak when I do.", "never"),
        ("Yes, I did.", None), ("Not yet, I'll call her later today.", None), ("I told him not to ask me that.", None),
        ("She left me alone with the kids.", None), ("The shop is closed now.", None), ("It went well.", None),
    ],
)  # fmt: skip
def test_what_is_dismissed(line: str, what: str | None):
    assert dismissal(line, "Ada") == what


def test_the_quiet_goes_on_with_a_word_and_ends_with_talk():
    company = QuietCompany()
    assert not company.holds(NOW)
    company.begin(NOW)
    assert company.hear("Mm.", NOW + timedelta(minutes=50))
    assert company.holds(NOW + timedelta(minutes=100))
    assert not company.hear("So, what do you make of the new flat?", NOW + timedelta(minutes=101))
    assert not company.holds(NOW + timedelta(minutes=101))


def test_the_quiet_ends_by_itself():
    company = QuietCompany()
    company.begin(NOW)
    assert company.holds(NOW + timedelta(minutes=59))
    assert not company.holds(NOW + timedelta(minutes=61))
