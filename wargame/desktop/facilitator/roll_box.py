"""A roll as it is shown to the room: the odds before it, the dice, the outcome. Dice are never bent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.chips import Chip
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, row
from wargame.referee.dice import ways
from wargame.referee.ruling import PEOPLE, TABLE, Chanced, Rolled, Share
from wargame.review.names import counted, number, percent, signed
from wargame.review.odds import odds_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QVBoxLayout

    from wargame.desktop.style import Theme

_MOST_BARS = 24
_LARGE = 130
"""Per cent of the usual size of text from which on a line holds less."""
_MOST_DICE = 6
_PIPS = {
    1: ((1, 1),), 2: ((0, 0), (2, 2)), 3: ((0, 0), (1, 1), (2, 2)), 4: ((0, 0), (0, 2), (2, 0), (2, 2)),
    5: ((0, 0), (0, 2), (1, 1), (2, 0), (2, 2)), 6: ((0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (2, 2)),
}  # fmt: skip


class RollBox(QFrame):
    """One roll of a ruling, or one chance that was drawn."""

    def __init__(self, theme: Theme, roll: Rolled | Chanced, *, covered: bool = False) -> None:
        """`covered`: the odds alone, before the dice fall."""
        super().__init__()
        self.setProperty("role", "box")
        if covered:
            parts = self._odds(theme, roll)
        else:
            parts = self._rolled(theme, roll) if isinstance(roll, Rolled) else self._chanced(theme, roll)
        self.setLayout(column(*parts, gap=8, margins=(12, 10, 12, 10)))
        self.setAccessibleName(odds_before(roll) if covered else roll_words(roll))

    @staticmethod
    def _odds(theme: Theme, roll: Rolled | Chanced) -> list[QWidget]:
        """Return what is known before the roll."""
        shares, title = roll_odds(roll)
        said = column(text.label(title, "title"), text.label("not rolled yet", "caption"), gap=0)
        head = flow(bare(said), Chip(theme, "Odds locked", "neutral", "lock"), gap=10)
        return [head, OutcomeBars(theme, shares, "")]

    def _rolled(self, theme: Theme, roll: Rolled) -> list[QWidget]:
        if roll.source == PEOPLE or roll.lots is not None:
            return self._without_dice(theme, roll)
        count, sides = _dice(roll.dice)
        faces = DiceFaces(theme, roll.faces[:_MOST_DICE], sides)
        total = text.label(f"{roll.dice}{_added(roll)} = {number(roll.total)}", "title")
        said = column(total, text.label(_source(roll), "caption"), gap=0)
        chip = Chip(theme, roll.outcome or number(roll.total), "accent", "pencil" if roll.chosen else "dices")
        parts: list[QWidget] = [_head(theme, faces, said, chip)]
        plain = roll.bonus + roll.modifier
        if roll.odds and count * (sides - 1) + 1 <= _MOST_BARS:
            parts.append(Distribution(theme, count, sides, plain, roll))
        if roll.odds:
            parts.append(OutcomeBars(theme, roll.odds, roll.outcome))
        return parts

    @staticmethod
    def _without_dice(theme: Theme, roll: Rolled) -> list[QWidget]:
        """Return lots as they were drawn, or an outcome that people have set, with what the dice would have said."""
        bars: list[QWidget] = [OutcomeBars(theme, roll.odds, roll.outcome)] if roll.odds else []
        chip = Chip(theme, roll.outcome, "accent", "users" if roll.source == PEOPLE else "check")
        if roll.lots is None:
            caption = "By the dice it would be:" if bars else ""
            said = column(text.label("Set by people", "title"), text.label(roll.chosen, "body", wrap=True), gap=0)
            head = row(said, chip, gap=10)
            head.setStretch(0, 1)
        else:
            caption = f"{counted(roll.lots[0], 'success', 'successes')}, {counted(roll.lots[1], 'failure')} in the bag"
            title = text.label(counted(len(roll.faces), "lot"), "title")
            said = column(title, text.label(_source(roll), "caption"), gap=0)
            head = row(LotsDrawn(theme, roll.faces), said, None, chip, gap=10)
        parts = [bare(head)]
        if caption:
            parts.append(text.label(caption, "caption", wrap=True))
        return parts + bars

    @staticmethod
    def _chanced(theme: Theme, roll: Chanced) -> list[QWidget]:
        words = f"{percent(roll.chance)} chance · {odds_words(roll.chance)}"
        drawn = (
            "set by hand" if roll.chosen else f"drawn {percent(roll.drawn)}, needed less than {percent(roll.chance)}"
        )
        chip = Chip(theme, "Comes up" if roll.came_up else "Does not come up", "accent" if roll.came_up else "neutral",
                    "check" if roll.came_up else "minus")  # fmt: skip
        head = QWidget()
        head.setProperty("role", "bare")
        head.setLayout(row(text.elided(words, "strong"), None, chip))
        share = Share("", roll.chance, 0, 0)
        return [head, OutcomeBars(theme, (share,), "" if roll.came_up else "-", caption=drawn)]


def _head(theme: Theme, thrown: QWidget, said: QVBoxLayout, chip: QWidget) -> QWidget:
    """Return what was thrown, what it makes and the outcome: below it, where large text leaves no room beside."""
    if theme.px(100) > _LARGE:
        return bare(column(row(thrown, said, None, gap=6), row(chip, None), gap=6))
    return bare(row(thrown, said, None, chip, gap=10))


def roll_odds(roll: Rolled | Chanced) -> tuple[tuple[Share, ...], str]:
    """Return the odds of a roll, and what is thrown."""
    if isinstance(roll, Chanced):
        return (Share("comes up", roll.chance, 0, 0),), f"{percent(roll.chance)} chance"
    return roll.odds, f"{roll.dice}{_added(roll)}"


def odds_before(roll: Rolled | Chanced) -> str:
    """Return the odds before a roll as a sentence, for screen readers."""
    if isinstance(roll, Chanced):
        return f"Chance {percent(roll.chance)}, not drawn yet"
    odds = ", ".join(f"{share.outcome} {percent(share.chance)}" for share in roll.odds)
    return f"{roll.dice}, not rolled yet: {odds}"


def roll_words(roll: Rolled | Chanced) -> str:
    """Return a roll as a sentence, for screen readers."""
    if isinstance(roll, Chanced):
        return f"Chance {percent(roll.chance)}: {'comes up' if roll.came_up else 'does not come up'}"
    odds = ", ".join(f"{share.outcome} {percent(share.chance)}" for share in roll.odds)
    if roll.source == PEOPLE:
        return f"Set by people: {roll.outcome}, because {roll.chosen}{f'. Odds of the dice: {odds}' if odds else ''}"
    if roll.lots is not None:
        lots = ", ".join("success" if face else "failure" for face in roll.faces)
        return f"Lots: {lots}: {roll.outcome}. Odds before they were drawn: {odds}"
    faces = " and ".join(str(face) for face in roll.faces)
    return f"{roll.dice}: {faces}, total {number(roll.total)}, {roll.outcome}. Odds before the roll: {odds}"


def _added(roll: Rolled) -> str:
    """Return what is added to the dice: " + 2 − 1"."""
    return "".join(f" {signed(value)[0]} {number(abs(value))}" for value in (roll.bonus, roll.modifier) if value)


def _source(roll: Rolled) -> str:
    """Return where a roll comes from, in a few words."""
    if roll.source == TABLE:
        return "from the table" if roll.lots is not None else "dice from the table"
    if roll.chosen:
        return "outcome set by hand"
    return "drawn by the program" if roll.lots is not None else "rolled by the program"


def _dice(written: str) -> tuple[int, int]:
    count, _, sides = written.partition("d")
    return int(count or 1), int(sides)


class DiceFaces(QWidget):
    """The dice as they lie: pips for six-sided ones, numbers for others."""

    def __init__(self, theme: Theme, faces: Sequence[int], sides: int, size: int = 32) -> None:
        super().__init__()
        self._theme, self._faces, self._sides, self._size = theme, tuple(faces), sides, size
        self.setFixedSize(QSize(len(self._faces) * (size + 6) - 6, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dice."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        for place, face in enumerate(self._faces):
            box = QRectF(place * (self._size + 6) + 1, 1, self._size - 2, self._size - 2)
            painter.setPen(QPen(colour("line2"), 1.2))
            painter.setBrush(colour("surface"))
            painter.drawRoundedRect(box, 7, 7)
            if self._sides == 6 and face in _PIPS:  # noqa: PLR2004 -- the die with pips
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("text"))
                for across, down in _PIPS[face]:
                    centre = QPointF(
                        box.x() + box.width() * (0.26 + 0.24 * across), box.y() + box.height() * (0.26 + 0.24 * down)
                    )
                    painter.drawEllipse(centre, self._size * 0.075, self._size * 0.075)
            else:
                painter.setPen(colour("text"))
                painter.setFont(self._theme.font(14, 600))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(face))
        painter.end()


class LotsDrawn(QWidget):
    """Lots in the order in which they were drawn: a success is a full ring, a failure an empty one."""

    def __init__(self, theme: Theme, faces: Sequence[int], size: int = 22) -> None:
        super().__init__()
        self._theme, self._faces, self._size = theme, tuple(faces[:_MOST_DICE]), size
        self.setFixedSize(QSize(len(self._faces) * (size + 4) - 4, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a ring for each lot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, face in enumerate(self._faces):
            ring = QRectF(place * (self._size + 4) + 2, 2, self._size - 4, self._size - 4)
            painter.setPen(QPen(self._theme.colour("accent" if face else "line2"), 2.0))
            painter.setBrush(self._theme.colour("accent") if face else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)
        painter.end()


class Distribution(QWidget):
    """How likely each total was before the roll, exactly; a line where one outcome ends and the next begins."""

    def __init__(self, theme: Theme, count: int, sides: int, plus: float, roll: Rolled) -> None:
        super().__init__()
        self._theme = theme
        self._ways = ways(count, sides)
        self._totals = [count + place + plus for place in range(len(self._ways))]
        self._rolled = sum(roll.faces) + plus
        self._edges = [share.low for share in roll.odds if share.low > float("-inf")]
        self._own = next((share for share in roll.odds if share.outcome == roll.outcome), None)
        self._below = theme.px(15)
        self.setFixedHeight(theme.px(58))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar for each total; those of the outcome strong, the rolled one strongest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, tall = self.width() / len(self._ways), self.height() - self._below
        most = max(self._ways)
        for place, (total, number_of) in enumerate(zip(self._totals, self._ways, strict=True)):
            rolled = abs(total - self._rolled) < 1e-6  # noqa: PLR2004 -- totals are sums of few decimals
            inside = self._own is not None and self._own.low - 1e-9 <= total <= self._own.high + 1e-9
            fill = self._theme.colour("accent" if inside else "line2")
            fill.setAlphaF(1.0 if rolled else 0.38)
            high = tall * number_of / most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(place * wide + 2, tall - high, wide - 4, high), 2, 2)
            painter.setPen(self._theme.colour("text" if rolled else "text2"))
            painter.setFont(self._theme.font(10, 700 if rolled else 400))
            painter.drawText(
                QRectF(place * wide - 6, tall + 1, wide + 12, self._below - 1),
                Qt.AlignmentFlag.AlignCenter,
                number(total),
            )
        painter.setPen(QPen(self._theme.colour("text2"), 1.2, Qt.PenStyle.DashLine))
        for edge in self._edges:
            reached = next((k for k, total in enumerate(self._totals) if total >= edge - 1e-9), None)
            if reached:
                painter.drawLine(QPointF(reached * wide, 0), QPointF(reached * wide, tall))
        painter.end()


class OutcomeBars(QWidget):
    """The odds of each outcome before the roll: a bar, per cent, and words."""

    def __init__(self, theme: Theme, odds: Sequence[Share], outcome: str, caption: str = "") -> None:
        super().__init__()
        self._theme, self._odds, self._outcome, self._caption = theme, tuple(odds), outcome, caption
        self._line, self._below = theme.px(20), theme.px(16) if caption else 0
        self.setFixedHeight(self._line * len(self._odds) + self._below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a line for each outcome."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(self._theme.font(12, 600))
        names = min(
            self.width() * 0.34,
            max((metrics.horizontalAdvance(share.outcome) + 10 for share in self._odds if share.outcome), default=0),
        )
        told = 0 if not names else max(metrics.horizontalAdvance(_share_words(share)) for share in self._odds) + 8
        for place, share in enumerate(self._odds):
            top = place * self._line
            own = share.outcome == self._outcome
            painter.setFont(self._theme.font(12, 600 if own else 400))
            painter.setPen(self._theme.colour("text" if own else "text2"))
            centre = Qt.AlignmentFlag.AlignVCenter
            if names:
                shown = metrics.elidedText(share.outcome, Qt.TextElideMode.ElideRight, int(names))
                painter.drawText(QRectF(0, top, names + 4, self._line), centre, shown)
                painter.drawText(
                    QRectF(0, top, self.width(), self._line), centre | Qt.AlignmentFlag.AlignRight, _share_words(share)
                )
            self._bar(
                painter, QRectF(names, top + self._line / 2 - 3, self.width() - names - told, 6), share.chance, own=own
            )
        if self._caption:
            painter.setFont(self._theme.font(12, 400))
            painter.setPen(self._theme.colour("text2"))
            painter.drawText(
                QRectF(0, self.height() - self._below, self.width(), self._below),
                Qt.AlignmentFlag.AlignVCenter,
                self._caption,
            )
        painter.end()

    def _bar(self, painter: QPainter, box: QRectF, chance: float, *, own: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken" if self._theme.dark else "line"))
        painter.drawRoundedRect(box, 3, 3)
        fill = self._theme.colour("accent" if own else "line2")
        painter.setBrush(fill)
        if chance > 0:
            painter.drawRoundedRect(QRectF(box.x(), box.y(), max(6.0, box.width() * chance), box.height()), 3, 3)


def _share_words(share: Share) -> str:
    return f"{percent(share.chance)} · {odds_words(share.chance)}"
