"""A ruling told on the screen: said, may they, odds, dice, why, effects, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from wargame.desktop import charts, text
from wargame.desktop.chips import Chip
from wargame.desktop.facilitator.roll_box import RollBox
from wargame.desktop.layout import bare, column, empty, row
from wargame.desktop.marks import Badge, Glyph
from wargame.exercise.choice_names import choices_in_short, target_name
from wargame.referee.ruling import ImprovisedSubject, InjectSubject, ItemSubject, OrderSubject, Ruling
from wargame.referee.state import TrackChanged
from wargame.review import names
from wargame.review.account import Line, ruling_account
from wargame.review.changes import track_text
from wargame.review.spoken import spoken
from wargame.session.fixed_words import improvised_text
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.state import Order

SECTIONS = {
    "said": phrase("Said"),
    "check": phrase("May they?"),
    "way": phrase("How it is decided"),
    "odds": phrase("Odds and dice"),
    "roll": phrase("Odds and dice"),
    "why": phrase("Why"),
    "story": phrase("What is told"),
    "effect": phrase("Effects"),
    "later": phrase("Still to come"),
    "note": phrase("For the record"),
    "heading": "",
}
_ICONS = {"held": ("circle-check", "ok"), "failed": ("circle-minus", "text2"), "struck": ("pencil", "warn")}
_ROLE_ICONS = {
    "effect": ("circle-dot", "text2"),
    "said": ("quote", "text2"),
    "way": ("scale", "text2"),
    "later": ("clock", "text2"),
    "note": ("info", "text2"),
    "story": ("megaphone", "text2"),
}


class AccountView(QWidget):
    """The account of one ruling, line by line; the caller scrolls it."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._theme = theme
        self._exercise = exercise
        self._slots = {actor: slot for slot, actor in enumerate(exercise.actors)}
        self.waits: RollBox | None = None
        """The roll whose dice have not fallen, while there is one."""
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.setLayout(self._layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_ruling(
        self, ruling: Ruling, orders: Iterable[Order] = (), *, open_question: bool = True, covered: bool = False
    ) -> None:
        """Show a ruling, proposed or committed; without its open question where that stands in a box of its own.

        `covered`: the dice of its last roll have not fallen yet; only the odds are shown (see `up_to_the_dice`).
        """
        self._clear()
        self._layout.addLayout(self._head(ruling))
        lines = spoken(self._exercise, ruling, ruling_account(self._exercise, ruling, orders))
        if covered:
            self._add_lines(_before_the_dice(ruling, lines), ruling, covered=True)
            return
        if ruling.asks is not None and not open_question:
            lines = lines[: -1 - len(ruling.asks.options)]  # the question and what it offers come last
        self._add_lines(lines, ruling)

    def add_section(self, title: str, lines: Sequence[Line]) -> None:
        """Add a section with a title of its own below what is shown."""
        self._layout.addSpacing(4)
        self._layout.addWidget(text.label(title, "section"))
        for line in lines:
            self._add(self._line(line), line.depth)

    def show_words(self, title: str, caption: str = "") -> None:
        """Show an entry that is no ruling."""
        self._clear()
        self._layout.addWidget(text.label(title, "name", wrap=True))
        if caption:
            self._layout.addWidget(text.label(caption, "caption", wrap=True))

    def show_rulings(self, rulings: Sequence[Ruling], told: Iterable[str] = (), orders: Iterable[Order] = ()) -> None:
        """Show several rulings, one below the other, those that did nothing last, and without the stories in `told`."""
        self._clear()
        known = [" ".join(story.split()) for story in told]
        quiet, idle = [], []
        for ruling in rulings:
            account = spoken(self._exercise, ruling, ruling_account(self._exercise, ruling, orders))
            item = getattr(ruling.subject, "item", None)
            lines = [
                line for line in account
                if not (line.role == "story" and any(" ".join(line.text.split()) in story for story in known))
                and not (line.role == "heading" and item and line.text.casefold() == names.item_name(item).casefold())
            ]  # fmt: skip
            if item is not None and not lines:
                quiet.append(
                    names.item_name(item) or names.phase_name(self._exercise, getattr(ruling.subject, "phase", ""))
                )
                continue
            if item is not None and all(line.mark == "failed" for line in lines):
                idle += lines
                continue
            if self._layout.count():
                self._layout.addSpacing(10)
            self._layout.addLayout(self._head(ruling))
            self._add_lines(lines if ruling.rolls else _effects_first(lines), ruling)
        if idle:
            # What did not happen comes after what did.
            self.add_section(say("Nothing follows from"), idle)
        if quiet:
            without = say("Without effect: {names}", names=", ".join(quiet))
            self._layout.addWidget(text.label(without, "caption", wrap=True))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        empty(self._layout)
        self.waits = None

    def _head(self, ruling: Ruling) -> QLayout:
        exercise = self._exercise
        title, caption, badge = "", "", QWidget()
        match ruling.subject:
            case OrderSubject(order):
                actor, move = exercise.actors[order.actor], exercise.rulebook.moves[order.move]
                caption = actor.name
                if order.target:
                    aim = target_name(exercise, move, order.target)
                    to = move.aimed == "actors"
                    caption = say("{actor} to {target}", actor=caption, target=aim) if to else f"{caption} {aim}"
                if chosen := choices_in_short(move, order.choices):
                    caption = f"{caption} {chosen.strip()}"
                badge = Badge(self._theme, self._slots[order.actor], actor.monogram, actor.name, 28)
                title = names.move_name(exercise, order.move)
            case ItemSubject(turn, phase, item):
                badge = Glyph(self._theme, "refresh-cw", "text2", 20)
                title = names.opening(names.item_name(item)) if item else names.phase_name(exercise, phase)
                caption = f"{names.opening(names.turn_name(exercise, turn))} · {names.phase_name(exercise, phase)}"
            case ImprovisedSubject(actor_id) as improvised:
                known = exercise.actors.get(actor_id)
                badge = (
                    Badge(self._theme, self._slots[actor_id], known.monogram, known.name, 28)
                    if known
                    else Glyph(self._theme, "sparkles", "text2", 20)
                )
                actor_words = names.opening(names.actor_name(exercise, actor_id))
                title, caption = improvised_text(improvised), say("{actor} · improvised", actor=actor_words)
            case InjectSubject(inject):
                badge = Glyph(self._theme, "newspaper", "text2", 20)
                title, caption = names.inject_name(exercise, inject), say("Inject, delivered now")
        words = column(text.label(title, "title", wrap=True), text.elided(caption, "caption"), gap=1)
        made = row(badge, words, gap=10)
        made.setStretch(1, 1)
        if isinstance(ruling.subject, OrderSubject):
            public = "all" in ruling.seen_by
            reach = say("Public") if public else say("Secret")
            chip = Chip(self._theme, reach, "neutral", "globe" if public else "eye-off")
            text.tooltip(chip, say("Who learns of it: {audience}", audience=names.audience(exercise, ruling.seen_by)))
            made.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _add_lines(self, lines: Sequence[Line], ruling: Ruling, *, covered: bool = False) -> None:
        rolls = list(ruling.rolls)
        section = ""
        box_paths: set[str] = set()
        for line in lines:
            if line.role in {"odds", "roll"}:
                if line.role == "odds" or not box_paths or line.path not in box_paths:
                    box_paths.add(line.path)
                    roll = next((found for found in rolls if found.path == line.path), None)
                    if roll is not None:
                        rolls.remove(roll)
                        words, hidden = self._exercise.likelihood_words, covered and roll is ruling.rolls[-1]
                        box = RollBox(self._theme, roll, words, covered=hidden)
                        self._add(box, 0)
                        self.waits = box if hidden else None
                section = "odds"
                continue
            name = SECTIONS.get(line.role, "")
            if name and name != SECTIONS.get(section, ""):
                self._layout.addSpacing(4)
                self._layout.addWidget(text.label(say(name), "section"))
            section = line.role
            self._add(self._line(line), line.depth)

    def _add(self, widget: QWidget, depth: int) -> None:
        if not depth:
            self._layout.addWidget(widget)
            return
        self._layout.addWidget(bare(column(widget, margins=(10 * min(depth, 3), 0, 0, 0))))

    def _line(self, line: Line) -> QWidget:
        if line.role == "heading":
            return self._titled(line)
        if line.change is not None and line.mark != "struck":
            return self._changed(line, line.change)
        icon, token = _ICONS.get(line.mark) or _ROLE_ICONS.get(line.role) or ("minus", "text2")
        role = "quiet" if line.mark in {"failed", "struck"} or line.role in {"note", "later"} else "body"
        words = text.label(line.text, role, wrap=True)
        return self._row(Glyph(self._theme, icon, token, 14), words, line)

    def _titled(self, line: Line) -> QWidget:
        words = text.label(line.text, "quiet" if line.mark == "failed" else "strong", wrap=True)
        if not line.mark:
            return self._row(None, words, line)
        icon, token = _ICONS[line.mark]
        return self._row(Glyph(self._theme, icon, token, 14), words, line)

    def _changed(self, line: Line, change: TrackChanged) -> QWidget:
        track = self._exercise.tracks.get(change.track)
        good = track.good.get("all", "") if track else ""
        difference = change.after - change.before
        tone = {"ok": "ok", "bad": "bad"}.get(charts.tone_of(difference, good), "neutral")
        name = text.elided(names.track_name(self._exercise, change.track), "body")
        before = text.label(names.value_text(self._exercise, change.track, change.before), "quiet")
        after = text.label(names.value_text(self._exercise, change.track, change.after), "strong")
        chip = Chip(self._theme, charts.signed_text(difference), tone)
        made = row(name, before, Glyph(self._theme, "arrow-right", "text2", 12), after, chip, gap=6)
        made.setStretch(0, 1)
        holder = bare(made)
        holder.setAccessibleName(line.text)
        text.tooltip(holder, f"{line.text}\n{line.place or line.path}".strip())
        band = names.band(self._exercise, change.track, change.after)
        tail = line.text.replace(track_text(self._exercise, change), "").lstrip(";").strip()
        extra = ([band] if band and band != names.band(self._exercise, change.track, change.before) else []) + (
            [tail] if tail else []
        )
        if not extra:
            return holder
        return bare(column(holder, text.label(" · ".join(extra), "caption", wrap=True), gap=0))

    def _row(self, glyph: QWidget | None, words: QWidget, line: Line) -> QWidget:
        made = row(words, gap=8)
        if glyph is not None:
            made.insertWidget(0, glyph, 0, Qt.AlignmentFlag.AlignTop)
        made.setStretchFactor(words, 1)
        if line.place is not None and line.role in {"heading", "check", "why"}:
            where = text.label(f"{line.place.file.partition('.')[0]}:{line.place.line}", "small")
            text.tooltip(where, str(line.place))
            made.addWidget(where, 0, Qt.AlignmentFlag.AlignTop)
        return bare(made)


def _before_the_dice(ruling: Ruling, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that can be read before the last roll; what the rolls before it have led to is among them."""
    dice = max((place for place, line in enumerate(lines) if line.role == "roll"), default=len(lines))
    happened = [line for line in lines[dice:] if line.role in {"effect", "later"}] if len(ruling.rolls) > 1 else []
    return [*lines[:dice], *happened]


def _effects_first(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those on what did not hold at the end of each rule: what changed is looked for first."""
    told: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        if line.role == "heading":
            told += waiting
            waiting = []
        (waiting if (line.role, line.mark) == ("why", "failed") else told).append(line)
    return told + waiting
