"""Turns chat messages into prompt text by the template inside the GGUF, or by its family's where that can't be used."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Self

from models.gguf_header import read_header
from models.language import ChatMessage
from models.roles import as_two_voices
from models.template_engine import EndlessTemplateError, TemplateEngine, TemplateError
from models.template_families import TemplateFamily, family_with

log = logging.getLogger(__name__)

_MARK = re.compile(r"<(?=[^\s<>]{1,40}>)|\[(?=/?[A-Z_]{2,20}\])")
"""Matches the first character of marks like `<|im_end|>`, `</s>`, `<start_of_turn>`, `[INST]`."""
_PARTS_AS_TEXT = re.compile(r"[\"']type[\"']: ?[\"']text[\"']")
"""What stands in a prompt whose template wrote the list of parts itself, and not their texts."""
_END_TOKENS = ("<|im_end|>", "<|eot_id|>", "<end_of_turn>", "<|end|>", "<|endoftext|>", "<turn|>")

_TALK = (
    ChatMessage("system", "Zorille knows."),
    ChatMessage("user", "Quagga asks?"),
    ChatMessage("assistant", "Numbat says."),
    ChatMessage("user", "Wombat asks?"),
)
"""What a template must not lose a word of, nor of its first two, nor of a single question."""
_LOST = "it loses what is said"


@dataclass(frozen=True)
class _Way:
    """How messages are given to a template."""

    engine: TemplateEngine
    two_voices: bool
    in_parts: bool
    """Whether contents are lists of parts, for templates that loop over them."""
    tools: tuple[()] | None = None
    """No tools at all, or an empty list, for templates that loop over it."""

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The prompt text. Raises TemplateError, also when words are lost."""
        given = as_two_voices(tuple(messages)) if self.two_voices else messages
        contents = [_harmless(message.content) for message in given]
        plain = [self._plain(message.role, content) for message, content in zip(given, contents, strict=True)]
        text = self.engine.render(plain, self.tools)
        if _without_space(contents[-1]) not in _without_space(text):
            raise TemplateError(_LOST)
        if self.in_parts and _PARTS_AS_TEXT.search(text):
            raise TemplateError(_LOST)
        return text

    def check(self) -> None:
        """Raise TemplateError unless all words of a talk stay, in their order."""
        for talk in (_TALK, _TALK[:2], _TALK[1:2]):
            text = self.render(talk)
            places = [text.find(message.content.split()[0]) for message in talk]
            if min(places) < 0 or places != sorted(places):
                raise TemplateError(_LOST)

    def _plain(self, role: str, content: str) -> dict[str, Any]:
        return {"role": role, "content": [{"type": "text", "text": content}] if self.in_parts else content}


class ChatTemplate:
    """A model's chat template, and the tokens with which it ends a reply."""

    def __init__(
        self, template: str | None, bos: str, eos: str, end_tokens: frozenset[int], family: TemplateFamily
    ) -> None:
        """`template`: the file's own; `family`: whose template is used if that is None or can't be used."""
        self.end_tokens = end_tokens
        self._common = _Way(TemplateEngine(family.template, bos, eos), family.two_voices, False)
        self._way, trouble = (self._common, "") if template is None else self._best_way(template, bos, eos)
        self.remark = (
            f"Its own chat template can't be used ({trouble}); the common one of its family ({family.name}) is used instead."
            if trouble
            else ""
        )
        """One sentence, if its own template can't be used; else empty."""

    @classmethod
    def of(cls, llm: Any) -> Self:
        """The template of a `LoadedGguf`."""

        def tokens(mark: str) -> list[int]:
            found: list[int] = llm.tokenize(mark.encode(), add_bos=False, special=True)
            return found

        ends = {token for token in (llm.token_eos(), llm._model.token_eot()) if token >= 0}
        ends |= {found[0] for name in _END_TOKENS if len(found := tokens(name)) == 1}
        family = family_with(lambda mark: len(tokens(mark)) == 1)
        return cls(llm.chat_template, _name(llm, llm.token_bos()), _name(llm, llm.token_eos()), frozenset(ends), family)

    def render(self, messages: tuple[ChatMessage, ...]) -> str:
        """The prompt text."""
        try:
            return self._way.render(messages)
        except TemplateError as error:
            log.warning("the chat template can't be used for this prompt: %s", error)
            return self._common.render(messages)

    def _best_way(self, template: str, bos: str, eos: str) -> tuple[_Way, str]:
        """The first way in which the template keeps all words, else the family's and why."""
        try:
            engine = TemplateEngine(template, bos, eos)
        except TemplateError as error:
            return self._common, str(error)
        troubles = []
        for two_voices, in_parts, tools in product((False, True), (False, True), (None, ())):
            way = _Way(engine, two_voices, in_parts, tools)
            try:
                way.check()
            except EndlessTemplateError as error:
                return self._common, str(error)
            except TemplateError as error:
                troubles.append(str(error))
            else:
                return way, ""
        return self._common, next((why for why in troubles if why != _LOST), _LOST)


def remark_on_file(path: Path) -> str:
    """One sentence if the template in a GGUF file can't be used; else empty. Raises ModelError and OSError."""
    template = read_header(path).template
    return "" if template is None else remark_on(template)


def remark_on(template: str) -> str:
    """One sentence if this template can't be used; its family is told by the template alone."""
    family = family_with(lambda mark: mark in template)
    return ChatTemplate(template, "", "", frozenset(), family).remark


def _harmless(text: str) -> str:
    """The text with a space in anything that could be a template's mark, so that nobody can speak as the system."""
    return _MARK.sub(r"\g<0> ", text)


def _without_space(text: str) -> str:
    return "".join(text.split())


def _name(llm: Any, token: int) -> str:
    return llm.detokenize([token], special=True).decode(errors="replace") if token >= 0 else ""
