"""What is typed is kept as it is typed, however the typing ends: also when the program is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import OPEN, give_orders, live_session, play_until
from wargame import paths
from wargame.desktop.hot_seat import DRAFT_PAUSE
from wargame.desktop.live_session import LiveSession
from wargame.desktop.main_window import MainWindow
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.preferences import Kept
from wargame.desktop.style import Theme
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL

TYPING = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from wargame.desktop import app
application = QApplication([])
window = app.build(application)
window.show()
window.open_path(Path(sys.argv[1]))
window._hand_over("harbour")
application.processEvents()
QTest.keyClick(window.hot_seat.page, Qt.Key.Key_Return)
page = window.hot_seat.page
page.editor.say.setFocus()
for number in range(1000):
    QTest.keyClicks(page.editor.say, f"{number} ")
    print(number, flush=True)
    QTest.qWait(40)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    live = live_session(tmp_path)
    play_until(live, 1)
    assert live.path is not None
    live.close()
    OPEN.clear()
    return live.path


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, wargame_home: Path, path: Path) -> Iterator[MainWindow]:
    kept = Kept(wargame_home / "preferences.json")
    made = MainWindow(theme, kept, lambda: ())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.open_path(path)
    yield made
    made.close()
    kept.deleteLater()


def session_of(window: MainWindow) -> LiveSession:
    assert window.live is not None
    return window.live


def entry_of(window: MainWindow) -> MoveEntry:
    window._enter_move("harbour")
    page = window._over.page
    assert isinstance(page, MoveEntry)
    QApplication.processEvents()
    return page


def test_a_draft_is_written_while_somebody_types_without_a_rest(window: MainWindow) -> None:
    window._hand_over("harbour")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.hot_seat is not None
    page = window.hot_seat.page
    assert isinstance(page, SeatPage)
    for _ in range(8):
        QTest.keyClicks(page.editor.say, "word ")
        QTest.qWait(DRAFT_PAUSE // 3)
    assert drafts.from_text(session_of(window).draft("harbour")).say.startswith("word word word word")


def test_killed_in_the_middle_of_typing_next_to_nothing_is_lost(path: Path, wargame_home: Path) -> None:
    typing = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(path)],
        cwd=paths.PACKAGE.parent,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "WARGAME_HOME": str(wargame_home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typing.stdout is not None
    last = 0
    for line in typing.stdout:
        last = int(line)
        if last >= 40:
            typing.kill()
            break
    typing.communicate()
    assert typing.returncode == (-signal.SIGKILL if os.name == "posix" else 1)
    session = Session.open(path)
    kept = drafts.from_text(session.draft("harbour")).say.split()
    session.close()
    assert kept[:3] == ["0", "1", "2"]
    assert int(kept[-1]) >= last - 2 * DRAFT_PAUSE // 40


def test_what_the_facilitator_types_for_a_seat_is_there_again(window: MainWindow) -> None:
    entry = entry_of(window)
    entry.moves.choose("send_envoy")
    QTest.keyClicks(entry.editor.say, "They said it on the stairs")
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert window._over.page is None
    again = entry_of(window)
    assert (again.editor.draft.move, again.editor.draft.say) == ("send_envoy", "They said it on the stairs")
    assert again.editor.say.toPlainText() == "They said it on the stairs"
    assert session_of(window).draft("harbour") == "", "the seat knows nothing of it"


def test_going_home_or_closing_keeps_it_too(window: MainWindow, path: Path) -> None:
    entry = entry_of(window)
    QTest.keyClicks(entry.editor.say, "On the stairs")
    window.show_home()
    assert entry_of(window).editor.say.toPlainText() == "On the stairs"
    QTest.keyClicks(entry_of(window).editor.intent, "A meeting")
    window.close()
    session = Session.open(path)
    kept = drafts.from_text(session.draft(f"{WHITE_CELL}:harbour"))
    session.close()
    assert (kept.say, kept.intent) == ("On the stairs", "A meeting")


def test_entering_it_forgets_what_the_facilitator_typed_and_nothing_of_the_seats(window: MainWindow) -> None:
    live = session_of(window)
    assert live.save_draft("harbour", drafts.Draft("send_envoy", "hills", "Our own words").to_text())
    entry = entry_of(window)
    entry.moves.choose("buy_grain")
    QTest.keyClicks(entry.editor.say, "Bread")
    entry.editor.press_seal()
    assert [order.move for order in live.state.orders] == ["buy_grain"]
    assert live.draft(f"{WHITE_CELL}:harbour") == ""
    assert drafts.from_text(live.draft("harbour")).say == "Our own words"


def test_a_seat_that_seals_its_move_has_no_draft_left(window: MainWindow) -> None:
    live = session_of(window)
    assert live.save_draft("harbour", drafts.Draft("send_envoy").to_text())
    give_orders(live)
    assert live.draft("harbour") == ""
