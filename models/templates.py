"""Turns chat messages into prompt text by the template inside the GGUF, run in Jinja's sandbox."""

from __future__ import annotations

import re
from typing import Any, Self

import jinja2
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from models.language import ChatMessage

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""The most common template, for files that have none."""

_MARK = re.compile(r"<(?=[^\s<>]{1,40}>)|\[(?=/?[A-Z_]{2,20}\])")
"""Matches the first character of marks like `<|im_end|>`, `</s>`, `<start_of_turn>`, `[INST]`."""


class ChatTemplate:
    """A model's own chat template, and the tokens with which it ends a reply."""

    def __init__(self, template: str, bos: str, eos: str, end_tokens: frozenset[int]) -> None:
        self.end_tokens = end_tokens
        self._formatter = Jinja2ChatFormatter(template=template, bos_token=bos, eos_token=eos)

    @classmethod
    def of(cls, llm: Any) -> Self:
        """The template of a loaded llama_cpp.Llama."""
        ends = {token for token in (llm.token_eos(), llm._model.token_eot()) if token >= 0}
        names = ("<|im_end|>", "<|eot_id|>", "<end_of_turn>", "<|end|>", "<|endoftext|>")
        for name in names:
            tokens = llm.tokenize(name.encode(), add_bos=False, special=True)
            if len(tokens) == 1:
                ends.add(tokens[0])
        text = llm.metadata.get("tokenizer.chat_template", CHATML)
        return cls(text, _name(llm, llm.token_bos()), _name(llm, llm.token_eos()), frozenset(ends))

    def render(self, messages: tuple[ChatMessage, ...]) -> str:
        """The prompt text; for models without system messages, its text is put before the first message of the user."""
        try:
            return self._render(messages)
        except (jinja2.TemplateError, ValueError):
            return self._render(_without_system(messages))

    def _render(self, messages: tuple[ChatMessage, ...]) -> str:
        plain: list[Any] = [{"role": message.role, "content": _harmless(message.content)} for message in messages]
        prompt: str = self._formatter(messages=plain, enable_thinking=False).prompt
        return prompt


def _harmless(text: str) -> str:
    """The text with a space in anything that could be a template's mark, so that nobody can speak as the system."""
    return _MARK.sub(r"\g<0> ", text)


def _name(llm: Any, token: int) -> str:
    return llm.detokenize([token], special=True).decode(errors="replace") if token >= 0 else ""


def _without_system(messages: tuple[ChatMessage, ...]) -> tuple[ChatMessage, ...]:
    system = "\n\n".join(m.content for m in messages if m.role == "system")
    rest = [m for m in messages if m.role != "system"]
    if rest and system:
        rest[0] = ChatMessage(rest[0].role, f"{system}\n\n{rest[0].content}")
    return tuple(rest)
