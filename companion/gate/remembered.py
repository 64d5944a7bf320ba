"""Finds sentences that say what the user told her, and whether anything of that was told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.text.grounding import content_words, support_share, ungrounded

LEAST = 0.6
"""Least share of such a sentence's content words that must occur in what the user said."""
_RECALLS = re.compile(
    r"\b(?:you(?:['’]ve| have| had)? (?:once |already |never |always )?(?:told|said|mentioned|shared|talked|spoke|promised)"
    r"|i (?:do |still |clearly )?(?:remember|recall)\b"
    r"|last (?:time|night|week|month|year),? (?:you|we)\b|the other (?:day|evening),? (?:you|we)"
    r"|as you (?:told|said|mentioned)|we (?:talked|spoke|were talking) about|when you (?:told|said|mentioned))",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:glad|sorry|thanks?|thank you|good|kind of) (?:that )?you\b|\b(?:you|we|i)(?:['’]ve| have| had| did| do| can|"
    r" could)?(?: not|n['’]t| never)\b"
    r"|\bcannot\b|\bnobody\b|\b(?:if|did|have|would|has) you\b|\byou said so\b",
    re.IGNORECASE,
)
_NEVER_TOLD = re.compile(
    r"\byou(?:['’]ve| have| had|['’]d)?(?: still| really| actually)?(?: not|n['’]t| never| did not| didn['’]t| (?:have|had)n['’]t)"
    r"(?: (?:yet|ever|really|actually|once|even))*"
    r" (?:told|tell|said|say|mention(?:ed)?|shared?|talk(?:ed)?|spoken?|speak|brought up|bring up|introduced?)\b"
    r"(?: me| to me| with me| anything| a word| a thing| much)*(?: about| of)? (?!me|to|with|anything|why|how|when|where|what|"
    r"which|who|whose|whether|if|that|the (?:name|age|rest)\b)"
    r"(?P<what>[^,;.!?–—]+)",
    re.IGNORECASE,
)
"""“You haven't talked about Jonas yet.”"""
_NAMING = re.compile(r"\b(?:names?|named|called|about)\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|when|what|whether|that|wish|as though|did|have|had|not sure)\W*$", re.IGNORECASE)
"""Before “I said”: “if I said so”, “that's not what I said”."""
_BARE = re.compile(
    r"\bi (?:do |still |clearly |also )?(?:remember|recall)"
    r"(?: (?:that|it|this|you|well|too|as well|when|those|them|now|all))*[ .,!]*$",
    re.I,
)


_OWN_WORDS = re.compile(
    r"\bi(?:['’]ve| have| had)? (?:already |just |also |once |always |only )*(?:told you|said|promised|mentioned|suggested|"
    r"warned you|gave you (?:a|an|the|my|some))\b(?P<what>[^,;.!?–—]*)",
    re.IGNORECASE,
)


def claims_own_words(sentence: str, said: Sequence[str]) -> bool:
    """Whether the sentence says that she said or promised something that is not among her sentences `said`: “I told you.”"""
    found = _OWN_WORDS.search(sentence)
    if found is None or _SUPPOSED.search(sentence[: found.start()]):
        return False
    return not content_words(found["what"]) or support_share(found["what"], said) < LEAST


def claims_memory(sentence: str) -> bool:
    """Whether the sentence says that she remembers, or was told, something."""
    return bool(_RECALLS.search(sentence)) and not _DENIES.search(sentence)


def denies_what_was_told(sentence: str, told: Sequence[str]) -> bool:
    """Whether the sentence says that the user never spoke of somebody or something of which they did, in these lines."""
    for found in _NEVER_TOLD.finditer(sentence):
        what = content_words(found["what"])
        if what and any(what <= content_words(line) for line in told):
            return True
    return False


def rests_on(sentence: str, told: Sequence[str], has_notes: bool) -> bool:
    """Whether what the sentence recalls was told; a bare “I remember that” needs a memory beside the line (`has_notes`)."""
    if _BARE.search(sentence):
        return has_notes
    if ungrounded(sentence, told):
        return False
    return not content_words(sentence) or support_share(_NAMING.sub(" ", sentence), told) >= LEAST
