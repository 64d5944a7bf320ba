"""Works out what she is doing, as one word, from what each stage reports; tells every change."""

from __future__ import annotations

import threading
from collections.abc import Callable

QUIET = ("idle", "listening", "muted")
"""States in which nobody talks, and nothing is loaded."""


class Status:
    """Her state. When several are true, the first of: speaking, hearing, thinking, loading, listening, muted, idle."""

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        """`tell(state, detail)` is called on the thread that changed it."""
        self._tell = tell
        self._lock = threading.Lock()
        self._on = {"speaking": False, "thinking": False, "hearing": False}
        self._loading: dict[str, str] = {}
        self._microphone: bool | None = None
        self._told = ("", "")

    @property
    def quiet(self) -> bool:
        """Whether nobody talks, and nothing is loaded."""
        with self._lock:
            return self._worked_out()[0] in QUIET

    def set(self, state: str, on: bool) -> None:
        """Notes that she is, or is no longer, speaking, thinking or hearing somebody."""
        self._change(lambda: self._on.__setitem__(state, on))

    def loading(self, part: str, detail: str | None) -> None:
        """Notes that a part is being loaded (words for a person), or is ready (None)."""
        if detail is None:
            self._change(lambda: self._loading.pop(part, None))
        else:
            self._change(lambda: self._loading.__setitem__(part, detail))

    def microphone(self, is_open: bool | None) -> None:
        """Notes whether the microphone is open; None when there is none."""

        def change() -> None:
            self._microphone = is_open
            self._on["hearing"] = self._on["hearing"] and bool(is_open)

        self._change(change)

    def _change(self, change: Callable[[], object]) -> None:
        with self._lock:
            change()
            now = self._worked_out()
            if now == self._told:
                return
            self._told = now
            self._tell(*now)

    def _worked_out(self) -> tuple[str, str]:
        for state in ("speaking", "hearing", "thinking"):
            if self._on[state]:
                return state, ", ".join(self._loading.values()) if state == "thinking" else ""
        if self._loading:
            return "loading", ", ".join(self._loading.values())
        if self._microphone is None:
            return "idle", ""
        return ("listening" if self._microphone else "muted"), ""
