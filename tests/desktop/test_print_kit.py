"""The print kit on the screen and its pages on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from wargame import paths
from wargame.desktop import paper
from wargame.desktop.home.home_page import HomePage
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept
from wargame.desktop.print_kit import PrintKit
from wargame.desktop.style import Theme
from wargame.review.kit.documents import KINDS, Document, documents

CTRL = Qt.KeyboardModifier.ControlModifier


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def inked(picture: QImage, top: int, bottom: int) -> int:
    """Return how many points between two lines of a picture are not white."""
    white = QColor("white").rgb()
    return sum(picture.pixel(x, y) != white for y in range(top, bottom) for x in range(0, picture.width(), 2))


@pytest.fixture
def kit(qtbot: QtBot, theme: Theme, tmp_path: Path) -> PrintKit:
    live = sessions.live_session(tmp_path)
    sessions.play_until(live, 1)
    made = PrintKit(theme, live.exercise, live.session)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


def test_what_is_ticked_is_shown_and_written(kit: PrintKit, tmp_path: Path) -> None:
    assert [document.kind for document in kit.chosen()] == ["briefs", "briefs", "cards", "cards", "slips", "tents"]
    for box in kit.kinds.values():
        box.setChecked(False)
    assert not kit.print.isEnabled()
    assert not kit.save.isEnabled()
    assert kit.pages.text() == "Nothing is ticked."

    kit.kinds["sheet"].click()

    assert [document.name for document in kit.chosen()] == ["sheet"]
    assert kit.write(tmp_path / "kit.pdf") == ""
    written = (tmp_path / "kit.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert kit.pages.text() == f"{pages(written)} pages"


def test_a_folder_that_is_not_there_is_told(kit: PrintKit, tmp_path: Path) -> None:
    assert kit.write(tmp_path / "none" / "kit.pdf").startswith("kit.pdf cannot be written: No such file")


def test_ctrl_p_opens_it_with_a_session_and_escape_leads_back(
    qtbot: QtBot, theme: Theme, tmp_path: Path, wargame_home: Path
) -> None:
    live = sessions.live_session(tmp_path)
    live.start()
    live.session.close()
    kept = Kept(wargame_home / "preferences.json")
    window = MainWindow(theme, kept, tuple)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.library_checked, timeout=30_000):
        window.show()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert isinstance(window.centralWidget().currentWidget(), HomePage)

    window.open_path(tmp_path / "water.wargame")
    room = window.centralWidget().currentWidget()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_P, CTRL)
    kit = window.centralWidget().currentWidget()

    assert isinstance(kit, PrintKit)
    assert [document.name for document in kit.chosen()][:2] == ["briefs-harbour", "briefs-hills"]

    QTest.keyClick(kit, Qt.Key.Key_Escape)
    assert window.centralWidget().currentWidget() is room
    window.close()
    kept.deleteLater()


def test_the_marking_stands_at_head_and_foot_and_every_page_says_what_it_is(fonts: None) -> None:
    slips = documents(sessions.water(), ("slips",))[0]
    plain = paper.picture(paper.Laid(slips), 0)
    marked = paper.picture(paper.Laid(slips, marking="TRAINING ONLY"), 0)
    height = plain.height()

    assert inked(plain, 0, 50) == 0
    assert inked(marked, 0, 50) > 50
    assert inked(marked, height - 35, height) > inked(plain, height - 35, height)
    assert inked(plain, height - 52, height - 28) > 100


def test_a_table_is_not_cut_where_it_can_go_to_the_next_page(fonts: None) -> None:
    table = "<table border='1' width='100%'>" + "<tr><td>line</td></tr>" * 16 + "</table>"
    laid = paper.Laid(Document("cards", "cards", "Cards", f"<body>{'<h3>name</h3>' + table}{table * 4}</body>"))
    height = laid.pageSize().height()

    boxes = [laid.documentLayout().frameBoundingRect(frame) for frame in laid.rootFrame().childFrames()]
    assert laid.pageCount() > 1
    assert [box for box in boxes if int(box.top() // height) != int((box.bottom() - 1) // height)] == []


def readable(pdf: bytes) -> set[str]:
    """Return every sign of a PDF that can be searched for, copied and read out: those its fonts map to letters."""
    found: set[str] = set()
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", pdf, re.DOTALL):
        for letters in re.findall(rb"\[([^\]]+)\]", block):
            codes = re.findall(rb"<([0-9A-Fa-f]{4})>", letters)
            found |= {chr(int(code, 16)) for code in codes}
        ranges = re.sub(rb"\[[^\]]*\]", b"", block)
        for first, last, letter in re.findall(rb"<(\w{4})> <(\w{4})> <(\w{4})>", ranges):
            found |= {chr(int(letter, 16) + more) for more in range(int(last, 16) - int(first, 16) + 1)}
    return found


def test_every_sign_on_paper_can_be_searched_for_and_copied(fonts: None) -> None:
    body = "<p>US-China: 0123456789, 52%. Tension +1 (2 x 3)</p>"
    signs = readable(paper.pdf((Document("book", "book", "Book", f"<body>{body}</body>"),)))

    assert set("US-China:0123456789,52%.Tension+1(2x3)") <= signs


def stray(laid: paper.Laid) -> list[str]:
    """Return every heading that stands alone at the foot of a page, and every short text that a page cuts."""
    found = []
    block = laid.begin()
    while block.isValid():
        following = block.next()
        heading = block.blockFormat().headingLevel() and following.isValid() and not laid._in_table(block)
        if heading and laid._page_of(block) != laid._page_of(following):
            found.append(block.text())
        if not laid._in_table(block) and laid._cut(block):
            found.append(block.text())
        block = following
    return found


@pytest.mark.parametrize("lines", range(44, 58))
def test_no_heading_stands_alone_at_the_foot_of_a_page(fonts: None, lines: int) -> None:
    body = "<p>line</p>" * lines + "<h2>over</h2><h4>name</h4><p>one<br>two<br>three</p>" + "<p>line</p>" * 9
    laid = paper.Laid(Document("book", "book", "Book", f"<body>{body}</body>"))

    assert stray(laid) == []
    assert laid.pageCount() <= 2


def test_no_page_of_the_exercises_we_ship_is_badly_broken(fonts: None) -> None:
    for folder in paths.exercises():
        exercise = sessions.read(folder.name, paths.read_exercise(folder))
        for document in documents(exercise, tuple(kind for kind in KINDS if kind != "sheet")):
            laid = paper.Laid(document)
            assert stray(laid) == [], document.title
            last = paper.picture(laid, laid.pageCount() - 1)
            assert inked(last, 60, last.height() - 60) > 0, f"{document.title}: an empty page"


def test_a_tent_shows_the_same_on_both_sides(fonts: None) -> None:
    tent = documents(sessions.water(), ("tents",))[0]
    page = paper.picture(paper.Laid(tent), 0)
    half = page.height() // 2

    assert inked(page, 60, half - 60) > 500
    assert abs(inked(page, 60, half - 60) - inked(page, half + 60, page.height() - 60)) < 400
