"""The pictures themselves: the same screen gives the same picture, whatever else was painted before."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.desktop import wall_examples as wall
from tests.desktop.pictures import painted
from wargame.desktop.room.wall_window import Stage
from wargame.desktop.style import Theme


def write(theme: Theme, px: int, text: str) -> None:
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setFont(theme.fixed_font(px, 600))
    painter.setPen(QColor("white"))
    painter.drawText(20, 80, text)
    painter.end()


def measure(theme: Theme, px: int, text: str) -> None:
    QFontMetricsF(theme.fixed_font(px, 600)).horizontalAdvance(text)


@pytest.mark.parametrize("before", [write, measure])
def test_large_letters_are_the_same_whatever_was_written_before(qtbot: QtBot, theme: Theme, before) -> None:
    stage = Stage(theme, wall.BOARD, wall.CUES["question"], lambda: wall.NOON)
    qtbot.addWidget(stage)
    first = painted(stage, 1920, 1080)

    for px, text in ((31, "a letter never drawn"), (84, "or never measured"), (200, "%&?")):
        before(theme, px, text)
        assert painted(stage, 1920, 1080) == first
