"""Tests a server as a LanguageModel: what it says and hides, how it is cancelled, and how its failures are reported."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from models.errors import ModelError
from models.language import ChatMessage, GenerateRequest, LanguageModel, TextChunk, Usage
from models.server.address import base_of, is_near, origin
from models.server.server_llm import ServerLlm, available
from tests.models.scripted_server import Answer, Script, Scripted, refuse, say, scripted

CHAT = GenerateRequest((ChatMessage("system", "Be kind."), ChatMessage("user", "Hello?")), seed=7, stop=("\n\n",))


def never() -> bool:
    return False


@contextmanager
def mind_at(server: Scripted, model: str = "", key: str = "", silent_s: float = 50.0) -> Iterator[ServerLlm]:
    llm = ServerLlm(server.url, model, key, silent_s=silent_s)
    try:
        llm.open()
        yield llm
    finally:
        llm.close()


def heard(llm: ServerLlm, request: GenerateRequest = CHAT, cancelled: Callable[[], bool] = never) -> tuple[str, Usage]:
    *pieces, usage = llm.generate(request, cancelled)
    assert isinstance(usage, Usage)
    assert all(isinstance(piece, TextChunk) and piece.text for piece in pieces)
    return "".join(piece.text for piece in pieces if isinstance(piece, TextChunk)), usage


def reply_to(
    script: Script, request: GenerateRequest = CHAT, key: str = "", silent_s: float = 50.0
) -> tuple[str, Usage]:
    with scripted(script) as server, mind_at(server, key=key, silent_s=silent_s) as llm:
        return heard(llm, request)


def complaint(script: Script, key: str = "", silent_s: float = 50.0) -> str:
    with pytest.raises(ModelError) as failure:
        reply_to(script, key=key, silent_s=silent_s)
    return checked(failure.value)


def complaint_on_opening(url: str, **options: str) -> str:
    llm = ServerLlm(url, **options)  # type: ignore[arg-type]
    with pytest.raises(ModelError) as failure:
        llm.open()
    llm.close()
    return checked(failure.value)


def checked(error: ModelError) -> str:
    text = str(error)
    assert text.endswith(".")
    assert "\n" not in text
    assert "secret" not in text
    assert len(text) < 300
    return text


# -- replies -----------------------------------------------------------------------------------------------------------


def test_is_a_language_model() -> None:
    llm: LanguageModel = ServerLlm("localhost:1", context=2048)
    llm.close()
    llm.close()
    assert llm.context == 2048
    assert llm.count("Good evening.") > 0


def test_a_chat_streams_and_counts() -> None:
    usage = {"prompt_tokens": 40, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 30}}
    text, figures = reply_to(say("Hel", "lo", ".", usage=usage))
    assert text == "Hello."
    assert (figures.prompt_tokens, figures.evaluated_tokens, figures.output_tokens) == (40, 10, 3)
    assert figures.finish == "stop"
    assert 0 <= figures.prefill_s <= figures.total_s


def test_llama_servers_own_figures_tell_what_was_cached() -> None:
    _, usage = reply_to(say("Hi.", usage={"prompt_tokens": 40, "completion_tokens": 1}, timings={"cache_n": 36}))
    assert usage.evaluated_tokens == 4


def test_without_figures_they_are_estimated_from_above() -> None:
    _, usage = reply_to(say("Hel", "lo."))
    assert usage.prompt_tokens == usage.evaluated_tokens >= 12
    assert usage.output_tokens == 2


def test_what_is_asked_for() -> None:
    with scripted() as server, mind_at(server, key="secret") as llm:
        heard(llm)
    (body,) = server.posted()
    assert server.asked[-1].path == "/v1/chat/completions"
    assert server.asked[-1].headers["Authorization"] == "Bearer secret"
    assert body["messages"] == [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello?"}]
    assert body["stream_options"] == {"include_usage": True}
    assert (body["model"], body["seed"], body["stop"], body["max_tokens"]) == ("tiny", 7, ["\n\n"], 200)


def test_a_transcript_is_completed() -> None:
    def script(answer: Answer) -> None:
        answer.start()
        answer.event({"choices": [{"text": " fine", "finish_reason": None}]})
        answer.event({"choices": [{"text": "!", "finish_reason": "length"}]})

    with scripted(script) as server, mind_at(server) as llm:
        text, usage = heard(llm, GenerateRequest("Ada: I am"))
    assert (text, usage.finish) == (" fine!", "length")
    assert server.asked[-1].path == "/v1/completions"
    assert server.posted()[0]["prompt"] == "Ada: I am"


def test_seeds_are_fresh_unless_given() -> None:
    with scripted() as server, mind_at(server) as llm:
        heard(llm, GenerateRequest("a"))
        heard(llm, GenerateRequest("a"))
    first, second = server.posted()
    assert first["seed"] != second["seed"]


def test_thoughts_are_hidden() -> None:
    def script(answer: Answer) -> None:
        answer.start()
        answer.event({"choices": [{"delta": {"reasoning_content": "A stranger."}}]})
        answer.event({"choices": [{"delta": {"reasoning": "Or not."}}]})
        say("<thi", "nk>Be nice.</th", "ink>\n\n", "Hel", "lo.")(answer)

    assert reply_to(script)[0] == "Hello."


def test_room_used_up_by_thoughts_is_told() -> None:
    def script(answer: Answer) -> None:
        answer.start()
        answer.event({"choices": [{"delta": {"reasoning_content": "Hm, "}, "finish_reason": None}]})
        answer.event({"choices": [{"delta": {}, "finish_reason": "length"}]})

    assert "answered without words: “tiny” only thought; switch" in complaint(script)


def test_broken_characters_are_replaced_in_both_directions() -> None:
    with scripted(say("a\ud83d", "b")) as server, mind_at(server) as llm:
        assert heard(llm, GenerateRequest("x\udc80"))[0] == "a\ufffdb"
    assert server.posted()[0]["prompt"] == "x\ufffd"


def test_odd_but_harmless_events_are_read() -> None:
    def script(answer: Answer) -> None:
        answer.start()
        answer.wfile.write(b": keep-alive\n\ndata:\n\nwhat is this\n\n")
        answer.event({"choices": None})
        answer.event({"choices": [None], "usage": []})
        answer.event({"choices": [{"delta": None, "text": None}]})
        answer.event({"choices": [{"delta": {"content": [{"type": "thinking"}]}}]})
        answer.event({"choices": [{"delta": {"content": "Yes."}, "finish_reason": "stop"}]})

    assert reply_to(script)[0] == "Yes."


def test_a_picky_server_is_asked_again_with_less_and_remembered() -> None:
    def script(answer: Answer) -> None:
        if "min_p" in answer.body:
            answer.send(400, {"error": {"message": "Unrecognized request argument supplied: min_p"}})
        else:
            say("Yes.")(answer)

    with scripted(script) as server, mind_at(server) as llm:
        assert heard(llm)[0] == "Yes."
        assert heard(llm)[0] == "Yes."
    assert ["stream_options" in body for body in server.posted()] == [True, False, False]


# -- opening -----------------------------------------------------------------------------------------------------------


def test_opening_finds_the_model_and_its_context() -> None:
    with scripted() as server, mind_at(server) as llm:
        assert (llm.model, llm.context) == ("tiny", 2048)
        assert available(server.url) == ["tiny"]


@pytest.mark.parametrize(
    "entry", [{"max_model_len": 4096}, {"context_length": 4096}, {"meta": {"n_ctx": 4096}}, {"context_window": 4096}]
)
def test_a_smaller_context_is_believed(entry: dict[str, object]) -> None:
    with scripted(on_get=refuse(200, {"data": [{"id": "a"}, {"id": "b", **entry}]})) as server:
        with mind_at(server, model="b") as llm:
            assert llm.context == 4096
        with mind_at(server) as llm:
            assert (llm.model, llm.context) == ("a", 8192)


def test_a_greater_context_is_not_used() -> None:
    long = refuse(200, {"data": [{"id": "b", "context_length": 1000000}]})
    with scripted(on_get=long) as server, mind_at(server) as llm:
        assert llm.context == 8192


def test_a_model_must_be_there() -> None:
    with scripted(on_get=refuse(200, {"object": "list", "data": None})) as server:
        assert "has no model; load one" in complaint_on_opening(server.url)
        assert available(server.url) == []


def test_nobody_listens() -> None:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{place.getsockname()[1]}"
        said = complaint_on_opening(url)
    assert said == f"No server answers at {url}; start it, or correct its address in the settings."


def test_no_such_computer() -> None:
    assert "no computer with the name in http://nobody.invalid:8080" in complaint_on_opening(
        "http://nobody.invalid:8080"
    )


def test_https_where_only_http_is_spoken() -> None:
    with scripted() as server:
        assert "certificate" in complaint_on_opening(server.url.replace("http:", "https:"))


def test_something_that_does_not_speak_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as place:
        url = f"http://127.0.0.1:{place.getsockname()[1]}"

        def greet() -> None:
            caller, _ = place.accept()
            with caller:
                caller.recv(1 << 16)
                caller.sendall(b"220 mail ready\r\n\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        assert "not an OpenAI-compatible" in complaint_on_opening(url)
        thread.join()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (refuse(200, "<html>Welcome to my router</html>", "text/html"), "not an OpenAI-compatible"),
        (refuse(200, {"hello": "world"}), "not an OpenAI-compatible"),
        (refuse(200, {"error": "Unexpected endpoint or method. (GET /v1/models)"}), "(Unexpected endpoint or method."),
        (refuse(404, "<html>nothing</html>", "text/html"), "has no /v1/models; check the address"),
        (refuse(401, {"error": {"message": "Invalid key secret"}}), "wants a key"),
        (refuse(503, {"error": {"message": "Loading model"}}), "is not ready (Loading model); try again"),
        (refuse(307, "", Location="http://elsewhere.example/v1/models"), "redirects to http://elsewhere.example;"),
        (refuse(302, "", Location="/login"), "redirects to another page"),
    ],
)
def test_opening_tells_what_is_wrong(script: Script, expected: str) -> None:
    with scripted(on_get=script) as server:
        assert expected in complaint_on_opening(server.url)
        with pytest.raises(ModelError, match=re.escape(expected)):
            available(server.url)


def test_a_key_goes_only_to_its_own_server() -> None:
    with scripted() as other, scripted(on_get=refuse(307, "", Location=f"{other.url}/v1/models")) as server:
        assert "redirects" in complaint_on_opening(server.url, key="secret")
    assert other.asked == []


def test_a_key_that_can_be_none_is_not_sent() -> None:
    assert "characters that no key has" in complaint_on_opening("localhost:1", key="sec\nret")
    assert "characters that no key has" in complaint_on_opening("localhost:1", key="ключ")


# -- failing replies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (401, {"error": {"message": "bad key secret"}}, "refuses the key"),
        (403, "", "refuses the key"),
        (404, {"error": {"message": 'model "tiny" not found, try pulling it first'}}, "has no model “tiny”"),
        (400, {"error": {"message": "The model `x` does not exist", "code": "model_not_found"}}, "has no model “tiny”"),
        (404, {"detail": "Not Found"}, "has no /v1/chat/completions"),
        (429, {"error": {"message": "Slow down."}}, "too many requests (Slow down); wait"),
        (500, {"error": {"message": "out of memory, key secret"}}, "failed (out of memory, key …); look at its log"),
        (500, "<html>oops</html>", "failed; look at its log"),
        (502, "", "is not ready"),
        (418, "a\n teapot", "refuses the request (status 418) (a teapot)"),
        (400, {"error": {"message": "x" * 5000}}, "refuses the request (status 400)"),
        (422, {"detail": [{"loc": ["body"]}]}, "refuses the request (status 422)"),
        (
            400,
            {"error": {"message": "the request exceeds the available context size", "n_ctx": 256}},
            "can't hold so long a conversation (256 tokens)",
        ),
        (
            400,
            {"error": {"message": "This model's maximum context length is 512 tokens, however you requested 900"}},
            "can't hold so long a conversation (512 tokens)",
        ),
        (200, {"error": "Unexpected endpoint"}, "answers with an error (Unexpected endpoint)"),
        (200, {"choices": []}, "not an OpenAI-compatible"),
    ],
)
def test_a_refused_reply_tells_why(status: int, body: object, expected: str) -> None:
    assert expected in complaint(refuse(status, body), key="secret")


def test_a_page_in_place_of_a_reply() -> None:
    assert "not an OpenAI-compatible" in complaint(refuse(200, "<html></html>", "text/html; charset=utf-8"))


def streaming(*lines: str) -> Script:
    def script(answer: Answer) -> None:
        answer.start()
        answer.event({"choices": [{"delta": {"content": "Well"}}]})
        answer.wfile.write("".join(f"{line}\n\n" for line in lines).encode())

    return script


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (streaming(), "broke off"),
        (streaming("data: {oops"), "sends something that is not a reply"),
        (streaming("data: 3"), "sends something that is not a reply"),
        (streaming('data: {"error": {"message": "GPU is gone"}}'), "failed within the reply (GPU is gone)"),
        (streaming('error: {"code": 500, "message": "GPU is gone"}'), "failed within the reply (GPU is gone)"),
        (streaming('data: {"object": "error", "message": "GPU is gone"}'), "failed within the reply (GPU is gone)"),
        (streaming('data: {"error": {"type": "exceed_context_size_error", "n_ctx": 64}}'), "(64 tokens)"),
        (streaming("x" * (1 << 21)), "without end"),
    ],
)
def test_a_reply_that_goes_wrong_on_its_way(script: Script, expected: str) -> None:
    assert expected in complaint(script)


def test_what_was_said_before_it_went_wrong_is_kept() -> None:
    with scripted(streaming()) as server, mind_at(server) as llm:
        reply = llm.generate(CHAT, never)
        assert next(reply) == TextChunk("Well")
        with pytest.raises(ModelError, match="broke off"):
            next(reply)


def test_a_body_shorter_than_promised_is_a_broken_reply() -> None:
    def script(answer: Answer) -> None:
        answer.start(200, "text/event-stream", **{"Content-Length": "1000"})
        answer.event({"choices": [{"delta": {"content": "Well"}}]})

    assert "broke off" in complaint(script)


def test_what_comes_after_the_end_does_no_harm() -> None:
    def script(answer: Answer) -> None:
        answer.start(200, "text/event-stream", **{"Content-Length": "1000"})
        answer.event({"choices": [{"delta": {"content": "Well."}, "finish_reason": "stop"}]})

    assert reply_to(script)[0] == "Well."


def test_a_server_that_is_stuck_is_left() -> None:
    assert "was silent for 0.05 s" in complaint(Answer.wait_for_hang_up, silent_s=0.05)


def test_hanging_up_without_a_word_is_told() -> None:
    assert "broke off before the first word" in complaint(nothing)
    assert "broke off before the first word" in complaint(headers_only)


# -- cancelling --------------------------------------------------------------------------------------------------------


def silent(before: Script, reached: threading.Event, left: threading.Event) -> Script:
    """A server that does `before`, then computes until the caller hangs up; later ones are answered."""

    def script(answer: Answer) -> None:
        if reached.is_set():
            return say("Here.")(answer)
        before(answer)
        reached.set()
        answer.wait_for_hang_up()
        return left.set()

    return script


def nothing(answer: Answer) -> None:
    pass


def headers_only(answer: Answer) -> None:
    answer.start()


def some_words(answer: Answer) -> None:
    answer.start()
    answer.event({"choices": [{"delta": {"content": "Are you well? <thi"}}]})


@pytest.mark.parametrize("before", [nothing, headers_only, some_words])
def test_a_silent_server_is_cancelled(before: Script) -> None:
    reached, left, cancelled = threading.Event(), threading.Event(), threading.Event()
    got: list[TextChunk | Usage] = []
    with scripted(silent(before, reached, left)) as server, mind_at(server) as llm:
        listener = threading.Thread(target=lambda: got.extend(llm.generate(CHAT, cancelled.is_set)))
        listener.start()
        assert reached.wait(30)
        cancelled.set()
        llm.abort()
        listener.join(30)
        assert not listener.is_alive()
        assert left.wait(30), "the server was not told"
        assert heard(llm)[0] == "Here."
    usage = got[-1]
    assert isinstance(usage, Usage)
    assert usage.finish == "cancelled"


def test_cancelled_while_the_connection_is_being_made() -> None:
    """A TLS handshake that is never answered: there is no socket yet that could be shut."""
    cancelled = threading.Event()
    got: list[TextChunk | Usage] = []
    with scripted() as server, mind_at(server) as llm, socket.create_server(("127.0.0.1", 0)) as mute:
        llm._base = base_of(f"https://127.0.0.1:{mute.getsockname()[1]}")
        listener = threading.Thread(target=lambda: got.extend(llm.generate(CHAT, cancelled.is_set)))
        listener.start()
        caller, _ = mute.accept()
        with caller:
            assert caller.recv(1)
            cancelled.set()
            llm.abort()
            listener.join(4)  # before connecting gives up by itself
            assert not listener.is_alive()
    assert [getattr(item, "finish", None) for item in got] == ["cancelled"]


def test_cancelled_between_two_words() -> None:
    gate, left = threading.Event(), threading.Event()

    def script(answer: Answer) -> None:
        answer.start()
        for word in ("Are you one? ", "two", "three"):
            answer.event({"choices": [{"delta": {"content": word}}]})
        gate.wait(30)
        answer.wait_for_hang_up()
        left.set()

    said: list[str] = []
    with scripted(script) as server, mind_at(server) as llm:
        for item in llm.generate(CHAT, lambda: bool(said)):
            if isinstance(item, TextChunk):
                said.append(item.text)
            else:
                assert item.finish == "cancelled"
        gate.set()
        assert left.wait(30)
    assert said == ["Are you one? "]


def test_cancelled_before_it_began() -> None:
    with scripted() as server, mind_at(server) as llm:
        text, usage = heard(llm, cancelled=lambda: True)
    assert (text, usage.finish) == ("", "cancelled")
    assert server.posted() == []


def test_a_reply_nobody_listens_to_is_ended() -> None:
    reached, left = threading.Event(), threading.Event()
    with scripted(silent(some_words, reached, left)) as server, mind_at(server) as llm:
        reply = llm.generate(CHAT, never)
        assert next(reply) == TextChunk("Are you well? ")
        assert reached.wait(30)
        reply.close()  # type: ignore[attr-defined]
        assert left.wait(30)


def test_an_abort_meant_for_an_earlier_reply_changes_nothing() -> None:
    reached, late = threading.Event(), threading.Event()

    def script(answer: Answer) -> None:
        reached.set()
        assert late.wait(30)
        say("Here.")(answer)

    got: list[TextChunk | Usage] = []
    with scripted(script) as server, mind_at(server) as llm:
        listener = threading.Thread(target=lambda: got.extend(llm.generate(CHAT, never)))
        listener.start()
        assert reached.wait(30)
        llm.abort()
        late.set()
        listener.join(30)
    assert got[0] == TextChunk("Here.")


def test_closing_ends_the_reply() -> None:
    reached, left = threading.Event(), threading.Event()
    got: list[TextChunk | Usage] = []
    with scripted(silent(nothing, reached, left)) as server, mind_at(server) as llm:
        listener = threading.Thread(target=lambda: got.extend(llm.generate(CHAT, never)))
        listener.start()
        assert reached.wait(30)
        llm.close()
        listener.join(30)
        assert left.wait(30)
    assert [getattr(item, "finish", None) for item in got] == ["cancelled"]


def test_aborting_nothing_is_harmless() -> None:
    with scripted() as server, mind_at(server) as llm:
        llm.abort()
        assert heard(llm)[0] == "Hello."
        llm.abort()
        assert heard(llm)[0] == "Hello."


# -- addresses and estimates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("localhost:8080", "http://localhost:8080/v1"),
        (" http://127.0.0.1:8080/ ", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/v1//", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/v1/chat/completions", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/v1/models/", "http://127.0.0.1:8080/v1"),
        ("https://host.example/openai/v1", "https://host.example/openai/v1"),
        ("https://host.example/api/v3", "https://host.example/api/v3"),
        ("HTTP://[::1]:8080", "http://[::1]:8080/v1"),
        ("192.168.1.20:1234", "http://192.168.1.20:1234/v1"),
        ("studio.local:1234", "http://studio.local:1234/v1"),
        ("host.example", "https://host.example/v1"),
    ],
)
def test_an_address_may_be_typed_in_many_ways(typed: str, base: str) -> None:
    assert str(base_of(typed)) == base
    assert str(base_of(base)) == base


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ftp://host/v1", "must begin with http"),
        ("file:///etc/passwd", "must begin with http"),
        ("http://", "has no computer's name"),
        ("", "has no computer's name"),
        ("http://me:secret@host:8080/v1", "contains a name or password"),
        ("http://host:8080/v1?key=secret", "must end before"),
        ("http://127.0.0.1:99999/v1", "can't be read"),
        ("http://a..b/v1", "can't be read"),
        (f"http://{'a' * 70}.example/v1", "can't be read"),
        ("http://ho st/", "can't be read"),
        ("http://[::1/v1", "can't be read"),
    ],
)
def test_an_address_that_is_none(typed: str, expected: str) -> None:
    assert expected in complaint_on_opening(typed)


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("10.0.0.3", True),
        ("nas.lan", True),
        ("8.8.8.8", False),
    ],
)
def test_what_is_at_home(host: str, near: bool) -> None:
    assert is_near(host) is near


def test_an_origin_holds_no_secrets() -> None:
    assert origin(base_of("https://host.example:444/api/v1")) == "https://host.example:444"


def test_counting_is_from_above() -> None:
    llm = ServerLlm("localhost:1")
    assert llm.count("") == 0
    assert llm.count("Hello there") == 4
    assert llm.count("2026-03-02") == 10
    assert llm.count("日本") == 3
    assert llm.count("\ud800") > 0


def test_models_without_names_are_passed_over() -> None:
    with scripted(on_get=refuse(200, {"data": [3, {"id": 4}, {"id": "good"}]})) as server:
        assert available(server.url) == ["good"]
