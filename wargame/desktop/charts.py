"""Small charts, painted: the way a value went, and where it stands in its range."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from wargame.exercise.punctuation import in_per_cent, titled
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.desktop.style import Theme
    from wargame.referee.visibility import Reading

MINUS = "\N{MINUS SIGN}"


def number_text(value: float | None) -> str:
    """Return a value for a card: whole where it is whole, else two decimals at most; a dash when nothing is known."""
    if value is None:
        return "–"
    text = f"{value:.2f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))
    return text.replace("-", MINUS)


def signed_text(value: float) -> str:
    """Return a change with its sign: +2, −3, ±0."""
    text = number_text(round(value, 2))
    return "±0" if text == "0" else text if text.startswith(MINUS) else f"+{text}"


def tone_of(change: float, good: str) -> str:
    """Return whether a change is `ok`, `bad` or neither (`text2`), by the way that is good."""
    if not change or good not in {"up", "down"}:
        return "text2"
    return "ok" if (change > 0) == (good == "up") else "bad"


@dataclass(frozen=True, slots=True)
class Span:
    """The values between which a chart is drawn."""

    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float], low: float, high: float, least: float = 0.2, *, whole: bool = False) -> Span:
        """Return a span around `values` with some air, within the range, at least that share of a bounded range.

        With `whole` its ends are whole numbers.
        """
        bottom, top = min(values), max(values)
        extent = high - low if low > float("-inf") and high < float("inf") else max(abs(top), abs(bottom), 1.0)
        air = max((top - bottom) * 0.15, (extent * least - (top - bottom)) / 2, 1e-9)
        ends = (max(low, bottom - air), min(high, top + air))
        return cls(floor(ends[0]), ceil(ends[1])) if whole else cls(*ends)

    def share(self, value: float) -> float:
        """Return where the value lies, 0 at the bottom and 1 at the top."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5


def round_values(span: Span, most: int = 4, *, whole: bool = False) -> tuple[float, ...]:
    """Return about `most` round values at equal distances, from below the span to above it; `whole` ones only."""
    rough = (span.high - span.low) / max(1, most - 1)
    if rough <= 0:
        return (span.low,)
    rough = max(rough, 1.0) if whole else rough
    power = 10.0 ** floor(log10(rough))
    step = next(share * power for share in (1, 2, 5, 10) if share * power >= rough * (1 - 1e-9))
    first, last = floor(span.low / step + 1e-9), ceil(span.high / step - 1e-9)
    return tuple(round(place * step, 9) for place in range(first, last + 1))


def paint_sparkline(painter: QPainter, theme: Theme, box: QRectF, values: Sequence[float], span: Span) -> None:
    """Paint a line with its area and a dot at the present value."""
    if not values:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(3, 4, -5, -4)
    step = inner.width() / max(1, len(values) - 1)
    first = inner.left() if len(values) > 1 else inner.right()
    points = [
        QPointF(first + k * step, inner.bottom() - span.share(value) * inner.height()) for k, value in enumerate(values)
    ]
    line = QPainterPath(points[0])
    for point in points[1:]:
        line.lineTo(point)
    area = QPainterPath(line)
    area.lineTo(points[-1].x(), box.bottom())
    area.lineTo(points[0].x(), box.bottom())
    accent = theme.colour("accent")
    shade = QColor(accent)
    shade.setAlphaF(0.12)
    painter.fillPath(area, shade)
    painter.setPen(QPen(accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)  # else the line is filled as if it were closed
    painter.drawPath(line)
    painter.setBrush(accent)
    painter.setPen(QPen(theme.colour("surface"), 2))
    painter.drawEllipse(points[-1], 4, 4)
    painter.restore()


def paint_range(painter: QPainter, theme: Theme, box: QRectF, reading: Reading) -> None:
    """Paint the range as a bar with its bands, and the value as a mark on it; nothing when the range is open."""
    if reading.value is None or not (
        reading.low > float("-inf") and reading.high < float("inf") and reading.high > reading.low
    ):
        return
    span = Span(reading.low, reading.high)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    x = box.left() + box.width() * min(1.0, max(0.0, span.share(reading.value)))
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(
        QRectF(box.left(), box.top(), max(box.height(), x - box.left()), box.height()),
        box.height() / 2,
        box.height() / 2,
    )
    painter.setBrush(theme.colour("line2"))
    for lowest, _ in reading.bands:
        if lowest > reading.low:
            painter.drawRect(
                QRectF(box.left() + box.width() * span.share(lowest) - 0.5, box.top() - 1, 1, box.height() + 2)
            )
    painter.restore()


def reading_words(reading: Reading) -> str:
    """Return a reading as a sentence, for tool tips and screen readers."""
    value = number_text(reading.value)
    value = in_per_cent(value) if reading.unit == "%" else f"{value} {reading.unit}".rstrip()
    change = say("{change} since the turn began", change=signed_text(reading.change)) if reading.change else ""
    told = titled(reading.name, ", ".join(part for part in (value, reading.band, change) if part))
    if reading.low > float("-inf") and reading.high < float("inf"):
        low, high = number_text(reading.low), number_text(reading.high)
        return say("{reading} (range {low} to {high})", reading=told, low=low, high=high)
    return told
