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
from wargame.exercise.likelihood import ICD_203, exactly, odds_words, told
from wargame.referee.dice import ways
from wargame.referee.ruling import PEOPLE, TABLE, Chanced, Rolled, Share
from wargame.review.names import number, outcome_name, percent, signed
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QVBoxLayout

    from wargame.desktop.style import Theme

_MOST_BARS = 24
_LARGE = 130
"""Per cent of the usual size of text from which on a line holds less."""
_MOST_DICE = 6
_NAME = 0.34
"""Of the width, for the name of an outcome beside its bar."""
_SHORTEST_BAR = 60
_USUAL = 280
_BAR = 6
_PIPS = {
    1: ((1, 1),), 2: ((0, 0), (2, 2)), 3: ((0, 0), (1, 1), (2, 2)), 4: ((0, 0), (0, 2), (2, 0), (2, 2)),
    5: ((0, 0), (0, 2), (1, 1), (2, 0), (2, 2)), 6: ((0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (2, 2)),
}  # fmt: skip


class RollBox(QFrame):
    """One roll of a ruling, or one chance that was drawn."""

    def __init__(
        self, theme: Theme, roll: Rolled | Chanced, yardstick: str = ICD_203, *, covered: bool = False
    ) -> None:
        """`yardstick`: the words of probability; `covered`: the odds alone, before the dice fall."""
        super().__init__()
        self._yardstick = yardstick
        self.setProperty("role", "box")
        if covered:
            parts = self._odds(theme, roll)
        else:
            parts = self._rolled(theme, roll) if isinstance(roll, Rolled) else self._chanced(theme, roll)
        self.setLayout(column(*parts, gap=8, margins=(12, 10, 12, 10)))
        self.setAccessibleName(odds_before(roll, yardstick) if covered else roll_words(roll, yardstick))

    def _odds(self, theme: Theme, roll: Rolled | Chanced) -> list[QWidget]:
        """Return what is known before the roll."""
        shares, title = roll_odds(roll)
        said = column(text.label(title, "title"), text.label(say("odds still open"), "caption"), gap=0)
        head = flow(bare(said), Chip(theme, say("Not rolled"), "neutral", "dices"), gap=10)
        return [head, OutcomeBars(theme, shares, "", self._yardstick)]

    def _rolled(self, theme: Theme, roll: Rolled) -> list[QWidget]:
        if roll.source == PEOPLE or roll.lots is not None:
            return self._without_dice(theme, roll)
        count, sides = _dice(roll.dice)
        faces = DiceFaces(theme, roll.faces[:_MOST_DICE], sides)
        total = text.label(f"{roll.dice}{_added(roll)} = {number(roll.total)}", "title")
        said = column(total, text.label(_source(roll), "caption"), gap=0)
        chip = Chip(
            theme, outcome_name(roll.outcome) or number(roll.total), "accent", "pencil" if roll.chosen else "dices"
        )
        parts: list[QWidget] = [_head(theme, faces, said, chip)]
        plain = roll.bonus + roll.modifier
        if roll.odds and count * (sides - 1) + 1 <= _MOST_BARS:
            parts.append(Distribution(theme, count, sides, plain, roll))
        if roll.odds:
            parts.append(OutcomeBars(theme, roll.odds, roll.outcome, self._yardstick))
        return parts

    def _without_dice(self, theme: Theme, roll: Rolled) -> list[QWidget]:
        """Return lots as they were drawn, or an outcome that people have set, with what the dice would have said."""
        bars: list[QWidget] = [OutcomeBars(theme, roll.odds, roll.outcome, self._yardstick)] if roll.odds else []
        chip = Chip(theme, outcome_name(roll.outcome), "accent", "users" if roll.source == PEOPLE else "check")
        if roll.lots is None:
            caption = say("By the dice it would be:") if bars else ""
            said = column(text.label(say("Set by people"), "title"), text.label(roll.chosen, "body", wrap=True), gap=0)
            head = row(said, chip, gap=10)
            head.setStretch(0, 1)
        else:
            successes = say_count(roll.lots[0], "{count} success", "{count} successes")
            failures = say_count(roll.lots[1], "{count} failure", "{count} failures")
            caption = say("{successes}, {failures} in the bag", successes=successes, failures=failures)
            title = text.label(say_count(len(roll.faces), "{count} lot", "{count} lots"), "title")
            said = column(title, text.label(_source(roll), "caption"), gap=0)
            head = row(LotsDrawn(theme, roll.faces), said, None, chip, gap=10)
        parts = [bare(head)]
        if caption:
            parts.append(text.label(caption, "caption", wrap=True))
        return parts + bars

    def _chanced(self, theme: Theme, roll: Chanced) -> list[QWidget]:
        words = say("Chance {odds}", odds=told(roll.chance, self._yardstick))
        drawn = say("drawn {drawn}, needed less than {chance}", drawn=percent(roll.drawn), chance=percent(roll.chance))
        came = say("Comes up") if roll.came_up else say("Does not come up")
        tone, icon = ("accent", "check") if roll.came_up else ("neutral", "minus")
        chip = Chip(theme, came, tone, icon)
        head = flow(text.label(words, "strong", wrap=True), chip, gap=10)
        share = Share("", roll.chance, 0, 0)
        return [
            head,
            OutcomeBars(theme, (share,), "" if roll.came_up else "-", self._yardstick),
            text.label(say("set by hand") if roll.chosen else drawn, "caption", wrap=True),
        ]


def _head(theme: Theme, thrown: QWidget, said: QVBoxLayout, chip: QWidget) -> QWidget:
    """Return what was thrown, what it makes and the outcome: below it, where large text leaves no room beside."""
    if theme.px(100) > _LARGE:
        return bare(column(row(thrown, said, None, gap=6), row(chip, None), gap=6))
    return bare(row(thrown, said, None, chip, gap=10))


def roll_odds(roll: Rolled | Chanced) -> tuple[tuple[Share, ...], str]:
    """Return the odds of a roll, and what is thrown."""
    if isinstance(roll, Chanced):
        return (Share(say("comes up"), roll.chance, 0, 0),), say("{chance} chance", chance=percent(roll.chance))
    return roll.odds, f"{roll.dice}{_added(roll)}"


def odds_said(shares: Sequence[Share], yardstick: str) -> str:
    """Return the odds in one line: "failure about 3 in 10 (28%, unlikely), success …"."""
    return ", ".join(f"{outcome_name(share.outcome)} {told(share.chance, yardstick)}" for share in shares)


def odds_before(roll: Rolled | Chanced, yardstick: str = ICD_203) -> str:
    """Return the odds before a roll as a sentence, for screen readers."""
    if isinstance(roll, Chanced):
        return say("Chance {odds}, not drawn yet", odds=told(roll.chance, yardstick))
    return say("{dice}, not rolled yet: {odds}", dice=roll.dice, odds=odds_said(roll.odds, yardstick))


def roll_words(roll: Rolled | Chanced, yardstick: str = ICD_203) -> str:
    """Return a roll as a sentence, for screen readers."""
    if isinstance(roll, Chanced):
        chance = told(roll.chance, yardstick)
        if roll.came_up:
            return say("Chance {odds}: comes up", odds=chance)
        return say("Chance {odds}: does not come up", odds=chance)
    odds, outcome = odds_said(roll.odds, yardstick), outcome_name(roll.outcome)
    if roll.source == PEOPLE:
        people = say("Set by people: {outcome}, because {reason}", outcome=outcome, reason=roll.chosen)
        return say("{sentence}. Odds of the dice: {odds}", sentence=people, odds=odds) if odds else people
    if roll.lots is not None:
        lots = ", ".join(say("success") if face else say("failure") for face in roll.faces)
        return say("Lots: {lots}: {outcome}. Odds before they were drawn: {odds}", lots=lots, outcome=outcome,
                   odds=odds)  # fmt: skip
    faces = f" {say('and', context='between the dice that lie')} ".join(str(face) for face in roll.faces)
    return say("{dice}: {faces}, total {total}, {outcome}. Odds before the roll: {odds}", dice=roll.dice, faces=faces,
               total=number(roll.total), outcome=outcome, odds=odds)  # fmt: skip


def _added(roll: Rolled) -> str:
    """Return what is added to the dice: " + 2 − 1"."""
    return "".join(f" {signed(value)[0]} {number(abs(value))}" for value in (roll.bonus, roll.modifier) if value)


def _source(roll: Rolled) -> str:
    """Return where a roll comes from, in a few words."""
    if roll.source == TABLE:
        return say("from the table") if roll.lots is not None else say("dice from the table")
    if roll.chosen:
        return say("outcome set by hand")
    return say("drawn by the program") if roll.lots is not None else say("rolled by the program")


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
    """The odds of each outcome before the roll: its name, how likely it is in all three ways, and a bar.

    The bar stands between the two where there is room, else below them; where large text does not fit on one line, what
    is exact has a line of its own.
    """

    def __init__(self, theme: Theme, odds: Sequence[Share], outcome: str, yardstick: str) -> None:
        super().__init__()
        self._theme, self._odds, self._outcome = theme, tuple(odds), outcome
        self._yardstick = yardstick
        self._line = theme.px(20)
        self._told = [told(share.chance, yardstick) if share.outcome else "" for share in self._odds]
        metrics = QFontMetrics(theme.font(12, 600))
        self._names = max(
            (metrics.horizontalAdvance(outcome_name(share.outcome)) + 10 for share in self._odds if share.outcome),
            default=0,
        )
        self._words = max(metrics.horizontalAdvance(words) + 8 for words in self._told) if self._names else 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit(_USUAL)

    def _fit(self, width: int) -> None:
        self.setFixedHeight(self._each(width) * len(self._odds))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the width asks for."""
        super().resizeEvent(event)
        self._fit(self.width())

    def lines(self, width: int) -> int:
        """Return how many lines the words of an outcome take at that width; 0 where the bar stands between them."""
        names = min(self._names, int(width * _NAME))
        if not self._names or width - names - self._words >= self._theme.px(_SHORTEST_BAR):
            return 0
        return 1 if names + self._words <= width else 2

    def _each(self, width: int) -> int:
        """Return the height of an outcome."""
        lines = self.lines(width)
        return self._line * lines - self._theme.px(2) * (lines - 1) + _BAR + self._theme.px(4) if lines else self._line

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each outcome."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines, each = self.lines(self.width()), self._each(self.width())
        names = 0 if not self._names else min(self._names, int(self.width() * _NAME))
        for place, share in enumerate(self._odds):
            box = QRectF(0, place * each, self.width(), each)
            own = share.outcome == self._outcome
            painter.setFont(self._theme.font(12, 600 if own else 400))
            painter.setPen(self._theme.colour("text" if own else "text2"))
            if names:
                self._paint_words(painter, box, share, lines)
            track = QRectF(names, box.top() + self._line / 2 - 3, box.width() - names - self._words, _BAR)
            if lines:
                track = QRectF(0, box.bottom() - self._theme.px(4) - _BAR, box.width(), _BAR)
            self._bar(painter, track, share.chance, own=own)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF, share: Share, lines: int) -> None:
        """Paint the name on the left, and how likely it is on the right, or on two lines."""
        metrics, centre = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        right = centre | Qt.AlignmentFlag.AlignRight
        line = QRectF(0, box.top(), box.width(), self._line)
        first = odds_words(share.chance) if lines > 1 else told(share.chance, self._yardstick)
        room = box.width() - metrics.horizontalAdvance(first) - 8 if lines else min(self._names, box.width() * _NAME)
        name = metrics.elidedText(outcome_name(share.outcome), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(line, centre, name)
        painter.drawText(line, right, first)
        if lines > 1:
            exact = metrics.elidedText(
                exactly(share.chance, self._yardstick), Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(line.translated(0, self._line - self._theme.px(2)), right, exact)

    def _bar(self, painter: QPainter, box: QRectF, chance: float, *, own: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken" if self._theme.dark else "line"))
        painter.drawRoundedRect(box, 3, 3)
        fill = self._theme.colour("accent" if own else "line2")
        painter.setBrush(fill)
        if chance > 0:
            painter.drawRoundedRect(QRectF(box.x(), box.y(), max(6.0, box.width() * chance), box.height()), 3, 3)
