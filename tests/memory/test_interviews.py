"""How far the interview is stays over a restart; an answer goes with its line, comes back with it, and is exported."""

from __future__ import annotations

from io import StringIO

from companion.memory import Memory
from companion.memory.interviews import KeptAnswer
from companion.memory.kept_export import kept_as_json, write_kept


def answered(memory: Memory) -> int:
    """Keeps an interview with one answer; the line that gave it."""
    conversation = memory.begin_conversation()
    memory.interviews.begin(conversation)
    line = memory.add(conversation, "you", "My sister Amy.", "typed").id
    memory.interviews.keep({"step": "person"}, {"person": KeptAnswer("good", "your sister Amy", line)})
    return line


def test_a_place_and_the_answers_are_kept(memory: Memory) -> None:
    line = answered(memory)
    kept = memory.interviews.last()
    assert kept is not None
    assert (kept.place, kept.ended) == ({"step": "person"}, None)
    assert kept.answers == {"person": KeptAnswer("good", "your sister Amy", line)}
    memory.interviews.keep({}, {}, ended=True)
    ended = memory.interviews.last()
    assert ended is not None
    assert ended.ended is not None


def test_an_answer_goes_with_its_line_and_comes_back_with_it(memory: Memory) -> None:
    line = answered(memory)
    forgotten = memory.forgetting.message(line)
    assert memory.interviews.last().answers == {}  # type: ignore[union-attr]
    memory.forgetting.undo(forgotten)
    assert memory.interviews.last().answers["person"].name == "your sister Amy"  # type: ignore[union-attr]


def test_a_corrected_line_tells_nothing_any_more(memory: Memory) -> None:
    memory.edit(answered(memory), "My brother Ben.")
    assert memory.interviews.last().answers == {}  # type: ignore[union-attr]


def test_an_answer_whose_line_was_forgotten_meanwhile_is_not_kept(memory: Memory) -> None:
    line = answered(memory)
    memory.forgetting.message(line)
    memory.interviews.keep({}, {"person": KeptAnswer("good", "your sister Amy", line)})
    assert memory.interviews.last().answers == {}  # type: ignore[union-attr]


def test_it_is_exported(memory: Memory) -> None:
    answered(memory)
    (row,) = kept_as_json(memory)["interview"]
    assert (row["question"], row["value"], row["name"]) == ("person", "good", "your sister Amy")
    out = StringIO()
    write_kept(memory, out)
    assert "person: good your sister Amy" in out.getvalue()


def test_an_interview_is_not_gone_on_with_as_a_talk(memory: Memory) -> None:
    answered(memory)
    conversation = memory.interviews.last().conversation  # type: ignore[union-attr]
    assert memory.resume_conversation(4) != conversation
