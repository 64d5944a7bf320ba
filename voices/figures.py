"""Brings numbers into the one form that later steps read: `1.234,50` and `1 234,50` become 1234.50, `1,00,000` 100000."""

from __future__ import annotations

import re

from voices.draft import Draft

_COIN = r"[$£€¥₹₽₩₺₴₪₫₱]|EUR\b|USD\b|CHF\b|kr\b|zł|Kč|euros?\b"
_EUROPEAN = re.compile(r"(?<![\w.,])(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d{1,3})(?![\w]|[.,]\d)")
_EUROPEAN_WHOLE = re.compile(
    rf"(?<![\w.,])(?P<whole>\d{{1,3}}(?:\.\d{{3}}){{2,}})(?![\w]|[.,]\d)|(?<![\w.,])(?P<sum>\d{{1,3}}\.\d{{3}})(?=\s?(?:{_COIN}))"
    rf"|(?<=€)\s?(?P<after>\d{{1,3}}\.\d{{3}})(?![\w]|[.,]\d)"
)
_DECIMAL_COMMA = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,3}|\d{5,9}),(?P<part>\d{1,2}|(?!(?:19|20)\d\d)\d{4,})(?![\w]|[.,]\d)(?!\s?(?:,|and|or|&)\s?\d)"
)
_DECIMAL_COMMA_UNIT = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,6}),(?P<part>\d{1,2})(?=\s?(?:%|°|[a-zμ]{1,3}\b|[€£$]))(?!\s?(?:or|and|to|in|is|at|on|by|of|if|as))"
)
_LISTED = re.compile(
    r"\b(?:pages?|chapters?|rooms?|options?|numbers?|questions?|steps?|lines?|rows?|items?|days?|verses?|exercises?|levels?|parts?|grades?|tables?|figures?)\s$",
    re.I,
)
_SPACED = re.compile(
    r"(?<![\w.,+-])(?P<whole>\d{1,3}(?:[ '’]\d{3}){2,}|[1-9]\d{0,2}(?:'\d{3})+|"
    r"[1-9]\d{0,2} [0-9]00|[1-9]\d{0,2} \d{3}(?=,\d{1,2}(?!\d)|\s?[€£$]))(?P<part>,\d{1,2})?(?![\w'-]|[.,]\d| \d)"
)
_INDIAN = re.compile(r"(?<![\w.,])\d{1,2}(?:,\d{2})+,\d{3}(?!\w|,\d)")
_SCIENTIFIC = re.compile(r"(?<![\w.])(?P<n>\d(?:\.\d+)?)[eE](?P<power>[+-]?\d{1,3})(?!\w)")


_COUNTED = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3}\.\d00)(?=\s(?:people|inhabitants|residents|visitors|employees|students|users|members|words|copies)\b)"
)
_NO_WHOLE = re.compile(r"(?<=[$£€])(?P<gone>\.)(?=\d\d(?!\d))")


def one_spelling(draft: Draft) -> None:
    """Rewrite the numbers of other countries."""
    draft.replace_inside(_NO_WHOLE, "0.")
    draft.replace(_EUROPEAN, lambda m: f"{m['whole'].replace('.', '')}.{m['part']}")
    draft.replace(_EUROPEAN_WHOLE, lambda m: (m["whole"] or m["sum"] or m["after"]).replace(".", ""))
    draft.replace(_COUNTED, lambda m: m["n"].replace(".", ""))
    draft.replace(_SPACED, _spaced)
    draft.replace(_INDIAN, lambda m: m[0].replace(",", ""))
    draft.replace(_DECIMAL_COMMA_UNIT, lambda m: f"{m['whole']}.{m['part']}")
    draft.replace(_DECIMAL_COMMA, _decimal)
    draft.replace(_SCIENTIFIC, lambda m: f"{m['n']} times 10^{m['power'].lstrip('+')}")


def _spaced(match: re.Match[str]) -> str | None:
    """`1 250 000` is one number; `1300 555 019` and a telephone after “call” are not."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if re.search(r"\b(?:call|phone|ring|dial|tel|text|fax|number|on|code|PIN)\b[^.]*$", before, re.I):
        return None
    part = (match["part"] or "").replace(",", ".")
    return re.sub(r"[ '’]", "", match["whole"]) + part


def _decimal(match: re.Match[str]) -> str | None:
    """A comma before one, two or more than three figures is a decimal one, except in a list such as “pages 3,4”."""
    if _LISTED.search(match.string[: match.start()]):
        return None
    return f"{match['whole']}.{match['part']}"
