"""Recognises requests to forget, however politely they are put: “Could you please erase what I told you about Tom?”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from companion.text.openers import DRAWN_OUT, any_opener

What = Literal["last", "about", "said", "all", "unsure"]

_OPENERS = any_opener(
    "ah|hey|hm+|okay|ok|also|actually|wait|sorry|listen|please|right|yes|yeah|no(?! longer)|by the way|one more thing|now|"
    "thanks|look|"
    r"on second thoughts?|come to think of it|if (?:you (?:can|could|don't mind)|possible|that's (?:okay|ok|possible))",
    DRAWN_OUT,
)
_OPEN = rf"\W*(?:{_OPENERS}\b[\s,:;.!–—-]*)*"
_POLITELY = (
    r"(?:(?:can|could|would|will|might|may) (?:you|i|we|it be that you)\s+|would (?:you|it) (?:mind|be (?:possible|okay|"
    r"ok|alright)"
    r"(?: for you)? (?:to|if you(?: could)?)|be so (?:kind|good) (?:as )?to)\s+|do you mind\s+|"
    r"is (?:it possible|there (?:a|any) way|there any chance)(?: for you| you (?:can|could)| that you (?:can|"
    r"could))?(?: to)?\s+|"
    r"i(?:'d| would)? (?:really |very much |just )?(?:like|want|need|love|prefer|rather|appreciate it|wish|ask|be (?:glad|"
    r"grateful|happy))"
    r"(?: it)?(?: if| that)?(?: for)?(?: you)?(?:'d| would| could| can)?(?: to)?(?: please| just)?\s+|i (?:was|am|'m) (?:hoping|"
    r"wondering|asking)(?: if)?"
    r"(?: you)?(?: could| would| can)?(?: to)?\s+|"
    r"it(?:'d| would) be (?:\w+ )?(?:good|nice|great|best|better|lovely|kind)(?: of you)?(?: if you(?: could| would)?| to)\s+|"
    r"i(?:'d| would) (?:be|feel) (?:\w+ )?\w+ if you(?: could| would|'d)?\s+|(?:if only|i hope(?: that)?) you(?:'d|'ll| would|"
    r" could| can| will)?\s+|"
    r"i wonder (?:if|whether) you (?:could|would|can)\s+|"
    r"you (?:should|must|can|may|could|have to|need to|might as well|are to|had better|'d better)\s+|"
    r"(?:feel free|be so kind as|try|go ahead|be sure|remember) (?:to|and)\s+|make sure (?:that )?(?:you |to )|see that you |"
    r"(?:let's|please|kindly|just|do|possibly|perhaps|maybe|now|simply|then|quickly|completely|immediately)\s+)*"
)
_VERB = r"(?:forget|forgot|forgetting|delet(?:e|ing)|eras(?:e|ing)|unlearn(?:ing)?|remov(?:e|ing)|wip(?:e|ing)|purg(?:e|ing))"
_RID = (
    r"(?:get(?:ting)? rid of|clear(?:ing)?|drop(?:ping)?|scrap(?:ping)?|discard(?:ing)?|los(?:e|ing)|let(?:ting)? go of|"
    r"scratch|strike|"
    r"throw away|destroy)"
)
_TAKE = (
    r"(?:tak(?:e|ing)|cut(?:ting)?|pull(?:ing)?|clean(?:ing)?|rub(?:bing)?|strik(?:e|ing)|scrub(?:bing)?|took|scrubbed|wiped|"
    r"deleted|removed|erased)"
)
"""Verbs that mean it together with “out of your memory”."""
_NO_KEEPING = (
    r"(?:(?:don't|do not|didn't|did not|wouldn't|never|no longer|stop|stopped)\s+(?:remember(?:ing)?|keep(?:ing)?|sav(?:e|ing)|"
    r"stor(?:e|ing)|writ(?:e|"
    r"ing) down|retain(?:ing)?)|"
    r"(?:you )?(?:don't|needn't|do not|shouldn't|mustn't) (?:(?:need|have) to )?(?:remember|keep|save|store)|"
    r"i (?:don't|do not|no longer|wouldn't) (?:want|like|need) you to (?:remember|keep|know|have|save|store|retain))"
)
_THINGS = (
    r"(?:memor(?:y|ies)|facts?|notes?|records?|entr(?:y|ies)|information|info|data|details?|things?|stuff|lines?|"
    r"messages?|parts?|"
    r"bits?|conversations?|chats?|talks?|knowledge|stor(?:y|ies)|mentions?|references?|traces?|anything|everything|all|"
    r"whatever|what)"
)
_TOLD = (
    r"(?:\s+(?:that |which )?(?:you(?:'ve| have)? (?:ever |already |just )?(?:have|know|knew|keep|kept|stored|store|saved|"
    r"save|remember|"
    r"remembered|noted|learned|learnt|wrote down|written down|heard|got|collected)|"
    r"(?:i|we)(?:'ve| have| had)? (?:ever |just |once |already |have |had )?(?:said|told you|told|mentioned|shared|wrote|"
    r"say|gave you|given you|"
    r"talked|spoke|spoken|discussed|let slip)|(?:you )?(?:stored|saved|kept|noted|held)))?"
)
_WHERE = r"(?:\s+(?:to|with) you| you)?(?:\s+(?:in (?:your|the) (?:memory|head|notes)|on file|there (?:is|are)))?"
_ON = (
    r"\s+(?:about|of|on|regarding|concerning|around|to do with|related to|relating to|involving|that mentions?|mentioning|"
    r"where i (?:mention|talk about|speak of)|containing|with)\s+"
)
_QUANTITY = r"(?:(?:the|any|all|all the|all of the|every|each|your|my|our|those|these|that|this|some|whole|entire|any of the)\s+)*"
_FROM = (
    r"\s+(?:from|out of|in) (?:your|the) (?:memor(?:y|ies)|mind|head|records?|notes|files?|data(?:base)?|storage|system|"
    r"brain)\b"
)
_END = (
    r"(?:(?:,|\s)+(?:please|now|will you|would you|okay|ok|ever|again|for me|for good|forever|for ever|any ?more|any longer|"
    r"completely|"
    r"entirely|altogether|"
    r"at once|right (?:now|away)|immediately|if you (?:can|could|would|don't mind)|if possible|thanks|thank you|then|too|"
    r"as well|"
    r"(?:(?:from|out of) (?:your|the)|in your) (?:memor(?:y|ies)|mind|head|records?|notes|files?)))*[\s.!?]*$"
)
_LAST = (
    r"(?:that|this|it(?= from)|(?:all|any) (?:of )?(?:that|this)|what i(?:'ve| have)? (?:just )?(?:said|told you|"
    r"mentioned|wrote|typed)"
    r"(?: just now| a moment ago| before)?|(?:the|my) (?:very )?last (?:thing|bit|part|line|message|sentence|words|"
    r"remark)(?: i (?:said|told you|wrote))?|"
    r"(?:that )?last (?:thing|bit|part|line|one)|everything i just (?:said|told you)|(?:that )?i (?:ever )?(?:said|"
    r"told you|mentioned) "
    r"(?:that|this|it|anything|so)|(?:me|my) (?:ever )?(?:saying|telling you|mentioning) (?:that|this|it))"
)
_REQUESTS: tuple[tuple[What, str], ...] = (
    ("last", rf"(?:{_VERB}|{_NO_KEEPING}) {_LAST}{_END}"),
    (
        "all",
        rf"(?:{_VERB}|{_RID}) (?:all (?:of )?|everything(?: in)?|the whole of )?(?:(?:your|the|my) (?:whole |"
        rf"entire )?(?:memor(?:y|ies)|data)|"
        rf"everything|all|me)(?:{_TOLD}{_WHERE}(?:{_ON}(?:me|myself|us))?)?(?:{_FROM})?{_END}",
    ),
    (
        "about",
        rf"(?:(?:{_VERB}|{_RID}|{_TAKE}(?=.*{_FROM})) |{_NO_KEEPING} ){_QUANTITY}{_THINGS}{_TOLD}{_WHERE}{_ON}(?P<x>\S.*?){_END}",
    ),
    (
        "said",
        rf"(?:{_VERB}|{_NO_KEEPING}) (?:(?:the fact )?that |about )?(?:i (?:said|told you|mentioned|ever (?:said|told you|"
        rf"mentioned))|"
        rf"(?:me|my) (?:saying|telling you|mentioning)) (?:that |about )?(?P<x>\S.*?){_END}",
    ),
    (
        "about",
        rf"pretend(?:ing)? (?:that )?i(?:'d|'ve| had| have)? never (?:ever )?(?:said|told you|mentioned|talked|spoke|spoken|"
        rf"brought up)(?: a word| anything| a thing)?(?: about| of)? (?P<x>\S.*?){_END}",
    ),
    ("said", rf"(?:{_VERB}|{_NO_KEEPING}) (?:the fact )?that (?P<x>STATEMENT.*?){_END}"),
    ("said", rf"{_VERB} that (?P<x>STATEMENT.*?){_END}"),
    ("about", rf"(?:{_VERB}|{_RID}|{_TAKE}) (?:about )?(?P<x>\S.*?){_FROM}{_END}"),
    (
        "about",
        rf"(?:keep|leave|put) {_QUANTITY}(?:{_THINGS}{_TOLD}{_WHERE}{_ON})?(?P<x>\S.*?) (?:out of|off) (?:your|"
        rf"the) (?:memor(?:y|ies)|mind|head|records?|notes){_END}",
    ),
    (
        "about",
        rf"(?:(?:delet(?:e|ing)|eras(?:e|ing)|unlearn(?:ing)?|purg(?:e|ing)) |{_NO_KEEPING} )(?:my|our) (?P<x>\S.*?){_END}",
    ),
    ("unsure", rf"forg[eo]t(?:ting)? (?:my|our) (?P<x>\S.*?){_END}"),
    ("unsure", rf"forg[eo]t(?:ting)? (?:all )?about (?P<x>\S.*?){_END}"),
)
_TOLD_OF = rf"{_QUANTITY}(?:{_THINGS}{_TOLD}{_WHERE}{_ON})?"
_PASSIVE = re.compile(
    rf"{_OPEN}i(?:'d| would) (?:like|want|prefer|love) (?:to have )?{_TOLD_OF}(?P<x>\S.*?) "
    rf"(?:to be |be )?(?:forgotten|deleted|erased|removed|wiped){_END}",
    re.DOTALL,
)
_GONE = re.compile(
    rf"{_OPEN}i (?:(?:don't|do not|no longer) want {_TOLD_OF}(?P<x>\S.*?) (?:to (?:be|stay|remain) |kept )?in|"
    rf"(?:want|need|'d like|would like) {_TOLD_OF}(?P<y>\S.*?) (?:to be )?(?:gone |away |removed )?(?:from|"
    rf"out of)) your memory{_END}",
    re.DOTALL,
)
"""“I don't want Jonas in your memory any more.”"""
_IDIOM = re.compile(
    rf"{_OPEN}(?:let's |just )?forget (?:it|about it|that\s*,|this\s*,|about (?:it|that|this)|all about it|"
    r"the (?:whole|entire) (?:thing|business)|my manners|my own (?:name|head))"
)
_DONE = r"(?:forgotten|deleted|erased|removed|wiped|purged|scrubbed|unlearned)"
_LOOSELY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|.*?\b(?:can|could|would|will|should|may|must|want|like|let|have|"
        rf"please)\b.*?){_THINGS}{_TOLD}{_WHERE}{_ON}(?P<x>[\w' -]+?) "
        rf"(?:to )?(?:be|get|gets) {_DONE}{_END}",
        rf".*?\b(?:{_VERB}|scrub|strike|scratch|"
        rf"take(?=.*{_FROM}))\b[\w' ]*?{_THINGS}{_TOLD}{_WHERE}{_ON}(?P<x>[\w' -]+?)(?:{_FROM})?{_END}",
        rf".*?\b(?:forget|forgot|unlearn)\b that (?P<x>(?:i|my|we|our)\b[\w' -]+?){_END}",
        rf".*?\b(?:told you|said|mentioned|know|let slip)\b[\w' ]*? (?:about|of|on) (?P<x>[\w' -]+?)[.!?;,]+ (?:so |and |"
        rf"please |now )*"
        rf"(?:{_VERB}) (?:it|that|this|them){_END}",
    )
)
"""Requests in other words: she asks before she forgets."""
_FOR_MYSELF = re.compile(
    r"\b(?:(?:i|we)(?:'d| would|'m| am)?(?: \w+)? (?:like|want|need|love|prefer|rather|wish|have|try|trying|hoping|hope|"
    r"going)(?: to)?"
    r"(?: (?:i|we)(?: could| can)?)?|let's|(?:better|good|best|nice|easier) (?:if (?:i|we)(?: could)?|to)) (?:just |simply |"
    r"please )*$"
)
"""Before “forget”: it is the user who forgets, “I want to forget about Jonas”."""
_NOT_HERS = re.compile(
    r"\b(?:wish|hope|if|said|says|told \w+|wants?|asked \w+) (?:that )?(?!you|i\b)(?:my |his |her |the )?[\w']+ (?:would |could )?"
    r"(?:forget|forgot)\b|"
    r"\b(?:i|we|he|she|they|people|to|never|don't|didn't|can't|won't|cannot)(?:'ll|'d|'ve)? (?:\w+ )?(?:forget|forgot|delete|"
    r"erase|remove|wipe|take)\b"
    r"|\b(?:forgot|forgotten|deleted|removed) (?:to|how|my keys)\b"
)
_SENTENCE = re.compile(r"[.!?…]+\s+(?=\w)")
_IF_ABLE = re.compile(
    r"\b(?:how (?:do|can|could|would) (?:i|you|one|we)|do you (?:ever )?|did you|have you|are you|were you|why)\b"
)
_SHELL = re.compile(
    r"^(?:(?:my|our|the|his|her|their|your|any|all|that|this|a|an|whole|entire|some|of)\s+)+(?=\S)|\s+(?:that|which) (?:i|we) "
    r"(?:told|mentioned|said|talked|spoke|gave|shared).*$"
)
_NOBODY = frozenset("it that this them him her those these he she they one something anything somebody someone".split())  # noqa: SIM905
_ME = frozenset("me|myself|us|everything|everyone|all|my life|my whole life|my data".split("|"))  # noqa: SIM905


@dataclass(frozen=True)
class ForgetRequest:
    """What the user asks to forget."""

    what: What
    """last: what was said last; about: all about something; said: what says this; all: everything; unsure: it is not
    clear that the memory is meant, or who “her” is."""
    start: int = 0
    end: int = 0
    """Where the words stand that say it; both 0 for `last` and `all`."""


def forget_request(low: str, statement: str) -> ForgetRequest | None:
    """The request to forget in a line in lower case, if it is one; `statement`: the pattern of a statement's beginning."""
    first, *later = [0, *(found.end() for found in _SENTENCE.finditer(low))]
    request = _request_at(first, low, statement)
    for begins in later:
        if request is not None:
            break
        other = _request_at(begins, low, statement)
        request = other if other and other.what in ("about", "said", "all") else None
    return request or _loosely(low)


def _loosely(low: str) -> ForgetRequest | None:
    if _IF_ABLE.match(low.strip()) or _NOT_HERS.search(low) or _IDIOM.match(low):
        return None
    found = next((match for pattern in _LOOSELY if (match := pattern.match(low.strip("\n")))), None)
    return _request("unsure", low, found) if found else None


def _request_at(begins: int, low: str, statement: str) -> ForgetRequest | None:
    opening = re.compile(_OPEN).match(low, begins)
    begins = opening.end() if opening else begins
    if _IDIOM.match(low, begins) or _IF_ABLE.match(low, begins):
        return None
    for what, pattern in _REQUESTS:
        found = _compiled(pattern.replace("STATEMENT", statement)).match(low, begins)
        if found and not _is_for_myself(what, low[begins : found.end()]):
            return _request(what, low, found)
    wished = _PASSIVE.match(low, begins) or _GONE.match(low, begins)
    return _request("about", low, wished) if wished else None


def _is_for_myself(what: What, request: str) -> bool:
    """Whether it is the user who wants to forget; “let's forget what I said” is said to her."""
    before = re.match(r"(?P<who>.*?)\bforg[eo]t(?:ting)?\b", request)
    meant = before and _FOR_MYSELF.search(before["who"])
    return bool(meant) and not ("let's" in request and what != "unsure")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_POLITELY + pattern, re.DOTALL)


def _request(what: What, low: str, found: re.Match[str]) -> ForgetRequest | None:
    if what in ("last", "all"):
        return ForgetRequest(what)
    group = "x" if found["x"] else "y"
    words = found[group].strip(" ,.")
    if words in _ME:
        return ForgetRequest("all")
    shell = re.match(_SHELL, found[group]) if what != "said" else None
    start = found.start(group) + (shell.end() if shell else 0)
    if low[start : found.end(group)].strip() in _NOBODY:
        return ForgetRequest("unsure", start, found.end(group))
    return ForgetRequest(what, start, found.end(group))
