"""Takes apart a line that surely asks for a note in words that no phrase has: the words to keep, or what is looked for."""

from __future__ import annotations

import re

from companion.deeds.note_grammar import ReadNotes, RemoveNotes, TakeNote, noted

_READS = re.compile(
    r"^(?:(?:so|and|um|uh|em|oh|right|wait|hon) )*(?:what|what's|who|where|when|which|did i|do i"
    r"|have i|find|read|show"
    r"|look|tell me|search|is there|how)\b",
    re.IGNORECASE,
)
_LOOKED_FOR = re.compile(
    r"\b(?:about|on|for|regarding|of|with) (?:the |my )?(?P<x>.+)$|\b(?:said|say|noted?|wrote|hid|put"
    r"|told you|tell you"
    r"|had|down)\b ?(?:i |to write |down |that |was |had |about |the |my )*(?P<y>.+)$",
    re.IGNORECASE,
)
_REMOVES = re.compile(
    r"\b(?:delete|remove|scrap|bin|erase|get rid of|throw (?:out|away)|tear up)\b.*\bnotes?\b", re.IGNORECASE
)
_TAKE = re.compile(
    r"\b(?:(?:just|please|can you|could you|would you|will you|you might|so|and) )*(?:(?:make|take|add|leave|stick"
    r"|put)(?: me| in| down)* (?:a |another |to (?:the|my) )?(?:[\w']+ )?"
    r"note\w*(?: of (?:that|this|it))?|(?<!of )note(?: (?:this|that|it))?(?: down)?|jot(?: (?:this"
    r"|that|it))?(?: down)?"
    r"|write(?: (?:this|that|it))?(?: down)?(?: (?:somewhere|quick))?"
    r"|keep (?:this|that|it|something)(?: (?:word for word|for me|safe|somewhere))*|hang on to (?:this"
    r"|that)(?: \w+)?(?: for me)?|hold on to this|put down|take (?:this|that) down"
    r"|save (?:this|that)|remember (?:this|that)(?: for me)?|get (?:this|that) down)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:[\s,:;.-]|\b(?:that|of|saying|says|which says|for me|quick|please|then|down|about it|to self)\b)+",
    re.IGNORECASE,
)
_QUICK = re.compile(r"[\s,.;:]+(?:quick|please|for me|will you|would you|somewhere|and|so|em|um)$", re.IGNORECASE)


_FETCHED = re.compile(
    r"^(?:repeat|fetch|pull up|open|go through|look through|any notes?|is (?:my|the) note"
    r"|from my notes|from the notes|whatever i (?:gave|told|noted))\b"
    r"|\b(?:read|fish) (?:it |that |them )?(?:back|out)\b|\bfish it out\b|\bi left you\b.*\bwhat (?:were|was)\b",
    re.IGNORECASE,
)
_FETCHED_FOR = re.compile(
    r"\bnotes? (?:i (?:gave|told) you )?(?:about|on|of|from|called|for anything)? ?(?:the "
    r"|my )?(?P<x>[^,?]+)|\babout (?:the |my )?(?P<y>[^,?]+)"
    r"|\bnoted (?P<z>[^,?]+)",
    re.IGNORECASE,
)
_TAKEN_ELSE = re.compile(
    r"^(?:please |kindly )?(?:record|scribble down|type up|keep a record|note for the record"
    r"|(?:make a )?memo(?: for later)?|this is for my notes"
    r"|get this on paper(?: so to speak)?|(?:before i lose it, )?take down this \w+"
    r"|let me dictate something|i want this kept"
    r"|just so it's written somewhere)\b[:,.]? ?(?:that )?(?P<after>.+)$"
    r"|^(?P<before>.{8,}?)[,.;]? (?:so |and |please )*(?:put (?:it|that|this) in (?:my|the) notes?"
    r"|file (?:it|that)(?: in my notes)?|put that by(?: for me)?"
    r"|don't lose it|save (?:it|that)(?: for .+)?|hold on to (?:it|that)(?: for me)?|write (?:it"
    r"|that)(?: down)?(?: before .*| for .*)?"
    r"|keep (?:it|that|a note of (?:it|that))(?: as a note| for me)?|(?:note|jot) (?:it|that) (?:down"
    r"|properly)(?: for .+)?)$",
    re.IGNORECASE,
)
_SAYS_HOW = re.compile(
    r"^(?:word for word|as i say it|(?:this|that) (?:sentence|number|line|one)(?: somewhere| down)?"
    r"|sentence somewhere|one down|something down|in|there"
    r"|exactly|my symptoms|the following|down)[:,?.] ",
    re.IGNORECASE,
)


def guess_note(line: str) -> TakeNote | ReadNotes | RemoveNotes | None:
    """What is asked."""
    if not _REMOVES.search(line):
        if _FETCHED.search(line):
            about = _FETCHED_FOR.search(line.rstrip(" ?.!"))
            words = (about["x"] or about["y"] or about["z"]).strip() if about else ""
            return ReadNotes("about", words) if words else ReadNotes("all")
        if taken := _TAKEN_ELSE.match(line.rstrip(" .!")):
            return TakeNote(noted(_SAYS_HOW.sub("", taken["after"] or taken["before"])))
    found = _guess_by_words(line)
    return TakeNote(_SAYS_HOW.sub("", found.text).rstrip(" .")) if isinstance(found, TakeNote) else found


def _guess_by_words(line: str) -> TakeNote | ReadNotes | RemoveNotes | None:
    """What is asked."""
    if _REMOVES.search(line):
        about = re.search(r"\bnotes? (?:about|on|of|with|for) (?:the |my )?(?P<x>.+)", line, re.IGNORECASE)
        return RemoveNotes("about", about["x"]) if about else None
    found = _TAKE.search(line)
    if _READS.match(line) and not (found and found.end() < len(line) and re.match(r"[:,]", line[found.end() :])):
        about = _LOOKED_FOR.search(line.rstrip(" ?.!"))
        return ReadNotes("about", (about["x"] or about["y"]).strip()) if about else ReadNotes("all")
    if not found:
        return None
    after = _LEADS.sub("", line[found.end() :])
    before = line[: found.start()].strip(" ,.;:")
    text = after if len(after.split()) >= 3 else before
    text = _QUICK.sub("", noted(text))
    return TakeNote(text) if len(text.split()) >= 2 else None
