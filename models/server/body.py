"""Builds the JSON object that asks an OpenAI-compatible server for a reply."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

from models.language import GenerateRequest
from models.roles import as_two_voices
from models.server.manner import Manner


def body_of(request: GenerateRequest, model: str, manner: Manner) -> dict[str, Any]:
    """The JSON object to post. The seed is given unless the manner is plain: else llama_cpp.server repeats itself after a start."""
    sampling = request.sampling
    limit = "max_completion_tokens" if manner.completion_tokens else "max_tokens"
    body: dict[str, Any] = {"model": model, "stream": True, limit: request.max_tokens}
    if not manner.unsampled:
        body |= {"temperature": sampling.temperature, "top_p": sampling.top_p}
    if request.stop:
        body["stop"] = list(request.stop[:4] if manner.plain else request.stop)  # OpenAI allows four
    if isinstance(request.prompt, str):
        body["prompt"] = whole(request.prompt)
    else:
        messages = as_two_voices(request.prompt) if manner.two_voices else request.prompt
        body["messages"] = [asdict(message) | {"content": whole(message.content)} for message in messages]
    return body if manner.plain else body | _extras(request)


def _extras(request: GenerateRequest) -> dict[str, Any]:
    sampling = request.sampling
    extras: dict[str, Any] = {
        "stream_options": {"include_usage": True},
        "seed": random.getrandbits(31) if request.seed is None else request.seed,
        "min_p": sampling.min_p,
        "top_k": sampling.top_k,
        "presence_penalty": sampling.presence_penalty,
        "repeat_penalty": sampling.repeat_penalty,  # llama.cpp, LM Studio
        "repetition_penalty": sampling.repeat_penalty,  # vLLM
    }
    if not isinstance(request.prompt, str):
        extras["chat_template_kwargs"] = {"enable_thinking": False}  # reasoning would only make the user wait
    return extras


def whole(text: str) -> str:
    """The text with halves of surrogate pairs replaced by U+FFFD, so that it can be encoded."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
