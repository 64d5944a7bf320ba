"""Reads signs of calculation in plain text: between operands by the operation, elsewhere by a word of their own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from voices.draft import Draft
from voices.numbers import cardinal

_OPERAND_BEFORE, _OPERAND_AFTER = r"(?<=[\w)\]°%])\s*", r"\s*(?=[-+–]?[\w(\[√$£€])"
_LENGTHS, _LENGTH_BEFORE = (
    r"(?:mm|cm|km|m|in|ft|yd|inch(?:es)?|feet|metres|meters|px|pixels)",
    r"\d (?:cm|mm|ft|in)|\d by",
)
_BEFORE_FIGURES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\d)x(?=\s*[-+=^*])|(?<=[-+=]\s\d)x(?!\w)|(?<=[-+=]\d)x(?!\w)"), " x "),
    (re.compile(r"(?<=[\w)])\s*(?:<=|≤)" + _OPERAND_AFTER), " is less than or equal to "),
    (re.compile(r"(?<=[\w)])\s*(?:>=|≥)" + _OPERAND_AFTER), " is greater than or equal to "),
    (re.compile(r"(?:<=|≤)(?=\s*[-\d$£€])"), " at most "),
    (re.compile(r"(?:>=|≥)(?=\s*[-\d$£€])"), " at least "),
    (re.compile(r"(?<=[\w)])\s*(?:!=|≠|=/=)" + _OPERAND_AFTER), " is not equal to "),
    (re.compile(r"\s*(?:<->|<=>|⇔|⟺)\s*"), " if and only if "),
    (re.compile(r"\s*=>\s*|\s*[⇒⟹]\s*"), " implies "),
    (re.compile(r"(?<=\w)\s*-+>\s*(?=\w)"), " to "),
    (re.compile(r"(?<=[\w)'|])\s*={1,3}(?![=>])" + _OPERAND_AFTER), " equals "),
    (re.compile(r"(?<=[\w)])\s+<\s+(?=[-\w])|(?<=\d)\s?<\s?(?=\d)"), " is less than "),
    (re.compile(r"(?<=[\w)])\s+>\s+(?=[-\w])|(?<=\d)\s?>\s?(?=\d)"), " is greater than "),
    (re.compile(r"(?<![\w<])<\s?(?=[$£€]?\d)"), "less than "),
    (re.compile(r"(?<![\w>])>\s?(?=[$£€]?\d)"), "more than "),
    (re.compile(_OPERAND_BEFORE + r"\+" + _OPERAND_AFTER), " plus "),
    (re.compile(_OPERAND_BEFORE + r"÷" + _OPERAND_AFTER), " divided by "),
    (re.compile(rf"(?<=\d)\s*[x×]\s*(?=\d+(?:\.\d+)?(?:\s?{_LENGTHS}\b|\s*[x×]\s*\d))|"
        rf"(?<={_LENGTH_BEFORE})\s*[x×]\s*(?=\d)"), " by "),
    (re.compile(r"(?<=\d)\s*[x×]\s*(?=\d+\s(?:cards?|photos?|paper|grid|matrix|rooms?|rug|board|table))"), " by "),
    (re.compile(r"(?<=\d)\s*[*×]\s*(?=\d)|(?<=\d)\s*x\s*(?=\d+\s*(?:=|equals|is\b))|(?<=[\w)])\s*×\s*(?=[\w(])"), " times "),
    (re.compile(r"(?<=\d)\s*x\s*(?=\d)"), " by "),
    (re.compile(r"(?<=\d[\"″'])\s*[x×]\s*(?=\d)"), " by "),
    (re.compile(r"(?<![\w/])(?<=\d)/(?=[nxyz](?![\w/]))|(?<=[\s(=]1)/(?=[nxyz](?![\w/]))|(?<=^1)/(?=[nxyz](?![\w/]))"), " over "),
    (re.compile(r"(?<=\d)(?:\s?×|x)(?=[\s.,;!?)/]|$)"), " times "),
    (re.compile(r"(?<=\d)\+(?=\d)"), " plus "),
    (re.compile(r"(?<=\w)\+(?=[\s.,;:!?)]|$)"), " plus"),
    (re.compile(r"[~≈]\s?(?=[$£€]?\d)"), "about "),
    (re.compile(r"√\s*\("), " the square root of ("),
    (re.compile(r"√"), " the square root of "),
    (re.compile(r"∛"), " the cube root of "),
)  # fmt: skip
_STARRED = re.compile(r"(?<![\w*])[A-Za-z0-9]+(?P<gone>\s*\*\s*)(?=[A-Za-z0-9]+(?![\w*]))")
_DIVIDED = re.compile(r"(?<=\d)(?P<gone>\s+/\s+|/(?=\d+\s*=))(?=\d)")
_MINUS_BEFORE = re.compile(
    r"(?<=[\d)])(?P<gone>\s*[-–]\s*)(?=\(?\d+(?:\.\d+)?\)?\s*(?:=|equals|(?:plus|times|divided by) [\d(]|is (?:not )?equal))"
)
_MINUS_ASKED = re.compile(
    r"\b(?:what(?:'s| is)|equals|calculate|compute)\s+\d+(?:\.\d+)?(?P<gone>\s*[-–]\s*)(?=\d)", re.I
)
_LETTERED_MINUS = re.compile(r"(?<![\w'])[a-zA-Z\d](?P<gone>\s+[-–]\s+)(?=[a-zA-Z\d](?![\w']))")
_GRADE = re.compile(r"(?<![\w-])[A-DFO]B?(?P<gone>[-−])(?=[\s.,;!?)]|$)")
_ABSOLUTE = re.compile(r"(?<!\w)\|(?P<of>-?\w{1,3}(?:\s?[-+]\s?\w{1,3})?)\|(?!\w)")
_NAMED_FUNCTION = re.compile(r"(?<!\w)(?P<name>sin|cos|tan|log|ln|exp|sqrt)\((?P<of>[a-zA-Z0-9]{1,3})\)")
_FUNCTION_NAMES = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "log": "log",
    "ln": "natural log",
    "exp": "exponential",
    "sqrt": "square root",
}
_FUNCTION = re.compile(r"(?<=\b[fghFGP])\((?P<of>[a-zA-Z0-9])\)")
_POWER = re.compile(r"(?<=[\w)])\^\(?(?P<n>[-+]?\w{1,6})\)?")
_LOWERED_GONE = re.compile(r"(?<!\w)[A-Za-z](?P<gone>_)(?=\{?(?:\d+|[a-z])\}?(?!\w))")
_STARS = re.compile(r"(?<=\d)\s?★|(?P<full>★+)(?P<rest>☆*)")
_RAISED = {"2": "squared", "3": "cubed"}
_NAMES = {
    "+": "plus", "=": "equals", "<": "is less than", ">": "is greater than", "×": "times", "÷": "divided by",
    "±": "plus or minus", "∓": "minus or plus", "≈": "is about", "≠": "is not equal to", "≤": "is at most", "≥": "is at least",
    "≡": "is equivalent to", "∝": "is proportional to", "∞": "infinity", "∑": "the sum of", "∏": "the product of",
    "∫": "the integral of", "∂": "partial", "∇": "nabla", "∆": "delta", "∈": "is in", "∉": "is not in", "∋": "contains",
    "⊂": "is a subset of", "⊆": "is a subset of", "⊃": "contains", "⊇": "contains", "∪": "union", "∩": "intersection",
    "∅": "the empty set", "∀": "for all", "∃": "there exists", "∄": "there is no", "¬": "not", "∧": "and", "∨": "or",
    "∴": "therefore", "∵": "because", "∠": "angle", "⊥": "is perpendicular to", "∥": "is parallel to", "⋅": "times",
    "∙": "times", "∘": "of", "≪": "is much less than", "≫": "is much greater than", "~": "", "|": "", "℘": "p",
    "∣": "divides", "⁺": "plus", "♯": "sharp", "↔": "to and from", "⇄": "to and from", "⇌": "in balance with", "⇒": "implies",
    "⇔": "if and only if", "∕": "over", "⁄": "over", "−": "minus", "∶": "to", "∷": "as", "⟨": "", "⟩": "",
}  # fmt: skip
_SYMBOL = re.compile(r"[^\x00-\x7f\w\s\u2010-\u2027\u2030-\u205f\u20a0-\u20cf°¢£¥€€′″·•]")
_SILENT_NAMES = re.compile(
    r"BRACKET|PARENTHES|FENCE|LINE EXTENSION|SOLIDUS EXTENSION|MIDDLE PIECE|UPPER HOOK|LOWER HOOK|SQUARE$|TRIANGLE|"
    r"CIRCLE$|LOZENGE|DIAMOND$|STAR$|BAR$|VERTICAL LINE|SMALL SQUARE|INTEGRAL EXTENSION|SPOT|SHUFFLE|COMBINING"
)
_FILLING = re.compile(r"\b(?:SIGN|SYMBOL|OPERATOR|N-ARY|MATHEMATICAL|BOLD|ITALIC|SANS-SERIF|TYPE)\b|\bWITH .*")


def calculations(draft: Draft) -> None:
    """Read operations and comparisons, while figures are still figures."""
    draft.replace_inside(_LOWERED_GONE, " ")
    draft.replace_inside(_GRADE, " minus")
    draft.replace(_ABSOLUTE, lambda m: f" the absolute value of {m['of']} ")
    draft.replace(_NAMED_FUNCTION, lambda m: f"{_FUNCTION_NAMES[m['name']]} of {m['of']}")
    draft.replace(_FUNCTION, lambda m: f" of {m['of']}")
    for pattern, said in _BEFORE_FIGURES:
        draft.replace(pattern, said)
    draft.replace_inside(_STARRED, " times ")
    draft.replace_inside(_DIVIDED, " divided by ")
    draft.replace_inside(_MINUS_BEFORE, " minus ")
    draft.replace_inside(_MINUS_ASKED, " minus ")
    draft.replace_inside(_LETTERED_MINUS, " minus ")
    draft.replace(_STARS, _stars)


def powers(draft: Draft) -> None:
    """Read what is raised, after the units have taken theirs."""
    draft.replace(_POWER, _power)


def remaining_signs(draft: Draft) -> None:
    """Give every sign that is left a word, or silence if it has no meaning in a sentence."""
    draft.replace(_SYMBOL, lambda m: _named(m[0]))


def _power(match: re.Match[str]) -> str:
    raised = match["n"]
    if raised in _RAISED:
        return f" {_RAISED[raised]}"
    if raised in ("+", "-"):
        return ""
    sign = {"-": "minus ", "+": "plus "}.get(raised[0], "")
    digits = raised.lstrip("+-")
    return f" to the power of {sign}{cardinal(digits) if digits.isdigit() else digits}"


def _stars(match: re.Match[str]) -> str:
    if not match["full"]:
        return " stars"
    full, most = len(match["full"]), len(match["full"] + match["rest"])
    if most == 1:
        return " "
    return f" {full} out of {most} stars " if match["rest"] else f" {full} stars "


@lru_cache(maxsize=2048)
def _named(sign: str) -> str:
    """The sign's word, from the table or from its name in Unicode."""
    if (word := _NAMES.get(sign)) is not None:
        return f" {word} "
    name = unicodedata.name(sign, "")
    category = unicodedata.category(sign)
    if "ARROW" in name:
        return _arrow(name)
    if category != "Sm" or _SILENT_NAMES.search(name):
        return " "
    return f" {' '.join(_FILLING.sub('', name).replace('-', ' ').lower().split())} "


def _arrow(name: str) -> str:
    if "LEFT RIGHT" in name or ("RIGHTWARDS" in name and "LEFTWARDS" in name):
        return " to and from "
    if "RIGHTWARDS" in name:
        return " implies " if "DOUBLE ARROW" in name else " to "
    return next((f" {said} " for way, said in (("LEFTWARDS", "from"), ("UPWARDS", "up"), ("DOWNWARDS", "down"),
                                               ("UP DOWN", "up and down")) if way in name), " ")  # fmt: skip
