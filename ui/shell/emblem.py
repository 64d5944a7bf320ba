"""Draws the program's icon: her line on warm paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF

from ui.parts.theme import DAY
from ui.rooms.talk.curve import Curve

_SIDE = 128


def emblem() -> QIcon:
    """Draw the icon."""
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    curve = Curve()
    curve.shape(_SIDE * 1.15, _SIDE * 1.15, 0, lean=0, swell=0.3, thin=0, still=True)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DAY["coral"]))
    painter.drawRoundedRect(picture.rect(), _SIDE * 0.23, _SIDE * 0.23)
    painter.translate(-_SIDE * 0.075, -_SIDE * 0.075)
    painter.setBrush(QColor(DAY["onCoral"]))
    painter.drawPolygon(QPolygonF(curve.ribbon()), Qt.FillRule.WindingFill)
    painter.end()
    return QIcon(picture)
