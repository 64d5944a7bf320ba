"""Tells whether words can be a name, a home or a job: a feeling is no name, a figure of speech no home.

A text without capitals (typed in haste, or transcribed) is judged by lists of words alone.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re

from companion.remembering.words import LISTS

_STATE_ENDING = re.compile(r"(?:ing|ed|ful|less|ous|ish|ive|ible|ly)$")
"""Endings of words that say how somebody is; also of a few names, which are better told with “my name is”."""
_ABSTRACT = frozenset(
    """
    abundance accordance agony anger angst anguish anticipation anxiety awe bedlam bitterness bliss bondage captivity
    celebration
    chaos clover comfort conflict confusion contentment contradiction crisis danger darkness debt decline defeat
    delusion denial despair
    despondency disarray disbelief discomfort disgrace disgust dismay disorder distress dread dream dreams ecstasy
    embarrassment envy
    exhaustion exile expectation extremes faith fantasy fear fears filth flux fog freedom fright fury gloom glory god
    grief guilt
    haste hardship harmony hatred haze heaven heartache heartbreak hell hiding hindsight history hope hopes horror
    humiliation hurry
    ignorance illusion infamy isolation jealousy joy jesus lack lies light limbo liminality loneliness love luxury
    mayhem memories memory mess misery
    modesty moment mourning mystery need nightmare nostalgia oblivion obscurity opulence pain panic paradise past peace
    pain penury peril
    plenty politics poverty prayer pressure pretence pride reality regret remorse retrospect rush sackcloth sadness
    seclusion secrecy
    serenity shadow shadows shame shock silence sin slavery slippers smoke solitude sorrow splendour splendor squalor
    stress style
    suffering survival suspense suspicion terror torment toil trauma trouble troubles truth turmoil uncertainty upheaval
    utopia vain
    wonder wonderland words worry worries yesterday future present mind head heart thoughts thought sweatpants pyjamas
    pajamas jeans
    leggings trainers hoodie coffee toast bread pizza takeaways takeaway noodles sandwiches nerves edge hold autopilot cloud
    bubble moment moments clouds tears sleep bed sofa couch phone computer nutshell bits pieces routine rut harness
    saddle suitcase suitcases fridge wardrobe costume shoes socks hammock dressing-gown spotlight limelight rhythm
    rhythms mess cycle
    times days age era world worlds anonymity instalments installments parallel unison sync tandem touch
    """.split()
)
_ABSTRACT_ENDING = re.compile(
    r"(?:ness|(?<!c)ity|(?<!apart)(?<!base)(?<!settle)ment|(?<!sta)(?<!planta)(?<!reserva)tion|ism)$"
)
_UTTER = frozenset(
    "constant perpetual total complete absolute utter pure sheer deep eternal endless permanent daily mortal abject relative "
    "virtual".split()
)
_BESIDE_A_JOB = frozenset("of and to with for by in at from about like than than's who that".split())
_AT_HEART = re.compile(
    r"^\s+(?:at heart|in (?:the|this|our|my) (?:family|house|household|relationship|group|kitchen|story|film|play)|"
    r"of (?:love|souls|words|"
    r"dreams|habit|the (?:group|family|party|night|evening|house))|in (?:disguise|spirit|my (?:mind|head|dreams|heart|"
    r"free time|spare time))"
    r"|wannabe|fan\b)"
)


def is_feeling(name: str) -> bool:
    """Whether a word after “Hi, I'm …”, written without a capital, says how somebody is, and not what they are called."""
    return name.lower() in LISTS["feelings"] or bool(_STATE_ENDING.search(name.lower()))


def is_home(words: str) -> bool:
    """Whether somebody can live in or at what these words, verbatim, say."""
    spoken = re.findall(r"[^\W\d_][\w'’-]*", words)
    low = {word.lower() for word in spoken}
    if low & LISTS["abodes"] or any(word.removesuffix("'s").removesuffix("’s") in LISTS["abodes"] for word in low):
        return True
    if any(word[:1].isupper() and word != "I" for word in spoken):
        return True
    return bool(spoken) and not (low & (_ABSTRACT | _UTTER) or any(map(_ABSTRACT_ENDING.search, low)))


def is_job(before: str, after: str) -> bool:
    """Whether a job is the user's own: not “the wife of a pilot”, “a doctor's daughter” or “a poet at heart”.

    `before`: the words between “I'm” and the job, `after`: those that follow it, both in lower case.
    """
    return not (_BESIDE_A_JOB & set(before.split()) or re.match(r"['’]s?\s", after) or _AT_HEART.match(after))
