"""Tests servers that do not do as OpenAI's does: what they mean is said, and what can't be understood is told in a sentence."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import replace

import pytest

from models.errors import ModelError
from models.language import ChatMessage, PrefillRequest
from models.server.server_llm import ServerLlm, available
from tests.models.scripted_server import Answer, Script, refuse, say, scripted
from tests.models.server.talk_to import CHAT, delta, events, opened, outcome, raw, said

HELLO = delta("stop", content="Hello.")
HELLO_LINE = json.dumps({"choices": [HELLO]})
DATA = f"data: {HELLO_LINE}"


# -- what is meant is said ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [
        events(delta(content=[{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo."}]), delta("stop")),
        events(delta(content=["Hel", "lo."]), delta("stop")),
        events(delta(content={"type": "text", "text": {"value": "Hello."}})),
        events(delta(content=[{"type": "thinking", "thinking": "Hm."}]), HELLO),
        events(delta(refusal="Hello.")),
        events({"text": "Hello.", "finish_reason": "stop"}),
        events({"message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}),
        events(delta(content="Hello."), {"message": {"content": "Hello."}, "finish_reason": "stop"}),
        events(HELLO, end=""),
        raw(": ping", "data: : keepalive", "data: ping", "data:", "data: null", "data: {}", 'data: {"type": "ping"}', "ping", DATA),
        raw("event: ping", "data: keep-alive", "", "data: OPENROUTER PROCESSING", 'data: ""', "data: []", "event: message", DATA),
        raw(HELLO_LINE),
        raw(HELLO_LINE, kind="application/x-ndjson"),
        raw(json.dumps({"choices": [delta(content="Hello.")]}), json.dumps({"choices": [delta("stop")]}), kind="application/json"),
        raw(*json.dumps({"choices": [HELLO]}, indent=2).splitlines()),
        raw(*(f"data: {line}" for line in json.dumps({"choices": [HELLO]}, indent=2).splitlines()), ""),
        raw("\ufeff" + DATA),
        raw(json.dumps({"message": {"content": "Hello."}, "done": False}), json.dumps({"done": True, "done_reason": "stop"})),
        raw(json.dumps({"response": "Hello.", "done": True})),
        refuse(200, {"choices": [{"message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}]}),
        refuse(200, {"choices": [{"message": {"content": [{"type": "text", "text": "Hello."}]}}]}),
        refuse(200, {"choices": [{"text": "Hello.", "finish_reason": "stop"}]}, "application/json; charset=utf-8"),
        refuse(200, {"choices": [{"message": {"content": "<think>Hm.</think>Ada: Hello."}}]}),
        say("<|channel|>analysis<|message|>Hm<|end|><|start|>assistant<|channel|>final<|message|>Hello.<|return|>"),
        say("Okay, the user greets me. ", "I should greet them. </th", "ink>\n\nHello."),
        say("Hello.<|im_end|>\n<|im_start|>user\n", "And you?"),
        say("Ada: Ada: Hello."),
        say("**Ada:** Hello."),
    ],
)  # fmt: skip
def test_the_reply_is_understood(script: Script) -> None:
    assert outcome(script) == "Hello."


def test_a_reply_ends_where_somebody_else_would_speak_and_the_server_is_told() -> None:
    assert outcome(say("I am well.\n", "User: And how are you?\n", "Assistant: Fine.")) == "I am well.\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_characters_may_be_cut(ending: str) -> None:
    line = json.dumps({"choices": [delta("stop", content="Schöne Grüße, 日本 😀.")]}, ensure_ascii=False)
    sent = f"data: {line}{ending}{ending}data: [DONE]{ending}{ending}".encode()

    def script(answer: Answer) -> None:
        answer.start()
        for at in range(0, len(sent), 3):
            answer.wfile.write(sent[at : at + 3])
            answer.wfile.flush()

    assert outcome(script) == "Schöne Grüße, 日本 😀."


def test_a_compressed_stream_is_unpacked() -> None:
    def script(answer: Answer) -> None:
        answer.start(200, "text/event-stream", **{"Content-Encoding": "gzip"})
        answer.wfile.write(gzip.compress(f"{DATA}\n\n".encode()))

    assert outcome(script) == "Hello."


def test_what_only_says_it_is_compressed_is_told() -> None:
    assert "sends something that is not a reply" in outcome(raw(DATA, **{"Content-Encoding": "gzip"}))


def test_a_huge_piece_is_taken() -> None:
    text = "Hello. " * 50_000
    assert outcome(say(text)) == text


def test_a_clean_end_is_an_end() -> None:
    line = f"data: {json.dumps({'choices': [delta(content='Hello')]})}\n"
    assert outcome(raw(line, **{"Content-Length": str(len(line) + 1)})) == "Hello"


def test_an_end_after_a_sentence_is_an_end() -> None:
    assert outcome(events(delta(content="Hello."), end="")) == "Hello."
    assert "broke off" in outcome(events(delta(content="Hello, my"), end=""))


def test_a_model_that_thinks_without_an_opening_tag_is_remembered() -> None:
    first, second = (
        say("You are kind? ", "Not sure.</think>", "Hello."),
        say("How are you? ", "Fine.</think>", "Hello."),
    )
    scripts = iter((first, second, say("How are you? Fine.")))
    with scripted(lambda answer: next(scripts)(answer)) as server, opened(server) as llm:
        said(llm)
        assert said(llm) == "Hello."
        assert said(llm) == "How are you? Fine."


# -- what has no words is told -----------------------------------------------------------------------------------------

CALL = {"tool_calls": [{"index": 0, "function": {"name": "time", "arguments": "{}"}}]}


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (events(delta(**CALL), delta("tool_calls")), "called a tool"),
        (
            refuse(200, {"choices": [{"message": {"content": None, **CALL}, "finish_reason": "tool_calls"}]}),
            "called a tool",
        ),
        (events(delta(reasoning_content="Hm."), delta("stop")), "only thought"),
        (events(delta(reasoning="Hm."), delta("length")), "only thought"),
        (events(delta(thinking="Hm."), delta("stop")), "only thought"),
        (events(delta(content=[{"type": "reasoning", "text": "Hm."}]), delta("stop")), "only thought"),
        (say("<think>Hm."), "only thought"),
        (say("Okay, the user greets me. I should answer kindly and"), "only thought"),
        (say("&lt;think&gt;Hm.&lt;/think&gt;"), "only thought"),
        (say('<tool_call>{"name": "time"}</tool_call>'), "only thought"),
        (events(delta("content_filter", content="")), "content filter"),
        (say(" ", "\n\n", "\t"), "say it again"),
        (say(""), "say it again"),
        (say("<|im_end|>"), "say it again"),
        (say("Ada:"), "say it again"),
        (raw("data: [DONE]"), "say it again"),
        (raw("[DONE]"), "say it again"),
        (events(delta("stop")), "say it again"),
        (refuse(200, {"choices": [{"message": {"content": ""}, "finish_reason": "stop"}]}), "say it again"),
    ],
)
def test_a_reply_without_words_is_told(script: Script, why: str) -> None:
    told = outcome(script)
    assert told.startswith("The server at http://127.0.0.1:")
    assert "answered without words" in told
    assert why in told


def test_what_is_asked_aside_may_be_answered_by_nothing() -> None:
    assert outcome(say(""), replace(CHAT, side_context="summary")) == ""


# -- errors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (raw('data: {"error": "GPU is gone"}'), "failed within the reply (GPU is gone)"),
        (raw("event: error", 'data: {"message": "GPU is gone"}'), "failed within the reply (GPU is gone)"),
        (raw("event: error", "data: GPU is gone"), "failed within the reply (GPU is gone)"),
        (raw('{"error": {"message": "GPU is gone"}}'), "failed within the reply (GPU is gone)"),
        (raw('data: {"detail": "GPU is gone"}'), "failed within the reply (GPU is gone)"),
        (raw('data: {"type": "error", "error": {"message": "GPU is gone"}}'), "failed within the reply (GPU is gone)"),
        (
            events({"delta": {}, "error": {"message": "GPU is gone"}, "finish_reason": "error"}),
            "failed within the reply",
        ),
        (raw("Hello, this is plain text."), "not an OpenAI-compatible one"),
        (raw("<html>", "<p>Welcome</p>", kind="text/plain"), "not an OpenAI-compatible one"),
        (refuse(429, "", **{"Retry-After": "20"}), "too many requests; wait 20 seconds, or look"),
        (refuse(429, {"error": {"message": "Slow down."}}), "too many requests (Slow down); wait a minute"),
        (refuse(429, "", **{"Retry-After": "3600"}), "wait 60 minutes"),
        (
            refuse(503, {"error": {"message": "Loading model"}}, **{"Retry-After": "5"}),
            "(Loading model); wait 5 seconds",
        ),
        (
            refuse(503, "", **{"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}),
            "wait until Wed, 21 Oct 2026 07:28:00 GMT",
        ),
    ],
)
def test_an_error_is_told(script: Script, told: str) -> None:
    assert told in outcome(script)


def slowly(*lines: str, wait_s: float) -> Script:
    def script(answer: Answer) -> None:
        answer.start()
        for line in lines:
            answer.wfile.write(f"{line}\n\n".encode())
            answer.wfile.flush()
            time.sleep(wait_s)

    return script


def test_a_slow_first_word_is_waited_for_and_a_reply_that_stalls_is_told() -> None:
    words = f"data: {json.dumps({'choices': [delta(content='Are you well? I')]})}"
    assert outcome(slowly(": reading", DATA, wait_s=0.4), silent_s=20, stalled_s=0.1) == "Hello."
    told = outcome(slowly(words, DATA, wait_s=0.6), silent_s=20, stalled_s=0.1)
    assert "stopped within the reply and was silent for 0.1 s" in told


# -- templates and fields ----------------------------------------------------------------------------------------------

STRICT = (
    (400, {"error": {"message": "System role not supported"}}),
    (500, {"error": {"message": "Jinja Exception: System role not supported"}}),
    (400, {"error": {"message": "Conversation roles must alternate user/assistant/user/assistant/..."}}),
    (400, {"detail": "Only user and assistant roles are supported!"}),
    (400, {"error": {"message": "Developer instruction is not enabled for this model"}}),
    (422, {"detail": [{"msg": "Invalid role: system"}]}),
    (400, {"error": {"message": "'system' is not one of ['user', 'assistant'] - 'messages.0.role'"}}),
    (200, {"error": "This model does not support system messages."}),
)


@pytest.mark.parametrize(("status", "body"), STRICT)
def test_a_template_without_a_system_message_gets_its_text_with_the_first_line_and_is_remembered(
    status: int, body: object
) -> None:
    def script(answer: Answer) -> None:
        if answer.body["messages"][0]["role"] == "system":
            return answer.send(status, body)
        return say("Hello.")(answer)

    with scripted(script) as server, opened(server) as llm:
        assert said(llm) == said(llm) == "Hello."
    first, second, third = [body["messages"] for body in server.posted()]
    assert first[0] == {"role": "system", "content": "Be kind."}
    assert second == third == [{"role": "user", "content": "Be kind.\n\nHello?"}]


def test_the_complaint_may_come_within_the_stream() -> None:
    def script(answer: Answer) -> None:
        strict = raw('data: {"error": {"message": "System role not supported"}}')
        (strict if answer.body["messages"][0]["role"] == "system" else say("Hello."))(answer)

    assert outcome(script) == "Hello."


def test_roles_alternate_and_the_user_begins() -> None:
    hers, yours = ChatMessage("assistant", "Good morning."), ChatMessage("user", "Hello?")
    prompt = (ChatMessage("system", "Be kind."), hers, yours, yours, hers, yours)
    body = {"error": {"message": "roles must alternate"}}

    def script(answer: Answer) -> None:
        roles = [message["role"] for message in answer.body["messages"]]
        strict = roles != ["user", "assistant"] * (len(roles) // 2) + ["user"]
        (refuse(400, body) if strict else say("Hello."))(answer)

    assert outcome(script, replace(CHAT, prompt=prompt)) == "Hello."
    assert outcome(script, replace(CHAT, prompt=prompt[1:])) == "Hello."


def test_a_complaint_that_stays_is_told() -> None:
    told = outcome(refuse(400, {"error": {"message": "System role not supported"}}))
    assert "refuses the request (status 400) (System role not supported)" in told


def test_fields_with_other_names_are_learned() -> None:
    def script(answer: Answer) -> None:
        if "max_tokens" in answer.body:
            words = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
            return answer.send(400, {"error": {"message": words}})
        if "temperature" in answer.body:
            return answer.send(400, {"error": {"message": "'temperature' does not support 0.8 with this model."}})
        return say("Hello.")(answer)

    with scripted(script) as server, opened(server) as llm:
        assert said(llm) == said(llm) == "Hello."
    assert len(server.posted()) == 4
    assert server.posted()[-1]["max_completion_tokens"] == 200


# -- addresses ---------------------------------------------------------------------------------------------------------


def test_an_interface_without_v1_is_found() -> None:
    def list_there(answer: Answer) -> None:
        found = answer.path == "/api/models"
        answer.send(*((200, {"data": [{"id": "tiny"}]}) if found else (404, {"detail": "Not Found"})))

    with scripted(say("Hello."), list_there) as server:
        assert available(f"{server.url}/api") == ["tiny"]
        llm = ServerLlm(f"{server.url}/api")
        llm.open()
        assert said(llm) == "Hello."
        llm.close()
    assert server.asked[-1].path == "/api/chat/completions"


def test_a_server_without_a_list_needs_the_models_name() -> None:
    with scripted(say("Hello."), refuse(404, {"detail": "Not Found"})) as server:
        with opened(server, model="tiny") as llm:
            assert said(llm) == "Hello."
        assert available(server.url, "", "tiny") == ["tiny"]
        with pytest.raises(ModelError, match="has no /v1/models"):
            available(server.url)


# -- reading ahead -----------------------------------------------------------------------------------------------------


def test_reading_ahead_asks_for_one_token_and_says_nothing_of_it() -> None:
    with scripted(say("")) as server, opened(server) as llm:
        llm.prefill(PrefillRequest(CHAT.prompt, "Hello?"), lambda: False)
    assert [body["max_tokens"] for body in server.posted()] == [1]


def test_a_clean_end_without_any_event_is_a_prompt_that_was_too_long() -> None:
    """llama_cpp.server ends so."""
    assert "its context may be too short" in outcome(raw(**{"Content-Length": "0"}))
