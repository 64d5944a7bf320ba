"""Turns a negated predicate into the one it denies: “no longer like olives” ends what “like olives” would tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.text.calendar_words import MONTH

_ADVERBS = r"(?:(?:really|actually|even|just|finally|recently|now|sadly|also|since|at last|officially|completely|all|both)\s+)*"
_BE = r"(?:'m|am|'re|are|'s|is|was|were|im)"
_TAIL = re.compile(
    r"(?:[\s,]+(?:any ?more|any longer|now|nowadays|these days|after all|at all|actually|though|"
    r"(?:but|and) (?:not|no longer)|either|again|today|"
    r"yesterday|already|"
    r"recently|lately|luckily|sadly|thankfully|i'm afraid|for good|for ever|forever|altogether|completely|for (?:a while|"
    r"now|years|months)|"
    rf"(?:in|since|last|this) (?:{MONTH}|"
    r"(?:19|20)\d\d|"
    r"year|month|week|spring|summer|autumn|winter|\w+day)|(?:a|one|two|three|four|five|six|\d+|some|many|"
    r"several) (?:days?|weeks?|months?|"
    r"years?) ago|(?:years|ages|months) ago|when i .*|because .*|since .*))+$"
)
_NOW = {
    "had": "have", "been": "'m", "lived": "live", "owned": "own", "played": "play", "smoked": "smoke", "worked": "work",
    "believed": "believe", "studied": "study", "liked": "like", "loved": "love", "kept": "keep", "wanted": "want",
    "spoke": "speak", "spoken": "speak", "drank": "drink", "ate": "eat", "took": "take", "went": "go", "said": "say",
    "sang": "sing", "was": "'m", "were": "'m",
}  # fmt: skip
"""The present of verbs in “never had”, so that it denies what is told as a state."""
_STOPPED = rf"(?:'ve |have |has |'s |had to |decided to |had )?{_ADVERBS}"
_THEIRS = r"(?:my |our |the |his |her |any |that |a )?"
_FEAR = r"(?:fear|phobia|terror|dread) of (?P<x>.+)"
_NO_FEAR = (
    r"(?:got over|gotten over|over|got rid of|rid of|overcame|overcome|conquered|beat|beaten|lost|shook off|shaken off|"
    r"recovered from|cured of|outgrew|outgrown|grew out of|grown out of|free of|(?:don't|doesn't|no longer) ha(?:ve|s))"
)
_RECOVERED = (
    r"(?:got over|gotten over|overcame|overcome|beat|beaten|recovered from|cured of|outgrew|outgrown|grew out of|grown out of|"
    r"free of)"
)
_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"{_STOPPED}(?:{_BE} |been )?{_ADVERBS}{_NO_FEAR} {_THEIRS}{_FEAR}", ("'m afraid of {x}",)),
    (
        rf"{_STOPPED}(?:lost|losing|no longer have|no longer has|don't have|doesn't have) "
        r"(?:my |our |his |her |any |all |the )*(?:faith|belief|trust) in (?P<x>.+)",
        ("believe in {x}",),
    ),
    (
        rf"{_STOPPED}(?:moved|got|went) out of (?P<x>.+?)['’]s? (?:place|house|flat|home|apartment|room)",
        ("live with {x}",),
    ),
    (rf"{_STOPPED}moved out (?:on|from) (?P<x>.+)", ("live with {x}", "live in {x}")),
    (
        rf"{_STOPPED}(?:stopped|stop|quit|gave up|given up|give up|ceased|{_BE} done|{_BE} done with) being {_ADVERBS}(?P<x>.+)",
        ("'m {x}", "'ve been {x}"),
    ),
    (
        rf"(?:'ve |have |has |'s |had )?{_ADVERBS}(?:never|not once|"
        rf"not ever) {_ADVERBS}(?:ever )?(?P<verb>{'|'.join(_NOW)})\b ?(?P<x>.*)",
        ("{now} {x}", "{verb} {x}", "'ve {verb} {x}"),
    ),
    (rf"{_BE} {_ADVERBS}(?:no longer|not|never) {_ADVERBS}(?:longer )?(?P<x>.+)", ("'m {x}", "'ve been {x}")),
    (rf"(?:isn't|aren't|wasn't|weren't|ain't) {_ADVERBS}(?P<x>.+)", ("'m {x}", "'ve been {x}")),
    (rf"{_ADVERBS}no longer {_ADVERBS}(?P<x>.+)", ("{x}",)),
    (rf"(?:don't|do not|doesn't|does not) {_ADVERBS}(?P<x>.+)", ("{x}",)),
    (rf"(?:haven't|hasn't|have not|has not) got {_ADVERBS}(?P<x>.+)", ("have {x}",)),
    (r"(?:can't|cannot|can no longer) (?P<x>.+)", ("can {x}", "{x}")),
    (rf"used to be {_ADVERBS}(?P<x>.+)", ("'m {x}",)),
    (rf"used to {_ADVERBS}(?P<x>.+)", ("{x}",)),
    (
        rf"{_STOPPED}(?:stopped|stop|quit|quitted|gave up|given up|give up|ceased|cease|dropped|drop|left off|finished|"
        rf"{_BE} done with|{_BE} through with|abandoned) (?P<ing>\w+ing)\b ?(?P<x>.*)",
        ("{base} {x}", "{base}e {x}", "'m {ing} {x}", "'ve been {ing} {x}"),
    ),
    (rf"{_STOPPED}(?:{_BE} |been )?{_ADVERBS}{_RECOVERED} {_THEIRS}(?P<x>.+)", ("suffer from {x}",)),
    (
        rf"(?:{_BE} {_ADVERBS}(?:single|divorced|widowed)|"
        rf"{_STOPPED}(?:broke up|broken up|split up|separated|got divorced|got a divorce))"
        r"(?: (?:with|from) .+)?",
        (
            "have a boyfriend",
            "have a girlfriend",
            "have a partner",
            "have a husband",
            "have a wife",
            "'m married",
            "'m engaged",
        ),
    ),
    (rf"{_STOPPED}dropped out of {_THEIRS}(?P<x>.+)", ("study {x}", "'m at {x}", "go to {x}", "'m studying {x}")),
    (
        rf"{_STOPPED}(?:come|came|coming|got|gotten|weaned myself|{_BE}) off {_THEIRS}(?P<x>.+)",
        ("take {x}", "'m on {x}", "drink {x}"),
    ),
    (rf"{_STOPPED}(?:got|gotten) rid of {_THEIRS}(?P<x>.+)", ("have a {x}", "have {x}", "own a {x}")),
    (
        rf"{_STOPPED}(?:stopped|quit|gave up|given up|give up|dropped|abandoned|went off|gone off|"
        rf"lost interest in|lost my taste for|{_BE} done with|{_BE} through with|{_BE} over) {_THEIRS}(?P<x>.+)",
        ("play {x}", "love {x}", "drink {x}", "'m learning {x}", "do {x}", "play the {x}"),
    ),
)
_ONCE = re.compile(
    r"\bwhen (?:i|we)\b|\b(?:as (?:a|an)|until|till|before|back then|at (?:school|home|the time)|growing up)\b"
)
"""“I never had a dog when I was small” says nothing of today."""
_HAPPENED = re.compile(
    rf"(?:'ve |have |has |'s )?{_ADVERBS}(?:(?:at last|once) )?(?:been to|went to|(?:flew|travelled|traveled|drove|sailed) to|"
    r"visited|got back from|came back from|returned from) (?P<place>.+)|(?:'ve |have |has |'s )?"
    rf"{_ADVERBS}(?:been|went|got) (?P<been>abroad|skiing|camping|married|in love)|(?:'ve |have |has |'s )?"
    rf"{_ADVERBS}(?P<did>flew|rode|skied|saw|seen|owned|broke|ate|smoked|flown|ridden|eaten|broken) ?(?P<x>.*)"
)
_PARTICIPLES = {"flew": "flown", "rode": "ridden", "saw": "seen", "broke": "broken", "ate": "eaten"}
_FOR_ONCE = re.compile(r"[\s,]+(?:for the (?:very )?first time|at last|(?:and|with|by|for|to see) .*)+$")
_ANYTHING = re.compile(r"\b(?:anything|anybody|anyone|any of (?:it|them|that)|any (?=\w)|a single )")
_DOUBLED = re.compile(r"([^aeiouls])\1$")

_GONE = r"(?:'s|'ve| is| are| has| have)?(?: been)? (?:all )?(?:gone|went away|gone away|disappeared|vanished|cured|left me)"
_IMPERSONAL: tuple[tuple[str, str], ...] = (
    (
        r"(?P<x>[\w' -]+?) (?:no longer|never|(?:don't|doesn't|do not|does not)(?: really)?) "
        r"(?:scares?|frightens?|terrif(?:y|ies)) me",
        "'m not afraid of {x}",
    ),
    (rf"(?:my|our) (?:fear|phobia|terror|dread) of (?P<x>.+?){_GONE}", "'m not afraid of {x}"),
    (rf"(?:my|our) (?:faith|belief) in (?P<x>.+?){_GONE}", "don't believe in {x}"),
    (rf"(?:my|our) (?P<x>[\w -]+?){_GONE}", "don't suffer from {x}"),
    (r"(?:(?:my|our) )?(?P<x>[\w -]+?)(?:'s|'ve| has| have)? moved out(?: of .+)?", "don't live with my {x}"),
)
"""Ends whose subject is not the user: “my asthma is gone”, “spiders don't scare me any more”, “Max moved out”."""


def of_the_user(clause: str) -> str:
    """The negated predicate of the user's that such a clause, in lower case, comes to; empty for any other."""
    bare = _TAIL.sub("", clause.strip())
    for pattern, meaning in _IMPERSONAL:
        if found := re.fullmatch(pattern, bare):
            return meaning.format(**found.groupdict())
    return ""


def affirmed(predicate: str) -> Iterator[str]:
    """What a negated predicate, in lower case, denies, in the forms in which it may have been told; none for any other."""
    bare = _TAIL.sub("", predicate.strip())
    for pattern, forms in _FORMS:
        found = re.fullmatch(pattern, bare)
        if found and not (found.groupdict().get("verb") and _ONCE.search(predicate)):
            groups = {name: _ANYTHING.sub("a ", words) for name, words in found.groupdict("").items()}
            stem = groups.get("ing", "").removesuffix("ing")
            groups |= {"base": _DOUBLED.sub(r"\1", stem), "now": _NOW.get(groups.get("verb", ""), "")}
            yield from (form.format(**groups).strip() for form in forms)
            return


def never_before(predicate: str) -> str:
    """“'ve never been to Italy” for “went to Italy last week”, in lower case: what it proves wrong; else empty."""
    found = _HAPPENED.fullmatch(_FOR_ONCE.sub("", _TAIL.sub("", predicate.strip())))
    if found is None:
        return ""
    if found["place"]:
        return f"'ve never been to {found['place']}"
    if found["been"]:
        return f"'ve never been {found['been']}"
    return f"'ve never {_PARTICIPLES.get(found['did'], found['did'])} {found['x']}".strip()
