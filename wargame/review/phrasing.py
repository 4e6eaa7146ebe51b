"""A condition as a person would say it: what was found, and what it should have been.

"Trust is 24, at least 30 is needed", "Ceasefire was never signed", "North has
played “Shell the bridge” twice". Nothing is judged here: a ruling keeps what
it found. A part that has no fair words is told as its author wrote it, with
the values that it saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wargame.exercise.choice_names import chosen_name
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.condition_nodes import (
    Age,
    And,
    Compare,
    Means,
    Node,
    Not,
    Or,
    OverAll,
    Question,
    Read,
    Stands,
    WordIs,
)
from wargame.exercise.conditions import Clause, parse
from wargame.exercise.definition import Exercise
from wargame.exercise.parameters import bound_by
from wargame.exercise.spans import constant_of
from wargame.exercise.vocabulary import ACTOR_WORDS, BINDABLE, NO_WORD, Vocabulary
from wargame.review import names
from wargame.review.amounts import Amounts
from wargame.review.values import NOBODY, STANDING, called, values_text

_LIMITS: Mapping[str, str] = {
    ">=": "at least {}", ">": "more than {}", "<=": "at most {}", "<": "less than {}", "==": "{}", "!=": "not {}",
}  # fmt: skip
_NEEDED: Mapping[str, str] = {
    **_LIMITS, "<=": "{} or less", "!=": "other than {}",
}  # fmt: skip
_MIRRORED: Mapping[str, str] = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}
_OPPOSITE: Mapping[str, str] = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_TWO = 2
_FEW = 3
"""So many agreements with a tag are named; of more, only the tag is told."""
_NOWHERE = Place("")


def condition_words(
    exercise: Exercise, text: str, clauses: Sequence[Clause], *, holds: bool, bound: Mapping[str, str] = NOBODY
) -> str:
    """Return why a condition holds or not: its parts that decided; "" when it cannot be told from its text.

    `text` is the condition as written, `clauses` what was found; `bound` says whom `me` and its like stand for.
    """
    node = _tree(exercise, text, bound)
    if node is None or len(list(_leaves(node))) != len(clauses):
        return ""
    judged, words = _judged(_Clauses(exercise, bound, text), node, iter(clauses))
    return _joined(words) if judged is holds and all(words) else ""


def clause_words(exercise: Exercise, clause: Clause, bound: Mapping[str, str] = NOBODY) -> str:
    """Return one part of a condition in words; "" when there are none that are fair."""
    node = _tree(exercise, clause.text, bound)
    return (
        "" if node is None or isinstance(node, And | Or) else _Clauses(exercise, bound, clause.text).words(node, clause)
    )


class _Same:
    """An exercise as a key: it is itself, whatever it holds."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise

    def __hash__(self) -> int:
        return id(self.exercise)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.exercise is other.exercise


def _tree(exercise: Exercise, text: str, bound: Mapping[str, str]) -> Node | None:
    """Return a condition as it is read where these words are bound; None for what is none ("once in the exercise")."""
    return _read(_Same(exercise), text, tuple(bound.items()))


@lru_cache(maxsize=1_000)
def _read(same: _Same, text: str, bound: tuple[tuple[str, str], ...]) -> Node | None:
    exercise = same.exercise
    chosen: dict[str, tuple[str, ...]] = {}
    for move in exercise.rulebook.moves.values():
        chosen |= bound_by(move.parameters.values())
    chosen |= {word: (name,) for word, name in bound}
    vocabulary = Vocabulary.of(exercise).binding(*(word for word in BINDABLE if word not in chosen), **chosen)
    try:
        return parse(text, _NOWHERE, "condition", vocabulary).node
    except ExerciseError:
        return None


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part)
    else:
        yield node


def _judged(telling: _Clauses, node: Node, found: Iterator[Clause]) -> tuple[bool, list[str]]:
    """Return whether a part holds, and the words for those below it that decided so; an empty one without words."""
    if not isinstance(node, And | Or):
        clause = next(found)
        return clause.holds, [telling.told(node, clause)]
    parts = [_judged(telling, part, found) for part in node.parts]
    holds = all(one for one, _ in parts) if isinstance(node, And) else any(one for one, _ in parts)
    words = [words for one, below in parts if one is holds for words in below]
    if isinstance(node, And) or holds:
        return holds, words
    if any(isinstance(part, And | Or) for part in node.parts):
        return holds, [""]  # what would do instead cannot be said in a line
    return holds, [f"{_joined(words)} ({'either' if len(words) == _TWO else 'any one of these'} would do)"]


def _joined(words: Sequence[str]) -> str:
    """Return the parts as one sentence; those with a comma of their own are kept apart."""
    return "; ".join(words) if any(", " in one for one in words) else names.listed(list(words))


@dataclass(frozen=True, slots=True)
class _Clauses:
    """Tells the parts of a condition."""

    exercise: Exercise
    bound: Mapping[str, str]
    text: str
    """What was parsed; the nodes know their places in it."""

    def told(self, node: Node, clause: Clause) -> str:
        """Return a part in words, or as it is written with the values it saw."""
        words = self.words(node, clause)
        if words:
            return words
        values = values_text(self.exercise, [clause], self.bound)
        return f"{clause.text} ({values})" if values else clause.text

    def words(self, node: Node, clause: Clause) -> str:
        """Return a part in words; "" when there are none that are fair."""
        asked, wanted = (node.part, False) if isinstance(node, Not) else (node, True)
        match asked:
            case Stands():
                return self._stands(asked, is_true=clause.holds is wanted)
            case Question():
                return self._answer(asked, is_true=clause.holds is wanted)
            case Compare(operator=operator):
                return self._compared(asked, operator if wanted else _OPPOSITE[operator], clause)
            case WordIs():
                return self._word(asked, clause, wanted=wanted)
            case Means():
                return self._means(asked, clause, wanted=wanted)
            case _:
                return ""

    def _answer(self, node: Question, *, is_true: bool) -> str:
        """Return "“A summit has failed” holds", "North has not played “Shell the bridge” this season"."""
        if node.name == "flag":
            return f"“{names.flag_words(self.exercise, node.words[0])}” {'holds' if is_true else 'does not hold'}"
        return self._played(*node.words, is_true=is_true)

    def _compared(self, node: Compare, operator: str, clause: Clause) -> str:
        """Return "Trust is 24, at least 30 is needed"; when it holds, "Trust is 34, at least 30"."""
        asked, limit = node.left, constant_of(node.right)
        if limit is None:
            asked, limit, operator = node.right, constant_of(node.left), _MIRRORED[operator]
        amounts = Amounts(self.exercise, self.bound, self.text, clause)
        if limit is None:
            asked, operator, bound = node.left, _MIRRORED[operator], self._other_side(amounts, node.right)
        else:
            bound = amounts.shown(asked, limit)
        found = amounts.found(asked)
        if not found or not bound:
            return ""
        if isinstance(asked, Age) and (amounts.value(asked) or 0) < 0:
            return found  # how long it should have been does not matter
        if clause.holds:
            return found if operator == "==" else f"{found}, {_LIMITS[operator].format(bound)}"
        several = isinstance(asked, OverAll | Question) and limit != 1
        return f"{found}, {_NEEDED[operator].format(bound)} {'are' if several else 'is'} needed"

    @staticmethod
    def _other_side(amounts: Amounts, node: Node) -> str:
        """Return the other side of a comparison with what it is: "the strength of Harmony (30)"."""
        value = amounts.value(node)
        if not isinstance(node, Read) or value is None:
            return ""
        return f"{amounts.name(node)} ({amounts.shown(node, value)})"

    def _stands(self, node: Stands, *, is_true: bool) -> str:
        words = STANDING[node.what][0 if is_true else 1]
        if len(node.agreements) == 1:
            return f"{called(self.exercise, self.bound.get(node.agreements[0], node.agreements[0]))} {words}"
        if len(node.agreements) <= _FEW:
            some = [called(self.exercise, one) for one in node.agreements]
            return f"{'one of' if is_true else 'none of'} {names.listed(some)} {STANDING[node.what][0]}"
        tag = self.text[node.start : node.end].partition("(")[2].rstrip(") ").strip()
        return f"{'an' if is_true else 'no'} agreement marked “{names.item_name(tag)}” {STANDING[node.what][0]}"

    def _played(self, who: str, move: str, *, is_true: bool) -> str:
        """Return "North has played “Shell the bridge” this season", "nobody has made a hostile move this season"."""
        exercise = self.exercise
        some = "somebody" if is_true else "nobody"
        actor = some if who == "any" else names.actor_name(exercise, self.bound.get(who, who))
        has = "has" if is_true or who == "any" else "has not"
        turn = names.word(exercise, "turn")
        if move in exercise.rulebook.moves:
            return f"{actor} {has} played “{names.move_name(exercise, move)}” this {turn}"
        kind = names.item_name(move)
        article = "an" if kind[:1] in "aeiou" else "a"
        return f"{actor} {has} made {article} {kind} {names.word(exercise, 'move')} this {turn}"

    def _word(self, node: WordIs, clause: Clause, *, wanted: bool) -> str:
        """Return "census of Joint patrols is partial, complete is needed"."""
        now = str(dict(clause.values).get(node.subject, NO_WORD))
        owner = self.bound.get(node.owner, node.owner)
        subject = f"{names.item_name(node.name)} of {called(self.exercise, owner)}"
        found = f"{subject} is not settled" if now == NO_WORD else f"{subject} is {names.item_name(now)}"
        if clause.holds:
            return found
        return f"{found}, {names.item_name(node.word) if wanted else 'anything else'} is needed"

    def _means(self, node: Means, clause: Clause, *, wanted: bool) -> str:
        """Return "the breaker is North", "the breaker is North, not South"."""
        now = str(dict(clause.values).get(node.word, self.bound.get(node.word, node.word)))
        if choice := chosen_name(self.exercise, node.word, now):
            return f"{choice[0]} is {choice[1]}"
        if now == node.word:
            return ""
        meant = called(self.exercise, now)
        if wanted and not clause.holds and len(node.names) == 1:
            meant += f", not {called(self.exercise, *node.names)}"
        if node.word == "me":
            return f"it is done by {meant}"
        if node.word == "target":
            return f"it is aimed at {meant}"
        return f"the {node.word} is {meant}" if node.word in ACTOR_WORDS else f"it is about {meant}"
