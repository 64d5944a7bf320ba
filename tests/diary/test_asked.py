"""Lines that ask about her diary are understood and answered truly; lines that only sound like it are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.diary.asked import DiaryRequest, answered, diary_request
from companion.memory import Memory
from companion.settings import Settings
from tests.clock import Clock


@pytest.mark.parametrize(
    ("line", "kind", "day"),
    [
        ("Do you keep a diary?", "keeps", ""),
        ("So do you have a secret diary, Ada?", "keeps", ""),
        ("are you writing things down about me", "keeps", ""),
        ("Ada, do you write about me?", "keeps", ""),
        ("What did you write about me today?", "read", "today"),
        ("What have you written about me?", "read", ""),
        ("What did you write in your diary yesterday?", "read", "yesterday"),
        ("Did you write anything about me on Monday?", "read", "Monday"),
        ("What's in your diary?", "read", ""),
        ("Read me your diary, please.", "read", ""),
        ("Can I read your diary?", "read", ""),
        ("What does your diary say about me?", "read", ""),
    ],
)
def test_what_asks_about_her_diary(line: str, kind: str, day: str) -> None:
    assert diary_request(line, "Ada") == DiaryRequest(kind, day)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line",
    [
        "What's in my diary today?",
        "Put the dentist in my diary.",
        "I keep a diary.",
        "What did you write to my sister?",
        "Should I keep a diary?",
        "What do you think about me?",
        "My grandmother kept a diary.",
        "What did you write today?",
        "I read your diary entry about Nora and it made me cry.",
        "Write a letter about me.",
    ],
)
def test_what_only_sounds_like_it(line: str) -> None:
    assert diary_request(line, "Ada") is None


def fill(memory: Memory) -> None:
    said = memory.add(memory.begin_conversation(), "you", "I saw Nora.", "typed")
    for text in ("You saw Nora. Noted.", "You were glad."):
        memory.diary.add(memory.diary.today, text, "form", [said])


def test_it_says_what_is_written_with_its_source(memory: Memory) -> None:
    fill(memory)
    answer = answered(DiaryRequest("read", "today"), memory, Settings())
    assert answer.sentences == ("Today I wrote this.", "You saw Nora. Noted.", "You were glad.")
    assert [one.text for one in answer.sources] == ["I saw Nora."]


def test_it_tells_of_the_last_day_when_there_is_nothing_on_the_one_asked_for(memory: Memory, clock: Clock) -> None:
    fill(memory)
    clock.wait(days=1)
    assert answered(DiaryRequest("read", "today"), memory, Settings()).sentences == (
        "Nothing yet today. I write when it has been quiet for a while.",
        "The last lines are from yesterday.",
    )
    assert answered(DiaryRequest("read"), memory, Settings()).sentences[0] == "Yesterday I wrote this."


def test_it_never_reads_out_a_forbidden_topic(memory: Memory) -> None:
    fill(memory)
    assert "Nora" in " ".join(answered(DiaryRequest("read"), memory, Settings()).sentences)
    memory.facts.add("Never bring up Nora", "boundary")
    answer = answered(DiaryRequest("read"), memory, Settings())
    assert "Nora" not in " ".join(answer.sentences)
    assert answer.sources == ()


@pytest.mark.parametrize("off", [{"diary": False}, {"remembering": False}])
def test_switched_off_it_says_so(memory: Memory, off: dict[str, bool]) -> None:
    settings = replace(Settings(), **off)
    assert answered(DiaryRequest("keeps"), memory, settings).sentences == (
        "My diary is switched off in Settings.",
        "I have written nothing.",
    )
    fill(memory)
    assert "still there" in answered(DiaryRequest("keeps"), memory, settings).sentences[1]


def test_an_empty_diary_is_no_secret(memory: Memory) -> None:
    assert answered(DiaryRequest("keeps"), memory, Settings()).sentences[1] == "There is nothing in it yet."
    assert answered(DiaryRequest("read"), memory, Settings()).sentences[0].startswith("Nothing yet today.")
