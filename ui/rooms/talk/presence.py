"""Paints her line, a lemniscate, from what she is doing and how loud it is."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import Property, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF, QWindow
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.rooms.talk.curve import COMET, OVER, POINTS, Curve, reach

_QUICK_MS, _CALM_MS = 34, 125
"""Between two steps while something sounds, and in a quiet room."""
_SEEN_PX = 0.4
"""In a quiet room it is painted again only when its breath has moved it so far, some four times a second."""
_STILL = 0.02
"""The loudness below which nothing sounds."""
_BREATH_S, _LAP_S = 6.0, 2.4


class Presence(QQuickPaintedItem):
    """The line. It moves only while it is visible."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._mood, self._still, self._playing = "loading", False, False
        self._colours = {"coral": QColor("#D84A2F"), "rose": QColor("#F2A48F"), "room": QColor("#F7EDE4")}
        self._level, self._heard, self._swell, self._thin, self._glow = 0.0, 0.0, 0.0, 0.0, 0.0
        self._phase = 0.0
        self._painted_reach = 0.0
        self._last = time.monotonic()
        self._curve = Curve()
        self._tick = QTimer(self, interval=_CALM_MS, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._step)
        self.setAntialiasing(True)
        self.windowChanged.connect(self._watch)
        self.visibleChanged.connect(self._wake)

    @Slot(str, float)
    def hear(self, who: str, level: float) -> None:
        """Take the loudness 0…1 of "you" or "her"."""
        if (who == "her") == self._is_hers:
            self._level = min(1.0, max(0.0, level))
            if self._level > _STILL and self._tick.interval() != _QUICK_MS:
                self._tick.setInterval(_QUICK_MS)

    @property
    def _is_hers(self) -> bool:
        """Whether the line follows her voice or her piano, and not the user's voice."""
        return self._mood == "speaking" or (self._playing and self._mood != "hearing")

    def paint(self, painter: QPainter) -> None:
        """Paint the line; called by Qt."""
        width, height = self.width(), self.height()
        self._painted_reach = self._reach()
        self._curve.shape(
            width, height, self._phase, lean=self._heard, swell=self._swell, thin=self._thin, still=self._still
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (strength, points) in enumerate(self._curve.echoes()):
            painter.setPen(
                QPen(self._faint(strength, number), 1)
            )  # a pen of 1 is drawn ten times as fast as one of 1.5
            painter.drawPolygon(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        stroke = self._stroke(width)
        painter.setBrush(stroke)
        painter.drawPath(_closed(self._curve.ribbon()))
        lap = self._phase / _LAP_S % 1.0
        shining = self._glow > 0.02 and not self._still
        above = 0 <= lap * POINTS - OVER <= COMET + 1
        if shining and not above:
            self._shine(painter, self._curve.comet(lap))
        self._cross(painter, stroke)
        if shining and above:
            self._shine(painter, self._curve.comet(lap))

    def _cross(self, painter: QPainter, stroke: QLinearGradient) -> None:
        """Paint the line over itself, with a little of the room between."""
        gap, piece = self._curve.crossing()
        painter.setBrush(self._colours["room"])
        painter.drawPath(_closed(gap))
        painter.setBrush(stroke)
        painter.drawPath(_closed(piece))

    def _stroke(self, width: float) -> QLinearGradient:
        ends, middle = QColor(self._colours["coral"]), QColor(self._colours["rose"])
        if self._mood in ("loading", "muted"):
            ends = middle
        if self._still and self._mood in ("speaking", "thinking"):
            middle = ends
        gradient = QLinearGradient(0, 0, width, 0)
        for at, colour in ((0.16, ends), (0.5, middle), (0.84, ends)):
            gradient.setColorAt(at, colour)
        return gradient

    def _shine(self, painter: QPainter, piece: list[QPointF]) -> None:
        half = len(piece) // 2
        light = QLinearGradient((piece[0] + piece[-1]) / 2, (piece[half - 1] + piece[half]) / 2)
        for at, strength in ((0.0, 0.0), (0.3, 0.8), (1.0, 0.0)):
            colour = QColor(self._colours["room"])
            colour.setAlphaF(strength * self._glow)
            light.setColorAt(at, colour)
        painter.setBrush(light)
        painter.drawPath(_closed(piece))

    def _faint(self, strength: float, number: int) -> QColor:
        colour = QColor(self._colours["rose"])
        colour.setAlphaF(min(1.0, strength * (1.0, 0.6)[number]))
        return colour

    def _step(self) -> None:
        now = time.monotonic()
        passed, self._last = min(0.2, now - self._last), now
        self._phase = (self._phase + passed) % (_BREATH_S * _LAP_S * 10)
        loud = self._level
        self._heard = _toward(
            self._heard, 0.0 if self._is_hers or self._mood not in ("hearing", "listening") else loud, passed, 0.12
        )
        self._swell = _toward(self._swell, loud if self._is_hers else 0.0, passed, 0.08)
        self._thin = _toward(self._thin, 1.0 if self._mood == "muted" else 0.0, passed, 0.3)
        self._glow = _toward(self._glow, 1.0 if self._mood in ("thinking", "loading") else 0.0, passed, 0.25)
        self._level = _toward(self._level, 0.0, passed, 0.3)
        calm = self._pace()
        if not calm or abs(self._reach() - self._painted_reach) >= _SEEN_PX:
            self.update()

    def _reach(self) -> float:
        return reach(self.width(), self.height(), self._phase, self._swell)

    def _pace(self) -> bool:
        """Step seldom while nothing but its breath moves the line; returns whether that is so."""
        calm = self._mood in ("idle", "muted", "loading") and max(self._heard, self._swell) < 0.01
        calm = calm or (self._mood == "listening" and self._heard < _STILL)
        interval = _CALM_MS if calm else _QUICK_MS
        if self._tick.interval() != interval:
            self._tick.setInterval(interval)
        return calm and not (0.01 < self._thin < 0.99 or self._glow > 0.02)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.visibilityChanged.connect(self._wake)
        self._wake()

    @Slot()
    def _wake(self) -> None:
        window = self.window()
        hidden = (QWindow.Visibility.Hidden, QWindow.Visibility.Minimized)
        seen = self.isVisible() and window is not None and window.visibility() not in hidden
        if seen and not self._still:
            self._last = time.monotonic()
            self._tick.start()
        else:
            self._tick.stop()
        self.update()

    def _set_mood(self, mood: str) -> None:
        if mood != self._mood:
            self._mood, self._level = mood, 0.0
            if self._still:
                self._thin = 1.0 if mood == "muted" else 0.0
            self._pace()
            self.update()
            self.changed.emit()

    def _set_playing(self, playing: bool) -> None:
        self._playing, self._level = playing, 0.0
        self.changed.emit()

    def _set_still(self, still: bool) -> None:
        self._still = still
        self._heard = self._swell = self._glow = 0.0
        self._thin = 1.0 if still and self._mood == "muted" else 0.0
        self._wake()
        self.changed.emit()

    def _set_colour(self, name: str, colour: QColor) -> None:
        self._colours[name] = colour
        self.update()
        self.changed.emit()

    moving = Property(bool, lambda self: self._tick.isActive(), notify=changed)
    mood = Property(str, lambda self: self._mood, _set_mood, notify=changed)
    playing = Property(bool, lambda self: self._playing, _set_playing, notify=changed)
    still = Property(bool, lambda self: self._still, _set_still, notify=changed)
    coral = Property(
        QColor, lambda self: self._colours["coral"], lambda self, c: self._set_colour("coral", c), notify=changed
    )
    rose = Property(
        QColor, lambda self: self._colours["rose"], lambda self, c: self._set_colour("rose", c), notify=changed
    )
    room = Property(
        QColor, lambda self: self._colours["room"], lambda self, c: self._set_colour("room", c), notify=changed
    )


def _toward(value: float, goal: float, passed: float, seconds: float) -> float:
    return goal + (value - goal) * math.exp(-3 * passed / seconds)


def _closed(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path
