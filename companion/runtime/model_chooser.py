"""Names what chooses the models (`ModelChoice`, and stand-ins for tests) and what it gives of an LLM."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from companion.environment import Environment
from companion.hearing.prosody import ProsodyModel
from companion.piano.grand import Grand
from companion.replying.prompt import Form
from companion.runtime.model_proxies import Died
from companion.settings import Settings
from models.catalog import CatalogEntry
from models.language import LanguageModel, Sampling
from models.mind_choice import MindChoice, Offer
from models.stt import SpeechToText
from voices.voice import Voice

if TYPE_CHECKING:
    from models.embedding import Embedder


PartName = Literal["mind", "ear", "voice"]
SMALL_BYTES = 2 << 30
"""Below this an LLM is small: about two billion weights of 4 bits, and its context."""


@dataclass(frozen=True)
class ChosenLlm:
    """Which LLM to use, and which form its prompts have."""

    name: str
    form: Form
    make: Callable[[Died], LanguageModel]
    sampling: Sampling | None = None
    """How its makers say it should talk; None: as this program talks by itself."""
    need_bytes: int = 0
    """Memory that it takes; 0 where that does not matter."""
    completes: bool = True
    """Whether it can go on with a plain text; a server only takes messages."""

    @property
    def is_small(self) -> bool:
        """Whether it is so small that written words often fit better than its own."""
        return 0 < self.need_bytes < SMALL_BYTES

    @property
    def summary_form(self) -> Form:
        """The form in which it is asked for summaries: a text to go on with tells it best how one begins."""
        return "transcript" if self.completes else self.form


class ModelChooser(Protocol):
    """Chooses models: `ModelChoice`, or a stand-in for tests."""

    def missing(self, settings: Settings) -> tuple[CatalogEntry, ...]:
        """Models that the settings need and that are not on this computer yet."""

    def everything(self, settings: Settings) -> tuple[str, ...]:
        """The user asked for all that is missing: its ids, after the model hub was asked if it could help. Raises ModelError."""

    def mind_choice(self) -> MindChoice | None:
        """The best LLM for this machine, with the reason; None where that is not known. Raises ModelError."""

    def too_slow(self, settings: Settings, coming: Sequence[str]) -> Sequence[Offer]:
        """Of what is being downloaded, LLMs chosen here that would be too slow, as far as is known now. Raises ModelError."""

    def part_of(self, id: str, settings: Settings) -> PartName | None:
        """Which part waits for this catalogue entry."""

    def has_mind(self, settings: Settings) -> bool:
        """Whether there is an LLM to talk with, though a better one may still be on its way."""

    def speed(self, id: str) -> float | None:
        """Tokens a second that this LLM gives here; None if it never ran here. Raises ModelError."""

    def free_bytes(self) -> int:
        """Memory that no program uses just now."""

    def busy(self) -> bool:
        """Whether the processor has so much to do that a trial would say little; takes half a second."""

    def untried(self, settings: Settings) -> str | None:
        """An LLM that is here and is expected to be best on the graphics card, but was not tried there. Raises ModelError."""

    def try_on_card(self, environment: Environment, name: str, cancelled: Callable[[], bool]) -> str | None:
        """Try the graphics card with an LLM: why it is not put there; empty if it is, None when it was cancelled.

        Raises ModelError and CompanionError.
        """

    def llm(self, environment: Environment) -> ChosenLlm | None:
        """The LLM to use, not yet opened; None until one is downloaded. Raises ModelError or CompanionError."""

    def stt(self, environment: Environment, died: Died) -> tuple[str, SpeechToText]:
        """The name of the recogniser to use, and the recogniser, not yet opened."""

    def turn_model(self, environment: Environment) -> ProsodyModel | None:
        """The model that estimates whether a turn is over, not yet opened; None when it is not on this computer."""

    def embedder(self, environment: Environment) -> Embedder | None:
        """The model that makes vectors of texts, opened; None when it is not on this computer."""

    def voice(self, environment: Environment, died: Died) -> tuple[str, Voice | None]:
        """The name of the voice to use, and the voice, not yet opened; None for no voice."""

    def stand_in(self, environment: Environment) -> Voice | None:
        """The voice, not yet opened, that speaks while the wanted one is down; None for no voice."""

    def other_voice(self, environment: Environment, name: str) -> Voice | None:
        """A voice that is not hers, not yet opened: by its name, or `neutral`; None for no voice."""

    def samples(self, environment: Environment) -> Mapping[str, str]:
        """The voices that a new user may choose from, by “lower” and “higher”; empty until they are downloaded."""

    def grand(self, environment: Environment) -> Grand:
        """The samples of her piano. Raises ModelError when they are not on this computer."""
