"""Keeps the honest sentences that stand where every try of the LLM was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from companion.gate.rules import GateRule
from companion.text.style import normalised

_INVENTED = (
    ("I was about to make something up.", "Tell me more instead?"),
    ("I've nothing true to add to that.", "Go on, I'm listening."),
    ("Anything I said about that would be invented.", "What was it like for you?"),
    ("I've no such story of my own.", "So I'd rather hear the rest of yours."),
    ("I only know that sort of thing from words.", "How was it for you?"),
)
_MEMORY = (
    ("I don't remember that rightly, so I'd rather not say.",),
    ("I can't find that among what you told me.",),
    ("I'd be guessing at what you told me.", "Remind me?"),
)
_FORBIDDEN = (
    ("I'll leave that alone, as you asked.",),
    ("That touches what you asked me not to bring up.", "Something else?"),
    ("You asked me not to go there, so I won't.",),
)
_STALE = (
    ("I've no better words than the ones I had.", "Say a little more?"),
    ("Nothing new comes to me on that.", "Go on?"),
    ("I can't find the right words for that one.", "Tell me more?"),
    ("I'd only repeat myself.", "What else?"),
)
_PLAIN = (
    ("I hear you.",),
    ("That says enough, I think.",),
    ("Go on, if you like.",),
    ("Then let it stand like that.",),
    ("All right, I follow.",),
    ("Right.",),
    ("Understood.",),
)
"""Said where a rule of the user's leaves nothing else: they ask nothing, flatter nobody and advise nothing."""
_ROMANCE = (
    ("I'm software, and nobody's sweetheart.", "But I do like talking with you."),
    ("Love needs somebody who can hold your hand, and I can't.", "Tell me what's on your mind instead?"),
    ("I won't play that with you.", "I'm here to listen, that much is true."),
)
_CONTACT = (
    ("I don't know any number or address for certain, so I won't give one.",),
    ("Numbers and addresses I'd only make up.", "Better look that one up?"),
)
_BY_RULE: Mapping[GateRule, Sequence[tuple[str, ...]]] = {
    GateRule.FORBIDDEN: _FORBIDDEN,
    GateRule.MEMORY: _MEMORY,
    GateRule.REPETITION: _STALE,
    GateRule.PARROT: _STALE,
    GateRule.CLICHE: _STALE,
    GateRule.ROMANCE: _ROMANCE,
    GateRule.CONTACT: _CONTACT,
    GateRule.TOLD: _PLAIN,
}


def honest_words(
    refused: Mapping[str, int], said: Sequence[str], some_of: Callable[[Sequence[str]], Sequence[str]] = tuple
) -> tuple[str, ...]:
    """At most two sentences for the rule that refused most, unused or used longest ago; `said`: hers, oldest first.

    `some_of`: those of some sentences that the user's own rules let her say; what they forbid is left out.
    """
    rule = GateRule(max(refused, key=lambda one: refused[one], default=GateRule.REPETITION))
    last = {normalised(sentence): number for number, sentence in enumerate(said)}
    for choices in (_BY_RULE.get(rule, _INVENTED), _PLAIN):
        fit = [tuple(some_of(words)) for words in choices]
        if some := [words for words in fit if words]:
            return min(some, key=lambda words: last.get(normalised(words[0]), -1))
    return _PLAIN[0]


def quotation_withheld() -> str:
    """What stands for a written sentence, mostly a quotation, that speaks of a forbidden topic."""
    return "There is something about that, but it touches what you asked me not to bring up."
