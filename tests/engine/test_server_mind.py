"""Her mind on a server that misbehaves: the turn tells it in one sentence, and no polite phrase covers it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.events import Failed, Said, TurnDone
from models.server.server_llm import ServerLlm
from tests.engine_on_fakes import FakeParts, awake
from tests.models.scripted_server import Script, refuse, say, scripted
from tests.models.server.talk_to import delta, events, raw


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (say(" "), "answered without words; say it again"),
        (raw("data: [DONE]"), "answered without words; say it again"),
        (events(delta(tool_calls=[{"index": 0}]), delta("tool_calls")), "only called a tool"),
        (events(delta(reasoning_content="Hm."), delta("stop")), "only thought"),
        (say("Okay, the user greets me. I should"), "only thought"),
        (refuse(429, "", **{"Retry-After": "20"}), "too many requests; wait 20 seconds"),
        (raw('data: {"error": {"message": "GPU is gone"}}'), "failed within the reply (GPU is gone)"),
    ],
)
def test_a_turn_without_words_fails_in_one_sentence(tmp_path: Path, script: Script, told: str) -> None:
    with scripted(script) as server, awake(tmp_path, FakeParts(mind_=ServerLlm(server.url), form="chat")) as her:
        turn = her.engine.say("It rains, does it?")
        failed = her.told.until(Failed)
        assert failed.turn == turn
        assert told in failed.message
        assert her.told.of(Said) == []
        assert her.kept() == [("you", "It rains, does it?")]


@pytest.mark.parametrize(
    "script",
    [
        say("Ada: Ada: It rains, ", "my dear.", "<|im_end|>"),
        say("**Ada:** It rains, my dear.\nFriend: And how are you?\nAda: Fine."),
        say("The user wants to talk. I'll be short.", "</think>", "\n\nIt rains, my dear."),
        refuse(200, {"choices": [{"message": {"content": "It rains, my dear."}}]}),
        raw("data: : keepalive", f"data: {json.dumps({'choices': [delta('stop', content='It rains, my dear.')]})}"),
    ],
)
def test_only_what_is_meant_is_said(tmp_path: Path, script: Script) -> None:
    with scripted(script) as server, awake(tmp_path, FakeParts(mind_=ServerLlm(server.url), form="chat")) as her:
        her.engine.say("It rains, does it?")
        assert her.told.until(TurnDone).reply == "It rains, my dear."
