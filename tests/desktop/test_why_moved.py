"""Why a track moved, and why nobody saw a breach: on the screen, by keyboard, in the control room and the review."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.pictures import check_picture
from tests.desktop.sessions import live_session, play_to_the_end, play_until
from tests.desktop.test_asking import click, open_room, press, words_in
from tests.review.test_agreements import PLAY
from wargame.desktop.live_session import LiveSession
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.desktop.unseen import UnseenBreaches
from wargame.desktop.why_moved import WhyMoved
from wargame.exercise.reader import read_play
from wargame.review.breaches import unseen_breaches
from wargame.review.contributions import between, movement
from wargame.session.conduct import Session
from wargame.session.scripted import Script


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    made = live_session(tmp_path)
    play_until(made, 3)
    return made


@pytest.fixture
def broken() -> LiveSession:
    """A month in the valley with two breaches that nobody saw."""
    play = read_play("plays/test.yaml", textwrap.dedent(PLAY), valley.valley())
    script = Script(Session.in_memory(valley.valley(), seed="bars"), play)
    next(script.turns())
    return LiveSession(script.session)


def cells(page: WhyMoved) -> list[list[str]]:
    model = page.table.model()
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    told = [str(model.data(model.index(*place))) for place in places]
    return [told[k : k + model.columnCount()] for k in range(0, len(told), model.columnCount())]


# -- why a track moved -------------------------------------------------------------------------------------------------


def test_a_track_is_opened_by_keyboard_and_every_line_leads_to_its_entry(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    room = open_room(qtbot, theme, live)
    card = next(card for card in room.strip.cards() if card.reading.track == "anger")
    card.setFocus()
    press(card, Qt.Key.Key_Space)
    page = room.insights.moved
    assert page is not None
    assert room.middle.currentWidget() is page
    assert page.table.hasFocus()
    expected = movement(live.exercise, live.history, "anger")
    told = cells(page)
    assert len(told) == len(expected.contributions) > 0
    assert [line[3] for line in told] == [f"#{one.seq}" for one in expected.contributions]
    assert told[0][2].startswith("3 → ")
    press(page.table, Qt.Key.Key_Return)
    assert room.tabs.currentWidget() is room.log
    assert room.log.log.model.entry_at(room.log.log.list.currentIndex().row()).seq == expected.contributions[0].seq
    press(page, Qt.Key.Key_Escape)
    assert room.middle.currentWidget() is room.timeline
    assert card.hasFocus()


def test_all_tracks_open_by_a_click_and_go_back_to_where_one_was(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    click(room.strip.all_button)
    card = room.all_tracks._cards["hills.wells"]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    page = room.insights.moved
    assert page is not None
    assert page.track.currentData() == "hills.wells"
    click(page.back)
    assert room.middle.currentWidget() is room.all_tracks


def test_the_turns_between_which_one_asks_are_chosen(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = WhyMoved(theme, live.exercise)
    qtbot.addWidget(page)
    page.show()
    page.show_track(live.history, "level")
    whole = movement(live.exercise, live.history, "level")
    page.first.setCurrentIndex(1)
    page.last.setCurrentIndex(1)
    second = movement(live.exercise, live.history, "level", 2, 2)
    assert between(whole, 2, 2) == second
    assert [line[3] for line in cells(page)] == [f"#{one.seq}" for one in second.contributions]
    page.first.setCurrentIndex(2)
    assert page.last.currentData() == 3
    page.last.setCurrentIndex(0)
    assert page.first.currentData() == 1


def test_what_happens_while_the_page_is_open_is_added(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    room.keys.actions["why"].trigger()
    page = room.insights.moved
    assert page is not None
    page.show_track(live.history, "anger", (1, 4))
    before = len(cells(page))
    assert live.improvise("hills", "A choir sings at the border", ("anger +1",), "nobody had thought of it")
    assert live.commit()
    told = cells(page)
    assert len(told) == before + 1
    assert "A choir sings at the border" in told[-1][0]


def test_a_track_that_nothing_moved_says_so(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = live_session(tmp_path)
    assert live.start()
    page = WhyMoved(theme, live.exercise)
    qtbot.addWidget(page)
    page.show_track(live.history, "anger")
    page.show()
    assert "nothing changed it" in words_in(page)
    assert page.table.model().rowCount() == 0


def test_a_value_computed_from_others_can_be_asked_about(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = WhyMoved(theme, live.exercise)
    qtbot.addWidget(page)
    page.show_track(live.history, "strain")
    assert len(cells(page)) == len(movement(live.exercise, live.history, "strain").contributions)


def test_in_the_review_a_chart_is_opened_by_keyboard(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = live_session(tmp_path)
    play_to_the_end(live)
    page = ReviewPage(theme, live.session)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    QApplication.processEvents()
    chart = page.charts["level"]
    chart.setFocus()
    press(chart, Qt.Key.Key_Return)
    assert page.why.isVisible()
    assert page.why.track.currentData() == "level"
    wanted = movement(live.exercise, live.history, "level").contributions
    assert len(cells(page.why)) == len(wanted)
    page.why.table.setCurrentIndex(page.why.table.model().index(1, 0))
    press(page.why.table, Qt.Key.Key_Return)
    assert page.seq == wanted[1].seq


# -- why nobody saw it -------------------------------------------------------------------------------------------------


def test_the_breaches_nobody_saw_say_why_and_lead_to_their_entry(
    qtbot: QtBot, theme: Theme, broken: LiveSession
) -> None:
    room = open_room(qtbot, theme, broken)
    room.keys.actions["unseen"].trigger()
    page = room.insights.unseen
    assert page is not None
    assert room.middle.currentWidget() is page
    found = unseen_breaches(broken.exercise, broken.history)
    assert len(page.buttons) == len(found) == 2
    told = words_in(page)
    for one in found:
        for line in one.lines:
            assert line.text in told
    assert told.count("Nobody knows yet") == 2
    assert page.buttons[0].hasFocus()
    press(page.buttons[0], Qt.Key.Key_Space)
    assert room.tabs.currentWidget() is room.log
    assert "WHY NOBODY SAW IT" in words_in(room.log.account).upper()
    press(page, Qt.Key.Key_Escape)
    assert room.middle.currentWidget() is room.timeline


def test_the_review_tells_it_too(qtbot: QtBot, theme: Theme, broken: LiveSession) -> None:
    page = ReviewPage(theme, broken.session)
    qtbot.addWidget(page)
    page.show()
    page.pages.setCurrentIndex(page.pages.count() - 1)
    QApplication.processEvents()
    found = unseen_breaches(broken.exercise, broken.history)
    assert page.unseen is not None
    click(page.unseen.buttons[1])
    assert page.seq == found[1].seq
    assert "WHY NOBODY SAW IT" in words_in(page.account).upper()


def test_where_nothing_can_be_broken_the_question_is_not_asked(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    assert not room.keys.actions["unseen"].isEnabled()
    page = ReviewPage(theme, live.session)
    qtbot.addWidget(page)
    assert page.pages.count() == 3


def test_a_table_without_breaches_says_so(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = valley.valley_session(tmp_path)
    valley.play_until(live, 1)
    page = UnseenBreaches(theme, live.exercise)
    qtbot.addWidget(page)
    page.show()
    page.show_log(live.history)
    QApplication.processEvents()
    assert "every breach was found" in words_in(page)
    page.take_keyboard()
    assert page.back.hasFocus()


# -- pictures ----------------------------------------------------------------------------------------------------------


def test_the_pages_look_as_they_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, live: LiveSession, broken: LiveSession, shade: str
) -> None:
    why = WhyMoved(theme, live.exercise)
    why.show_track(live.history, "harbour.hills.trust")
    unseen = UnseenBreaches(theme, broken.exercise)
    unseen.show_log(broken.history)
    for page in (why, unseen):
        qtbot.addWidget(page)
        page.setProperty("role", "page")
    check_picture(request, why, f"why-moved-{shade}", 640, 460)
    check_picture(request, unseen, f"unseen-{shade}", 640, 460)
