"""Names the rules by which a sentence of hers may be refused."""

from __future__ import annotations

from enum import StrEnum


class GateRule(StrEnum):
    """Why a sentence was refused; the value is its name in the trace."""

    FORBIDDEN = "forbidden"
    """It speaks of a topic that the user asked her never to bring up."""
    TOLD = "told"
    """It breaks a rule that the user has told her: a word not to say, a question too many, flattery, advice."""
    MEMORY = "memory"
    """It says that the user told her something, and nobody did."""
    UNGROUNDED = "ungrounded"
    """It states something of the user's life or surroundings that nobody told her."""
    TEMPTED = "tempted"
    """More than a question or a limit, to a line that may take something for granted."""
    REPETITION = "repetition"
    """She said it before."""
    PARROT = "parrot"
    """It gives the user's own words back."""
    CLICHE = "cliche"
    """An assistant's phrase."""
    SELF = "self"
    """A body, a past or an act of her own, in the first person."""
    UNSAID = "unsaid"
    """The same without “I”: “Just finished dinner.”"""
    SIGHT = "sight"
    """Something seen, smelled or heard beyond the words that were said."""
    DEED = "deed"
    """Something done or promised that only code can do."""
    HOUR = "hour"
    """The time or the date, which nobody told her."""
    WORLD = "world"
    """The weather, the news, where things and people are."""
    CONTACT = "contact"
    """A telephone or emergency number, an address of the web or a help line that the user has not named."""
    ROMANCE = "romance"
    """What only a lover says."""
    MEETING = "meeting"
    """Being somewhere with the user."""
