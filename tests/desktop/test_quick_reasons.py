"""Reasons that are often given, and those given before: put into the line with a key, written as if typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture, painted
from tests.desktop.sessions import open_room, ruling_an_envoy
from tests.desktop.test_preferences import clipped
from tests.pseudo import Pseudo
from wargame.desktop.facilitator.adjusting import Way
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.quick_reasons import QUICK, Kind, fitting, given_before, offered
from wargame.desktop.facilitator.reason_field import ReasonField
from wargame.desktop.fields import LONGEST_LINE
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.adjustment import ChooseOutcome, ExtraModifier, Lapse
from wargame.session.entries import ExercisePaused, RulingAdjusted, RulingProposed
from wargame.session.fixed_words import ROUTINE_FIRST
from wargame.translation import speaking

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu that pops up asks for more
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
DOWN, UP, RETURN = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return ruling_an_envoy(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return shown(qtbot, theme, live)


def shown(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return open_room(qtbot, theme, live, (1280, 720))


def press(page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(page.window().focusWidget() or page, key, modifiers)
    QApplication.processEvents()


def write(page: QWidget, words: str) -> None:
    focus = page.window().focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClicks(focus, words)


def pausing(page: ControlRoom) -> ReasonField:
    press(page, Qt.Key.Key_P, CTRL | SHIFT)
    assert page.time.form.why.hasFocus()
    return page.time.form.why


def adjusting(page: ControlRoom, way: Way) -> ReasonField:
    page.ruling.override.click()
    page.ruling.form._buttons[way].click()
    page.ruling.form.why.setFocus()
    QApplication.processEvents()
    return page.ruling.form.why


# -- with the keys -----------------------------------------------------------------------------------------------------


def test_one_key_puts_in_a_reason_and_the_next_carries_it_out(room: ControlRoom, live: LiveSession) -> None:
    pausing(room)
    press(room, DOWN)
    press(room, RETURN)
    paused = live.session.paused
    assert isinstance(paused, ExercisePaused)
    assert paused.reason == "Coffee"


def test_it_can_be_typed_on(room: ControlRoom, live: LiveSession) -> None:
    field = adjusting(room, Way.LAPSE)
    press(room, DOWN)
    press(room, DOWN)
    write(room, ", and by the rain")
    press(room, RETURN)
    body = live.history.entries[-1].body
    assert isinstance(body, RulingAdjusted)
    assert body.adjustment == Lapse(f"{offered(Kind.LAPSED)[1]}, and by the rain")
    assert not field.isVisible()


def test_what_was_typed_is_never_lost(room: ControlRoom) -> None:
    field = adjusting(room, Way.STRIKE)
    write(room, "as on Monday")
    press(room, DOWN)
    assert field.text() == f"{offered(Kind.RULING)[0]}: as on Monday"
    press(room, DOWN)
    assert field.text() == f"{offered(Kind.RULING)[1]}: as on Monday"
    press(room, UP)
    press(room, UP)
    assert field.text() == "as on Monday"
    press(room, UP)
    assert field.text() == f"{offered(Kind.RULING)[-1]}: as on Monday"
    press(room, DOWN)
    assert field.text() == "as on Monday"


def test_the_first_letters_choose_among_them(room: ControlRoom) -> None:
    field = adjusting(room, Way.STRIKE)
    write(room, "ag")
    press(room, DOWN)
    assert field.text() == "Agreed by the table"
    press(room, DOWN)
    assert field.text() == "ag"


def test_ctrl_z_takes_it_out_of_the_line_and_nothing_else(room: ControlRoom, live: LiveSession) -> None:
    field = pausing(room)
    write(room, "as on Monday")
    press(room, DOWN)
    before = len(live.history.entries)
    press(room, Qt.Key.Key_Z, CTRL)
    assert field.text() == "as on Monday"
    assert len(live.history.entries) == before


def test_the_list_shows_all_and_a_digit_takes_one(room: ControlRoom) -> None:
    field = adjusting(room, Way.STRIKE)
    press(room, DOWN, ALT)
    assert field.menu.isVisible()
    words = [action.text() for action in field.menu.actions()]
    assert words == [f"&{number}  {one}" for number, one in enumerate(offered(Kind.RULING), 1)]
    QTest.keyClick(field.menu, Qt.Key.Key_3)
    QApplication.processEvents()
    assert not field.menu.isVisible()
    assert field.text() == offered(Kind.RULING)[2]
    assert field.hasFocus()


def test_the_list_is_left_with_escape_and_the_form_stays(room: ControlRoom) -> None:
    field = pausing(room)
    write(room, "as on Monday")
    press(room, DOWN, ALT)
    QTest.keyClick(field.menu, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert field.isVisible()
    assert field.text() == "as on Monday"


def test_where_a_name_is_asked_or_no_reason_is_needed_nothing_is_offered(room: ControlRoom) -> None:
    room.back.branch()
    QApplication.processEvents()
    name = room.back.form.why
    press(room, DOWN)
    press(room, DOWN, ALT)
    assert name.text() == ""
    assert not name.menu.isVisible()
    assert not name._arrow.isVisible()
    press(room, Qt.Key.Key_Escape)
    room.go_on()  # the dice fall
    room.ruling.dice.click()
    assert not room.ruling.form.why._arrow.isVisible()


def test_each_way_of_changing_a_ruling_has_its_own(room: ControlRoom, live: LiveSession) -> None:
    field = adjusting(room, Way.EXTRA)
    press(room, DOWN)
    assert field.text() == offered(Kind.MODIFIER)[0]
    QTest.keyClicks(room.ruling.form.what, "+1")
    field.setFocus()
    press(room, RETURN)
    body = live.history.entries[-1].body
    assert isinstance(body, RulingAdjusted)
    assert body.adjustment == ExtraModifier(1, 1, "it was well prepared")


# -- given before ------------------------------------------------------------------------------------------------------


def test_what_was_given_before_comes_with_the_arrow_up(room: ControlRoom, live: LiveSession) -> None:
    assert live.adjust(ChooseOutcome(1, "fail", "The envoy was stopped"))
    assert live.do(lambda session: session.correct("level", 1.0, "Entry 3: The gauge was read wrongly"))
    pausing(room)
    press(room, UP)
    assert room.time.form.why.text() == "The gauge was read wrongly"
    press(room, UP)
    assert room.time.form.why.text() == "The envoy was stopped"
    press(room, UP)
    assert room.time.form.why.text() == offered(Kind.PAUSED)[-1]
    assert given_before(live.history.entries, 1) == ("The gauge was read wrongly",)


def test_reasons_that_the_program_writes_itself_are_not_among_them(live: LiveSession) -> None:
    assert live.do(lambda session: session.pause(ROUTINE_FIRST))
    assert live.do(lambda session: session.resume())
    assert ROUTINE_FIRST not in given_before(live.history.entries)


def test_they_are_found_again_when_the_session_is_opened_again(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    assert live.adjust(Lapse("The boat was late"))
    page = shown(qtbot, theme, live)
    fields = page.findChildren(ReasonField)
    assert len(fields) > 8
    assert {tuple(field.before()) for field in fields} == {("The boat was late",)}


# -- words and looks ---------------------------------------------------------------------------------------------------


def test_every_kind_has_a_few_short_reasons_of_its_own() -> None:
    assert set(QUICK) == set(Kind)
    for kind, words in QUICK.items():
        assert (kind is Kind.NONE) == (not words)
        assert len(set(words)) == len(words) <= 9
        assert all(len(one) <= 40 and not one.endswith(".") for one in words)
    assert all(one[0].islower() for one in QUICK[Kind.MODIFIER]), "read out behind “because”"


def test_words_of_ones_own_stand_behind_what_is_offered() -> None:
    assert fitting("", ("Coffee", "Lunch"), ("Rain", "Lunch")) == ["Coffee", "Lunch", "Rain"]
    assert fitting("lunch", ("Coffee", "Lunch"), ("Rain",)) == ["Coffee", "Rain"]
    assert fitting("r", ("Coffee", "Lunch"), ("Rain",)) == ["Rain"]
    assert fitting(" at two ", ("Coffee", "Lunch"), ("Rain",)) == ["Coffee: at two", "Lunch: at two"]


def test_nothing_is_cut_off_by_what_is_put_before_it(room: ControlRoom) -> None:
    field = pausing(room)
    typed = "a" * LONGEST_LINE
    field.setText(typed)
    press(room, DOWN)
    assert field.text() == typed


def test_they_are_offered_in_the_language_spoken_and_written_as_they_were_offered(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    with speaking(Pseudo()):
        page = shown(qtbot, theme, live)
        pausing(page)
        press(page, DOWN)
        press(page, RETURN)
    assert live.session.paused is not None
    assert live.session.paused.reason == Pseudo().gettext("Coffee")


def test_a_correction_keeps_the_entry_it_names(room: ControlRoom, live: LiveSession) -> None:
    room.back.open_correction("level", 4)
    write(room, "1.5")
    room.back.correct.why.setFocus()
    press(room, DOWN)
    press(room, RETURN)
    proposed = live.history.entries[-2].body
    assert isinstance(proposed, RulingProposed)
    assert proposed.reason == f"Entry 4: {offered(Kind.CORRECTED)[0]}"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("form", ["pause", "override"])
def test_nothing_moves_and_nothing_is_cut_when_a_reason_is_put_in(
    qtbot: QtBot, theme: Theme, live: LiveSession, scale: float, form: str
) -> None:
    theme.set_scale(scale)
    try:
        page = shown(qtbot, theme, live)
        field = pausing(page) if form == "pause" else adjusting(page, Way.LAPSE)
        write(page, "It")
        painted(page, 1280, 720)
        assert page.size().toTuple() == (1280, 720)
        before = places(page)
        assert clipped(page) == []
        press(page, DOWN)
        assert len(field.text()) > 2
        painted(page, 1280, 720)
        assert places(page) == before
        assert clipped(page) == []
    finally:
        theme.set_scale(1.0)


def places(page: QWidget) -> list[tuple[QWidget, QRect]]:
    """Return where everything stands that can be seen."""
    return [(part, part.geometry()) for part in page.findChildren(QWidget) if part.isVisible()]


def test_the_line_with_its_list_looks_as_it_should(
    request: pytest.FixtureRequest, room: ControlRoom, shade: str
) -> None:
    field = adjusting(room, Way.STRIKE)
    field.open_list()
    QApplication.processEvents()
    check_picture(request, field.menu, f"quick-reasons-{shade}", *field.menu.sizeHint().toTuple())
