"""What may be done in an exercise, and what follows from it.

Moves, steps, triggers and injects share one shape, the Block: a condition,
effects in order, then at most one roll or chance with modifiers and outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression, Reference
from wargame.exercise.parameters import Aimed, Parameter

Operation = Literal["+", "-", "x", "to", "at least", "at most"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One effect in one line, which can be shown to the room as it stands."""

    text: str
    """The whole line as written: "economy +2 after 1 turn"."""
    place: Place
    condition: Expression | None = None
    """`… if access >= 2`, read when the sentence is reached."""


@dataclass(frozen=True, slots=True)
class ChangeTrack(Sentence):
    """`tension +1`, `sanctions to 20`, `gdp x 0.97`, `channel at least 2`."""

    track: Reference = field(kw_only=True)
    operation: Operation = field(kw_only=True)
    amount: Expression = field(kw_only=True)
    after: int = field(default=0, kw_only=True)
    """Turns until it falls due; 0 is at once."""


@dataclass(frozen=True, slots=True)
class RaiseFlag(Sentence):
    """`flag china_warned for 2 turns`."""

    flag: str = field(kw_only=True)
    turns: int | None = field(default=None, kw_only=True)
    """Holds through the end of the turn so many turns on; None: until cleared."""


@dataclass(frozen=True, slots=True)
class ClearFlag(Sentence):
    """`clear arrears`."""

    flag: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Reveal(Sentence):
    """`reveal undeclared to all`: those named get a fresh report of the track."""

    track: Reference = field(kw_only=True)
    to: tuple[str, ...] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Ask(Sentence):
    """`ask cure_or_end`: the ruling waits until whoever is asked has answered."""

    question: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class FindBreach(Sentence):
    """`prc is found breaking full_cap`, `breaker is found breaking this`: does nothing unless that is in force."""

    breaker: str = field(kw_only=True)
    """An actor, or the bound word `breaker`, `me`, `target`."""
    agreement: str = field(kw_only=True)
    """An agreement, or the bound word `this`, `target`."""


@dataclass(frozen=True, slots=True)
class Suspend(Sentence):
    """`suspend this for 1 turn`: terms, hooks, prohibitions and `active` rest, through the end of that turn."""

    agreement: str = field(kw_only=True)
    turns: int = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Resume(Sentence):
    """`resume this`: a suspended agreement is in force again, or ends if what it depends on is gone."""

    agreement: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Terminate(Sentence):
    """`terminate target`: the agreement ends, with all that follows from it."""

    agreement: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class SetFact(Sentence):
    """`this.declaration to partial`: a secret word of an agreement that was signed."""

    agreement: str = field(kw_only=True)
    fact: str = field(kw_only=True)
    word: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Modifier:
    """`+1 if trust >= 30 because both sides listen`: added to the sum of the dice, or to a chance."""

    text: str
    place: Place
    amount: Expression
    condition: Expression | None
    because: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens when the total of a roll lies between low and high, both included."""

    name: str
    """`partial`, or the range itself: "5 or less"."""
    place: Place
    low: float
    high: float
    effects: tuple[Effect, ...]
    say: str = ""


@dataclass(frozen=True, slots=True)
class Lots:
    """What lies in the bag from which lots are drawn; none is put back."""

    success: int
    failure: int


@dataclass(frozen=True, slots=True)
class Roll:
    """Dice plus a formula: `2d6 + us.support / 10`; or lots: `draw 3 from {success: 4, failure: 2}`."""

    text: str
    place: Place
    count: int
    """How many dice, or how many lots are drawn."""
    sides: int
    """Of each die; 0 where there are none."""
    bonus: Expression | None = None
    modifiers_at_most: float | None = None
    """The sum of the modifiers is held within ± this; of lots, those that are put in on either side."""
    lots: Lots | None = None
    """The total is the number of successes drawn. Modifiers put lots in: successes if above 0, failures if below."""


@dataclass(frozen=True, slots=True)
class Block:
    """The shape that everything with effects has."""

    path: str
    """Where it is in the rulebook, by names: `moves/us_reach_out`. Dice and traces are keyed by it."""
    place: Place
    name: str = ""
    condition: Expression | None = None
    """`if`, read first; when it fails nothing else happens."""
    chance: Expression | None = None
    """A probability 0..1; the effects happen only if it comes up."""
    effects: tuple[Effect, ...] = ()
    roll: Roll | None = None
    modifiers: tuple[Modifier, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    together: bool = False
    """All effects read the same snapshot (recurrences, simultaneous attrition)."""

    def within(self) -> Iterator[Block]:
        """Yield the block itself and every block among its effects and outcomes, the outer before the inner."""
        yield self
        for effects in (self.effects, *(outcome.effects for outcome in self.outcomes)):
            for effect in effects:
                if isinstance(effect, Block):
                    yield from effect.within()


Simple = ChangeTrack | RaiseFlag | ClearFlag | Reveal | Ask | FindBreach | Suspend | Resume | Terminate | SetFact
"""What one sentence can say."""

Effect = Simple | Block

WAYS_OF_DECIDING = ("rule", "roll", "argue", "draw", "vote", "consensus", "facilitator", "none")
"""By the rules as written, by dice, by arguments for and against, by drawing lots, by a secret vote, by agreement
at the table, by the facilitator with a reason, or not at all: the move is only recorded."""
ONLY_RECORDED = "none"
MOST_WEIGHT = 3
"""An argument counts once, or up to so many times; one of weight 0 is only recorded."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something an actor may do."""

    id: str
    name: str
    place: Place
    by: tuple[str, ...]
    block: Block
    category: str = ""
    tags: frozenset[str] = frozenset()
    text: str = ""
    """What the move is, for the one who considers it."""
    targets: tuple[str, ...] = ()
    """Actors, agreements or words it may be aimed at; empty when it has no target."""
    aimed: Aimed = "actors"
    """What those are."""
    target_title: str = ""
    """What people read above them, where they are words: "Which sector"; else empty."""
    target_names: Mapping[str, str] = field(default_factory=dict)
    """Word → what people read, where they are words."""
    may_target_self: bool = False
    """Whether the mover may be its own target, if it is among the targets."""
    allowed_if: Expression | None = None
    cost: Expression | None = None
    cost_track: str = ""
    """Short name of the track the mover pays from: `capital`."""
    once: bool = False
    per_turn: int | None = None
    seen: tuple[str, ...] | Literal["public", "secret", "when detected"] = "public"
    detected: Block | None = None
    """Rolled after the effects of a move that is `seen: when detected`."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    """What is chosen with it besides the target."""
    decide: str = ""
    """How it is decided (see WAYS_OF_DECIDING) unless the facilitator says otherwise; "": as the rulebook has it."""

    def chosen(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the value of every parameter: the one that is given, or the usual one."""
        return {
            name: given[name] if name in given and parameter.fits(given[name]) else parameter.usual
            for name, parameter in self.parameters.items()
        }

    def targets_for(self, actor: str) -> tuple[str, ...]:
        """Return what an actor may aim it at, whatever the situation; empty when it has no target."""
        return tuple(target for target in self.targets if self.may_target_self or target != actor)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that happens by itself when a condition comes true."""

    id: str
    place: Place
    when: Expression
    block: Block
    once: bool = False
    say: str = ""
    inject: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """A way the exercise can end. The first in the list whose condition holds is the ending."""

    id: str
    """Its own name; `end_state` is the name shown, which two endings may share."""
    place: Place
    when: Expression | None
    """None: otherwise."""
    at_once: bool = False
    end_state: str = ""
    name: str = ""
    say: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: from low to high, both included."""

    low: float
    high: float
    value: float
    word: str = ""
    """The row's own word in a table `by` something with words (`by: this`); low and high are then its position."""


@dataclass(frozen=True, slots=True)
class Table:
    """Odds or amounts that the facilitator tunes in one place."""

    id: str
    place: Place
    by: Expression
    rows: tuple[Row, ...]
    is_chance: bool = False
    """Its values were written in per cent."""
    name: str = ""
    """What people call it, if its id is not enough."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All the rules of an exercise, by name."""

    moves: Mapping[str, Move] = field(default_factory=dict)
    steps: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    endings: tuple[Ending, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    decide: str = ""
    """How moves are decided that say nothing themselves; "": by their roll or chance, else by the rule."""

    def meant(self, bound: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return what words can stand for in a sentence added by hand: what they stand for now.

        A word of the author's can be any that a move offers under that name, so that it can be asked which it is.
        """
        meant: dict[str, tuple[str, ...]] = {word: (name,) for word, name in bound.items() if name}
        for move in self.moves.values():
            words = {one.id: tuple(one.words) for one in move.parameters.values()}
            words |= {"target": move.targets} if move.aimed == "words" else {}
            for word, possible in words.items():
                if bound.get(word) in possible:
                    meant[word] = tuple(dict.fromkeys((*meant[word], *possible)))
        return meant
