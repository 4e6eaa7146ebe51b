"""A table with agreements on it: situations of any number of runs, and random questions about them, answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from hypothesis import strategies as st

from wargame.exercise.vocabulary import Signable, Vocabulary

AGREEMENTS = ("freeze", "cap", "accord")
TAGS = {"core": ("freeze", "cap"), "sites": ("cap",)}
TERMS = {"checks": (0, 3), "relief": (1, 3)}

VOCABULARY = Vocabulary.declaring(
    actors=["blue", "red"],
    tracks=["tension", "blue.purse", "red.purse", "blue.support"],
    flags=["late"],
    moves={"aid": frozenset({"kind"}), "test": frozenset()},
    tables={"worth": False, "odds": True},
    table_words={"worth": frozenset({"this"})},
    agreements={
        name: Signable(
            ("blue", "red"),
            frozenset(tag for tag, tagged in TAGS.items() if name in tagged),
            {"declaration": ("complete", "partial")} if name == "cap" else {},
        )
        for name in AGREEMENTS
    },
    terms=TERMS,
    questions=["cure_or_end"],
    cards={"red.posture": ("dealer", "hedger"), "blue.card": ("thrift",), "red.card": ("growth",)},
)


@dataclass(frozen=True)
class Pact:
    """One agreement in one run: -1 turns old unless in force; no level until it was signed."""

    age: int = -1
    ever: bool = False
    levels: Mapping[str, int] = field(default_factory=dict)
    word: str = "none"


@dataclass(frozen=True)
class Table:
    """A situation: one mapping of agreements a run."""

    runs_: tuple[Mapping[str, Pact], ...]
    late: tuple[bool, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def runs(self) -> int:
        return len(self.runs_)

    def binding(self, **words: str) -> Table:
        return replace(self, bound={**self.bound, **words})

    def agreement_is(self, agreement: str, what: str) -> np.ndarray:
        self.asked.append(f"{what} {agreement}")
        pacts = [run[agreement] for run in self.runs_]
        return np.array(
            [pact.age >= 0 if what == "active" else pact.ever if what == "ever" else False for pact in pacts]
        )

    def age(self, agreement: str) -> np.ndarray:
        return np.array([float(run[agreement].age) for run in self.runs_])

    def term(self, agreement: str, term: str) -> np.ndarray:
        return np.array([float(run[agreement].levels.get(term, 0)) for run in self.runs_])

    def is_word(self, subject: str, word: str) -> np.ndarray:
        if subject in self.cards:
            return np.full(self.runs, self.cards[subject] == word)
        agreement, _, fact = subject.rpartition(".")
        return np.array([(run[agreement].word if fact == "declaration" else "none") == word for run in self.runs_])

    def flag(self, flag: str) -> np.ndarray:
        return np.array(self.late or [False] * self.runs)

    def amount(self, track: str) -> np.ndarray:
        return np.full(self.runs, 5.0)

    def table(self, table: str) -> np.ndarray:
        self.asked.append(f"table {table}")
        return np.full(self.runs, 2.0)


def table(bound: Mapping[str, str] | None = None, cards: Mapping[str, str] | None = None, **pacts: Pact) -> Table:
    """One run: what is not given was never signed."""
    return Table(({name: pacts.get(name, Pact()) for name in AGREEMENTS},), cards=cards or {}, bound=bound or {})


def signed(age: int = 0, checks: int = 0, relief: int = 1, word: str = "none") -> Pact:
    """An agreement in force."""
    return Pact(age, True, {"checks": checks, "relief": relief}, word)


def ended(checks: int = 0, relief: int = 1) -> Pact:
    """An agreement that was in force."""
    return Pact(-1, True, {"checks": checks, "relief": relief})


def _pact(standing: str, age: int, checks: int, relief: int, word: str) -> Pact:
    if standing == "never":
        return Pact()
    return Pact(age if standing == "active" else -1, True, {"checks": checks, "relief": relief}, word)


pacts = st.builds(
    _pact,
    st.sampled_from(["never", "active", "ended"]),
    st.integers(0, 4),
    st.integers(*TERMS["checks"]),
    st.integers(*TERMS["relief"]),
    st.sampled_from(["none", "complete", "partial"]),
)
runs = st.lists(
    st.tuples(st.fixed_dictionaries(dict.fromkeys(AGREEMENTS, pacts)), st.booleans()), min_size=1, max_size=5
)

Which = tuple[str, Callable[[str, Pact, bool], bool]]
"""A condition that is read for each agreement, and its meaning by the simplest means."""

_SINGLE: list[Which] = [
    ("active", lambda _name, pact, _late: pact.age >= 0),
    ("ever", lambda _name, pact, _late: pact.ever),
    ("core", lambda name, _pact, _late: name in TAGS["core"]),
    ("sites", lambda name, _pact, _late: name in TAGS["sites"]),
    ("flag(late)", lambda _name, _pact, late: late),
    ("relief >= 2", lambda _name, pact, _late: pact.levels.get("relief", 0) >= 2),
    ("relief > checks + 1", lambda _name, pact, _late: pact.levels.get("relief", 0) > pact.levels.get("checks", 0) + 1),
    ("age >= 2", lambda _name, pact, _late: pact.age >= 2),
    ("each is accord", lambda name, _pact, _late: name == "accord"),
    (
        "declaration is partial",
        lambda name, pact, _late: name == "cap" and pact.word == "partial",
    ),
]


def _joined(word: str, parts: list[Which]) -> Which:
    join = all if word == "and" else any
    text = f" {word} ".join(f"({part})" if " or " in part else part for part, _ in parts)
    return text, lambda name, pact, late: join(meant(name, pact, late) for _, meant in parts)


def _not(part: Which) -> Which:
    return f"not ({part[0]})", lambda name, pact, late: not part[1](name, pact, late)


whiches: st.SearchStrategy[Which] = st.recursive(
    st.sampled_from(_SINGLE),
    lambda inner: st.one_of(
        st.builds(_joined, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)), inner.map(_not)
    ),
    max_leaves=4,
)


def table_of(drawn: list[tuple[dict[str, Pact], bool]]) -> Table:
    """Lay several situations side by side; only `cap` has a declaration."""
    told = tuple(
        {name: pact if name == "cap" else replace(pact, word="none") for name, pact in run.items()} for run, _ in drawn
    )
    return Table(told, tuple(late for _, late in drawn))
