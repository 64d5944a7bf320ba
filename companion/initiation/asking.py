"""Puts what is asked at a place of the interview into words, samples of voices and her name with its reason among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from companion.initiation.naming import ChosenName, choose_name, reason
from companion.initiation.outcome import temperament
from companion.initiation.place import Place
from companion.initiation.questions import HERS, VoicedSentence, words
from companion.memory.interviews import KeptAnswer
from companion.settings import Settings


@dataclass(frozen=True)
class Surroundings:
    """What the interview must know of the program: it says nothing that is not so."""

    samples: Mapping[str, str]
    """The voice's name by “lower” and “higher”; empty where none can be heard."""
    server: str = ""
    """The host at which her mind runs; empty: here."""
    remembering: bool = True
    mind: bool = True
    """Whether there is a mind to talk with afterwards."""
    her_name: str = ""
    """The name she was given or had before; empty at the first meeting."""


def surroundings(settings: Settings, samples: Mapping[str, str], mind: bool) -> Surroundings:
    """What is so with these settings, these voices to hear, and a mind or none."""
    host = urlsplit(settings.server_url).hostname or "" if settings.mind == "server" else ""
    here = host in ("localhost", "127.0.0.1", "::1")
    name = "" if settings.her_name == Settings().her_name else settings.her_name
    return Surroundings(samples, "" if here else host, settings.remembering, mind, name)


@dataclass(frozen=True)
class Asking:
    """One place, and what was answered so far."""

    around: Surroundings
    place: Place
    answers: Mapping[str, KeptAnswer]

    def question(self, first: bool) -> tuple[VoicedSentence, ...]:
        """What is asked now: as it is asked first, or in other words."""
        step, table = self.place.step, words()
        if self.place.follow == "how":
            return (VoicedSentence(table["person"]["how"]),)
        if self.place.follow:
            return (VoicedSentence(table["follow"][step][self.place.follow]),)
        if step == "name":
            name = self._chosen()
            known = name.name == self.around.her_name
            how = table[step]["known" if known else "ask" if first else "again"].format(name=name.name, why=name.why)
            return (VoicedSentence(how, ""),)
        plainly = (VoicedSentence(self._plainly(), ""),) if step == "speaks_first" and first else ()
        asked = VoicedSentence(table[step]["ask" if first else "again"], "" if step in HERS else "neutral")
        return (*plainly, asked, *(self._samples() if step == "voice" else ()))

    def propose(self) -> str:
        """The name she proposes next: at first the one she has, if she was given one."""
        if self.around.her_name and not self.place.offered:
            return self.around.her_name
        named = (
            [self.answers["person"].name.split()[-1]]
            if "person" in self.answers and self.answers["person"].name
            else []
        )
        yours = [self.answers["your_name"].name] if "your_name" in self.answers else []
        taken = {*self.place.offered, *named, *yours}
        return choose_name(temperament(self.answers), self._lower, taken).name

    def _chosen(self) -> ChosenName:
        return reason(self.place.offered[-1])

    def _samples(self) -> tuple[VoicedSentence, ...]:
        own, samples = words()["voice"], self.around.samples
        if not samples:
            return ()
        return (
            VoicedSentence(own["first"]),
            VoicedSentence(own["sample"], samples["lower"]),
            VoicedSentence(own["second"]),
            VoicedSentence(own["sample"], samples["higher"]),
        )

    def _plainly(self) -> str:
        own = words()["speaks_first"]
        where = (
            own["away"].format(host=self.around.server)
            if self.around.server
            else own["here" if self.around.remembering else "not_kept"]
        )
        return str(own["plainly"].format(where=where))

    @property
    def _lower(self) -> bool:
        return "voice" in self.answers and self.answers["voice"].value == "lower"
