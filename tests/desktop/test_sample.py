"""The sample for those who have never played: it explains itself step by step, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.test_main_window import choose_first, click, press, seat, settle
from wargame.desktop import sample
from wargame.desktop.coach import Coach
from wargame.desktop.coach_marks import MARKS
from wargame.desktop.main_window import MainWindow
from wargame.desktop.style import Theme
from wargame.referee.turn import TakeOrders
from wargame.session import archive

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def begun(window: MainWindow) -> MainWindow:
    click(window.home.sample)
    settle()
    return window


def coach(window: MainWindow) -> Coach:
    assert window._coach is not None
    return window._coach


def shown(window: MainWindow) -> str:
    """Return the name of the mark that can be read now; "" for none."""
    one = coach(window)
    assert one.bubble.isVisible() == one.halo.isVisible() == (one.mark is not None)
    return one.mark.name if one.mark is not None else ""


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


# ------------------------------------------------------------------------------------------------------ what it leaves


def test_it_is_no_session_among_the_others(begun: MainWindow, wargame_home: Path) -> None:
    assert begun.live.path.parent == wargame_home / "sample"
    assert archive.sessions() == ()


@pytest.mark.parametrize("way", ["close the session", "close the window", "open another"])
def test_when_it_is_closed_nothing_of_it_is_left(
    begun: MainWindow, wargame_home: Path, tmp_path: Path, way: str
) -> None:
    press(begun, Qt.Key.Key_Return, CTRL)
    press(begun, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert (wargame_home / "sample").is_dir()
    if way == "close the session":
        press(begun, Qt.Key.Key_W, CTRL)
        assert begun._pages.currentWidget() is begun.home
    elif way == "close the window":
        begun.close()
    else:
        begun.open_path(_another(tmp_path))
        assert begun.live is not None
        assert begun._coach is None, "only the sample is explained"
    settle()
    left = everything_in(wargame_home)
    assert [name for name in left if "sample" in name or "first exercise" in name] == []
    assert all("exercise" not in row.title for row in archive.sessions())


def _another(folder: Path) -> Path:
    from tests.desktop import sessions

    live = sessions.live_session(folder)
    live.close()
    return folder / "water.wargame"


def test_a_copy_that_was_saved_stays(begun: MainWindow, tmp_path: Path) -> None:
    begun.live.session.save_copy(tmp_path / "kept.wargame")
    press(begun, Qt.Key.Key_W, CTRL)
    settle()
    assert (tmp_path / "kept.wargame").exists()
    assert not sample.folder().exists()


def test_after_a_power_cut_it_goes_on_where_it_stood(window: MainWindow) -> None:
    cut = sample.begun()
    cut.start()
    cut.close()
    click(window.home.sample)
    settle()
    assert window.live.state.turn == 1
    assert shown(window) == "run"


def test_it_goes_on_in_the_window_that_is_made_anew(qtbot: QtBot, theme: Theme, begun: MainWindow) -> None:
    press(begun, Qt.Key.Key_Return, CTRL)
    path, entries = begun.live.path, len(begun.live.history.entries)
    begun.anew = True
    begun.close()
    settle()
    other = MainWindow(theme, begun._kept, tuple)
    qtbot.addWidget(other)
    other.show()
    other.open_path(path)
    settle()
    assert other.live is not None
    assert other.live.path == path
    assert len(other.live.history.entries) > entries
    assert coach(other)
    other.close()
    assert not path.exists()


def test_what_cannot_be_read_of_it_is_begun_anew(window: MainWindow) -> None:
    sample.begun().close()
    file = next(sample.folder().glob("*.wargame"))
    file.write_bytes(b"no session at all" * 100)
    click(window.home.sample)
    settle()
    assert window.live is not None
    assert window.live.state.turn == 0


def test_from_home_one_goes_back_into_it(begun: MainWindow) -> None:
    press(begun, Qt.Key.Key_Return, CTRL)
    live = begun.live
    begun.show_home()
    settle()
    assert shown(begun) == ""
    click(begun.home.sample)
    settle()
    assert begun.live is live
    assert shown(begun) == "run"


# ---------------------------------------------------------------------------------------------------- what it explains


def _legible(window: MainWindow) -> None:
    """Check that the words are whole, inside the window, and not over what they speak of."""
    one = coach(window)
    bubble = one.bubble.geometry()
    assert window.rect().contains(bubble)
    assert bubble.height() >= one.bubble.heightForWidth(bubble.width())
    for part in (one.known, one.enough):
        assert part.width() >= part.sizeHint().width()
    beside = one._beside
    spoken_of = QRect(beside.mapTo(window, QPoint(0, 0)), beside.size())
    if spoken_of.width() < window.width() // 3 and spoken_of.height() < window.height() // 3:
        assert not bubble.intersects(spoken_of)


def _play(window: MainWindow, seen: list[str]) -> None:
    """Play the sample to its end by keys, and write down every mark that comes."""

    def look() -> None:
        settle()
        while (name := shown(window)) and (not seen or seen[-1] != name):
            seen.append(name)
            _legible(window)
            if name in {"account", "step back", "wall", "note", "find"}:
                click(coach(window).known)
                settle()

    look()
    for _ in range(120):
        if window.live.ended:
            break
        view = window.live.white_cell_view()
        left = dict(view.orders_left) if isinstance(window.live.next_thing, TakeOrders) else {}
        for number, summary in enumerate(view.actors):
            if left.get(summary.actor, 0) > 0:
                press(window, Qt.Key(Qt.Key.Key_1.value + number), CTRL)
                look()
                press(window, Qt.Key.Key_Return)
                look()
                page = window.hot_seat.page
                choose_first(page)
                press(window, Qt.Key.Key_Return, CTRL)
                press(window, Qt.Key.Key_Return, CTRL)
                look()
                press(window, Qt.Key.Key_Return)
                look()
        press(window, Qt.Key.Key_Return, CTRL)
        look()


def test_everything_is_explained_once_while_it_is_played(begun: MainWindow) -> None:
    seen: list[str] = []
    _play(begun, seen)
    assert begun.live.ended
    assert set(seen) == {mark.name for mark in MARKS}
    again = [name for name in seen if seen.count(name) > 1]
    assert set(again) <= {"hand over", "seat"}, "each once; the laptop goes to each seat in turn"
    assert seen[:5] == ["start", "run", "hand over", "curtain", "seat"]
    assert seen[-1] == "end"
    assert "removes itself" in coach(begun).bubble.accessibleName()


@pytest.mark.parametrize(("size", "scale"), [((1024, 640), 1.0), ((1280, 720), 2.0)])
def test_the_words_are_whole_on_a_small_screen_and_in_large_text(
    begun: MainWindow, theme: Theme, size: tuple[int, int], scale: float
) -> None:
    theme.set_scale(scale)
    begun.resize(*size)
    settle()
    try:
        assert shown(begun) == "start"
        _legible(begun)
        press(begun, Qt.Key.Key_Return, CTRL)
        press(begun, Qt.Key.Key_Return, CTRL)
        settle()
        assert shown(begun) == "hand over"
        _legible(begun)
    finally:
        theme.set_scale(1.0)


def test_the_marks_never_take_the_keyboard(qtbot: QtBot, begun: MainWindow) -> None:
    before = begun.focusWidget()
    click(coach(begun).known)
    settle()
    assert shown(begun) == ""
    assert begun.focusWidget() is before
    press(begun, Qt.Key.Key_Return, CTRL)
    settle()
    assert begun.live.state.turn == 1
    QTest.keyClick(begun.focusWidget(), Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown(begun) != "run")


def test_whoever_wants_no_hints_gets_none_any_more(begun: MainWindow) -> None:
    click(coach(begun).enough)
    settle()
    seen: list[str] = []
    _play(begun, seen)
    assert begun.live.ended
    assert seen == []


def test_the_seat_is_told_nothing_it_may_not_know(begun: MainWindow) -> None:
    press(begun, Qt.Key.Key_Return, CTRL)
    press(begun, Qt.Key.Key_Return, CTRL)
    seat(begun)
    settle()
    names = [actor.name for actor in begun.live.exercise.actors.values()]
    said = " ".join(f"{mark.title} {mark.words}" for mark in MARKS)
    assert [name for name in names if name in said] == []


def test_the_marks_go_with_the_page_they_belong_to(begun: MainWindow) -> None:
    assert shown(begun) == "start"
    press(begun, Qt.Key.Key_F1)
    assert shown(begun) == ""
    press(begun, Qt.Key.Key_Escape)
    settle()
    begun.close_session()
    settle()
    assert [one for one in begun.findChildren(QWidget) if one.property("role") in {"coach", "halo"}] == []
