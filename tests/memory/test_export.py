"""Exported JSON can be imported again without duplicates; exported Markdown is readable."""

from __future__ import annotations

import io
import json

import pytest

from companion.errors import CompanionError
from companion.memory import Memory, open_memory
from companion.memory.export import read_json, write_json, write_markdown
from tests.clock import Clock
from tests.memory.conftest import KEY


@pytest.fixture
def talked(memory: Memory, clock: Clock) -> Memory:
    for day in range(2):
        conversation = memory.begin_conversation()
        memory.add(conversation, "you", f"# Day {day}\nwas good", "voice")
        clock.wait(minutes=1)
        reply = memory.add(conversation, "her", "That is good to hear.", "voice")
        memory.finish_reply(reply.id, "That is—")
        clock.wait(days=1)
    return memory


def exported(memory: Memory) -> str:
    out = io.StringIO()
    write_json(memory, out)
    return out.getvalue()


def test_an_export_comes_back_with_its_dates_and_only_once(talked: Memory, tmp_path, clock: Clock) -> None:
    other = open_memory(tmp_path / "other.db", KEY, clock)
    other.add(other.begin_conversation(), "you", "something else", "typed")
    first, second = read_json(other, exported(talked)), read_json(other, exported(talked))
    assert (first.conversations, first.messages) == (2, 4)
    assert (second.conversations, second.messages) == (0, 0)
    theirs = [m for c in reversed(talked.conversations()) for m in talked.messages(c.id)]
    ours = [m for c in reversed(other.conversations()) for m in other.messages(c.id)][:4]
    assert [(m.text, m.at, m.interrupted) for m in ours] == [(m.text, m.at, m.interrupted) for m in theirs]
    assert other.search("day").total == 2
    other.close()


def test_a_later_export_adds_only_what_is_new(talked: Memory, tmp_path, clock: Clock) -> None:
    other = open_memory(tmp_path / "other.db", KEY, clock)
    read_json(other, exported(talked))
    talked.add(talked.conversations()[0].id, "you", "And another thing.", "typed")
    again = read_json(other, exported(talked))
    assert (again.conversations, again.messages) == (1, 1)
    assert exported(other) == exported(talked)
    other.close()


def test_markdown_reads_as_a_conversation(talked: Memory) -> None:
    out = io.StringIO()
    write_markdown(talked, out, "Ada", [talked.conversations()[1].id])
    assert out.getvalue() == (
        "# 2026-03-02 21:00\n\n**You**, 21:00\n\n> # Day 0\n> was good\n\n**Ada**, 21:01\n\n> That is—\n\n"
    )


def test_an_unknown_conversation_is_reported(talked: Memory) -> None:
    with pytest.raises(CompanionError, match="no conversation 99"):
        write_json(talked, io.StringIO(), [99])


def broken(**changes: object) -> str:
    message = {"uid": "00" * 8, "speaker": "you", "text": "x", "at": "2026-01-01", "via": "typed", "interrupted": False}
    entry = {"uid": "11" * 8, "started": "2026-01-01", "messages": [message | changes]}
    return json.dumps({"companion": "conversations", "version": 1, "conversations": [entry]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear diary",
        "[1]",
        "{}",
        "[" * 100_000,
        '{"companion": "conversations", "version": "1", "conversations": []}',
        '{"companion": "conversations", "version": 1, "conversations": [1]}',
        broken(uid="12"),
        broken(uid=5),
        broken(speaker="it"),
        broken(text=None),
        broken(at="yesterday"),
        broken(via=[]),
        broken(interrupted=1),
    ],
)
def test_another_file_is_refused_and_changes_nothing(memory: Memory, text: str) -> None:
    with pytest.raises(CompanionError, match="no conversations this program exported"):
        read_json(memory, text)
    assert memory.conversations() == []


def test_a_newer_export_is_refused(memory: Memory) -> None:
    with pytest.raises(CompanionError, match="newer version"):
        read_json(memory, '{"companion": "conversations", "version": 2, "conversations": []}')


def test_a_whole_message_is_taken(memory: Memory) -> None:
    assert read_json(memory, broken()).messages == 1


def with_messages(*uids: str, started: str = "2026-01-01") -> str:
    """An export of one conversation with a message for each of these uids."""
    document = json.loads(broken())
    (entry,) = document["conversations"]
    (message,) = entry["messages"]
    entry["messages"] = [{**message, "uid": uid * 8, "text": f"line {n}"} for n, uid in enumerate(uids)]
    return json.dumps(document)


def test_what_is_kept_is_what_is_counted(memory: Memory) -> None:
    first = read_json(memory, with_messages("aa", "bb", "aa"))
    assert (first.messages, first.conversations, first.known) == (2, 1, 1)
    second = read_json(memory, with_messages("aa", "bb", "cc"))
    assert (second.messages, second.conversations, second.known) == (1, 1, 2)
    elsewhere = json.loads(with_messages("aa", "dd"))
    elsewhere["conversations"][0]["uid"] = "99" * 8
    third = read_json(memory, json.dumps(elsewhere))
    assert (third.messages, third.conversations, third.known) == (1, 1, 1)
    assert sum(len(memory.messages(c.id)) for c in memory.conversations()) == 4


def test_a_conversation_that_comes_twice_is_one(memory: Memory) -> None:
    document = json.loads(with_messages("aa"))
    document["conversations"] += json.loads(with_messages("bb"))["conversations"]
    new = read_json(memory, json.dumps(document))
    assert (new.messages, new.conversations, len(memory.conversations())) == (2, 1, 1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"uid": "zz" * 8}, "the “uid” of message 1 of conversation 1 is not sixteen hexadecimal digits"),
        ({"uid": "00 " * 8}, "the “uid” of message 1 of conversation 1 is not sixteen hexadecimal digits"),
        ({"uid": 5}, "the “uid” of message 1 of conversation 1 is not text"),
        ({"text": None}, "the “text” of message 1 of conversation 1 is not text"),
        ({"text": {"parts": []}}, "the “text” of message 1 of conversation 1 is not text"),
        ({"at": "yesterday"}, "the “at” of message 1 of conversation 1 is not a time like"),
        ({"at": 1_700_000_000}, "the “at” of message 1 of conversation 1 is not text"),
        ({"speaker": "it"}, "the “speaker” of message 1 of conversation 1 is not one of you, her"),
        ({"interrupted": 1}, "the “interrupted” of message 1 of conversation 1 is not true or false"),
    ],
)
def test_a_fault_is_told_in_words_of_ours(memory: Memory, change: dict[str, object], told: str) -> None:
    with pytest.raises(CompanionError) as caught:
        read_json(memory, broken(**change))
    assert told in str(caught.value)


def test_what_is_missing_is_named(memory: Memory) -> None:
    document = json.loads(broken())
    del document["conversations"][0]["messages"][0]["via"]
    with pytest.raises(CompanionError, match="message 1 of conversation 1 has no “via”"):
        read_json(memory, json.dumps(document))
