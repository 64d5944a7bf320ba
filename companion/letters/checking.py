"""Checks a letter: names, dates, numbers, memories and promises that nobody gave, and whether all is in it that must be."""

# ruff: noqa: SIM905 - a list of words reads best as one line of them

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from companion.gate.contradicted import contradicted
from companion.letters.second_person import as_sentence, to_them
from companion.text.grounding import content_words, support_share, ungrounded

_WHEN = re.compile(
    r"\b(?:tomorrow|yesterday|tonight|(?:last|next) (?:night|week|month|year|summer|winter|spring|autumn|fall|time|"
    r"weekend|christmas)"
    r"|this (?:weekend|week|month|evening|morning|afternoon|summer|winter|spring|autumn|christmas)|today"
    r"|(?:\w+ )?(?:weeks?|months?|years?|decades?|days?) (?:ago|from now)|noon|midnight|o'clock|in (?:the )?(?:spring|"
    r"summer|autumn|winter)"
    r"|decades?|dozens?|hundreds?|thousands?|millions?|half an hour|an hour|the weekend|the other day|recently|"
    r"every (?:day|week|year|month))\b",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\b(?:remember(?:ed|ing)?|recall(?:ing)?|reminds? me|memories|memory of)\b|\bwhen (?:we|I|you) (?:was|were)\b"
    r"|\b(?:we|you and I|both of us)(?:'ve| have)? (?:\w+ly )?(?:went|had|shared|spent|used to|laughed|met|did|made|"
    r"grew|been|seen|known|enjoyed|talked|discussed)\b"
    r"|\b(?:our|your|my) (?:trip|holiday|vacation|childhood|adventures?|conversation|meeting|phone call|last)\b|"
    r"\bI (?:saw|heard|met|visited|noticed|received) ",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\bI(?:['’]ll| will| can| shall| promise to| am going to)(?: (?:also|gladly|happily|certainly|even))?"
    r" (?!(?:miss|love|remember|think|hope|see|look|always|never|be|enjoy|forget|not|hardly|only|wait|understand|imagine)\b)\w+",
    re.IGNORECASE,
)
"""“I will pay the bill.” Not what everybody may say: “I will always miss you.”"""
_REQUEST = re.compile(
    r"\bplease (?:\w+ly )?(?!(?:accept|know|take care|take (?:it|your time)|forgive|enjoy|excuse|pardon|find|feel free|let me know|"
    r"don't (?:worry|hesitate)|do not (?:worry|hesitate)|stay|be|have|give (?:my|our)|say hello|tell me|remember)\b)\w+"
    r"|\b(?:could|can|would|will) you (?:please )?(?!(?:believe|imagine|forgive|be|tell me)\b)\w+[^.!]*\?"
    r"|\bI(?: would|['’]d) (?:like|love|want) (?:you to|to (?:have|get|receive|ask|request|borrow|take|use)|it back|them back)\b"
    r"|\bI (?:want|need|expect|ask) you to\b|\b(?:give|send|bring|hand|pay)(?: (?:it|them|that|those|me))? back\b",
    re.IGNORECASE,
)
"""“Please send me the flowers.” Not what everybody may ask: “Please take care of yourself.”"""
_HOPE = re.compile(
    r"^(?:I|We)(?: (?:really|truly|do))? (?:hope|trust|am (?:sure|glad|happy))(?: that)? ", re.IGNORECASE
)
"""“I hope he can come”, of somebody who can't, is as wrong as “he can come”."""
_PLACEHOLDER = re.compile(
    r"[\[\]<>{}_]|\bXX|\b(?:your|my|recipient'?s?|sender'?s?) name\b|\binsert\b|\blorem\b|\b\d+ Main Street",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"\b(?:this version|(?:the )?original (?:message|letter|text|meaning)|punctuation|(?:in)?formal (?:language|tone)|rewritten|"
    r"as an? (?:ai|assistant|language model)|i am an? (?:ai|assistant)|here(?:'s| is) (?:a|the|your) (?:letter|"
    r"draft|message)|the letter"
    r"|this draft|word count|sentences?|certainly!|sure!|of course!|occasion|the recipient|bullet"
    r"|hope (?:this|that|it) helps|let me know if you need|being your \w+(?:ieth|teenth|\dth)"
    r"|(?:no|any) new facts|keep all that it tells|write it again|without greeting)\b",
    re.IGNORECASE,
)
_STARTERS = frozenset(
    (
        "i i'm i've i'd i'll we we're we've we'd we'll you you're you've your yours my our it it's its it'll this that "
        "that's these those the a an and but so or "
        "if when while as at in on for to from with without until after before since because although though even just also only "
        "may let please thank thanks happy congratulations hope hoping wishing wish sending looking have has had "
        "having be been being "
        "is are was were do does did don't can could can't would will won't shall should might must not no yes oh well now here "
        "there there's then still always never once every each all both some any many much more most what whatever "
        "when where who why how "
        "dear hello hi hey good great best warm warmest lots love much take enjoy see know remember think thinking "
        "keep give make get "
        "come go stay feel feeling eat drink dance sing celebrate everything everyone nothing nobody something someone anyone "
        "today life time people family friends perhaps maybe sometimes often really truly honestly again until one another other "
        "he she they her his their us me him them forgive sorry apologies unfortunately fortunately finally meanwhile "
        "first second "
        "meeting being seeing having living getting learning hearing knowing missing counting turning believe trust "
        "trusting remind "
        "say said tell told asking ask call write writing send bring bringing by up down out over under through during despite "
        "like unlike such too very quite rather another few several nothing's what's who's how's let's o' ha wow "
        "cheers bless god "
        "music food work home days years months weeks time's money heat heating rain water kindly regarding concerning further "
        "furthermore moreover however therefore instead otherwise indeed certainly surely clearly especially particularly "
        "your thirtieth happiest greetings deepest heartfelt sincere sincerely dearest rest "
    ).split()
)
_NAMELIKE = re.compile(
    r"([A-Z][a-z]+)(?:['’]s\b|,| and [A-Z]| (?:is|was|will|and|has|had|said|says|told|loves?|sends?|would|can|misses|"
    r"wants|asked|came|comes|makes|made)\b)"
)
BIRTHDAY = re.compile(
    r"\bbirthday\b|\b(?:your|her|his|their) (?P<which>(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth|"
    r"fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|\d+(?:st|nd|rd|th)))\b(?! (?:wedding|anniversary|"
    r"year|day|week|marathon|time|floor|job|attempt|book|child))",
    re.IGNORECASE,
)
ENOUGH, HALF = 0.65, 0.5
"""Share of the words that matter which says a thing; with which a promise is one that was given."""


def inventions(sentence: str, grounds: Sequence[str], to: str = "") -> list[str]:
    """What a sentence names that nobody gave; also memories, promises and blanks, and whose a thing is, turned round.

    `to`: whom the letter is to; the grounds are the user's words about that person.
    """
    given = " ".join(grounds).lower()
    found = ungrounded(sentence, grounds)
    first = _NAMELIKE.match(sentence)
    if (
        first
        and first[1].lower() not in _STARTERS
        and not re.search(rf"\b{first[1].lower()}", given)
        and not re.search(r"(?:ing|ly)$", first[1])
    ):
        found.append(first[1])
    found += [one[0] for one in _WHEN.finditer(sentence) if not _is_given(one[0], given)]
    if (_SHARED.search(sentence) and support_share(sentence, grounds) < ENOUGH) or (
        (_PROMISE.search(sentence) or (_REQUEST.search(sentence) and not _asked_for(sentence, given)))
        and support_share(sentence, grounds) < HALF
    ):
        found.append(sentence)
    found += _turned_round(sentence, " ".join(to_them(one, to) for one in grounds).lower())
    hoped = _HOPE.sub("", sentence)
    found += [f"not: {other}" for one in grounds if (other := contradicted(hoped, one, though_supposed=True))]
    for pattern in (_PLACEHOLDER, _NOT_A_PERSON):
        found += [one[0] for one in pattern.finditer(sentence) if one[0].lower() not in given]
    return found


def _asked_for(sentence: str, given: str) -> bool:
    """Whether a sentence asks for what the user wants to ask for: in the same words, or by some verb of asking."""
    verbs = re.findall(r"\b(?:please|you to|could you|can you|would you|will you) (\w{3,})", sentence.lower())
    return any(re.search(rf"\b{re.escape(verb)}", given) for verb in verbs)


def _turned_round(sentence: str, given: str) -> list[str]:
    """“Your party”, where “our party” was told, and the other way round."""
    ours = set(re.findall(r"\b(?:my|our) (\w{3,})", given))
    yours = set(re.findall(r"\byour (\w{3,})", given))
    said = re.findall(r"\b(my|our|your) (\w{3,})", sentence.lower())
    return [
        f"{whose} {what}"
        for whose, what in said
        if (what in ours - yours and whose == "your") or (what in yours - ours and whose in ("my", "our"))
    ]


def occasion_missing(text: str, occasion: str) -> bool:
    """Whether a text does not tell what it is for: it has less than half of the words that matter."""
    wanted = content_words(occasion)
    if BIRTHDAY.search(occasion):
        return "birthday" not in text.lower()
    return bool(wanted) and len(wanted & content_words(text)) < HALF * len(wanted)


def _is_given(when: str, given: str) -> bool:
    low = when.lower()
    return low in given or (low == "today" and "birthday" in given)


def says(text: str, what: str, to: str = "") -> bool:
    """Whether a text says this: it has most of the words that matter, in any form."""
    wanted = content_words(
        re.sub(
            r"^(?:thank|ask|tell|mention|invite|wish|apologi[sz]e|complain|offer|remind|congratulate|explain|suggest|promise)\b",
            "",
            what.strip(),
            flags=re.IGNORECASE,
        )
    ) or content_words(what)
    if not wanted:
        return _plain(as_sentence(what, to)) in _plain(text)
    there = content_words(text)
    names = {word.lower() for word in re.findall(r"\d[\w:.]*|(?<=\s)[A-Z][\w’']*", what) if word != "I"}
    exact = all(re.search(rf"(?<!\w){re.escape(name.split('’')[0].split(chr(39))[0])}", text.lower()) for name in names)
    return exact and len(wanted & there) >= (len(wanted) if len(wanted) <= 2 else ENOUGH * len(wanted))


def _plain(text: str) -> str:
    """In lower case, with “I am” for “I'm”."""
    text = text.lower().replace("’", "'").strip(" .!")
    return re.sub(r"'m\b", " am", re.sub(r"'re\b", " are", text))


def missing(text: str, must: Iterable[str], to: str = "") -> list[str]:
    """What must be in a text and is not; `to`: whom it is to."""
    return [what for what in must if not says(text, what, to)]
