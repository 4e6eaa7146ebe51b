"""One picture of the wall as a list of what is on it, before anything is painted.

The sheet is 1080 units high (of a 16:9 screen) and at least 1440 wide, whatever
the screen; painting scales it. So a picture can be looked at without a screen:
where each line of words stands, how large it is, and whether it fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from wargame.desktop.room.line_breaks import broken

if TYPE_CHECKING:
    from wargame.desktop.style import Theme

HEIGHT = 1080
NARROWEST = 1440
LEAST = 24
"""Units below which there are no words on the wall."""
LEAST_REAL = 16
"""Pixels of the screen below which there are none either."""
BODY, HEADLINE = 28, 54
BADGE = 80
"""Units of a badge whose two letters are still as large as the smallest words."""

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words in its box; it never goes beyond it."""

    box: QRectF
    text: str
    px: int
    weight: int = 400
    shade: str = "text"
    align: Align = "left"
    display: bool = False
    """In the typeface's display cut, for headlines."""
    whole: str = ""
    """The text of which this is a line, as it was given."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A rounded box, filled and edged by tokens ("" for neither)."""

    box: QRectF
    fill: str = "surface"
    edge: str = ""
    radius: float = 16
    width: float = 2
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon beside words."""

    box: QRectF
    name: str
    shade: str = "text2"


@dataclass(frozen=True, slots=True)
class Badge:
    """An actor's badge."""

    box: QRectF
    slot: int
    monogram: str


@dataclass(frozen=True, slots=True)
class Course:
    """The way a value went, as a line with its area."""

    box: QRectF
    values: tuple[float, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Die:
    """A die of six sides as it lies."""

    box: QRectF
    face: int


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge of a card in an actor's colour."""

    box: QRectF
    slot: int


Item = Words | Panel | Icon | Badge | Course | Die | Edge


class Sheet:
    """A picture that is being put together, from the top of the list to the bottom."""

    def __init__(self, theme: Theme, real: QSizeF) -> None:
        """`real` is the size of the screen in pixels: it gives the sheet its shape."""
        self.theme = theme
        self.scale = min(real.height() / HEIGHT, real.width() / NARROWEST)
        """Pixels to a unit."""
        self.width = real.width() / self.scale
        self.height = real.height() / self.scale
        self.least = max(LEAST, ceil(LEAST_REAL / self.scale))
        """Units of the smallest words on a screen of this size."""
        self.items: list[Item] = []
        self._metrics: dict[tuple[int, int, bool], QFontMetricsF] = {}

    def add(self, item: Item) -> None:
        """Put something on top of what is there."""
        self.items.append(item)

    def font(self, px: int, weight: int, *, display: bool = False) -> QFont:
        """Return our typeface in so many units."""
        font = self.theme.fixed_font(px, weight)
        if display:
            font.setFamilies(["Inter Display", "Inter"])
        return font

    def metrics(self, px: int, weight: int = 400, *, display: bool = False) -> QFontMetricsF:
        """Return the measures of a font."""
        key = (px, weight, display)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(px, weight, display=display))
        return self._metrics[key]

    def advance(self, text: str, px: int, weight: int = 400, *, display: bool = False) -> float:
        """Return how wide a line of words is, in units."""
        return self.metrics(max(px, self.least), weight, display=display).horizontalAdvance(text)

    def line(
        self,
        box: QRectF,
        text: str,
        px: int = BODY,
        weight: int = 400,
        shade: str = "text",
        align: Align = "left",
        *,
        smallest: int = 0,
    ) -> float:
        """Write one line in the middle of the box's height; return its right end.

        Where the box is too narrow it is written smaller, down to `smallest` if that is given, and then cut short.
        """
        told = " ".join(text.split())
        px = max(px, self.least)
        while px > max(smallest or px, self.least) and self.advance(told, px, weight) > box.width():
            px -= 1
        metrics = self.metrics(px, weight)
        shown = broken(metrics, told, box.width(), 1)[0] if told else ""
        wide = metrics.horizontalAdvance(shown)
        if shown:
            self.add(Words(QRectF(box), shown, px, weight, shade, align, whole=told))
        return {"left": box.left() + wide, "right": box.right(), "centre": box.center().x() + wide / 2}[align]

    def text(
        self,
        box: QRectF,
        text: str,
        px: int = BODY,
        weight: int = 400,
        shade: str = "text",
        align: Align = "left",
        *,
        smallest: int = BODY,
        display: bool = False,
        leading: float = 1.34,
    ) -> float:
        """Write a text from the top of a box, in lines; return where it ends.

        It is written smaller, down to `smallest`, where the box is too low, and then cut short. `leading` is the
        height of a line in letters.
        """
        if not text.strip():
            return box.top()
        px, smallest = max(px, self.least), max(smallest, self.least)
        while True:
            metrics = self.metrics(px, weight, display=display)
            height = px * (1.16 if display else leading)
            most = max(1, int((box.height() + 0.5) // height))
            lines = broken(metrics, text, box.width(), most)
            if lines[-1].endswith("…") and px > smallest:
                px = max(smallest, px - 2)
                continue
            break
        for number, line in enumerate(lines):
            place = QRectF(box.left(), box.top() + number * height, box.width(), height)
            self.add(Words(place, line, px, weight, shade, align, display, whole=text))
        return box.top() + len(lines) * height

    def settle(self, first: int, box: QRectF, share: float = 0.5) -> None:
        """Move everything from item `first` on down, so that it leaves that share of the free height above it."""
        moved = self.items[first:]
        if moved:
            free = box.bottom() - max(item.box.bottom() for item in moved)
            for item in moved:
                item.box.translate(0, max(free, 0.0) * share)

    def words(self) -> tuple[Words, ...]:
        """Return every line of words."""
        return tuple(item for item in self.items if isinstance(item, Words))

    def told(self) -> str:
        """Return everything that stands on the sheet, each text once and whole, for screen readers."""
        return "\n".join(dict.fromkeys(" ".join((words.whole or words.text).split()) for words in self.words()))
