"""Turns what is said about somebody into what is said to them: “thank her for the jumper” into “Thank you for the jumper”."""

from __future__ import annotations

import re

_SHE = (
    r"sister|mum|mom|mummy|mother|aunt|auntie|gran|grandma|granny|grandmother|nan|nana|daughter|niece|wife|girlfriend|"
    r"landlady|mrs|ms|miss"
)
_HE = r"brother|dad|daddy|father|uncle|grandad|grandpa|grandfather|son|nephew|husband|boyfriend|mr"
_AFTER_OBJECT = (
    r"(?=$|[,.;!?]| (?:for|to|that|if|whether|about|on|in|at|with|and|when|how|what|so|very|a|an|the|all|again|as|or|by|"
    r"from|is|has)\b)"
)
_VERBS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_CLOSED = re.compile(r"(?:\w+(?:ss|us)|as|this|his|yes|always|perhaps|sometimes|besides|its)", re.IGNORECASE)


def to_them(text: str, to: str) -> str:
    """The words with “you” for the person that the letter is to, as far as the pronouns can mean that person."""
    they = bool(re.match(r"(?:the|our|my) \w+s\b", to)) or bool(
        re.search(r"council|company|bank|office|agency|people|team|school", to)
    )
    she = not re.search(rf"\b(?:{_HE})\b", to, re.IGNORECASE) and not they
    he = not re.search(rf"\b(?:{_SHE})\b", to, re.IGNORECASE) and not they
    if she:
        text = _turned(text, "she", "her", "hers", "herself")
    if he:
        text = _turned(text, "he", "him", "his", "himself")
    if they:
        text = _turned(text, "they", "them", "theirs", "themselves")
        text = re.sub(r"\btheir\b", "your", text, flags=re.IGNORECASE)
    bare = re.sub(r"^(?:my|our|the) ", "", to)
    named = to.split()[-1] if to else ""
    for name in filter(None, (to, named if named[:1].isupper() else "", bare if bare[:1].isupper() else "")):
        text = re.sub(rf"\b{re.escape(name)}(?:'s|’s)", "your", text)
    return text


def _turned(text: str, subject: str, theirs: str, owned: str, self_: str) -> str:
    flags = re.IGNORECASE
    text = re.sub(rf"\b{subject}(?:'s|’s)(?= \w+(?:ed|en|ne)\b)", "you've", text, flags=flags)
    text = re.sub(rf"\b{subject}(?:'s|’s)\b", "you're", text, flags=flags)
    text = re.sub(rf"\b{subject}(?:'ll|’ll)", "you'll", text, flags=flags)
    text = re.sub(rf"\b{subject}(?:'d|’d)", "you'd", text, flags=flags)
    text = re.sub(rf"\b{subject} (?P<verb>[\w'’]+)", lambda found: f"you {_verb(found['verb'])}", text, flags=flags)
    text = re.sub(
        rf"\b(?P<verb>is|was|has|does) {subject}\b",
        lambda found: f"{_VERBS[found['verb'].lower()]} you",
        text,
        flags=flags,
    )
    text = re.sub(rf"\b{self_}\b", "yourself", text, flags=flags)
    if theirs == "her":
        text = re.sub(rf"\bher\b{_AFTER_OBJECT}", "you", text, flags=flags)
        text = re.sub(r"\bher\b", "your", text, flags=flags)
        return re.sub(r"\bhers\b", "yours", text, flags=flags)
    text = re.sub(rf"\b{theirs}\b", "you", text, flags=flags)
    return re.sub(rf"\b{owned}\b", "your" if owned == "his" else "yours", text, flags=flags)


def _verb(word: str) -> str:
    if (plain := _VERBS.get(word.lower().replace("’", "'"))) is not None:
        return plain
    if not word.endswith("s") or _CLOSED.fullmatch(word):
        return word
    if re.search(r"(?:sh|ch|x|zz|o)es$", word):
        return word[:-2]
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]


_CLAUSE = re.compile(
    r"(?:i|we|you|he|she|they|it|there|my|our|your|his|her|their|the|a|an|this|that|"
    r"[A-Z][\w'’]*)\b(?: [\w'’-]+){0,6}? ?(?:'m|'re|'s|'ll|'d|'ve|’m|’re|’s|’ll|’d|’ve"
    r"|\b(?:am|is|are|was|were|will|would|can|can't|cannot|could|couldn't|have|has|had|do|does|don't|doesn't|didn't|"
    r"won't|may|might|must|should|want|wants"
    r"|need|needs|love|loves|like|likes|miss|hope|think|know|live|came|come|comes|go|goes|went|got|get|passed|made|"
    r"broke|leaks?|works?|stopped|started|died|feel"
    r"|remember|bring|arrive|look|owe|owes|found|lost|learned|learnt|moved|said|met|saw|gave|helped|paid|keep|keeps|"
    r"enjoyed|liked|loved|missed|wanted"
    r"|\w{2,}ed|needed|called|asked|forgot|took|ate|bought|sold|read|wrote|sent|heard|felt|thought|knew|began|ran|grew|"
    r"waited|visited|stayed|turned|finished))\b.*",
    re.IGNORECASE,
)
_ACTS: tuple[tuple[str, str], ...] = (
    (r"thank (?:you|him|her|them|everybody|everyone) (?P<rest>.+)", "Thank you {rest}."),
    (r"(?:ask|ask you) (?P<rest>(?:if|whether|when|how|what|where|who|why)\b.+)", "I wanted to ask {rest}."),
    (r"ask (?:you )?(?P<rest>(?:for|about)\b.+)", "I would like to ask {rest}."),
    (r"ask you (?P<rest>to\b.+)", "Please {bare}."),
    (r"invite you (?P<rest>.+)", "I would like to invite you {rest}."),
    (r"wish you (?P<rest>.+)", "I wish you {rest}."),
    (r"congratulate you (?P<rest>.+)", "Congratulations {rest}."),
    (r"apologi[sz]e (?P<rest>.+)", "I apologise {rest}."),
    (r"remind you (?P<rest>.+)", "I would like to remind you {rest}."),
    (r"complain (?P<rest>.+)", "I would like to complain {rest}."),
    (r"offer (?P<rest>.+)", "I would like to offer {rest}."),
    (r"suggest (?P<rest>.+)", "I suggest {rest}."),
    (r"promise (?P<rest>.+)", "I promise {rest}."),
    (r"(?:explain|say|write) (?P<rest>(?:that |how |why ).+)", "I want to tell you {rest}."),
    (r"how (?P<rest>.+)", "I want to tell you how {rest}."),
)  # fmt: skip
_ABOUT = "I also wanted to mention {what}."


def is_thing(what: str, to: str) -> bool:
    """Whether it is only a thing to be mentioned, and says nothing by itself: “the goat”."""
    return as_sentence(what, to).startswith(_ABOUT.partition("{")[0])


def as_sentence(what: str, to: str) -> str:
    """What must be in a letter, as a plain sentence of it: “the goat” → “I also wanted to mention the goat.”"""
    said = to_them(what.strip(" .,!"), to)
    for pattern, form in _ACTS:
        if found := re.fullmatch(pattern, said, re.IGNORECASE):
            rest = found["rest"]
            return form.format(rest=rest, bare=re.sub(r"^to ", "", rest))
    said = re.sub(r"^(?:that|the fact that) (?=\w+)", "", said, flags=re.IGNORECASE)
    said = re.sub(r"\bi\b(?=$|[ '’])", "I", said)
    if _CLAUSE.fullmatch(said):
        return f"{said[:1].upper()}{said[1:]}."
    return _ABOUT.format(what=re.sub(r"^(?:about|of) ", "", said))
