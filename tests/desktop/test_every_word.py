"""Every screen in a language that nobody speaks: what is still English was not said, and what is longer still fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QPoint, QRectF
from PySide6.QtGui import QAction, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.desktop import examples, screens_of_the_program, sessions, test_home, valley
from tests.desktop.pictures import painted
from tests.desktop.screens_of_the_program import SCREENS, Making
from tests.desktop.test_preferences import clipped
from tests.desktop.test_wall_pictures import BOARDS, EVERYTHING, of
from tests.pseudo import Pseudo
from wargame import paths
from wargame.desktop.style import Theme
from wargame.desktop.wall_scenes import FOOTER, Scene
from wargame.translation import say, speaking

SIZE, SMALLEST = (1280, 720), (1024, 640)
"""The facilitator's screen, and the smallest of a seat."""
DATA = Path(__file__).parent.parent / "data" / "exercises"
_WORD = re.compile(r"[A-Za-z]{3,}")
_CUT = re.compile(r"\w*…|\b[0-9a-f]{4}-[0-9a-f-]+|\b[0-9a-f]{60,}")
"""What is left of a word for which there was no room; fingerprints."""
IN_ENGLISH = {"guide", "about"}
"""Screens of prose that is read from files, or stands in the program's own description."""
OURS = {
    "wargame", "sha", "hseep", "fema", "nato", "united", "kingdom", "english", "american", "fran", "ais", "ctrl",
    "shift", "alt", "return", "esc", "page", "down", "space", "tab", "ins", "del", "home", "end", "left", "right",
    "pgup", "pgdown", "enter", "scroll", "quot",
}  # fmt: skip
"""The name of the program, of keys, houses and languages, and what Qt says by itself."""


@pytest.fixture(scope="module")
def written() -> set[str]:
    """Every word that an author, a participant or a facilitator of these sessions has written."""
    texts = [text for folder in DATA.iterdir() for text in paths.read_exercise(folder).values()]
    texts += [
        text for name in ("korea", "first_steps") for text in paths.read_exercise(paths.find_exercise(name)).values()
    ]
    for module in (examples, screens_of_the_program, sessions, test_home, valley):
        texts.append(Path(module.__file__ or "").read_text(encoding="utf-8"))
    return {word.lower() for text in texts for word in _WORD.findall(text)} | OURS


@pytest.fixture(autouse=True)
def other_language(theme: Theme) -> Iterator[None]:
    with speaking(Pseudo()):
        yield
    theme.set_scale(1.0)


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in IN_ENGLISH])
def test_every_word_is_said_and_fits(
    qtbot: QtBot, theme: Theme, tmp_path: Path, wargame_home: Path, name: str, written: set[str]
) -> None:
    screen = SCREENS[name](Making(theme, tmp_path))
    qtbot.addWidget(screen)
    painted(screen, *SIZE)
    assert screen.size().toTuple() == SIZE
    assert clipped(screen) == []
    unsaid = {
        text: strange
        for text in [*painted_words(screen), *words_of(screen)]
        if (strange := [word for word in _WORD.findall(_CUT.sub("", text)) if word.lower() not in written])
    }
    assert unsaid == {}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", [name for name in SCREENS if name.startswith(("seat", "curtain"))])
def test_every_seat_fits_on_the_smallest_screen(
    qtbot: QtBot, theme: Theme, tmp_path: Path, name: str, scale: float
) -> None:
    theme.set_scale(scale)
    screen = SCREENS[name](Making(theme, tmp_path))
    qtbot.addWidget(screen)
    painted(screen, *SMALLEST)
    assert screen.size().toTuple() == SMALLEST
    assert clipped(screen) == []


@pytest.mark.parametrize("board", BOARDS)
def test_the_wall_keeps_its_letters_large_and_cuts_none(theme: Theme, board: str) -> None:
    for name, cue in EVERYTHING.items():
        sheet = of(theme, "1024x768", BOARDS[board], cue)
        whole = QRectF(0, 0, sheet.width, sheet.height).adjusted(-1, -1, 1, 1)
        for words in sheet.words():
            wide = sheet.metrics(words.px, words.weight, display=words.display).horizontalAdvance(words.text)
            assert words.px >= 24, f"{name}: {words.text!r}"
            assert wide <= words.box.width() + 1, f"{name}: {words.text!r}"
            assert whole.contains(words.box), f"{name}: {words.text!r}"
        told = {words.text for words in sheet.words()}
        assert (say(FOOTER) in told) != (cue.scene is Scene.EMERGENCY), f"{name}: whole, however long it is"


def painted_words(screen: QWidget) -> list[str]:
    """Return every piece of text that is painted now, as it is painted: one by one"""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    paper = QSvgGenerator()
    paper.setOutputDevice(kept)
    paper.setSize(screen.size())
    painter = QPainter()
    assert painter.begin(paper)
    screen.render(painter, QPoint(0, 0))
    painter.end()
    return re.findall(r"<text[^>]*>([^<]*)</text>", kept.data().data().decode())


def words_of(screen: QWidget) -> Iterator[str]:
    """Yield what the parts of a screen would show, tell or read out."""
    for part in [screen, *screen.findChildren(QWidget)]:
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription(), part.windowTitle())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QLineEdit | QTextEdit | QPlainTextEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(row) for row in range(part.count()))
        if isinstance(part, QTabWidget):
            yield from (part.tabText(tab) for tab in range(part.count()))
    yield from (action.text() for action in screen.findChildren(QAction))
