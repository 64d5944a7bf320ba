"""Chooses the colours, fonts and sizes that every QML file uses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication

SERIF = ("Lora", "Source Serif 4", "Source Serif Pro", "Source Serif", "Georgia", "Noto Serif", "DejaVu Serif")
SANS = ("Inter", "Segoe UI", "SF Pro Text", "SF Pro", "Noto Sans", "DejaVu Sans")

DAY = {
    "room": "#F7EDE4",
    "paper": "#FFF9F3",
    "line": "#EBDACD",
    "edge": "#9C8275",
    "ink": "#3A2723",
    "soft": "#755B52",
    "pale": "#9F7F71",
    "coral": "#D84A2F",
    "coralText": "#B23A21",
    "onCoral": "#FFF9F3",
    "rose": "#F2A48F",
    "peach": "#FAD7C4",
    "gold": "#E3B066",
    "sage": "#7E9C8C",
}
NIGHT = {
    "room": "#2A1B18",
    "paper": "#36241F",
    "line": "#4A352E",
    "edge": "#8F7468",
    "ink": "#F7E9DF",
    "soft": "#C6A99C",
    "pale": "#85685D",
    "coral": "#FF7F61",
    "coralText": "#FF957B",
    "onCoral": "#2A1B18",
    "rose": "#B9695A",
    "peach": "#5A3A31",
    "gold": "#E3B066",
    "sage": "#7E9C8C",
}

MEETING = {"meetRoom": "#D9513A", "meetInk": "#FFF3EA", "meetFloor": "#B93E29", "meetText": "#A5331D"}
"""The room in which she is met, by day and night: its wall and floor, what is written on them, and what on `meetInk`.

On the wall only large letters may stand (3.7:1); on the floor all may (5.1:1).
"""


def first_installed(wanted: Sequence[str], installed: Sequence[str], otherwise: str) -> str:
    """The first font family of `wanted` that is installed, or `otherwise`."""
    there = {name.split(" [")[0] for name in installed}
    return next((name for name in wanted if name in there), otherwise)


class Theme(QObject):
    """Colours, fonts and sizes; `Theme` in QML."""

    changed = Signal()

    def __init__(self, theme: str, scale: float, reduce_motion: bool, parent: QObject | None = None) -> None:
        """`theme` is system, day or night; `scale` 1…2."""
        super().__init__(parent)
        families = QFontDatabase.families()
        self._serif = first_installed(SERIF, families, "serif")
        self._sans = first_installed(SANS, families, QGuiApplication.font().family())
        self._system = max(1.0, QGuiApplication.primaryScreen().logicalDotsPerInch() / 96)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.set(theme, scale, reduce_motion)

    def set(self, theme: str, scale: float, reduce_motion: bool) -> None:
        """Apply changed settings."""
        self._theme, self._scale, self._still = theme, scale, reduce_motion
        self._system_changed()

    def _system_changed(self) -> None:
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._night = self._theme == "night" or (self._theme == "system" and dark)
        self.colours = {name: QColor(value) for name, value in {**(NIGHT if self._night else DAY), **MEETING}.items()}
        self.changed.emit()

    night = Property(bool, lambda self: self._night, notify=changed)
    reduceMotion = Property(bool, lambda self: self._still, notify=changed)
    scale = Property(float, lambda self: self._scale * self._system, notify=changed)
    serif = Property(str, lambda self: self._serif, constant=True)
    sans = Property(str, lambda self: self._sans, constant=True)
    small = Property(int, lambda self: round(13 * self._scale * self._system), notify=changed)
    body = Property(int, lambda self: round(15 * self._scale * self._system), notify=changed)
    large = Property(int, lambda self: round((7.5 + 17.5 * self._scale) * self._system), notify=changed)
    title = Property(int, lambda self: round(27 * self._scale * self._system), notify=changed)
    room = Property(QColor, lambda self: self.colours["room"], notify=changed)
    paper = Property(QColor, lambda self: self.colours["paper"], notify=changed)
    line = Property(QColor, lambda self: self.colours["line"], notify=changed)
    edge = Property(QColor, lambda self: self.colours["edge"], notify=changed)
    ink = Property(QColor, lambda self: self.colours["ink"], notify=changed)
    soft = Property(QColor, lambda self: self.colours["soft"], notify=changed)
    pale = Property(QColor, lambda self: self.colours["pale"], notify=changed)
    coral = Property(QColor, lambda self: self.colours["coral"], notify=changed)
    coralText = Property(QColor, lambda self: self.colours["coralText"], notify=changed)
    onCoral = Property(QColor, lambda self: self.colours["onCoral"], notify=changed)
    rose = Property(QColor, lambda self: self.colours["rose"], notify=changed)
    peach = Property(QColor, lambda self: self.colours["peach"], notify=changed)
    gold = Property(QColor, lambda self: self.colours["gold"], notify=changed)
    meetRoom = Property(QColor, lambda self: self.colours["meetRoom"], constant=True)
    meetInk = Property(QColor, lambda self: self.colours["meetInk"], constant=True)
    meetFloor = Property(QColor, lambda self: self.colours["meetFloor"], constant=True)
    meetText = Property(QColor, lambda self: self.colours["meetText"], constant=True)
    sage = Property(QColor, lambda self: self.colours["sage"], notify=changed)
