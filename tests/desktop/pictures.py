"""Exact pictures of the screens.

A screen is painted without a display, with the typeface and the icons we ship,
and compared pixel for pixel with tests/desktop/pictures/<name>.png. After a
change that is meant, renew the pictures and look at every one of them:

    python -m wargame test tests/desktop --renew-pictures

Linux only: other systems rasterise letters in their own ways.
"""

from __future__ import annotations

import sys
from itertools import count, product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

KEPT = Path(__file__).parent / "pictures"
NEW = "--renew-pictures"
_UNUSED_SIZES = count(1000)
"""Sizes of letters in pixels that nothing on a screen has."""


def painted(widget: QWidget, width: int, height: int) -> QImage:
    """Return the widget as it looks at that size, without the cursor that blinks."""
    widget.resize(width, height)
    widget.show()
    for _ in range(3):
        QApplication.processEvents()
    _rendered(widget, width, height)  # from here on every small letter is kept and is not asked of FreeType again
    _settle_large_letters()
    return _rendered(widget, width, height)


def _rendered(widget: QWidget, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    widget.render(
        painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    )
    painter.end()
    return image


def _settle_large_letters() -> None:
    """Bring FreeType into one state, whatever was written before.

    Qt paints letters of 64 pixels and more as outlines. Those of a face differ by a shade with what was last asked of
    the face: to draw a letter that is not kept yet, or only how wide one is. Here that is always the second.
    """
    size = next(_UNUSED_SIZES)
    for family, weight in product(("Inter", "Inter Display"), QFont.Weight):
        font = QFont(family)
        font.setPixelSize(size)
        font.setWeight(weight)
        QFontMetricsF(font).horizontalAdvance("0")


def check_picture(request: pytest.FixtureRequest, widget: QWidget, name: str, width: int, height: int) -> None:
    """Compare the widget with its picture, or keep its picture anew when that was asked for."""
    if sys.platform != "linux" or QGuiApplication.platformName() != "offscreen":
        pytest.skip("pictures are compared on Linux without a display, where letters come out the same everywhere")
    image = painted(widget, width, height)
    kept = KEPT / f"{name}.png"
    if request.config.getoption(NEW):
        KEPT.mkdir(exist_ok=True)
        assert image.save(str(kept)), kept
        return
    assert kept.exists(), f"there is no picture {kept.name} yet; look at it after a run with {NEW}"
    expected = QImage(str(kept)).convertToFormat(QImage.Format.Format_RGB32)
    if image != expected:
        got = Path(request.getfixturevalue("tmp_path")) / kept.name
        image.save(str(got))
        pytest.fail(f"{kept.name} looks different ({_difference(image, expected)}); the new one is {got}")


def _difference(image: QImage, expected: QImage) -> str:
    if image.size() != expected.size():
        return f"{image.width()}x{image.height()} instead of {expected.width()}x{expected.height()}"
    ours, theirs = bytes(image.constBits()), bytes(expected.constBits())
    pixels = [index // 4 for index in range(0, len(ours), 4) if ours[index : index + 3] != theirs[index : index + 3]]
    rows = [index // image.width() for index in pixels]
    columns = [index % image.width() for index in pixels]
    return f"{len(pixels)} pixels in x {min(columns)}..{max(columns)}, y {min(rows)}..{max(rows)}"
