"""A script of play for the tests: orders and dice in, what is true afterwards out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.exercise import reader
from wargame.exercise.complaints import Place
from wargame.exercise.conditions import parse
from wargame.exercise.definition import Exercise
from wargame.exercise.vocabulary import Vocabulary
from wargame.referee import turn, visibility
from wargame.referee.adjustment import Adjustment, Answer, TakeDice
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.dice import KeyedRolls
from wargame.referee.ruling import Asked, ItemSubject, Ruling
from wargame.referee.state import Order, OrderPlaced, State, after, fold

FOLDERS = Path(__file__).parents[1] / "data" / "exercises"

SCENARIO = """
rulebook: 1
title: A test
version: 1.0
synopsis: Nothing but a test.
turns: {count: 3}
actors:
  red: {name: Red, moves a turn: 2}
  blue: {name: Blue, moves a turn: 2}
phases:
  news: {does: [income, delayed effects, injects]}
  orders: {does: [orders], orders: sealed}
  ruling: {does: [adjudication], order: listed}
  after: {does: [upkeep, triggers, expiry]}
tracks:
  heat: {for: world, name: Heat, range: 0..10, start: 3}
  trust: {for: red.blue, name: Trust, range: 0..100, start: 30}
  gold: {for: actor, name: Gold, range: 0..10, start: 3, income: 1}
flags: [met, angry]
"""
RULEBOOK = """
rulebook: 1
steps:
  upkeep: {effects: [heat -1 if heat >= 9]}
moves:
  wait: {name: Wait, by: [red, blue], effects: []}
endings:
  none: {otherwise: true}
"""


def folder(name: str) -> Exercise:
    """Return a test exercise of ours by the name of its folder."""
    root = FOLDERS / name
    files = [path for path in root.rglob("*") if path.suffix in {".yaml", ".md"}]
    return reader.read(name, {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files})


def written(
    rulebook: str = RULEBOOK,
    scenario: str = SCENARIO,
    msel: str = "",
    replacing: Mapping[str, str] | None = None,
) -> Exercise:
    """Return an exercise made from text; `replacing` changes pieces of the scenario."""
    for old, new in (replacing or {}).items():
        assert old in scenario
        scenario = scenario.replace(old, new)
    texts = {"scenario.yaml": scenario, "rulebook.yaml": rulebook}
    return reader.read("test", texts | ({"msel.yaml": msel} if msel else {}))


class Playing:
    """One session without a session: the state, and what has been ruled so far."""

    def __init__(self, exercise: Exercise, seed: str = "test") -> None:
        self.exercise = exercise
        self.rolls = KeyedRolls(seed)
        self.state = turn.opening(exercise)
        self.turn_ends: list[State] = []
        self.told: list[visibility.Told] = []
        self.rulings: list[Ruling] = []
        self.numbered = 0
        self.state = fold(self.state, turn.begin(exercise, self.state, self.rolls))

    @property
    def next(self) -> turn.NextThing:
        return turn.next_thing(self.exercise, self.state)

    @property
    def past(self) -> visibility.Past:
        return visibility.Past(tuple(self.turn_ends), tuple(self.told))

    @property
    def last(self) -> Ruling:
        return self.rulings[-1]

    def to_orders(self) -> Playing:
        """Go on until orders are taken, or play is over."""
        while not isinstance(self.next, turn.TakeOrders | turn.Over):
            self.step()
        return self

    def to_signing(self) -> Playing:
        """Go on until texts can be signed."""
        while not isinstance(self.next, turn.TakeSignatures):
            assert not isinstance(self.next, turn.Over)
            self.step()
        return self

    def sign(self, agreement: str, *actors: str, **terms: int) -> Playing:
        """Let the actors sign a text one after the other, and put it in force when all have."""
        for actor in actors or self.exercise.agreements[agreement].parties:
            changes = turn.sign(self.exercise, self.state, actor, agreement, terms)
            self.state = fold(self.state, changes)
        if isinstance(self.next, turn.RuleSigning):
            self.step()
        return self

    def to(self, item: str) -> Playing:
        """Go on until the next thing is this item."""
        while not (isinstance(self.next, turn.RunItem) and self.next.item == item):
            assert not isinstance(self.next, turn.Over), f"play was over before {item}"
            self.step()
        return self

    def order(self, actor: str, move: str, target: str = "", say: str = "", intent: str = "") -> Order:
        """Give an order."""
        self.numbered += 1
        given = Order(f"order {self.numbered}", actor, move, target, say, intent)
        self.state = after(self.state, OrderPlaced(given))
        return given

    def step(self, *adjustments: Adjustment, queue: Sequence[str] = ()) -> Playing:
        """Do the next thing: close orders or signing, or rule and commit. What nobody answers, the dice answer."""
        if isinstance(self.next, turn.TakeOrders):
            self._commit(turn.close_orders(self.exercise, self.state))
            return self
        if isinstance(self.next, turn.TakeSignatures):
            self._commit(turn.close_signing(self.exercise, self.state))
            return self
        ruling = turn.propose(self.exercise, self.state, self.rolls, adjustments, queue)
        while ruling.asks is not None:
            adjustments = (*adjustments, Answer(ruling.asks.number, "?"))
            ruling = turn.propose(self.exercise, self.state, self.rolls, adjustments, queue)
        self.rulings.append(ruling)
        self.told += visibility.told(self.exercise, ruling, self.state.turn)
        self._commit(ruling.changes)
        return self

    def rule(self, *dice: Sequence[int], answers: Sequence[str] = ()) -> Ruling:
        """Go on to the next order to be ruled, and rule it with these dice and answers."""
        while not isinstance(self.next, turn.RuleOrder):
            self.step()
        given = (Answer(number, option) for number, option in enumerate(answers, 1))
        self.step(*(TakeDice(number, tuple(faces)) for number, faces in enumerate(dice, 1)), *given)
        return self.last

    def does(self, actor: str, move: str, *dice: Sequence[int], answers: Sequence[str] = ()) -> Ruling:
        """Let an actor carry out a move in the next phase of orders."""
        self.to_orders().order(actor, move)
        return self.rule(*dice, answers=answers)

    def asks(self, *adjustments: Adjustment) -> Asked:
        """Return the question at which the next ruling stops."""
        ruling = turn.propose(self.exercise, self.state, self.rolls, adjustments)
        assert ruling.asks is not None
        return ruling.asks

    def end_turn(self) -> Playing:
        """Go on to the next turn, or to the end."""
        number = self.state.turn
        while self.state.turn == number and not isinstance(self.next, turn.Over):
            self.step()
        return self

    def items(self, item: str) -> list[Ruling]:
        """Return the rulings of an item so far."""
        return [one for one in self.rulings if isinstance(one.subject, ItemSubject) and one.subject.item == item]

    def reads(self, amount: str) -> float:
        """Return what an amount is now."""
        expression = parse(amount, Place("test"), "amount", Vocabulary.of(self.exercise))
        return float(Circumstances(self.exercise, Columns([self.state]), {}).number(expression)[0])

    def holds(self, condition: str) -> bool:
        """Return whether a condition holds now."""
        expression = parse(condition, Place("test"), "condition", Vocabulary.of(self.exercise))
        return bool(Circumstances(self.exercise, Columns([self.state]), {}).truth(expression)[0])

    def _commit(self, changes: Sequence[object]) -> None:
        before = self.state
        self.state = fold(self.state, changes)
        if self.state.turn != before.turn:
            self.turn_ends.append(self.state)
