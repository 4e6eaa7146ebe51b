"""Where a text breaks into lines of a certain width, and where it ends when there is no more room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFontMetricsF

DOTS = "…"


def broken(metrics: QFontMetricsF, text: str, width: float, most: int) -> list[str]:
    """Return a text in lines, at most so many; what has no room is left out, and the last line ends in dots.

    A word that is wider than a line is broken between its letters.
    """
    lines: list[str] = []
    for line in _lines(metrics, text, width):
        if len(lines) == most:
            lines[-1] = _cut(metrics, f"{lines[-1]} {line}", width)
            break
        lines.append(line)
    return lines or [""]


def _lines(metrics: QFontMetricsF, text: str, width: float) -> Iterator[str]:
    for paragraph in text.strip().splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if metrics.horizontalAdvance(longer) <= width:
                line = longer
                continue
            if line:
                yield line
            *pieces, line = _pieces(metrics, word, width)
            yield from pieces
        if line:
            yield line


def _pieces(metrics: QFontMetricsF, word: str, width: float) -> Iterator[str]:
    """Yield a word in parts none of which is wider than the line; the last one is what is left."""
    piece = ""
    for letter in word:
        if piece and metrics.horizontalAdvance(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _cut(metrics: QFontMetricsF, text: str, width: float) -> str:
    """Return as much of the text as fits into the width, and dots; whole words where there are several."""
    kept = text
    while kept and metrics.horizontalAdvance(kept.rstrip(" ,.;:") + DOTS) > width:
        shorter = kept.rpartition(" ")[0]
        kept = shorter if len(shorter) > len(kept) / 2 else kept[:-1]
    return kept.rstrip(" ,.;:") + DOTS
