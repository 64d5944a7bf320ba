"""Turns a negated predicate into the one it denies: “no longer like olives” ends what “like olives” would tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADVERBS = r"(?:(?:really|actually|even|just|finally|recently|now|sadly|also|since|at last|officially|completely|all|both)\s+)*"
_BE = r"(?:'m|am|'re|are|'s|is|was|were|im)"
_TAIL = re.compile(
    r"(?:[\s,]+(?:any ?more|any longer|now|nowadays|these days|after all|at all|actually|though|either|again|today|"
    r"yesterday|already|"
    r"recently|lately|luckily|sadly|thankfully|i'm afraid|for good|for ever|forever|altogether|completely|for (?:a while|"
    r"now|years|months)|"
    r"(?:in|since|last|this) (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:19|20)\d\d|"
    r"year|month|week|spring|summer|autumn|winter|\w+day)|(?:a|one|two|three|four|five|six|\d+|some|many|"
    r"several) (?:days?|weeks?|months?|"
    r"years?) ago|(?:years|ages|months) ago|when i .*|because .*|since .*))+$"
)
_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"{_BE} {_ADVERBS}(?:no longer|not|never) {_ADVERBS}(?:longer )?(?P<x>.+)", ("'m {x}", "'ve been {x}")),
    (rf"(?:isn't|aren't|wasn't|ain't) {_ADVERBS}(?P<x>.+)", ("'m {x}", "'ve been {x}")),
    (rf"{_ADVERBS}no longer {_ADVERBS}(?P<x>.+)", ("{x}",)),
    (rf"(?:don't|do not|doesn't|does not) {_ADVERBS}(?P<x>.+)", ("{x}",)),
    (r"(?:haven't|hasn't|have not|has not) got (?P<x>.+)", ("have {x}",)),
    (r"(?:can't|cannot|can no longer) (?P<x>.+)", ("can {x}", "{x}")),
    (rf"used to be {_ADVERBS}(?P<x>.+)", ("'m {x}",)),
    (rf"used to {_ADVERBS}(?P<x>.+)", ("{x}",)),
    (
        rf"(?:'ve |have |has |'s |had to |decided to |had )?{_ADVERBS}(?:stopped|stop|quit|quitted|gave up|given up|"
        rf"give up|ceased|cease|dropped|"
        rf"drop|left off|finished|{_BE} done with|{_BE} through with|abandoned) (?P<ing>\w+ing)\b ?(?P<x>.*)",
        ("{base} {x}", "{base}e {x}", "'m {ing} {x}", "'ve been {ing} {x}"),
    ),
    (
        rf"(?:'ve |have |has |'s |had to |decided to )?{_ADVERBS}(?:stopped|quit|gave up|given up|give up|dropped|"
        rf"abandoned|went off|gone off|"
        rf"lost interest in|lost my taste for|{_BE} done with|{_BE} through with|{_BE} over) (?:my |our |the )?(?P<x>.+)",
        ("play {x}", "love {x}", "drink {x}", "'m learning {x}", "do {x}", "play the {x}"),
    ),
)
_ANYTHING = re.compile(r"\b(?:anything|anybody|anyone|any of (?:it|them|that)|any (?=\w)|a single )")
_DOUBLED = re.compile(r"([^aeiouls])\1$")


def affirmed(predicate: str) -> Iterator[str]:
    """What a negated predicate, in lower case, denies, in the forms in which it may have been told; none for any other."""
    bare = _TAIL.sub("", predicate.strip())
    for pattern, forms in _FORMS:
        found = re.fullmatch(pattern, bare)
        if found:
            groups = {name: _ANYTHING.sub("a ", words) for name, words in found.groupdict("").items()}
            stem = groups.get("ing", "").removesuffix("ing")
            base = _DOUBLED.sub(r"\1", stem)
            yield from (form.format(**groups, base=base).strip() for form in forms)
            return
