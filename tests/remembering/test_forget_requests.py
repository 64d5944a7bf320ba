"""Requests to forget are recognised however they are put, and lines that are not to be kept give no facts."""

from __future__ import annotations

from datetime import datetime

import pytest

from companion.remembering import extract_facts
from companion.remembering.command_grammar import parse_memory_command
from companion.remembering.statements import plain
from companion.remembering.unkept import unkept

AT = datetime(2026, 11, 22, 20, 0)


@pytest.mark.parametrize(
    ("said", "what", "words"),
    [
        ("Can you delete the memory about my phone number?", "about", "phone number"),
        ("Please delete the memory about my dog.", "about", "dog"),
        ("please erase what I told you about Tom", "about", "Tom"),
        ("Could you please remove everything you know about my job?", "about", "job"),
        ("I'd like you to forget what I said about my operation.", "about", "operation"),
        ("Would you mind deleting my phone number?", "about", "phone number"),
        ("Is it possible to delete all memories of Anna?", "about", "Anna"),
        ("I'd like my address to be deleted.", "about", "address"),
        ("I'd rather you forgot what I said about Tom.", "about", "Tom"),
        ("I don't want you to remember my phone number.", "about", "phone number"),
        ("I changed my mind. Please delete the memory about my dog.", "about", "dog"),
        ("Could you unlearn that I have a dog?", "said", "I have a dog"),
        ("Let's forget I said anything.", "last", ""),
        ("Delete the last thing I said.", "last", ""),
        ("Forget everything I told you.", "all", ""),
        ("Wipe your memory.", "all", ""),
        ("Forget about Tom.", "unsure", "Tom"),
        ("Any chance you can erase the info on Tim?", "unsure", "Tim"),
        ("Can everything about Ron be removed?", "unsure", "Ron"),
        ("There's something I told you about an allergy. Please delete it.", "unsure", "allergy"),
        ("I wish you'd forget what I said about my ex.", "about", "ex"),
        ("I wish you would just forget about Jonas.", "unsure", "Jonas"),
        ("I wish you didn't remember what I said about Tom.", "about", "Tom"),
        ("I'd be happier if you forgot what I told you about Tom.", "about", "Tom"),
        ("I'd rather you forgot about my diagnosis.", "unsure", "diagnosis"),
        ("If only you'd forget what I said about Tom.", "about", "Tom"),
        ("I hope you can forget what I told you about work.", "about", "work"),
        ("Take what I said about Jonas out of your memory.", "about", "Jonas"),
        ("Please take Jonas out of your memory.", "about", "Jonas"),
        ("Clean what I said about my debts out of your head.", "about", "debts"),
        ("Don't keep what I said about my mother in your memory.", "about", "mother"),
        ("I don't want Jonas in your memory any more.", "about", "Jonas"),
        ("I want everything about Jonas out of your memory.", "about", "Jonas"),
        ("Please let go of what I said about Jonas.", "about", "Jonas"),
        ("Please no longer remember what I said about Jonas.", "about", "Jonas"),
        ("Pretend I never told you about Lena.", "about", "Lena"),
        ("Let's erase what I said about Tom.", "about", "Tom"),
        ("Please make yourself forget that I work at Tesco.", "unsure", "I work at Tesco"),
        ("Forget what I said about her.", "unsure", "her"),
    ],
)
def test_a_request_to_forget_is_recognised_however_it_is_put(said: str, what: str, words: str) -> None:
    command = parse_memory_command(said)
    assert command is not None
    assert (command.kind, command.what, command.words) == ("forget", what, words)


@pytest.mark.parametrize(
    "said",
    [
        "Can you forget things?",
        "How do I delete a memory?",
        "Did you forget about Tom?",
        "I can't forget about him.",
        "I wish I could forget him.",
        "I wish he'd forget what I said about his ex.",
        "I wish my brother would forget about it.",
        "I hope you won't forget what I said about Tom.",
        "I want to forget about Jonas.",
        "I need to forget about work for a while.",
        "We should forget about Paul and move on.",
        "It would be nice to forget about work.",
        "Let's forget about work and watch a film.",
        "Take what I said about Jonas seriously.",
        "Take the cake out of the oven.",
        "I can't get Jonas out of my head.",
        "He told me to forget what I said about Tom.",
        "Don't forget my birthday.",
        "Forget about it.",
        "Never forget that I love you.",
        "Delete the email.",
        "Don't save it for me.",
        "Don't keep it, it's broken.",
        "I don't remember this place.",
        "Keep it.",
    ],
)
def test_talk_of_forgetting_and_keeping_is_no_command(said: str) -> None:
    command = parse_memory_command(said)
    assert command is None or command.kind == "remember"
    assert unkept(plain(said)) == ""


@pytest.mark.parametrize(
    "said",
    [
        "Don't remember this, but I have a dog.",
        "Don't save this: I am allergic to nuts.",
        "Off the record, I live in York.",
        "Between us, don't keep it: I have a dog.",
        "You don't need to remember this, but my sister lives in Rome.",
        "I have a dog. You don't need to remember that.",
        "Please don't write this down, I am 52.",
        "Could you please not remember this? I have a dog.",
        "I'd rather you didn't save this, but I'm pregnant.",
        "I have a cat, but forget I said that.",
        "Keep this out of your memory: I live in York.",
        "Let's keep this off the books: I live in York.",
        "Don't you dare remember this: I'm 60.",
        "Not to be saved: my mother lives in Hull.",
        "Don't add this to your notes, I take insulin.",
    ],
)
def test_nothing_is_kept_of_a_line_that_is_not_to_be_kept(said: str) -> None:
    command = parse_memory_command(said)
    assert command is not None
    assert (command.kind, command.words) == ("keep out", said)
    assert extract_facts(said, AT) == []


def test_what_is_confided_gives_no_facts_but_is_answered_like_any_line() -> None:
    assert parse_memory_command("Between you and me, I have a son.") is None
    assert extract_facts("Between you and me, I have a son.", AT) == []
