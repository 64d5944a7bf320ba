"""`companion chat` prints what went wrong on a line of its own, also in the middle of a reply."""

from __future__ import annotations

import pytest

from companion.commands.chat import Paper
from companion.events import Event, Failed, Interrupted, Notice, Said, TurnDone

DONE = TurnDone(turn=1, reply="It rains.", gap_s=None, phases={})


@pytest.mark.parametrize("trouble", [Failed(message="Her mind stopped."), Notice(message="Her mind stopped.")])
def test_trouble_in_the_middle_of_a_reply(trouble: Event, capsys: pytest.CaptureFixture[str]):
    paper = Paper("Ada")
    for event in (Said(text="It rains."), trouble, DONE, Said(text="And now?"), DONE):
        paper.show(event)
    out, err = capsys.readouterr()
    assert out == "Ada: It rains.\nAda: And now?\n"
    assert err == "Her mind stopped.\n"


def test_a_reply_that_was_interrupted_ends_its_line(capsys: pytest.CaptureFixture[str]):
    paper = Paper("Ada")
    for event in (Said(text="It rains."), Interrupted(turn=1, heard="It—"), Said(text="And now?"), DONE):
        paper.show(event)
    assert capsys.readouterr().out == "Ada: It rains.\nAda: And now?\n"
