"""The user guide inside the program: its chapters, as they are shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.guide_pages import files, section_spoken, text_of, title_of
from wargame.desktop.layout import bare, column, framed, row
from wargame.desktop.text import label, markdown_view
from wargame.translation import say

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.desktop.style import Theme


class Guide(QWidget):
    """All chapters of the guide, one at a time."""

    closed = Signal()

    def __init__(self, theme: Theme, folder: Path, chapter: str = "", section: str = "") -> None:
        """Begin with a chapter, at the section with that heading or those leading words."""
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder = folder
        self._texts = {file.stem: text_of(folder, file.stem) for file in files(folder)}
        self.view = markdown_view(name=say("Guide"))
        self.view.setMaximumWidth(720)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.anchorClicked.connect(self._follow)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.chapters = {}
        for name, text in self._texts.items():
            choice = button(theme, title_of(name, text), "", "tab")
            choice.setCheckable(True)
            choice.clicked.connect(lambda _checked=False, wanted=name: self.show_chapter(wanted))
            group.addButton(choice)
            self.chapters[name] = choice
        back = button(theme, say("&Back"), "arrow-left")
        back.clicked.connect(self.closed)
        contents = [row(choice, None) for choice in self.chapters.values()]
        side = framed(
            column(label(say("Guide"), "hero"), 8, *contents, None, back, gap=4, margins=(20, 22, 16, 20)), "side"
        )
        side.setMinimumWidth(260)
        body = row(None, self.view, None, margins=(32, 24, 24, 8))
        body.setStretch(1, 10)
        self.setLayout(row(side, bare(body), gap=0))
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)
        if self._texts:
            self.show_chapter(chapter if chapter in self._texts else next(iter(self._texts)), section)

    def show_chapter(self, name: str, section: str = "") -> None:
        """Show a chapter by the name of its file, without ".md"; and of it, that section."""
        self.chapters[name].setChecked(True)
        self.view.show_markdown(self._texts[name])
        self.view.go_to(section_spoken(self._folder, name, section))

    def _follow(self, link: QUrl) -> None:
        """Follow a link to another chapter; nothing outside the guide is ever opened."""
        name = link.path().removesuffix(".md")
        if link.isRelative() and name in self._texts:
            self.show_chapter(name)
