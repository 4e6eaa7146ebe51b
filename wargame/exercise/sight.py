"""Who may know what: tracks, flags and moves, and every rule that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Ask, Block, ClearFlag, Effect, Move, RaiseFlag
from wargame.exercise.vocabulary import AGREEMENT_WORDS, EVERYBODY

_OF_AGREEMENTS = frozenset(("active", "ever", "offered", "age", "term", "fact", "card"))

ROOM = "room"
"""The audience in front of the wall: it sees what everybody sees."""


class Sight:
    """What one audience (an actor, or ROOM) may know, by the exercise's own word."""

    def __init__(self, exercise: Exercise, audience: str, kept: frozenset[str] = frozenset()) -> None:
        """`kept`: moves that were made and that the facilitator has kept from this audience."""
        self._exercise = exercise
        self._kept = kept
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
        if move.id in self._kept:
            return False
        if move.seen == "public" or move.by == (self.audience,):
            return True
        return isinstance(move.seen, tuple) and self.among(move.seen)

    def flag(self, flag: str) -> bool:
        """Return whether it is always known if a flag is up."""
        return flag not in self._hidden_flags

    def fact(self, owner: str, fact: str) -> bool:
        """Return whether a fact of an agreement is known; where the owner is a bound word, of all that have it."""
        agreements = self._exercise.agreements.values()
        meant = [one.facts[fact] for one in agreements if fact in one.facts and owner in (one.id, *AGREEMENT_WORDS)]
        return bool(meant) and all(self.among(one.seen_by) for one in meant)

    def party(self, agreement: str) -> bool:
        """Return whether this audience is a party of an agreement, and so sees its text on the table."""
        known = self._exercise.agreements.get(agreement)
        meant = self._exercise.agreements.values() if known is None else (known,)
        return all(self.audience in one.parties for one in meant)

    def knows(self, rule: Expression, target: str = "") -> bool:
        """Return whether everything that a condition or amount reads is known, for a rule of this audience."""
        return self._knows(rule, self._hidden_flags, target)

    def follows_rule(self, rule: Expression, bound: Mapping[str, str]) -> bool:
        """Return whether everything is known that a rule of somebody else reads; `bound` says whom its words stand for.

        Nothing is known here for being one's own: a card of the mover stays the mover's.
        """
        if not all(self.sees(reference.resolved(bound)) for reference in rule.reads):
            return False
        named = ((kind, ".".join(bound.get(part, part) for part in name.split("."))) for kind, name in rule.names)
        return all(self._named(kind, name, self._hidden_flags) for kind, name in named)

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
        for effects in _hooks(self._exercise):
            yield from self._among(effects, hidden, known=True)

    def _flags(self, block: Block, hidden: frozenset[str], *, known: bool) -> Iterator[tuple[str, bool]]:
        asked = [part for part in (block.condition, block.chance) if part is not None]
        known = known and all(self._knows(part, hidden) for part in asked)
        for effects in (block.effects, *(outcome.effects for outcome in block.outcomes)):
            yield from self._among(effects, hidden, known=known)

    def _among(
        self, effects: Iterable[Effect], hidden: frozenset[str], *, known: bool, asked: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, bool]]:
        """Yield the flags that effects touch, those of the answers to a question included."""
        for effect in effects:
            if isinstance(effect, Block):
                yield from self._flags(effect, hidden, known=known)
                continue
            seen = known and (effect.condition is None or self._knows(effect.condition, hidden))
            if isinstance(effect, RaiseFlag | ClearFlag):
                yield effect.flag, seen
            elif isinstance(effect, Ask) and effect.question not in asked:
                question = self._exercise.questions[effect.question]
                for option in question.options:
                    seen_then = seen and not question.secret
                    already = asked | {effect.question}
                    yield from self._among(option.effects, hidden, known=seen_then, asked=already)

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
        if kind in _OF_AGREEMENTS:
            return self._of_agreement(kind, name)
        return self.follows(name)

    def _of_agreement(self, kind: str, name: str) -> bool:
        """Return whether something about agreements or cards is known; what is in force, and its terms, always."""
        owner, _, word = name.partition(".")
        if kind == "card":
            return owner in (self.audience, "me")
        if kind == "fact":
            return self.fact(owner, word)
        return kind != "offered" or self.party(name)


def _hooks(exercise: Exercise) -> Iterator[Iterable[Effect]]:
    """Yield what agreements do by themselves: everybody sees that they are signed, are broken, rest, and end."""
    common = exercise.common
    for rules in (*exercise.agreements.values(), *(() if common is None else (common,))):
        yield rules.on_signing
        yield rules.each_turn
        yield rules.if_found or ()
        yield rules.on_termination or ()
        yield rules.if_a_support_ends or ()
    question = None if common is None else exercise.questions.get(common.ambiguous)
    for option in () if question is None or question.secret else question.options:
        yield option.effects
