"""Every command of the program, once: its place in the menu bar, its words, its key.

The words stand here in English, and are said where they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QMenu

from wargame.translation import phrase, say

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
        phrase("&Session"),
        (
            Command("new", phrase("&New session…"), "Ctrl+N"),
            Command("open", phrase("&Open session…"), "Ctrl+O"),
            Command("copy", phrase("Save a &copy…"), "Ctrl+Shift+S", "session"),
            Command("print", phrase("&Print kit…"), "Ctrl+P", "session"),
            Command("close", phrase("C&lose session"), "Ctrl+W", "session"),
            SEPARATOR,
            Command("quit", phrase("&Quit"), "Ctrl+Q"),
        ),
    ),
    (
        phrase("&Edit"),
        (
            Command("step back", phrase("Step &back"), "Ctrl+Z", "room"),
            Command("redo", phrase("&Redo"), "Ctrl+Shift+Z", "room"),
            Command("go back", phrase("Step back &through…"), "Ctrl+Alt+Z", "room"),
            Command("branch", phrase("Branch from the c&hosen entry…"), "Ctrl+Shift+B", "room"),
            Command("correct", phrase("&Correct a track…"), "Ctrl+E", "room"),
            SEPARATOR,
            Command("note", phrase("Take a &note"), "Ctrl+Shift+N", "room"),
            Command("stamp strength", phrase("Stamp: &strength"), "Ctrl+Alt+S", "room"),
            Command("stamp improvement", phrase("Stamp: ar&ea for improvement"), "Ctrl+Alt+A", "room"),
            Command("stamp quote", phrase("Stamp: &quote"), "Ctrl+Alt+Q", "room"),
            Command("stamp parking lot", phrase("Stamp: &parking lot"), "Ctrl+Alt+P", "room"),
            Command("find", phrase("&Find in the log"), "Ctrl+F", "room"),
            Command("palette", phrase("Find &anything…"), "Ctrl+K"),
        ),
    ),
    (
        phrase("&View"),
        (
            Command("home", phrase("&Home"), "Alt+Home"),
            Command("control_room", phrase("Control r&oom"), "Alt+1", "session"),
            Command("review", phrase("&Review"), "Alt+2", "session"),
            SEPARATOR,
            Command("table", phrase("Show timeline as a &table"), "Ctrl+T", "room"),
            Command("tracks", phrase("Show all trac&ks"), "Ctrl+Shift+T", "room"),
            Command("why", phrase("Why a track &moved"), "Ctrl+Shift+Y", "room"),
            Command("unseen", phrase("Breaches nobody &saw"), "Ctrl+Shift+U", "room"),
            Command("pane", phrase("Next &pane"), "F6", "room"),
            SEPARATOR,
            Command("hide", phrase("Hide &everything"), "F9", "session"),
            Command("dark", phrase("&Dark"), "Ctrl+Shift+D"),
            Command("full_screen", phrase("F&ull screen"), "F11"),
            Command("preferences", phrase("Pre&ferences…"), "Ctrl+,"),
        ),
    ),
    (
        phrase("&Turn"),
        (
            Command("next step", phrase("&Next step"), "Ctrl+Return", "room"),
            Command("hand over", phrase("&Hand the laptop to"), "", "room"),
            Command("routine", phrase("Commit what needs no d&ice"), "Ctrl+Shift+Return", "room"),
            Command("hold", phrase("Ho&ld the order…"), "Ctrl+H", "room"),
            Command("improvise", phrase("&Something else happens…"), "Ctrl+I", "room"),
            Command("deliver inject", phrase("&Deliver the next inject…"), "Ctrl+D", "room"),
            Command("make up inject", phrase("Make &up an inject…"), "Ctrl+Shift+I", "room"),
            SEPARATOR,
            Command("clock", phrase("Stop or start the &clock"), "Ctrl+Shift+Space", "room"),
            Command("half minute", phrase("&30 seconds more"), "Ctrl+Alt+Up", "room"),
            Command("minute", phrase("&One minute more"), "Ctrl+Alt+Shift+Up", "room"),
            Command("pause", phrase("&Pause, or go on…"), "Ctrl+Shift+P", "room"),
            SEPARATOR,
            Command("merge", phrase("&Merge this turn with the next…"), "", "room"),
            Command("jump", phrase("&Jump to the end…"), "", "room"),
            Command("emergency", phrase("&Real emergency…"), "Ctrl+Shift+F12", "room"),
            Command("end", phrase("&End the exercise…"), "", "room"),
        ),
    ),
    (
        phrase("&Display"),
        (
            Command("wall", phrase("&Wall"), "F5", "room"),
            Command("wall here", phrase("Wall in a w&indow"), "Shift+F5", "room"),
            SEPARATOR,
            Command("news on wall", phrase("Latest &news on the wall"), "F7", "room"),
            Command("reveal", phrase("&Reveal the next step"), "F8", "room"),
            Command("reveal all", phrase("Reveal &all of the move"), "Shift+F8", "room"),
            Command("freeze", phrase("&Freeze the wall"), "Ctrl+Shift+F", "room"),
            Command("blank", phrase("&Blank the wall"), "Ctrl+B", "room"),
            SEPARATOR,
            Command("preview situation", phrase("Preview: &Situation"), "Ctrl+Alt+1", "room"),
            Command("preview timeline", phrase("Preview: &Timeline"), "Ctrl+Alt+2", "room"),
            Command("preview inject", phrase("Preview: &Latest news"), "Ctrl+Alt+3", "room"),
            Command("preview reveal", phrase("Preview: R&eveal"), "Ctrl+Alt+4", "room"),
            Command("preview clock", phrase("Preview: &Clock"), "Ctrl+Alt+5", "room"),
            Command("preview question", phrase("Preview: &Question"), "Ctrl+Alt+6", "room"),
            Command("preview test card", phrase("Preview: Test car&d"), "Ctrl+Alt+7", "room"),
            Command("go live", phrase("Sh&ow the preview"), "Ctrl+Alt+Return", "room"),
        ),
    ),
    (
        phrase("E&xercise"),
        (
            Command("briefings", phrase("&Briefings"), "", "session"),
            Command("folder", phrase("&My exercises"), ""),
        ),
    ),
    (
        phrase("&Help"),
        (
            Command("guide", phrase("&Guide"), "F1"),
            Command("keys", phrase("&Keyboard"), "Ctrl+/"),
            Command("about", phrase("&About wargame")),
        ),
    ),
)
"""The menu bar from left to right."""

OWN_KEYS: tuple[tuple[str, str], ...] = (
    (phrase("The pane before"), "Shift+F6"),
    (phrase("Back; close what is open"), "Esc"),
    (phrase("Find anything: choose, do it"), "↑ ↓; Return"),
    (phrase("The timeline: from card to card; open"), "← → ↑ ↓; Return"),
    (phrase("The timeline: larger, smaller, all of it"), "+; −; F"),
    (phrase("Hand the laptop to seat 1 … 9"), "Ctrl+1 … 9"),
    (phrase("A seat's page: take the laptop back"), "Ctrl+0"),
    (phrase("A seat's page: find a move"), "/"),
    (phrase("A seat's page: seal the move"), "Ctrl+Return"),
    (phrase("A seat's page: read the briefing"), "Ctrl+B"),
    (phrase("Home: search"), "Ctrl+F"),
    (phrase("Injects: choose, open, deliver, skip, later"), "↑ ↓; Return; D; S; L"),
    (phrase("A delivery: deliver, with the wall, leave"), "Return; Shift+Return; Esc"),
    (phrase("A reason: often given; given before; all of them"), "↓; ↑; Alt+↓"),
    (phrase("A move laid open: next step, and back"), phrase("Page Down; Page Up")),
    (phrase("The wall: next step, and back"), phrase("Space, Page Down; Page Up")),
    (phrase("The wall: blank, freeze, close"), "B; F; Esc"),
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
        self._bar = [(window.menuBar().addMenu(say(title)), commands) for title, commands in MENUS]

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
            action.setText(say(command.words))
        else:
            action = menu.addAction(say(command.words))
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
    from wargame.desktop import key_names  # noqa: PLC0415 -- home is painted before it is loaded

    groups = []
    for title, commands in MENUS:
        named = [(_plain(say(command.words)), key_names.shown(command.keys)) for command in commands if command.keys]
        if named:
            groups.append((_plain(say(title)), named))
    return [*groups, (say("In the pages"), [(say(words), key_names.shown(say(keys))) for words, keys in OWN_KEYS])]


def keys_markdown() -> str:
    """Return all keys as Markdown."""
    lines = []
    for title, named in keys_table():
        lines += [f"## {title}", "", *(f"* **{keys}** — {words}" for words, keys in named), ""]
    return "\n".join(lines)


def _plain(words: str) -> str:
    return words.replace("&", "").rstrip("…")
