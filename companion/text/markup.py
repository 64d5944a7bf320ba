"""Takes markup off a sentence of hers: list markers, headings, emphasis, code marks and stage directions; words stay.

The rules of emphasis are CommonMark's (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis), except that a mark
within a word is never one: `5*3*2` and `my_file_name` stay as they are.
"""

from __future__ import annotations

import re

_BULLET = re.compile(r"^\s*(?:[-*+•‣▪]\s+|#{1,6}\s+|>\s*(?=[^\W\d_]))")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2})[.)]\s+(?=\S)")
_ACTS = (
    "smil(?:es?|ing)|laugh(?:s|ing)?|chuckl(?:es?|ing)|giggl(?:es?|ing)|sigh(?:s|ing)?|paus(?:es?|ing)|nod(?:s|ding)?|wink(?:s|ing)?|"
    "grin(?:s|ning)?|whisper(?:s|ing)?|hug(?:s|ging)?|shrug(?:s|ging)?|blush(?:es|ing)?|yawn(?:s|ing)?|gasp(?:s|ing)?|"
    "wav(?:es|ing)|hum(?:s|ming)|frown(?:s|ing)?|smirk(?:s|ing)?|groan(?:s|ing)?|sniffl?(?:es?|s|ing)|"
    "clears? (?:her|my|his) throat|leans? (?:in|back|forward|closer)|tilts? (?:her|my) head|"
    "rais(?:es?|ing) (?:an|her|my) eyebrows?|"
    "rolls? (?:her|my) eyes|"
    "takes? a (?:deep )?breath|thinks?|thinking|claps?|clapping|cries|cheers|blows? a kiss"
)
_MOVES = (
    r"(?!(?:this|is|was|as|its|his|has|us|yes|always|perhaps)\b)[a-z]+s (?:over|to|up|at|down|away|back|towards?|around|into|"
    r"closer|you|your|her)"
)
_STAGE = re.compile(
    rf"(?P<mark>\*{{1,2}}|_)(?:(?:she|he|i) )?(?:(?:\w+ly|just|then) )*(?:{_ACTS}|{_MOVES})\b[^*_()]{{0,60}}?(?P=mark)(?!\w)"
    rf"|[(\[](?:(?:she|he|i) )?(?:\w+ly )*(?:{_ACTS})(?: (?:\w+ly|a little|a bit|to (?:her|my)self))?[)\]]",
    re.IGNORECASE,
)
"""Known acts only: “*not*” and “(pause the film first)” are words of the sentence or may be."""
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|~~)(?=[^\s*])((?:(?!\1).)*?[^\s*\\])\1(?![\w*])", re.DOTALL)
_UNDERSCORES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])((?:(?!\1).)*?[^\s_\\])\1(?!\.?\w)", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(.+?)(?<!`)\1(?!`)")
_HALF = re.compile(
    r"(?<![\w*\s])\*\*(?![\w*])|(?:(?<=\s)|^)\*\*(?=\w)|(?<=\w)\*\*(?=[\s.,;:!?]|$)|(?<=[.,;:!?])\*\*(?=\s|$)"
)
"""Half a pair of `**`, whose other half stands in another sentence."""
_LINK = re.compile(r"!?\[([^\[\]]+)\]\((\S+?)\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([*_`#~\[\]()>+\-])")


class MarkupRemover:
    """Removes the markup of one reply, sentence by sentence: it knows whether a number goes on a list."""

    def __init__(self) -> None:
        self._item = 0

    def remove(self, sentence: str) -> str:
        """The sentence's words as one line, without markup."""
        text = _BULLET.sub("", sentence, count=1)
        numbered = _NUMBER.match(text)
        if numbered and int(numbered[1]) == self._item + 1:
            self._item += 1
            text = text[numbered.end() :]
        return without_markup(text)


def without_markup(sentence: str) -> str:
    """The sentence as one line, without emphasis, code marks, links, stage directions, or quotation marks around all of it."""
    text = _STAGE.sub(" ", _BREAK.sub(" ", sentence))
    text = _LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", text)
    text = _CODE.sub(r"\2", text)
    for pattern in (_EMPHASIS, _UNDERSCORES, _EMPHASIS):
        text = pattern.sub(r"\2", text)
    text = _ESCAPED.sub(r"\1", _HALF.sub("", text))
    return _without_outer_quotes(" ".join(text.split()))


def _without_outer_quotes(text: str) -> str:
    marks = sum(text.count(mark) for mark in '"“”')
    return text[1:-1] if len(text) > 2 and text[0] in '"“' and text[-1] in '"”' and marks == 2 else text
