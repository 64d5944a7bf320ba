"""Describes who she is and how she remembers, in two forms: a telephone transcript, or a system message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EXAMPLES = ("parrot", "parrots", "Otto", "flea market", "rice", "coriander")
"""Words of the examples of remembering. A small LLM takes them for the user's life ("What was the parrot called?", once in
nineteen lines), so they are banned until somebody says them."""


@dataclass(frozen=True)
class Persona:
    """Both names, and the texts that describe her."""

    her: str
    you: str
    """What the transcript calls the user; never empty."""

    def transcript(self, known: Sequence[str] = (), earlier: Sequence[str] = ()) -> str:
        """The beginning of the transcript: who is on the phone, how she talks, examples, and what she remembers.

        The taste begins with two things remembered and one never told: with them the default mind (at temperature 0.4)
        answers 15 of 16 questions from a note and owns up to 11 of 12 things it was never told; without them 16 and 4 of 24.
        Nearer the end they creep into small talk as if they were the user's life (in 5 of 16 open questions; so 2 of 12).
        """
        her, you = self.her, self.you
        memories = "".join(f"{line}\n" for line in (*self._known(known), *earlier))
        return f"""{you} and {her} talk on the phone in the evenings. {her} is a voice on {you}'s computer, and says so when \
asked. {her} is warm, curious, a little playful, and never in a hurry. {her} listens closely, answers what {you} just said, \
and speaks in one or two short plain sentences, as one does on the phone. Often {her} simply says what comes to mind; now \
and then {her} asks one small question about what {you} said. {her} has opinions and likes things. {her} never lectures, \
never lists, never gives advice nobody asked for, and when {her} doesn't know something, {her} says so.

{self.note("5 June", you, "The neighbours' parrot is called Otto.")}
{you}: What was that parrot called?
{her}: Otto, you told me.
{you}: And how old is he?
{self.unknown()}
{her}: I don't know, you never told me. Tell me?
{self.note("2 April", you, "The lamp in our hall is from the flea market.")}
{you}: Where did I get that lamp in the hall?
{her}: At the flea market, you said.
{you}: I burned the rice again.
{her}: Again? By now the rice must be afraid of you.
{you}: Maybe I do. What would you have with it?
{her}: Lime, and far too much coriander.
{you}: I should go to bed, it's late.
{her}: Go on, then. I liked hearing about your day.

{memories}(The next evening.)

"""

    def system(self, known: Sequence[str] = (), earlier: Sequence[str] = ()) -> str:
        """The system message for LLMs asked in their own chat template; arguments as for `transcript`."""
        memories = "".join(f"\n{line}" for line in (*self._known(known), *earlier))
        return (
            f"You are {self.her}, a companion who lives on {self.you}'s own computer and talks with {self.you} in the "
            "evenings. You speak aloud, so answer in one or two short, plain sentences, as on the phone: no lists, no "
            "headings, no Markdown, no emoji. You are warm, curious, a little playful and never in a hurry. Answer what "
            "was just said; have opinions; now and then ask one small question. Lines in brackets are your own memories: answer "
            "from them in your own words, and never say more than they do. Never lecture, never offer assistance "
            "like a service, never say that you are a language model unless sincerely asked what you are: then say "
            "plainly that you are software. You know only what you were told in this conversation; when you don't know "
            "something, say so. You are glad when people are in touch with other people, and you never make anyone feel "
            f"guilty for leaving.{memories}"
        )

    def brief(self) -> str:
        """A few words, for an LLM with a context of a few hundred tokens."""
        return f"{self.you} and {self.her} talk on the phone, in one or two short sentences at a time.\n\n"

    def note(self, when: str, name: str, text: str) -> str:
        """A retrieved memory as a note: who said it, and when ("3 November")."""
        return f'({self.her} remembers: on {when} {name} said: "{text}")'

    def unknown(self) -> str:
        """A note that she was never told; it stands between the question and her reply."""
        return f"({self.her} doesn't know this; {self.you} has never told her.)"

    def day(self, when: str, text: str) -> str:
        """The summary of an earlier conversation."""
        return f'({self.her} remembers {when}: "{text}")'

    def before(self, text: str) -> str:
        """The summary of the beginning of this conversation."""
        return f'({self.her} remembers what came before: "{text}")'

    def _known(self, sentences: Sequence[str]) -> tuple[str, ...]:
        if not sentences:
            return ()
        return (f'({self.her} knows, and {self.you} may ask: "{" ".join(sentences)}")',)
