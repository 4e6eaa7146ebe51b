"""A move laid open step by step: who, what, the odds, the dice, what changes, why. Then its headline, and quiet."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.charts import number_text, signed_text
from wargame.desktop.room.frame import frame
from wargame.desktop.room.public_timeline import MARKS
from wargame.desktop.room.sheet import Badge, Die, Icon, Panel
from wargame.exercise.choice_names import outcome_name
from wargame.exercise.punctuation import quoted, titled
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from datetime import datetime

    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.wall_scenes import Board, Cue
    from wargame.referee.wall_views import EffectLine, OddsLine, Reveal, RollLine, WhyLine

GAP = 24
LARGE_DIE = 120
MOST_DICE = 6
LOWEST_ROW, HIGHEST_ROW = 42.0, 58.0
CHANGE = 84.0
_SPOKEN = {"failure": ("failure", "fail", "no"), "partial": ("partial", "mixed"), "success": ("success", "full", "yes")}
COVERED = phrase("Rolled: the odds hang on what not everybody knows")
BY_PEOPLE = phrase("Decided by people, without dice")
NOTHING = phrase("Nothing changes that everybody could see")


def reveal(sheet: Sheet, board: Board, cue: Cue, now: datetime) -> None:
    """Put as much of the move on the sheet as is open."""
    if cue.reveal is None:
        _nothing(sheet, board, now)
    elif cue.quiet:
        _quiet(sheet, board, cue.reveal, now)
    else:
        _steps(sheet, board, cue.reveal, cue.step, now)


def _nothing(sheet: Sheet, board: Board, now: datetime) -> None:
    box = frame(sheet, board, now)
    place = QRectF(box.left(), box.center().y() - 60, box.width(), 130)
    sheet.text(place, say("No move waits to be revealed"), 54, 600, "text2", "centre", display=True, smallest=40)


def _steps(sheet: Sheet, board: Board, shown: Reveal, step: int, now: datetime) -> None:
    box = frame(sheet, board, now, with_clock=False)
    opened = shown.steps[: max(step, 1)]
    if opened[-1] in ("who", "what"):
        _announced(sheet, box, shown, what="what" in opened)
        return
    head = QRectF(box.left(), box.top(), box.width(), 270)
    _who(sheet, head, shown)
    below = QRectF(box.left(), head.bottom() + GAP, box.width(), box.bottom() - head.bottom() - GAP)
    left, right = _halves(below)
    if shown.rolls and ("odds" in opened or "dice" in opened):
        _roll_panel(sheet, left, shown, dice="dice" in opened)
    beside = right if shown.rolls else below
    effects, why = _shares(beside, shown) if shown.rolls else _halves(below) if shown.why else (below, below)
    if "effects" in opened:
        _effects(sheet, effects, shown.effects)
    if "why" in opened:
        _why(sheet, why, shown.why)


def _halves(box: QRectF) -> tuple[QRectF, QRectF]:
    half = (box.width() - GAP) / 2
    return QRectF(box.left(), box.top(), half, box.height()), QRectF(box.right() - half, box.top(), half, box.height())


def _shares(box: QRectF, shown: Reveal) -> tuple[QRectF, QRectF]:
    """Part a box between what changes and why, by how much there is of each."""
    if not shown.why:
        return box, box
    rows = max(len(shown.effects), 1) + 2, len(shown.why) + 2
    share = min(max(rows[0] / sum(rows), 0.36), 0.64)
    upper = (box.height() - GAP) * share
    lower = box.height() - GAP - upper
    return (
        QRectF(box.left(), box.top(), box.width(), upper),
        QRectF(box.left(), box.bottom() - lower, box.width(), lower),
    )


def _announced(sheet: Sheet, box: QRectF, shown: Reveal, *, what: bool) -> None:
    """Say who, and then what, in the middle of the picture."""
    first, size = len(sheet.items), 220.0
    _badges(sheet, box.center().x(), box.top(), size, shown)
    place = QRectF(box.left() + box.width() * 0.06, box.top() + size + 44, box.width() * 0.88, 70)
    if not what:
        sheet.text(QRectF(place.left(), place.top(), place.width(), 220), _names(shown), 84, 600, "text", "centre",
                   display=True, smallest=54)  # fmt: skip
    else:
        sheet.line(place, _names(shown), 44, 600, "text2", "centre", smallest=30)
        below = QRectF(place.left(), place.bottom() + 14, place.width(), 200)
        end = sheet.text(below, shown.title, 84, 600, "text", "centre", display=True, smallest=54)
        said = quoted(shown.said) if shown.said else ""
        sheet.text(QRectF(place.left(), end + 20, place.width(), box.bottom() - end - 20), said, 40, 400, "text2",
                   "centre")  # fmt: skip
    sheet.settle(first, box, 0.4)


def _names(shown: Reveal) -> str:
    names = [actor.name for actor in shown.actors] or [say("From outside")]
    return reduce(lambda one, other: say("{one} and {other}", one=one, other=other), names)


def _badges(sheet: Sheet, centre: float, top: float, size: float, shown: Reveal) -> None:
    """Put the badges of everybody concerned side by side, around a centre."""
    gap, badges = 32.0, shown.actors[:4]
    left = centre - (len(badges) * size + max(len(badges) - 1, 0) * gap) / 2
    for number, actor in enumerate(badges):
        sheet.add(Badge(QRectF(left + number * (size + gap), top, size, size), actor.slot, actor.monogram))
    if not badges:
        sheet.add(Icon(QRectF(centre - size / 2, top, size, size), "zap", "text2"))


def _who(sheet: Sheet, box: QRectF, shown: Reveal) -> None:
    """Put who does what at the head of everything that follows."""
    sheet.add(Panel(box, "surface", "", 20))
    inner = box.adjusted(36, 26, -36, -22)
    size = 150.0
    count = max(len(shown.actors[:3]), 1)
    wide = count * size + (count - 1) * 32
    shown_here = replace(shown, actors=shown.actors[:3])
    _badges(sheet, inner.left() + wide / 2, inner.center().y() - size / 2, size, shown_here)
    words = QRectF(inner.left() + wide + 40, inner.top(), inner.width() - wide - 40, inner.height())
    first = len(sheet.items)
    sheet.line(QRectF(words.left(), words.top(), words.width(), 46), _names(shown), 34, 600, "text2", smallest=28)
    end = sheet.text(
        QRectF(words.left(), words.top() + 50, words.width(), 80 if shown.said else 170), shown.title, 64, 600,
        display=True, smallest=40,
    )  # fmt: skip
    said = quoted(shown.said) if shown.said else ""
    sheet.text(QRectF(words.left(), end + 6, words.width(), words.bottom() - end - 6), said, 32, 400, "text2")
    sheet.settle(first, words)


def _section(sheet: Sheet, box: QRectF, title: str, icon: str) -> QRectF:
    """Put a panel with its title on the sheet; return the box for what is in it."""
    sheet.add(Panel(box, "surface", "", 20))
    inner = box.adjusted(36, 22, -36, -22)
    sheet.add(Icon(QRectF(inner.left(), inner.top() + 2, 32, 32), icon, "text2"))
    sheet.line(QRectF(inner.left() + 44, inner.top(), inner.width() - 44, 36), title, 26, 600, "text2")
    return QRectF(inner.left(), inner.top() + 50, inner.width(), inner.height() - 50)


def _roll_panel(sheet: Sheet, box: QRectF, shown: Reveal, *, dice: bool) -> None:
    roll = shown.rolls[0]
    inner = _section(sheet, box, say("The odds") if roll.odds else say("The roll"), "percent" if roll.odds else "dices")
    top = _odds(sheet, inner, roll.odds, came=dice) if roll.odds else inner.top()
    if dice:
        _dice(sheet, QRectF(inner.left(), top, inner.width(), inner.bottom() - top), roll, shown.story)


def _odds(sheet: Sheet, box: QRectF, odds: tuple[OddsLine, ...], *, came: bool) -> float:
    """Put each outcome into the box with its chance, and a bar as wide as that below; return where they end."""
    top, row = box.top(), 58.0
    for line in odds[:5]:
        strong = came and line.came
        weight = 700 if strong else 500
        told = _told(sheet, line, box.width() - sheet.advance(outcome_words(line.outcome), 26, 700) - 24)
        wide = min(sheet.advance(told, 26, 700) + 8, box.width() * 0.85)
        words = QRectF(box.left(), top, box.width() - wide - 16, row - 18)
        sheet.line(words, outcome_words(line.outcome), 26, weight, smallest=24)
        sheet.line(QRectF(box.right() - wide, top, wide, row - 18), told, 26, weight, "text", "right", smallest=24)
        bar = QRectF(box.left(), top + row - 18, box.width(), 10)
        sheet.add(Panel(bar, "sunken", "", 5))
        full = QRectF(bar.left(), bar.top(), max(bar.width() * line.chance, 10), bar.height())
        sheet.add(Panel(full, "accent" if strong or not came else "line2", "", 5))
        top += row
    return top + 8


def _told(sheet: Sheet, line: OddsLine, room: float) -> str:
    """Return how likely an outcome is in all three ways, or without the count where a long word leaves it no room."""
    whole = f"{line.words} ({line.exact})" if line.exact else line.words
    return whole if not line.exact or sheet.advance(whole, 26, 700) <= room else line.exact


def _dice(sheet: Sheet, box: QRectF, roll: RollLine, story: str) -> None:
    """Put what was thrown into the box, what came of it, and the words for that."""
    low, tall = 64.0, 84.0 if story else 0.0
    size = max(min(LARGE_DIE, box.height() - low - tall - 30), 72.0)
    left, top = box.left(), box.top() + 4
    if roll.covered or not roll.dice:
        words = say(COVERED) if roll.covered else say(BY_PEOPLE)
        sheet.text(QRectF(left, top, box.width(), size), words, 28, 400, "text2")
    else:
        left = _faces(sheet, QRectF(left, top, box.width(), size), roll)
        added = f"{signed_text(roll.added)}  " if roll.added and not roll.lots else ""
        several = len(roll.faces) > 1 or bool(roll.added)
        total = f"{added}= {number_text(roll.total)}" if several and not roll.lots else ""
        sheet.line(QRectF(left + 16, top, max(box.right() - left - 16, 1), size), total, 48, 600)
    top += size + 12
    if roll.outcome:
        icon, shade = MARKS.get(success(roll.outcome, roll.odds), MARKS["success"])
        sheet.add(Icon(QRectF(box.left(), top + 8, 48, 48), icon, shade))
        sheet.line(
            QRectF(box.left() + 64, top, box.width() - 64, low), outcome_words(roll.outcome), 44, 600, smallest=30
        )
        top += low
    sheet.text(QRectF(box.left(), top + 6, box.width(), box.bottom() - top - 6), story, 30, 400, "text2", smallest=26)


def _faces(sheet: Sheet, box: QRectF, roll: RollLine) -> float:
    size, left = box.height(), box.left()
    pips = roll.sides == 6 and not roll.lots  # noqa: PLR2004 -- only those have pips
    for face in roll.faces[:MOST_DICE]:
        place = QRectF(left, box.top(), size, size)
        if pips:
            sheet.add(Die(place, face))
        elif roll.lots:
            icon, shade = MARKS["success" if face else "failure"]
            sheet.add(Panel(place, "bg", "line2", 48))
            sheet.add(Icon(place.adjusted(20, 20, -20, -20), icon, shade))
        else:
            sheet.add(Panel(place, "bg", "line2", 16))
            sheet.line(place, str(face), 40, 600, "text", "centre")
        left += size + 16
    return left


def opening(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def outcome_words(outcome: str) -> str:
    """Return an outcome as the room reads it."""
    return opening(outcome_name(outcome))


def success(outcome: str, odds: tuple[OddsLine, ...]) -> str:
    """Return how well a roll came out: by the word for it, else by its place among the outcomes."""
    word = outcome.casefold()
    for mark, said in _SPOKEN.items():
        if word in said:
            return mark
    names = [line.outcome for line in odds]
    if len(names) < 2 or outcome not in names or outcome == names[-1]:  # noqa: PLR2004 -- one is no choice
        return "success"
    return "failure" if outcome == names[0] else "partial"


def _rows(box: QRectF, count: int) -> tuple[float, int]:
    """Return how high rows are so that as many as possible of `count` fit, and how many do."""
    room = max(1, int((box.height() + 0.5) // LOWEST_ROW))
    return min(max(box.height() / max(count, 1), LOWEST_ROW), HIGHEST_ROW), min(room, count)


def _effects(sheet: Sheet, box: QRectF, effects: tuple[EffectLine, ...]) -> None:
    inner = _section(sheet, box, say("What changes"), "activity")
    if not effects:
        sheet.text(inner, say(NOTHING), 30, 400, "text2")
        return
    row, room = _rows(inner, len(effects))
    shown = effects if len(effects) <= room else effects[: room - 1]
    values = max((sheet.advance(_values(line), 32, 600) for line in shown if line.after), default=0.0) + 6
    widest = inner.width() - values - CHANGE - 24
    names = max((sheet.advance(_name(line), 30, 500) for line in shown if line.after), default=0.0) + 30
    for number, line in enumerate(shown):
        place = QRectF(inner.left(), inner.top() + number * row, inner.width(), row)
        _effect(sheet, place, line, min(names, widest), values)
    if len(shown) < len(effects):
        last = QRectF(inner.left(), inner.top() + len(shown) * row, inner.width(), row)
        more = say_count(len(effects) - len(shown), "and {count} more", "and {count} more")
        sheet.line(last, more, 28, 400, "text2")


def _values(line: EffectLine) -> str:
    return f"{line.before} → {line.after}"


def _name(line: EffectLine) -> str:
    return titled(line.name, line.band) if line.band else line.name


def _effect(sheet: Sheet, row: QRectF, line: EffectLine, names: float, values: float) -> None:
    if not line.after:
        sheet.line(row, line.name, 30, 500, smallest=24)
        return
    sheet.line(QRectF(row.left(), row.top(), names, row.height()), _name(line), 30, 500, smallest=24)
    left = row.left() + names + 12
    sheet.line(QRectF(left, row.top(), values, row.height()), _values(line), 32, 600, "text", "right")
    change = QRectF(left + values + 12, row.top(), CHANGE, row.height())
    sheet.line(change, line.change, 30, 600, line.tone, "right", smallest=24)


def _why(sheet: Sheet, box: QRectF, reasons: tuple[WhyLine, ...]) -> None:
    inner = _section(sheet, box, say("Why"), "scale")
    ranked = sorted(reasons, key=lambda line: not line.counts)
    row, room = _rows(inner, len(ranked))
    amounts = max((sheet.advance(line.amount, 28, 600) for line in ranked if line.amount), default=0.0)
    for number, line in enumerate(ranked[:room]):
        top = inner.top() + number * row
        icon, mark = ("check", "ok") if line.counts else ("minus", "text2")
        sheet.add(Icon(QRectF(inner.left(), top + (row - 30) / 2, 30, 30), icon, mark))
        left = inner.left() + 44
        shade = "text" if line.counts else "text2"
        if line.amount:
            sheet.line(QRectF(left, top, amounts + 4, row), line.amount, 28, 600, shade)
            left += amounts + 20
        words = opening(line.text) if line.counts else say("Does not count: {reason}", reason=line.text)
        sheet.line(QRectF(left, top, inner.right() - left, row), words, 28, 400, shade, smallest=24)


def _quiet(sheet: Sheet, board: Board, shown: Reveal, now: datetime) -> None:
    """One picture, one headline."""
    box = frame(sheet, board, now, with_clock=False)
    first = len(sheet.items)
    size, top = 180.0, box.top()
    _badges(sheet, box.center().x(), top, size, shown)
    inset = box.width() * 0.06
    words = QRectF(box.left() + inset, top + size + 48, box.width() - 2 * inset, 300)
    end = sheet.text(words, shown.title, 84, 600, "text", "centre", display=True, smallest=54)
    if shown.outcome and shown.mark in MARKS:
        icon, shade = MARKS[shown.mark]
        wide = sheet.advance(outcome_words(shown.outcome), 44, 600) + 4
        start = box.center().x() - (wide + 64) / 2
        sheet.add(Icon(QRectF(start, end + 30, 48, 48), icon, shade))
        sheet.line(QRectF(start + 64, end + 22, wide, 64), outcome_words(shown.outcome), 44, 600)
    sheet.settle(first, box, 0.4)
