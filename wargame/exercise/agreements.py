"""Agreements as the author wrote them: texts that parties sign, with terms, obligations and what a breach leads to.

What all agreements share (`every agreement:` in the rulebook) stands once, in
CommonRules; an Agreement adds its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.rulebook import Effect
from wargame.exercise.vocabulary import NO_WORD

__all__ = ["NO_WORD", "Agreement", "CommonRules", "Fact", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """A level that the parties settle when they sign: `verification` 0..3."""

    id: str
    name: str
    place: Place
    low: int = 0
    high: int = 3
    names: tuple[str, ...] = ()
    """A name for each level from `low` upward; empty when levels are plain numbers."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A word that is set in secret and stored with the agreement: `declaration` is complete or partial."""

    id: str
    place: Place
    words: tuple[str, ...]
    seen_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommonRules:
    """What all agreements of an exercise share."""

    place: Place
    terms: Mapping[str, Term] = field(default_factory=dict)
    signed_in: tuple[str, ...] = ()
    """Phases in which texts can be signed."""
    at_most: Expression | None = None
    """How many agreements may come into force in one turn; None: any number."""
    offer_turns: int = 1
    """An unfinished offer lapses at the end of the turn so many turns after it was laid down."""
    may_return: int | None = None
    """Signable again so many turns after it ended; None: never again."""
    on_signing: tuple[Effect, ...] = ()
    """Before the text's own."""
    each_turn: tuple[Effect, ...] = ()
    ambiguous: str = ""
    """Question asked when a move is `ambiguous under` an agreement."""
    if_found: tuple[Effect, ...] = ()
    """With `this` and `breaker` bound."""
    on_termination: tuple[Effect, ...] = ()
    if_a_support_ends: tuple[Effect, ...] = ()
    """With `this` bound, for each agreement in force that depends on the one that ended."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A text that can be signed. Goodwill promises are agreements too, with no terms to end."""

    id: str
    name: str
    place: Place
    parties: tuple[str, ...]
    possible_if: Expression | None = None
    depends_on: tuple[str, ...] = ()
    """Agreements that must be in force for this one to be signed and to go on."""
    terms: Mapping[str, int] = field(default_factory=dict)
    """The usual level of each term."""
    fixed_terms: frozenset[str] = frozenset()
    """Terms that cannot be negotiated; all of them in a promise of goodwill."""
    tags: frozenset[str] = frozenset()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    forbids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Party → moves (tags are spelt out). A forbidden move stays playable: it is a breach."""
    ambiguous_under: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Party → moves of which it must be decided whether they are a breach."""
    detection: Expression | None = None
    """Chance that a breach is found whose move the others do not see, and that has no `detected` of its own; None: it
    is not found."""
    on_signing: tuple[Effect, ...] = ()
    each_turn: tuple[Effect, ...] = ()
    if_found: tuple[Effect, ...] | None = None
    """Instead of the common one; None: the common one."""
    on_termination: tuple[Effect, ...] | None = None
    if_a_support_ends: tuple[Effect, ...] | None = None
    lasts: int | None = None
    """Through the end of the turn so many turns after signing; None: until it is ended."""
    notice: int | None = None
    """A party may withdraw so many turns after saying so; None: it cannot withdraw."""
    goodwill: bool = False
    """A promise without terms: they stay at their lowest levels, and nothing of them ends with it."""
    obligations: Mapping[str, str] = field(default_factory=dict)
    """Party → what it has promised, for people."""
