"""Computes the outline of her line as points, from its size, the time, and how much it leans, swells or thins."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF

POINTS = 144
"""Corners of the line; at these sizes the eye sees a smooth curve."""

COMET = POINTS // 6
"""Corners that are lit at a time while she thinks."""

OVER = POINTS // 4
"""The corner at which the line crosses over itself; half a lap later it passes below."""

_TURN = 2 * math.pi
_BREATH_S = 6.0

# Bernoulli's lemniscate: x = cos t / (1 + sin² t), y = sin t · cos t / (1 + sin² t), its lobes a little rounder.
_STRETCH = 1.06
_FAINT = ((0.10, 0.13), (0.21, 0.27))
"""How much wider and higher than the line each faint line is while she is audible at all; as much again when she is loud."""
_LOUDER = (0.16, 0.17)
_ROOM = 2.0
"""Pixels that stay free between the faint lines and the edge, where they would be cut off."""
_BASE = [
    (math.cos(t) / (1 + math.sin(t) ** 2), _STRETCH * math.sin(t) * math.cos(t) / (1 + math.sin(t) ** 2))
    for t in (n * _TURN / POINTS for n in range(POINTS))
]


def reach(width: float, height: float, seconds: float, swell: float, *, still: bool = False) -> float:
    """Half the length of the line, in pixels: how far it reaches from the middle."""
    breath = 0.0 if still else _breath(seconds)
    return min(width * 0.5, height * 1.25) * (0.675 + 0.01 * breath + 0.03 * swell)


def _breath(seconds: float) -> float:
    return math.sin(_TURN * seconds / _BREATH_S)


class Curve:
    """The line at one point in time. Call `shape` first."""

    def __init__(self) -> None:
        self._line: list[tuple[float, float]] = []
        self._widths: list[float] = []
        self._normals: list[tuple[float, float]] = []
        self._centre = (0.0, 0.0)
        self._swell = 0.0

    def shape(
        self, width: float, height: float, seconds: float, *, lean: float, swell: float, thin: float, still: bool
    ) -> None:
        """Lay the line out in `width` x `height` pixels; `lean`, `swell`, `thin` are 0…1."""
        breath = 0.0 if still else _breath(seconds)
        half = reach(width, height, seconds, swell, still=still)
        stroke = half * 0.066 * (1 + 0.08 * breath + 0.3 * swell) * (1 - 0.82 * thin)
        self._centre, self._swell = (width / 2, height / 2), swell
        self._line = [self._bent(n, half, seconds, lean) for n in range(POINTS)]
        self._widths = [stroke * (1 + 0.16 * abs(x)) / 2 for x, _ in _BASE]
        self._normals = [self._normal(n) for n in range(POINTS)]

    def _bent(self, n: int, reach: float, seconds: float, lean: float) -> tuple[float, float]:
        x, y = _BASE[n]
        if lean > 0.005:
            ripple = 0.075 * lean * math.sin(5 * _TURN * n / POINTS - 9 * seconds) * abs(x)
            y = y * (1 + 0.25 * lean) + ripple
            x += 0.10 * lean * y
        return self._centre[0] + reach * x, self._centre[1] + reach * y

    def _normal(self, n: int) -> tuple[float, float]:
        (ax, ay), (bx, by) = self._line[n - 1], self._line[(n + 1) % POINTS]
        length = math.hypot(bx - ax, by - ay) or 1.0
        return (ay - by) / length, (bx - ax) / length

    def ribbon(self) -> list[QPointF]:
        """The outline of the stroke: out along one side, home along the other."""
        sides: list[list[QPointF]] = [[], []]
        for (x, y), (nx, ny), half in zip(self._line, self._normals, self._widths, strict=True):
            sides[0].append(QPointF(x + nx * half, y + ny * half))
            sides[1].append(QPointF(x - nx * half, y - ny * half))
        return [*sides[0], sides[0][0], sides[1][0], *reversed(sides[1])]

    def echoes(self) -> list[tuple[float, list[QPointF]]]:
        """Fainter, wider lines around it while she speaks: the strength 0…1 and the points of each."""
        if self._swell < 0.03:
            return []
        wide, high = (more * self._swell for more in _LOUDER)
        return [(min(1.0, 2.6 * self._swell), self._echo(1 + x + wide, 1 + y + high)) for x, y in _FAINT]

    def _echo(self, wide: float, high: float) -> list[QPointF]:
        cx, cy = self._centre
        wide = min(wide, (cx - _ROOM) / max(abs(x - cx) for x, _ in self._line))
        high = min(high, (cy - _ROOM) / max(abs(y - cy) for _, y in self._line))
        return [QPointF(cx + (x - cx) * wide, cy + (y - cy) * high) for x, y in self._line]

    def crossing(self) -> tuple[list[QPointF], list[QPointF]]:
        """Where the line passes over itself: the gap it leaves in what lies below, and the piece that covers it."""
        stroke = 2 * self._widths[OVER]
        gap = max(0.8, 0.13 * stroke)
        step = math.dist(self._line[OVER - 1], self._line[OVER + 1]) / 2 or 1.0
        reach = (stroke + gap) / step
        return self._piece(reach, gap), self._piece(reach + 2 / step, 0.0)

    def _piece(self, corners: float, more: float) -> list[QPointF]:
        """The line from `corners` before the crossing to as many behind it, wider by `more` pixels on each side."""
        left: list[QPointF] = []
        right: list[QPointF] = []
        for n in range(2 * math.ceil(corners) + 1):
            at, rest = divmod(OVER - corners + n * corners / math.ceil(corners), 1.0)
            x, y, nx, ny, half = self._between(int(at), rest)
            left.append(QPointF(x + nx * (half + more), y + ny * (half + more)))
            right.append(QPointF(x - nx * (half + more), y - ny * (half + more)))
        return [*left, *reversed(right)]

    def comet(self, share: float) -> list[QPointF]:
        """The piece of the line, as wide as the line, that is lit at `share` of a lap."""
        first, rest = divmod(share * POINTS, 1.0)
        left: list[QPointF] = []
        right: list[QPointF] = []
        for step in range(COMET + 1):
            x, y, nx, ny, half = self._between(int(first) - step, rest)
            half += 0.5
            left.append(QPointF(x + nx * half, y + ny * half))
            right.append(QPointF(x - nx * half, y - ny * half))
        return [*left, *reversed(right)]

    def _between(self, n: int, rest: float) -> tuple[float, float, float, float, float]:
        a, b = n % POINTS, (n + 1) % POINTS
        (ax, ay), (bx, by) = self._line[a], self._line[b]
        nx, ny = self._normals[a]
        return ax + (bx - ax) * rest, ay + (by - ay) * rest, nx, ny, self._widths[a]
