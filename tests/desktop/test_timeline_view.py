"""The timeline: layout by arithmetic, painting by level of detail, walking by keys."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from wargame.desktop.facilitator.lanes import BESIDE, Lane, gutter_width, least_lane
from wargame.desktop.facilitator.line_breaks import broken
from wargame.desktop.facilitator.timeline_index import Index
from wargame.desktop.facilitator.timeline_layout import Detail, Geometry, weight
from wargame.desktop.facilitator.timeline_panel import TimelinePanel
from wargame.desktop.facilitator.timeline_view import TimelineView
from wargame.desktop.facilitator.timeline_words import row_words
from wargame.desktop.style import Theme
from wargame.review.timeline import Row

LANES = (
    Lane("injects", "Injects", icon="newspaper"),
    Lane("upper", "Republic of Upper Varn", 0, "UV"),
    Lane("lower", "Lower Varn", 1, "LV"),
    Lane("basin", "Basin Commission", 2, "BC"),
    Lane("rules", "Rules", icon="book-open"),
)
TITLES = (
    "Open a back channel",
    "Offer liaison offices",
    "Pause a large exercise",
    "Static engine test",
    "Invite inspectors",
)
MARKS = ("success", "partial", "failure", "adjusted", "")


def example_rows() -> tuple[Row, ...]:
    rows = [
        Row(3, 1, "injects", "inject", "A dry spring", detail="The gauges stand a third below their mark."),
        Row(4, 1, "upper", "ruling", "Close a sluice for repairs", "success", "upper"),
        Row(5, 1, "lower", "ruling", "Send a private envoy", "failure", "lower"),
        Row(6, 1, "rules", "step", "Evaporation"),
        Row(8, 2, "injects", "inject", "Trucks at the dam again"),
        Row(9, 2, "upper", "ruling", "Work at night", "partial", "upper", adjusted=True),
        Row(10, 2, "lower", "ruling", "Ration water in the towns", "success", "lower"),
        Row(11, 2, "lower", "ruling", "Propose talks on a summer rule", "success", "lower"),
        Row(12, 2, "rules", "trigger", "Protest at the pump"),
        Row(14, 3, "upper", "order", "Sealed move", "sealed", "upper"),
        Row(15, 3, "rules", "note", "Nobody has asked the commission yet"),
        Row(0, 4, "injects", "inject", "The loan falls due", "planned"),
        Row(0, 6, "injects", "inject", "Harvest figures", "planned"),
    ]
    return tuple(rows)


def many_rows(count: int, turns: int = 8) -> tuple[Row, ...]:
    lanes = [lane.id for lane in LANES]
    return tuple(
        Row(k + 1, 1 + k * turns // count, lanes[k * 7 % len(lanes)], "ruling", TITLES[k % 5], MARKS[k % 5])
        for k in range(count)
    )


def geometry(rows: tuple[Row, ...], zoom: float = 1.0, turns: int = 8, width: int = 900, current: int = 3) -> Geometry:
    index = Index(rows, [lane.id for lane in LANES], turns)
    return Geometry(index, current=current, width=width, height=560, gutter=120, head=30, zoom=zoom)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> TimelineView:
    made = TimelineView(theme, LANES, 8, "season")
    qtbot.addWidget(made)
    made.resize(900, 560)
    made.show_rows(example_rows(), 3)
    made.show()
    QApplication.processEvents()
    return made


# -- layout ------------------------------------------------------------------------------------------------------------


def test_near_turns_are_wider_than_far_ones() -> None:
    assert [weight(turn, 3) for turn in range(1, 8)] == [1.0, 1.0, 1.22, 0.95, 0.62, 0.42, 0.42]


def test_everything_is_in_view_at_first() -> None:
    laid = geometry(example_rows())
    assert laid.total == pytest.approx(900 - 120)
    assert list(laid.turns_in_view()) == list(range(1, 9))


def test_rows_of_a_cell_stand_in_the_order_of_the_log() -> None:
    laid = geometry(example_rows())
    cell = next(cell for cell in laid.cells() if (cell.lane, cell.turn) == (2, 2))
    slots = list(laid.slots(cell))
    assert [laid.index.rows[slot.position].seq for slot in slots] == [10, 11]
    assert slots[0].y < slots[1].y or slots[0].x < slots[1].x


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 8), st.sampled_from([lane.id for lane in LANES])), max_size=300),
    st.floats(1.0, 60.0),
)
def test_no_two_cards_overlap_and_each_is_found_under_the_mouse(cells: list[tuple[int, str]], zoom: float) -> None:
    rows = tuple(Row(k + 1, turn, lane, "ruling", "x") for k, (turn, lane) in enumerate(sorted(cells)))
    laid = geometry(rows, zoom)
    for cell in laid.cells():
        if cell.detail is Detail.DENSITY:
            continue
        slots = list(laid.slots(cell))
        for slot in slots:
            assert cell.y <= slot.y
            assert slot.y + slot.height <= cell.y + cell.height + 0.5
            middle = (slot.x + slot.width / 2, slot.y + slot.height / 2)
            if laid.gutter <= middle[0] < laid.width:
                assert laid.at(*middle) == slot.position
        for one, other in itertools.pairwise(slots):
            apart = one.x + one.width <= other.x + 0.01 or one.y + one.height <= other.y + 0.01
            assert apart


@settings(max_examples=40, deadline=None)
@given(st.floats(0.0, 7.999), st.floats(1.0, 200.0))
def test_a_moment_and_its_pixel_belong_together(time: float, zoom: float) -> None:
    laid = geometry(many_rows(40), zoom)
    assert laid.time_at(laid.x_of(time)) == pytest.approx(time, abs=1e-6)


def test_density_counts_every_row_once() -> None:
    laid = geometry(many_rows(5000))
    counts = laid.density(range(len(LANES)), 4, laid.gutter, laid.width)
    assert counts.shape[0] == len(LANES)
    assert counts.sum() == 5000


def test_the_more_rows_the_less_detail_and_zooming_brings_it_back() -> None:
    full = geometry(many_rows(20_000))
    assert {cell.detail for cell in full.cells()} == {Detail.DENSITY}
    near = geometry(many_rows(20_000), zoom=1200)
    assert {cell.detail for cell in near.cells()} == {Detail.CARD}
    assert sum(cell.shown for cell in near.cells()) < 120


def test_rows_of_unknown_lanes_are_left_out_and_turn_nought_is_the_first() -> None:
    rows = (Row(1, 0, "injects", "inject", "early"), Row(2, 1, "nobody", "ruling", "lost"))
    index = Index(rows, ["injects"], 4)
    assert len(index.cell(0, 1)) == 1
    assert index.spot(1) is None


# -- the widget --------------------------------------------------------------------------------------------------------


def test_the_timeline_looks_as_it_should(request: pytest.FixtureRequest, view: TimelineView, shade: str) -> None:
    view.select(11)
    check_picture(request, view, f"timeline-{shade}", 900, 560)


def test_a_click_selects_and_says_so(qtbot: QtBot, view: TimelineView) -> None:
    laid = view.geometry_now()
    cell = next(cell for cell in laid.cells() if (cell.lane, cell.turn) == (1, 1))
    slot = laid.slot(cell, 0)
    with qtbot.waitSignal(view.row_selected) as told:
        at = QPoint(int(slot.x + 20), int(slot.y + 10))
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert told.args == [4]
    assert view.accessibleDescription().startswith("Season 1, ruling: Close a sluice for repairs (success)")


def test_arrows_walk_along_a_lane_and_across(view: TimelineView) -> None:
    view.setFocus()
    view.select(9)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.selected_row().seq == 4  # type: ignore[union-attr]
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.selected_row().lane == "lower"  # type: ignore[union-attr]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.selected_row().seq == 10  # type: ignore[union-attr]
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.selected_row().lane == "upper"  # type: ignore[union-attr]


def test_keys_zoom_and_fit(view: TimelineView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(1.25**2)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(1.25)
    QTest.keyClick(view, Qt.Key.Key_F)
    assert view.zoom == 1.0


def test_the_wheel_with_ctrl_zooms_where_the_mouse_is(view: TimelineView) -> None:
    at = QPointF(500, 200)
    before = view.geometry_now().time_at(at.x())
    turned = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turned)
    assert view.zoom == pytest.approx(1.25**4)
    assert view.geometry_now().time_at(at.x()) == pytest.approx(before, abs=0.02)


def test_new_rows_keep_zoom_and_selection(view: TimelineView) -> None:
    view.set_zoom(3.0)
    view.select(9)
    view.show_rows((*example_rows()[:11], Row(16, 3, "lower", "order", "Sealed move", "sealed", "lower")), 3)
    assert view.zoom == 3.0
    assert view.selected_row().seq == 9  # type: ignore[union-attr]


def test_the_tool_tip_belongs_to_the_card_and_shows_hostile_text_as_it_is(view: TimelineView) -> None:
    view.show_rows((Row(1, 1, "upper", "ruling", "<img src='/dev/zero'>", "success", "upper"),), 1)
    slot = view.geometry_now().slot(view.geometry_now().cells()[0], 0)
    QTest.mouseMove(view.viewport(), QPoint(int(slot.x + 9), int(slot.y + 9)))
    QApplication.processEvents()
    assert "&lt;img src=" in view.viewport().toolTip()
    QTest.mouseMove(view.viewport(), QPoint(880, 540))
    QApplication.processEvents()
    assert view.viewport().toolTip() == ""


def test_a_selected_row_far_away_is_brought_into_view(view: TimelineView) -> None:
    view.show_rows(many_rows(4000), 8)
    view.set_zoom(view.largest_zoom())
    view.select(3900)
    laid = view.geometry_now()
    left, width = laid.place_of(3899)
    assert laid.scroll <= left
    assert left + width <= laid.scroll + laid.width - laid.gutter


def test_after_the_playhead_everything_is_pale(view: TimelineView) -> None:
    before = view.grab().toImage()
    view.set_playhead(6)
    assert view.grab().toImage() != before
    view.set_playhead(None)


def test_every_size_and_zoom_paints(view: TimelineView) -> None:
    for count in (0, 1, 60, 3000):
        view.show_rows(many_rows(count) if count else (), 4)
        for width, height in ((320, 180), (1200, 700)):
            view.resize(width, height)
            for zoom in (1.0, 7.0, 300.0):
                view.set_zoom(zoom)
                view.viewport().repaint()


# -- the panel ---------------------------------------------------------------------------------------------------------


def test_the_table_holds_the_same_rows(qtbot: QtBot, theme: Theme) -> None:
    panel = TimelinePanel(theme, LANES, 8, "season")
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.show_rows(example_rows(), 3)
    panel.show()
    QTest.mouseClick(panel.as_table, Qt.MouseButton.LeftButton)
    model = panel.table.model()
    assert model.rowCount() == len(example_rows())
    told = [model.data(model.index(5, place)) for place in range(model.columnCount())]
    assert told == ["2", "Republic of Upper Varn", "ruling", "Work at night", "partial success", ""]
    with qtbot.waitSignal(panel.row_selected) as chosen:
        panel.table.setCurrentIndex(model.index(4, 0))
    assert chosen.args == [8]
    assert panel.view.selected_row().seq == 8  # type: ignore[union-attr]


def test_a_row_in_words() -> None:
    assert row_words(example_rows()[0]) == ("Turn 1, inject: A dry spring\nThe gauges stand a third below their mark.")


def test_lanes_have_room_for_their_names_and_no_more_than_they_need(theme: Theme) -> None:
    short = (Lane("injects", "Injects"), Lane("a", "North", 0, "N"))
    long = (*short, Lane("b", "Provisional administration of the valley", 1, "P"))
    for room in (500, 650, 900, 1400):
        assert gutter_width(theme, short, room) <= gutter_width(theme, long, room) <= max(104, room * 0.27)
    width = gutter_width(theme, (*short, Lane("b", "US administration", 1, "US")), 650) - BESIDE
    metrics = QFontMetrics(theme.font(12, 600))
    assert broken(metrics, "US administration", (width, width)) == ("US", "administration")


def test_lanes_are_lower_where_all_are_seen_at_once_for_it(theme: Theme) -> None:
    six = tuple(Lane(str(number), f"Lane {number}") for number in range(6))
    assert least_lane(theme, six, 900) == 58
    assert 52 < least_lane(theme, six, 360) < 58
    assert 6 * least_lane(theme, six, 360) + 32 <= 360
    assert least_lane(theme, six, 200) == 52
