"""Where there is little room: tabs move together and shorten, two parts stand one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import painted
from wargame import paths
from wargame.desktop import languages
from wargame.desktop.facilitator.panel_tabs import PanelTabs
from wargame.desktop.fold import Fold
from wargame.desktop.style import Theme
from wargame.desktop.tabs import Tabs
from wargame.desktop.text import elided, label
from wargame.translation import ENGLISH, say, speak

ROOM = 373
"""Pixels of the panel on the right of a screen that is 1280 wide, text being large; 325 at its usual size."""


def panels() -> PanelTabs:
    made = PanelTabs()
    for name in (say("R&uling"), say("&Injects"), say("&Log"), say("&Notes"), say("Brie&fings"), say("&Wall")):
        made.addTab(QWidget(), name)
    return made


@pytest.fixture
def french() -> Iterator[None]:
    speak(languages.read("fr", paths.shipped("resources") / "translations" / "fr.po").catalogue, "fr")
    yield
    speak(None, ENGLISH)


@pytest.fixture
def scale(request: pytest.FixtureRequest, theme: Theme) -> Iterator[float]:
    theme.set_scale(request.param)
    yield request.param
    theme.set_scale(1.0)


def arrows(tabs: QWidget) -> bool:
    return any(one.isVisible() for one in tabs.findChildren(QToolButton))


def tips(tabs: Tabs) -> list[str]:
    return [tabs.tabToolTip(index) for index in range(tabs.count())]


def bar(made: PanelTabs) -> Tabs:
    found = made.tabBar()
    assert isinstance(found, Tabs)
    return found


def shown(qtbot: QtBot, made: QWidget, width: int) -> None:
    qtbot.addWidget(made)
    painted(made, width, 200)
    QApplication.processEvents()


def test_tabs_with_room_are_as_ever(qtbot: QtBot, theme: Theme) -> None:
    made = panels()
    shown(qtbot, made, 600)
    tabs = bar(made)
    assert not arrows(tabs)
    assert tabs.property("tight") == "false"
    assert set(tips(tabs)) == {""}


@pytest.mark.usefixtures("french")
def test_tabs_move_together_first(qtbot: QtBot, theme: Theme) -> None:
    made = panels()
    shown(qtbot, made, 340)
    tabs = bar(made)
    assert not arrows(tabs)
    assert tabs.property("tight") == "true"
    assert set(tips(tabs)) == {""}, "no word is shortened"
    made.resize(600, 200)
    QApplication.processEvents()
    assert tabs.property("tight") == "false"


@pytest.mark.parametrize("scale", [1.5], indirect=True)
def test_then_the_longest_words_shorten_and_the_chosen_one_stays_whole(
    qtbot: QtBot, theme: Theme, scale: float
) -> None:
    made = panels()
    shown(qtbot, made, ROOM)
    tabs = bar(made)
    assert not arrows(tabs)
    assert all(tips(tabs))
    whole = [tabs.fontMetrics().horizontalAdvance(tabs.tabText(index).replace("&", "")) for index in range(6)]
    assert [tabs.tabRect(index).width() >= wide for index, wide in enumerate(whole)] == [True] * 4 + [False, True]
    assert all(left.right() < right.left() for left, right in pairwise(map(tabs.tabRect, range(6))))
    made.setCurrentIndex(4)
    QApplication.processEvents()
    assert tabs.tabRect(4).width() >= whole[4]
    assert not arrows(tabs)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("scale", [1.5], indirect=True)
def test_no_arrows_in_french_either(qtbot: QtBot, theme: Theme, scale: float) -> None:
    made = panels()
    shown(qtbot, made, ROOM)
    for index in range(made.count()):
        made.setCurrentIndex(index)
        QApplication.processEvents()
        assert not arrows(bar(made))


@pytest.mark.parametrize("scale", [2.0], indirect=True)
def test_where_nothing_helps_words_are_whole_and_arrows_come(qtbot: QtBot, theme: Theme, scale: float) -> None:
    made = panels()
    shown(qtbot, made, ROOM - 60)
    tabs = bar(made)
    assert arrows(tabs)
    assert set(tips(tabs)) == {""}


def test_two_parts_stand_one_below_the_other_where_they_have_no_room(qtbot: QtBot, theme: Theme) -> None:
    first, second = elided("What there is to do now"), label("12 left")
    made = Fold(first, second)
    shown(qtbot, made, 400)
    assert first.y() + first.height() // 2 == second.y() + second.height() // 2
    assert second.geometry().right() == made.rect().right()
    made.resize(180, 200)
    QApplication.processEvents()
    assert first.geometry().bottom() < second.y()
    assert second.x() == 0
    assert first.text() == first.full_text()
    made.resize(400, 200)
    QApplication.processEvents()
    assert first.y() + first.height() // 2 == second.y() + second.height() // 2
    first.set_text("What there is to do now, and then, and after that, and tomorrow")
    qtbot.waitUntil(lambda: first.geometry().bottom() < second.y())
