"""Changes a letter without the LLM: takes sentences out, puts words in place of others, makes it shorter, more or less formal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from companion.letters.checking import missing
from companion.letters.letter_text import LetterText
from companion.text.grounding import content_words

SHORTER, MUCH_SHORTER = 0.75, 0.5
"""Most of its words that a shortened letter keeps."""
_CLAUSES = re.compile(r"(?:,|;) (?=(?:and|but|so|because|although|while|which)\b)| (?=(?:because|although)\b)")
_CONTRACTED = {
    "I am": "I'm", "I have": "I've", "I will": "I'll", "I would": "I'd", "do not": "don't", "does not": "doesn't",
    "cannot": "can't", "is not": "isn't", "are not": "aren't", "it is": "it's", "It is": "It's", "you are": "you're",
    "You are": "You're", "we are": "we're", "We are": "We're", "will not": "won't", "did not": "didn't",
    "would not": "wouldn't", "we will": "we'll", "We will": "We'll", "you have": "you've", "that is": "that's",
    "That is": "That's", "could not": "couldn't", "should not": "shouldn't",
}  # fmt: skip
_STIFF = {
    "I would like to": "I want to", "I wish to": "I want to", "therefore": "so", "regarding": "about", "concerning": "about",
    "however": "but", "receive": "get", "assist": "help", "require": "need", "purchase": "buy",
    "I look forward to": "I can't wait for", "apologise": "am sorry",
}  # fmt: skip


def without(text: LetterText, what: str) -> LetterText | None:
    """The letter without what is said of this; None if nothing is."""
    wanted = content_words(what)

    def share(words: str) -> float:
        return len(wanted & content_words(words)) / len(wanted) if wanted else float(what.lower() in words.lower())

    shares = [share(one) for one in text.sentences]
    best = max(shares, default=0.0)
    if best < 0.5:
        return replace(text, postscript="") if share(text.postscript) >= 0.5 else None
    for number in reversed([at for at, one in enumerate(shares) if one >= max(best, 0.5)]):
        sentence = text.sentences[number]
        text = text.replaced(number, _without_clause(sentence, wanted))
    return text


def _without_clause(sentence: str, wanted: set[str]) -> tuple[str, ...]:
    """What is left of a sentence without the clauses that say it: nothing, unless another clause stands by itself."""
    clauses = [clause for clause in _CLAUSES.split(sentence) if clause]
    kept = [clause for clause in clauses if not wanted & content_words(clause)]
    if not kept or len(kept) == len(clauses) or len(kept[0].split()) < 3:
        return ()
    rest = re.sub(r"^(?:and|but|so) ", "", ", ".join(kept)).strip(" ,;.!?")
    return (
        (f"{rest[:1].upper()}{rest[1:]}.",)
        if not re.match(r"(?:because|although|while|which)\b", rest, re.IGNORECASE)
        else ()
    )


def substituted(text: str, old: str, new: str) -> str | None:
    """The text with `new` wherever `old` stands as a word, a capital kept; None if it stands nowhere."""
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)

    def put(found: re.Match[str]) -> str:
        return new[:1].upper() + new[1:] if found[0][:1].isupper() and not old[:1].isupper() else new

    return pattern.sub(put, text) if pattern.search(text) else None


def shorter(text: LetterText, must: Sequence[str], much: bool, to: str = "") -> LetterText | None:
    """The letter without the sentences that say least of what must be in it; None if no such sentence is left."""
    limit = (MUCH_SHORTER if much else SHORTER) * len(text.body.split())
    now = text
    while len(now.body.split()) > limit and (number := _least_needed(now, must, to)) is not None:
        now = now.replaced(number, ())
    return now if now.body != text.body else None


def _least_needed(text: LetterText, must: Sequence[str], to: str) -> int | None:
    """The sentence that can go: the longest without which nothing lacks; not the only one, nor the first if another can."""
    sentences = text.sentences
    if len(sentences) < 2:
        return None
    there = [one for one in must if not missing(" ".join(sentences), [one], to)]
    free = [
        at for at in range(len(sentences)) if not missing(" ".join(sentences[:at] + sentences[at + 1 :]), there, to)
    ]
    later = [at for at in free if at > 0] or free
    return max(later, key=lambda at: (len(sentences[at].split()), at), default=None)


def less_formal(text: LetterText) -> LetterText:
    """With contractions and everyday words, a lighter greeting and close."""
    words, _, name = text.close.partition("\n")
    lighter = re.sub(
        r"(?i)^yours \w+|^(?:kind|warm) regards|^sincerely|^best wishes|^in sympathy", "All the best", words
    )
    hello = re.sub(r"^Dear (?!Sir)", "Hi ", text.greeting).replace("Dear Sir or Madam", "Hello")
    body = tuple(tuple(_replaced(one, _CONTRACTED | _STIFF) for one in paragraph) for paragraph in text.paragraphs)
    return replace(text, greeting=hello, paragraphs=body, close="\n".join(filter(None, (lighter, name))))


def more_formal(text: LetterText) -> LetterText:
    """Without contractions, with a formal greeting and close."""
    words, _, name = text.close.partition("\n")
    comma = "," if words.endswith(",") else ""
    hello = re.sub(r"^(?:Hi|Hey|Hello) (?=\w)", "Dear ", text.greeting)
    full = {short: long for long, short in _CONTRACTED.items()}
    body = tuple(
        tuple(
            _replaced(one.replace("’", "'"), full).rstrip("!") + ("." if one.endswith("!") else "") for one in paragraph
        )
        for paragraph in text.paragraphs
    )
    return replace(
        text, greeting=hello, paragraphs=body, close="\n".join(filter(None, (f"Yours sincerely{comma}", name)))
    )


def _replaced(sentence: str, words: dict[str, str]) -> str:
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")
    return pattern.sub(lambda found: words[found[0]], sentence)
