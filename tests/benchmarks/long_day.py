"""Plays a day of the flagship in the real window, an hour to a turn; prints how much memory the program has after each.

Arguments: a folder for everything, and how many turns. In each hour everything is looked at: all panels, all scenes of
the wall, the guide, the palette, the preferences, every seat's page, with a move from each; the clocks go on; a note is
taken now and then. All of it by keys. One line of JSON: for each turn its number, the entries of the log, the megabytes
that the program holds, and how many widgets there are.
"""

from __future__ import annotations

import ctypes
import gc
import json
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.desktop import session_files, style
from wargame.desktop.facilitator import control_room
from wargame.desktop.main_window import MainWindow
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.preferences import Kept
from wargame.desktop.room import wall_window
from wargame.referee.turn import TakeOrders, TakeSignatures

KEY, CTRL, ALT, SHIFT = (
    Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
PLAIN = Qt.KeyboardModifier.NoModifier
TICKS = 40
"""Looks at the clocks in an hour, of which each shows another time."""
LOOKS = (
    (KEY.Key_K, CTRL), (KEY.Key_Escape, PLAIN),
    (KEY.Key_F1, PLAIN), (KEY.Key_Escape, PLAIN),
    (KEY.Key_Slash, CTRL), (KEY.Key_Escape, PLAIN),
    (KEY.Key_Comma, CTRL), (KEY.Key_Escape, PLAIN),
    (KEY.Key_T, CTRL), (KEY.Key_T, CTRL),
    (KEY.Key_T, CTRL | SHIFT), (KEY.Key_T, CTRL | SHIFT),
    (KEY.Key_Y, CTRL | SHIFT), (KEY.Key_Escape, PLAIN),
    (KEY.Key_F7, PLAIN), (KEY.Key_B, CTRL), (KEY.Key_B, CTRL),
    (KEY.Key_S, CTRL | ALT),
)  # fmt: skip


class Later(datetime):
    """The time of day, as much later as the day has been shortened."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return the moment that the clocks on the screen show."""
        return datetime.now(tz) + cls.ahead


class Day:
    """The window, and whoever presses its keys."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication(["wargame", *style.STYLE])
        resources = paths.shipped("resources")
        style.load_fonts(resources)
        self.theme = style.Theme(resources)
        style.apply(self.app, self.theme)
        self.kept = Kept(folder / "preferences.json")
        self.window = MainWindow(self.theme, self.kept, tuple)
        self.window.show()
        self.window.actions_.fill()
        exercise = paths.find_exercise("korea")
        self.window.start_session(
            session_files.Request(exercise, "A long day", {}, "seed", folder / "day.wargame", data=folder / "data")
        )
        self.settle()

    def settle(self) -> None:
        self.app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.app.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.window.activateWindow()
        self.app.processEvents()
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
        self.settle()

    def look_about(self) -> None:
        for key, modifier in LOOKS:
            self.press(key, modifier)
        for number in range(1, 8):
            self.press(KEY(KEY.Key_0.value + number), CTRL | ALT)
            self.press(KEY.Key_Return, CTRL | ALT)
        tabs = self.window._room.tabs
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            self.settle()

    def let_time_pass(self) -> None:
        """Let the clocks on the screen show an hour, in steps."""
        ticking = [
            timer
            for window in self.app.topLevelWidgets()
            for timer in window.findChildren(QTimer)
            if timer.isActive() and not timer.isSingleShot()
        ]
        for _ in range(TICKS):
            Later.ahead += timedelta(seconds=3600 / TICKS)
            for timer in ticking:
                timer.timeout.emit()
            self.app.processEvents()

    def hand_round(self) -> None:
        """Let every seat read its page, and seal a move if it has one."""
        live = self.window.live
        for place in range(len(live.exercise.actors)):
            self.press(KEY(KEY.Key_1.value + place), CTRL)
            if self.window.hot_seat.page is None:
                continue
            self.press(KEY.Key_Return)
            page = self.window.hot_seat.page
            if isinstance(page, SeatPage) and isinstance(live.next_thing, TakeOrders):
                free = [card for card in page.moves.cards if card.offer.available and not card.offer.targets]
                if free:
                    free[0].click()
                    self.press(KEY.Key_Return, CTRL)
                    self.press(KEY.Key_Return, CTRL)
            self.press(KEY.Key_F9)
            self.press(KEY.Key_Return)

    def play_a_turn(self) -> None:
        live, turn = self.window.live, self.window.live.state.turn
        while live.state.turn == turn and not live.ended:
            self.look_about()
            if isinstance(live.next_thing, TakeOrders | TakeSignatures) and live.proposal is None:
                self.hand_round()
            self.press(KEY.Key_Return, CTRL)
            if live.proposal is not None and live.proposal.asks is not None:
                assert live.answer(1, "?")
        self.let_time_pass()

    def holds(self) -> float:
        """Return the megabytes that the program holds, without what it has given back."""
        gc.collect()
        libc = ctypes.CDLL("libc.so.6")
        libc.malloc_trim(0)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * 4096 / 1e6


def main(folder: Path, turns: int) -> None:
    control_room.datetime = wall_window.datetime = Later  # type: ignore[attr-defined,misc,assignment]
    day = Day(folder)
    found = []
    live = day.window.live
    while live.state.turn < turns and not live.ended:
        day.play_a_turn()
        found.append((live.state.turn, len(live.history.entries), day.holds(), len(day.app.allWidgets())))
    day.window.close()
    print(json.dumps(found))  # noqa: T201 -- the measurement


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
