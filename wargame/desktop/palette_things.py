"""What the command palette lists: every command, the moves, the injects, words of the log, the pages of the guide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from wargame import paths
from wargame.desktop import key_names
from wargame.desktop.actions import HAND_OVER, MENUS, SEPARATOR
from wargame.desktop.fuzzy import plain
from wargame.desktop.guide_pages import chapters, sections
from wargame.desktop.palette import Palette
from wargame.desktop.palette_list import Thing
from wargame.exercise.punctuation import titled
from wargame.referee.turn import TakeOrders
from wargame.review.wording import entry_title
from wargame.session.entries import Entry, NoteTaken, RulingProposed, SessionClosed, SessionOpened
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from wargame.desktop.actions import Actions
    from wargame.desktop.aside import Aside
    from wargame.desktop.facilitator.control_room import ControlRoom
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme

COMMANDS, ENTER, SESSION, HELP = phrase("Commands"), phrase("Enter a move"), phrase("In this session"), phrase("Help")
_THROUGH = ("freeze", "blank", "emergency")
"""Commands whose keys work while the palette is open."""
_LEAST_TYPED = 2
"""Letters before the log is searched."""
_MOST_ENTRIES = 12
_FIRST = ("Turn", "Edit", "Display", "View")
_REASONS = {
    "step back": phrase("nothing to step back from"),
    "redo": phrase("nothing was stepped back from"),
    "onward": phrase("no move is laid open"),
    "backward": phrase("no move is laid open"),
    "hide": phrase("this session can only be read"),
}
_STATUS = {
    "planned": phrase("inject {number}, planned"),
    "put off": phrase("inject {number}, put off"),
    "delivered": phrase("inject {number}, delivered"),
    "skipped": phrase("inject {number}, skipped"),
}
_ICONS = {
    "new": "file-plus", "open": "folder-open", "copy": "copy", "close": "log-out", "quit": "log-out", "home": "house",
    "step back": "undo-2", "redo": "redo-2", "go back": "history", "branch": "git-branch", "note": "sticky-note",
    "find": "search", "control_room": "layout-grid", "review": "chart-line", "table": "table", "tracks": "gauge",
    "hide": "eye-off", "dark": "moon", "full_screen": "maximize", "preferences": "settings", "next step": "play",
    "improvise": "sparkles", "deliver inject": "zap", "make up inject": "zap", "clock": "timer", "pause": "pause",
    "half minute": "timer", "minute": "timer", "merge": "fast-forward", "jump": "skip-forward", "end": "flag",
    "emergency": "octagon-alert", "wall": "monitor", "wall here": "monitor", "news on wall": "newspaper",
    "reveal": "eye", "reveal all": "eye", "freeze": "snowflake", "blank": "monitor-off", "go live": "radio",
    "briefings": "book-open", "folder": "folder", "guide": "book-open", "keys": "keyboard", "about": "info",
    "print kit": "printer", "correct": "pencil",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """What the palette needs of the window."""

    over: QWidget
    """What it lies upon."""
    theme: Theme
    pages: QStackedWidget
    actions: Actions
    aside: Aside
    live: LiveSession | None
    home_shown: bool
    """Whether home is on the screen, where nothing of a session is to be read."""
    room_made: Callable[[], ControlRoom | None]
    show_control_room: Callable[[], None]
    enter_move: Callable[[str, str], None]

    @property
    def room(self) -> ControlRoom | None:
        """The control room, if it was made."""
        return self.room_made()


def open_palette(window: Window) -> Palette:
    """Open the palette over the window. Of a session it tells nothing while home is shown."""
    things = [*_commands(window), *_guide(window)]
    log = LogWords(window) if window.live is not None and not window.home_shown else None
    if log is not None:
        things += [*_moves(window), *_injects(window)]
    room = window.room
    through = [action for name, action in room.keys.actions.items() if _goes_through(window, name)] if room else []
    later = log.find if log is not None else lambda _typed: ()
    palette = Palette(window.theme, window.over, things, later, through)
    window.pages.currentChanged.connect(palette.leave)
    palette.open()
    return palette


def _goes_through(window: Window, name: str) -> bool:
    """Return whether the key of a command of the control room works while the palette is open."""
    noting = name == "note" or name.startswith("stamp ")
    return name in _THROUGH or (noting and window.pages.currentWidget() is window.room)


# ---------------------------------------------------------------------------------------------------------- commands


def _commands(window: Window) -> Iterator[Thing]:
    """Yield every command of the menus in their order, then what the control room has beside them."""
    room = window.room
    own = dict(room.keys.actions) if room is not None and window.live is not None else {}
    for title, commands in sorted(MENUS, key=lambda menu: _rank(menu[0]) if own else 0):
        menu = _words(say(title))
        for command in commands:
            if command is SEPARATOR or command.name == "palette":
                continue
            if command.name == "hand over" and own:
                for name in [name for name in own if name.startswith(HAND_OVER)]:
                    yield _room_command(window, name, own.pop(name), menu)
            elif command.name in own:
                yield _room_command(window, command.name, own.pop(command.name), menu)
            else:
                yield _window_command(window, command.name, menu)
    for name, action in own.items():
        yield _room_command(window, name, action, say("Control room"))
    if room is not None and window.live is not None:
        for place in range(room.tabs.count()):
            words = say("Go to {panel}", panel=_words(room.tabs.tabText(place)))
            yield Thing(COMMANDS, "panel-right", words, partial(_show_tab, window, place), say("Panel"), silent=True)


def _rank(title: str) -> int:
    """In a session comes first what one does there."""
    return _FIRST.index(_words(title)) if _words(title) in _FIRST else len(_FIRST)


def _window_command(window: Window, name: str, menu: str) -> Thing:
    action = window.actions.action(name)
    reason = "" if action.isEnabled() else _reason(name) if window.live else say("open a session first")
    keys = key_names.of(action)
    if not reason and name == "hide" and window.live is not None and window.live.read_only:
        reason = _reason(name)
    keys = keys or next((key_names.shown(c.keys) for _title, commands in MENUS for c in commands if c.name == name), "")
    return Thing(COMMANDS, _ICONS.get(name, "command"), _words(action.text()), action.trigger, menu, keys, reason)


def _room_command(window: Window, name: str, action: QAction, menu: str) -> Thing:
    hand = name.startswith(HAND_OVER)
    icon = "arrow-right" if hand else _ICONS.get(name, "monitor" if name.startswith("preview") else "command")
    keys = key_names.of(action)
    reason = _room_reason(window, name, action)
    return Thing(COMMANDS, icon, _words(action.text()), partial(_trigger, window, action), menu, keys, reason)


def _room_reason(window: Window, name: str, action: QAction) -> str:
    """Return why a command of the control room cannot be used now; empty when it can."""
    room = window.room
    if not action.isEnabled():
        hand = say("no move is asked of this seat now")
        return action.statusTip() or (hand if name.startswith(HAND_OVER) else _reason(name))
    if name == "next step" and room is not None and not room.bar.primary.isEnabled():
        return room.bar.primary.accessibleDescription() or say("not now")
    return ""


def _reason(name: str) -> str:
    """Return why a command cannot be used now; most of them tell no more than that."""
    return say(_REASONS[name]) if name in _REASONS else say("not now")


def _trigger(window: Window, action: QAction) -> None:
    """Do something in the control room, which is shown first: one sees what one does."""
    _to_room(window)
    action.trigger()


def _to_room(window: Window) -> None:
    if window.room is None or window.pages.currentWidget() is not window.room:
        window.show_control_room()


def _show_tab(window: Window, place: int) -> None:
    _to_room(window)
    if window.room is not None:
        window.room.tabs.setCurrentIndex(place)


# ------------------------------------------------------------------------------------------------------- the session


def _moves(window: Window) -> Iterator[Thing]:
    """Yield every move of every actor; choosing one lets the facilitator enter it."""
    live, room = window.live, window.room
    if live is None or live.read_only:
        return
    asked = isinstance(live.next_thing, TakeOrders) and live.proposal is None
    for actor in live.exercise.actors.values():
        card = room.actors.cards.get(actor.id) if room is not None else None
        may = card is None or not card.enter.isHidden()
        reason = say("no orders left this turn") if asked else say("orders are not being taken now")
        reason = "" if asked and may else reason
        for move in live.exercise.rulebook.moves.values():
            if actor.id in move.by:
                act = partial(window.enter_move, actor.id, move.id)
                yield Thing(ENTER, "pencil-line", move.name, act, f"{actor.name} · {move.category}".rstrip(" ·"),
                            reason=reason, silent=True)  # fmt: skip


def _injects(window: Window) -> Iterator[Thing]:
    live = window.live
    if live is None:
        return
    for line in live.white_cell_view().injects:
        stands = say(_STATUS[line.status], number=line.number)
        detail = titled(stands, line.due) if line.due else stands
        yield Thing(SESSION, "zap", line.headline, partial(_show_inject, window, line.inject), detail, silent=True)


def _show_inject(window: Window, inject: str) -> None:
    _to_room(window)
    room = window.room
    if room is None:
        return
    room.tabs.setCurrentWidget(room.injects)
    room.injects.show_inject(inject)


class LogWords:
    """The log to search in; words are made once, the first time something is looked for."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._lines: list[tuple[str, str, Entry]] | None = None

    def find(self, typed: str) -> Sequence[Thing]:
        """Return the latest entries and notes that have every word in them."""
        if len(typed) < _LEAST_TYPED:
            return ()
        words = typed.split()
        found = []
        for title, compared, entry in reversed(self._read()):
            if all(word in compared for word in words):
                found.append(self._thing(title, entry))
                if len(found) == _MOST_ENTRIES:
                    break
        return found

    def _read(self) -> list[tuple[str, str, Entry]]:
        live = self._window.live
        if self._lines is None:
            self._lines = []
            entries = live.history.entries if live is not None else ()
            for entry in entries if live is not None else ():
                if not isinstance(entry.body, RulingProposed | SessionOpened | SessionClosed):
                    title = entry_title(live.exercise, entry, entries) if live is not None else ""
                    self._lines.append((title, plain(title), entry))
        return self._lines

    def _thing(self, title: str, entry: Entry) -> Thing:
        note = isinstance(entry.body, NoteTaken)
        where = say("note {number}", number=entry.seq) if note else say("entry {number}", number=entry.seq)
        show = partial(_show_entry, self._window, entry.seq)
        return Thing(SESSION, "sticky-note" if note else "scroll-text", title, show, where)


def _show_entry(window: Window, seq: int) -> None:
    _to_room(window)
    if window.room is not None:
        window.room.show_entry(seq)


# ---------------------------------------------------------------------------------------------------------- the guide


def _guide(window: Window) -> Iterator[Thing]:
    folder = paths.shipped("resources") / "guide"
    for name, title in chapters(folder):
        yield Thing(HELP, "book-open", title, partial(window.aside.show_guide, name), say("Guide"))
        for section in sections(folder, name):
            act = partial(window.aside.show_guide, name, section)
            yield Thing(HELP, "book-open", section.rstrip("."), act, title, silent=True)


def _words(text: str) -> str:
    return text.replace("&", "").strip()
