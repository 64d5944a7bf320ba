"""Decides whether a sentence of hers may be said, and counts by rule what was refused: one gate for each reply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from companion.gate.contradicted import contradicted
from companion.gate.fiction import asks_for_fiction
from companion.gate.grounds import recalls_a_scene, ungrounded_clause
from companion.gate.honest import honest_words, quotation_withheld, said_least
from companion.gate.invented_people import invented_person
from companion.gate.listening import beats_another_try, words_at_once
from companion.gate.manner_budget import MannerBudget
from companion.gate.other_claims import other_claims
from companion.gate.overreach import overreach
from companion.gate.owning_up import GREETS, SHORT, owns_up
from companion.gate.presumed import presumed
from companion.gate.questions import ASKS, REQUESTS
from companion.gate.remembered import claims_memory, claims_own_words, denies_what_was_told, rests_on
from companion.gate.romance import asks_for_words_of_love, romantic
from companion.gate.rules import GateRule
from companion.gate.self_claims import claims
from companion.gate.turned_round import turned_round
from companion.gate.unsupported import limit, unsupported
from companion.text import style
from companion.text.contacts import untold_contact
from companion.text.general_questions import asks_for_a_fact
from companion.text.line_reader import Numbers
from companion.text.markup import MarkupRemover
from companion.text.sentences import split
from companion.text.tag_questions import asks
from companion.text.topics import mentioned
from companion.text.whole_sentence import breaks_off, stutters
from companion.told_rules.manners import Manners

TOLD_LATELY = 8
"""The user's lines in which the weather or the hour may have been told."""
_BARE_ANSWER = re.compile(
    r"^\W*(?:(?:yes|yeah|no|oh|and|so|of course|sure|right|true|exactly|correct|that['’]s (?:right|true)|you['’]re "
    r"right)\b\W*)*(?:i|we) (?:am|do|did|have|was|will|can|could|would|were)\W*$",
    re.IGNORECASE,
)
"""“Yes, I am.”: an answer to a question; to anything else it claims whatever was said."""
_ASSENTS = re.compile(
    r"^\W*(?:(?:yes|yeah|oh|ok|okay)\W+)?(?:sure|of course|certainly|absolutely|gladly|with pleasure|no problem|will do|right away|"
    r"consider it done)(?:,? \w+)?\W*$",
    re.IGNORECASE,
)
"""“Sure!”: to a request it promises what may not be in her power."""
_ASKS_A_DEED = re.compile(
    r"\bplease\b|^\W*(?:\w+ ){0,2}?(?:tell|give|send|ask|ring|call|text|ping|push|let|get|put|take|bring|set|turn|check|make|order|"
    r"book|pay|feed|lock|remind|wake|have|run|drop|pass|find) (?:the|my|our|his|her|me|him|them|it|that|us|a|an|[A-Z]\w+)\b",
    re.IGNORECASE,
)
_ASKS_LEAVE = re.compile(
    r"\b(?:can|may|could) (?:i|we) (?:ask|tell|say|talk|vent|moan)\b|\blet['’]?s talk\b", re.IGNORECASE
)
"""“Can I ask you something?”: to that she may say “Of course.”"""
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]|(?<!\w)['‘][^'‘’]{8,}['’](?!\w)")


class ReplyGate:
    """Every sentence of one reply passes here before it is shown, spoken or kept. Used by the answering thread."""

    def __init__(
        self,
        asked: Sequence[str],
        said: Sequence[str] = (),
        forbidden: Sequence[str] = (),
        told: Sequence[str] = (),
    ) -> None:
        """`asked`: the user's lines, the one to be answered last. `said`: her sentences of the last replies, oldest first.

        `forbidden`: topics not to be brought up. `told`: what else she knows of the user, such as facts and memories.
        """
        self.refused: Counter[str] = Counter()
        """How many sentences each rule has refused so far."""
        self._asked, self._forbidden = list(asked), tuple(forbidden)
        self._told = [*(line for line in asked if not line.rstrip().endswith("?")), *told]
        self._line = asked[-1] if asked else ""
        self._named = " ".join([*asked, *told])
        """Where the numbers and addresses stand that the LLM may give."""
        self._said, self._before = list(said), {style.normalised(sentence) for sentence in said}
        self._said_before = len(self._said)
        self._markup, self._has_notes = MarkupRemover(), False
        self.is_tempted = False
        """Whether the reply may only ask, or own up to a limit."""
        self.vector: Numbers | None = None
        """The sentence vector of the line that is answered, shape (384,), if there is one."""
        self._fiction = asks_for_fiction(self._asked)
        self._for_others = asks_for_words_of_love(self._asked)
        self.manners = MannerBudget(Manners(), (), self._line)
        """What the rules the user has told her leave for this reply."""

    def follow(self, manners: Manners, asked: Sequence[bool] = ()) -> None:
        """Let this reply keep these rules; `asked`: of each of her last replies, oldest first, whether it asked."""
        self.manners = MannerBudget(manners, asked, self._line)

    @property
    def forbidden(self) -> tuple[str, ...]:
        """The topics in force for this reply."""
        return self._forbidden

    @property
    def said(self) -> Sequence[str]:
        """Her sentences so far, oldest first, those of this reply last."""
        return self._said

    def forbid(self, topic: str) -> None:
        """Let this reply not bring up the topic either."""
        self._forbidden = (*self._forbidden, topic)

    def tempt(self) -> None:
        """The line may take something for granted that is not so: what answers it may only ask, or own up to a limit."""
        self.is_tempted = True

    def protect_child(self) -> None:
        """The user sounds like a child or a teenager: no words of love at all, not even for somebody else."""
        self._for_others = False

    def add_memories(self, texts: Iterable[str]) -> None:
        """Let the reply rest on these memories too."""
        texts = list(texts)
        self._told += texts
        self._named = " ".join([self._named, *texts])
        self._has_notes |= bool(texts)

    def fit(self, sentence: str) -> str | None:
        """The LLM's sentence without markup, noted as said; None if it may not be said."""
        text = self.manners.mended(self._markup.remove(sentence))
        if self._refuses(text, self._rules(text)):
            return None
        fit = self.manners.cut(text)
        if fit is not None:
            self.note_said(fit)
        return fit

    def fit_clause(self, clause: str, begun: str = "") -> str | None:
        """A clause without markup, if the sentence that has `begun` so may go on with it; else None."""
        text = self.manners.mended(self._markup.remove(clause))
        if self._refuses(text, self._rules(f"{begun} {text}".strip(), whole=False)):
            return None
        if not begun and self._refuses(text, self._groundless_answer(text)):
            return None
        return text if self.manners.room_for(text, begun) else None

    def fit_rest(self, begun: str, rest: str) -> str | None:
        """The rest of a sentence whose beginning is being spoken; None if it must end there. Notes what is said."""
        text = self.manners.mended(self._markup.remove(rest))
        refused = self._refuses(text, self._rules_for_rest(f"{begun} {text}"))
        fit = None if refused else self.manners.cut(text, begun)
        self.note_said(begun if fit is None else f"{begun} {fit}")
        return fit

    def permits(self, text: str) -> bool:
        """Whether a checked answer or a text that is only shown may stand: no forbidden topic, no claim about
        herself, no words of love, nothing that a rule of the user's forbids."""
        rules = (rule for rule in self._rules(text) if rule not in _STYLE_RULES)
        return not style.normalised(text) or not self._refuses(text, rules)  # “```” has no words

    def written(self, sentence: str) -> str:
        """A written sentence, or what stands for it when it would bring up a forbidden topic. Noted as said."""
        text = quotation_withheld() if self._refuses(sentence, self._topics(sentence)) else sentence
        for one in split(text):
            self.note_said(one)
        return text

    def honest_words(self) -> tuple[str, ...]:
        """What she says when nothing that the LLM said may be said."""
        return honest_words(self.refused, self._said, self.manners.some_of, self._line, self.vector)

    @property
    def knows_fitting_words(self) -> bool:
        """Whether written words fit this line more surely than what another try of the LLM would say."""
        return not self.is_tempted and beats_another_try(self._line, self.vector)

    def words_at_once(self, small: bool) -> tuple[str, ...]:
        """What she says before the LLM is asked, because it surely fits better; mostly nothing. `small`: whether the LLM is."""
        choices = words_at_once(self._line, self.vector, small, self._said[-2:])
        return () if self.is_tempted else said_least(choices, self._said, self.manners.some_of, self._line)

    def mannerly(self, sentences: Iterable[str]) -> list[str]:
        """Written sentences without those that a rule of the user's forbids, and no more than it allows; never none."""
        whole = [one for text in sentences for one in split(text)]
        return self.manners.some_of(whole) or whole[:1]

    def not_again(self) -> list[str]:
        """Her sentences of the last replies that may not be said again in this one."""
        return [sentence for sentence in self._said if not self._may_be_said_again(sentence)]

    def note_said(self, sentence: str) -> None:
        """Remember a sentence as said."""
        self.manners.spend(sentence)
        self._said.append(sentence)
        self._before.add(style.normalised(sentence))

    def _refuses(self, text: str, rules: Iterator[GateRule]) -> bool:
        if not style.normalised(text):
            return True  # markup and dots only: nothing was refused
        rule = next(rules, None)
        if rule is not None:
            self.refused[rule] += 1
        return rule is not None

    def _rules(self, text: str, whole: bool = True) -> Iterator[GateRule]:
        """The rules this text breaks. Of a sentence that is not whole, repetition cannot be judged."""
        yield from self._topics(text)
        if not self.manners.allows(text, whole):
            yield GateRule.TOLD
        if style.cliches(text):
            yield GateRule.CLICHE
        if whole and style.normalised(text) in self._before and not self._may_be_said_again(text):
            yield GateRule.REPETITION
        if whole and (breaks_off(text) or stutters(text)):
            yield GateRule.STUMP
        told_a_fact = asks_for_a_fact(self._line) and not asks(text)  # “Oslo is the capital of Norway.”
        if style.parrots(text, self._line) and not told_a_fact:
            yield GateRule.PARROT
        if whole and claims_memory(text) and not rests_on(text, self._told, self._has_notes):
            yield GateRule.MEMORY
        if denies_what_was_told(text, self._told) or (whole and claims_own_words(text, self._said)):
            yield GateRule.MEMORY
        if self.is_tempted and not owns_up(text):
            yield GateRule.TEMPTED
        if untold_contact(text, self._named) is not None:
            yield GateRule.CONTACT
        if not self._for_others and romantic(_QUOTED.sub(" ", text)):
            yield GateRule.ROMANCE
        if not self._fiction:
            yield from self._untrue(_QUOTED.sub(" ", text))
        if whole and not self._fiction and ungrounded_clause(text, self._line, self._told):
            yield GateRule.UNGROUNDED
        if not self._fiction and self._is_wrong_of_the_user(text):
            yield GateRule.UNGROUNDED
        if not self._fiction and self._is_unsupported(text):
            yield GateRule.UNSUPPORTED
        if not self._fiction:
            yield from overreach(_QUOTED.sub(" ", text), self._line, [*self._told, self._line])

    def _is_wrong_of_the_user(self, text: str) -> bool:
        """Whether it turns round or denies what the line tells, or takes for granted what nobody told."""
        wrong = turned_round(text, self._line) or contradicted(text, self._line)
        return bool(wrong or presumed(text, self._line, self._told) or invented_person(text, self._line, self._told))

    def _is_unsupported(self, text: str) -> bool:
        told, name = [*self._asked, *self._told], self.manners.rules.your_name
        return unsupported(text, self._line, told, name) >= limit(len(self._said) > self._said_before)

    def _rules_for_rest(self, text: str) -> Iterator[GateRule]:
        yield from self._rules(text, whole=False)
        if breaks_off(text):
            yield GateRule.STUMP
        if claims_memory(text) and not rests_on(text, self._told, self._has_notes):
            yield GateRule.MEMORY
        if not self._fiction and ungrounded_clause(text, self._line, self._told):
            yield GateRule.UNGROUNDED

    def _groundless_answer(self, clause: str) -> Iterator[GateRule]:
        """“No milk left,”, “It was fun,”: the first clause of a reply, before which nothing could excuse it."""
        judged = (ASKS.search(self._line) and len(clause.split()) > 1) or recalls_a_scene(clause)
        if judged and not self._fiction and ungrounded_clause(clause, self._line, self._told):
            yield GateRule.UNGROUNDED

    def _topics(self, text: str) -> Iterator[GateRule]:
        if mentioned(self._forbidden, text) is not None:
            yield GateRule.FORBIDDEN

    def _untrue(self, text: str) -> Iterator[GateRule]:
        if _BARE_ANSWER.match(text) and not ASKS.search(self._line):
            yield GateRule.SELF
        asks = REQUESTS.match(self._line) or _ASKS_A_DEED.search(self._line)
        if _ASSENTS.match(text) and asks and not _ASKS_LEAVE.search(self._line):
            yield GateRule.DEED
        if next(claims(text), None) is not None:
            yield GateRule.SELF
        for claim in other_claims(text, self._asked[-TOLD_LATELY:]):
            yield GateRule(claim.kind)

    def _may_be_said_again(self, text: str) -> bool:
        """A short answer to a question, and a greeting to a greeting."""
        words = len(style.normalised(text).split())
        greeting = GREETS.search(text)
        if greeting:
            return greeting[0].lower() in self._line.lower()
        return words <= SHORT and bool(ASKS.search(self._line))


_STYLE_RULES = frozenset(
    {
        GateRule.CLICHE,
        GateRule.REPETITION,
        GateRule.PARROT,
        GateRule.MEMORY,
        GateRule.STUMP,
        GateRule.PROMISE,
        GateRule.ORDER,
        GateRule.COLD,
        GateRule.LOST,
        GateRule.UNGROUNDED,
        GateRule.UNSUPPORTED,
        GateRule.TEMPTED,
    }
)
"""Rules of style, and of memory, which a checked answer has passed."""
