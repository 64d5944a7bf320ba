"""Finds what a sentence takes for granted of the user's life: that they liked it, what they were doing, how it feels to her.

“I'm glad you like it”, “I know you've been busy”, “You're at the station”, “I know how you feel”: as if it were known.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.gate.grounds import is_about_own_life
from companion.gate.self_claims import clauses
from companion.text.grounding import content_words
from companion.text.pleasantness import pleasantness
from companion.text.tag_questions import asks

HAPPY, NEITHER = 0.3, 0.05
"""Pleasantness of a line from which on she may be glad that the user liked it; up to the second she is not glad of how it was."""
_SOMEBODY = (
    r"(?:you|he|she|they|it|your (?:\w+ )?(?:mother|mum|mom|father|dad|wife|husband|partner|"
    r"daughter|son|sister|brother|friend|boss))"
)
_GLAD = re.compile(
    rf" i (?:am|was|feel)(?: \w+)? (?:glad|happy|pleased|relieved|delighted)(?: to (?:hear|know|see))?(?: that)? "
    rf"(?P<who>{_SOMEBODY}) (?P<what>[a-z ]+?) \. "
    rf"|^\. (?:\w+ )?(?:(?:it|that) is )?(?:good|great|lovely|nice|wonderful)(?: to (?:hear|know|see))? that "
    rf"(?P<other>{_SOMEBODY}) (?P<that>[a-z ]+?) \. "
)
_HOW_IT_WAS = re.compile(
    r" (?:glad|happy|pleased|good|great|nice) (?:to hear )?(?:that )?(?:it|that|this|they) (?:is|was|are|were) "
)
"""“The train was packed.” – “I'm glad it was packed.”"""
_KNOWS = re.compile(
    r" i (?:\w+ )?(?:know|can see|can tell|notice|understand|remember|thought)(?: that)? "
    rf"(?P<who>{_SOMEBODY}) (?P<what>[a-z ]+?) \. "
)
_LIKED = re.compile(
    r"^(?:(?:are|is|was|were|have|has|had|did|do|got|really|all|both|to) )*(?:like|love|enjoy|enjoying|enjoyed|liked|loved|"
    r"happy|well|fine|okay|better|feeling|a (?:good|nice|great|lovely) \w+|fun|going well|went well|doing well|pleased|safe)\b"
)
_TALKING = re.compile(
    r"^(?:(?:are|have|had|can|could|did|still|also|just) )*(?:here|back|home safe|told|tell|said|say|asked|ask|shared|share|"
    r"came|come|talk|talked|talking|think so|thought|noticed|trust|mentioned|brought|with me|not alone)\b"
)
_FEELING = re.compile(
    r" (?:miss|love|feel|feeling|mean|meant|care|want|wanted|try|tried|trying|hope|worry|worried|can|could|will|would|may|might|"
    r"should|must|hard|tough|difficult|easy|sad|lonely|tired|not|deserve|need|sounds?|seems?|like|right|true|important|special|"
    r"matters?|hurts?|wonder) "
)
_SHARED_FEELING = re.compile(
    r" i (?:\w+ )?(?:know|understand|remember|get)(?: exactly| just| well)? (?:how (?:you|that|it|he|she|they) (?:must )?(?:feel|"
    r"feels|felt)|(?:the|that|this) feeling|what (?:it|that) (?:is|was|feels) like|what you are (?:going through|feeling)) "
    r"| (?:i )?(?:have )?been there (?:too|myself|before|\. )| i (?:can|could) relate | it happens to (?:me|us all) "
)
_LOOKS_FORWARD = re.compile(r" i (?:am|look)(?: \w+)?(?: looking)? forward to (?:it|that|this) ")
_TALK_AGAIN = re.compile(
    r"\b(?:tell|talk|speak|chat|see you|hear|tomorrow|tonight|later|until|till|back|more|show|send|write|story|news)\b",
    re.IGNORECASE,
)
"""What of the user's plans is hers to look forward to: their next talk."""
_OF_USER = re.compile(
    r"^\. (?:(?:and|so|but|well|oh|yes|no|now) )*(?P<of>you (?:are|were) (?:\w+ly |just |also |still |already |always )*"
    r"(?:an? |the |at |in |on |from |with |[a-z]+ing )"
    r"|you (?:have|had) (?:got |also |already |just )*(?:an? |two |three |your |been |no )"
    r"|you (?:\w+ly |just |also |already |even )*(?:went|came|saw|made|took|ate|drank|slept|lived|worked|walked|cooked|baked|"
    r"bought|left|met|called|wrote|drove|played|watched|visited|moved|grew|broke|fell|ran|sent|spent) )"
    r"(?P<what>[a-z ]*?) \. "
)
_HABIT = re.compile(
    r" (?:you|he|she|they) (?:are |have |is |has )?(?:always|usually|often|never)(?: been)? (?P<what>[a-z ]+?) \. "
)
_CALLS = re.compile(
    r"^\W*(?P<name>[A-Z][a-z]+), (?:.*\b(?:you|your)\b|I(?:['’]m|['’]ll| (?:am|will|like|love|miss|have|know))\b)"
)
"""“Kevin, we're glad to have you”, to somebody who spoke of Kevin."""
_TIMES = re.compile(
    r" (?:you|he|she|they) (?:have|has|had|were|was|are|is)(?: \w+){1,6} for (?:\w+ )?(?P<long>months|years|weeks|days|hours|ages) "
    r"| (?:you|he|she) (?:are|is) (?:now |already |only )?(?P<old>\d+|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|"
    r"eighty|ninety|a hundred)(?: \w+)?(?: now| years old| already)? \. "
)
_ONLY_ONE = re.compile(
    r" (?:he|she|it|they) (?:is|are|was|were) the (?:only|last|first) (?:one|person|friend)s? (?:you|that you|who) "
)
"""“She's the only one you know.”"""
_IS_WOULD = re.compile(r"^d (?:never |always |also )?(?![a-z]+ed )")
"""“You'd like that”, but not “you'd finished”."""
_KIND = re.compile(
    r" (?:kind|brave|good|nice|strong|welcome|right|clever|free|lovely|able|find|found|sound|sounded|make|made|tell|told|here|so|"
    r"there for|talk|someone|something|did|do|say|said|liked|loved|cared|wanted|meant|mean|alone|know|knew|had a|quite|too) "
)
"""“You always find a way”, “You're never alone”: what a friend concludes."""
_WAYS = frozenset(
    "good nice kind lovely great right wrong lucky brave strong clever wise busy human alone welcome mood hurry trouble pain "
    "control charge way luck choice reason reasons point right fan friend person mother father daughter son sister brother "
    "heart hands tired worn hard long day lot time doing going being feeling getting trying having taking giving making asking "
    "talking telling saying thinking wondering looking joking kidding listening missing worrying worth earned hero star saint "
    "gift treat chance well best better safe tough rough soft quick close".split()
)
"""Words of “you are in a good mood”, “you have every reason”: what a friend concludes, and no news of the user."""


def presumed(sentence: str, line: str, told: Sequence[str]) -> str:
    """The clause that takes something of the user's life for granted that is not in `told`; empty for none."""
    if asks(sentence):
        return ""
    called = _CALLS.match(sentence)
    if called and re.search(rf"(?<!I['’]m )(?<!I am )(?<!name is )(?<!name['’]s )\b{called['name']}\b(?!,)", line):
        return called["name"]
    known = content_words(" ".join([*told, line]))
    own_life = is_about_own_life(line)
    for clause in clauses(sentence):
        if _SHARED_FEELING.search(clause) or _glad_of_nothing(clause, line, known) or _knows_nothing(clause, known):
            return clause.strip(" .")
        if own_life and (
            _ONLY_ONE.search(clause)
            or _tells_the_user(clause, known)
            or _tells_a_habit(clause, known)
            or _tells_a_time(clause, known)
        ):
            return clause.strip(" .")
        if _LOOKS_FORWARD.search(clause) and not _TALK_AGAIN.search(line):
            return clause.strip(" .")
    return ""


def _glad_of_nothing(clause: str, line: str, known: set[str]) -> bool:
    found = _GLAD.search(clause)
    if found is None:
        return False
    what = found["what"] or found["that"]
    if _TALKING.match(what):
        return False
    if _LIKED.match(what) and pleasantness(line) >= HAPPY:
        return False
    if _HOW_IT_WAS.search(clause) and pleasantness(line) <= NEITHER:
        return True
    said = content_words(what)
    return bool(said or _LIKED.match(what)) and not said & known


def _knows_nothing(clause: str, known: set[str]) -> bool:
    found = _KNOWS.search(clause)
    if found is None or _TALKING.match(found["what"]) or _FEELING.search(f" {found['what']} "):
        return False
    if _IS_WOULD.match(found["what"]):
        return False
    said = content_words(found["what"])
    return bool(said) and not said & known


def _tells_a_habit(clause: str, known: set[str]) -> bool:
    """“You're always busy”, “you never have time”, which nobody told."""
    found = _HABIT.search(clause)
    if found is None or _KIND.search(f" {found['what']} "):
        return False
    said = content_words(found["what"])
    return not said or not said <= known


def _tells_a_time(clause: str, known: set[str]) -> bool:
    """“You've been looking for months”, “you're thirty now”: how long and how old, which nobody told."""
    found = _TIMES.search(clause)
    return (
        found is not None
        and not content_words(found["long"] or found["old"]) & known
        and not re.search(r" (?:if|not) ", clause)
    )


def _tells_the_user(clause: str, known: set[str]) -> bool:
    """“You're on a boat”, “you went to the sea”: of the user's life, as if it were known."""
    found = _OF_USER.match(clause)
    if found is None:
        return False
    words = f"{found['of']} {found['what']}"
    if _WAYS & set(words.split()) - {"doing", "going", "being", "having", "taking", "making"} or _FEELING.search(
        f" {words} "
    ):
        return False
    said = content_words(words)
    return bool(said) and not said & known
