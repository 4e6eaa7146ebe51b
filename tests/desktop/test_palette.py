"""The command palette in the real window: opened, typed into and walked by keys, and shut where it has no place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.pictures import check_picture
from tests.desktop.test_main_window import press, settle
from tests.desktop.test_print_kit import readable
from wargame import paths
from wargame.desktop import guide_pages
from wargame.desktop.actions import MENUS, keys_table
from wargame.desktop.guide import Guide
from wargame.desktop.key_card import SHEET, KeyCard
from wargame.desktop.main_window import MainWindow
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.palette import Palette
from wargame.desktop.palette_list import Thing
from wargame.desktop.style import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
GUIDE = paths.shipped("resources") / "guide"


@pytest.fixture
def played(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the control room of two towns and one river, where orders are taken, with a note."""
    live = sessions.live_session(tmp_path)
    sessions.play_until(live, 1)
    live.note("Who hands over the list first?")
    live.close()
    window.open_path(tmp_path / "water.wargame")
    settle()
    return window


def opened(window: MainWindow, typed: str = "") -> Palette:
    press(window, Qt.Key.Key_K, CTRL)
    palette = shown(window)
    assert palette is not None
    QTest.keyClicks(palette.field, typed)
    return palette


def shown(window: MainWindow) -> Palette | None:
    found = [each for each in window.findChildren(Palette) if each.isVisible()]
    return found[0] if found else None


def chosen(palette: Palette) -> Thing:
    thing = palette.model.lines[palette.list.currentIndex().row()]
    assert isinstance(thing, Thing)
    return thing


# ------------------------------------------------------------------------------------------------------ what it lists


def test_every_command_of_the_menus_is_in_it(played: MainWindow) -> None:
    listed = {thing.words for thing in opened(played).found()}
    missing = [
        command.words
        for _title, commands in MENUS
        for command in commands
        if command.name not in {"", "palette", "hand over"} and command.words.replace("&", "") not in listed
    ]
    assert missing == []
    assert "Hand over to The Harbour" in listed


def test_every_key_of_the_control_room_stands_beside_its_command(played: MainWindow) -> None:
    assert played._room is not None
    keys = {thing.words: thing.keys for thing in opened(played).found()}
    for action in played._room.keys.actions.values():
        assert keys[action.text().replace("&", "")] == QKeySequence(action.shortcut()).toString()


FINDS = (
    ("hand over hills", "Commands", "Hand over to The Hills"),
    ("envoy", "Enter a move", "Send an envoy"),
    ("who list", "In this session", "Who hands over the list first?"),
    ("command palette", "Help", "The command palette"),
    ("go to injects", "Commands", "Go to Injects"),
)


def test_a_few_letters_find_it(played: MainWindow) -> None:
    palette = opened(played)
    for typed, group, words in FINDS:
        palette.field.setText(typed)
        found = [thing.words for thing in palette.found() if thing.group == group]
        assert any(words in each for each in found), (typed, found)


def test_injects_are_found_by_their_headline(played: MainWindow) -> None:
    assert played.live is not None
    line = played.live.white_cell_view().injects[0]
    assert line.headline in [thing.words for thing in opened(played, line.headline[:12]).found()]


def test_nothing_that_fits_says_so(played: MainWindow) -> None:
    palette = opened(played, "qqqqqq")
    assert palette.found() == []
    assert "Nothing fits" in palette.foot.full_text()
    press(played, Qt.Key.Key_Return)
    assert shown(played) is palette


# ----------------------------------------------------------------------------------------------------------- by keys


def test_return_does_what_is_chosen(played: MainWindow) -> None:
    assert played._room is not None
    opened(played, "table")
    press(played, Qt.Key.Key_Return)
    assert shown(played) is None
    assert played._room.timeline.table.isVisible()


def test_a_move_opens_the_page_to_enter_it_with_the_move_chosen(played: MainWindow) -> None:
    palette = opened(played, "envoy harbour")
    assert (chosen(palette).words, chosen(palette).detail.split(" ·")[0]) == ("Send an envoy", "The Harbour")
    press(played, Qt.Key.Key_Return)
    assert isinstance(played._over.page, MoveEntry)
    assert [card.offer.move for card in played._over.page.moves.cards if card.isChecked()] == ["send_envoy"]


def test_an_entry_of_the_log_is_shown_in_the_log(played: MainWindow) -> None:
    assert played._room is not None
    opened(played, "who hands over the list")
    press(played, Qt.Key.Key_Return)
    assert played._room.tabs.currentWidget() is played._room.log


def test_escape_gives_the_keyboard_back(played: MainWindow) -> None:
    assert played._room is not None
    played._room.notes.field.setFocus()
    played._room.tabs.setCurrentWidget(played._room.notes)
    played._room.notes.field.setFocus()
    opened(played, "x")
    press(played, Qt.Key.Key_Escape)
    assert shown(played) is None
    assert played.focusWidget() is played._room.notes.field


def test_escape_closes_it_where_nothing_had_the_keyboard(played: MainWindow) -> None:
    held = played.focusWidget()
    assert held is not None
    held.clearFocus()
    assert played.focusWidget() is None
    opened(played, "x")
    press(played, Qt.Key.Key_Escape)
    assert shown(played) is None


def test_arrows_pass_over_headings_and_stop_at_the_ends(played: MainWindow) -> None:
    palette = opened(played, "the")
    for _ in range(60):
        press(played, Qt.Key.Key_Down)
    assert chosen(palette) == palette.found()[-1]
    for _ in range(60):
        press(played, Qt.Key.Key_Up)
    assert chosen(palette) == palette.found()[0]


def test_keys_of_the_room_do_nothing_behind_it(played: MainWindow) -> None:
    assert played.live is not None
    before = len(played.live.history.entries)
    palette = opened(played, "zz")
    press(played, Qt.Key.Key_Return, CTRL)
    press(played, Qt.Key.Key_Z, CTRL)
    assert len(played.live.history.entries) == before
    assert shown(played) is palette


def test_the_wall_is_blanked_while_it_is_open(played: MainWindow) -> None:
    assert played._room is not None
    opened(played)
    assert not played._room.wall.blank.isChecked()
    press(played, Qt.Key.Key_B, CTRL)
    assert shown(played) is None


# ----------------------------------------------------------------------------------------------- what cannot be done


def test_what_cannot_be_done_says_why_and_stays(played: MainWindow) -> None:
    opened(played, "cover the last")
    palette = shown(played)
    assert palette is not None
    thing = chosen(palette)
    if not thing.reason:
        pytest.fail("nothing is laid open, and yet it can be covered")
    assert thing.reason in palette.foot.full_text()
    press(played, Qt.Key.Key_Return)
    assert shown(played) is palette


def test_without_a_session_the_commands_of_one_are_grey(window: MainWindow) -> None:
    found = {thing.words: thing for thing in opened(window).found()}
    assert found["Next step"].reason == "open a session first"
    assert found["New session…"].reason == ""
    # What can be done stands above what cannot.
    reasons = [bool(thing.reason) for thing in found.values() if thing.group == "Commands"]
    assert reasons == sorted(reasons)


# ------------------------------------------------------------------------------------------------------------ secrets


def test_at_a_seat_it_does_not_open(played: MainWindow) -> None:
    press(played, Qt.Key.Key_1, CTRL)
    press(played, Qt.Key.Key_K, CTRL)
    assert shown(played) is None
    press(played, Qt.Key.Key_Return)
    press(played, Qt.Key.Key_K, CTRL)
    assert shown(played) is None
    assert played.findChildren(Palette) == []


def test_the_curtain_falls_on_an_open_palette(played: MainWindow) -> None:
    opened(played, "envoy")
    press(played, Qt.Key.Key_F9)
    assert shown(played) is None


def test_at_home_nothing_of_the_session_is_listed(played: MainWindow) -> None:
    played.show_home()
    settle()
    for typed in ("envoy", "who hands over the list", "well"):
        groups = {thing.group for thing in opened(played, typed).found()}
        press(played, Qt.Key.Key_Escape)
        assert groups <= {"Commands", "Help"}, typed


# --------------------------------------------------------------------------------------------------------------- help


def test_every_section_that_help_leads_to_is_there() -> None:
    for kind, (chapter, section) in guide_pages.PAGES.items():
        assert (GUIDE / f"{chapter}.md").exists(), kind
        assert not section or section in guide_pages.sections(GUIDE, chapter), (kind, section)


def test_every_panel_that_help_knows_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(guide_pages.__file__).parent.rglob("*.py"))
    assert [kind for kind in guide_pages.PAGES if not re.search(rf"^class {kind}\b", code, re.MULTILINE)] == []


def test_f1_opens_the_page_of_the_panel_with_the_keyboard(played: MainWindow) -> None:
    assert played._room is not None
    played._room.timeline.view.setFocus()
    press(played, Qt.Key.Key_F1)
    guide = played._over.page
    assert isinstance(guide, Guide)
    assert guide.chapters["facilitator"].isChecked()
    top = guide.view.cursorForPosition(QPoint(4, 12)).block().text()
    assert top.startswith("The timeline.")
    press(played, Qt.Key.Key_Escape)
    played._room.tabs.setCurrentWidget(played._room.wall)
    played._room.wall.findChildren(QWidget)[0].setFocus()
    assert guide_pages.page_of(played._room.wall.findChildren(QWidget)[0])[0] == "wall"


# ------------------------------------------------------------------------------------------------------- card of keys


def test_the_card_of_keys_has_every_key_of_the_window(played: MainWindow) -> None:
    assert played._room is not None
    press(played, Qt.Key.Key_Slash, CTRL)
    card = played._over.page
    assert isinstance(card, KeyCard)
    said = card.view.toPlainText()
    keys = {QKeySequence(action.shortcut()).toString() for action in played._room.keys.actions.values()}
    names = {"PgDown": "Page Down", "PgUp": "Page Up"}
    missing = [key for key in keys if key and not re.match(r"Ctrl\+\d$", key) and names.get(key, key) not in said]
    assert missing == []


def test_the_card_of_keys_fits_on_one_sheet(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    card = KeyCard(theme)
    qtbot.addWidget(card)
    card.write(tmp_path / "keys.pdf")
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    sheet = QImage(SHEET.toSize(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    card.paint(painter, QRectF(QPointF(), SHEET))
    painter.end()
    edge = [sheet.pixel(x, sheet.height() - 12) for x in range(sheet.width())]
    assert set(edge) == {0xFFFFFFFF}
    assert any(sheet.pixel(x, y) != 0xFFFFFFFF for x in range(1000, 1400, 2) for y in range(120, 300, 2))
    card.write(tmp_path / "no such folder" / "keys.pdf")
    assert "cannot be written" in card.notice.sentence()


def test_every_sign_of_the_card_of_keys_can_be_searched_for_and_copied(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    card = KeyCard(theme)
    qtbot.addWidget(card)
    card.write(tmp_path / "keys.pdf")
    told = "".join(f"{words}{keys}" for _name, lines in keys_table() for words, keys in lines)
    signs = {sign for sign in told if not sign.isspace()}
    assert set("0123456789") & signs
    assert signs - readable((tmp_path / "keys.pdf").read_bytes()) == set()


# ----------------------------------------------------------------------------------------------------------- pictures


def test_picture(request: pytest.FixtureRequest, played: MainWindow, shade: str) -> None:
    assert played._room is not None
    played._room.time.hide()
    played.resize(1280, 720)
    palette = opened(played, "hand")
    QApplication.processEvents()
    check_picture(request, palette.frame, f"palette-{shade}", palette.frame.width(), palette.frame.height())
