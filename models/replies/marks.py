"""Finds the marks in a streamed reply that are no part of what is said: thoughts' tags, tokens of chat templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["opens", "closes", "start", "channel", "message", "role ends", "wraps", "other"]
"""`opens` and `closes` a thought; `start`, `channel`, `message`: of the Harmony format; `role ends`: after the name of who
speaks; `wraps` the answer; any `other`."""

_THOUGHTS = [
    "think",
    "thinking",
    "thought",
    "thoughts",
    "reasoning",
    "reflection",
    "analysis",
    "scratchpad",
    "inner_monologue",
    "internal_monologue",
    "inner_thoughts",
    "antthinking",
    "seed:think",
    "tool_call",
    "tool_calls",
    "function_call",
]
"""Tags around what is not said. A tool call is no thought, but nobody should read it aloud either."""
_ANSWERS = ["answer", "final_answer", "response"]
_TOKENS = [
    "s",
    "eos",
    "bos",
    "pad",
    "unk",
    "eot",
    "eod",
    "eop",
    "eom",
    "im_end",
    "im_start",
    "eot_id",
    "end_of_turn",
    "start_of_turn",
    "end_of_utterance",
    "end_of_text",
    "endoftext",
]
"""No `<user>` or `<end>` among them: people write such placeholders."""
_BRACKETS = {
    "[think]": "opens", "[/think]": "closes", "◁think▷": "opens", "◁/think▷": "closes", "<<sys>>": "other",
    "<</sys>>": "other", "[inst]": "other", "[/inst]": "other", "[system_prompt]": "other", "[/system_prompt]": "other",
    "[tool_calls]": "other", "[available_tools]": "other", "[tool_results]": "other", "[eos]": "other", "[bos]": "other",
    "[pad]": "other", "[end]": "other", "<|channel>": "opens", "<channel|>": "closes", "<|turn>": "other",
    "<turn|>": "other",
}  # fmt: skip
"""Whole marks without a common form. `<|channel>` and the next three are Gemma 4's."""
_BARRED: dict[str, MarkKind] = {
    "start": "start", "channel": "channel", "message": "message", "begin_of_thought": "opens",
    "end_of_thought": "closes", "start_thinking": "opens", "end_thinking": "closes", "think": "opens", "/think": "closes",
    "begin_of_solution": "wraps", "end_of_solution": "wraps", "start_response": "wraps", "end_response": "wraps",
    "end_header_id": "role ends", "end_of_role": "role ends", "im_sep": "role ends",
}  # fmt: skip
"""Names between `<|` and `|>` with a meaning of their own."""

_NAMES = (*_THOUGHTS, *_ANSWERS, *_TOKENS)
_LESS, _MORE = r"(?:<|&lt;)", r"(?:>|&gt;)"
_MARK = re.compile(
    rf"{_LESS}[|｜](?P<barred>[^\s|｜<>&]{{1,40}})[|｜]{_MORE}"
    rf"|{_LESS}(?P<slash>/?)(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})(?:\s[^<>&\n]{{0,40}})?(?P<empty>/?){_MORE}"
    rf"|(?P<whole>{'|'.join(re.escape(mark).replace('<', _LESS).replace('>', _MORE) for mark in _BRACKETS)})",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[<&\[◁]")
_BROKEN_ENTITY = re.compile(r"(?<=.)&(?:[lg]t?)?\Z")
_BARRED_SO_FAR = re.compile(r"<[|｜][^\s|｜<>&]{0,40}[|｜]?")
_TAG_SO_FAR = re.compile(r"</?([a-z_:]*)(\s[^<>&\n]{0,40})?/?")
_LONGEST = 120
"""Characters; no mark is as long."""
_CUT_OFF = re.compile(rf"{_LESS}[|｜][^\s|｜<>&]{{0,40}}[|｜]?\Z")
"""A token of a template whose end is missing, at the end of a reply: servers cut there when they stop at it."""


@dataclass(frozen=True)
class Mark:
    """One mark."""

    kind: MarkKind


class MarkFinder:
    """Cuts one reply into texts and marks, the same however it arrives in pieces. Marks quoted in `backticks` are text."""

    def __init__(self) -> None:
        self._held = ""
        self._before = ""

    def feed(self, text: str) -> list[str | Mark]:
        """What is certain now; what may become a mark is held back."""
        self._held += text
        return self._pieces(final=False)

    def finish(self) -> list[str | Mark]:
        """What was held back, without the beginning of a token at its end."""
        return self._pieces(final=True)

    def _pieces(self, final: bool) -> list[str | Mark]:
        pieces: list[str | Mark] = []
        done = 0
        for opening in _OPENING.finditer(self._held):
            at = opening.start()
            if at < done or self._character_before(at) == "`":
                continue
            found = _MARK.match(self._held, at)
            if found is None and (
                _may_become_a_mark(self._held[at : at + _LONGEST]) if not final else _CUT_OFF.match(self._held, at)
            ):
                self._take(pieces, done, at)
                self._held = "" if final else self._held[at:]
                return pieces
            if found is not None:
                self._take(pieces, done, at)
                pieces.append(Mark(_kind(found)))
                done = found.end()
        self._take(pieces, done, len(self._held))
        self._held = ""
        return pieces

    def _character_before(self, at: int) -> str:
        return self._held[at - 1] if at else self._before

    def _take(self, pieces: list[str | Mark], start: int, end: int) -> None:
        if end > start:
            pieces.append(self._held[start:end])
        if end:
            self._before = self._held[end - 1]


def is_mark(text: str) -> bool:
    """Whether this is exactly one mark."""
    return _MARK.fullmatch(text) is not None


def _kind(found: re.Match[str]) -> MarkKind:
    if found["barred"]:
        return _BARRED.get(found["barred"].lower(), "other")
    if found["whole"]:
        whole: MarkKind = _BRACKETS[_plain(found["whole"])]  # type: ignore[assignment]
        return whole
    name = found["name"].lower()
    if found["empty"]:
        return "wraps"
    if name in _THOUGHTS:
        return "closes" if found["slash"] else "opens"
    return "wraps" if name in _ANSWERS else "other"


def _may_become_a_mark(text: str) -> bool:
    """Whether more characters could make a mark of a text that begins like one."""
    so_far = _plain(_BROKEN_ENTITY.sub("", text))
    if "&lt;".startswith(so_far) or any(mark.startswith(so_far) for mark in _BRACKETS):
        return True
    if _BARRED_SO_FAR.fullmatch(so_far):
        return True
    tag = _TAG_SO_FAR.fullmatch(so_far)
    if tag is None:
        return False
    return (
        tag[1] in _NAMES if tag[2] or (so_far.endswith("/") and tag[1]) else any(n.startswith(tag[1]) for n in _NAMES)
    )


def _plain(text: str) -> str:
    return text.lower().replace("&lt;", "<").replace("&gt;", ">")
