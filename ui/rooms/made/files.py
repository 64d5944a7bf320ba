"""Writes letters and pieces to files that others can open, behind the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Property, QObject, QStandardPaths, QUrl, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.words import error_sentence, plain
from ui.rooms.made.writing import write_letter, write_piece

Write = Callable[[EngineApi, int, Path], object]
_LONGEST_NAME = 60


class Files(QObject):
    """Files of what was made; `Files` in QML."""

    changed = Signal()
    written = Signal(str)
    """A sentence that says which file is written."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """`background` should serve nothing else: a piece takes seconds to be rendered."""
        super().__init__(parent)
        self._engine: GuardedCalls[EngineApi] = GuardedCalls(background, self._failed)
        self._notice = ""
        self._agreed: Path | None = None
        """A file that is there already and may be replaced."""
        self._asks = False

    def attach(self, engine: EngineApi) -> None:
        """Write from this engine's opened memory."""
        self._engine.target = engine

    def detach(self) -> None:
        """Write nothing more; the memory is locked."""
        self._engine.target = None
        self.begin()

    @Slot()
    def begin(self) -> None:
        """Another thing is to be written."""
        self._agreed, self._asks = None, False
        self._tell("")

    @Slot(str, str, result=str)
    def suggestion(self, title: str, ending: str) -> str:
        """A file to suggest, in the user's documents."""
        self.begin()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = " ".join(re.sub(r"[^\w '’-]", " ", plain(title)).split())[:_LONGEST_NAME].strip()
        return str(Path(folder or Path.home()) / f"{name or 'made'}.{ending}")

    @Slot(str, result=QUrl)
    def address(self, path: str) -> QUrl:
        """The path as the system's dialog takes it."""
        return QUrl.fromLocalFile(str(Path(path).expanduser()))

    @Slot(QUrl, result=str)
    def agreed(self, address: QUrl) -> str:
        """The path of what was chosen in the system's dialog; it may be replaced."""
        self._agreed = Path(address.toLocalFile())
        return str(self._agreed)

    @Slot(int, str)
    def letter(self, number: int, path: str) -> None:
        """Write a letter; the ending of the file's name says as what."""
        self._write(write_letter, number, path)

    @Slot(int, str)
    def piece(self, number: int, path: str) -> None:
        """Write a piece; the ending of the file's name says as what."""
        self._write(write_piece, number, path)

    def _write(self, write: Write, number: int, path: str) -> None:
        target = Path(path.strip()).expanduser()
        self._asks = target.exists() and target != self._agreed
        if self._asks:
            self._agreed = target
            return self._tell(f"{target} is there already; press again to replace it.")
        self._tell("One moment, it is being written…")
        return self._engine.call(lambda engine: write(engine, number, target), lambda _: self._done(target))

    def _done(self, target: Path) -> None:
        self.begin()
        self.written.emit(f"Written to {target}")

    def _failed(self, error: Exception) -> None:
        self._tell(error_sentence(error))

    def _tell(self, sentence: str) -> None:
        self._notice = plain(sentence)
        self.changed.emit()

    notice = Property(str, lambda self: self._notice, notify=changed)
    asks = Property(bool, lambda self: self._asks, notify=changed)
    """Whether the next press replaces a file."""
