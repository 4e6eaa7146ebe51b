"""The control room's hold on the wall: what the room sees, what it would see next, and the keys for both.

It asks and is told; who directs the wall is none of its business.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop import key_names, text
from wargame.desktop.buttons import Button, button
from wargame.desktop.chips import Chip, Notice
from wargame.desktop.fields import Tick, line_field
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, row, scrolled
from wargame.desktop.wall_scenes import CHOICES, Scene
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from wargame.desktop.style import Theme
    from wargame.desktop.wall_scenes import WallState

_MOST_QUESTIONS, _LONGEST_QUESTION = 4, 46
"""How many are offered, and how many characters of each stand on its button."""
_REFRESH = 1000
"""Milliseconds after which a clock on the thumbnail goes on."""
_WORDY = 1.25
"""Up to this size of text there is room for whole sentences beside a box to tick."""
_BESIDES = {Scene.BLANK: phrase("Blank"), Scene.EMERGENCY: phrase("Real emergency")}
_WORDS = {choice.scene: choice.words for choice in CHOICES} | _BESIDES


class Picture(QWidget):
    """A picture of the wall, as small as the panel; framed in the colour of what is on air, or in grey."""

    def __init__(self, theme: Theme, edge: str) -> None:
        super().__init__()
        self._theme = theme
        self._edge = edge
        self._pixmap: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, pixmap: QPixmap, words: str) -> None:
        """Show a picture; `words` is what stands on it, for screen readers."""
        reshaped = self._pixmap is None or self._pixmap.size() != pixmap.size()
        self._pixmap = pixmap
        self.setAccessibleDescription(words)
        if reshaped:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in the shape of the wall."""
        return QSize(300, self.heightForWidth(300))

    def heightForWidth(self, width: int) -> int:
        """Return the height that the shape of the wall gives."""
        if self._pixmap is None:
            return round(width * 9 / 16)
        return round(width * self._pixmap.height() / self._pixmap.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture and its frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        if self._pixmap is not None:
            painter.drawPixmap(box, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setPen(QPen(self._theme.colour(self._edge), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()


class WallPanel(QWidget):
    """On air above, the preview below, and how the wall is set at the foot."""

    open_wanted = Signal()
    """Show the wall, or take it away."""
    window_wanted = Signal()
    """Show it in a window on this screen."""
    scene_wanted = Signal(object)
    """Look at a Scene in the preview."""
    live_wanted = Signal()
    """Show the room what is in the preview."""
    freeze_wanted = Signal(bool)
    blank_wanted = Signal(bool)
    onward_wanted = Signal()
    backward_wanted = Signal()
    all_wanted = Signal()
    """Lay the whole move open at once."""
    release_wanted = Signal()
    """Let all moves onto the wall that wait."""
    latest_wanted = Signal()
    """Show the latest news at once."""
    question_wanted = Signal(str)
    marking_wanted = Signal(str)
    hold_wanted = Signal(bool)
    light_wanted = Signal(bool)
    save_wanted = Signal()
    print_wanted = Signal()
    stepping = Signal(bool)
    """Whether a move is being laid open, so that a presenter's keys belong to it."""
    looked_at = Signal()
    """It can be seen: it wants to know how the wall stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(say("Wall"))
        self.notice = Notice(theme)
        """What is wrong with the displays."""
        self.problem = Notice(theme)
        """What could not be saved or printed."""
        self._make_air()
        self._make_preview()
        self._make_settings()
        inside = QWidget()
        inside.setLayout(column(self._air, self._reveal, self._next, self._set, None, gap=14, margins=(12, 10, 10, 12)))
        self.setLayout(column(self.notice, self.problem, scrolled(inside, say("Wall")), gap=0))
        self._looking = QTimer(self)
        self._looking.setInterval(_REFRESH)
        self._looking.timeout.connect(self.looked_at)

    # -- making ----------------------------------------------------------------------------------------------------

    def _make_air(self) -> None:
        theme = self._theme
        self.chip = Chip(theme, say("Closed"), "neutral", "monitor-off")
        self.where = text.elided("", "caption")
        self.open = self._button(say("O&pen the wall"), "monitor", "F5", self.open_wanted.emit)
        self.here = self._button(say("In a window"), "", "Shift+F5", self.window_wanted.emit, "ghost")
        self.live = Picture(theme, "live")
        self.live.setAccessibleName(say("What the room sees"))
        self.freeze = self._switch(say("Free&ze"), "snowflake", "Ctrl+Shift+F", self.freeze_wanted)
        self.blank = self._switch(say("Blan&k"), "eye-off", "Ctrl+B", self.blank_wanted)
        self.latest = self._button(say("News n&ow"), "megaphone", "F7", self.latest_wanted.emit)
        head = row(self.chip, self.where, gap=8)
        head.setStretch(1, 1)
        self._air = bare(
            column(head, self.live, flow(self.freeze, self.blank, self.latest, self.open, self.here, gap=6), gap=8)
        )
        self.reveal = self._button(say("&Reveal"), "eye", "F8", self.onward_wanted.emit, "soft")
        self.back = self._button(
            say("Cover", context="hide the last step of a move again"), "arrow-left", "", self.backward_wanted.emit
        )
        self.all = self._button(say("All of it"), "fast-forward", "Shift+F8", self.all_wanted.emit)
        self.release = self._button(say("Show all moves"), "check-check", "", self.release_wanted.emit, "ghost")
        self.step = text.label("", "caption", wrap=True)
        self._reveal = bare(
            column(
                text.label(say("Moves, one by one"), "section", wrap=True),
                self.step,
                flow(self.reveal, self.back, self.all, self.release, gap=6),
                gap=6,
            )
        )

    def _make_preview(self) -> None:
        self.preview = Picture(self._theme, "line2")
        self.preview.setAccessibleName(say("What the room would see next"))
        self.scenes: dict[Scene, Button] = {}
        for choice in CHOICES:
            made = self._button(
                say(choice.words),
                choice.icon,
                choice.key,
                partial(self.scene_wanted.emit, choice.scene),
                "choice",
            )
            text.tooltip(made, f"{say(choice.tip)} ({key_names.shown(choice.key)})")
            made.setCheckable(True)
            self.scenes[choice.scene] = made
        self.question = line_field(say("Question to discuss"), say("A question to discuss; Return previews it"))
        self.question.returnPressed.connect(lambda: self.question_wanted.emit(self.question.text()))
        self.asked = flow(gap=4)
        self._asked: tuple[str, ...] = ()
        self.show_live = self._button(say("Show"), "send", "Ctrl+Alt+Return", self.live_wanted.emit, "soft")
        self._next = bare(
            column(
                text.label(say("Next"), "section", wrap=True),
                flow(*self.scenes.values(), gap=4),
                self.preview,
                self.question,
                self.asked,
                row(None, self.show_live),
                gap=8,
            )
        )

    def _make_settings(self) -> None:
        self.marking = line_field(say("Protective marking"), say("Protective marking: none"))
        self.marking.editingFinished.connect(lambda: self.marking_wanted.emit(self.marking.text()))
        whole = say("Moves wait until they are revealed")
        self.hold = Tick(whole if self._theme.scale <= _WORDY else say("Moves wait"))
        self.hold.setAccessibleName(whole)
        text.tooltip(self.hold, whole)
        self.hold.toggled.connect(self.hold_wanted)
        self.light = Tick(say("Light, for a bright room"))
        self.light.toggled.connect(self.light_wanted)
        self.save = self._button(say("Save the picture…"), "file-down", "", self.save_wanted.emit)
        self.paper = self._button(say("Print…"), "printer", "", self.print_wanted.emit)
        self._set = bare(
            column(
                text.label(say("How it is set"), "section", wrap=True), self.marking, self.hold, self.light,
                flow(self.save, self.paper, gap=6), gap=8,
            )
        )  # fmt: skip

    def _button(self, words: str, icon: str, key: str, act: Callable[[], object], role: str = "") -> Button:
        made = button(self._theme, words, icon, role, "small")
        if key:
            text.tooltip(made, f"{words.replace('&', '')} ({key_names.shown(key)})")
        made.clicked.connect(lambda _checked=False: act())
        return made

    def _switch(self, words: str, icon: str, key: str, wanted: SignalInstance) -> Button:
        made = button(self._theme, words, icon, "choice", "small")
        made.setCheckable(True)
        text.tooltip(made, f"{words.replace('&', '')} ({key_names.shown(key)})")
        made.clicked.connect(wanted)
        return made

    # -- being told ------------------------------------------------------------------------------------------------

    def picture_width(self) -> int:
        """Return how wide the pictures are shown, in pixels."""
        return max(self.live.width(), 200)

    def say(self, sentence: str) -> None:
        """Say what went wrong; "" when nothing did."""
        if sentence:
            self.problem.say(sentence)
        else:
            self.problem.hide()

    def show_pictures(self, live: QPixmap, preview: QPixmap, words: str) -> None:
        """Show what is on air and what would be next; `words` is what stands on the wall."""
        self.live.show_picture(live, words)
        self.preview.show_picture(preview, "")

    def show_state(self, state: WallState) -> None:
        """Show how the wall stands."""
        scene = Scene.EMERGENCY if state.emergency else Scene.BLANK if state.blank else state.live
        words = say(_WORDS[scene])
        if state.frozen and scene is state.live:
            words = say("{scene}, frozen", scene=words)
        if state.open:
            self.chip.say(words, "live", "radio-tower")
        else:
            self.chip.say(say("Closed"), "neutral", "monitor-off")
        self.where.set_text(state.where if state.open else say("It would show: {scene}", scene=words))
        self.open.setText(f" {say('&Close the wall')}" if state.open else f" {say('O&pen the wall')}")
        self.here.setVisible(not state.open)
        self.freeze.setChecked(state.frozen)
        self.blank.setChecked(state.blank)
        self.latest.setEnabled(bool(state.news))
        text.tooltip(self.latest, f"{state.news} (F7)" if state.news else say("No news yet (F7)"))
        self._show_reveal(state)
        for one, made in self.scenes.items():
            made.setChecked(one is state.preview)
        self._show_questions(state.questions)
        if not self.marking.hasFocus():
            self.marking.setText(state.marking)
        for box, on in ((self.hold, state.hold), (self.light, state.light)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        if state.warning:
            self.notice.say(state.warning, "warn")
        else:
            self.notice.hide()

    def _show_reveal(self, state: WallState) -> None:
        moving = bool(state.step) and state.step != "quiet"
        wait = say_count(state.waiting, "{count} move waits", "{count} moves wait") if state.waiting else ""
        now = say("Step {step}", step=state.step) if moving else say("The wall is quiet") if state.step else ""
        self.step.setText(" · ".join(part for part in (now, wait) if part) or say("No move waits to be revealed"))
        self.reveal.setEnabled(moving or bool(state.waiting))
        self.reveal.setText(f" {say('Next step')}" if moving else f" {say('&Reveal the next')}")
        self.back.setEnabled(moving)
        self.stepping.emit(moving and state.open)
        self.all.setEnabled(moving or bool(state.waiting))
        self.release.setVisible(state.hold and bool(state.waiting))

    def _show_questions(self, questions: tuple[str, ...]) -> None:
        """Offer the questions that belong to what has been delivered."""
        if questions == self._asked:
            return
        self._asked = questions
        layout = self.asked.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for question in questions[:_MOST_QUESTIONS]:
            short = question if len(question) <= _LONGEST_QUESTION else f"{question[:_LONGEST_QUESTION].rstrip()}…"
            made = button(self._theme, short, "", "ghost", "small")
            text.tooltip(made, question)
            made.setAccessibleName(question)
            made.clicked.connect(lambda _checked=False, words=question: self.question_wanted.emit(words))
            if layout is not None:
                layout.addWidget(made)

    # -- Qt --------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Ask how the wall stands while it can be seen."""
        super().showEvent(event)
        self.looked_at.emit()
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop asking."""
        super().hideEvent(event)
        self._looking.stop()
