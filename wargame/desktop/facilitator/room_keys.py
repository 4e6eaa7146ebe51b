"""What can be done in the control room, as actions with keys; a menu may show the same actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from wargame.desktop.note_list import STAMPS
from wargame.desktop.wall_scenes import CHOICES
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget

    from wargame.desktop.facilitator.actor_cards import ActorCards
    from wargame.desktop.facilitator.going_back import GoingBack
    from wargame.desktop.facilitator.injects import InjectsPanel
    from wargame.desktop.facilitator.insights import Insights
    from wargame.desktop.facilitator.log_page import LogPage
    from wargame.desktop.facilitator.notes import NotesPanel
    from wargame.desktop.facilitator.panel_tabs import PanelTabs
    from wargame.desktop.facilitator.rulings import RulingPanel
    from wargame.desktop.facilitator.session_bar import SessionBar
    from wargame.desktop.facilitator.time_bar import TimeBar
    from wargame.desktop.facilitator.timeline_panel import TimelinePanel
    from wargame.desktop.facilitator.tracks import TrackStrip
    from wargame.desktop.facilitator.wall_panel import WallPanel
    from wargame.desktop.wall_scenes import Scene

STAMP_WORDS = {
    "strength": phrase("Stamp: &strength"),
    "improvement": phrase("Stamp: ar&ea for improvement"),
    "quote": phrase("Stamp: &quote"),
    "parking lot": phrase("Stamp: &parking lot"),
}
"""Tag → words in the menu."""


class Room(Protocol):
    """What the keys reach in the control room."""

    bar: SessionBar
    actors: ActorCards
    strip: TrackStrip
    middle: QStackedWidget
    tabs: PanelTabs
    timeline: TimelinePanel
    ruling: RulingPanel
    injects: InjectsPanel
    log: LogPage
    notes: NotesPanel
    insights: Insights
    wall: WallPanel
    time: TimeBar
    back: GoingBack

    def go_on(self) -> None:
        """Take the next step."""

    def step_back(self) -> None:
        """Take the last one back."""

    def end_exercise(self) -> None:
        """End the exercise."""


class RoomKeys(QObject):
    """The actions of the control room, by name."""

    def __init__(self, room: Room, widget: QWidget, hand_over: Callable[[str], None]) -> None:
        """Reach into `room`, which is this `widget`; the keys work wherever the keyboard is in it."""
        super().__init__(widget)
        self._room = room
        self._widget = widget
        self.actions: dict[str, QAction] = {}
        self._add("next step", say("&Next step"), ("Ctrl+Return", "Ctrl+Enter"), self._next)
        self._add("step back", say("Step &back"), ("Ctrl+Z",), room.step_back)
        self._add("redo", say("&Redo"), ("Ctrl+Shift+Z",), room.back.redo)
        self._add("go back", say("Step back &through…"), ("Ctrl+Alt+Z",), room.back.offer)
        self._add("branch", say("Branch from the c&hosen entry…"), ("Ctrl+Shift+B",), room.back.branch)
        self._add("correct", say("&Correct a track…"), ("Ctrl+E",), room.back.open_correction)
        self._add("note", say("Take a &note"), ("Ctrl+Shift+N",), self._note)
        for tag, key in STAMPS.items():
            self._add(f"stamp {tag}", say(STAMP_WORDS[tag]), (key,), partial(room.notes.stamp, tag))
        self._add("improvise", say("&Something else happens…"), ("Ctrl+I",), self._improvise)
        self._add(
            "deliver inject", say("&Deliver the next inject…"), ("Ctrl+D",), self._injects(room.injects.deliver_next)
        )
        self._add(
            "make up inject", say("Make &up an inject…"), ("Ctrl+Shift+I",), self._injects(room.injects.open_form)
        )
        self._add("hold", say("Ho&ld the order…"), ("Ctrl+H",), self._hold)
        self._add("routine", say("Commit what needs no d&ice"), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
                  room.ruling.queue.commit_routine)  # fmt: skip
        self._add("table", say("Show timeline as a &table"), ("Ctrl+T",), self._table)
        self._add("tracks", say("Show all trac&ks"), ("Ctrl+Shift+T",), room.strip.all_button.toggle)
        self._add("why", say("Why a track &moved"), ("Ctrl+Shift+Y",), room.insights.show_track)
        self._add("unseen", say("Breaches nobody &saw"), ("Ctrl+Shift+U",), room.insights.show_unseen)
        self.actions["unseen"].setEnabled(room.insights.has_agreements)
        self._add("find", say("&Find in the log"), ("Ctrl+F",), self._find)
        self._add("pane", say("Next &pane"), ("F6",), lambda: self._pane(1))
        self._add("pane back", say("Previous pane"), ("Shift+F6",), lambda: self._pane(-1))
        self._add("end", say("&End the exercise…"), (), room.end_exercise)
        self._add_time()
        self._add_wall()
        for number, actor in enumerate(list(room.actors.cards)[:9], 1):
            name = room.actors.cards[actor].actor.name
            self._add(
                f"hand over {actor}",
                say("Hand over to {actor}", actor=name),
                (f"Ctrl+{number}",),
                partial(hand_over, actor),
            )

    def _add_time(self) -> None:
        time = self._room.time
        self._add("clock", say("Stop or start the &clock"), ("Ctrl+Shift+Space",), time.toggle)
        self._add("half minute", say("&30 seconds more"), ("Ctrl+Alt+Up",), lambda: time.add(30))
        self._add("minute", say("&One minute more"), ("Ctrl+Alt+Shift+Up",), lambda: time.add(60))
        self._add("pause", say("&Pause, or go on…"), ("Ctrl+Shift+P",), time.pause_or_resume)
        self._add("merge", say("&Merge this turn with the next…"), (), time.merge)
        self._add("jump", say("&Jump to the end…"), (), time.jump)
        self._add("emergency", say("&Real emergency…"), ("Ctrl+Shift+F12",), time.emergency)

    def _add_wall(self) -> None:
        """The keys of the wall work wherever the keyboard is, so that nobody has to look for its panel."""
        wall = self._room.wall
        self._add("wall", say("&Wall"), ("F5",), wall.open_wanted.emit)
        self._add("wall here", say("Wall in a w&indow"), ("Shift+F5",), wall.window_wanted.emit)
        self._add("news on wall", say("Latest &news on the wall"), ("F7",), wall.latest_wanted.emit)
        self._add("reveal", say("&Reveal the next step"), ("F8",), wall.onward_wanted.emit)
        self._add("reveal all", say("Reveal &all of the move"), ("Shift+F8",), wall.all_wanted.emit)
        self._add("freeze", say("&Freeze the wall"), ("Ctrl+Shift+F",), wall.freeze.click)
        self._add("blank", say("&Blank the wall"), ("Ctrl+B",), wall.blank.click)
        self._add("onward", say("Next step of the move"), ("PgDown",), wall.onward_wanted.emit)
        self._add("backward", say("Cover the last step"), ("PgUp",), wall.backward_wanted.emit)
        for name in ("onward", "backward"):
            # Else these keys scroll.
            self.actions[name].setEnabled(False)
            wall.stepping.connect(self.actions[name].setEnabled)
        for choice in CHOICES:
            self._add(f"preview {choice.scene}", say(choice.menu), (choice.key,), self._preview(choice.scene))
        self._add("go live", say("Sh&ow the preview"), ("Ctrl+Alt+Return", "Ctrl+Alt+Enter"), wall.live_wanted.emit)

    def _preview(self, scene: Scene) -> Callable[[], None]:
        def preview() -> None:
            self._room.tabs.setCurrentWidget(self._room.wall)
            self._room.wall.scene_wanted.emit(scene)

        return preview

    def refresh(self) -> None:
        """Say what cannot be done at the moment."""
        room = self._room
        self.actions["step back"].setEnabled(room.bar.step_back.isEnabled())
        redo, named = self.actions["redo"], room.bar.redoes.replace("&", "&&")
        redo.setEnabled(not room.bar.redo.isHidden())
        redo.setText(say("&Redo: {step}", step=named) if redo.isEnabled() else say("&Redo"))
        for name in ("go back", "branch", "correct"):
            self.actions[name].setEnabled(not room.bar.back_to.isHidden())
        for name in ("deliver inject", "make up inject"):
            self.actions[name].setEnabled(room.injects.can)
        self.actions["hold"].setEnabled(room.ruling.queue.can_hold)
        self.actions["routine"].setEnabled(not room.ruling.queue.routine.isHidden())
        for actor, card in room.actors.cards.items():
            action = self.actions.get(f"hand over {actor}")
            if action is not None:
                action.setEnabled(not card.hand_over.isHidden())

    def _add(self, name: str, words: str, keys: tuple[str, ...], act: Callable[[], object]) -> None:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self._widget.addAction(action)
        self.actions[name] = action

    def _next(self) -> None:
        """Finish the form that is open before play goes on: nobody closes the orders while typing a reason."""
        if not (self._room.ruling.finish_form() or self._room.injects.finish_form()):
            self._room.go_on()

    def _injects(self, act: Callable[[], None]) -> Callable[[], None]:
        """Return what turns to the injects first, then does something there."""

        def there() -> None:
            self._room.tabs.setCurrentWidget(self._room.injects)
            act()

        return there

    def _note(self) -> None:
        self._room.tabs.setCurrentWidget(self._room.notes)
        self._room.notes.field.setFocus()

    def _improvise(self) -> None:
        self._room.tabs.setCurrentWidget(self._room.ruling)
        self._room.ruling.open_improvise()

    def _hold(self) -> None:
        self._room.tabs.setCurrentWidget(self._room.ruling)
        self._room.ruling.queue.hold_ruled()

    def _table(self) -> None:
        self._room.middle.setCurrentWidget(self._room.timeline)
        self._room.strip.all_button.setChecked(False)
        self._room.timeline.toggle_table()

    def _find(self) -> None:
        self._room.tabs.setCurrentWidget(self._room.log)
        self._room.log.log.focus_search()

    def take_keyboard(self) -> None:
        """Put the keyboard on the next step; where that is barred, on what is asked, or else on the first actor."""
        room, ruling = self._room, self._room.ruling
        if room.bar.primary.isEnabled():
            room.bar.primary.setFocus()
        elif ruling.decision.asked is not None or ruling.question.asked is not None:
            ruling.take_keyboard()
        else:
            first = _first(room.actors) or room.bar.home
            first.setFocus()

    def _panes(self) -> list[QWidget]:
        room = self._room
        return [room.bar, room.actors, room.strip, room.middle, room.tabs]

    def _pane(self, by: int) -> None:
        """Put the keyboard into the next pane: its first field that takes it."""
        panes = self._panes()
        focus: QWidget | None = self._widget.window().focusWidget()
        within = [place for place, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)]
        now = within[0] if within else (-1 if by > 0 else 0)
        for step in range(1, len(panes) + 1):
            first = _first(panes[(now + by * step) % len(panes)])
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


def _first(pane: QWidget) -> QWidget | None:
    """Return the first widget of a pane that takes the keyboard."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus and pane.isVisible():
        return pane
    return next(
        (
            widget
            for widget in pane.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ),
        None,
    )
