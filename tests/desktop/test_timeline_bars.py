"""Agreements as bars below the lanes of the timeline: where they lie, how they look, how one gets there."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.pictures import check_picture
from tests.desktop.test_timeline_view import LANES, example_rows, many_rows
from tests.desktop.valley import sign_all, valley_session
from wargame.desktop.facilitator.bar_layout import LEAST_LINE, LINE, Band
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.timeline_index import Index
from wargame.desktop.facilitator.timeline_layout import Geometry
from wargame.desktop.facilitator.timeline_panel import TimelinePanel
from wargame.desktop.facilitator.timeline_view import TimelineView
from wargame.desktop.facilitator.timeline_words import bar_words
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.review.bars import Bar, BreachMark

FOUND = BreachMark(10, 2, "lower", "pump", "Lower Varn breaks Summer rule: Pump at night", True, 12, 2)
UNFOUND = BreachMark(14, 3, "upper", "work", "Republic of Upper Varn breaks Summer rule: Work at night", False)


def example_bars() -> tuple[Bar, ...]:
    return (
        Bar("truce", "Fishing truce", "offered", 3, 1, 6, 1, detail="signed by Lower Varn"),
        Bar("rule", "Summer rule", "in force", 5, 1, 11, 2, detail="gauge shared (1)", breaches=(FOUND,)),
        Bar("truce", "Fishing truce", "in force", 6, 1, 9, 2, "withdrawn"),
        Bar("rule", "Summer rule", "suspended", 11, 2, 14, 3),
        Bar("fund", "A fund for the canal", "offered", 12, 2, 0, 3, detail="signed by nobody"),
        Bar("rule", "Summer rule", "in force", 14, 3, 0, 3, detail="gauge shared (1)", breaches=(UNFOUND,)),
    )


def laid(bars: tuple[Bar, ...], zoom: float = 1.0, height: float = 560, scroll: float = 0.0) -> tuple[Band, Geometry]:
    band = Band(bars, Index(example_rows(), [lane.id for lane in LANES], 8))
    return band, Geometry(
        band.index, current=3, width=900, height=height, gutter=120, head=30, zoom=zoom, scroll=scroll, bars=band
    )


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> TimelineView:
    made = TimelineView(theme, LANES, 8, "season")
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.show_rows(example_rows(), 3, example_bars())
    made.show()
    QApplication.processEvents()
    return made


# -- layout ------------------------------------------------------------------------------------------------------------


def test_an_agreement_keeps_its_line_and_a_free_one_is_used_again() -> None:
    band, _ = laid(example_bars())
    assert list(band.line_of) == [0, 1, 0, 1, 0, 1]


def test_bars_begin_and_end_with_their_entries_and_those_that_go_on_with_the_turn() -> None:
    band, geometry = laid(example_bars())
    first = band.place(geometry, 1)
    assert first.x == pytest.approx(geometry.x_of(band.index.time(2)))
    assert first.x + first.width == pytest.approx(geometry.x_of(band.index.time(7)))
    last = band.place(geometry, 5)
    assert last.x + last.width == pytest.approx(sum(geometry.column(3)))


def test_lines_get_lower_before_the_lanes_do() -> None:
    many = tuple(Bar(f"a{k}", f"Text {k}", "in force", 3, 1, 0, 3) for k in range(10))
    assert laid(many, height=900)[1].band == 10 * LINE + 10
    low, geometry = laid(many, height=420)
    assert geometry.band == 10 * LEAST_LINE + 10
    assert geometry.lane_height == 58
    assert low.place(geometry, 9).y + low.place(geometry, 9).height <= geometry.band_top + geometry.band


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 60), st.integers(0, 30)), max_size=60),
    st.floats(1.0, 40.0),
    st.floats(0.0, 20_000.0),
)
def test_no_two_bars_overlap_and_each_in_view_is_found(
    stints: list[tuple[int, int, int]], zoom: float, scroll: float
) -> None:
    rows, free, bars = many_rows(80), [0] * 6, []
    for agreement, start, length in sorted(stints, key=lambda stint: stint[1]):
        if free[agreement] <= start:
            free[agreement] = start + length
            turns = [rows[min(seq, 80) - 1].turn for seq in (start, start + length)]
            bars.append(Bar(f"a{agreement}", "A", "in force", start, turns[0], start + length, turns[1]))
    band = Band(tuple(bars), Index(rows, [lane.id for lane in LANES], 8))
    geometry = Geometry(
        band.index, current=3, width=900, height=900, gutter=120, head=30, zoom=zoom, scroll=scroll, bars=band
    )
    places = {place.position: place for place in band.in_view(geometry)}
    for line in band.lines:
        edges = [(band.begins[k], band.ends[k]) for k in line]
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(edges))
    for position in range(len(bars)):
        place = band.place(geometry, position)
        inside = place.x + place.width > geometry.gutter + 4 and place.x < geometry.width - 4
        if inside and place.width > 10:
            assert places[position] == pytest.approx(place)
            x = min(max(place.x, geometry.gutter) + 3, geometry.width - 1)
            assert band.at(geometry, x, place.y + 1) == position


def test_crowded_bars_cost_no_more_than_there_is_room_for() -> None:
    rows = many_rows(6000)
    bars = tuple(
        Bar(f"a{k % 3}", "A", "in force", seq, rows[seq - 1].turn, seq + 2, rows[seq + 1].turn)
        for k, seq in enumerate(range(1, 5990))
    )
    band = Band(bars, Index(rows, [lane.id for lane in LANES], 8))
    geometry = Geometry(band.index, current=3, width=900, height=900, gutter=120, head=30, bars=band)
    assert len(list(band.in_view(geometry))) <= 200


# -- the widget --------------------------------------------------------------------------------------------------------


def test_the_bars_look_as_they_should(request: pytest.FixtureRequest, view: TimelineView, shade: str) -> None:
    check_picture(request, view, f"timeline-bars-{shade}", 900, 560)


def test_a_bar_is_reached_by_keys_and_opened(qtbot: QtBot, view: TimelineView) -> None:
    view.setFocus()
    view.select(6)
    with qtbot.waitSignal(view.row_selected) as told:
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selected_bar() == example_bars()[2]
    assert told.args == [6]
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.selected_bar() == example_bars()[3]
    assert view.accessibleDescription().startswith("Season 2 to 3: Summer rule, suspended")
    with qtbot.waitSignal(view.row_opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [11]
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.selected_bar() is None
    assert view.selected_row().lane == "rules"  # type: ignore[union-attr]


def test_a_click_on_a_bar_selects_it_and_its_words_are_the_tool_tip(qtbot: QtBot, view: TimelineView) -> None:
    geometry = view.geometry_now()
    band = Band(example_bars(), Index(example_rows(), [lane.id for lane in LANES], 8))
    place = band.place(geometry, 1)
    at = QPoint(int(place.x) + 12, int(place.y) + 6)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert view.selected_bar() == example_bars()[1]
    QTest.mouseMove(view.viewport(), at)
    QApplication.processEvents()
    assert "Pump at night (season 2, found in season 2)" in view.viewport().toolTip()


def test_a_bar_in_words() -> None:
    told = bar_words(example_bars()[5], "season").split("\n")
    assert told[0] == "Season 3: Summer rule, in force, goes on"
    assert told[2].endswith("Work at night (season 3, nobody knows yet)")


def test_the_table_holds_the_bars_too(qtbot: QtBot, theme: Theme) -> None:
    panel = TimelinePanel(theme, LANES, 8, "season")
    qtbot.addWidget(panel)
    panel.show_rows(example_rows(), 3, example_bars())
    panel.show()
    panel.toggle_table()
    model = panel.table.model()
    count = len(example_rows())
    assert model.rowCount() == count + len(example_bars())
    told = [model.data(model.index(count + 2, place)) for place in range(model.columnCount())]
    assert told == ["1 to 2", "Agreements", "in force", "Fishing truce", "withdrawn", ""]
    with qtbot.waitSignal(panel.row_selected) as chosen:
        panel.table.setCurrentIndex(model.index(count + 3, 0))
    assert chosen.args == [11]


def test_without_agreements_there_is_no_room_for_any(qtbot: QtBot, theme: Theme) -> None:
    made = TimelineView(theme, LANES, 8, "season")
    qtbot.addWidget(made)
    made.show_rows(example_rows(), 3)
    assert made.geometry_now().band == 0
    made.show_rows(example_rows(), 3, ())
    assert made.geometry_now().band > 0


# -- a real session ----------------------------------------------------------------------------------------------------


def test_signing_and_breaking_in_the_room_and_looking_back(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = valley_session(tmp_path)
    valley.play_until(live, 1)
    sign_all(live, "ceasefire")
    valley.play_until(live, 3, shelling=2)
    room = ControlRoom(theme, live)
    qtbot.addWidget(room)
    assert [(bar.status, bar.start) for bar in room.timeline.view.bars][:2] == [("offered", 1), ("in force", 1)]
    assert any(mark.found for bar in room.timeline.view.bars for mark in bar.breaches)
    page = ReviewPage(theme, live.session)
    qtbot.addWidget(page)
    in_force = next(bar for bar in page.timeline.view.bars if bar.status == "in force")
    page.go(in_force.start_seq - 1)
    assert [bar.status for bar in page.timeline.view.bars] == ["offered"]
    page.go(in_force.start_seq)
    assert [bar.status for bar in page.timeline.view.bars] == ["offered", "in force"]
    assert not any(bar.breaches for bar in page.timeline.view.bars)
