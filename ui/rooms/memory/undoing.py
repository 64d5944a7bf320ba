"""Forgets at once, offers to undo for ten seconds, and then deletes for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from ui.parts.background import Background
from ui.parts.engine_api import EngineApi
from ui.parts.guarded_calls import GuardedCalls
from ui.parts.words import error_sentence, plain

if TYPE_CHECKING:  # what memory brings is not needed for the first frame
    from companion.memory.forgetting import Forgetting, Forgotten, RemainingCopy

_UNDO_MS = 10_000


class Undoing(QObject):
    """Forgetting with undo; `Undoing` in QML."""

    changed = Signal()
    memoryChanged = Signal()
    """Something was forgotten or restored: reload what shows it."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """`background` should serve nothing else: the last step of forgetting rewrites the data file, which takes long."""
        super().__init__(parent)
        self._forgetting: GuardedCalls[Forgetting] = GuardedCalls(background, self._failed)
        self._background = background
        self._forgotten: Forgotten | None = None
        self._work: Callable[[Forgetting, bool], Forgotten] | None = None
        """Forgets again what is pending, with what is kept or without."""
        self._notice = ""
        self._timer = QTimer(self, singleShot=True, interval=_UNDO_MS)
        self._timer.timeout.connect(self.finish)

    def attach(self, engine: EngineApi) -> None:
        """Forget in this engine's opened memory."""
        self._forgetting.target = engine.memory.forgetting

    def detach(self) -> None:
        """Delete for good what is pending; the memory is about to close."""
        self.finish()
        self.dismiss()
        self._forgetting.target = None

    def after_forgetting(self, then: Callable[[], None]) -> None:
        """Call `then` once everything requested so far is done."""
        self._background.run(lambda: None, lambda _: then())

    @Slot(int)
    def fact(self, id: int) -> None:
        """Forget one fact and the facts it replaced."""
        self._forget(lambda forgetting, kept: forgetting.fact(id, past=True, words=True, kept=kept))

    @Slot(int)
    def rule(self, id: int) -> None:
        """Forget one rule she was told."""
        self._forget(lambda forgetting, _: forgetting.rule(id))

    @Slot(int)
    def diary(self, id: int) -> None:
        """Discard one line of her diary; 0: all of them."""
        self._forget(lambda forgetting, _: forgetting.diary(id or None))

    @Slot(int)
    def question(self, id: int) -> None:
        """Discard something she may ask."""
        self._forget(lambda forgetting, _: forgetting.question(id))

    @Slot(int)
    def person(self, id: int) -> None:
        """Forget a person and the facts about them."""
        self._forget(lambda forgetting, kept: forgetting.person(id, kept=kept))

    @Slot(int)
    def message(self, id: int) -> None:
        """Forget one line."""
        self._forget(lambda forgetting, kept: forgetting.message(id, kept))

    @Slot(int)
    def conversation(self, id: int) -> None:
        """Forget a conversation."""
        self._forget(lambda forgetting, kept: forgetting.conversation(id, kept))

    def _forget(self, work: Callable[[Forgetting, bool], Forgotten]) -> None:
        self.finish()  # only the last one can be undone
        self.dismiss()
        self._work = work
        self._forgetting.call(lambda forgetting: work(forgetting, False), self._show_undo)

    @Slot()
    def forgetKept(self) -> None:
        """Forget also what the forgotten lines had asked to be kept."""
        work = self._work
        if (forgotten := self._take_pending()) is not None and work is not None:

            def again(forgetting: Forgetting) -> Forgotten:
                forgetting.undo(forgotten)
                return work(forgetting, True)

            self._forgetting.call(again, self._show_undo)

    def _show_undo(self, forgotten: Forgotten) -> None:
        self._forgotten = forgotten
        self._timer.start()
        self.changed.emit()
        self.memoryChanged.emit()

    @Slot()
    def undo(self) -> None:
        """Restore what was forgotten last."""
        if (forgotten := self._take_pending()) is not None:
            self._forgetting.call(lambda forgetting: forgetting.undo(forgotten), lambda _: self.memoryChanged.emit())

    @Slot()
    def finish(self) -> None:
        """Delete for good what was forgotten last."""
        if (forgotten := self._take_pending()) is not None:
            self._forgetting.call(lambda forgetting: forgetting.make_final(forgotten), self._settled)

    def _settled(self, holding: Sequence[RemainingCopy]) -> None:
        if holding:
            self._notify(" ".join(dict.fromkeys(each.why for each in holding)))

    def _take_pending(self) -> Forgotten | None:
        self._timer.stop()
        forgotten, self._forgotten = self._forgotten, None
        self.changed.emit()
        return forgotten

    def _failed(self, error: Exception) -> None:
        self._notify(error_sentence(error))
        self.memoryChanged.emit()

    def _notify(self, sentence: str) -> None:
        self._notice = plain(sentence)
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        """Remove the notice; the user has read it."""
        self._notice = ""
        self.changed.emit()

    def _stays(self) -> str:
        if self._forgotten is None or not self._forgotten.stays:
            return ""
        from companion.memory.kept_of_lines import stay_in_words  # not needed for the first frame

        return plain(stay_in_words(self._forgotten.stays))

    stays = Property(str, _stays, notify=changed)
    """What the forgotten lines had asked to be kept, and is; empty for nothing."""
    notice = Property(str, lambda self: self._notice, notify=changed)
    open = Property(bool, lambda self: self._forgotten is not None, notify=changed)
    span = Property(int, lambda self: _UNDO_MS, constant=True)
