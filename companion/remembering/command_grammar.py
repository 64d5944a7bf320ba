"""Recognises memory commands: lines that ask to remember, correct or forget something.

“Remember that my flight is on the 12th.” “No, my sister's name is Nora, not Laura.” “Forget what I said about Tom.” But not
“Remember that summer?”, “Forget it, let's talk about something else.”, “I'll never forget that.”
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from companion.memory.fact import FactCandidate
from companion.remembering.dates import with_dates
from companion.remembering.extraction import extract_facts
from companion.remembering.forget_requests import What, forget_request
from companion.remembering.spelling import one_for_another, respelling
from companion.remembering.statements import plain
from companion.remembering.unkept import unkept
from companion.remembering.vocative import without_vocative
from companion.text.openers import DRAWN_OUT, any_opener
from companion.text.second_person import second_person, without_fillers

_OPENERS = any_opener(
    "ah|hey|hm+|okay|ok|also|actually|wait|sorry|listen|please|right|yes|yeah|by the way|one more thing|now",
    DRAWN_OUT,
)
_OPEN = rf"\W*(?:{_OPENERS}\b[\s,:;.!–—-]*)*"
_ASKED = (
    r"(?:(?:can|could|would|will) you (?:please |just )?|i(?:'d like| want| need|'d love) you to |you (?:should|must|"
    r"can|have to) |"
    r"please |just |try to |do )*"
)
_VERB = (
    r"(?:is|are|was|were|am|has|have|had|lives?|works?|likes?|loves?|hates?|can't|cannot|don't|doesn't|never|always|"
    r"will|won't|goes|"
    r"go|comes?|moved|started|starts|leaves|got|plays?|wants?|needs?|prefers?|died|takes?|drinks?|eats?|teaches|means|"
    r"keeps?|arrives?|calls?|visits?|rings?|flies|fly|returns?|hurts?|owes?|pays?|meets?|sees?|begins?|ends?|opens?|"
    r"closes?|sleeps?|wears?|"
    r"smokes?|speaks?|studies|runs?|sings?|snores?|cooks?|gives?|makes?|sells?|sold|buys?|bought|brings?|knows?|said|told|"
    r"did|went|came|gave|"
    r"should|must|may|might|can|could|would|isn't|aren't|wasn't|weren't|hasn't|haven't|won't|couldn't|costs?|sits?|"
    r"stands?|belongs?|"
    r"looks?|becomes?|happens?|finishes|retires?|retired|married|expires?|turns?|turned|stays?|visited|called|born)"
)
_TIME_FIRST = (
    r"(?:(?:(?:in|on|at|by|from|next|last|every|this|after|before|until|since|during) [\w' ]{1,24}?|tomorrow|tonight|"
    r"today|yesterday),?\s+)?"
)
_STATEMENT = (
    rf"{_TIME_FIRST}(?:(?:i|we|he|she|they|there)(?:'(?:m|ve|s|re|ll|d))?\s+[\w']|it(?:'(?:s|ll|d)\s+|\s+(?!(?:to|in|into|"
    rf"for|as|on|"
    rf"down|safe|well|"
    rf"too|please|now|then|all|later|forever|always|when|if)\b))[\w']|(?:my|our|his|her|their|the|this|next|a|an|"
    rf"[\w-]+'s)\s+"
    rf"[\w' -]*?(?:'s|'re|\b{_VERB})\b|[\w-]+(?:\s+[\w-]+)?(?:'s|\s+{_VERB})\s+\w|(?:never|don't|please)\s+\w)"
)
_REMEMBER = re.compile(
    rf"{_OPEN}{_ASKED}(?:remember|don't forget|do not forget|never forget|keep in mind|bear in mind|make a note|"
    rf"take a note|note down|"
    rf"note|write down|memori[sz]e|save|mark down)\b(?:,? please|,? for me|,? this|,? for (?:later|"
    rf"next time))*\s*[,:–—-]*\s*(?:that\s+(?=i (?:had|went)\b)|(?:that\s+)?"
    rf"(?!(?:that|when|how|what|who|where|why|which|whether|if|the (?:time|day|night|summer|way|one)|me|to|him|them|us|"
    rf"you|this|i was|"
    rf"we were|we used|we had|i (?:had|went|told you once))\b))(?P<words>{_STATEMENT}.*)$",
    re.DOTALL,
)
_POLITE = re.compile(rf"{_OPEN}(?:(?:can|could|would|will) you|please)\b")
_WRONG = re.compile(
    rf"{_OPEN}(?:no\W+)*(?:(?:that's|that is|that isn't|it's|that was|this is|you're|you are|you've got (?:that|it)|"
    rf"you got (?:that|it)|"
    r"you have (?:that|it)) (?:not )?(?:quite )?(?:right|true|correct|wrong|incorrect|mistaken|a mistake|mixed up|"
    r"what i said)|"
    r"you(?:'ve)? (?:misheard|misunderstood|mixed (?:that|it|them|something) up|misremember)(?: me| that)?|correction|"
    r"i corrected that|"
    r"let me correct (?:that|you|myself))\W+(?:actually\W+|i said\W+|i meant\W+|in fact\W+|because\W+)*(?P<words>.+)$",
    re.DOTALL,
)
_NOT_WRONG = re.compile(
    rf"{_OPEN}(?:no\W+)*(?:that's|that is|it's|that was|this is|you're|"
    rf"you are) (?:quite )?(?:right|true|correct)\b"
)
_NO = re.compile(
    rf"{_OPEN}(?:no|nope|not quite|actually)\b[\s,.:;!–—-]+(?:(?:no|actually|it's that|i said|"
    rf"i meant)\b[\s,]*)*(?P<words>.+)$",
    re.DOTALL,
)
_SAID = re.compile(rf"{_OPEN}(?:no\W+)?i (?:said|meant|mean)\b[\s,:]*(?P<words>.+)$", re.DOTALL)
_INSTEAD = re.compile(
    r"^(?P<right>.+?)[\s,;–—-]+(?:and )?not (?P<wrong>(?!(?:really|yet|any|that|so|at|"
    r"in the mood|too|very|even|quite|just|because|for|as|like|with|much|here|now)\b)[\w' -]{1,40}?)[\s.!]*$",
    re.DOTALL,
)
_IS_CALLED = r"(?:it's|it is|(?:my|his|her|their|the|our|my \w+'s) name(?:'s| is)|(?:he|she|i)(?:'s|'m| is| am) called)"
_OPINION = re.compile(
    r"^(?:i (?:think|don't think|mean|guess|suppose|just|know|can|could|don't|do|did|didn't|was|am|"
    r"have|haven't)\b|it was|it isn't|it's (?:not|a|so|too|just)|he was|she was|you|that|what|why|how)"
)
_THIS = (
    r"(?:that|this|it|what i(?:'ve| have)? (?:just )?(?:said|told you)|what you (?:just )?heard|my last (?:line|sentence|"
    r"words))"
    r"(?: one| all)?"
)
_KINDLY = (
    r"(?:,? (?:for (?:me|later|ever|good|the future|next time)|always|please|too|as well|now|then|okay|ok|(?:will|"
    r"would) you))*[\s.!?]*$"
)
_SAVE_IT = re.compile(
    rf"{_OPEN}{_ASKED}(?:(?:please|do|and|always) )*(?:"
    rf"(?:remember|memori[sz]e|note|don't forget|do not forget|never forget|make (?:a )?note of|"
    rf"take (?:a )?note of) {_THIS}(?: down)?"
    rf"|(?:note|write|jot|take)(?: {_THIS} down| down {_THIS})"
    rf"|(?:save|keep|store|write|record|log|put|add|commit|hold on to|file|remember) {_THIS}(?: down| safe)? (?:in|into|"
    rf"to|on|as|away in) "
    rf"(?:(?:your|the|my|a|long-term) )*(?:memory|memories|mind|heart|notes|list|records?|fact)"
    rf"|(?:save|store) {_THIS} for (?:later|me|the future))(?: in mind)?{_KINDLY}"
)
"""“Save it to memory.”: what was said just before."""


@dataclass(frozen=True)
class MemoryCommand:
    """What the user asks the memory to do."""

    kind: Literal["remember", "correct", "forget", "keep out"]
    """keep out: the user does not want the line kept (`unkept.py`)."""
    words: str
    """Verbatim from the line: what to remember, what is right, or what to forget; empty: what was said last, or, to keep
    out, a line that is yet to come."""
    instead: str = ""
    """What is wrong, if the line says so (“not Laura”); else empty."""
    spelling: str = ""
    """The name that the line says how to spell (“it's spelled S-A-R-A-H”), to correct a known one like it; else empty."""
    what: What = "last"
    """What to forget, see `ForgetRequest.what`."""


def parse_memory_command(text: str, her_name: str = "") -> MemoryCommand | None:
    """The memory command that the line is; None for any other line. `her_name`: how the user may address her."""
    text = without_vocative(text, her_name)
    low = plain(text)
    return _to_keep_out(text, low) or _to_forget(text, low) or _to_remember(text, low) or _to_correct(text, low)


def facts_to_remember(command: MemoryCommand, at: datetime) -> Sequence[FactCandidate]:
    """The facts to remember: those extracted, or else the whole sentence as a note. Corrections: see `correcting.py`."""
    facts = [replace(fact, origin="told") for fact in extract_facts(command.words, at)]
    quote = without_fillers(command.words)
    if facts or command.kind != "remember" or not quote:
        return facts
    sentence, value = with_dates(second_person(quote), at), plain(with_dates(quote, at))
    return [FactCandidate("you", f"note {value}", value, sentence, quote, origin="told")]


def _to_remember(text: str, low: str) -> MemoryCommand | None:
    if low.rstrip().endswith("?") and not _POLITE.match(low):
        return None
    if _SAVE_IT.match(low):
        return MemoryCommand("remember", "")
    found = _REMEMBER.match(low)
    return MemoryCommand("remember", _part(text, found, "words")) if found else None


def _to_forget(text: str, low: str) -> MemoryCommand | None:
    request = forget_request(low, _STATEMENT)
    if request is None:
        return None
    return MemoryCommand("forget", text[request.start : request.end].strip().rstrip(".!?,;: "), what=request.what)


def _to_keep_out(text: str, low: str) -> MemoryCommand | None:
    how = unkept(low)
    return MemoryCommand("keep out", text if how == "line" else "") if how in ("line", "next") else None


def _to_correct(text: str, low: str) -> MemoryCommand | None:
    if low.rstrip().endswith("?") or (
        _NOT_WRONG.match(low)
        and not re.search(
            r"\bnot (?:quite )?(?:right|true|"
            r"correct)\b",
            low,
        )
    ):
        return None
    if spelling := respelling(low):
        return MemoryCommand("correct", text.strip().rstrip(".!?,;: "), spelling=spelling)
    found = _WRONG.match(low)
    if found:
        return _correction(text, found, certain=not _OPINION.match(found["words"]))
    for pattern, certain in ((_SAID, False), (_NO, False)):
        found = pattern.match(low)
        if found:
            return _correction(text, found, certain)
    found = re.match(rf"{_OPEN}(?P<words>{_IS_CALLED}\s+.+)$", low)
    if found:
        return _correction(text, found, False)
    right, wrong = one_for_another(low)
    return MemoryCommand("correct", text.strip().rstrip(".!?,;: "), wrong, right) if right else None


def _correction(text: str, found: re.Match[str], certain: bool) -> MemoryCommand | None:
    """A correction needs the right word (“…, not Laura”), or a statement that is a fact; else None."""
    words = found["words"]
    instead = _INSTEAD.match(words)
    start = found.start("words")
    if instead and (certain or _about_name_or_number(text, words, start)):
        right = text[start : start + instead.end("right")].strip()
        return MemoryCommand(
            "correct", right, without_fillers(text[start + instead.start("wrong") : start + instead.end("wrong")])
        )
    somebody = re.sub(r"^(?:he|she|they)\b", "my friend", words)
    if (certain and re.match(_STATEMENT, words)) or extract_facts(somebody, datetime.min.replace(year=2000)):
        return MemoryCommand("correct", _part(text, found, "words"))
    return None


def _about_name_or_number(text: str, words: str, start: int) -> bool:
    """Whether the words have a name, a day or a number: “it's raining, not snowing” corrects nothing."""
    said = text[start : start + len(words)]
    return (
        bool(re.search(r"\b(?!I\b)[A-ZÀ-Þ][\w-]+[\s.!]*$|\d|\s(?!I\b)[A-ZÀ-Þ]|\bname\b|\b\w+day\b", said))
        or text == text.lower()
    )


def _part(text: str, found: re.Match[str], group: str) -> str:
    return text[found.start(group) : found.end(group)].strip().rstrip(".!?,;: ")
