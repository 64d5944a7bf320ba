"""Finds what only the user and she share because it came back: how she is called, a parting phrase, what was laughed at.

Once is no habit: each needs the user's own lines of two conversations, which are kept with it as its sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from companion.courtesy.reading import read_courtesy
from companion.memory import Memory, Message
from companion.memory.fact import FactCandidate
from companion.memory.search import Hit
from companion.remembering.quoted_words import is_pasted
from companion.remembering.statements import plain
from companion.remembering.unkept import unkept
from companion.remembering.vocative import without_vocative
from companion.remembering.words import any_of
from companion.text.calendar_words import MONTH, WEEKDAY
from companion.text.grounding import is_content_word

HITS = 60
"""Earlier lines with the same words that are looked through."""
QUOTES = 4
"""So many of the lines are kept as sources."""
LONGEST_JOKE = 25
"""Words of a line that is laughed at; a longer one tells a whole story."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HAIL = r"(?:good ?night|good ?morning|good ?evening|morning|evening|hello|hi|hey|bye|good ?bye|thanks|thank you|night)"
_ADDRESS = re.compile(rf"^\W*{_HAIL},? (?P<name>(?:my |old |dear |little )?[a-z][a-z-]{{2,}})\W*$")
_ADDRESS_AFTER = re.compile(rf"^\W*{_HAIL}, (?P<name>(?:my |old |dear |little )?[a-z][a-z-]{{2,}}) ?[,.!;]")
_NO_ADDRESS = re.compile(
    rf"^(?:(?:my|old|dear|little) )?(?:there|again|then|now|you|all|both|everyone|everybody|guys|folks|world|anyway|for|and|but|so|"
    rf"sleep|dreams?|tomorrow|today|tonight|too|love|siri|alexa|google|cortana|from|very|much|lots?|loads|that|this|was|sorry|please|yes|no|okay|just|well|bye|she|they|its|im|"
    rf"night|morning|evening|hello|thanks|friends?|god|goodness|who|what|how|sun|moon|till|until|see|mate|anybody|anyone|"
    rf"{any_of('kin')}|{WEEKDAY}|{MONTH})$"
)
_BREAK = re.compile(r"[.,;:!?…\n]")
_LAUGHS = re.compile(
    r"\b(?:(?:ha){2,}h?|a?ha ha(?: ha)*|(?:he){2,}|lol|lmao|rofl|made me laugh|makes me laugh|cracks me up|can't stop laughing|"
    r"i(?:'m| am) laughing|that(?:'s| is| was) (?:so |too )?(?:funny|hilarious))\b|[😂🤣]"
)
_LAUGHING = frozenset(
    {
        *(
            "ha",
            "haha",
            "hahaha",
            "hahahaha",
            "aha",
            "hehe",
            "lol",
            "lmao",
            "rofl",
            "made",
            "makes",
            "make",
            "laugh",
            "laughs",
        ),
        *("laughing", "laughed", "cracks", "crack", "funny", "hilarious", "stop", "joke", "jokes"),
    }
)
_SPEAKS_OF_ONESELF = re.compile(r"\b(?:i|i'm|i'll|i've|i'd|me|my|we|we're|our|us)\b")
_ASKS_FOR = re.compile(
    r"^\W*(?:please|can|could|would|will|set|remind|play|stop|add|put|tell|show|read|write|call|cancel|delete|remember|forget|what|"
    r"when|where|who|why|how|which|is|are|do|does|did|turn|make|wake|give|find|open|start|note|remove|yes|no|okay|never|don't)\b"
)


@dataclass(frozen=True)
class _Sign:
    """What a line may have in common with others."""

    slot: str
    value: str
    text: str
    quote: str

    def candidate(self) -> FactCandidate:
        return FactCandidate("shared", f"said {self.slot} {self.value}", self.value, self.text, self.quote)


Read = Callable[[Memory, Message], Iterator[_Sign]]
"""Finds the signs in one line of the user's."""


def note_repeats(memory: Memory, message: Message) -> None:
    """Store what this line of the user's shares with one of another conversation. Raises CompanionError."""
    known = {fact.slot: len(fact.quotes) for fact in memory.facts.list("shared")}
    _note(memory, message, _address, known)
    if (joke := _laughed_about(memory, message)) is not None:
        _note(memory, joke, _jokes, known)
    for last in _last_of_conversation_before(memory, message):
        _note(memory, last, _parting, known)


def _note(memory: Memory, message: Message, read: Read, known: Mapping[str, int]) -> None:
    """Store the first sign of this line that was there before, with both lines."""
    for sign in read(memory, message):
        candidate = sign.candidate()
        if known.keys() & {f"name for her {sign.value}", f"joke {sign.value}"}:  # told outright
            return
        if candidate.slot in known:
            if known[candidate.slot] < QUOTES:
                memory.facts.accept(candidate, message.id)
            return
        if any(_proves(memory, sign, message, one.message, read) for one in _hits(memory, sign)):
            return


def _hits(memory: Memory, sign: _Sign) -> tuple[Hit, ...]:
    return memory.search(sign.value, limit=HITS, whole=True).hits


def _proves(memory: Memory, sign: _Sign, message: Message, other: Message, read: Read) -> bool:
    """Whether another line shows that it came back; then it is stored."""
    if other.speaker != "you" or other.conversation == message.conversation:
        return False
    same = next((one for one in read(memory, other) if (one.slot, one.value) == (sign.slot, sign.value)), None)
    given = [(same.candidate(), other.id), (sign.candidate(), message.id)] if same is not None else []
    return bool(given) and memory.facts.accept_together(given) is not None


def _address(memory: Memory, message: Message) -> Iterator[_Sign]:
    """“Good night, captain.”: what she is called beside a greeting, a goodbye or thanks."""
    names = memory.recall.names
    text = without_vocative(message.text, names.her)
    low = plain(text)
    if not _may_be_kept(text, low, names.her):
        return
    found = _ADDRESS.match(low) or _ADDRESS_AFTER.match(low)
    if found is None or _NO_ADDRESS.match(found["name"]) or _is_somebody(memory, found["name"]):
        return
    quote = text[found.start() : found.end("name")].lstrip(" ,.!?-–—")
    sentence = f"You call me “{text[slice(*found.span('name'))]}”, as in “{quote}”."
    yield _Sign("name", found["name"], sentence, quote)


def _is_somebody(memory: Memory, name: str) -> bool:
    people = {word for person in memory.facts.people() for word in plain(f"{person.name} {person.relation}").split()}
    names = memory.recall.names
    return bool(set(name.split()) & (people | {plain(names.her), plain(names.you)}))


def _laughed_about(memory: Memory, message: Message) -> Message | None:
    """The line that this one laughs about: itself, or the user's line before it."""
    if not _laughs(message):
        return None
    if any(_phrases(message.text)):
        return message
    lines = [one for one in memory.messages(message.conversation) if one.speaker == "you" and one.id < message.id]
    return lines[-1] if lines else None


def _jokes(memory: Memory, message: Message) -> Iterator[_Sign]:
    """Two or three content words in a row that were laughed at, in this line or in the user's next one."""
    if not _may_be_kept(message.text, plain(message.text), memory.recall.names.her):
        return
    phrases = _phrases(message.text)
    if phrases and (_laughs(message) or _is_followed_by_laughter(memory, message)):
        yield from (_Sign("joke", value, f"We laugh about “{value}”.", quote) for value, quote in phrases)


def _laughs(message: Message) -> bool:
    return bool(_LAUGHS.search(plain(message.text)))


def _is_followed_by_laughter(memory: Memory, message: Message) -> bool:
    lines = (one for one in memory.messages(message.conversation) if one.speaker == "you" and one.id > message.id)
    after = next(lines, None)
    return after is not None and _laughs(after) and not _phrases(after.text)


def _phrases(text: str) -> list[tuple[str, str]]:
    """Each phrase of two or three content words that stand together, in lower case and as it was written; longer ones first."""
    words = list(_WORD.finditer(text))
    if len(words) > LONGEST_JOKE:
        return []
    telling = [is_content_word(word[0]) and plain(word[0]) not in _LAUGHING for word in words]
    found = []
    for size in (3, 2):
        for at in range(len(words) - size + 1):
            quote = text[words[at].start() : words[at + size - 1].end()]
            if all(telling[at : at + size]) and not _BREAK.search(quote):
                found.append((plain(quote), quote))
    return found


def _parting(memory: Memory, message: Message) -> Iterator[_Sign]:
    """“Over and out.”: the last line of a conversation that is no ordinary goodbye, no request and nothing told."""
    text = without_vocative(message.text, memory.recall.names.her)
    low = plain(text)
    words = _WORD.findall(low)
    if not 3 <= len(words) <= 8 or "?" in low or _SPEAKS_OF_ONESELF.search(low) or _ASKS_FOR.match(low):
        return
    if not _may_be_kept(text, low, memory.recall.names.her) or not _is_last(memory, message):
        return
    if _ADDRESS.match(low) or read_courtesy(text, memory.recall.names.her) is not None:
        return
    value = " ".join(words)
    yield _Sign("parting", value, f"You say “{value}” when you go.", message.text.strip(" .!…"))


def _is_last(memory: Memory, message: Message) -> bool:
    return all(one.id <= message.id for one in memory.messages(message.conversation) if one.speaker == "you")


def _last_of_conversation_before(memory: Memory, message: Message) -> Iterator[Message]:
    """The user's last line of the conversation before, if this line is the first of its own: now that one is over."""
    lines = [one for one in memory.messages(message.conversation) if one.speaker == "you"]
    if lines and lines[0].id == message.id:
        for before in memory.conversations(limit=1, before=message.conversation):
            yield from [one for one in memory.messages(before.id) if one.speaker == "you"][-1:]


def _may_be_kept(text: str, low: str, her_name: str) -> bool:
    return not unkept(low) and not is_pasted(text, her_name)
