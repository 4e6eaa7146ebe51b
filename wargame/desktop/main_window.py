"""The window: introduces the pages to one another, and does nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget

import wargame
from wargame import paths
from wargame.desktop.actions import Actions
from wargame.desktop.aside import Aside
from wargame.desktop.background import Background
from wargame.desktop.dropped import session_in
from wargame.desktop.home.home_page import HomePage
from wargame.desktop.passing import Passing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from wargame.desktop.coach import Coach
    from wargame.desktop.facilitator.control_room import ControlRoom
    from wargame.desktop.home.library import Finding
    from wargame.desktop.hot_seat import HotSeat
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.preferences import Kept
    from wargame.desktop.screens import Display
    from wargame.desktop.session_files import Refusal, Request
    from wargame.desktop.sign import Sign
    from wargame.desktop.style import Theme
    from wargame.desktop.wall import Wall
    from wargame.session.conduct import Session

SMALLEST = QSize(1024, 640)
USUAL = QSize(1440, 900)


class MainWindow(QMainWindow):
    """Home, the control room, the seats' pages and the review, one at a time."""

    library_checked = Signal()
    """Every exercise has been read and checked."""

    def __init__(self, theme: Theme, kept: Kept, folders: Callable[[], tuple[Path, ...]] = paths.exercises) -> None:
        """`folders` says which exercises there are."""
        super().__init__()
        self._folders = folders
        self._theme = theme
        self._kept = kept
        self._background = Background(self)
        self._pages = QStackedWidget()
        self.live: LiveSession | None = None
        self.hot_seat: HotSeat | None = None
        self.wall: Wall | None = None
        self._sign: Sign | None = None
        self._coach: Coach | None = None
        self._room: ControlRoom | None = None
        self._over = Passing(self._pages, lambda: self._room, self.show_control_room)
        self._remedy: Callable[[], Session | Refusal] | None = None
        self.anew = False
        """Whether another window takes its place, with the same session."""
        self.setCentralWidget(self._pages)
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self.setWindowTitle("wargame")
        self.setAcceptDrops(True)
        self.home = HomePage(theme, wargame.__version__)
        self._pages.addWidget(self.home)
        self.aside = Aside(theme, kept, self._over.show, self._back)
        self.actions_ = Actions(self, self._act)
        self._connect_home()

    @staticmethod
    def displays() -> tuple[Display, ...]:
        """Return which displays there are."""
        from wargame.desktop.screens import connected  # noqa: PLC0415 -- home is painted before it is loaded

        return connected()

    # ------------------------------------------------------------------------------------------------------ sessions

    def open_path(self, path: Path) -> None:
        """Open a session file; what cannot be opened is told on the home page."""
        from wargame.desktop import sample, session_files  # noqa: PLC0415 -- home is painted before it is loaded

        self._enter(sample.begun() if sample.is_sample(path) else session_files.opened(path))

    def start_session(self, request: Request) -> None:
        """Start a session with what is in the form."""
        from wargame.desktop import session_files  # noqa: PLC0415 -- the same
        from wargame.desktop.home.new_session import NewSession  # noqa: PLC0415 -- the same

        outcome = session_files.create(request)
        form = self._over.page
        if isinstance(outcome, session_files.Refusal) and isinstance(form, NewSession):
            form.notice.say(outcome.sentence)
        else:
            self._enter(outcome)

    def close_session(self) -> None:
        """Let go of the session and go home."""
        self._over.drop()
        if self.hot_seat is not None:
            self.hot_seat.close()
            self.hot_seat.deleteLater()
            self.hot_seat = None
        if self.wall is not None:
            self.wall.close()
            self.wall = None
        if self._room is not None:
            self.actions_.release()
            self._over.remove(self._room)
            self._room = None
        if self.live is not None:
            self._let_go(self.live)
        self.actions_.silence(silent=False)
        self.actions_.allow(session=False)
        self._sign = None
        self.setStatusBar(None)  # type: ignore[arg-type]  # Qt takes None, its stub does not say so
        self.setWindowTitle("wargame")
        self.show_home()

    def _enter(self, outcome: Session | Refusal) -> None:
        from wargame.desktop.session_files import Refusal  # noqa: PLC0415 -- the same

        if isinstance(outcome, Refusal):
            self._refuse(outcome)
            return
        from wargame.desktop.coach import accompany  # noqa: PLC0415 -- loaded when there is a session
        from wargame.desktop.hot_seat import HotSeat  # noqa: PLC0415 -- the same
        from wargame.desktop.label_packs import chosen  # noqa: PLC0415 -- the same
        from wargame.desktop.live_session import LiveSession  # noqa: PLC0415 -- the same
        from wargame.desktop.sign import Sign  # noqa: PLC0415 -- the same

        # A session named at the start is shown before home has ever been painted.
        self.home.complete()
        self.actions_.fill()
        self.close_session()
        self.home.shelf.notice.hide()
        words, spoilt = chosen(self._kept.words)
        self.live = LiveSession(outcome, self, words)
        if not outcome.read_only:
            self.hot_seat = HotSeat(self._theme, self.live, self._pages)
            self.hot_seat.covered.connect(self._cover)
            self.hot_seat.returned.connect(self._uncover)
            self.hot_seat.shown.connect(self._over.reach)
        self._sign = Sign(self._theme, self.live)
        self.setStatusBar(self._sign)
        self._coach = accompany(self._theme, self, self._pages, self.live)
        self.actions_.allow(session=True)
        self.setWindowTitle(f"{outcome.created.title} — wargame")
        if outcome.read_only:
            self.show_review()
        else:
            self.show_control_room()
        for sentence in (*spoilt, *(outcome.recovered.sentences if not outcome.read_only else ())):
            self.problem(sentence, "warn")

    def _let_go(self, live: LiveSession) -> None:
        from wargame.desktop import sample  # noqa: PLC0415 -- the same

        if self._coach is not None:
            self._coach.leave()
        self._coach = self.live = None
        sample.close(live, keep=self.anew)

    def _refuse(self, refusal: Refusal) -> None:
        """Say at home why a session was not opened, and offer what can be done about it."""
        self._remedy = refusal.remedy
        self.show_home()
        self.home.shelf.notice.say(refusal.sentence, verb=refusal.verb)

    def _try_remedy(self) -> None:
        if self._remedy is not None:
            self._enter(self._remedy())

    # --------------------------------------------------------------------------------------------------------- pages

    def show_home(self) -> None:
        """Show the home page; a session stays open behind it."""
        self._over.drop()
        self._pages.setCurrentWidget(self.home)
        self._list_sessions()

    def show_control_room(self) -> None:
        """Show the facilitator's page of the session that is open."""
        if self.live is None:
            return
        from wargame.desktop.facilitator.control_room import ControlRoom  # noqa: PLC0415 -- the same

        self._over.drop()
        if self._room is None:
            room = ControlRoom(self._theme, self.live)
            room.hand_over_requested.connect(self._hand_over)
            room.home_requested.connect(self.show_home)
            room.review_requested.connect(self.show_review)
            room.enter_move_requested.connect(self._enter_move)
            self._room = room
            self._introduce_wall(room)
            self.actions_.adopt(room.keys.actions)
            self._pages.addWidget(room)
            self._over.reach(self.home)
        self._pages.setCurrentWidget(self._room)
        # The keys of the room work while the keyboard is in it, and where it is has to be seen.
        self._room.keys.take_keyboard()

    def _introduce_wall(self, room: ControlRoom) -> None:
        """Let the control room direct the wall."""
        if self.live is None:
            return
        from wargame.desktop.wall import directed  # noqa: PLC0415 -- the same

        self.wall = wall = directed(self.live, room.wall, lambda: self.screen().name(), self.displays)
        wall.opened.connect(self._over.reach)
        wall.changed.connect(lambda: self._sign.show_marking(wall.marking) if self._sign else None)

    def show_review(self) -> None:
        """Show the session as a reviewer sees it."""
        if self.live is None:
            return
        from wargame.desktop.reviewer.review_page import ReviewPage  # noqa: PLC0415 -- the same

        page = ReviewPage(self._theme, self.live.session)
        page.home_requested.connect(self.show_home)
        if hasattr(page, "control_room_requested"):
            page.control_room_requested.connect(self.show_control_room)
        self._over.show(page)

    def problem(self, sentence: str, tone: str = "bad") -> None:
        """Say what went wrong in an inline bar on the page that is shown."""
        page = self._pages.currentWidget()
        notice = getattr(page, "notice", None) or self.home.shelf.notice
        notice.say(sentence, tone)

    def _back(self) -> None:
        """Leave a passing page for the one before it."""
        self._over.back(self.home)

    # ---------------------------------------------------------------------------------------------------------- home

    def _connect_home(self) -> None:
        home = self.home
        home.painted.connect(self._fill_home)
        home.new_session_wanted.connect(self._show_form)
        home.open_wanted.connect(self._choose_file)
        home.session_wanted.connect(lambda path: self.open_path(Path(path)))
        home.sample_wanted.connect(self._start_sample)
        home.guide_wanted.connect(self.aside.show_guide)
        home.preferences_wanted.connect(self.aside.show_preferences)
        home.dark_wanted.connect(self.aside.change_shade)
        home.notice_acted.connect(self._try_remedy)

    def _fill_home(self) -> None:
        """After the first paint: what takes time is read in the background."""
        from wargame.desktop.home import library  # noqa: PLC0415 -- the same

        self.actions_.fill()
        self._list_sessions()
        folders = self._folders()
        self.home.shelf.show_exercises(folders)
        for folder in folders:
            self._background.run(partial(library.examined, folder), self.home.shelf.show_finding)
        self._background.run(lambda: None, lambda _nothing: self.library_checked.emit())

    def _list_sessions(self) -> None:
        from wargame.desktop import session_files  # noqa: PLC0415 -- the same

        self._background.run(session_files.listed, self.home.show_sessions)

    def _show_form(self, chosen: Finding | None) -> None:
        from wargame.desktop import session_files  # noqa: PLC0415 -- the same
        from wargame.desktop.home.new_session import NewSession  # noqa: PLC0415 -- the same

        form = NewSession(self._theme, self.home.shelf.findings(), chosen, session_files.sessions_folder())
        form.start_wanted.connect(self.start_session)
        form.cancelled.connect(self._back)
        self._over.show(form)

    def _start_sample(self) -> None:
        from wargame.desktop import sample  # noqa: PLC0415 -- the same

        if self.live is not None and sample.is_sample(self.live.path):
            self.show_control_room()
        else:
            self._enter(sample.begun())

    def _choose_file(self) -> None:
        from wargame.desktop import session_files  # noqa: PLC0415 -- the same

        chosen = session_files.chosen(self)
        if chosen is not None:
            self.open_path(chosen)

    # ------------------------------------------------------------------------------------------------------ commands

    def _act(self, name: str) -> None:
        """Carry out a command of the menu bar."""
        acts: dict[str, Callable[[], object]] = {
            "new": lambda: self._show_form(None),
            "open": self._choose_file,
            "copy": self._save_copy,
            "print": lambda: self.aside.show_print_kit(self.live) if self.live else None,
            "close": self.close_session,
            "quit": self.close,
            "home": self.show_home,
            "control_room": self.show_control_room,
            "review": self.show_review,
            "hide": lambda: self.hot_seat.hide() if self.hot_seat else None,
            "dark": self.aside.change_shade,
            "full_screen": lambda: self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen),
            "preferences": self.aside.show_preferences,
            "briefings": lambda: self.aside.show_briefings(self.live) if self.live else None,
            "folder": self.aside.open_exercises,
            "palette": self._show_palette,
            "guide": lambda: self.aside.show_guide_about(self.focusWidget()),
            "keys": self.aside.show_keys,
            "about": self.aside.show_about,
        }
        acts[name]()

    def _show_palette(self) -> None:
        """Find anything by a few letters; whoever has the laptop at a seat does not."""
        from wargame.desktop.palette_things import Window, open_palette  # noqa: PLC0415 -- the same

        if self.hot_seat is None or self.hot_seat.page is None:
            at_home = self._pages.currentWidget() is self.home
            open_palette(Window(self, self._theme, self._pages, self.actions_, self.aside, self.live, at_home,
                                lambda: self._room, self.show_control_room, self._enter_move))  # fmt: skip

    def _enter_move(self, actor: str, move: str = "") -> None:
        """Let the facilitator enter a move for a seat that gave it by word or on paper."""
        if self.live is None:
            return
        from wargame.desktop.move_entry import MoveEntry  # noqa: PLC0415 -- loaded when there is a session

        entry = MoveEntry(self._theme, self.live, actor, move)
        entry.closed.connect(self.show_control_room)
        self._over.show(entry)

    def _hand_over(self, actor: str) -> None:
        from wargame.desktop.screens import refusal  # noqa: PLC0415 -- loaded when there is a session

        refused = refusal(self.displays())
        if refused:
            self.problem(refused, "warn")
        elif self.hot_seat is not None:
            self._over.drop()
            self.hot_seat.hand_over(actor)

    def _cover(self) -> None:
        self.actions_.silence(silent=True)
        self.setWindowTitle("wargame")

    def _uncover(self) -> None:
        self.actions_.silence(silent=False)
        if self.live is not None:
            self.setWindowTitle(f"{self.live.session.created.title} — wargame")
        self.show_control_room()

    def _save_copy(self) -> None:
        if self.live is None:
            return
        from wargame.desktop import session_files  # noqa: PLC0415 -- the same

        chosen = session_files.chosen_for_copy(self)
        if chosen is not None:
            sentence = session_files.copied(self.live.session, chosen)
            if sentence:
                self.problem(sentence)

    # ------------------------------------------------------------------------------------------------------------ Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a session file, unless somebody else has the laptop."""
        if session_in(event.mimeData()) is not None and (self.hot_seat is None or self.hot_seat.page is None):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the session file that was dropped."""
        path = session_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed and close the session in good order."""
        self._over.drop()
        self._background.stop()
        if self.wall is not None:
            self.wall.close()
        if self.hot_seat is not None:
            self.hot_seat.close()
        if self.live is not None:
            self._let_go(self.live)
        super().closeEvent(event)
