"""Finds statements that rest on nothing: about the user's life, people or surroundings, neither told, supposed nor an opinion.

To a statement of the user's, and to a question about their own life or the scene, a small LLM answers with invented facts (“The
cat is fine.”, “It was a beautiful film.”, “In the hills.”). There a clause may ask, suppose, judge, advise, comfort, or repeat what
was told; anything else needs most of its content words to have been said by the user.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.gate.self_claims import clauses
from companion.text.grounding import content_words, support_share
from companion.text.tag_questions import asks

LEAST = 0.6
"""Least share of the clause's content words that must occur in what the user said."""
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|well|ok|okay)\W+)?(?:who|what|when|where|which|why|how|is|are|am|was|were|do|does|did|can|"
    r"could|will|would|"
    r"should|have|has|may|tell me|give me|explain|describe|recommend|suggest|name|define|translate|say|sing|make up)\b",
    re.IGNORECASE,
)
_OWN_LIFE = re.compile(
    r"\b(?:my|mine|our|ours|he|she|him|her|his|they|them|their|we|us|there|here|tonight|today|now|yesterday|yet|last (?:night|"
    r"year|week)|"
    r"(?:did|have|had|were|was) you|you (?:did|were|have|had)|yours)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"\b(?:you|your|this|these|here|we)\b.*\b(?:is|are|was|were|do|does|did|has|have|can|will|wo)n['’]t (?:i|you|we|it|he|she|they|"
    r"that|this|there)\W*$",
    re.IGNORECASE,
)
"""“You can have the first slice. Good, isn't it?”"""
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|they|them|my)\b", re.IGNORECASE)
_ADVICE = re.compile(
    r"\b(?:should|shall|advice|think|recommend|suggest|how (?:do|can|could|would) i|what (?:do|can|could|would) i)\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r" (?:must|may|might|could|would|should|maybe|perhaps|probably|sound|sounds|seem|seems|think|guess|bet|hope|suppose|"
    r"imagine|if|surely|"
    r"likely|will|wish|wonder|either|unless|as though|not know|never know|feels|can be|let|always|never|sometimes|often|"
    r"usually|people|everyone|"
    r"nobody|you can|you could|you might|glad|sorry|thank|thanks|congratulations|good|sleep) "
)
_JUDGES = frozenset(
    "lovely nice great wonderful beautiful good better best bad worse worst hard easy sad happy funny sweet brave wise "
    "clever kind smart sensible strong special charming patient generous cute right wrong fair true enough okay ok fine "
    "alright interesting exciting awful terrible horrible dreadful tough rough painful lonely quiet calm warm cosy cozy big "
    "small little long short important rare strange odd weird silly crazy wild amazing fantastic brilliant perfect pity "
    "shame luck lucky worth fun treat relief news sense way start beginning thing feeling sort point question answer idea "
    "comfort gift joy loss much lot something nothing proud brave human normal natural understandable frustrating annoying "
    "tiring exhausting impressive delicious sounds poor dear honest heavy light new old bright fresh ".split()
)
_INSTRUCTS = frozenset(
    "sit lie stand close drop pour light wash work run walk treat mind watch cut count choose pick send save leave hug kiss "
    "relax cook feed buy bake visit join see help learn play pause blame worry dare promise expect lean crawl shut warm "
    "wear wrap try take go tell let give keep do be get have think listen sleep rest wait hold ask say start stop enjoy "
    "remember imagine call write talk eat drink put make look breathe hang come put leave use read show trust forgive "
    "forget find turn open ".split()
)
_BEFORE_COMMANDS = frozenset("and then so but well just".split())
_PAST_SCENE = re.compile(
    r"^\. (?:and |but |so |well |oh |yes |no |yeah )*(?:it|they|there|you|he|she) (?:was|were|did|had)\b"
)
_BARE = re.compile(
    r"^\. (?:and |but |so |well |oh |yes |no |yeah )*(?:yes|no|it is|it was|it did|it does|it has|he is|he does|he did|she is|"
    r"she does|she did|they are|"
    r"they do|they did|you are|you did|you do) \. $"
)
_AGREES = re.compile(r" (?:it|they|he|she) \w+ \. $")
"""“Yes, it is.”: to what is told, too, of which she can know nothing else."""
_GREETS = re.compile(
    r" (?:of course|hello|hi|hey|good (?:night|evening|morning|afternoon)|goodnight|bye|goodbye|thanks|thank you|welcome|"
    r"cheers|oh|ah|"
    r"hm|wow|ouch|ooh|haha) "
)


def is_about_own_life(line: str) -> bool:
    """Whether this line of the user's tells of their life or the scene, or asks about it; not a general question or for advice."""
    if not content_words(line) and not _SOMEBODY.search(line):
        return False  # “And now?”
    own = _OWN_LIFE.search(line) or _TAG.search(line)
    return not _QUESTION.search(line) or (bool(own) and not _ADVICE.search(line))


def ungrounded_clause(sentence: str, line: str, told: Sequence[str]) -> str:
    """The first clause of a sentence of hers that rests on nothing, in reply to `line`; empty if all do."""
    if asks(sentence) or not is_about_own_life(line):
        return ""
    found = clauses(sentence)
    if found and all(map(_BARE.match, found)) and (_QUESTION.search(line) or _AGREES.search(found[-1])):
        return found[-1].strip(" .")
    return next((clause.strip(" .") for clause in found if not _has_grounds(clause, told)), "")


def recalls_a_scene(clause: str) -> bool:
    """Whether a clause of hers tells how something was: “It was fun,”."""
    return any(map(_PAST_SCENE.search, clauses(clause)))


def _has_grounds(clause: str, told: Sequence[str]) -> bool:
    words = clause.strip(" .").split()
    while len(words) > 1 and words[0] in _BEFORE_COMMANDS:
        words = words[1:]
    if (
        words[:2] in (["that", "is"], ["another", "one"])  # a comment on what was said
        or len(words) == 1
        or _SUPPOSES.search(clause)
        or _GREETS.search(clause)
        or "i" in words[:4]
        or words[0] in _INSTRUCTS
    ):
        return True
    past = bool(_PAST_SCENE.search(clause))
    if _JUDGES & set(words) and not (past and {"a", "an"} & set(words)):
        return True
    if not past and {"you", "your", "not"} & set(words[:4]):
        return True
    return not content_words(clause) or support_share(clause, told) >= LEAST
