"""The preferences: size of the text, light and dark, packs of words; kept, and in force at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.pictures import check_picture, painted
from wargame import paths
from wargame.desktop import label_packs, style_sheet
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.home.home_page import HomePage
from wargame.desktop.live_session import LiveSession
from wargame.desktop.preferences import SIZES, Kept
from wargame.desktop.preferences_page import PreferencesPage
from wargame.desktop.room.sheet import Sheet
from wargame.desktop.style import Theme
from wargame.desktop.text import ElidedLabel

LABELS = paths.shipped("resources") / "labels"
BIG = 2.0
HALL = QSizeF(1920, 1080)


@pytest.fixture
def big(theme: Theme) -> Iterator[Theme]:
    theme.set_scale(BIG)
    yield theme
    theme.set_scale(1.0)


@pytest.fixture
def kept(tmp_path: Path, qtbot: QtBot) -> Kept:
    return Kept(tmp_path / "preferences.json")


# --------------------------------------------------------------------------------------------------------------- kept


def test_each_choice_is_kept(qtbot: QtBot, theme: Theme, kept: Kept, tmp_path: Path) -> None:
    page = PreferencesPage(theme, kept, tmp_path, label_packs.packs(LABELS))
    qtbot.addWidget(page)
    page.show()
    for choice in (page.sizes[150], page.words["uk"], page.appearances["dark"]):
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_Space)
    again = Kept(tmp_path / "preferences.json")
    assert (again.text_size, again.words, again.appearance) == (150, "uk", "dark")
    shown = PreferencesPage(theme, again, tmp_path, label_packs.packs(LABELS))
    qtbot.addWidget(shown)
    assert shown.sizes[150].isChecked()
    assert shown.words["uk"].isChecked()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"text_size": "huge", "words": 3, "appearance": []}', '{"text_size": 9000}', "\x00"]
)
def test_a_spoilt_file_changes_nothing(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(text, encoding="utf-8")
    found = Kept(file)
    assert (found.text_size, found.words, found.appearance) == (100, "", "system")


# --------------------------------------------------------------------------------------------------------------- size


def test_all_type_grows_and_the_wall_stays(theme: Theme) -> None:
    wall = Sheet(theme, HALL).font(28, 400).pixelSize()
    rules = style_sheet.sheet(theme.tokens, "Inter")
    for per_cent in SIZES:
        theme.set_scale(per_cent / 100)
        written = style_sheet.scaled(rules, theme.scale)
        for size, _weight, _token in style_sheet.LABELS.values():
            assert f"font-size: {round(size * per_cent / 100)}px" in written
        assert theme.font(20).pixelSize() == round(20 * per_cent / 100)
        assert Sheet(theme, HALL).font(28, 400).pixelSize() == wall
    theme.set_scale(1.0)


def test_a_label_on_the_screen_grows_at_once(qtbot: QtBot, theme: Theme) -> None:
    home = HomePage(theme, "1.0")
    qtbot.addWidget(home)
    home.show()
    before = home.new_session.fontMetrics().height()
    theme.set_scale(BIG)
    assert home.new_session.fontMetrics().height() > 1.8 * before
    theme.set_scale(1.0)
    assert home.new_session.fontMetrics().height() == before


def clipped(page: QWidget) -> list[str]:
    """Return what cannot be read whole: words wider or higher than their widget that neither scroll nor have a tip."""
    lost = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
            continue
        need = widget.fontMetrics().boundingRect(widget.text().strip().replace("&", "")).height() - 6
        wide = max(map(widget.fontMetrics().horizontalAdvance, widget.text().strip().replace("&", "").split("\n")))
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        if isinstance(widget, ElidedLabel) or widget.toolTip():
            wide = 0
        if widget.height() < need or (not wraps and widget.width() < wide - 2):
            lost.append(f"{widget.text()} {widget.width()}x{widget.height()} of {wide}x{need}")
        area = next((each.viewport() for each in _parents(widget) if isinstance(each, QScrollArea)), page)
        left = widget.mapTo(area, QPoint()).x()
        if left < 0 or left + widget.width() > area.width():
            lost.append(f"{widget.text()} is beside the page")
    return lost


def _parents(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_the_control_room_at_twice_the_size(
    request: pytest.FixtureRequest, qtbot: QtBot, big: Theme, tmp_path: Path
) -> None:
    live = sessions.live_session(tmp_path)
    sessions.play_until(live, 1)
    sessions.fix_times(live)
    room = ControlRoom(big, live)
    qtbot.addWidget(room)
    room.time.hide()
    painted(room, 1280, 676)
    assert room.width() == 1280
    assert clipped(room) == []
    check_picture(request, room, "control-room-200", 1280, 676)


def test_home_at_twice_the_size(request: pytest.FixtureRequest, qtbot: QtBot, big: Theme) -> None:
    home = HomePage(big, "1.0")
    qtbot.addWidget(home)
    home.shelf.show_sessions([])
    painted(home, 1280, 676)
    assert clipped(home) == []
    check_picture(request, home, "home-200", 1280, 676)


# -------------------------------------------------------------------------------------------------------------- words


def test_every_pack_says_what_it_is_and_has_only_known_words() -> None:
    guide = (paths.shipped("resources") / "guide" / "exercise-format.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`([a-z]+)`", next(line for line in guide.splitlines() if line.startswith("| `labels`"))))
    known |= {"turn", "facilitator"}
    packs = label_packs.packs(LABELS)
    assert set(packs) == {"hseep", "nato", "uk"}
    for name, pack in packs.items():
        assert pack.title
        assert set(pack.words) <= known, name


def test_a_pack_changes_the_screen_and_not_the_log(tmp_path: Path) -> None:
    plain = sessions.live_session(tmp_path)
    words = {"facilitator": "umpire", "turn": "round", "seat": "syndicate"}
    live = LiveSession(plain.session, words=words)
    assert live.exercise.label("facilitator") == plain.exercise.labels.get("facilitator", "umpire")
    assert live.exercise.label("seat") == plain.exercise.labels.get("seat", "syndicate")
    turn = plain.exercise.labels.get("turn", "round")
    for view in (live.white_cell_view(), live.room_view(), live.seat_view("harbour")):
        assert view.clock.turn_word == turn
    assert live.session.exercise.labels == plain.exercise.labels
    assert live.session.exercise.label("seat") == plain.exercise.labels.get("seat", "seat")


def test_what_the_exercise_calls_it_goes_before() -> None:
    exercise = sessions.water()
    own = label_packs.worded(exercise, {"turn": "round"})
    assert label_packs.worded(own, {"turn": "module", "seat": "team"}).label("turn") == own.label("turn")
    assert label_packs.worded(own, {"seat": "team"}).label("seat") == "team"
    assert label_packs.worded(exercise, {}) is exercise


@pytest.mark.parametrize("text", ["", "[]", '{"labels": 3}', "\x00", "[" * 5000])
def test_a_spoilt_pack_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    (tmp_path / "latin.json").write_bytes(b'{"title": "Stra\xdfe"}')
    (tmp_path / "good.json").write_text(
        json.dumps({"title": "Good", "labels": {"turn": "day", "seat": 3, "move": "x" * 99, "trun": "week"}}),
        encoding="utf-8",
    )
    found = label_packs.shelf(tmp_path)
    assert found.packs == {"good": label_packs.Pack("Good", {"turn": "day"})}
    assert label_packs.words_of(tmp_path, "good") == {"turn": "day"}
    assert label_packs.words_of(tmp_path, "none") == {}
    bad, *good, latin = found.spoilt
    assert str(tmp_path / "bad.json") in bad
    assert "UTF-8" in latin
    assert [re.findall("“(.+?)”", sentence) for sentence in good] == [["seat"], ["move"], ["trun"]]
    assert all(sentence.endswith(".") for sentence in found.spoilt)


def test_our_own_packs_are_whole() -> None:
    assert label_packs.shelf(LABELS).spoilt == ()


def own_pack(home: Path, name: str, text: str) -> None:
    (home / "labels").mkdir(parents=True, exist_ok=True)
    (home / "labels" / f"{name}.json").write_text(text, encoding="utf-8")


def test_a_pack_of_ones_own_is_chosen_like_ours_and_goes_before(wargame_home: Path) -> None:
    own_pack(wargame_home, "house", '{"title": "Our house", "labels": {"turn": "bout"}}')
    own_pack(wargame_home, "uk", '{"title": "Ours", "labels": {"seat": "bench"}}')
    found = label_packs.shelf(*label_packs.folders())
    assert {"house", "hseep", "nato", "uk"} == set(found.packs)
    assert found.packs["uk"].title == "Ours"
    assert label_packs.chosen("house") == ({"turn": "bout"}, ())
    assert label_packs.chosen("") == ({}, ())


def test_a_chosen_pack_that_is_spoilt_or_gone_is_told(wargame_home: Path) -> None:
    own_pack(wargame_home, "house", "{")
    own_pack(wargame_home, "other", "{")
    words, told = label_packs.chosen("house")
    assert words == {}
    assert len(told) == 1
    assert "house.json" in told[0]
    assert label_packs.chosen("gone")[1][0].startswith("The pack of words “gone”")


def test_the_page_says_which_packs_are_spoilt(qtbot: QtBot, theme: Theme, kept: Kept, wargame_home: Path) -> None:
    own_pack(wargame_home, "house", '{"title": "Our house", "labels": {"turn": "bout"}}')
    own_pack(wargame_home, "broken", "{")
    page = PreferencesPage(theme, kept, wargame_home, *label_packs.shelf(*label_packs.folders()))
    qtbot.addWidget(page)
    page.show()
    assert page.words["house"].text().strip() == "Our house"
    assert "broken" not in page.words
    told = [label.text() for label in page.findChildren(QLabel) if "broken.json" in label.text()]
    assert len(told) == 1
    assert clipped(page) == []
