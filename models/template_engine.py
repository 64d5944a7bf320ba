"""Runs a model's chat template in Jinja's sandbox, and ends it when it fails, loops or writes without end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 200_000
"""Turns of loops and calls of macros in one rendering; a talk of hundreds of lines takes a few thousand."""
MOST_TEXT = 4_000_000
"""Characters of one prompt."""


class TemplateError(Exception):
    """A template can't be read or rendered; the message says why, as part of a sentence."""


class EndlessTemplateError(TemplateError):
    """A template does not come to an end."""


class TemplateEngine:
    """One template. Raises TemplateError if Jinja can't read it."""

    def __init__(self, text: str, bos: str, eos: str) -> None:
        self._environment = _Sandbox()
        self._fixed = {"bos_token": bos, "eos_token": eos, "raise_exception": _refuse, "strftime_now": _strftime}
        self._fixed |= dict.fromkeys(("documents", "functions", "function_call", "tool_choice"))
        try:
            self._template = self._environment.from_string(text)
        except Exception as error:
            raise TemplateError("Jinja can't read it") from error

    def render(self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Any] | None = None) -> str:
        """The prompt up to where the reply begins. Raises TemplateError."""
        self._environment.steps = 0
        written, size = [], 0
        try:
            for piece in self._template.generate(
                messages=list(messages), add_generation_prompt=True, enable_thinking=False, tools=tools, **self._fixed
            ):
                written.append(piece)
                size += len(piece)
                if size > MOST_TEXT:
                    raise _EndlessError
        except (_EndlessError, RecursionError, MemoryError, OverflowError) as error:
            raise EndlessTemplateError("it does not come to an end") from error
        except Exception as error:  # a template is somebody else's program, which may raise anything
            raise TemplateError(f"it fails: {_short(error)}") from error
        return "".join(written)


class _EndlessError(Exception):
    pass


class _GenerationTag(Extension):  # type: ignore[misc]
    """Reads what stands between Transformers' `{% generation %}` and its end as if the tags were not there."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's name and form

    def parse(self, parser: Parser) -> list[nodes.Node]:
        parser.stream.skip(1)
        found: list[nodes.Node] = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return found


class _Sandbox(ImmutableSandboxedEnvironment):  # type: ignore[misc]
    """The environment of Transformers' templates, with a limit to what they may compute."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self) -> None:
        super().__init__(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols", _GenerationTag])
        self.steps = 0
        self.filters["tojson"] = _to_json
        self.globals["_step"] = self._step

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        size = max((value for value in (left, right) if isinstance(value, int)), default=0)
        if (operator == "*" and size > MOST_STEPS and not _both_numbers(left, right)) or (
            operator == "**" and size > 1000
        ):
            raise _EndlessError
        return super().call_binop(context, operator, left, right)

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """Count each turn of a loop and each call of a macro."""
        for node in source.find_all((nodes.For, nodes.Macro)):
            step = nodes.ExprStmt(nodes.Call(nodes.Name("_step", "load"), [], [], None, None))
            node.body.insert(0, step.set_lineno(node.lineno).set_environment(self))
            for part in step.find_all(nodes.Node):
                part.set_lineno(node.lineno).set_environment(self)
        code: str = super()._generate(source, *args, **options)
        return code

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _EndlessError


def _both_numbers(left: Any, right: Any) -> bool:
    return isinstance(left, int | float) and isinstance(right, int | float)


def _refuse(message: str) -> NoReturn:
    raise jinja2.TemplateError(message)


def _strftime(form: str) -> str:
    return datetime.now().strftime(form)


def _to_json(value: Any, ensure_ascii: bool = False, indent: int | None = None, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, **options)


def _short(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:100] or type(error).__name__
