"""Takes speakers' labels ("Ada:", "User:") out of a streamed reply: hers at its beginning go, a later one ends the reply."""

from __future__ import annotations

import re

_HERS = ("assistant", "ai assistant", "ai", "bot", "chatbot", "ai companion", "companion")
_OTHERS = ("user", "human", "system")
_ALONE = ("assistant", "model", "user", "system")
"""Labels that stand alone on a line, without a colon, where a template's marks were lost."""
_HEADINGS = ("response", "instruction")
"""Labels only after "###", as in Alpaca's prompts."""

_ORNAMENT = re.compile(r"(#{1,6} *)?[*_]{0,3}[\[(]?")
_TAIL = re.compile(r"[\])]?[*_]{0,3}[ \t]*(\([^()\n:]{0,30}\)[ \t]*)?[:：][*_]{0,3}[ \t]*\Z")
_TAIL_SO_FAR = re.compile(r"[\])]?[*_]{0,3}[ \t]*(\([^()\n:]{0,30}\)?[ \t]*)?\Z")
_GLUED = re.compile(r"(?<=[.!?…\"”’)])(assistant|user)[ \t]*\n")
"""Llama 3 where the end of its turn was lost: "Hello.assistant", then an empty line."""
_GLUED_SO_FAR = re.compile(
    r"(?<=[.!?…\"”’)])(?:assistant[ \t]*|user[ \t]*|a(?:s(?:s(?:i(?:s(?:t(?:an?)?)?)?)?)?)?|u(?:se?)?)\Z"
)


class LabelFilter:
    """Filters one reply, the same however it was cut into pieces."""

    def __init__(self, speakers: tuple[str, ...] = ()) -> None:
        """`speakers`: her name, then those she talks with."""
        self.over = False
        """Whether the reply has ended, although more may come."""
        hers = {name.lower() for name in (*speakers[:1], *_HERS, _HEADINGS[0]) if name}
        others = {name.lower() for name in (*speakers[1:], *_OTHERS, _HEADINGS[1]) if name}
        self._hers, self._names = hers, tuple(sorted(hers | others, key=len, reverse=True))
        self._label = re.compile(
            rf"(?P<heading>#{{1,6}} *)?(?P<open>[*_]{{0,3}})[\[(]?(?P<name>{'|'.join(map(re.escape, self._names))})[\])]?"
            r"(?P<shut>[*_]{0,3})[ \t]*(\([^()\n:]{0,30}\)[ \t]*)?[:：](?P<shut2>[*_]{0,3})(?=\s|[^\s*_)(/|\\-])",
            re.IGNORECASE,
        )
        self._held = ""
        self._last = ""
        self._line_begins = self._beginning = True
        self._dropping_space = False
        self._echo: str | None = None
        """What a reply says that began as somebody else: nothing of it is shown, unless she never speaks."""

    def feed(self, text: str) -> str:
        """The text that may be shown now; a line that may begin with a label is held back."""
        self._held += text
        return self._shown(final=False)

    def finish(self) -> str:
        """What was held back and may be shown after all."""
        rest = self._shown(final=True) if not self.over else ""
        return rest if self._echo is None else self._echo

    def _shown(self, final: bool) -> str:
        shown: list[str] = []
        while self._held and not self.over:
            step = self._begin_line(final) if self._line_begins else self._within_line(final)
            if step is None:
                break
            shown.append(step)
        return "".join(shown)

    def _within_line(self, final: bool) -> str | None:
        """Take the text up to the line's end, or to a role that is glued to a sentence; None when nothing is certain."""
        end = self._held.find("\n") + 1 or len(self._held)
        line = self._last + self._held[:end]
        glued = _GLUED.search(line if not final else f"{line}\n") or (None if final else _GLUED_SO_FAR.search(line))
        if glued is not None:
            end = glued.start() - len(self._last)
            self.over = final or glued.re is _GLUED
        text, self._held = self._held[:end], self._held[end:]
        self._last, self._line_begins = text[-1:] or self._last, text.endswith("\n")
        if self._echo is None:
            return text if text or self.over else None
        self._echo += text
        return "" if text or self.over else None

    def _begin_line(self, final: bool) -> str | None:
        """Take the label that the line begins with, if any; None when that is not certain yet."""
        line = self._held.lstrip()
        if self._dropping_space:
            self._held = line
        if not final and (not line or self._may_begin_with_label(line)):
            return None
        label = self._label.match(f"{line}\n")
        alone = next((name for name in _ALONE if f"{line}\n".startswith(f"{name}\n")), None)
        if label is not None and (label["heading"] or label["name"].lower() not in _HEADINGS):
            still_open = label["open"] if not (label["shut"] or label["shut2"]) else ""
            self._at_label(label["name"], still_open + line[label.end() :].lstrip())
        elif alone is not None:
            self._at_label(alone, line[len(alone) + 1 :])
        else:
            self._line_begins = self._beginning = self._dropping_space = False
        return ""

    def _at_label(self, name: str, rest: str) -> None:
        hers = name.lower() in self._hers or name == "model"
        self._held, self._dropping_space = rest, True
        if self._echo is not None and hers:
            self._echo, self._beginning = None, True
        elif not self._beginning:
            self.over = True
        elif not hers:
            self._echo = ""

    def _may_begin_with_label(self, line: str) -> bool:
        """Whether more characters could decide what the line begins with."""
        ornament = _ORNAMENT.match(line)
        rest = line[ornament.end() :].lower() if ornament else ""
        if not rest or any(name.startswith(rest) for name in (*self._names, *_ALONE)):
            return True
        tails = [rest[len(name) :] for name in (*self._names, *_ALONE) if rest.startswith(name)]
        return any(_TAIL_SO_FAR.match(tail) or _TAIL.match(tail) for tail in tails)
