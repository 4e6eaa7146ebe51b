"""Every command of the program, once: its place in the menu bar, its words, its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow


class Command(NamedTuple):
    """One line of a menu. A tuple, because home is painted before `dataclasses` is loaded."""

    name: str
    """What the window calls it: `step_back`."""
    words: str
    keys: str = ""
    needs: str = ""
    """`session`: only with one open; `room`: the control room's own command of that name; empty: always."""


SEPARATOR = Command("", "")
HAND_OVER = "hand over "
"""How the control room's commands for handing over begin; the id of the seat follows."""

MENUS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "&Session",
        (
            Command("new", "&New session…", "Ctrl+N"),
            Command("open", "&Open session…", "Ctrl+O"),
            Command("copy", "Save a &copy…", "Ctrl+Shift+S", "session"),
            Command("print", "&Print kit…", "Ctrl+P", "session"),
            Command("close", "C&lose session", "Ctrl+W", "session"),
            SEPARATOR,
            Command("quit", "&Quit", "Ctrl+Q"),
        ),
    ),
    (
        "&Edit",
        (
            Command("step back", "Step &back", "Ctrl+Z", "room"),
            Command("redo", "&Redo", "Ctrl+Shift+Z", "room"),
            Command("go back", "Step back &through…", "Ctrl+Alt+Z", "room"),
            Command("branch", "Branch from the c&hosen entry…", "Ctrl+Shift+B", "room"),
            Command("correct", "&Correct a track…", "Ctrl+E", "room"),
            SEPARATOR,
            Command("note", "Take a &note", "Ctrl+Shift+N", "room"),
            Command("stamp strength", "Stamp: &strength", "Ctrl+Alt+S", "room"),
            Command("stamp improvement", "Stamp: ar&ea for improvement", "Ctrl+Alt+A", "room"),
            Command("stamp quote", "Stamp: &quote", "Ctrl+Alt+Q", "room"),
            Command("stamp parking lot", "Stamp: &parking lot", "Ctrl+Alt+P", "room"),
            Command("find", "&Find in the log", "Ctrl+F", "room"),
            Command("palette", "Find &anything…", "Ctrl+K"),
        ),
    ),
    (
        "&View",
        (
            Command("home", "&Home", "Alt+Home"),
            Command("control_room", "Control r&oom", "Alt+1", "session"),
            Command("review", "&Review", "Alt+2", "session"),
            SEPARATOR,
            Command("table", "Show timeline as a &table", "Ctrl+T", "room"),
            Command("tracks", "Show all trac&ks", "Ctrl+Shift+T", "room"),
            Command("why", "Why a track &moved", "Ctrl+Shift+Y", "room"),
            Command("unseen", "Breaches nobody &saw", "Ctrl+Shift+U", "room"),
            Command("pane", "Next &pane", "F6", "room"),
            SEPARATOR,
            Command("hide", "Hide &everything", "F9", "session"),
            Command("dark", "&Dark", "Ctrl+Shift+D"),
            Command("full_screen", "F&ull screen", "F11"),
            Command("preferences", "Pre&ferences…", "Ctrl+,"),
        ),
    ),
    (
        "&Turn",
        (
            Command("next step", "&Next step", "Ctrl+Return", "room"),
            Command("hand over", "&Hand the laptop to", "", "room"),
            Command("routine", "Commit what needs no d&ice", "Ctrl+Shift+Return", "room"),
            Command("hold", "Ho&ld the order…", "Ctrl+H", "room"),
            Command("improvise", "&Something else happens…", "Ctrl+I", "room"),
            Command("deliver inject", "&Deliver the next inject…", "Ctrl+D", "room"),
            Command("make up inject", "Make &up an inject…", "Ctrl+Shift+I", "room"),
            SEPARATOR,
            Command("clock", "Stop or start the &clock", "Ctrl+Shift+Space", "room"),
            Command("half minute", "&30 seconds more", "Ctrl+Alt+Up", "room"),
            Command("minute", "&One minute more", "Ctrl+Alt+Shift+Up", "room"),
            Command("pause", "&Pause, or go on…", "Ctrl+Shift+P", "room"),
            SEPARATOR,
            Command("merge", "&Merge this turn with the next…", "", "room"),
            Command("jump", "&Jump to the end…", "", "room"),
            Command("emergency", "&Real emergency…", "Ctrl+Shift+F12", "room"),
            Command("end", "&End the exercise…", "", "room"),
        ),
    ),
    (
        "&Display",
        (
            Command("wall", "&Wall", "F5", "room"),
            Command("wall here", "Wall in a w&indow", "Shift+F5", "room"),
            SEPARATOR,
            Command("news on wall", "Latest &news on the wall", "F7", "room"),
            Command("reveal", "&Reveal the next step", "F8", "room"),
            Command("reveal all", "Reveal &all of the move", "Shift+F8", "room"),
            Command("freeze", "&Freeze the wall", "Ctrl+Shift+F", "room"),
            Command("blank", "&Blank the wall", "Ctrl+B", "room"),
            SEPARATOR,
            Command("preview situation", "Preview: &Situation", "Ctrl+Alt+1", "room"),
            Command("preview timeline", "Preview: &Timeline", "Ctrl+Alt+2", "room"),
            Command("preview inject", "Preview: &Latest news", "Ctrl+Alt+3", "room"),
            Command("preview reveal", "Preview: R&eveal", "Ctrl+Alt+4", "room"),
            Command("preview clock", "Preview: &Clock", "Ctrl+Alt+5", "room"),
            Command("preview question", "Preview: &Question", "Ctrl+Alt+6", "room"),
            Command("preview test card", "Preview: Test car&d", "Ctrl+Alt+7", "room"),
            Command("go live", "Sh&ow the preview", "Ctrl+Alt+Return", "room"),
        ),
    ),
    (
        "E&xercise",
        (
            Command("briefings", "&Briefings", "", "session"),
            Command("folder", "&My exercises", ""),
        ),
    ),
    (
        "&Help",
        (
            Command("guide", "&Guide", "F1"),
            Command("keys", "&Keyboard", "Ctrl+/"),
            Command("about", "&About wargame"),
        ),
    ),
)
"""The menu bar from left to right."""

OWN_KEYS: tuple[tuple[str, str], ...] = (
    ("The pane before", "Shift+F6"),
    ("Back; close what is open", "Esc"),
    ("Find anything: choose, do it", "↑ ↓; Return"),
    ("The timeline: from card to card; open", "← → ↑ ↓; Return"),
    ("The timeline: larger, smaller, all of it", "+; −; F"),
    ("Hand the laptop to seat 1 … 9", "Ctrl+1 … 9"),
    ("A seat's page: take the laptop back", "Ctrl+0"),
    ("A seat's page: find a move", "/"),
    ("A seat's page: seal the move", "Ctrl+Return"),
    ("A seat's page: read the briefing", "Ctrl+B"),
    ("Home: search", "Ctrl+F"),
    ("Injects: choose, open, deliver, skip, later", "↑ ↓; Return; D; S; L"),
    ("A delivery: deliver, with the wall, leave", "Return; Shift+Return; Esc"),
    ("A move laid open: next step, and back", "Page Down; Page Up"),
    ("The wall: next step, and back", "Space, Page Down; Page Up"),
    ("The wall: blank, freeze, close", "B; F; Esc"),
)
"""Keys that no menu shows, for the card of keys."""


class Actions:
    """The commands of one window. Those of the control room are the room's own; without it their places are grey."""

    def __init__(self, window: QMainWindow, act: Callable[[str], None]) -> None:
        """Make the menu bar of `window`, its menus still empty; `act` is told the name of a command that is chosen."""
        self._window = window
        self._act = act
        self._made: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._adopted: list[tuple[QMenu, QAction]] = []
        self.hand_over_menu = QMenu(window)
        self._bar = [(window.menuBar().addMenu(title), commands) for title, commands in MENUS]

    def fill(self) -> None:
        """Put the commands into the menus, once: home is painted before anybody opens a menu."""
        if self._made:
            return
        for menu, commands in self._bar:
            for command in commands:
                self._add(menu, command)
        self.allow(session=False)

    def action(self, name: str) -> QAction:
        """Return one command of the window."""
        return self._made[name]

    def allow(self, *, session: bool) -> None:
        """Switch on what can be done with a session open, or off."""
        for command in _commands():
            if command.needs == "session":
                self._made[command.name].setEnabled(session)

    def adopt(self, room: Mapping[str, QAction]) -> None:
        """Show the control room's own commands in the menus, instead of their grey places."""
        self.release()
        for name, action in room.items():
            if name.startswith(HAND_OVER):
                self.hand_over_menu.addAction(action)
            elif name in self._menus:
                place = self._made[name]
                self._menus[name].insertAction(place, action)
                place.setVisible(False)
                self._adopted.append((self._menus[name], action))
        self._made["hand over"].setEnabled(not self.hand_over_menu.isEmpty())

    def release(self) -> None:
        """Let go of the control room's commands."""
        for menu, action in self._adopted:
            menu.removeAction(action)
        self._adopted = []
        self.hand_over_menu.clear()
        for command in _commands():
            if command.needs == "room":
                self._made[command.name].setVisible(True)
        self._made["hand over"].setEnabled(False)

    def silence(self, *, silent: bool) -> None:
        """Take the menus and their keys away while somebody else has the laptop."""
        self._window.menuBar().setVisible(not silent)
        for command in _commands():
            if command.needs != "room":
                # What is not visible answers to no key.
                self._made[command.name].setVisible(not silent)

    def _add(self, menu: QMenu, command: Command) -> None:
        if command is SEPARATOR:
            menu.addSeparator()
            return
        if command.name == "hand over":
            menu.addMenu(self.hand_over_menu)
            action = self.hand_over_menu.menuAction()
            action.setText(command.words)
        else:
            action = menu.addAction(command.words)
            if command.needs == "room":
                action.setEnabled(False)
                self._menus[command.name] = menu
            else:
                action.setShortcut(command.keys)
                action.triggered.connect(lambda: self._act(command.name))
        self._made[command.name] = action


def _commands() -> Iterator[Command]:
    for _title, commands in MENUS:
        yield from (command for command in commands if command is not SEPARATOR)


def keys_table() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all keys for the card of keys: menu or place → words and keys."""
    groups = []
    for title, commands in MENUS:
        named = [(_said(command.words), command.keys) for command in commands if command.keys]
        if named:
            groups.append((_said(title), named))
    return [*groups, ("In the pages", list(OWN_KEYS))]


def keys_markdown() -> str:
    """Return all keys as Markdown."""
    lines = []
    for title, named in keys_table():
        lines += [f"## {title}", "", *(f"* **{keys}** — {words}" for words, keys in named), ""]
    return "\n".join(lines)


def _said(words: str) -> str:
    return words.replace("&", "").rstrip("…")
