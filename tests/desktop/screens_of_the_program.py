"""Every screen of the program, each with a way to make it; a screen that is added is added here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import dedent

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from tests.desktop import examples, sessions, valley
from tests.desktop.test_home import BROKEN, GOOD, WARNED, home_page
from tests.desktop.test_why_moved import PLAY
from wargame import paths
from wargame.desktop import label_packs
from wargame.desktop.coach import Coach
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.guide import Guide
from wargame.desktop.home.new_session import NewSession
from wargame.desktop.key_card import KeyCard
from wargame.desktop.live_session import LiveSession
from wargame.desktop.main_window import MainWindow
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.note_over import NoteOver
from wargame.desktop.palette import Palette
from wargame.desktop.participant.briefing import Briefing
from wargame.desktop.participant.curtain import Curtain, Holder
from wargame.desktop.participant.draft import Draft
from wargame.desktop.participant.seat_page import SeatPage, Spot
from wargame.desktop.preferences import Kept
from wargame.desktop.preferences_page import PreferencesPage
from wargame.desktop.print_kit import PrintKit
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.sign import Sign
from wargame.desktop.style import Theme
from wargame.desktop.wall import Wall
from wargame.desktop.wall_scenes import Scene
from wargame.exercise.reader import read_play
from wargame.referee.turn import RuleOrder
from wargame.session.clock import moment
from wargame.session.conduct import Session
from wargame.session.history import History
from wargame.session.scripted import Script

RESOURCES = paths.shipped("resources")
DRAFT = Draft("propose_talks", "upper", "Our gates open in May.", "They share the gauges first.")


@dataclass
class Making:
    """What a screen is made with, and what has to live as long as it does."""

    theme: Theme
    folder: Path
    kept: list[object] = field(default_factory=list)

    def live(self, turn: int = 2, kind: type | None = None, *, over: bool = False) -> LiveSession:
        """Return the water session, played so far, each entry a minute after the one before."""
        made = sessions.live_session(self.folder)
        if over:
            sessions.play_to_the_end(made)
        elif kind is not None:
            sessions.play_until(made, turn, kind)
        else:
            sessions.play_until(made, turn)
        sessions.fix_times(made)
        self.kept.append(made)
        return made


def _room(making: Making, live: LiveSession, panel: str = "") -> ControlRoom:
    made = ControlRoom(making.theme, live, lambda: moment(live.history.entries[-1].recorded_at))
    if panel:
        made.tabs.setCurrentWidget(getattr(made, panel))
    return made


def _orders(making: Making) -> QWidget:
    live = making.live()
    sessions.give_orders(live)
    sessions.fix_times(live)
    return _room(making, live)


def _ruling(making: Making) -> QWidget:
    live = making.live(1, RuleOrder)
    assert live.propose()
    sessions.fix_times(live)
    return _room(making, live)


def _panel(name: str) -> Callable[[Making], QWidget]:
    return lambda making: _room(making, making.live(), name)


def _notes(making: Making) -> QWidget:
    live = making.live()
    for words, tag in (("Who hands over the list first?", "parking lot"), ("They heard each other out.", "strength")):
        assert live.do(lambda session, words=words, tag=tag: session.note(words, 8, tags=(tag,)))
    sessions.fix_times(live)
    entries = [replace(entry, happened_at=entry.recorded_at) for entry in live.history.entries]
    live.session._history = History(live.exercise, entries)
    return _room(making, live, "notes")


def _command(name: str) -> Callable[[Making], QWidget]:
    """Return the control room after one of its commands."""

    def made(making: Making) -> QWidget:
        room = _room(making, making.live())
        room.keys.actions[name].trigger()
        return room

    return made


def _unseen(making: Making) -> QWidget:
    """Return the control room with the breaches that nobody saw in the valley."""
    script = Script(
        Session.in_memory(valley.valley(), seed="bars"), read_play("plays/unseen.yaml", dedent(PLAY), valley.valley())
    )
    next(script.turns())
    live = LiveSession(script.session)
    sessions.fix_times(live)
    making.kept.append(live)
    room = _room(making, live)
    room.keys.actions["unseen"].trigger()
    return room


def _palette(making: Making) -> QWidget:
    """Return an empty page with the palette that the window would show over it."""
    making.live().close()
    kept = Kept(making.folder / "preferences.json")
    window = MainWindow(making.theme, kept, tuple)
    making.kept.append(kept)
    window.actions_.fill()
    window.open_path(making.folder / "water.wargame")
    window.actions_.action("palette").trigger()
    (real,) = window.findChildren(Palette)
    page = QWidget()
    page.setProperty("role", "page")
    page.resize(1280, 720)
    palette = Palette(making.theme, page, real._things)
    palette.open()
    palette.field.setText("hand")
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return page


def _wall(making: Making) -> QWidget:
    """Return the control room as it directs a wall."""
    live = making.live()
    room = _room(making, live, "wall")
    moment_shown = moment(live.history.entries[-1].recorded_at)
    own = Theme(RESOURCES, dark=True, parent=live)
    wall = Wall(own, live, lambda: "", tuple, lambda: moment_shown)
    wall.introduce(room.wall)
    making.kept.append(wall)
    room.resize(1280, 720)
    room.show()
    QApplication.processEvents()
    wall.preview(Scene.CLOCK)
    room.wall.looked_at.emit()
    return room


def _curtain(making: Making) -> QWidget:
    holder = Holder("Lower Varn", "Tanaka, Lindqvist", examples.DOWNSTREAM)
    return Curtain(making.theme, "Water in the valley", "Season 3 of 8 · Moves", holder)


def _seat(making: Making) -> QWidget:
    return SeatPage(making.theme, examples.seat_view(), "Tanaka, Lindqvist", DRAFT.to_text())


def _sealing(making: Making) -> QWidget:
    page = SeatPage(making.theme, examples.seat_view(), "Tanaka, Lindqvist", DRAFT.to_text())
    page.main_step()
    return page


def _note_over(below: Callable[[Making], QWidget], why: str = "") -> Callable[[Making], QWidget]:
    """Return a page with the line for a note over it; `why` it was not kept."""

    def made(making: Making) -> QWidget:
        page = below(making)
        page.resize(1280, 720)
        page.show()
        QApplication.processEvents()
        line = NoteOver(making.theme, page, lambda _words, _tags: why)
        line.open()
        line.field.setText("Who hands over the list first?")
        line.tags["quote"].setChecked(True)
        if why:
            line.take.click()
        return page

    return made


def _agreements(making: Making) -> QWidget:
    view = examples.signing_view()
    return SeatPage(making.theme, view, "Tanaka, Lindqvist", "", Spot("agreements"), lambda _text, _levels: None)


def _question(making: Making) -> QWidget:
    view = examples.seat_view(question=examples.QUESTION)
    return SeatPage(making.theme, view, "Tanaka, Lindqvist", "", Spot("question"))


def _cards(making: Making) -> QWidget:
    view = examples.seat_view(cards=examples.CARDS)
    return SeatPage(making.theme, view, "Tanaka, Lindqvist", "", Spot("cards"))


def _seat_briefing(making: Making) -> QWidget:
    return Briefing(making.theme, "Briefing: Lower Varn", examples.BRIEFING)


def _review(page: int, side: int) -> Callable[[Making], QWidget]:
    def made(making: Making) -> QWidget:
        live = making.live(over=True)
        review = ReviewPage(making.theme, live.session)
        review.go(len(live.history.entries) - 4)
        review.pages.setCurrentIndex(page)
        review.sides.setCurrentIndex(side)
        return review

    return made


def _entry(making: Making) -> QWidget:
    return MoveEntry(making.theme, making.live(), "harbour")


def _kit(making: Making) -> QWidget:
    live = making.live()
    return PrintKit(making.theme, live.exercise, live.session, "OFFICIAL")


def _preferences(making: Making) -> QWidget:
    kept = Kept(making.folder / "preferences.json")
    making.kept.append(kept)
    return PreferencesPage(
        making.theme,
        kept,
        Path("/home/kim/.local/share/wargame"),
        label_packs.packs(RESOURCES / "labels"),
        languages={"en": "English", "fr": "Français"},
    )


def _form(making: Making) -> QWidget:
    return NewSession(making.theme, (GOOD, WARNED, BROKEN), GOOD, Path("/home/kim/wargame/sessions"))


def _about(making: Making) -> QWidget:
    return Briefing(making.theme, "About", "# wargame\n\nNothing leaves this computer.", "&Back")


def _coach(making: Making) -> QWidget:
    """Return the control room in a window, with the sign at its foot and a mark of the sample."""
    live = making.live()
    window, pages = QMainWindow(), QStackedWidget()
    window.setCentralWidget(pages)
    pages.addWidget(_room(making, live))
    sign = Sign(making.theme, live)
    sign.show_marking("OFFICIAL")
    window.setStatusBar(sign)
    making.kept.append(Coach(making.theme, window, pages, live))
    return window


SCREENS: dict[str, Callable[[Making], QWidget]] = {
    "home": lambda making: home_page(making.theme),
    "new-session": _form,
    "preferences": _preferences,
    "guide": lambda making: Guide(making.theme, RESOURCES / "guide", "preferences"),
    "keys": lambda making: KeyCard(making.theme),
    "about": _about,
    "print-kit": _kit,
    "control-room-orders": _orders,
    "control-room-ruling": _ruling,
    "control-room-injects": _panel("injects"),
    "control-room-log": _panel("log"),
    "control-room-notes": _notes,
    "control-room-briefings": _panel("briefings"),
    "control-room-wall": _wall,
    "control-room-tracks": _command("tracks"),
    "control-room-table": _command("table"),
    "control-room-why": _command("why"),
    "control-room-unseen": _unseen,
    "sample": _coach,
    "palette": _palette,
    "move-entry": _entry,
    "move-entry-note": _note_over(_entry, "Not saved: the disk is full. Make room, then try again."),
    "curtain": _curtain,
    "seat": _seat,
    "seat-sealing": _sealing,
    "seat-agreements": _agreements,
    "seat-question": _question,
    "seat-cards": _cards,
    "seat-note": _note_over(_seat),
    "seat-briefing": _seat_briefing,
    "review": _review(0, 0),
    "review-timeline": _review(1, 1),
}
