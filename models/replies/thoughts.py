"""Hides a model's thoughts in a streamed reply, and ends the reply where a token of its chat template leaks into it."""

from __future__ import annotations

import re
from typing import Literal

from models.replies.marks import Mark, MarkFinder, MarkKind

Beginning = Literal["reply", "thought", "unsure", "held"]
"""How a reply begins. `thought`: the template has opened one. `unsure`: perhaps so; what comes is held back until a whole
sentence speaks to somebody, or three sound like no thought. `held`: probably so; what comes is held back until the thought
ends, or the reply."""

_ADDRESSES = re.compile(r"\b(you|your|yours|yourself)\b|\?", re.IGNORECASE)
_OF_THE_USER = re.compile(
    r"\b(the|this) user(?:'s|’s)? (is|was|are|has|just|says?|said|wants?|asks?|asked|greets?|greeted|seems?|mentions?"
    r"|mentioned|wrote|tells?|told|might|may|expects?|feels?|message|query|question|line)\b",
    re.IGNORECASE,
)
_MAY_BE_THOUGHT = re.compile(
    r"\buser\b"
    r"|\b(I|we)( should| need| must| have to|['’]ll| will| can| could| might| want to)\b"
    r"|\b(respond|response|reply|greet\w*|answer|persona|prompt)\b|\b(he|she|they|his|her|their)\b",
    re.IGNORECASE,
)
_BEGINS_THOUGHT = re.compile(
    r"\W*(okay|ok|alright|all right|hmm+|so|first|let me|let['’]s|wait|now|we)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)*]*(?=\s)|\n")
_BARE = re.compile(r"\A\s*(analysis|commentary)(?=[A-Z\"“'’*])")
_LOST_CHANNEL = re.compile(r"\A\s*thought\n+")
"""What is left of Gemma's empty thought when its marks were lost."""
_ENOUGH = 3
"""Sentences without a sign of a thought that make no thought."""
_PROMPT_END = 200
"""Characters at a prompt's end in which a thought may be opened."""
_BARE_END = "assistantfinal"
_ROLES, _ROLE = ("assistant", "model", "user", "system"), 20
"""Roles, and more characters than any has."""


class ThoughtFilter:
    """Filters one reply, the same however it was cut into pieces.

    A thought that never ends hides the rest. Thoughts may be nested; white space after one is dropped. A template's token
    is dropped before the first word, and ends the reply after it.
    """

    def __init__(self, beginning: Beginning = "reply") -> None:
        self.hidden = False
        """Whether anything has been hidden."""
        self.closed_unopened = False
        """Whether a thought ended that had not begun: so replies of this model begin within one."""
        self.over = False
        """Whether the reply has ended, although more may come."""
        self._marks, self._bare = MarkFinder(), _BareChannels()
        self._depth = int(beginning == "thought")
        self._given = beginning == "thought"
        """Whether nothing has come yet of a thought that the template opened; models like to open it again."""
        self._unsure = beginning in ("unsure", "held")
        self._doubtful = beginning == "held"
        """Whether what is held back looks like a thought, so that only the end tells."""
        self._channel_hidden = self._dropping_space = self._words = False
        self._first_words = ""
        self._header: str | None = None
        """What has come of a channel's header, while one is being read."""
        self._held = ""
        """Words that may be a thought without its opening tag."""
        self._checked = self._sentences = 0
        self._spare: str | None = None
        """What came after a tag that closed only an inner thought: the reply, if no other closes it."""

    def feed(self, text: str) -> str:
        """The text that may be shown now."""
        return self._all(self._marks.feed(self._bare.feed(text)))

    def finish(self) -> str:
        """The text that was held back and may be shown after all."""
        rest = self._all([*self._marks.feed(self._bare.finish()), *self._marks.finish()])
        self.hidden = self.hidden or self._bare.inside
        if self._unsure and not self.over and _OF_THE_USER.search(self._held):
            self.hidden, self._held = True, ""
        if not self.over and self._depth and self._spare:
            rest += self._spare.lstrip()
        rest, self._held, self._spare = rest + self._held, "", None
        return rest

    def _all(self, pieces: list[str | Mark]) -> str:
        shown = []
        for piece in pieces:
            if self.over:
                break
            shown.append(self._text(piece) if isinstance(piece, str) else self._mark(piece.kind))
        return "".join(shown)

    def _text(self, text: str) -> str:
        if self._header is not None:
            self._header += text
            return ""
        if self._depth or self._channel_hidden:
            self.hidden = True
            self._given = self._given and not text.strip()
            if self._spare is not None:
                self._spare += text
            return ""
        if self._dropping_space:
            text = text.lstrip()
            self._dropping_space = not text
        self._words = self._words or bool(text.strip())
        self._first_words = (self._first_words + text)[:_ROLE]
        return self._hold(text) if self._unsure else text

    def _hold(self, text: str) -> str:
        """Hold the text back, or let all of it go once it is certain to be no thought."""
        self._held += text
        for end in () if self._doubtful else _SENTENCE_END.finditer(self._held, self._checked):
            sentence, self._checked = self._held[self._checked : end.end()], end.end()
            if not sentence.strip():
                continue
            first = self._sentences == 0
            self._doubtful = bool(_MAY_BE_THOUGHT.search(sentence) or (first and _BEGINS_THOUGHT.match(sentence)))
            if self._doubtful:
                break
            self._sentences += 1
            if _ADDRESSES.search(sentence) or self._sentences == _ENOUGH:
                self._unsure, shown, self._held = False, self._held, ""
                return shown
        return ""

    def _mark(self, kind: MarkKind) -> str:
        if kind == "opens":
            self._open()
        elif kind == "closes":
            self._close()
        elif kind in ("channel", "start") and (not self._words or self._channel_hidden):
            self._header, self._channel_hidden = "", False
        elif kind == "message" and self._header is not None:
            self._begin_channel(self._header)
        elif kind == "role ends" and self._first_words.strip().lower() in _ROLES:
            return self._end_role()
        elif kind != "wraps" and self._header is None:
            self._end_or_drop()
        elif kind == "wraps":
            self._dropping_space = self._dropping_space or not self._words
        return ""

    def _open(self) -> None:
        self.hidden = True
        if not self._given:
            self._depth += 1
        self._given, self._spare = False, None

    def _close(self) -> None:
        self._given = False
        if self._depth:
            self._depth -= 1
            self._spare = "" if self._depth else None
        else:
            self.hidden = self.closed_unopened = True
            if self._unsure:
                self._unsure = self._words = False
                self._held = ""
        self._dropping_space = not self._depth

    def _begin_channel(self, header: str) -> None:
        """`final`, or the model's own role without a channel, is what it says; all else is not for the user."""
        self._header, self._dropping_space = None, True
        self._channel_hidden = header.strip().lower() not in ("final", "assistant", "")

    def _end_role(self) -> str:
        """Put the role on a line of its own, where `LabelFilter` takes it."""
        shown = self._text("\n")
        self._first_words, self._words, self._dropping_space = "", False, True
        return shown

    def _end_or_drop(self) -> None:
        if self._channel_hidden:
            self._channel_hidden, self._dropping_space = False, True
        elif self._words or self._depth:
            self.over = True
        else:
            self._dropping_space = True


def ends_within_thought(prompt: str) -> bool:
    """Whether a prompt ends by opening a thought, which the reply will close."""
    finder = MarkFinder()
    pieces = [*finder.feed(prompt[-_PROMPT_END:]), *finder.finish()]
    while pieces and isinstance(pieces[-1], str) and not pieces[-1].strip():
        pieces.pop()
    return bool(pieces) and pieces[-1] == Mark("opens")


class _BareChannels:
    """Hides channels whose marks were lost: "analysisThe user greets me.assistantfinalHello."."""

    def __init__(self) -> None:
        self.inside = False
        """Whether such a channel has begun and not ended."""
        self._held = ""
        self._begins = True

    def feed(self, text: str) -> str:
        self._held += text
        if self._begins and not self._begin():
            return ""
        if self.inside:
            thought, end, rest = self._held.partition(_BARE_END)
            self._held = rest if end else thought[-len(_BARE_END) :]
            self.inside = not end
        return "" if self.inside else self.finish()

    def finish(self) -> str:
        rest, self._held = "" if self.inside else self._held, ""
        return rest

    def _begin(self) -> bool:
        """Whether it is certain how the reply begins."""
        begun = self._held.lstrip()
        if any(name.startswith(begun) for name in ("analysis", "commentary", "thought\n")):
            return False
        self._held = _LOST_CHANNEL.sub("", self._held)
        self._begins, self.inside = False, bool(_BARE.match(self._held))
        return True
