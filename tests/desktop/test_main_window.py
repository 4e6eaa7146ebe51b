"""The window as a whole: sessions begun, the laptop handed round, closed and opened again, by mouse and keys."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import small_library
from wargame import paths
from wargame.desktop.main_window import MainWindow
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.preferences import Kept
from wargame.desktop.style import Theme
from wargame.exercise import reader
from wargame.referee.turn import TakeOrders
from wargame.session.conduct import Session

CANARY = "ochre-heron-451"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session_file(tmp_path: Path) -> Path:
    """A session of the small exercise, begun and waiting for orders."""
    folder = paths.shipped("exercises") / "first_steps"
    path = tmp_path / "dry river.wargame"
    session = Session.create(
        path, reader.read("first_steps", paths.read_exercise(folder)), seats={"upstream": "Kim"}, seed="s", title="Dry"
    )
    session.start()
    while not isinstance(session.next_thing, TakeOrders):
        session.propose()
        session.commit()
    session.close()
    return path


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = window.focusWidget() or window
    QTest.keyClick(target, key, modifier)
    settle()


def settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def seat(window: MainWindow, key: Qt.Key = Qt.Key.Key_1) -> SeatPage:
    """Hand the laptop over and open the curtain, by keys alone."""
    press(window, key, CTRL)
    assert window.hot_seat is not None
    assert isinstance(window.hot_seat.page, Curtain)
    press(window, Qt.Key.Key_Return)
    page = window.hot_seat.page
    assert isinstance(page, SeatPage)
    return page


def choose_first(page: SeatPage) -> None:
    click(next(card for card in page.moves.cards if card.offer.available and not card.offer.targets))


def everything_said(window: QWidget) -> str:
    """Return every text that any widget of the window holds, shown or not."""
    said = [window.windowTitle()]
    for widget in [window, *window.findChildren(QWidget)]:
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            said.append(widget.toPlainText())
    return "\n".join(said)


# ------------------------------------------------------------------------------------------------------------ home


def test_the_window_on_the_first_day(request: pytest.FixtureRequest, window: MainWindow) -> None:
    settle()
    check_picture(request, window.home, "window-first-day", 1280, 720)


def test_the_sample_is_one_click_away(window: MainWindow) -> None:
    click(window.home.sample)
    assert window.live is not None
    assert window.live.path is not None
    assert window.live.path.exists()
    assert window.windowTitle() == "My first exercise — wargame"
    assert [action.isEnabled() for action in (window.actions_.action("close"), window.actions_.action("hide"))] == [
        True,
        True,
    ]


def test_a_new_session_is_begun_by_keys(window: MainWindow, wargame_home: Path) -> None:
    press(window, Qt.Key.Key_N, CTRL)
    form = window.findChild(QLineEdit, "") and window._over.page
    assert form is not None
    form.title.selectAll()
    QTest.keyClicks(form.title, "Tuesday")
    QTest.keyClicks(form.seats["upstream"], "Kim, Alvarez")
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.live is not None
    assert window.live.session.created.title == "Tuesday"
    assert window.live.session.created.seats == {"upstream": "Kim, Alvarez"}
    assert window.live.path == wargame_home / "sessions" / "Tuesday.wargame"


def test_what_cannot_be_made_is_told_in_the_form_and_nothing_typed_is_lost(window: MainWindow, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    press(window, Qt.Key.Key_N, CTRL)
    form = window._over.page
    QTest.keyClicks(form.seats["upstream"], "Kim")
    form.path.selectAll()
    form.more.setChecked(True)
    form.path.clear()
    QTest.keyClicks(form.path, str(blocked / "x.wargame"))
    click(form.start)
    assert window.live is None
    assert "cannot be used" in form.notice.sentence()
    assert form.seats["upstream"].text() == "Kim"


def test_a_session_is_listed_at_home_and_resumed_where_it_stood(
    qtbot: QtBot, window: MainWindow, session_file: Path
) -> None:
    window.open_path(session_file)
    assert isinstance(window.live.next_thing, TakeOrders)
    before = len(window.live.history.entries)
    press(window, Qt.Key.Key_W, CTRL)
    assert window.live is None
    qtbot.waitUntil(lambda: len(window.home.shelf.session_cards) == 1, timeout=10_000)
    click(window.home.shelf.session_cards[0].act)
    assert window.live is not None
    assert isinstance(window.live.next_thing, TakeOrders)
    assert len(window.live.history.entries) == before + 2, "closed and opened again, nothing else"


def test_the_keyboard_is_seen_wherever_the_control_room_is_entered(
    qtbot: QtBot, window: MainWindow, session_file: Path
) -> None:
    def there() -> bool:
        room = window._room
        return room is not None and room.bar.primary.isEnabled() and window.focusWidget() is room.bar.primary

    window.open_path(session_file)
    assert there(), "opened"
    window.show_home()
    window.show_control_room()
    assert there(), "back from home"
    press(window, Qt.Key.Key_W, CTRL)
    qtbot.waitUntil(lambda: len(window.home.shelf.session_cards) == 1, timeout=10_000)
    click(window.home.shelf.session_cards[0].act)
    assert there(), "resumed"
    press(window, Qt.Key.Key_W, CTRL)
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    assert there(), "a new session"
    click(window.home.sample)
    assert there(), "the sample"


def test_the_keyboard_is_on_the_first_actor_where_the_next_step_is_barred(
    window: MainWindow, session_file: Path
) -> None:
    window.open_path(session_file)
    room = window._room
    assert room is not None
    room.bar.primary.setEnabled(False)
    window.show_control_room()
    focus = window.focusWidget()
    assert focus is not None
    assert room.actors.isAncestorOf(focus)
    assert isinstance(focus, QAbstractButton)


def test_words_of_ones_own_are_on_the_screen_or_it_is_said_why_not(
    window: MainWindow, session_file: Path, wargame_home: Path
) -> None:
    pack = wargame_home / "labels" / "house.json"
    pack.parent.mkdir(parents=True)
    pack.write_text('{"title": "Our house", "labels": {"seat": "bench"}}', encoding="utf-8")
    press(window, Qt.Key.Key_Comma, CTRL)
    click(window._over.page.words["house"])
    window.open_path(session_file)
    assert window.live.exercise.label("seat") == "bench"
    assert window._room.notice.isHidden()
    press(window, Qt.Key.Key_W, CTRL)
    pack.write_text('{"title": ', encoding="utf-8")
    window.open_path(session_file)
    assert window.live.exercise.label("seat") == "seat"
    assert "house.json is no pack of words: line 1 is not JSON" in window._room.notice.sentence()


def test_a_file_that_is_no_session_is_told_at_home(window: MainWindow, tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.wargame"
    wrong.write_bytes(b"\x89PNG not a session" * 100)
    window.open_path(wrong)
    assert window.live is None
    assert window.home.shelf.notice.isVisible()
    assert "holiday.wargame" in window.home.shelf.notice.sentence()


def test_a_session_open_elsewhere_is_refused_until_it_is_closed_there(window: MainWindow, session_file: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from wargame.session.conduct import Session;"
        "s = Session.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); s.close()"
    )
    command = [sys.executable, "-c", hold, str(session_file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=paths.PACKAGE.parent) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        window.open_path(session_file)
        assert window.live is None
        assert "open" in window.home.shelf.notice.sentence()
        click(window.home.shelf.notice._act)
        assert window.live is None, "it is still open there"
        other.communicate(b"")
    click(window.home.shelf.notice._act)
    assert window.live is not None
    assert not window.live.read_only


def test_a_damaged_session_is_rescued_by_the_button_beside_the_sentence(window: MainWindow, session_file: Path) -> None:
    whole = session_file.read_bytes()
    at = whole.rindex(b"phase")
    session_file.write_bytes(whole[:at] + b"phase".upper() + whole[at + 5 :])
    window.open_path(session_file)
    assert window.live is None
    assert window.home.shelf.notice._act.text() == "Rescue into a new file"
    click(window.home.shelf.notice._act)
    assert window.live is not None
    assert window.live.path == session_file.with_name("dry river rescued.wargame")
    assert len(window.live.history.entries) > 3


def test_a_session_file_dropped_on_the_window_opens(window: MainWindow, session_file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(session_file))])
    flags = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(9, 9), *flags)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), *flags))
    assert window.live is not None
    assert window.live.session.created.title == "Dry"


def test_anything_else_dropped_is_not_welcome(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "photo.png"))])
    flags = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(9, 9), *flags)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    assert not entering.isAccepted()


@pytest.mark.parametrize(
    ("key", "modifier", "words"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "Guide"),
        (Qt.Key.Key_Comma, CTRL, "Preferences"),
        (Qt.Key.Key_Slash, CTRL, "Keyboard"),
    ],
)
def test_the_pages_beside_the_work_come_and_go_by_keys(
    window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier, words: str
) -> None:
    press(window, key, modifier)
    assert words in everything_said(window._over.page)
    press(window, Qt.Key.Key_Escape)
    assert window._over.page is None
    assert window._pages.currentWidget() is window.home


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Slash, CTRL),
        (Qt.Key.Key_Comma, CTRL),
        (Qt.Key.Key_P, CTRL),
    ],
)
def test_the_keyboard_is_in_the_control_room_again_after_a_page_beside_it(
    window: MainWindow, session_file: Path, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    window.open_path(session_file)
    before = window.focusWidget()
    press(window, key, modifier)
    assert window._over.page is not None
    press(window, Qt.Key.Key_Escape)
    assert window._over.page is None
    assert window.focusWidget() is before
    said = len(window.live.history.entries)
    press(window, Qt.Key.Key_S, CTRL | Qt.KeyboardModifier.AltModifier)
    assert len(window.live.history.entries) == said + 1, "the room's keys answer as before"


@pytest.mark.parametrize("page", ["guide", "print kit", "review", "enter a move"])
def test_a_stamp_a_note_and_the_walls_switches_are_in_reach_from_every_page(
    window: MainWindow, session_file: Path, page: str
) -> None:
    window.open_path(session_file)
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    ways = {"guide": (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier), "print kit": (Qt.Key.Key_P, CTRL),
            "review": (Qt.Key.Key_2, alt)}  # fmt: skip
    if page in ways:
        press(window, *ways[page])
    else:
        window._enter_move("upstream")
        settle()
    beside = window._over.page
    assert beside is not None
    before = len(window.live.history.entries)
    press(window, Qt.Key.Key_S, CTRL | alt)
    assert len(window.live.history.entries) == before + 1, "stamped"
    press(window, Qt.Key.Key_B, CTRL)
    assert window.wall.blank
    press(window, Qt.Key.Key_F, CTRL | shift)
    assert window.wall.frozen
    assert window._over.page is beside, "all of it without leaving the page"
    press(window, Qt.Key.Key_N, CTRL | shift)
    if page == "enter a move":
        assert window._over.page is beside, "what is typed for a move is not left"
    else:
        assert window._pages.currentWidget() is window._room
        assert window._room.notes.field.hasFocus()


def test_dark_is_one_key_and_is_remembered(window: MainWindow, theme: Theme, wargame_home: Path) -> None:
    press(window, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert theme.dark
    assert Kept(wargame_home / "preferences.json").wants_dark()
    press(window, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not theme.dark


# -------------------------------------------------------------------------------------------------- the shared laptop


def test_the_laptop_goes_round_by_keys(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    page = seat(window)
    assert window.windowTitle() == "wargame", "the title of a private screen says nothing"
    assert not window.menuBar().isVisible()
    choose_first(page)
    page.editor.intent.setFocus()
    QTest.keyClicks(page.editor.intent, "Time.")
    press(window, Qt.Key.Key_Return, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    assert isinstance(window.hot_seat.page, Curtain), "the last move is sealed, so the curtain falls"
    assert [order.intent for order in window.live.state.orders] == ["Time."]
    press(window, Qt.Key.Key_Return)
    assert window.hot_seat.page is None
    assert window.menuBar().isVisible()
    assert window.windowTitle() == "Dry — wargame"


def test_the_laptop_goes_round_by_mouse(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    window._room.hand_over_requested.emit("downstream")
    click(window.hot_seat.page.here)
    page = window.hot_seat.page
    choose_first(page)
    click(page.editor.seal)
    click(page._confirmation.seal)
    settle()
    click(window.hot_seat.page.here)
    assert [order.actor for order in window.live.state.orders] == ["downstream"]
    assert window.hot_seat.page is None


def test_the_curtain_can_be_handed_back(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    press(window, Qt.Key.Key_2, CTRL)
    press(window, Qt.Key.Key_Escape)
    assert window.hot_seat.page is None
    assert window.menuBar().isVisible()


def test_a_seats_page_is_destroyed_when_it_is_hidden(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    page = seat(window)
    choose_first(page)
    page.editor.say.setFocus()
    QTest.keyClicks(page.editor.say, CANARY)
    page.editor.say.selectAll()
    page.editor.say.copy()
    assert QGuiApplication.clipboard().text() == CANARY
    press(window, Qt.Key.Key_F9)
    assert isinstance(window.hot_seat.page, Curtain)
    assert window.findChildren(SeatPage) == []
    assert CANARY not in everything_said(window)
    assert CANARY not in QGuiApplication.clipboard().text()
    press(window, Qt.Key.Key_Return)
    assert CANARY not in everything_said(window), "not even the facilitator's page knows a draft"


def test_the_menus_keys_are_dead_on_a_private_screen(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    page = seat(window)
    for key in (Qt.Key.Key_N, Qt.Key.Key_O, Qt.Key.Key_W, Qt.Key.Key_Z, Qt.Key.Key_2, Qt.Key.Key_Q):
        press(window, key, CTRL)
    press(window, Qt.Key.Key_F1)
    assert window.hot_seat.page is page
    assert window.live is not None


def test_a_draft_is_there_again_after_the_program_was_closed(
    qtbot: QtBot, theme: Theme, window: MainWindow, session_file: Path, wargame_home: Path
) -> None:
    window.open_path(session_file)
    page = seat(window)
    choose_first(page)
    chosen = page.editor.draft.move
    page.editor.say.setFocus()
    QTest.keyClicks(page.editor.say, "We are ready to talk.")
    window.close()
    kept = Kept(wargame_home / "preferences.json")
    again = MainWindow(theme, kept, small_library)
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.library_checked, timeout=30_000):
        again.show()
    again.activateWindow()
    again.open_path(session_file)
    assert again.hot_seat.page is None, "reopening never lands on a private screen"
    assert "We are ready" not in everything_said(again)
    page = seat(again)
    assert page.editor.say.toPlainText() == "We are ready to talk."
    assert page.editor.draft.move == chosen
    again.close()
    kept.deleteLater()


def test_a_sealed_move_leaves_no_draft_and_can_be_taken_back(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    choose_first(seat(window))
    press(window, Qt.Key.Key_Return, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    press(window, Qt.Key.Key_Return)
    page = seat(window)
    assert page.editor.draft.move == ""
    back = next(button for button in page.findChildren(QAbstractButton) if "Take back" in button.accessibleName())
    click(back)
    settle()
    assert window.live.state.orders == ()
    assert isinstance(window.hot_seat.page, SeatPage)
    assert window.hot_seat.page is not page, "the page is made anew from what the seat may see now"


def test_an_idle_page_hides_itself(qtbot: QtBot, window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    seat(window)
    window.hot_seat._idle.setInterval(1)
    window.hot_seat._idle.start()
    qtbot.waitUntil(lambda: isinstance(window.hot_seat.page, Curtain), timeout=5000)


def test_the_facilitator_hides_everything_with_the_same_key(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    press(window, Qt.Key.Key_F9)
    assert isinstance(window.hot_seat.page, Curtain)
    assert window._pages.currentWidget() is window.hot_seat.page
    press(window, Qt.Key.Key_Return)
    assert window.hot_seat.page is None


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """Let no file grow, as on a full disk: the system refuses every further byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(os.name != "posix", reason="only here can the size of files be limited")
def test_a_full_disk_keeps_the_typed_move_and_says_what_to_do(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    page = seat(window)
    choose_first(page)
    page.editor.say.setFocus()
    QTest.keyClicks(page.editor.say, "Hold on.")
    draft = page.editor.draft
    before = window.live.state
    press(window, Qt.Key.Key_Return, CTRL)
    with full_disk(session_file):
        press(window, Qt.Key.Key_Return, CTRL)
    assert window.hot_seat.page is page
    assert page.editor.notice.isVisible()
    assert page.editor.notice.sentence()
    assert page.editor.draft == draft
    assert window.live.state == before
    press(window, Qt.Key.Key_Return, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    assert [order.say for order in window.live.state.orders] == ["Hold on."]


def test_a_move_on_paper_is_entered_by_the_facilitator(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    window._room.enter_move_requested.emit("upstream")
    entry = window._over.page
    choose_first(entry)
    click(entry.editor.seal)
    settle()
    assert [order.actor for order in window.live.state.orders] == ["upstream"]
    assert window.live.history.entries[-1].by == "white cell"
    assert window._over.page is None


def test_a_whole_session_is_played_by_keys_and_looked_back_at(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    sealed = 0
    for _ in range(80):
        if window.live.ended:
            break
        view = window.live.white_cell_view()
        left = dict(view.orders_left) if isinstance(window.live.next_thing, TakeOrders) else {}
        for number, summary in enumerate(view.actors):
            if left.get(summary.actor, 0) > 0:
                page = seat(window, Qt.Key(Qt.Key.Key_1.value + number))
                choose_first(page)
                press(window, Qt.Key.Key_Return, CTRL)
                press(window, Qt.Key.Key_Return, CTRL)
                press(window, Qt.Key.Key_Return)
                sealed += 1
        press(window, Qt.Key.Key_Return, CTRL)
    assert window.live.ended
    assert sealed == 6, "two towns, three months, one move each"
    assert window.live.state.ending
    press(window, Qt.Key.Key_W, CTRL)
    window.open_path(session_file)
    assert window.live.read_only, "a finished session is opened to look at"
    assert window.hot_seat is None
    assert type(window._over.page).__name__ == "ReviewPage"
    before = session_file.read_bytes()
    press(window, Qt.Key.Key_Left)
    press(window, Qt.Key.Key_W, CTRL)
    assert session_file.read_bytes() == before


# ---------------------------------------------------------------------------------------------------- the whole house


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1024, 640)], ids=str)
@pytest.mark.parametrize("page", ["home", "preferences", "guide", "form"])
def test_nothing_is_clipped(window: MainWindow, size: tuple[int, int], page: str) -> None:
    acts: dict[str, Callable[[], object]] = {
        "home": window.show_home,
        "preferences": window.aside.show_preferences,
        "guide": window.aside.show_guide,
        "form": lambda: window._show_form(None),
    }
    acts[page]()
    window.resize(*size)
    settle()
    assert window.size().toTuple() == size, "the page fits into the window"
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width() - 2 or label.text().endswith("…"), label.text()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width() - 2, button.text()


def test_every_button_and_field_has_a_name_that_is_read_out(window: MainWindow, session_file: Path) -> None:
    window.open_path(session_file)
    seat(window)
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit) and widget.isVisible():
            name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert name.strip(), widget
