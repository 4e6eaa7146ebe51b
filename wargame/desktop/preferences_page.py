"""Where the preferences are chosen."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLayout, QWidget

from wargame.desktop.buttons import Button, button
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.preferences import APPEARANCES, SIZES
from wargame.desktop.text import label
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wargame.desktop.label_packs import Pack
    from wargame.desktop.preferences import Kept
    from wargame.desktop.style import Theme

Key = TypeVar("Key", int, str)
_ICONS = {"system": "monitor", "light": "sun", "dark": "moon"}
NO_ICONS: Mapping[Any, str] = MappingProxyType({})
NO_LANGUAGES: Mapping[str, str] = MappingProxyType({})


class PreferencesPage(QWidget):
    """The preferences. Each choice holds at once; there is nothing to confirm."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        kept: Kept,
        data: Path,
        packs: Mapping[str, Pack],
        spoilt: Sequence[str] = (),
        languages: Mapping[str, str] = NO_LANGUAGES,
        untold: Sequence[str] = (),
    ) -> None:
        """Show what is chosen now.

        `data` is the folder in which the program keeps everything, `languages` those that can be spoken: code → what
        it calls itself. `spoilt` is what is wrong with packs of words, `untold` with the language that is spoken.
        """
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        appearances = {key: say(words) for key, words in APPEARANCES.items()}
        self.appearances = self._choices(appearances, kept.appearance, kept.choose, _ICONS)
        sizes = {per_cent: f"{per_cent} %" for per_cent in SIZES}
        self.sizes = self._choices(sizes, kept.text_size, kept.choose_size)
        spoken = {"": say("As the system")} | dict(languages)
        self.languages = self._choices(spoken, kept.language if kept.language in spoken else "", kept.choose_language)
        named = {"": say("The exercise's own")} | {name: pack.title for name, pack in packs.items()}
        self.words = self._choices(named, kept.words if kept.words in named else "", kept.choose_words)
        back = button(theme, say("&Back"), "arrow-left")
        back.clicked.connect(self.closed)
        card = framed(
            column(
                column(label(say("Appearance"), "name"), flow(*self.appearances.values(), gap=8), gap=8),
                self._size(),
                self._language(untold),
                self._words(spoilt),
                _where(data),
                gap=20,
                margins=(20, 16, 20, 18),
            )
        )
        head = row(label(say("Preferences"), "hero"), None, back)
        settings = scrolled(bare(column(card, None)), say("Preferences"))
        whole = bare(column(head, settings, gap=16, margins=(0, 24, 0, 24)))
        whole.setMaximumWidth(max(760, theme.px(760)))
        whole.setMinimumWidth(560)
        page = row(None, whole, None, margins=(24, 0, 24, 0))
        page.setStretch(1, 10)
        self.setLayout(page)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)

    def _size(self) -> QLayout:
        return column(
            label(say("Size of the text"), "name"),
            flow(*self.sizes.values(), gap=8),
            label(say("The wall and what is printed stay as they are."), "caption", wrap=True),
            gap=8,
        )

    def _language(self, untold: Sequence[str]) -> QLayout:
        return column(
            label(say("Language"), "name"),
            flow(*self.languages.values(), gap=8),
            label(
                say(
                    "What the program says; an exercise speaks its own language, and what was written stays as it was"
                    " written. The window is made anew. Translations of your own go into the folder “translations”"
                    " below."
                ),
                "caption",
                wrap=True,
            ),
            *(_warning(self._theme, sentence) for sentence in untold),
            gap=8,
        )

    def _words(self, spoilt: Sequence[str]) -> QLayout:
        return column(
            label(say("Words"), "name"),
            flow(*self.words.values(), gap=8),
            label(
                say(
                    "What a turn or a facilitator is called on the screen, from the next session that is opened. What"
                    " an exercise calls them itself goes before; nothing in the log changes. Packs of your own go into"
                    " the folder “labels” below."
                ),
                "caption",
                wrap=True,
            ),
            *(_warning(self._theme, sentence) for sentence in spoilt),
            gap=8,
        )

    def _choices(
        self, words: Mapping[Key, str], now: Key, choose: Callable[[Key], None], icons: Mapping[Key, str] = NO_ICONS
    ) -> dict[Key, Button]:
        """Return a button for each thing that can be chosen, of which one is pressed."""
        group = QButtonGroup(self)
        group.setExclusive(True)
        made = {}
        for key, said in words.items():
            choice = button(self._theme, said, icons.get(key, ""), "choice")
            choice.setCheckable(True)
            choice.setChecked(key == now)
            choice.clicked.connect(partial(_choose, choose, key))
            group.addButton(choice)
            made[key] = choice
        return made


def _where(data: Path) -> QLayout:
    return column(
        label(say("Where everything is kept"), "name"),
        label(str(data), "quiet", wrap=True),
        label(say("Nothing leaves this computer: no account, no server, no telemetry."), "caption", wrap=True),
        gap=4,
    )


def _choose(choose: Callable[[Key], None], key: Key, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
    choose(key)


def _warning(theme: Theme, sentence: str) -> QWidget:
    """Return a sentence about something that could not be read."""
    line = row(Glyph(theme, "triangle-alert", "warn", 14), label(sentence, "caption", wrap=True), gap=6)
    line.setStretch(1, 1)
    return bare(line)
