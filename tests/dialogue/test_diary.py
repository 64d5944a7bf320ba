"""She is asked about her diary, and answers from it without the LLM."""

from __future__ import annotations

from companion.events import Recalled, TurnDone
from tests.core import Core


def say(her: Core, text: str) -> TurnDone:
    her.loudspeaker.flow()
    her.say(text)
    return her.told.until(TurnDone)


def test_she_reads_it_out_and_shows_what_it_rests_on(her: Core) -> None:
    her.llm.enqueue("How was she?")
    say(her, "I saw my sister Nora today.")
    said = her.memory.messages(her.memory.conversations()[0].id)[0]
    her.memory.diary.add(her.memory.diary.today, "You saw your sister Nora today. Noted.", "form", [said])
    requests = len(her.llm.requests)
    done = say(her, "What did you write about me today?")
    assert done.reply == "Today I wrote this. You saw your sister Nora today. Noted."
    assert [source.text for source in her.told.of(Recalled)[-1].memories] == ["I saw my sister Nora today."]
    assert len(her.llm.requests) == requests


def test_a_rule_binds_it(her: Core) -> None:
    say(her, "One sentence only.")
    assert say(her, "Do you keep a diary?").reply.count(".") <= 2


def test_another_diary_is_not_hers(her: Core) -> None:
    her.llm.enqueue("What does it say?")
    assert say(her, "My grandmother kept a diary.").reply == "What does it say?"
