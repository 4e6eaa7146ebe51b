"""The wall as it is directed: preview and live, freeze and blank, moves laid open, displays that come and go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.test_print_kit import readable
from wargame import paths
from wargame.desktop import screens, wall_saving
from wargame.desktop.actions import MENUS
from wargame.desktop.facilitator.wall_panel import WallPanel
from wargame.desktop.live_session import LiveSession
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept
from wargame.desktop.room.wall_window import WallWindow
from wargame.desktop.screens import Display
from wargame.desktop.style import Theme
from wargame.desktop.wall import Wall
from wargame.desktop.wall_scenes import CHOICES, Scene
from wargame.referee.turn import RuleOrder
from wargame.session.conduct import Session

LAPTOP = Display("laptop", 0, 0, 1440, 900)
PROJECTOR = Display("projector", 1440, 0, 1920, 1080)
SECOND = Display("second", 3360, 0, 1280, 800)
MIRROR = Display("projector", 0, 0, 1440, 900)


@dataclass
class Room:
    """A session with its wall, and a list of displays that can be changed."""

    live: LiveSession
    wall: Wall
    panel: WallPanel
    displays: list[Display] = field(default_factory=list)

    def told(self) -> str:
        """Return every word that the room can read."""
        return self.wall.sheet().told()


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Room]:
    made = directed(theme, sessions.live_session(tmp_path))
    qtbot.addWidget(made.panel)
    assert made.live.start()
    yield made
    made.wall.close()
    made.live.deleteLater()


def still(told: str) -> list[str]:
    """Return what is told without the clock, which goes on."""
    return [line for line in told.splitlines() if not re.fullmatch(r"[\d: h]+|over time|left|clock stands", line)]


def directed(theme: Theme, live: LiveSession) -> Room:
    displays = [LAPTOP]
    own = Theme(paths.shipped("resources"), dark=True, parent=live)
    wall = Wall(own, live, lambda: "laptop", lambda: tuple(displays))
    panel = WallPanel(theme)
    wall.introduce(panel)
    return Room(live, wall, panel, displays)


def rule_all(room: Room) -> None:
    while isinstance(room.live.next_thing, RuleOrder):
        sessions.step(room.live)
    QApplication.processEvents()


def ruled(room: Room) -> Room:
    """Return the room when the moves of the first turn are ruled: one is secret, one is not."""
    sessions.play_until(room.live, 1)
    sessions.give_orders(room.live)
    room.live.close_orders()
    while not isinstance(room.live.next_thing, RuleOrder):
        sessions.step(room.live)
    rule_all(room)
    return room


# ------------------------------------------------------------------------------------------------ preview and live


def test_nothing_reaches_the_wall_by_looking_at_it_first(room: Room) -> None:
    room.wall.preview(Scene.QUESTION, "Who speaks first?")

    assert "Who speaks first?" in room.wall.sheet(preview=True).told()
    assert "Who speaks first?" not in room.told()
    room.wall.go_live()
    assert "Who speaks first?" in room.told()


def test_the_news_is_on_the_wall_with_one_key_and_opens_it(room: Room) -> None:
    sessions.play_until(room.live, 1)
    assert room.wall.window is None
    room.panel.latest_wanted.emit()

    assert room.wall.window is not None
    assert room.wall.window.isVisible()
    assert "No rain before summer" in room.wall.window.stage.sheet.told()


def test_a_frozen_wall_stays_as_it_is_until_something_is_shown(room: Room) -> None:
    before = still(room.told())
    room.wall.freeze(True)
    sessions.play_until(room.live, 1)

    assert still(room.told()) == before
    assert room.wall.state().frozen
    room.wall.show_latest()
    assert not room.wall.state().frozen
    assert "No rain before summer" in room.told()


def test_letting_go_of_a_frozen_wall_shows_what_has_happened(room: Room) -> None:
    room.wall.freeze(True)
    sessions.play_until(room.live, 1)
    room.wall.freeze(False)

    assert "No rain before summer" in room.told()


def test_a_blank_wall_shows_only_its_foot_and_comes_back(room: Room) -> None:
    before = still(room.told())
    room.wall.blank_out(True)
    assert room.told() == "Exercise, not real events"
    room.wall.blank_out(False)
    assert still(room.told()) == before


def test_a_real_emergency_comes_before_everything_and_goes_by_itself(room: Room) -> None:
    room.wall.open()
    sessions.play_until(room.live, 1)
    before = still(room.told())
    room.wall.freeze(True)
    room.wall.blank_out(True)
    assert room.live.do(lambda session: session.pause("Smoke in the corridor", emergency=True))

    assert room.wall.state().emergency
    assert "This is no exercise" in room.told()
    assert "Smoke in the corridor" in room.told()
    assert "Exercise, not real events" not in room.told()
    room.wall.show_latest()
    assert "This is no exercise" in room.told(), "nothing that is shown covers it"
    assert room.live.do(lambda session: session.resume())
    room.wall.go_live()
    assert still(room.told()) == before


def test_a_break_is_announced(room: Room) -> None:
    room.live.do(lambda session: session.pause("Coffee until eleven"))

    assert "Pause: Coffee until eleven" in room.told()


# ---------------------------------------------------------------------------------------------------- laying open


def test_moves_wait_until_they_are_laid_open_and_secret_ones_never_come(room: Room) -> None:
    ruled(room)
    state = room.wall.state()

    assert state.waiting == 1, "the envoy is secret"
    assert "Open the sluices" not in room.told()
    assert "Moves wait for the reveal" in room.told()
    told = []
    for _ in range(8):
        room.wall.onward()
        told.append(room.told())
    assert "The Hills" in told[0]
    assert "Open the sluices" in told[1]
    assert "Trust between the towns" in told[2]
    assert room.wall.live_cue.quiet
    assert told[-1] == told[3], "then the wall is quiet, and stays so"
    assert "envoy" not in "\n".join(told).casefold()
    room.wall.preview(Scene.SITUATION)
    room.wall.go_live()
    assert "Open the sluices" in room.told()
    assert room.wall.state().waiting == 0


def test_a_step_can_be_covered_again(room: Room) -> None:
    ruled(room)
    room.wall.onward()
    room.wall.onward()
    room.wall.backward()
    room.wall.backward()

    assert room.wall.live_cue.step == 1
    assert "Open the sluices" not in room.told()


def test_the_whole_move_at_once(room: Room) -> None:
    ruled(room)
    room.wall.open_all()

    assert room.wall.live_cue.step == len(room.wall.live_cue.reveal.steps)
    assert not room.wall.live_cue.quiet


def test_everything_can_be_let_through_at_once(room: Room) -> None:
    ruled(room)
    room.wall.release()

    assert "Open the sluices" in room.told()
    assert room.wall.state().waiting == 0


def test_whoever_wants_sees_moves_as_they_are_ruled(room: Room) -> None:
    room.wall.set_hold(False)
    ruled(room)

    assert "Open the sluices" in room.told()
    assert room.wall.state().waiting == 1, "it can be laid open all the same"


def test_what_waited_is_shown_when_the_turn_has_ended(room: Room) -> None:
    ruled(room)
    sessions.play_until(room.live, 2)

    assert "Open the sluices" in room.told()


def test_a_move_that_is_stepped_back_from_leaves_the_wall(room: Room) -> None:
    ruled(room)
    room.wall.onward()
    room.wall.onward()
    assert "Open the sluices" in room.told()
    while "Open the sluices" in room.told():
        assert room.live.step_back()

    assert room.wall.live_cue.scene is Scene.SITUATION


def test_breaking_off_a_move_counts_as_shown(room: Room) -> None:
    ruled(room)
    room.wall.onward()
    room.wall.preview(Scene.SITUATION)
    room.wall.go_live()

    assert room.wall.state().waiting == 0
    assert "Open the sluices" in room.told()


# -------------------------------------------------------------------------------------------------- the window


def test_a_presenters_keys_drive_the_wall(room: Room) -> None:
    ruled(room)
    room.wall.open()
    window = room.wall.window
    for key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        QTest.keyClick(window, key)
    assert room.wall.live_cue.step == 2
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert room.wall.live_cue.step == 1
    QTest.keyClick(window, Qt.Key.Key_B)
    assert room.wall.blank
    QTest.keyClick(window, Qt.Key.Key_Period)
    assert not room.wall.blank
    QTest.keyClick(window, Qt.Key.Key_F)
    assert room.wall.frozen
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert room.wall.window is None
    assert room.wall.state().where == "Closed"


def test_the_window_shows_what_is_told_it_shows(room: Room) -> None:
    room.wall.open()
    sessions.play_until(room.live, 1)
    QApplication.processEvents()
    stage = room.wall.window.stage

    assert still(stage.sheet.told()) == still(room.told())
    assert still(stage.accessibleDescription()) == still(room.told())


def test_unplugging_the_projector_leaves_a_window_and_plugging_it_in_brings_it_back(room: Room) -> None:
    room.displays[:] = [LAPTOP, SECOND, PROJECTOR]
    room.wall.open("projector")
    assert room.wall.state().where == "On projector"
    room.displays[:] = [LAPTOP]
    room.wall.screens_changed()
    assert room.wall.state().where == "In a window"
    assert room.wall.window.isVisible()
    assert not room.wall.window.isFullScreen()
    assert QGuiApplication.primaryScreen().geometry().contains(room.wall.window.pos())
    room.displays[:] = [LAPTOP, SECOND, PROJECTOR]
    room.wall.screens_changed()
    assert room.wall.state().where == "On projector"


def test_a_window_that_stood_on_a_display_that_is_gone_comes_back_into_sight(room: Room) -> None:
    room.wall.open(screens.IN_A_WINDOW)
    room.wall.window.move(5000, 40)
    room.wall.open(screens.IN_A_WINDOW)
    assert QGuiApplication.primaryScreen().geometry().contains(room.wall.window.pos())


def test_a_wall_that_is_wanted_in_a_window_stays_there(room: Room) -> None:
    room.displays[:] = [LAPTOP, PROJECTOR]
    room.wall.open(screens.IN_A_WINDOW)
    room.wall.screens_changed()

    assert room.wall.state().where == "In a window"


# -------------------------------------------------------------------------------------------------- displays


def test_displays_that_show_the_same_are_found() -> None:
    assert not screens.mirrored((LAPTOP, PROJECTOR, SECOND))
    assert screens.mirrored((LAPTOP, MIRROR))
    assert screens.mirrored((LAPTOP, Display("beamer", 0, 0, 1024, 768))), "another resolution of the same desktop"
    assert not screens.mirrored((LAPTOP,))
    assert screens.refusal((LAPTOP, PROJECTOR)) == ""
    assert "same picture" in screens.refusal((LAPTOP, MIRROR))


@pytest.mark.parametrize(
    ("displays", "own", "wanted", "place"),
    [
        ((LAPTOP,), "laptop", None, ""),
        ((LAPTOP, PROJECTOR), "laptop", None, "projector"),
        ((LAPTOP, PROJECTOR), "projector", None, "laptop"),
        ((LAPTOP, PROJECTOR, SECOND), "laptop", "second", "second"),
        ((LAPTOP, PROJECTOR), "laptop", "second", "projector"),
        ((LAPTOP, PROJECTOR), "laptop", "", ""),
        ((LAPTOP, MIRROR), "laptop", None, ""),
        ((LAPTOP, PROJECTOR), "laptop", "laptop", "projector"),
        ((), "laptop", None, ""),
    ],
)
def test_the_wall_never_covers_the_facilitators_display(
    displays: tuple[Display, ...], own: str, wanted: str | None, place: str
) -> None:
    assert screens.place(displays, own, wanted) == place


def test_qt_tells_the_same_facts(qapp: QApplication) -> None:
    found = screens.connected()

    assert [display.name for display in found] == [screen.name() for screen in qapp.screens()]
    assert all(display.width > 0 and display.height > 0 for display in found)


# -------------------------------------------------------------------------------------------------- the panel


def test_the_panel_shows_what_is_on_air_and_what_would_be_next(qtbot: QtBot, room: Room) -> None:
    with qtbot.waitExposed(room.panel):
        room.panel.resize(360, 800)
        room.panel.show()
    assert room.panel.chip.words() == "Closed"
    room.panel.open.click()
    room.panel.scenes[Scene.CLOCK].click()

    assert room.panel.chip.words() == "Situation"
    assert room.panel.scenes[Scene.CLOCK].isChecked()
    assert not room.panel.scenes[Scene.SITUATION].isChecked()
    assert still(room.panel.live.accessibleDescription()) == still(room.told())
    room.panel.show_live.click()
    assert room.panel.chip.words() == "Clock"
    room.panel.freeze.click()
    assert room.panel.chip.words() == "Clock, frozen"
    room.panel.blank.click()
    assert room.panel.chip.words() == "Blank"
    room.panel.open.click()
    assert room.panel.chip.words() == "Closed"


def test_the_panel_lays_moves_open(qtbot: QtBot, room: Room) -> None:
    ruled(room)
    room.panel.show()
    assert room.panel.reveal.isEnabled()
    assert "1 move waits" in room.panel.step.text()
    room.panel.reveal.click()
    assert "1 of 3: who" in room.panel.step.text()
    room.panel.reveal.click()
    room.panel.back.click()
    assert "1 of 3: who" in room.panel.step.text()
    room.panel.all.click()
    assert "3 of 3: effects" in room.panel.step.text()
    room.panel.reveal.click()
    assert room.panel.step.text() == "The wall is quiet"
    assert not room.panel.reveal.isEnabled()


def test_the_panel_warns_of_displays_that_show_the_same(room: Room) -> None:
    room.displays[:] = [LAPTOP, MIRROR]
    room.panel.show()

    assert "same picture" in room.panel.notice.sentence()
    assert not room.panel.notice.isHidden()


def test_a_typed_question_is_looked_at_first(qtbot: QtBot, room: Room) -> None:
    room.panel.show()
    QTest.keyClicks(room.panel.question, "What do you owe the hills?")
    QTest.keyClick(room.panel.question, Qt.Key.Key_Return)

    assert "What do you owe the hills?" in room.wall.sheet(preview=True).told()
    assert "What do you owe the hills?" not in room.told()


# -------------------------------------------------------------------------------------------- settings and paper


def test_how_the_wall_is_set_is_kept_with_the_session(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = sessions.live_session(tmp_path)
    first = directed(theme, live)
    qtbot.addWidget(first.panel)
    first.panel.marking.setText("  OFFICIAL   SENSITIVE ")
    first.panel.marking.editingFinished.emit()
    first.panel.hold_wanted.emit(False)
    first.panel.light_wanted.emit(True)
    assert "OFFICIAL SENSITIVE" in first.told()
    path = live.path
    live.close()
    live.deleteLater()
    session = Session.open(path, data=tmp_path / "data")
    sessions.OPEN.append(session)
    second = directed(theme, LiveSession(session))
    qtbot.addWidget(second.panel)

    assert (second.wall.marking, second.wall.hold, second.wall.theme.dark) == ("OFFICIAL SENSITIVE", False, False)
    assert "OFFICIAL SENSITIVE" in second.told()
    second.live.deleteLater()


def test_an_exercise_can_bring_its_marking(qtbot: QtBot, theme: Theme) -> None:
    texts = paths.read_exercise(sessions.WATER)
    texts["scenario.yaml"] = texts["scenario.yaml"].replace("labels: {", "labels: {marking: TLP AMBER, ")
    session = Session.in_memory(sessions.read("water", texts), seed="x")
    made = directed(theme, LiveSession(session))
    qtbot.addWidget(made.panel)

    assert "TLP AMBER" in made.told()
    made.live.deleteLater()


def test_every_sign_of_the_picture_can_be_searched_for_and_copied(room: Room, tmp_path: Path) -> None:
    sessions.play_until(room.live, 2)
    sheet = room.wall.sheet()
    sheet.text(QRectF(40, 40, 900, 900), "US-China: 0123456789, 52%. Tension +1 (2 x 3), -4; A-B", 70, display=True)
    sheet.text(QRectF(40, 200, 900, 900), "US-China: 0123456789, 52%. Tension +1 (2 x 3), -4; A-B", 28, 600)
    assert wall_saving.write(sheet, tmp_path / "wall.pdf")
    signs = set("".join(words.text for words in sheet.words())) - {" "}
    assert set("0123456789-.,:;") <= signs
    assert signs - readable((tmp_path / "wall.pdf").read_bytes()) == set()


def test_the_picture_is_written_as_png_and_pdf(room: Room, tmp_path: Path) -> None:
    sessions.play_until(room.live, 1)
    sheet = room.wall.sheet()

    assert wall_saving.write(sheet, tmp_path / "wall.png")
    assert wall_saving.write(sheet, tmp_path / "wall.pdf")
    assert (tmp_path / "wall.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "wall.pdf").read_bytes().startswith(b"%PDF")
    assert not wall_saving.write(sheet, tmp_path / "nowhere" / "wall.png")
    assert not wall_saving.write(sheet, tmp_path / "nowhere" / "wall.pdf")


# ------------------------------------------------------------------------------------------------ the whole window


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, wargame_home: Path, tmp_path: Path) -> Iterator[MainWindow]:
    live = sessions.live_session(tmp_path)
    live.start()
    sessions.play_until(live, 1)
    path = live.path
    sessions.OPEN.pop().close()
    live.deleteLater()
    made = MainWindow(theme, Kept(wargame_home / "preferences.json"), tuple)
    made.displays = lambda: (LAPTOP,)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.actions_.fill()
    made.open_path(path)
    yield made
    made.close()


class Keys:
    """Presses keys in the control room, as a facilitator does who goes on working there."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window

    def __call__(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window = self._window
        window.activateWindow()
        self._qtbot.waitUntil(window.isActiveWindow)
        window._room.setFocus()
        QTest.keyClick(window.focusWidget() or window, key, modifier)
        QApplication.processEvents()


@pytest.fixture
def press(qtbot: QtBot, window: MainWindow) -> Keys:
    return Keys(qtbot, window)


def test_the_wall_is_driven_by_keys_from_the_control_room(window: MainWindow, press: Keys) -> None:
    control, alt, shift = (
        Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    press(Qt.Key.Key_F5)
    wall = window.wall
    assert wall.window is not None
    press(Qt.Key.Key_F7)
    assert wall.live_cue.scene is Scene.INJECT
    press(Qt.Key.Key_5, control | alt)
    assert wall.preview_cue.scene is Scene.CLOCK
    assert wall.live_cue.scene is Scene.INJECT
    press(Qt.Key.Key_Return, control | alt)
    assert wall.live_cue.scene is Scene.CLOCK
    press(Qt.Key.Key_B, control)
    assert wall.blank
    press(Qt.Key.Key_B, control)
    press(Qt.Key.Key_F, control | shift)
    assert wall.frozen
    sessions.give_orders(window.live)
    window.live.close_orders()
    while not isinstance(window.live.next_thing, RuleOrder):
        sessions.step(window.live)
    while isinstance(window.live.next_thing, RuleOrder):
        sessions.step(window.live)
    for _ in range(2):
        press(Qt.Key.Key_F8)
    assert wall.live_cue.step == 2
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageUp)
    assert wall.live_cue.step == 2
    press(Qt.Key.Key_F8, shift)
    assert wall.live_cue.step == 3
    press(Qt.Key.Key_F5)
    assert wall.window is None


def test_page_down_scrolls_while_nothing_is_laid_open(window: MainWindow) -> None:
    assert not window._room.keys.actions["onward"].isEnabled()


def test_the_keys_of_the_menu_are_those_of_the_scenes() -> None:
    commands = {command.name: command for _, menu in MENUS for command in menu}

    for choice in CHOICES:
        command = commands[f"preview {choice.scene}"]
        assert (command.words, command.keys) == (choice.menu, choice.key)


def test_a_seats_page_is_refused_while_displays_show_the_same(window: MainWindow, press: Keys) -> None:
    window.displays = lambda: (LAPTOP, MIRROR)
    press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.hot_seat.page is None
    assert "same picture" in window._room.notice.sentence()
    window.displays = lambda: (LAPTOP, PROJECTOR)
    press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.hot_seat.page is not None


def test_the_wall_goes_with_its_session(window: MainWindow, press: Keys) -> None:
    press(Qt.Key.Key_F5)
    assert window.wall.window is not None
    window.close_session()

    assert window.wall is None
    assert not any(isinstance(widget, WallWindow) and widget.isVisible() for widget in QApplication.topLevelWidgets())
