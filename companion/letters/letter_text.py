"""Takes a letter's text apart into greeting, paragraphs of sentences, close and postscript, and puts it together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from companion.letters.brief import Brief
from companion.text.sentences import split

_GREETING = re.compile(
    r"(?:(?:my )?dear(?:est)?|hi|hello|hey|good (?:morning|evening|afternoon|day)|to whom|greetings|"
    r"happy birthday)\b[^.?\n]{0,60}[,!:.]?$"
    r"|[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}[,!:]$",
    re.IGNORECASE,
)
CLOSE = re.compile(
    r"(?:(?:with |in |much |all |the |lots of |my |your |and )*(?:love|best wishes|best|kind regards|warm regards|regards|"
    r"warmest regards|warmly|sincerely"
    r"|yours(?: \w+)?|faithfully|cheers|thanks|many thanks|sympathy|hugs(?: and kisses)?|take care|see you soon|fondly|"
    r"affectionately"
    r"|respectfully|gratefully|thank you)(?: (?:always|to all|truly|ever|from us all))?)[,.!]?$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^[ \t]*(?:P[. ]{0,2}){1,2}S(?:[.:,]|[ \t]).*", re.IGNORECASE | re.MULTILINE | re.DOTALL)
LINE_END = "\n"
"""Stands among the sentences of a paragraph where a line of it ends: of an address, a verse, a list."""
_FAMILY = re.compile(
    r"\b(?:mum|mom|mummy|mother|dad|daddy|father|sister|brother|aunt|auntie|uncle|gran|grandma|granny|grandad|grandpa|grandmother"
    r"|grandfather|nan|nana|son|daughter|cousin|niece|nephew|wife|husband|partner|love|darling)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:landlord|landlady|council|company|bank|office|department|manager|agency|insurance|insurer|headteacher|school|"
    r"hospital|hotel|editor"
    r"|airline|embassy|boss|employer|hr|committee|association|supplier|shop|store|library|court|tax|provider|clinic|"
    r"university|board)\b",
    re.IGNORECASE,
)
_TITLES = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lady|Father|Sister)\b\.? [A-Z]")
_CASUAL = re.compile(r"\b(?:casual|informal|not (?:so |too |very )?formal|less formal|chatty|relaxed)\b", re.IGNORECASE)
_FORMAL = re.compile(
    r"(?<!not )(?<!not so )(?<!not too )(?<!less )\b(?:formal|businesslike|professional)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class LetterText:
    """A letter in its parts."""

    greeting: str
    """“Dear Nora,”; empty where there is none."""
    paragraphs: tuple[tuple[str, ...], ...]
    """Sentences, by paragraph, with a LINE_END between its lines."""
    close: str
    """“Love,” and, on the next line, the name; empty where there is none."""
    postscript: str = ""
    """“P.S. Bring the cake.”; empty where there is none."""

    @property
    def sentences(self) -> list[str]:
        """All of them, without greeting, close and postscript."""
        return [unit for paragraph in self.paragraphs for unit in paragraph if unit != LINE_END]

    @property
    def body(self) -> str:
        """The paragraphs, with an empty line between them."""
        return "\n\n".join(filter(None, map(_lines, self.paragraphs)))

    def __str__(self) -> str:
        return "\n\n".join(filter(None, (self.greeting, self.body, self.close, self.postscript)))

    def replaced(self, number: int, new: tuple[str, ...]) -> LetterText:
        """With other sentences, or none, in place of the one with this number, counted from 0."""
        at, paragraphs = 0, []
        for paragraph in self.paragraphs:
            kept: list[str] = []
            for unit in paragraph:
                kept += new if at == number and unit != LINE_END else (unit,)
                at += unit != LINE_END
            paragraphs.append(tuple(kept))
        return replace(self, paragraphs=tuple(paragraph for paragraph in paragraphs if _lines(paragraph)))

    def added(self, *sentences: str) -> LetterText:
        """With these sentences at the end of what it says, before wishes that end it."""
        if not self.paragraphs:
            return replace(self, paragraphs=(sentences,))
        last = self.paragraphs[-1]
        at = len(last) - 1 if len(self.sentences) > 1 and is_wish(last[-1]) else len(last)
        apart = (LINE_END,) if LINE_END in last and at == len(last) else ()
        return replace(self, paragraphs=(*self.paragraphs[:-1], (*last[:at], *apart, *sentences, *last[at:])))

    def with_body(self, paragraphs: tuple[tuple[str, ...], ...]) -> LetterText:
        """With another body."""
        return replace(self, paragraphs=paragraphs)


def is_wish(sentence: str) -> bool:
    """Whether a sentence ends a letter: “I hope to see you soon.”"""
    pattern = (
        r"(?:I |We )?(?:hope|look|wish|can't wait|looking|hoping|wishing|see you|have a|take care|happy|enjoy|with|"
        r"sending)\b"
    )
    return bool(re.match(pattern, sentence, re.IGNORECASE)) and len(sentence.split()) < 16


def parsed(text: str) -> LetterText:
    """A text, however it came about, in its parts; joined again it says the same, line by line."""
    text, postscript = _without_postscript(text.replace("\r", ""))
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    greeting = close = ""
    if blocks:
        first, _, rest = blocks[0].partition("\n")
        if _GREETING.fullmatch(first.strip()) and (rest or len(blocks) > 1):
            greeting, blocks = first.strip(), [*([rest.strip()] if rest.strip() else []), *blocks[1:]]
    if blocks:
        lines = blocks[-1].split("\n")
        at = next((i for i, line in enumerate(lines) if CLOSE.fullmatch(line.strip())), None)
        if at is not None and len(lines) - at <= 3 and all(len(line) < 50 for line in lines[at:]):
            close = "\n".join(line.strip() for line in lines[at:])
            blocks = [*blocks[:-1], *(["\n".join(lines[:at])] if at else [])]
    return LetterText(greeting, tuple(_units(block) for block in blocks if block), close, postscript)


def _without_postscript(text: str) -> tuple[str, str]:
    found = _POSTSCRIPT.search(text)
    if found is None or not text[: found.start()].strip():
        return text, ""
    return text[: found.start()], found[0].strip()


def _units(block: str) -> tuple[str, ...]:
    """Its sentences with the ends of its lines between them."""
    lines = [split(line) for line in block.split("\n")]
    return tuple(unit for line in lines for unit in (LINE_END, *line))[1:]


def _lines(paragraph: tuple[str, ...]) -> str:
    """A paragraph as it is written; lines of which nothing is left are no lines."""
    return re.sub(r"\s*\n\s*", "\n", " ".join(paragraph)).strip()


def greeting(brief: Brief) -> str:
    """How a letter with this brief begins."""
    to = re.sub(r"^(?:my|our) (?:dear |old |best )?", "", brief.to, flags=re.IGNORECASE)
    if not to:
        return "To whom it may concern," if re.search(r"recommendation|reference", brief.kind) else "Hello,"
    if re.match(r"(?:the|a|an|his|her|their)\b", to, re.IGNORECASE) or _OFFICIAL.fullmatch(to):
        named = re.search(r"((?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z][\w'’-]+)", to)
        return (
            f"Dear {named[1]},"
            if named
            else "Dear Sir or Madam,"
            if _OFFICIAL.search(to)
            else f"Dear {_last_words(to)},"
        )
    named = re.search(
        r"(?:sister|brother|cousin|friend|aunt|uncle|son|daughter|neighbour|neighbor|boss|teacher|colleague)s? ([A-Z].*)",
        to,
    )
    if named and not re.match(r"aunt|uncle", to, re.IGNORECASE):
        to = named[1]
    hello = "Hi" if _CASUAL.search(brief.tone) else "Dear"
    return f"{hello} {to[:1].upper() + to[1:] if len(to.split()) == 1 and _FAMILY.fullmatch(to) else to},"


def close(brief: Brief, name: str) -> str:
    """How it ends; `name` is the user's, if it is known."""
    signed = brief.sign or name
    official = _OFFICIAL.search(brief.to) or re.match(r"complaint|cover|resignation|business|cancellation", brief.kind)
    if _FORMAL.search(brief.tone) or (official and not _CASUAL.search(brief.tone)):
        words = "Yours faithfully," if greeting(brief) == "Dear Sir or Madam," else "Yours sincerely,"
    elif re.search(r"condolence|sympathy", brief.kind) or re.search(
        r"\bdied\b|\bdeath\b|passed away|funeral", brief.occasion
    ):
        words = "With love," if _FAMILY.search(brief.to) else "In sympathy,"
    elif _FAMILY.search(brief.to) or "love" in brief.kind:
        words = "Love,"
    else:
        words = (
            "Best wishes,"
            if _TITLES.search(brief.to) or re.match(r"the |my neighbou?r|our neighbou?r", brief.to)
            else "Warmly,"
        )
    return f"{words}\n{signed}" if signed else words.rstrip(",")


def _last_words(to: str) -> str:
    return re.sub(r"^(?:the|a|an|his|her|their) ", "", to, flags=re.IGNORECASE)
