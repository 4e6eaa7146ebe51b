"""The moves at a seat's page: the list, and the editor in which one is written and sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wargame.desktop.layout import row
from wargame.desktop.participant.move_editor import MoveEditor
from wargame.desktop.participant.move_list import MoveList, sealed_moves

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.participant.draft import Draft
    from wargame.desktop.style import Theme
    from wargame.referee.views import SeatView


class MovesDesk(QWidget):
    """Where a seat chooses its move and seals it."""

    changed = Signal(object)
    """The Draft as it stands, after every change."""
    sealed = Signal(object)
    """The Draft that is to be sealed."""

    def __init__(self, theme: Theme, view: SeatView, draft: Draft, take_back: Callable[[str], None]) -> None:
        """`take_back` withdraws an order by its id."""
        super().__init__()
        self.moves = MoveList(theme, view)
        self.editor = MoveEditor(theme, view, draft, sealed_moves(theme, view, take_back) if view.orders else None)
        whole = row(self.moves, self.editor, gap=16)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.moves.choose(draft.move)
        self.moves.chosen.connect(self.editor.show_move)
        self.editor.changed.connect(self.changed)
        self.editor.sealed.connect(self.sealed)

    def press_main(self) -> None:
        """Seal the move, if it can be sealed."""
        self.editor.press_seal()

    def refuse(self, sentence: str) -> None:
        """Show why the move was not entered."""
        self.editor.notice.say(sentence)

    def take_keyboard(self) -> None:
        """Begin at the search field: typing finds a move."""
        self.moves.search.setFocus()

    def set_side(self, width: int) -> None:
        """Give the editor its width in pixels."""
        self.editor.setFixedWidth(width)
