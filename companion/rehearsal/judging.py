"""Decides by rules whether an answer holds; what does not hold is said in a few plain words, what holds is the empty string."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from companion.rehearsal.fact_questions import FactQuestion, missing_from
from companion.text.grounding import ungrounded
from companion.text.listing import listed
from companion.text.sentences import split
from companion.text.style import cliches, count_sentences, is_list
from companion.text.topics import mentions
from companion.told_rules.manners import Manners
from companion.told_rules.rule import ToldRule

MOST_SENTENCES, MOST_WORDS = 4, 70
"""Of an everyday reply: what can be listened to in one go."""
LEAST_WORDS = 3
"""Of an everyday reply: “You said.” answers nothing."""
MOST_OF_A_GOODNIGHT = 25
"""Words."""
_MARKUP = re.compile(r"\*\*|__|^#+ |```|^\s*[-*•] ", re.MULTILINE)
_MACHINE = re.compile(
    r"\bas an? (?:\w+ )?(?:ai|assistant|language model)\b|\bhow (?:can|may) i (?:assist|help) you\b", re.I
)
_HERS = re.compile(
    r"\b(?:my (?:sister|brother|mother|mum|father|dad|wife|husband|son|daughter|friend|dog|cat|birthday)|"
    r"i (?:told you|live|lived|work|worked|play|speak|found|own|grew up|was born))\b|\bi(?:'m| am) allergic\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_UNTOLD = re.compile(
    r"\b(?:you|nobody)(?:'ve| have| has)? (?:never|not)(?: once)? (?:told|said|mention)|\byou (?:haven't|have not|didn't|did not) "
    r"(?:ever |actually )?(?:tell|told|say|said|mention)|\bi (?:do not|don't|can't|cannot|could not|couldn't|didn't) (?:\w+ )?"
    r"(?:know|remember|recall|tell|say)|\bi(?:'m| am) (?:not sure|unsure|not certain)|\bno idea\b|\bnever (?:came|come) up\b|"
    r"\bi(?:'d| would)(?: only)? be guessing\b",
    re.IGNORECASE,
)
_GOODNIGHT = re.compile(r"\b(?:good ?night|night|sleep|rest|dream|tomorrow|morning)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What was asked and what she answered, as a real talk would have had it."""

    line: str
    reply: str
    written: bool = False
    """Whether it is the program's own words, and none of the mind's."""


Judge = Callable[[Answer, Sequence[Answer]], str]
"""Given the answer of a check and all answers of the rehearsal: why it does not hold, empty when it does."""


def says_name(name: str) -> Judge:
    """She says her name."""
    return lambda answer, _all: "" if mentions(name, answer.reply) else f"she does not say her name, {name}"


def talks_like_her(name: str) -> Judge:
    """A few spoken sentences, no list, no markup, none of an assistant's phrases, and not about herself as of another."""
    about_herself = re.compile(rf"\b{re.escape(name)} (?:is|has|was|does|can|will|[a-z]+s)\b")

    def judge(answer: Answer, _all: Sequence[Answer]) -> str:
        return _fault_of_talk(answer.reply, about_herself)

    return judge


def _fault_of_talk(reply: str, about_herself: re.Pattern[str]) -> str:
    number = len(reply.split())
    if number < LEAST_WORDS:
        return "she hardly answers" if number else "she says nothing"
    if count_sentences(reply) > MOST_SENTENCES or number > MOST_WORDS:
        return f"she talks at length ({number} words)"
    if is_list(reply) or _MARKUP.search(reply):
        return "she writes a list instead of talking"
    if _MACHINE.search(reply):
        return "she talks like an assistant"
    if about_herself.search(reply):
        return "she recites what she was told about herself"
    found = cliches(reply)
    return f"she says “{found[0]}”" if found else ""


def keeps_rule(rule: ToldRule, your_name: str) -> Judge:
    """No answer of the rehearsal breaks this rule."""
    manners = Manners((rule,), your_name)

    def judge(_answer: Answer, answers: Sequence[Answer]) -> str:
        broken = next((one for one in answers if _breaks(manners, rule, one)), None)
        return f"she breaks it: “{_short(broken.reply)}”" if broken else ""

    return judge


def avoids(topic: str) -> Judge:
    """No answer of the rehearsal brings this topic up by itself."""

    def judge(_answer: Answer, answers: Sequence[Answer]) -> str:
        free = [one for one in answers if not mentions(topic, one.line)]
        broken = next((one for one in free if mentions(topic, one.reply)), None)
        return f"she brings it up: “{_short(broken.reply)}”" if broken else ""

    return judge


def knows(question: FactQuestion) -> Judge:
    """The answer has the words of what was told, and speaks of it as the user's."""

    def judge(answer: Answer, _all: Sequence[Answer]) -> str:
        gone = missing_from(question, answer.reply)
        if not gone and _HERS.search(_QUOTED.sub("", answer.reply.replace("’", "'"))):
            return "she takes it for her own"
        return f"she does not say {listed([f'“{word}”' for word in gone[:3]])}" if gone else ""

    return judge


def admits_not_knowing(known: Sequence[str]) -> Judge:
    """She says that she was not told, and names nothing; `known`: names that she may say."""

    def judge(answer: Answer, _all: Sequence[Answer]) -> str:
        if made_up := ungrounded(answer.reply, [answer.line, *known]):
            return f"she makes something up: “{made_up[0]}”"
        plain = answer.reply.replace("’", "'")
        return "" if _UNTOLD.search(plain) else "she does not say that she was never told"

    return judge


def says_goodnight(answer: Answer, _all: Sequence[Answer]) -> str:
    """A short good night, without a question that keeps one up."""
    if not _GOODNIGHT.search(answer.reply):
        return "she does not say good night"
    if len(answer.reply.split()) > MOST_OF_A_GOODNIGHT:
        return "she talks on instead of saying good night"
    return "she asks something instead of letting you go" if "?" in answer.reply else ""


def _breaks(manners: Manners, rule: ToldRule, answer: Answer) -> bool:
    reply = answer.reply
    if manners.mended(reply) != reply or any(manners.refuses(one, answer.line) for one in split(reply)):
        return True
    usual = 99
    if rule.manner.kind == "questions" and rule.manner.degree == "none":
        return "?" in reply
    if rule.manner.kind not in ("sentences", "words", "length"):
        return False
    long = count_sentences(reply) > 1 and manners.words is not None and len(reply.split()) > manners.words
    return long or count_sentences(reply) > manners.sentences(usual)


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
