"""Track cards: value, change by good or bad, band, and the way it went."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.examples import READINGS
from tests.desktop.pictures import check_picture
from wargame.desktop import charts
from wargame.desktop.facilitator.tracks import AllTracks, TrackStrip
from wargame.desktop.style import Theme
from wargame.referee.views import Reading

HISTORY = {"tension": (4.0, 6.0, 5.0), "lower.support": (52.0, 50.0, 47.0), "lower.upper.trust": (22.0, 27.0, 31.0)}
KNOWN = tuple(
    replace(
        reading,
        history=HISTORY.get(reading.track, ()),
        bands=((0, "calm"), (4, "uneasy"), (7, "crisis")) if reading.track == "tension" else (),
    )
    for reading in READINGS
    if reading.value is not None
)


def strip(qtbot: QtBot, theme: Theme, width: int = 860) -> TrackStrip:
    made = TrackStrip(theme)
    qtbot.addWidget(made)
    made.resize(width, 86)
    made.show_readings(tuple(replace(reading, headline=True) for reading in KNOWN))
    made.show()
    QApplication.processEvents()
    return made


def test_the_strip_looks_as_it_should(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    check_picture(request, strip(qtbot, theme), f"track-strip-{shade}", 860, 86)


def test_headline_tracks_come_first_and_a_narrow_strip_shows_fewer(qtbot: QtBot, theme: Theme) -> None:
    made = strip(qtbot, theme)
    assert sum(card.isVisible() for card in made.cards()) == 6
    made.resize(420, 86)
    QApplication.processEvents()
    assert sum(card.isVisible() for card in made.cards()) == 3
    made.show_readings(KNOWN)
    assert [card.reading.track for card in made.cards()] == ["tension", "level"]


def test_a_card_says_in_words_what_it_shows(qtbot: QtBot, theme: Theme) -> None:
    made = strip(qtbot, theme)
    said = next(card for card in made.cards() if card.reading.track == "tension").accessibleName()
    assert said == "Tension: 5, uneasy, −1 since the turn began (range 0 to 10)"


def test_cards_take_new_readings_without_being_made_anew(qtbot: QtBot, theme: Theme) -> None:
    made = strip(qtbot, theme)
    before = made.cards()
    made.show_readings(tuple(replace(reading, headline=True, value=9, change=2) for reading in KNOWN))
    assert made.cards() == before
    assert all(card.reading.value == 9 for card in before)


def test_all_tracks_stand_by_owner(qtbot: QtBot, theme: Theme) -> None:
    made = AllTracks(theme, {"upper": "Upper Varn", "lower": "Lower Varn"})
    qtbot.addWidget(made)
    made.show_readings(KNOWN)
    assert set(made._cards) == {reading.track for reading in KNOWN}


def test_the_button_asks_for_all_of_them(qtbot: QtBot, theme: Theme) -> None:
    made = strip(qtbot, theme)
    with qtbot.waitSignal(made.all_wanted) as asked:
        QTest.mouseClick(made.all_button, Qt.MouseButton.LeftButton)
    assert asked.args == [True]


@pytest.mark.parametrize(
    ("change", "good", "tone"),
    [(2, "up", "ok"), (-2, "up", "bad"), (2, "down", "bad"), (-2, "down", "ok"), (2, "", "text2"), (0, "up", "text2")],
)
def test_good_and_bad_are_what_the_exercise_says(change: float, good: str, tone: str) -> None:
    assert charts.tone_of(change, good) == tone


@pytest.mark.parametrize(
    ("value", "said"), [(3.0, "3"), (-3.0, "−3"), (2.5, "2.5"), (0.333, "0.33"), (None, "–"), (87.85, "87.85")]
)
def test_values_as_people_write_them(value: float | None, said: str) -> None:
    assert charts.number_text(value) == said


def test_a_span_keeps_within_the_range_and_holds_every_value() -> None:
    span = charts.Span.of((4, 9, 10), 1, 10)
    assert span.low >= 1
    assert span.high == 10
    assert all(0 <= span.share(value) <= 1 for value in (4, 9, 10))
    flat = charts.Span.of((5, 5), float("-inf"), float("inf"))
    assert flat.low < 5 < flat.high
    whole = charts.Span.of((4.2, 5.1), 0, 10, whole=True)
    assert whole == charts.Span(int(whole.low), int(whole.high))


def test_an_open_range_and_no_history_paint_too(qtbot: QtBot, theme: Theme) -> None:
    made = TrackStrip(theme)
    qtbot.addWidget(made)
    made.resize(500, 86)
    odd = Reading("x", "Something without end", (), "", float("-inf"), float("inf"), -12.5, headline=True)
    made.show_readings((odd, replace(odd, track="y", history=(1.0,)), replace(odd, track="z", history=(1.0, 1.0))))
    made.show()
    made.grab()


def test_a_card_is_corrected_with_return_its_pencil_or_a_double_click(qtbot: QtBot, theme: Theme) -> None:
    made = strip(qtbot, theme)
    card = made.cards()[2]
    asked: list[str] = []
    made.correct_wanted.connect(asked.append)
    plain = card.grab().toImage()
    QTest.mouseMove(card, QPoint(20, 20))
    QApplication.processEvents()
    assert card.grab().toImage() != plain
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    assert asked == []
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 15, 13))
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert asked == [card.reading.track] * 3


@pytest.mark.parametrize(
    ("low", "high", "values"),
    [(8, 56, (0, 20, 40, 60)), (2, 10, (0, 5, 10)), (33, 73, (20, 40, 60, 80)), (-3, -1, (-3, -2, -1)),
     (0, 0.9, (0, 0.5, 1)), (4, 4, (4,))],
)  # fmt: skip
def test_the_values_beside_a_chart_are_round(low: float, high: float, values: tuple[float, ...]) -> None:
    assert charts.round_values(charts.Span(low, high)) == values


def test_a_track_that_is_counted_has_whole_values_beside_it() -> None:
    assert charts.round_values(charts.Span(0, 1), whole=True) == (0, 1)
    assert charts.round_values(charts.Span(0, 1)) == (0, 0.5, 1)


def test_the_area_below_a_line_is_filled_up_to_the_line_whatever_the_painter_held(theme: Theme) -> None:
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    painter.setBrush(theme.colour("bad"))  # what was painted before with the same painter
    charts.paint_sparkline(painter, theme, QRectF(0, 0, 120, 60), (0, 10, 10), charts.Span(0, 10))
    painter.end()
    below = image.pixelColor(60, 30)
    assert below not in (theme.colour("surface"), theme.colour("bad"))
    assert below == image.pixelColor(100, 50)
