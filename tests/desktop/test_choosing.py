"""What is chosen with a move, on the screen: its target, its parameters, and what each choice comes to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.session.strait import at_orders, the_strait
from wargame.desktop.live_session import LiveSession
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant.choices import Choices
from wargame.desktop.participant.draft import Draft
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.participant.terms import LevelBox
from wargame.desktop.style import Theme
from wargame.session.conduct import Session


@pytest.fixture
def live() -> LiveSession:
    """Two agreements are in force, and orders are taken."""
    return LiveSession(at_orders(Session.in_memory(the_strait(), "boats")))


def page_of(qtbot: QtBot, theme: Theme, live: LiveSession, actor: str, draft: Draft | None = None) -> SeatPage:
    page = SeatPage(theme, live.seat_view(actor), "Tanaka", draft.to_text() if draft else "")
    shown(qtbot, page)
    return page


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1280, 720)
    with qtbot.waitExposed(page):
        page.show()


def click(page: QWidget, name: str) -> None:
    QApplication.processEvents()  # what was just put into a layout is shown by the next event
    (found,) = (one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name and one.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def words_on(page: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def choosable(page: QWidget) -> dict[str, list[str]]:
    """What is offered beside each other, by its title."""
    QApplication.processEvents()
    fields = [one for one in page.findChildren(Choices) if one.isVisible()]
    return {one.accessibleName(): [made.text() for made in one.buttons.values()] for one in fields}


# -------------------------------------------------------------------------------------------------------- pictures


def test_a_move_with_parameters_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str, live: LiveSession
) -> None:
    draft = Draft("patrol", "isle", "Our boats are out for everybody.", "", {"level": "2"})
    page = page_of(qtbot, theme, live, "port", draft)
    check_picture(request, page, f"choices-{shade}", 1280, 720)


def test_a_move_aimed_at_an_agreement_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    entry = MoveEntry(theme, live, "isle")
    qtbot.addWidget(entry)
    entry.editor.show_move("call_off", "quota", {"how": "end"})
    check_picture(request, entry, "choices-agreement", 1280, 720)


# -------------------------------------------------------------------------------------------------------- a seat


def test_what_is_chosen_is_sealed(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "port")
    page.editor.show_move("patrol")
    assert page.editor.draft == Draft("patrol", "isle")
    click(page, "How many boats: all")
    click(page, "How it is told: Quietly")
    assert page.editor.draft.choices == {"level": "3", "channel": "quiet"}
    click(page, "How it is told: In public")
    assert page.editor.draft.choices == {"level": "3"}
    with qtbot.waitSignal(page.order_sealed) as sealed:
        page.main_step()
        told = words_on(page)
        page.main_step()
    assert all(words in told for words in ("How many boats", "all", "In public"))
    assert sealed.args == [Draft("patrol", "isle", choices={"level": "3"})]


def test_cost_and_odds_follow_what_is_chosen(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "port")
    page.editor.show_move("patrol")
    usual = words_on(page.editor)
    click(page, "How many boats: all")
    assert "1 of 7" in usual
    assert "3 of 7" in words_on(page.editor)
    assert "9 or more\nabout 3 in 10 (28%, unlikely)" in usual  # 2d6 + 1, and 1 less because all are warned
    assert "9 or more\nabout 6 in 10 (58%, likely)" in words_on(page.editor)


def test_what_was_chosen_comes_back_with_the_draft(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    draft = Draft("patrol", "isle", "Hear.", "", {"level": "3", "channel": "quiet"})
    assert drafts.from_text(draft.to_text()) == draft
    page = page_of(qtbot, theme, live, "port", draft)
    assert page.editor.draft == draft
    page.editor.show_move("call_off", "truce")
    assert page.editor.draft.choices == {}
    stale = Draft("patrol", "isle", choices={"level": "9", "channel": "loud", "gone": "x"})
    assert page_of(qtbot, theme, live, "port", stale).editor.draft.choices == {}


@pytest.mark.parametrize("kept", ['{"move": "patrol", "choices": 3}', '{"choices": null}', '{"choices": ["level"]}'])
def test_a_draft_with_broken_choices_is_a_draft(kept: str) -> None:
    assert drafts.from_text(kept).choices == {}


def test_a_wide_range_is_typed(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "isle")
    page.editor.show_move("sail", "east")
    assert "0 to 500" in words_on(page.editor)
    (box,) = page.editor.findChildren(LevelBox)
    assert (box.value(), box.accessibleName()) == (40, "Crew, from 0 to 500")
    before = box.value()
    middle = QPointF(box.rect().center())
    turned = QWheelEvent(middle, QPointF(box.mapToGlobal(box.rect().center())), QPoint(), QPoint(0, 120),
                         Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
                         False)  # fmt: skip
    QApplication.sendEvent(box, turned)
    assert box.value() == before
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "123")
    assert page.editor.draft.choices == {"crew": "123"}
    assert "cost and odds depend on what you choose" in words_on(page.editor).lower()


def test_only_what_is_in_force_is_offered(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "isle")
    page.editor.show_move("call_off")
    assert choosable(page.editor) == {"Which agreement": ["Truce", "Fishing quota"], "How": ["Rest", "End"]}
    assert not page.editor.seal.isEnabled()
    assert "Choose what it is aimed at." in words_on(page.editor)
    click(page, "Which agreement: Fishing quota")
    assert page.editor.seal.isEnabled()
    assert page.editor.draft.target == "quota"


def test_words_of_the_author_are_offered_under_their_title(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "isle")
    page.editor.show_move("sail")
    assert choosable(page.editor) == {"Which way": ["Eastward", "Westward"]}
    click(page, "Which way: Westward")
    assert page.editor.draft.target == "west"


def test_what_cannot_be_paid_cannot_be_sealed(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "isle")
    page.editor.show_move("sail", "west", {"crew": "500"})
    dear = page.editor.seal.isEnabled()
    gold = live.state.tracks["isle.gold"]
    assert dear is (gold >= 5)
    live.give_order("isle", "sail", "east", choices={"crew": "300"})
    page = page_of(qtbot, theme, live, "isle")
    page.editor.show_move("sail", "west", {"crew": "500"})
    assert not page.editor.seal.isEnabled()
    assert "Not available" in words_on(page.editor)
    assert "Sail: Eastward" in words_on(page)
    assert "Crew: 300" in words_on(page)


# -------------------------------------------------------------------------------------------------- the facilitator


def test_the_facilitator_enters_what_was_chosen(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    entry = MoveEntry(theme, live, "isle")
    shown(qtbot, entry)
    entry.editor.show_move("call_off")
    click(entry, "Which agreement: Truce")
    click(entry, "How: End")
    with qtbot.waitSignal(entry.closed):
        entry.editor.press_seal()
    (order,) = live.state.orders
    assert (order.move, order.target, order.choices) == ("call_off", "truce", {"how": "end"})


def test_the_arrow_keys_walk_through_the_choices(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = page_of(qtbot, theme, live, "port")
    page.editor.show_move("patrol", "isle")
    QApplication.processEvents()
    field = next(one for one in page.editor.findChildren(Choices) if one.accessibleName() == "How many boats")
    field.take_keyboard()
    QTest.keyClick(field.buttons["1"], Qt.Key.Key_Right)
    assert page.editor.draft.choices == {"level": "2"}
