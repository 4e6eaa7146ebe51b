"""Exact pictures of the screens.

A screen is painted without a display, with the typeface and the icons we ship,
and compared pixel for pixel with tests/desktop/pictures/<name>.png. After a
change that is meant, renew the pictures and look at every one of them:

    python -m wargame test tests/desktop --renew-pictures

Linux only: other systems rasterise letters in their own ways.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from wargame.desktop.room.wall_window import Stage

KEPT = Path(__file__).parent / "pictures"
NEW = "--renew-pictures"
OUTLINES = 64
"""Pixels from which on Qt does not keep letters as pictures."""
_UNUSED_LETTERS = count(0x100)
"""Letters that our typeface has and no screen of ours."""


def painted(widget: QWidget, width: int, height: int) -> QImage:
    """Return the widget as it looks at that size, without the cursor that blinks."""
    widget.resize(width, height)
    widget.show()
    for _ in range(3):
        QApplication.processEvents()
    _rendered(widget, width, height)  # from here on every small letter is kept and is not asked of FreeType again
    if isinstance(widget, Stage):
        _settle_large_letters(widget)
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


def _settle_large_letters(stage: Stage) -> None:
    """Bring FreeType into one state for every large letter of the wall, whatever was written before.

    Qt paints letters of 64 pixels and more as outlines, and rounds these after the shift by parts of a pixel that the
    last letter had of which the face was asked, a small one most often. To ask how wide a letter is shifts nothing;
    but it must be one whose width is not kept yet.
    """
    fonts = {(words.px, words.weight, words.display) for words in stage.sheet.words() if words.px >= OUTLINES}
    for px, weight, display in sorted(fonts):
        letter = chr(next(_UNUSED_LETTERS))
        QFontMetricsF(stage.sheet.font(px, weight, display=display)).horizontalAdvance(letter)


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
