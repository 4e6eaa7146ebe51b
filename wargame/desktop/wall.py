"""The wall: what the room sees, what it sees next, and on which display. The only one who knows panel and window both.

Nothing reaches the wall by browsing: a scene is looked at in the preview and
then shown. What is shown is made from the room's projection; moves stay off it
until they are laid open. A real emergency comes before everything.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPixmap

from wargame import paths
from wargame.desktop import screens, wall_saving, wall_settings
from wargame.desktop.room import wall_window
from wargame.desktop.room.pages import page
from wargame.desktop.room.painting import picture
from wargame.desktop.room.situation import latest
from wargame.desktop.style import Theme
from wargame.desktop.wall_board import Boards, Seen
from wargame.desktop.wall_scenes import STEPS, Board, Cue, Scene, WallState
from wargame.desktop.wall_settings import WallSettings
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wargame.desktop.facilitator.wall_panel import WallPanel
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.room.wall_window import WallWindow
    from wargame.desktop.screens import Display

USUAL = QSizeF(1920, 1080)


class Wall(QObject):
    """Directs one session's wall."""

    changed = Signal()
    """What the room sees, or will see, or how the wall is set."""
    opened = Signal(object)
    """The wall has a window now: the window."""

    def __init__(
        self,
        theme: Theme,
        live: LiveSession,
        own: Callable[[], str],
        displays: Callable[[], tuple[Display, ...]] = screens.connected,
        moment: Callable[[], datetime] = wall_window.now,
    ) -> None:
        """`theme` is the wall's own; `own` says on which display the facilitator works, `displays` which there are."""
        super().__init__(live)
        self.theme = theme
        self.window: WallWindow | None = None
        self.frozen = self.blank = False
        self.live_cue = Cue(Scene.SITUATION)
        self.preview_cue = Cue(Scene.SITUATION)
        self._live = live
        self._own = own
        self._displays = displays
        self._moment = moment
        self._wanted: str | None = None
        self._place = screens.IN_A_WINDOW
        self._opened: set[int] = set()
        """Seqs of what has been laid open."""
        self._boards = Boards(live)
        self._kept = Seen(Board(live.session.room_view()), ())
        self._frozen_board = self._kept.board
        self._stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._renew)
        settings = wall_settings.kept(live)
        self.marking, self.hold = settings.marking, settings.hold
        theme.set_dark(not settings.light)
        live.entries_added.connect(self._entries_added)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            # Qt has moved the windows of a display that is gone only when its signal is over.
            later = Qt.ConnectionType.QueuedConnection
            app.screenAdded.connect(self.screens_changed, later)
            app.screenRemoved.connect(self.screens_changed, later)

    # ------------------------------------------------------------------------------------------------ what is shown

    @property
    def board(self) -> Board:
        """What the wall may show, frozen or not."""
        return self._frozen_board if self.frozen else self._seen().board

    @property
    def on_air(self) -> Cue:
        """What the room sees now."""
        paused = self._live.session.paused
        if paused is not None and paused.emergency:
            return Cue(Scene.EMERGENCY, words=paused.reason)
        return Cue(Scene.BLANK) if self.blank else self.live_cue

    @property
    def emergency(self) -> bool:
        """Whether something real has happened."""
        return self.on_air.scene is Scene.EMERGENCY

    def state(self) -> WallState:
        """Return how the wall stands, for the control room."""
        cue = self.live_cue
        step = ""
        if cue.scene is Scene.REVEAL and cue.reveal is not None:
            steps = cue.reveal.steps
            step = "quiet" if cue.quiet else _step_words(cue.step, steps)
        news = self._news().news
        shown = 0 if cue.reveal is None else cue.reveal.seq
        return WallState(
            where=self._where(),
            open=self.window is not None,
            live=cue.scene,
            preview=self.preview_cue.scene,
            frozen=self.frozen,
            blank=self.blank,
            emergency=self.emergency,
            waiting=sum(reveal.seq != shown for reveal in self._seen().waiting),
            step=step,
            questions=self._boards.questions(),
            news=news.headline if news is not None else "",
            warning=screens.refusal(self._displays()),
            marking=self.marking,
            hold=self.hold,
            light=not self.theme.dark,
        )

    def sheet(self, *, preview: bool = False) -> Sheet:
        """Return the picture that the room sees, or that it would see next."""
        size = QSizeF(self.window.stage.size()) if self.window is not None else USUAL
        board, cue = (self._seen().board, self.preview_cue) if preview else (self.board, self.on_air)
        return page(self.theme, size, board, cue, self._moment())

    def thumbnail(self, width: int, ratio: float = 1.0, *, preview: bool = False) -> QPixmap:
        """Return that picture, so many pixels wide."""
        sheet = self.sheet(preview=preview)
        return QPixmap.fromImage(picture(sheet, width, round(width * sheet.height / sheet.width), ratio))

    # --------------------------------------------------------------------------------------------- what can be done

    def preview(self, scene: Scene, words: str = "") -> None:
        """Look at a scene before the room does."""
        self.preview_cue = self._cue(scene, words)
        self.changed.emit()

    def go_live(self) -> None:
        """Show the room what is in the preview."""
        self._show(self._cue(self.preview_cue.scene, self.preview_cue.words))

    def show_latest(self) -> None:
        """Show the news that has just come in, at once."""
        self.open_if_closed()
        self._show(self._news())

    def onward(self) -> None:
        """Lay open the next step of a move; after the last one be quiet, and then come to the next move."""
        self.open_if_closed()
        cue = self.live_cue
        if cue.reveal is not None and not cue.quiet:
            self._show(replace(cue, step=cue.step + 1))
        elif self._seen().waiting:
            self._show(self._cue(Scene.REVEAL))

    def backward(self) -> None:
        """Cover the last step again."""
        cue = self.live_cue
        if cue.reveal is not None and cue.step > 1:
            self._show(replace(cue, step=cue.step - 1))

    def open_all(self) -> None:
        """Lay open the whole move at once, for the hurried."""
        if self.live_cue.reveal is None or self.live_cue.quiet:
            self.onward()
        reveal = self.live_cue.reveal
        if reveal is not None:
            self._show(replace(self.live_cue, step=len(reveal.steps)))

    def release(self) -> None:
        """Let everything onto the wall that waits to be laid open."""
        self._opened |= {reveal.seq for reveal in self._seen().waiting}
        self._renew()

    def freeze(self, on: bool) -> None:  # noqa: FBT001 -- the one thing it sets
        """Hold the picture as it is, whatever happens; showing something lets go of it."""
        self._frozen_board = self._seen().board
        self.frozen = on
        self._renew()

    def blank_out(self, on: bool) -> None:  # noqa: FBT001 -- the same
        """Take everything off the wall, or let it come back."""
        self.blank = on
        self._renew()

    def set_marking(self, marking: str) -> None:
        """Write a protective marking on every picture; "" for none."""
        self.marking = " ".join(marking.split())
        self._settle()

    def set_hold(self, on: bool) -> None:  # noqa: FBT001 -- the same
        """Keep moves off the wall until they are laid open, or show them as they are ruled."""
        self.hold = on
        self._settle()

    def set_light(self, on: bool) -> None:  # noqa: FBT001 -- the same
        """Make the wall light, for a bright room."""
        self.theme.set_dark(not on)
        self._settle()

    # --------------------------------------------------------------------------------------------------- the display

    def open(self, wanted: str | None = None) -> None:
        """Show the wall on the wanted display (None: the second one), or in a window if there is none."""
        self._wanted = wanted
        if self.window is None:
            window = wall_window.WallWindow(self.theme, self.board, self.on_air, self._moment)
            window.onward.connect(self.onward)
            window.backward.connect(self.backward)
            window.blank_wanted.connect(lambda: self.blank_out(not self.blank))
            window.freeze_wanted.connect(lambda: self.freeze(not self.frozen))
            window.closed.connect(self._forget_window)
            self.window = window
            self.opened.emit(window)
        self._put()

    def open_if_closed(self) -> None:
        """Show the wall if it is not shown: whoever lays something open wants it seen."""
        if self.window is None:
            self.open(self._wanted)

    def close(self) -> None:
        """Take the wall away."""
        if self.window is not None:
            self.window.close()

    def toggle(self) -> None:
        """Show the wall, or take it away."""
        if self.window is None:
            self.open()
        else:
            self.close()

    def screens_changed(self) -> None:
        """A display has come or gone: the wall goes where it belongs now, and back when its display is back."""
        if self.window is not None:
            place = screens.place(self._displays(), self._own(), self._wanted)
            if place != self._place:
                self._put()
        self.changed.emit()

    # --------------------------------------------------------------------------------------------- the control room

    def introduce(self, panel: WallPanel) -> None:
        """Let the control room's panel say what is wanted, and tell it how the wall stands."""
        panel.open_wanted.connect(self.toggle)
        panel.window_wanted.connect(lambda: self.open(screens.IN_A_WINDOW))
        panel.scene_wanted.connect(self.preview)
        panel.live_wanted.connect(self._open_and_go_live)
        panel.freeze_wanted.connect(self.freeze)
        panel.blank_wanted.connect(self.blank_out)
        panel.onward_wanted.connect(self.onward)
        panel.backward_wanted.connect(self.backward)
        panel.all_wanted.connect(self.open_all)
        panel.release_wanted.connect(self.release)
        panel.latest_wanted.connect(self.show_latest)
        panel.question_wanted.connect(lambda words: self.preview(Scene.QUESTION, words))
        panel.marking_wanted.connect(self.set_marking)
        panel.hold_wanted.connect(self.set_hold)
        panel.light_wanted.connect(self.set_light)
        panel.save_wanted.connect(lambda: panel.say(wall_saving.save(self.sheet(), panel)))
        panel.print_wanted.connect(lambda: panel.say(wall_saving.print_out(self._on_paper, panel)))
        panel.looked_at.connect(lambda: self._tell(panel))
        self.changed.connect(lambda: self._tell(panel))

    def _tell(self, panel: WallPanel) -> None:
        if self.window is None and not panel.isVisible():
            return
        panel.show_state(self.state())
        if panel.isVisible():
            width, ratio = panel.picture_width(), panel.devicePixelRatioF()
            panel.show_pictures(
                self.thumbnail(width, ratio), self.thumbnail(width, ratio, preview=True), self.sheet().told()
            )

    def _on_paper(self, theme: Theme) -> Sheet:
        return page(theme, USUAL, self.board, self.on_air, self._moment())

    def _open_and_go_live(self) -> None:
        self.open_if_closed()
        self.go_live()

    # -------------------------------------------------------------------------------------------------------- inside

    def _put(self) -> None:
        if self.window is None:
            return
        self._place = screens.place(self._displays(), self._own(), self._wanted)
        if self._place != screens.IN_A_WINDOW:
            self._wanted = self._place
        self.window.put_on(self._place)
        self.changed.emit()

    def _forget_window(self) -> None:
        if self.window is not None:
            gone, self.window = self.window, None
            gone.deleteLater()
        self.changed.emit()

    def _where(self) -> str:
        if self.window is None:
            return say("Closed")
        there = self._place != screens.IN_A_WINDOW
        return say("On {display}", display=self._place) if there else say("In a window")

    def _show(self, cue: Cue) -> None:
        """Put a cue on air; it is what the facilitator wants seen, so nothing is frozen or blank any more."""
        before = self.live_cue.reveal
        if before is not None and (cue.reveal is None or cue.reveal.seq != before.seq or cue.quiet):
            self._opened.add(before.seq)
        self.live_cue = cue
        self.frozen = self.blank = False
        self._renew()

    def _cue(self, scene: Scene, words: str = "") -> Cue:
        if scene is Scene.INJECT:
            return self._news()
        if scene is Scene.REVEAL:
            return Cue(scene, reveal=next(iter(self._seen().waiting), None), step=1)
        return Cue(scene, words=words.strip())

    def _news(self) -> Cue:
        """Return the latest news as a cue; news that a move has made only when the move has been laid open."""
        return Cue(Scene.INJECT, news=self._boards.fresh_news() or latest(self._seen().board.view.news))

    def _entries_added(self, _entries: object) -> None:
        history, reveal = self._live.history, self.live_cue.reveal
        if reveal is not None and not history.stands(reveal.seq):
            self.live_cue = Cue(Scene.SITUATION)
        self._stale = True
        # A whole phase is run at once; the wall follows when it is through.
        self._later.start()

    def _renew(self) -> None:
        """Bring the window, the preview and the panel up to date."""
        self._stale = True
        if self.preview_cue.scene in (Scene.REVEAL, Scene.INJECT):
            self.preview_cue = self._cue(self.preview_cue.scene)
        if self.window is not None:
            self.window.show_picture(self.board, self.on_air)
        self.changed.emit()

    def _seen(self) -> Seen:
        """Return what everybody may know now, without the moves that wait to be laid open."""
        if self._stale:
            self._kept, self._stale = self._boards.seen(self._opened, self.marking, hold=self.hold), False
        return self._kept

    def _settle(self) -> None:
        """Keep how the wall is set with the session, and show it."""
        wall_settings.keep(self._live, WallSettings(self.marking, self.hold, not self.theme.dark))
        self._renew()


def _step_words(step: int, steps: tuple[str, ...]) -> str:
    """Return which step of a move is open: "2 of 6: what"."""
    what = say(STEPS[steps[step - 1]], context="a step of laying a move open")
    return say("{number} of {count}: {what}", number=step, count=len(steps), what=what)


def directed(
    live: LiveSession, panel: WallPanel, own: Callable[[], str], displays: Callable[[], tuple[Display, ...]]
) -> Wall:
    """Return the wall of a session, directed from the panel. Its theme is its own: dark, whatever the laptop has."""
    wall = Wall(Theme(paths.shipped("resources"), dark=True, parent=live), live, own, displays)
    wall.introduce(panel)
    return wall
