"""How far the interview is stays over a restart; an answer goes with its line, comes back with it, and is exported."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from companion.memory import Memory, open_memory
from companion.memory.conversations import label
from companion.memory.database import open_database
from companion.memory.export import read_json, write_json, write_markdown
from companion.memory.interviews import KeptAnswer
from companion.memory.kept_export import kept_as_json, write_kept
from companion.memory.migrations import MIGRATIONS
from tests.clock import Clock
from tests.memory.conftest import KEY


def answered(memory: Memory) -> int:
    """Keeps an interview with one answer; the line that gave it."""
    conversation = memory.begin_conversation()
    memory.interviews.begin(conversation)
    line = memory.add(conversation, "you", "My sister Amy.", "typed").id
    memory.interviews.keep({"step": "person"}, {"person": KeptAnswer("good", "your sister Amy", line)})
    return line


def test_what_the_neutral_voice_asked_stands_under_no_name_of_hers(
    memory: Memory, tmp_path: Path, clock: Clock
) -> None:
    conversation = memory.begin_conversation()
    memory.interviews.begin(conversation)
    asked = memory.add(conversation, "her", "Do you like quiet?", "typed", neutral=True)
    memory.extend(asked.id, "Or company?")
    memory.add(conversation, "you", "Quiet.", "typed")
    memory.add(conversation, "her", "Hello, I'm here.", "typed")
    lines = memory.messages(conversation)
    assert [label(line, "Ada") for line in lines] == ["Interview", "You", "Ada"]
    text, kept = StringIO(), StringIO()
    write_markdown(memory, text, "Ada")
    assert "**Interview**" in text.getvalue()
    assert text.getvalue().count("**Ada**") == 1
    write_json(memory, kept)
    other = open_memory(tmp_path / "other.db", KEY, clock)
    read_json(other, kept.getvalue())
    (copied,) = other.conversations()
    assert [line.neutral for line in other.messages(copied.id)] == [True, False, False]
    other.close()
    forgotten = memory.forgetting.message(asked.id)
    memory.forgetting.undo(forgotten)
    assert memory.message(asked.id).neutral


def test_the_questions_of_an_earlier_interview_are_found_when_the_file_is_brought_up_to_date(
    tmp_path: Path, clock: Clock
) -> None:
    database = open_database(tmp_path / "memory.db", KEY, MIGRATIONS[:18])
    with database.writing() as writer:
        writer.execute("insert into conversation(id, started) values (1, '2026-03-02'), (2, '2026-03-03')")
        writer.execute("insert into interview(begun, conversation) values ('2026-03-02', 1)")
        said = [
            (1, "her", "Company, or quiet?"),
            (1, "you", "Quiet."),
            (1, "her", "Hello, I'm here. I'd like to be Ada."),
        ]
        for number, who, text in [*said, (1, "her", "Ada it is."), (2, "her", "Good evening.")]:
            sql = "insert into message(conversation, speaker, text, at, via) values (?, ?, ?, '2026-03-02T21:00:00', 'typed')"
            writer.execute(sql, (number, who, text))
    database.close()
    memory = open_memory(tmp_path / "memory.db", KEY, clock)
    neutral = [line.text for number in (1, 2) for line in memory.messages(number) if line.neutral]
    assert neutral == ["Company, or quiet?"]
    memory.close()


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
    line = answered(memory)
    assert memory.interviews.last().answers
    memory.edit(line, "My brother Ben.")
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
