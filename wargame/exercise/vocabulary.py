"""The names that an exercise declares: what a rule may speak of, and what was probably meant.

The language is a closed world. A vocabulary can be made from a finished
Exercise (`Vocabulary.of`) or, while one is being read, from the names alone
(`Vocabulary.declaring`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

EACH = "each"
"""The agreement that is looked at while a rule goes through all of them: in `count(…)`, `total(…)`, `highest(…)`."""

TARGET = "target"
ACTOR_WORDS = ("me", TARGET, "breaker", "owner", "injured")
"""Words that stand for an actor inside a block; `target` for an agreement where those are what is aimed at."""

AGREEMENT_WORDS = ("this", EACH)
"""Words that stand for an agreement inside a block."""

BINDABLE = (*ACTOR_WORDS, *AGREEMENT_WORDS)

ANYBODY = "any"
"""Stands for every actor in `played(any, …)`."""

EVERYBODY = "all"
"""The audience that is everybody."""

TURN = "turn"
"""The number of the turn in play; reads like a track."""

FUNCTIONS = ("min", "max", "abs", "round", "roundup", "rounddown")
QUESTIONS = ("flag", "played", "times")
STANDINGS = ("active", "ever", "offered")
"""Questions whether an agreement is in force, was ever signed, lies on the table."""
AGE = "age"
OVER_ALL = ("count", "total", "highest")
"""They go through all agreements."""
NO_WORD = "none"
"""What a fact or card reads as while nobody has set it."""

RESERVED = frozenset(
    {TURN, ANYBODY, EVERYBODY, *BINDABLE}
    | {"and", "or", "not", "is", "if", "after", "for", "because", "true", "false", NO_WORD}
    | {*STANDINGS, AGE}
    | {"facilitator", "world", "flag", "clear", "reveal", "ask", "suspend", "resume", "terminate"}
)
"""Words of the language, which no declared name may be."""

_FIRST_WORD = re.compile(r"(?<![\w.])[a-z]+(?!\w)", re.ASCII)
_LEVEL = re.compile(r"-?[0-9]+", re.ASCII)
_MOST_LETTERS = 1_000
_MOST_NAMES = 1_000
"""Among more names none is looked for: it takes time, and only a hostile exercise has them."""


class _Kept(Protocol):
    @property
    def whole(self) -> bool: ...
    @property
    def rises_at_most(self) -> float | None: ...
    @property
    def falls_at_most(self) -> float | None: ...
    @property
    def stops_at(self) -> float | None: ...


class _Tagged(Protocol):
    @property
    def tags(self) -> frozenset[str]: ...


class _Written(Protocol):
    @property
    def text(self) -> str: ...


class _Tabled(Protocol):
    @property
    def is_chance(self) -> bool: ...
    @property
    def by(self) -> _Written: ...


class _Worded(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


class _Signed(_Tagged, Protocol):
    @property
    def parties(self) -> tuple[str, ...]: ...
    @property
    def facts(self) -> Mapping[str, _Worded]: ...


class _Levelled(Protocol):
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...


class _Shared(Protocol):
    @property
    def terms(self) -> Mapping[str, _Levelled]: ...


class _Card(Protocol):
    @property
    def briefs(self) -> Mapping[str, str]: ...


class _Rules(Protocol):
    @property
    def moves(self) -> Mapping[str, _Tagged]: ...
    @property
    def tables(self) -> Mapping[str, _Tabled]: ...


class Declarations(Protocol):
    """The parts of an Exercise that names come from."""

    @property
    def actors(self) -> Mapping[str, object]: ...  # noqa: D102 - see Exercise
    @property
    def tracks(self) -> Mapping[str, _Kept]: ...  # noqa: D102
    @property
    def derived(self) -> Mapping[str, object]: ...  # noqa: D102
    @property
    def flags(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def rulebook(self) -> _Rules: ...  # noqa: D102
    @property
    def agreements(self) -> Mapping[str, _Signed]: ...  # noqa: D102
    @property
    def common(self) -> _Shared | None: ...  # noqa: D102
    @property
    def questions(self) -> Mapping[str, object]: ...  # noqa: D102
    @property
    def cards(self) -> Mapping[str, _Card]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Signable:
    """What rules can say of one agreement."""

    parties: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fact → the words it can be."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name a rule may use. Tracks are full ids: `tension`, `us.support`, `prc.us.trust`."""

    actors: tuple[str, ...] = ()
    tracks: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    """The tracks whose values are always whole numbers; they can be compared exactly, which is quicker."""
    derived: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    moves: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    tables: Mapping[str, bool] = field(default_factory=dict)
    """Table id → whether its values are chances."""
    shorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Last part of a track's id → all full ids that end in it. With one owner it can be used alone."""
    bound: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that have a meaning in this place → the actors or agreements each may stand for."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words of a move that are a word of the author's: the parameter `channel`, or `target` → what each may be."""
    levels: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Words of a move that are a whole number → lowest and highest."""
    agreements: Mapping[str, Signable] = field(default_factory=dict)
    agreement_tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tag → the agreements that carry it."""
    terms: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Term of agreements → its lowest and highest level."""
    questions: frozenset[str] = frozenset()
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Full id of a card (`prc.posture`) → the words it can be."""
    table_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table → the bound words its `by` asks about; it can be read only where they mean something."""
    _inside: dict[object, Vocabulary] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The vocabularies inside blocks, by what they bind: many blocks bind the same."""

    @classmethod
    def declaring(
        cls,
        *,
        actors: Iterable[str] = (),
        tracks: Iterable[str] = (),
        whole: Iterable[str] = (),
        derived: Iterable[str] = (),
        flags: Iterable[str] = (),
        moves: Mapping[str, frozenset[str]] | None = None,
        tables: Mapping[str, bool] | None = None,
        agreements: Mapping[str, Signable] | None = None,
        terms: Mapping[str, tuple[int, int]] | None = None,
        questions: Iterable[str] = (),
        cards: Mapping[str, tuple[str, ...]] | None = None,
        table_words: Mapping[str, frozenset[str]] | None = None,
    ) -> Vocabulary:
        """Make a vocabulary from names.

        `tracks` and `cards` are full ids, `moves` maps each move to its tags, `table_words`
        each table to the bound words in its `by` (`words_in`).
        """
        ids = frozenset(tracks)
        shorts: dict[str, tuple[str, ...]] = {}
        for track in sorted(ids):
            short = track.rpartition(".")[2]
            shorts[short] = (*shorts.get(short, ()), track)
        known = moves or {}
        tagged: dict[str, tuple[str, ...]] = {}
        for name, agreement in (agreements or {}).items():
            for tag in sorted(agreement.tags):
                tagged[tag] = (*tagged.get(tag, ()), name)
        return cls(
            actors=tuple(actors),
            tracks=ids,
            whole=frozenset(whole),
            derived=frozenset(derived),
            flags=frozenset(flags),
            moves=frozenset(known),
            tags=frozenset(tag for tags in known.values() for tag in tags),
            tables=dict(tables or {}),
            shorts=shorts,
            agreements=dict(agreements or {}),
            agreement_tags=tagged,
            terms=dict(terms or {}),
            questions=frozenset(questions),
            cards=dict(cards or {}),
            table_words=dict(table_words or {}),
        )

    @classmethod
    def of(cls, exercise: Declarations) -> Vocabulary:
        """Return the vocabulary of a finished exercise, outside any move: no bound words."""
        return cls.declaring(
            actors=exercise.actors,
            tracks=exercise.tracks,
            whole=(name for name, track in exercise.tracks.items() if stays_whole(track)),
            derived=exercise.derived,
            flags=exercise.flags,
            moves={name: move.tags for name, move in exercise.rulebook.moves.items()},
            tables={name: table.is_chance for name, table in exercise.rulebook.tables.items()},
            agreements={
                name: Signable(
                    agreement.parties, agreement.tags, {fact: known.words for fact, known in agreement.facts.items()}
                )
                for name, agreement in exercise.agreements.items()
            },
            terms={name: (term.low, term.high) for name, term in exercise.common.terms.items()}
            if exercise.common is not None
            else None,
            questions=exercise.questions,
            cards={name: tuple(card.briefs) for name, card in exercise.cards.items()},
            table_words={name: words_in(table.by.text) for name, table in exercise.rulebook.tables.items()},
        )

    def binding(self, *words: str, **candidates: Iterable[str]) -> Vocabulary:
        """Return the vocabulary inside a block that binds words; what was bound before no longer is.

        `binding("me", "this")` lets the words stand for any actor and any agreement;
        `binding(me=["us"])` says for whom, so that every name made with the word is checked.
        What is no name of an actor or agreement is a word of the author's, or a level: `binding(level=["0", "3"])`.
        """
        known = {word: tuple(names) for word, names in candidates.items()}
        key = (words, *known.items())
        inside = self._inside.get(key)
        if inside is None:
            inside = self._inside[key] = self._binding(words, known)
        return inside

    def _binding(self, words: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> Vocabulary:
        chosen = {word: names for word, names in known.items() if self._is_chosen(word, names)}
        levels = {word: _levels(names) for word, names in chosen.items() if all(map(_LEVEL.fullmatch, names))}
        return replace(
            self,
            bound={**{word: self._any(word) for word in words}, **_without(known, chosen)},
            words=_without(chosen, levels),
            levels=levels,
        )

    @property
    def through_all(self) -> Vocabulary:
        """The vocabulary of a condition that is read for each agreement: `active and core and relief >= 1`."""
        inside = self._inside.get(EACH)
        if inside is None:
            inside = self._inside[EACH] = replace(self, bound={**self.bound, EACH: tuple(self.agreements)})
        return inside

    def is_agreement(self, name: str) -> bool:
        """Whether a name is that of an agreement, or a bound word that stands for one."""
        if name not in self.bound:
            return name in self.agreements
        meant = self.bound[name]
        return name in AGREEMENT_WORDS or (bool(meant) and all(one in self.agreements for one in meant))

    def meant_by(self, name: str) -> tuple[str, ...]:
        """Return the actors or agreements that a name or bound word can stand for; none if it is neither."""
        known = name in self.actors or name in self.agreements
        return self.bound.get(name, (name,) if known else ())

    def _is_chosen(self, word: str, names: tuple[str, ...]) -> bool:
        """Whether a bound word stands for what was chosen with a move, and not for an actor or an agreement."""
        if word not in BINDABLE:
            return True
        return word == TARGET and bool(names) and not any(one in self.actors or one in self.agreements for one in names)

    def _any(self, word: str) -> tuple[str, ...]:
        return tuple(self.agreements) if word in AGREEMENT_WORDS else self.actors

    @property
    def amounts(self) -> tuple[str, ...]:
        """Everything that reads as an amount when its name is written alone."""
        alone = (short for short, ids in self.shorts.items() if len(ids) == 1)
        return (*alone, *sorted(self.derived), *self.tables, TURN)

    def full_id(self, name: str, bound: Mapping[str, str] | None = None) -> str | None:
        """Return the full id of the track or derived value that a rule names, or None if it names none.

        `support` → `us.support`; `me.capital` with {"me": "us"} → `us.capital`;
        the owners of a pair may come in either order.
        """
        *owners, short = name.split(".")
        if not owners:
            if short in self.derived or short == TURN:
                return short
            ids = self.shorts.get(short, ())
            return ids[0] if len(ids) == 1 else None
        meant = bound or {}
        full = ".".join([*sorted(meant.get(owner, owner) for owner in owners), short])
        return full if full in self.tracks else None

    def suggest(self, word: str, pool: Iterable[str]) -> str:
        """Return "did you mean `…`?" for the nearest name in the pool, or "" when nothing is near."""
        near = nearest(word, pool)
        return f"did you mean `{near}`?" if near else ""


def words_in(text: str) -> frozenset[str]:
    """Return the bound words (`this`, `me`, …) that a text of the language reads."""
    return frozenset(_FIRST_WORD.findall(text[:_MOST_LETTERS])) & frozenset(BINDABLE)


def _without(bound: Mapping[str, tuple[str, ...]], others: Iterable[str]) -> dict[str, tuple[str, ...]]:
    left = frozenset(others)
    return {word: names for word, names in bound.items() if word not in left}


def _levels(numbers: tuple[str, ...]) -> tuple[int, int]:
    """Return the lowest and the highest of some whole numbers."""
    levels = [int(number) for number in numbers]
    return (min(levels), max(levels)) if levels else (0, 0)


def stays_whole(track: _Kept) -> bool:
    """Whether a track can hold nothing but whole numbers: it is one of them, and so are its caps."""
    return track.whole and all_whole(track.rises_at_most, track.falls_at_most, track.stops_at)


def all_whole(*caps: float | None) -> bool:
    """Whether no cap can leave a whole-number track between two whole numbers."""
    return all(cap is None or float(cap).is_integer() for cap in caps)


def nearest(word: str, pool: Iterable[str]) -> str:
    """Return the name in the pool that was probably meant by a misspelt word, or ""."""
    folded = {name.casefold(): name for name in islice(pool, _MOST_NAMES)}
    wanted = word.casefold()[:80]
    if wanted in folded:
        return folded[wanted]
    close = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""
