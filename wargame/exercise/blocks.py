"""Blocks: shapes to definitions. Everything that happens has this shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.rulebook import Block, Effect, Modifier, Outcome, Roll
from wargame.exercise.sentences import parse_dice, parse_modifier, parse_range, parse_sentence
from wargame.exercise.shapes import BlockShape, InlineRoll, OutcomeShape
from wargame.exercise.shapes_rulebook import RollShape
from wargame.exercise.spelling import is_id, words_of
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Written

DEEPEST_BLOCK = 3


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in the rulebook a block stands, and which words are bound in it."""

    path: str
    known: Vocabulary
    depth: int = 1

    def below(self, path: str) -> _Where:
        """Return the place of a block within it."""
        return replace(self, path=path, depth=self.depth + 1)


class BlockNames:
    """The names of blocks in the life of one agreement; dice and traces go by them, so each stands once."""

    def __init__(self, desk: Assembly, path: str) -> None:
        self._desk = desk
        self._path = path
        self._given: dict[str, Written] = {}

    def path(self, name: Written | None) -> str | None:
        """Return the path of a block with this name; None if it has none that can stand in a path."""
        if name is None or not is_id(name):
            return None
        if str(name) in self._given:
            first = self._given[str(name)]
            message = f"`{name}` is already the name of a block ({first.file}, line {first.line})"
            self._desk.say(name.place, Code.NAME_TWICE, message, "dice go by it: give each its own")
        self._given.setdefault(str(name), name)
        return f"{self._path}/{name}"


OutcomeShapes = Mapping[Written, list[Written | BlockShape] | OutcomeShape]


class BlockReader:
    """Reads blocks; knows the rolls that have names."""

    def __init__(self, desk: Assembly, rolls: Mapping[Written, RollShape | None]) -> None:
        self._desk = desk
        self._rolls = {str(name): shape for name, shape in rolls.items()}

    def block(self, shape: BlockShape, path: str, vocabulary: Vocabulary | None = None) -> Block:
        """Return the block that stands at `path`; `vocabulary` knows the words bound in it."""
        return self._block(shape, _Where(path, self._desk.vocabulary if vocabulary is None else vocabulary))

    def effects(
        self, shapes: list[Written | BlockShape], path: str, vocabulary: Vocabulary, names: BlockNames | None = None
    ) -> tuple[Effect, ...]:
        """Return sentences and blocks that stand in a list of their own; blocks with a name may go by it."""
        return self._effects(shapes, path, _Where(path, vocabulary, depth=0), names)

    def _block(self, shape: BlockShape, where: _Where) -> Block:
        if where.depth > DEEPEST_BLOCK:
            message = f"blocks within blocks are at most {DEEPEST_BLOCK} deep"
            self._desk.say(shape.place, Code.TOO_BIG, message, "make it a step or a trigger of its own")
            return Block(where.path, shape.place)
        self._check_parts(shape)
        condition = self._desk.condition(shape.if_, where.known) if shape.if_ is not None else None
        chance = self._desk.amount(shape.chance, where.known) if shape.chance is not None else None
        effects = self._effects(shape.effects, f"{where.path}/effects", where)
        modifiers = self._modifiers(shape.modifiers, where.known)
        roll, outcomes = self._rolled(shape, where)
        return Block(
            path=where.path,
            place=shape.place,
            name=plain(shape.name),
            condition=condition,
            chance=chance,
            effects=effects,
            roll=roll,
            modifiers=modifiers,
            outcomes=outcomes,
            together=shape.together,
        )

    def _check_parts(self, shape: BlockShape) -> None:
        """A block decides by a roll or by a chance, or not at all."""
        say = self._desk.say
        if shape.chance is not None and shape.roll is not None:
            say(shape.chance.place, Code.BAD_VALUE, "a block has a chance or a roll, not both", "make two blocks")
        if shape.modifiers and shape.chance is None and shape.roll is None:
            say(shape.modifiers[0].place, Code.MISSING_KEY, "modifiers without a roll or a chance", "add `roll: …`")
        if shape.outcomes and shape.roll is None:
            place = next(iter(shape.outcomes)).place
            say(place, Code.MISSING_KEY, "outcomes without a roll", "add `roll: 2d6`, or the name of a roll")
        if shape.roll is not None and not shape.outcomes:
            say(shape.place, Code.MISSING_KEY, "a roll without outcomes", "add `outcomes:` with every total")

    def _effects(
        self, shapes: list[Written | BlockShape], path: str, where: _Where, names: BlockNames | None = None
    ) -> tuple[Effect, ...]:
        effects: list[Effect] = []
        for position, shape in enumerate(shapes, start=1):
            if isinstance(shape, BlockShape):
                named = names.path(shape.name) if names is not None else None
                block = self._block(shape, where.below(named or f"{path}/{position}"))
                effects.append(replace(block, name=words_of(block.name)) if named else block)
                continue
            effect = self._desk.parsed(shape, lambda text, place: parse_sentence(text, place, where.known))
            if effect is not None:
                effects.append(effect)
        return tuple(effects)

    def _modifiers(self, texts: list[Written], known: Vocabulary) -> tuple[Modifier, ...]:
        read = (self._desk.parsed(text, lambda line, place: parse_modifier(line, place, known)) for text in texts)
        return tuple(modifier for modifier in read if modifier is not None)

    def _rolled(self, shape: BlockShape, where: _Where) -> tuple[Roll | None, tuple[Outcome, ...]]:
        """Return the dice, and what follows from every total."""
        written, outcomes = shape.roll, shape.outcomes or {}
        if written is None:
            return None, ()
        if isinstance(written, InlineRoll):
            return self._dice(written.dice, written.modifiers_at_most, where), self._by_range(outcomes, where)
        if str(written) in self._rolls:
            named = self._rolls[str(written)]
            if named is None:  # broken, and complained of
                return None, ()
            roll = self._dice(named.dice, named.modifiers_at_most, where)
            return roll, self._by_name(named, written, outcomes, where)
        if is_id(written):
            self._desk.unknown(written, Code.UNKNOWN_ROLL, "roll", self._rolls)
            return None, ()
        return self._dice(written, None, where), self._by_range(outcomes, where)

    def _dice(self, text: Written, at_most: float | None, where: _Where) -> Roll | None:
        roll = self._desk.parsed(text, lambda line, place: parse_dice(line, place, where.known))
        if at_most is not None and at_most < 0:
            self._desk.say(text.place, Code.BAD_VALUE, "`modifiers at most` is 0 or more")
        return None if roll is None else replace(roll, modifiers_at_most=at_most)

    def _by_range(self, shapes: OutcomeShapes, where: _Where) -> tuple[Outcome, ...]:
        """Read outcomes written as `5 or less: […]`."""
        return tuple(self._outcome(name, name, shape, where) for name, shape in shapes.items())

    def _by_name(self, roll: RollShape, called: Written, shapes: OutcomeShapes, where: _Where) -> tuple[Outcome, ...]:
        """Read outcomes written as `partial: […]`; the roll says which totals those are."""
        ranges = {str(name): text for name, text in roll.outcomes.items()}
        keys = {str(key): key for key in shapes}
        for key in shapes:
            if key not in ranges:
                self._desk.unknown(key, Code.UNKNOWN_NAME, f"outcome of the roll `{called}` called", ranges)
        missing = [name for name in ranges if shapes and name not in keys]
        for name in missing:
            message = f"the outcome `{name}` of the roll `{called}` is missing here"
            self._desk.say(called.place, Code.MISSING_KEY, message, f"write `{name}: []` if nothing happens")
        return tuple(
            self._outcome(keys[name], text, shapes[keys[name]], where) for name, text in ranges.items() if name in keys
        )

    def _outcome(
        self, name: Written, totals: Written, shape: list[Written | BlockShape] | OutcomeShape, where: _Where
    ) -> Outcome:
        low, high = self._desk.parsed(totals, parse_range) or (0.0, 0.0)
        effects, say = (shape.effects, plain(shape.say)) if isinstance(shape, OutcomeShape) else (shape, "")
        made = self._effects(effects, f"{where.path}/outcomes/{plain(name)}", where)
        return Outcome(plain(name), name.place, low, high, made, say)
