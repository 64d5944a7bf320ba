"""Describes who she is and how she remembers, in two forms: a telephone transcript, or a system message and examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from companion.character import Character


@dataclass(frozen=True)
class Persona:
    """Both names, and the texts that describe her."""

    her: str
    you: str
    """What the transcript calls the user; never empty."""
    character: Character = field(default_factory=lambda: Character.of("warm"))

    def transcript(
        self,
        known: Sequence[str] = (),
        earlier: Sequence[str] = (),
        orders: Sequence[str] = (),
        shared: Sequence[str] = (),
    ) -> str:
        """The beginning of the transcript: who is on the phone, how she talks, examples, and what she remembers.

        `orders`: how the user has told her to be, as she is told it.

        The taste begins with two things remembered and one never told: with them the default mind (at temperature 0.4)
        answers 15 of 16 questions from a note and owns up to 11 of 12 things it was never told; without them 16 and 4 of 24.
        Nearer the end they creep into small talk as if they were the user's life (in 5 of 16 open questions; so 2 of 12).
        """
        her, you = self.her, self.you
        memories = "".join(f"{line}\n" for line in (*self._known(known), *self.between(shared), *earlier))
        asked = f'({you} has asked {her}, and {her} keeps to it: "{" ".join(orders)}")\n' if orders else ""
        return f"""{you} and {her} talk on the phone in the evenings. {her} is a voice on {you}'s computer, and says so when \
asked. {her} is {self.character.way_of_talking}. {her} likes {self.character.likes}, and can't stand {self.character.dislikes}. \
{her} listens closely, answers what {you} just said, and speaks in one or two short plain sentences, as one does on the \
phone. Often {her} simply says what comes to mind; now and then {her} asks one small question about what {you} said. {her} \
never lectures, never lists, never gives advice nobody asked for, and when {her} doesn't know something, {her} says so.

{self.note("5 June", you, "The neighbours' parrot is called Otto.")}
{you}: What was that parrot called?
{her}: Otto, you told me.
{you}: And how old is he?
{self.unknown()}
{her}: I don't know, you never told me. Tell me?
{self.note("2 April", you, "The lamp in our hall is from the flea market.")}
{you}: Where did I get that lamp in the hall?
{her}: At the flea market, you said.
{self._told("mishap", "taste", "leaving")}
{memories}{asked}(The next evening.)

"""

    def system(
        self,
        known: Sequence[str] = (),
        earlier: Sequence[str] = (),
        when: str = "",
        orders: Sequence[str] = (),
        shared: Sequence[str] = (),
    ) -> str:
        """The system message for LLMs asked in their own chat template; arguments as for `transcript`.

        `when`: the weekday and the part of the day, such as “Tuesday evening”.
        """
        memories = "".join(f"\n{line}" for line in (*self._known(known), *self.between(shared), *earlier))
        hour = f" It is {when}." if when else ""
        asked = f"\n{self.you} has asked you, and you keep to it now: {' '.join(orders)}" if orders else ""
        return (
            f"You are {self.her}, a voice on {self.you}'s computer: software, with no body, no senses and no life elsewhere. "
            f"You and {self.you} are old friends who talk in the evenings, as on the phone.{hour} You are "
            f"{self.character.way_of_talking}; you like {self.character.likes}, and can't stand {self.character.dislikes}. "
            f"Answer in one or two short, plain sentences. Show that you understood what {self.you} just said, then say what "
            f"you think of it, or ask one short question about it that {self.you} hasn't answered yet. Never guess at what "
            f"{self.you} hasn't told you. "
            f"When {self.you} asks for something that can be done in words (a joke, a message, an idea, an opinion), do it at "
            "once. Lines in brackets are your own memories: answer from them, and never say more than they do. You know only "
            f"what {self.you} has told you.{memories}{asked}"
        )

    def examples(self) -> tuple[tuple[str, str], ...]:
        """Exchanges of other evenings, what the user said and what she answered; the chat form shows them as earlier turns.

        Quoted within the system message they made the default mind say one phrase for ever.
        """
        parrot = self.note("5 June", self.you, "The neighbours' parrot is called Otto.")
        remembered = (
            (f"{parrot}\nWhat was that parrot called?", "Otto, you told me."),
            (f"And how old is he?\n{self.unknown()}", "I don't know, you never told me. Tell me?"),
        )
        return (*remembered, *((one.line, one.reply) for one in self.character.exchanges))

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

    def _told(self, *keys: str) -> str:
        """Example exchanges as lines of the transcript."""
        pairs = (self.character.by_key[key] for key in keys)
        return "".join(f"{self.you}: {one.line}\n{self.her}: {one.reply}\n" for one in pairs)

    def between(self, shared: Sequence[str]) -> tuple[str, ...]:
        """The line with what only the two of them share; none where nothing is."""
        return (f'(Between {self.you} and {self.her}: "{" ".join(shared)}")',) if shared else ()

    def _known(self, sentences: Sequence[str]) -> tuple[str, ...]:
        if not sentences:
            return ()
        return (f'({self.her} knows, and {self.you} may ask: "{" ".join(sentences)}")',)
