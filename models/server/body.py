"""Builds the JSON object that asks an OpenAI-compatible server for a reply."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

from models.language import GenerateRequest


def body_of(request: GenerateRequest, model: str, plain: bool) -> dict[str, Any]:
    """The JSON object to post. `plain`: only fields that every such server knows, for those that refuse the others.

    Otherwise the seed is always given: without one llama_cpp.server repeats itself after each start.
    """
    sampling = request.sampling
    body: dict[str, Any] = {"model": model, "stream": True, "max_tokens": request.max_tokens}
    body |= {"temperature": sampling.temperature, "top_p": sampling.top_p}
    if request.stop:
        body["stop"] = list(request.stop[:4] if plain else request.stop)  # OpenAI allows four
    if isinstance(request.prompt, str):
        body["prompt"] = whole(request.prompt)
    else:
        body["messages"] = [asdict(message) | {"content": whole(message.content)} for message in request.prompt]
    return body if plain else body | _extras(request)


def _extras(request: GenerateRequest) -> dict[str, Any]:
    sampling = request.sampling
    extras: dict[str, Any] = {
        "stream_options": {"include_usage": True},
        "seed": random.getrandbits(31) if request.seed is None else request.seed,
        "min_p": sampling.min_p,
        "repeat_penalty": sampling.repeat_penalty,  # llama.cpp, LM Studio
        "repetition_penalty": sampling.repeat_penalty,  # vLLM
    }
    if not isinstance(request.prompt, str):
        extras["chat_template_kwargs"] = {"enable_thinking": False}  # reasoning would only make the user wait
    return extras


def whole(text: str) -> str:
    """The text with halves of surrogate pairs replaced by U+FFFD, so that it can be encoded."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
