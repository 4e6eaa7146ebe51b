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
from wargame.exercise.punctuation import in_a_row
from wargame.exercise.spans import constant_of
from wargame.exercise.vocabulary import BINDABLE, NO_WORD, Vocabulary
from wargame.review import names
from wargame.review.amounts import Amounts
from wargame.review.values import NOBODY, STANDING, called, card_called, card_word, values_text
from wargame.translation import phrase, say

_LIMITS: Mapping[str, str] = {
    ">=": phrase("at least {limit}"), ">": phrase("more than {limit}"), "<=": phrase("at most {limit}"),
    "<": phrase("less than {limit}"), "!=": phrase("not {limit}"),
}  # fmt: skip
_NEEDED: Mapping[str, str] = {
    **_LIMITS, "<=": phrase("{limit} or less"), "!=": phrase("other than {limit}"),
}  # fmt: skip
_MIRRORED: Mapping[str, str] = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}
_OPPOSITE: Mapping[str, str] = {">=": "<", "<": ">=", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_HAS_PLAYED = phrase("{actor} has played “{move}” this {turn}")
_HAS_NOT_PLAYED = phrase("{actor} has not played “{move}” this {turn}")
_HAS_MADE = phrase("{actor} has made a {kind} {move} this {turn}")
_HAS_NOT_MADE = phrase("{actor} has not made a {kind} {move} this {turn}")
_HAS_MADE_AN = phrase("{actor} has made an {kind} {move} this {turn}")
_HAS_NOT_MADE_AN = phrase("{actor} has not made an {kind} {move} this {turn}")
_ROLES: Mapping[str, str] = {
    "breaker": phrase("the breaker is {who}"),
    "owner": phrase("the owner is {who}"),
    "injured": phrase("the injured is {who}"),
}
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
    joined = _joined(words)
    if len(words) == _TWO:
        return holds, [say("{reasons} (either would do)", reasons=joined)]
    return holds, [say("{reasons} (any one of these would do)", reasons=joined)]


def _joined(words: Sequence[str]) -> str:
    """Return the parts as one sentence; those with a comma of their own are kept apart."""
    return in_a_row(words) if any(", " in one for one in words) else names.listed(list(words))


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
            fact = names.flag_words(self.exercise, node.words[0])
            return say("“{fact}” holds", fact=fact) if is_true else say("“{fact}” does not hold", fact=fact)
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
            return found if operator == "==" else f"{found}, {say(_LIMITS[operator], limit=bound)}"
        needed = bound if operator == "==" else say(_NEEDED[operator], limit=bound)
        if isinstance(asked, OverAll | Question) and limit != 1:
            return say("{found}, {limit} are needed", found=found, limit=needed)
        return say("{found}, {limit} is needed", found=found, limit=needed)

    @staticmethod
    def _other_side(amounts: Amounts, node: Node) -> str:
        """Return the other side of a comparison with what it is: "the strength of Harmony (30)"."""
        value = amounts.value(node)
        if not isinstance(node, Read) or value is None:
            return ""
        return f"{amounts.name(node)} ({amounts.shown(node, value)})"

    def _stands(self, node: Stands, *, is_true: bool) -> str:
        there, not_there = STANDING[node.what]
        if len(node.agreements) == 1:
            name = called(self.exercise, self.bound.get(node.agreements[0], node.agreements[0]))
            return say(there if is_true else not_there, agreement=name)
        if len(node.agreements) <= _FEW:
            some = names.listed([called(self.exercise, one) for one in node.agreements])
            which = (
                say("one of {agreements}", agreements=some) if is_true else say("none of {agreements}", agreements=some)
            )
            return say(there, agreement=which)
        tag = names.item_name(self.text[node.start : node.end].partition("(")[2].rstrip(") ").strip())
        which = say("an agreement marked “{tag}”", tag=tag) if is_true else say("no agreement marked “{tag}”", tag=tag)
        return say(there, agreement=which)

    def _played(self, who: str, move: str, *, is_true: bool) -> str:
        """Return "North has played “Shell the bridge” this season", "nobody has made a hostile move this season"."""
        exercise = self.exercise
        some = say("somebody") if is_true else say("nobody")
        values = {
            "actor": some if who == "any" else names.actor_name(exercise, self.bound.get(who, who)),
            "turn": names.word(exercise, "turn"),
        }
        has = is_true or who == "any"
        if move in exercise.rulebook.moves:
            values["move"] = names.move_name(exercise, move)
            return say(_HAS_PLAYED if has else _HAS_NOT_PLAYED, **values)
        values |= {"kind": names.item_name(move), "move": names.word(exercise, "move")}
        if values["kind"][:1] in "aeiou":
            return say(_HAS_MADE_AN if has else _HAS_NOT_MADE_AN, **values)
        return say(_HAS_MADE if has else _HAS_NOT_MADE, **values)

    def _word(self, node: WordIs, clause: Clause, *, wanted: bool) -> str:
        """Return "census of Joint patrols is partial, complete is needed"."""
        now = str(dict(clause.values).get(node.subject, NO_WORD))
        owner = self.bound.get(node.owner, node.owner)
        subject = f"{owner}.{node.name}"
        fact = card_called(self.exercise, subject) or say(
            "{fact} of {owner}", fact=names.item_name(node.name), owner=called(self.exercise, owner)
        )
        settled = now != NO_WORD
        found = (
            say("{name} is {value}", name=fact, value=self._word_called(subject, now))
            if settled
            else say("{name} is not settled", name=fact)
        )
        if clause.holds:
            return found
        needed = self._word_called(subject, node.word) if wanted else say("anything else")
        return say("{found}, {limit} is needed", found=found, limit=needed)

    def _word_called(self, subject: str, word: str) -> str:
        return card_word(self.exercise, subject, word) or names.item_name(word)

    def _means(self, node: Means, clause: Clause, *, wanted: bool) -> str:
        """Return "the breaker is North", "the breaker is North, not South"."""
        now = str(dict(clause.values).get(node.word, self.bound.get(node.word, node.word)))
        if choice := chosen_name(self.exercise, node.word, now):
            return say("{name} is {value}", name=choice[0], value=choice[1])
        if now == node.word:
            return ""
        meant = called(self.exercise, now)
        if wanted and not clause.holds and len(node.names) == 1:
            meant = say("{name}, not {other}", name=meant, other=called(self.exercise, *node.names))
        if node.word == "me":
            return say("it is done by {who}", who=meant)
        if node.word == "target":
            return say("it is aimed at {what}", what=meant)
        if node.word in _ROLES:
            return say(_ROLES[node.word], who=meant)
        return say("it is about {what}", what=meant)
