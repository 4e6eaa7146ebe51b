"""A worked play: orders, dice and rulings written down, and what must be true afterwards.

    play: 1
    title: A path of small steps
    seed: small-steps            # draws whatever is not written here
    cards: {us.scorecard: first}
    turns:
      1:
        orders:                  # ruled in this order
          - {by: us, move: us_reach_out, target: prc, say: …, intent: …, dice: [[4, 3]]}
          - {by: us, move: us_aid, choices: {how_much: 3}, waive: the treasury found the money}
          - {by: prc, move: prc_reply, outcome: {partial: argued well}, strike: {moves/prc_reply/effects/1: moot},
             add: {tension +1: the press was there}}
          - {by: us, move: us_talk, decide: {argue: the room wants to}, arguments: [{for: they listen, by: prc}]}
          - {by: us, move: us_probe, modifiers: [{add: +1, because: it is dark}], tell: {to: us, because: none saw}}
        dice: {steps/crisis_roll: [[3, 4]], injects/rok_election: [[2]]}
        sign: [{agreement: freeze, by: [us, prc], terms: {relief: 2}}]
        answers: {pay_or_late: pay, which_ends: {end: freeze}}
        expect: [channel >= 1, trust == 26]
    expect: {ending: cap, turn: 8, conditions: [trust >= 20]}

It is documentation and regression test at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression

Faces = tuple[int, ...]
"""The dice of one roll as they lie on the table; for a chance, one die of a hundred sides."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What a person decided, and why."""

    what: str
    """An outcome, a sentence, or the path of one."""
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class PlayArgument:
    """A reason why a move should succeed, or fail."""

    text: str
    speaks_for: bool
    place: Place
    by: str = ""
    """Who gave it, an actor or a name; "" for nobody in particular."""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class PlayModifier:
    """What was done about a modifier before the dice fell."""

    act: Literal["strike", "count", "add"]
    text: str
    """The modifier as it stands in the rulebook; "" for one that is added."""
    amount: int
    """What one that is added comes to, of a chance in per cent."""
    reason: str
    roll: int
    """The how-many-th roll of the ruling it is about."""
    place: Place


@dataclass(frozen=True, slots=True)
class PlayTell:
    """Who learns of an order, in place of those that the rules say."""

    to: tuple[str, ...]
    """`all`, or actors."""
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class PlayOrder:
    """An order, and what people did when it was ruled."""

    by: str
    move: str
    place: Place
    target: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Parameters of the move → the level or word chosen; the others are as usual."""
    say: str = ""
    intent: str = ""
    dice: tuple[Faces, ...] = ()
    """Faces of its first roll, its second, and so on."""
    waive: str = ""
    """Why it passes although a condition or its cost does not hold; empty when it need not."""
    lapse: str = ""
    """Why it is not carried out although it could be."""
    outcome: tuple[Reasoned, ...] = ()
    """Outcomes set by hand, of its first roll, its second, and so on ("yes" or "no" for a chance)."""
    strike: tuple[Reasoned, ...] = ()
    """Sentences left out, by path."""
    add: tuple[Reasoned, ...] = ()
    """Sentences added at the end."""
    decide: Reasoned | None = None
    """The way of deciding that was chosen for it; None leaves it as the rules have it."""
    arguments: tuple[PlayArgument, ...] = ()
    vote: tuple[float, ...] = ()
    """How likely those who voted found it, each 0..1."""
    modifiers: tuple[PlayModifier, ...] = ()
    """Struck, made to count or added before the dice fell, in this order."""
    tell: PlayTell | None = None
    """Who learns of it; None leaves it as the rules have it."""


@dataclass(frozen=True, slots=True)
class PlaySignature:
    """Parties that sign a text, in this order, to the same terms."""

    agreement: str
    by: tuple[str, ...]
    place: Place
    terms: Mapping[str, int] = field(default_factory=dict)
    """Terms that differ from those on the table, or else from the usual ones."""


@dataclass(frozen=True, slots=True)
class PlayNotice:
    """A party says that it leaves an agreement."""

    agreement: str
    by: str
    place: Place


@dataclass(frozen=True, slots=True)
class PlayAnswer:
    """The answer to a question."""

    option: str
    place: Place
    target: str = ""
    """The agreement that is named with it."""


@dataclass(frozen=True, slots=True)
class PlayCard:
    """The word that an actor holds."""

    word: str
    place: Place


@dataclass(frozen=True, slots=True)
class PlayTurn:
    """What is played in one turn."""

    orders: tuple[PlayOrder, ...] = ()
    """Of all actors, in the order in which they are ruled."""
    dice: Mapping[str, tuple[Faces, ...]] = field(default_factory=dict)
    """Physical dice of what is no order, by the path of its rule: first roll of the turn, second, …"""
    sign: tuple[PlaySignature, ...] = ()
    """What is signed while texts are on the table, in this order."""
    notice: tuple[PlayNotice, ...] = ()
    """Who leaves which agreement by notice; said once everything is signed."""
    answers: Mapping[str, tuple[PlayAnswer, ...]] = field(default_factory=dict)
    """Question → the first answer of the turn, the second, …; the dice say what is not answered here."""
    expect: tuple[Expression, ...] = ()
    """Conditions that must hold when the turn is over."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """A whole play of an exercise."""

    name: str
    """The file's name."""
    title: str
    seed: str
    turns: Mapping[int, PlayTurn]
    place: Place
    ending: str = ""
    """The end-state (or the ending's own name) that must be reached; empty when anything will do."""
    ending_turn: int | None = None
    """The turn in which play must end."""
    conditions: tuple[Expression, ...] = ()
    """What must hold when play is over."""
    ending_place: Place | None = None
    """Where the ending is expected."""
    cards: Mapping[str, PlayCard] = field(default_factory=dict)
    """Card by its full id → the word its actor holds, drawn or chosen."""
