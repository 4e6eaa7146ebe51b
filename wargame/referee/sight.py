"""Who may know what: tracks, flags and moves, and every rule that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, ClearFlag, Effect, Move, RaiseFlag
from wargame.referee.ruling import Chanced, Finding, ImprovisedSubject, OrderSubject, Ruling
from wargame.referee.state import EVERYBODY, OrderCarriedOut

ROOM = "room"
"""The audience in front of the wall: it sees what everybody sees."""


class Sight:
    """What one audience (an actor, or ROOM) may know, by the exercise's own word."""

    def __init__(self, exercise: Exercise, audience: str) -> None:
        self._exercise = exercise
        self.audience = audience

    def among(self, audiences: Iterable[str]) -> bool:
        """Return whether something for these audiences is for this one."""
        return any(one in (EVERYBODY, self.audience) for one in audiences)

    def sees(self, track: str) -> bool:
        """Return whether the true value of a track or derived value is known."""
        return self._sees(track, self._hidden_flags)

    def follows(self, move: str) -> bool:
        """Return whether it is always known when a move, or any with that tag, is carried out."""
        moves = [one for one in self._exercise.rulebook.moves.values() if one.id == move or move in one.tags]
        return all(self.learns_of(one) for one in moves)

    def learns_of(self, move: Move) -> bool:
        """Return whether this audience always learns of the move, whoever makes it."""
        if move.seen == "public" or move.by == (self.audience,):
            return True
        return isinstance(move.seen, tuple) and self.among(move.seen)

    def flag(self, flag: str) -> bool:
        """Return whether it is always known if a flag is up."""
        return flag not in self._hidden_flags

    def knows(self, rule: Expression, target: str = "") -> bool:
        """Return whether everything that a condition or amount reads is known, for a rule of this audience."""
        return self._knows(rule, self._hidden_flags, target)

    @cached_property
    def _hidden_flags(self) -> frozenset[str]:
        """The flags that some rule touches unseen, or on account of something unseen."""
        hidden: frozenset[str] = frozenset()
        while True:
            found = hidden | {flag for flag, known in self._touches(hidden) if not known}
            if found == hidden:
                return hidden
            hidden = found

    def _touches(self, hidden: frozenset[str]) -> Iterator[tuple[str, bool]]:
        """Yield every flag with whether a rule that touches it does so in sight."""
        rules = self._exercise.rulebook
        for move in rules.moves.values():
            yield from self._flags(move.block, hidden, known=self.learns_of(move))
            if move.detected is not None:
                yield from self._flags(move.detected, hidden, known=True)
        for blocks in rules.steps.values():
            for block in blocks:
                yield from self._flags(block, hidden, known=True)
        for trigger in rules.triggers.values():
            yield from self._flags(trigger.block, hidden, known=self._knows(trigger.when, hidden))
        for inject in self._exercise.injects:
            yield from self._flags(inject.block, hidden, known=self.among(inject.to))

    def _flags(self, block: Block, hidden: frozenset[str], *, known: bool) -> Iterator[tuple[str, bool]]:
        asked = [part for part in (block.condition, block.chance) if part is not None]
        known = known and all(self._knows(part, hidden) for part in asked)
        lists: list[Iterable[Effect]] = [block.effects, *(outcome.effects for outcome in block.outcomes)]
        for effects in lists:
            for effect in effects:
                if isinstance(effect, Block):
                    yield from self._flags(effect, hidden, known=known)
                elif isinstance(effect, RaiseFlag | ClearFlag):
                    condition = effect.condition
                    yield effect.flag, known and (condition is None or self._knows(condition, hidden))

    def _knows(self, rule: Expression, hidden: frozenset[str], target: str = "") -> bool:
        bound = {"me": self.audience, "target": target}
        tracks = (reference.resolved(bound) for reference in rule.reads)
        if not all(self._sees(track, hidden) for track in tracks):
            return False
        return all(self._named(kind, name, hidden) for kind, name in rule.names)

    def _sees(self, track: str, hidden: frozenset[str]) -> bool:
        if track in self._exercise.tracks:
            return self.among(self._exercise.tracks[track].seen_by)
        derived = self._exercise.derived.get(track)
        return derived is not None and self.among(derived.seen_by) and self._knows(derived.formula, hidden)

    def _named(self, kind: str, name: str, hidden: frozenset[str]) -> bool:
        if kind == "table":
            return self._knows(self._exercise.rulebook.tables[name].by, hidden)
        if kind == "flag":
            return name not in hidden
        return self.follows(name)


def seen_by(exercise: Exercise, ruling: Ruling) -> tuple[str, ...]:
    """Return who learns that what a ruling is about has happened: `all`, actors, or () for the white cell alone.

    An order is known as its move says; one that lapsed, to its own seat. What the
    program does in a phase is for the white cell: what others learn of it is what
    they are told (`visibility.told`), so that not even its absence gives anything away.
    """
    subject = ruling.subject
    if isinstance(subject, ImprovisedSubject):
        return (EVERYBODY,)
    if isinstance(subject, OrderSubject):
        order = subject.order
        if not any(isinstance(change, OrderCarriedOut) for change in ruling.changes):
            return (order.actor,)
        return _seen_by_order(exercise.rulebook.moves[order.move], order.actor, ruling.findings)
    return ()


def _seen_by_order(move: Move, actor: str, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    match move.seen:
        case "public":
            return (EVERYBODY,)
        case "secret":
            return (actor,)
        case "when detected":
            return (EVERYBODY,) if detected(move, findings) else (actor,)
        case actors:
            return (EVERYBODY,) if EVERYBODY in actors else tuple(dict.fromkeys([actor, *actors]))


def detected(move: Move, findings: tuple[Finding, ...]) -> bool:
    """Return whether a move was detected in these findings."""
    path = move.detected.path if move.detected is not None else None
    return any(isinstance(finding, Chanced) and finding.path == path and finding.came_up for finding in findings)
