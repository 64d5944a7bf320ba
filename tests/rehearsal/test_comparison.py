"""What differs between two minds is counted and said."""

from __future__ import annotations

from companion.rehearsal.checks import Check, CheckList
from companion.rehearsal.comparison import compare
from companion.rehearsal.judging import Answer, says_name, talks_like_her

NAME = Check("name", "Her name", "Your name?", says_name("Ada"))
TALK = Check("talk", "How she talks", "A long day.", talks_like_her("Ada"))
SHORT = "Sit down a while and let it go."


def compared(before: dict[str, str], after: dict[str, str]):
    answers = ([Answer(line, reply) for line, reply in replies.items()] for replies in (before, after))
    return compare(CheckList((NAME, TALK), ()), "old", "new", *answers)


def test_what_would_be_lost_is_named():
    done = compared({"Your name?": "Ada.", "A long day.": SHORT}, {"Your name?": "Qwen.", "A long day.": SHORT})
    assert [row.status for row in done.rows] == ["lost", "kept"]
    assert done.continuity_share == 0.5
    assert done.verdict == "Of 2 things that hold now 1 would stay and 1 would be lost."
    assert done.differences == ("Her name: she does not say her name, Ada.",)
    assert done.rows[0].difference == "Then she does not say her name, Ada."


def test_what_gets_better_is_told_but_does_not_count_as_kept():
    done = compared({"Your name?": "Qwen.", "A long day.": SHORT}, {"Your name?": "Ada.", "A long day.": SHORT})
    assert done.continuity_share == 1.0
    assert done.verdict == "The one thing that holds now would stay. 1 that is wrong now would be right."


def test_longer_talk_is_said_though_every_check_holds():
    done = compared(
        {"Your name?": "Ada.", "A long day.": SHORT}, {"Your name?": "Ada.", "A long day.": f"{SHORT} {SHORT}"}
    )
    assert done.continuity_share == 1.0
    assert done.differences == ("She talks longer: 16 words a reply instead of 8.",)


def test_where_nothing_holds_there_is_no_share():
    done = compared({"Your name?": "", "A long day.": ""}, {"Your name?": "Ada.", "A long day.": SHORT})
    assert done.continuity_share is None
    assert "nothing can be compared" in done.verdict
