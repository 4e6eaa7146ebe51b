"""The numbers that a condition compared, by the names people know: "Trust is 24", "North has played it twice"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.exercise.choice_names import chosen_name
from wargame.exercise.condition_nodes import (
    Age,
    And,
    Given,
    Means,
    Node,
    OverAll,
    Question,
    Read,
    Stands,
    TableRead,
    TermRead,
)
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import quoted
from wargame.exercise.vocabulary import ANYBODY
from wargame.review import names
from wargame.review.values import called, read_name, table_called
from wargame.translation import phrase, say, say_count

_TIMES: Mapping[int, str] = {1: phrase("once"), 2: phrase("twice")}
_OVER_ALL: Mapping[tuple[bool, bool], str] = {
    (True, False): phrase("{term} of all agreements in force comes to {value}"),
    (True, True): phrase("{term} of all agreements marked {tags} in force comes to {value}"),
    (False, False): phrase("the highest {term} of agreements in force is {value}"),
    (False, True): phrase("the highest {term} of agreements marked {tags} in force is {value}"),
}
"""What is told of a term over agreements: of its total or its highest, of all of them or of those with a tag."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """The numbers of one part of a condition."""

    exercise: Exercise
    bound: Mapping[str, str]
    text: str
    """What was parsed; the nodes know their places in it."""
    clause: Clause

    def value(self, node: Node) -> float | None:
        """Return what an amount was; None for one that was not told."""
        written = self.text[node.start : node.end]
        if isinstance(node, Read):
            written = node.reference.text
        found = dict(self.clause.values).get(node.table if isinstance(node, TableRead) else written)
        return None if found is None or isinstance(found, str | bool) else found

    def shown(self, node: Node, value: float) -> str:
        """Return a number as this amount is told: with its unit, or by the name of the level."""
        match node:
            case Read(reference=reference):
                track = names.track_written(self.exercise, reference.resolved(self.bound))
                return names.value_text(self.exercise, track.id, value) if track is not None else names.number(value)
            case TermRead(term=term):
                return names.level_text(self.exercise, term, value)
            case Given(name=name):
                chosen = chosen_name(self.exercise, name, f"{value:g}")
                return chosen[1] if chosen else names.number(value)
        return names.number(value)

    def name(self, node: Node) -> str:
        """Return what an amount is called: "Trust", "Inspection of Ceasefire"; "" when it has no name."""
        match node:
            case Read(reference=reference):
                track = names.track_written(self.exercise, reference.resolved(self.bound))
                if track is not None:
                    return names.track_name(self.exercise, track.id)
                return read_name(self.exercise, reference.text, self.bound)
            case TermRead():
                return read_name(self.exercise, self.text[node.start : node.end], self.bound)
            case TableRead(table=table):
                return table_called(self.exercise, table)
            case Given(name=name):
                chosen = chosen_name(self.exercise, name, f"{self.value(node) or 0:g}")
                return chosen[0] if chosen else names.item_name(name)
        return ""

    def found(self, node: Node) -> str:
        """Return what an amount was, in words: "Trust is 24"; "" when there are no fair words."""
        value = self.value(node)
        if value is None:
            return ""
        match node:
            case Age(agreements=agreements):
                return self._age(agreements, value)
            case OverAll():
                return self._over_all(node, value)
            case Question(name="times", words=(who, move)):
                return self._times(who, move, value)
        name = self.name(node)
        return say("{name} is {value}", name=name, value=self.shown(node, value)) if name else ""

    def _age(self, agreements: tuple[str, ...], value: float) -> str:
        if len(agreements) != 1:
            return ""
        name = called(self.exercise, self.bound.get(agreements[0], agreements[0]))
        if value < 0:
            return say("{agreement} is not in force", agreement=name)
        turns = names.counted(int(value), names.word(self.exercise, "turn"))
        return say("{agreement} has been in force for {turns}", agreement=name, turns=turns)

    def _over_all(self, node: OverAll, value: float) -> str:
        """Return "2 agreements are in force", "aid of all agreements in force comes to 4"."""
        marks = self._marks(node.which)
        if marks is None:
            return ""
        term, tags, shown = names.item_name(node.term), names.listed(marks), names.number(value)
        if node.name == "count" and tags:
            return say_count(
                int(value),
                "{count} agreement marked {tags} is in force",
                "{count} agreements marked {tags} are in force",
                tags=tags,
            )
        if node.name == "count":
            return say_count(int(value), "{count} agreement is in force", "{count} agreements are in force")
        words = _OVER_ALL[node.name == "total", bool(tags)]
        return say(words, term=term, tags=tags, value=shown)

    def _marks(self, which: Node) -> list[str] | None:
        """Return the tags that agreements in force are asked for; None when anything else is asked of them."""
        parts = which.parts if isinstance(which, And) else (which,)
        in_force = [part for part in parts if isinstance(part, Stands) and part.what == "active"]
        tags = [part for part in parts if isinstance(part, Means)]
        if len(in_force) != 1 or len(in_force) + len(tags) != len(parts):
            return None
        return [quoted(names.item_name(self.text[tag.start : tag.end])) for tag in tags]

    def _times(self, who: str, move: str, value: float) -> str:
        exercise = self.exercise
        known = move in exercise.rulebook.moves
        what = quoted(names.move_name(exercise, move))
        if not known:
            what = f"{names.item_name(move)} {names.several(names.word(exercise, 'move'))}"
        times = _times(value)
        if who == ANYBODY:
            if not value:
                return say("nobody has played {move} yet", move=what)
            if known:
                return say("{move} was played {times}", move=what, times=times)
            return say("{moves} were played {times}", moves=what, times=times)
        actor = names.actor_name(exercise, self.bound.get(who, who))
        if not value:
            return say("{who} has never played {move}", who=actor, move=what)
        return say("{who} has played {move} {times}", who=actor, move=what, times=times)


def _times(value: float) -> str:
    """Return "once", "3 times"."""
    if int(value) in _TIMES:
        return say(_TIMES[int(value)])
    return say_count(int(value), "{number} time", "{number} times", number=names.number(value))
