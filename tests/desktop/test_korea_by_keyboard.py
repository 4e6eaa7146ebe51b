"""The flagship from home to its review through real windows: every act is a key, the session is only looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from wargame import paths
from wargame.desktop.main_window import MainWindow
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.preferences import Kept
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.referee.adjustment import Argue, CloseArguments, Decide, TakeDice
from wargame.referee.ruling import ImprovisedSubject, Rolled
from wargame.referee.turn import RuleOrder, TakeOrders, TakeSignatures
from wargame.session import entries as kinds
from wargame.session.conduct import Session
from wargame.session.verification import verify

CANARY = "ochre-heron-451"
NAMES = {"us": "Kim, Alvarez", "dprk": "Okafor, Lindqvist", "rok": "Tanaka", "prc": "Moreau"}
FIRST_ORDERS = {
    1: ("Reach out", "Full-scale"),
    2: ("Short-range", "Expand an undeclared"),
    3: ("Shuttle",),
    4: ("Host",),
}
MORE_ORDERS = {
    1: ("Humanitarian", "Publicly build"),
    2: ("Answer and agree", "Unilateral"),
    3: ("Shuttle",),
    4: ("Fuel",),
}


def both_exercises() -> tuple[Path, ...]:
    return tuple(paths.shipped("exercises") / name for name in ("first_steps", "korea"))


class Facilitator:
    """Someone at the laptop without a mouse."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.strokes = 0

    # -- keys ------------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the keyboard is: a menu, a field, the window."""
        for key in keys:
            stroke = QKeySequence(key)[0]
            where = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
            QTest.keyClick(where, stroke.key(), stroke.keyboardModifiers())
            self.settle()
            self.strokes += 1

    def mnemonic(self, key: str) -> None:
        """Press the letter of a button: it is seen to be pressed before it acts."""
        self.press(key)
        QTest.qWait(150)
        self.settle()

    def type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, words)
        self.settle()
        self.strokes += len(words)

    @staticmethod
    def settle() -> None:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    # -- what is looked at -----------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        live = self.window.live
        assert live is not None
        return live.session

    @property
    def comes_next(self) -> type:
        return type(self.session.next_thing)

    @property
    def step(self) -> str:
        """Return what the filled button says."""
        room = self.window._room
        assert room is not None
        return room.bar.primary.accessibleName()

    @property
    def keyboard(self) -> str:
        """Return the name of what has the keyboard."""
        focus = QApplication.focusWidget()
        return "" if focus is None else focus.accessibleName()

    def last(self, kind: type) -> object:
        """Return what the last entry of a kind says; it must be among the last few."""
        return next(entry.body for entry in reversed(self.session.history.entries[-4:]) if isinstance(entry.body, kind))

    # -- acts ------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """From home: choose the exercise, say who sits where, give a seed."""
        self.press("Ctrl+N")
        while not self.keyboard.startswith("First steps"):
            self.press("Shift+Tab")
        self.press("Right", "Tab")
        assert self.keyboard == "Title of the session"
        for names in NAMES.values():
            self.press("Tab")
            self.type(names)
        self.press("Tab", "Space", "Tab", "Tab", "Tab")
        assert self.keyboard == "Seed of the dice"
        self.type("seven")
        self.press("Ctrl+Return")
        assert self.session.created.seats == NAMES
        assert self.session.created.seed == "seven"

    def seat(self, number: int) -> SeatPage:
        """Hand the laptop over, and be there."""
        self.press(f"Ctrl+{number}")
        assert self.window.hot_seat is not None
        assert isinstance(self.window.hot_seat.page, Curtain)
        self.press("Return")
        page = self.window.hot_seat.page
        assert isinstance(page, SeatPage)
        return page

    def take_back_the_laptop(self) -> None:
        assert self.window.hot_seat is not None
        if isinstance(self.window.hot_seat.page, SeatPage):
            self.press("F9")
        self.press("Return")
        assert self.window.hot_seat.page is None

    def orders(self, number: int, moves: tuple[str, ...]) -> None:
        """Let a seat find its moves, say why in secret, and seal them."""
        self.seat(number)
        for move in moves:
            assert self.window.hot_seat is not None
            page = self.window.hot_seat.page
            if not isinstance(page, SeatPage):
                break
            if self.keyboard != "Find a move":
                self.press("/")
            self.type(move)
            self.press("Down", "Return")
            while self.keyboard != "What do you want from it?":
                self.press("Tab")
            self.type(CANARY)
            self.press("Ctrl+Return", "Ctrl+Return")
        self.take_back_the_laptop()

    def rule(self) -> None:
        """Rule what comes next: propose, have the dice fall, commit; questions are left to the dice or answered."""
        for _ in range(12):
            words = self.step
            before = len(self.session.history.entries)
            if words.startswith("Hand over"):
                self.press("Ctrl+Return", "Return", "Space", "Ctrl+Return")
                self.take_back_the_laptop()
            elif words.startswith("Waiting"):
                self.press("Space")
                if len(self.session.history.entries) == before:
                    self.press("Return")
            else:
                self.press("Ctrl+Return")
            if words == "Commit":
                return
            assert self.session.proposal is not None or len(self.session.history.entries) > before, words

    def go_on(self) -> None:
        """Take the next step, whatever it is."""
        if self.session.proposal is not None or self.comes_next is RuleOrder:
            self.rule()
        else:
            self.press("Ctrl+Return")


@pytest.fixture
def facilitator(qtbot: QtBot, theme: Theme, wargame_home: Path, no_flashes: None) -> Iterator[Facilitator]:
    kept = Kept(wargame_home / "preferences.json")
    kept.choose("light")
    window = MainWindow(theme, kept, both_exercises)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.library_checked, timeout=60_000):
        window.show()
    window.activateWindow()
    yield Facilitator(qtbot, window)
    window.close()
    kept.deleteLater()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)  # menus without a screen
def test_the_whole_of_korea_is_played_by_keyboard_and_looked_back_at(facilitator: Facilitator) -> None:
    one = facilitator
    one.begin()
    choose_a_secret_card(one)
    one.press("Ctrl+Return")
    assert one.session.state.turn == 1, "StartEx"
    first_turn(one)
    second_turn(one)
    merge_the_third_into_the_fourth(one)
    play_out(one)
    look_back(one)


def choose_a_secret_card(one: Facilitator) -> None:
    one.seat(1)
    one.press("Space", "Ctrl+Return")
    one.take_back_the_laptop()
    assert "us.scorecard" in one.session.state.cards


def first_turn(one: Facilitator) -> None:
    """News, a text signed, orders of all seats, one on paper and late; the queue; a contested move."""
    one.press("Ctrl+Return")
    assert one.comes_next is TakeSignatures
    one.press("Alt+U", "Space", "Tab", "Space")
    while one.comes_next is not TakeSignatures:
        one.rule()
    assert one.session.state.pacts["military_accord"].status == "in force"
    one.press("Ctrl+Return", "Ctrl+Return")
    assert one.comes_next is TakeOrders
    for number in (1, 2, 3):
        one.orders(number, FIRST_ORDERS[number])
    an_order_on_paper(one)
    assert CANARY not in repr(one.session.room_view())
    assert one.step == "Close orders · 4 of 4 in"
    one.press("Ctrl+Return", "Ctrl+Return")
    assert one.comes_next is RuleOrder
    hold_one_and_commit_the_plain_ones(one)
    argue_a_contested_move(one)
    type_physical_dice(one)
    while one.session.state.turn == 1:
        one.go_on()


def an_order_on_paper(one: Facilitator) -> None:
    """The fourth seat gave its order by word at ten past nine."""
    one.press("Ctrl+K")
    one.type("Host talks")
    one.press("Return")
    while one.keyboard != "Given at":
        one.press("Shift+Tab")
    one.type("00:01")
    one.press("Ctrl+Return")
    entry = one.session.history.entries[-1]
    assert isinstance(entry.body, kinds.OrderGiven)
    assert (entry.by, entry.on_behalf) == ("white cell", "prc")
    assert entry.happened_at
    assert entry.happened_at < entry.recorded_at


def hold_one_and_commit_the_plain_ones(one: Facilitator) -> None:
    first = one.session.state.orders[0].id
    one.press("Ctrl+H")
    one.type("They confer")
    one.press("Return")
    assert one.session.state.orders[-1].id == first
    waiting = len(one.session.state.orders)
    one.press("Ctrl+Shift+Return")
    left = one.session.state.orders
    assert 0 < len(left) < waiting
    assert one.session.proposal is None


def argue_a_contested_move(one: Facilitator) -> None:
    """Said, may they, decided otherwise, argued from both sides, locked, rolled, committed: few keys, few seconds."""
    one.press("Ctrl+Return")
    assert one.step == "Roll the dice"
    before = one.strokes
    one.mnemonic("Alt+O")
    while one.keyboard != "Decide otherwise":
        one.press("Shift+Tab")
    one.press("Space")
    while not isinstance(box := QApplication.focusWidget(), QComboBox):
        one.press("Tab")
    while "arguments" not in box.currentText():
        one.press("Down")
    one.press("Tab")
    one.type("Expert view")
    one.press("Return")
    assert one.keyboard == "Argument"
    one.type("Both trust the go-between")
    one.press("Return")
    one.mnemonic("Alt+G")
    one.type("Nobody answers")
    one.press("Return")
    one.mnemonic("Alt+C")
    assert one.step == "Commit"
    ruling = one.session.proposal
    assert ruling is not None
    made = [type(adjustment) for adjustment in ruling.adjustments]
    assert made == [Decide, Argue, Argue, CloseArguments]
    one.press("Ctrl+Return")
    typed = len("Expert view" + "Both trust the go-between" + "Nobody answers")
    assert one.strokes - before - typed <= 20, "about twenty keys besides the words: well below ninety seconds"


def type_physical_dice(one: Facilitator) -> None:
    """Somebody throws real dice; what lies on the table counts, and nobody has seen another roll."""
    one.press("Ctrl+Return")
    assert one.step == "Roll the dice"
    while one.keyboard != "Dice…":
        one.press("Tab")
    one.press("Space")
    ruling = one.session.proposal
    assert ruling is not None
    one.type("6 5" if isinstance(ruling.rolls[0], Rolled) else "35")
    one.press("Return")
    ruling = one.session.proposal
    assert ruling is not None
    assert isinstance(ruling.adjustments[-1], TakeDice)
    assert one.step == "Commit"
    one.press("Ctrl+Return")


def second_turn(one: Facilitator) -> None:
    """Injects, a pause, time, notes, corrections, what nobody foresaw, and the way back."""
    one.press("Ctrl+Return")
    run_the_injects(one)
    keep_the_time(one)
    write_down_and_set_right(one)
    go_back_and_forth(one)
    while one.comes_next is not TakeOrders:
        one.go_on()
    for number, moves in MORE_ORDERS.items():
        one.orders(number, moves)
    while one.session.state.turn == 2:
        one.go_on()


def run_the_injects(one: Facilitator) -> None:
    state = one.session.state
    one.press("Alt+I")
    due = [inject.id for inject in one.session.exercise.injects if inject.id not in state.injects and inject.due_turn]
    assert one.keyboard.startswith("Inject"), one.keyboard
    one.press("S")
    one.type("Too much at once")
    one.press("Return")
    assert one.session.state.injects[due[0]] == "skipped"
    one.press("Home", "L")
    one.type("Wait for the talks")
    one.press("Return")
    (put_off,) = one.session.state.deferred
    one.press("Home", "D", "Return")
    delivered = [name for name, how in one.session.state.injects.items() if how == "delivered" and name in due]
    assert len(delivered) == 1
    assert put_off not in delivered
    one.press("Ctrl+Shift+I")
    one.type("A balloon lands in Paju")
    one.press("Ctrl+Return", "Ctrl+Return")
    assert "A balloon lands in Paju" in [item.headline for item in one.session.room_view().news]


def keep_the_time(one: Facilitator) -> None:
    one.press("Ctrl+Alt+Up")
    assert one.last(kinds.ClockSet).running  # type: ignore[attr-defined]
    one.press("Ctrl+Shift+P")
    one.type("Coffee")
    one.press("Return")
    assert one.session.paused is not None
    assert one.session.paused.reason == "Coffee"
    one.press("Ctrl+Shift+P")
    assert one.session.paused is None


def write_down_and_set_right(one: Facilitator) -> None:
    one.press("Ctrl+Shift+N")
    one.type("Seoul keeps asking who verifies")
    one.press("Ctrl+Return")
    assert one.last(kinds.NoteTaken).text == "Seoul keeps asking who verifies"  # type: ignore[attr-defined]
    one.press("Ctrl+Alt+S")
    assert one.last(kinds.NoteTaken).tags == ("strength",)  # type: ignore[attr-defined]
    one.press("Ctrl+E")
    one.press("Ctrl+A")
    one.type("5")
    one.press("Tab")
    one.type("Miscounted")
    one.press("Return")
    assert one.session.state.tracks["tension"] == 5
    one.press("Ctrl+I")
    one.type("A defector speaks on television")
    one.press("Ctrl+Return")
    ruling = one.session.proposal
    assert ruling is not None
    assert isinstance(ruling.subject, ImprovisedSubject)
    one.rule()


def go_back_and_forth(one: Facilitator) -> None:
    before, turn = one.session.state, one.session.state.turn
    for _ in range(4):
        one.press("Ctrl+Z")
    assert one.session.state != before
    for _ in range(4):
        one.press("Ctrl+Shift+Z")
    assert one.session.state == before
    one.press("Ctrl+Alt+Z", "O", "Down", "Return")
    assert one.last(kinds.TurnReopened) == kinds.TurnReopened(turn - 1)
    one.press("Ctrl+Shift+Z")
    assert one.session.state == before
    one.press("Ctrl+Shift+B")
    one.type("what if")
    one.press("Return")
    assert one.session.history.now.line == "what if"
    one.press("Ctrl+Alt+Z", "L", "Return")
    assert one.session.history.now.line == ""
    assert one.session.state == before
    assert set(one.session.history.lines) == {"what if"}


def merge_the_third_into_the_fourth(one: Facilitator) -> None:
    one.press("Alt+T", "M")
    one.type("Lunch came late")
    one.press("Return")
    while one.session.state.turn == 3:
        one.go_on()
    assert any(isinstance(entry.body, kinds.TurnsMerged) for entry in one.session.history.entries)


def play_out(one: Facilitator) -> None:
    """The seats are handed the laptop once more; then the white cell goes on to the end."""
    handed = False
    for _ in range(400):
        if one.session.ended:
            break
        if one.comes_next is TakeOrders and not handed and one.session.proposal is None:
            for number, moves in FIRST_ORDERS.items():
                one.orders(number, moves[:1])
            handed = True
        one.go_on()
    assert one.session.ended, "EndEx"
    assert one.session.state.ending
    assert one.session.state.turn == 8
    assert CANARY not in repr(one.session.room_view())


def look_back(one: Facilitator) -> None:
    """Into the review, home, and from its card into the review again; the file verifies and stays as it is."""
    path, length = one.session.path, len(one.session.history.entries)
    assert path is not None
    assert one.step == "Look back"
    one.press("Ctrl+Return")
    review = one.window._pages.currentWidget()
    assert isinstance(review, ReviewPage)
    before = review.seq
    one.press("Left", "Left")
    assert review.seq < before
    one.press("Ctrl+W")
    assert one.window.live is None
    kept = path.read_bytes()
    found = verify(path)
    assert (found.problems, found.differences, found.entries) == ((), (), length + 1)
    shelf = one.window.home.shelf
    one.qtbot.waitUntil(lambda: len(shelf.session_cards) == 1, timeout=10_000)
    while QApplication.focusWidget() is not shelf.session_cards[0].act:
        one.press("Tab")
    one.press("Space")
    again = one.window._pages.currentWidget()
    assert isinstance(again, ReviewPage)
    assert one.session.read_only
    one.press("Left")
    one.press("Ctrl+W")
    assert path.read_bytes() == kept
