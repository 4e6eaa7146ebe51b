"""What stands at the foot of every page of a session: that it is an exercise, and its protective marking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.test_main_window import press, settle
from wargame.desktop.main_window import MainWindow
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.preferences import Kept
from wargame.desktop.print_kit import PrintKit
from wargame.desktop.sign import Sign
from wargame.desktop.style import Theme
from wargame.session.conduct import Session

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NOT_REAL = "Exercise, not real events"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, wargame_home: Path, tmp_path: Path) -> Iterator[MainWindow]:
    live = sessions.live_session(tmp_path)
    sessions.play_until(live, 1)
    live.close()
    kept = Kept(wargame_home / "preferences.json")
    made = MainWindow(theme, kept, tuple)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.actions_.fill()
    made.open_path(tmp_path / "water.wargame")
    settle()
    yield made
    made.close()
    kept.deleteLater()


def stands(window: MainWindow, marking: str) -> bool:
    """Return whether the whole sign can be read below the page that is shown."""
    sign = window.statusBar()
    assert isinstance(sign, Sign)
    page = window._pages.currentWidget()
    below = sign.mapTo(window, sign.rect().topLeft()).y() >= page.mapTo(window, page.rect().bottomLeft()).y()
    whole = sign.says.isVisible() and sign.says.width() >= sign.says.sizeHint().width()
    return below and whole and sign.says.text() == NOT_REAL and sign.marking() == marking


def test_it_stands_below_every_page_of_a_session(window: MainWindow) -> None:
    window.wall.set_marking("OFFICIAL")
    window.resize(1024, 640)
    settle()
    assert stands(window, "OFFICIAL"), "the control room"
    assert window.size().toTuple() == (1024, 640)
    for key, modifier in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_P, CTRL),
        (Qt.Key.Key_Slash, CTRL),
    ):
        press(window, key, modifier)
        assert window._over.page is not None
        assert stands(window, "OFFICIAL")
        press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_1, CTRL)
    assert isinstance(window._pages.currentWidget(), Curtain)
    assert stands(window, "OFFICIAL"), "the curtain"
    press(window, Qt.Key.Key_Return)
    assert isinstance(window._pages.currentWidget(), SeatPage)
    assert stands(window, "OFFICIAL"), "a seat's page"
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_2, ALT)
    assert type(window._over.page).__name__ == "ReviewPage"
    assert stands(window, "OFFICIAL"), "the review"


def test_it_grows_with_the_text_and_is_never_cut(window: MainWindow, theme: Theme) -> None:
    window.wall.set_marking("OFFICIAL")
    theme.set_scale(2.0)
    settle()
    try:
        assert stands(window, "OFFICIAL")
    finally:
        theme.set_scale(1.0)


def test_it_goes_with_the_session(window: MainWindow) -> None:
    window.close_session()
    settle()
    assert window.findChildren(Sign) == []


def test_the_marking_of_the_wall_is_that_of_the_paper(window: MainWindow) -> None:
    assert stands(window, "")
    window._room.wall.marking.setText("TLP AMBER")
    window._room.wall.marking.editingFinished.emit()
    assert stands(window, "TLP AMBER")
    press(window, Qt.Key.Key_P, CTRL)
    kit = window._over.page
    assert isinstance(kit, PrintKit)
    assert kit.marking.text() == "TLP AMBER"


def test_a_finished_session_keeps_its_marking(window: MainWindow, tmp_path: Path) -> None:
    window.wall.set_marking("TLP AMBER")
    path = window.live.path
    window.live.session.end("time is up")
    window.close_session()
    window.open_path(path)
    settle()
    assert window.live.read_only
    assert stands(window, "TLP AMBER")


def test_an_exercise_brings_its_marking(window: MainWindow, tmp_path: Path) -> None:
    texts = sessions.paths.read_exercise(sessions.WATER)
    texts["scenario.yaml"] = texts["scenario.yaml"].replace("labels: {", "labels: {marking: TLP RED, ")
    session = Session.create(tmp_path / "red.wargame", sessions.read("water", texts), seed="x", data=tmp_path / "data")
    session.close()
    window.open_path(tmp_path / "red.wargame")
    settle()
    assert stands(window, "TLP RED")
