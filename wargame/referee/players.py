"""Rehearsal players at the table: which moves they may make in many runs at once, and which of them they choose.

A choice is one keyed draw over everything allowed, holding back included.
Moves have weight 3^points; a move that can be aimed at several shares its
weight evenly among those it may be aimed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.complaints import Place
from wargame.exercise.definition import Exercise
from wargame.exercise.players import Player
from wargame.exercise.rulebook import Move
from wargame.exercise.scoring import Card
from wargame.referee.batch import BatchUmpire, Places
from wargame.referee.checks import purse_of
from wargame.referee.choosing import IN_FORCE, bound_by, samples
from wargame.referee.circumstances import Circumstances
from wargame.referee.limits import NEARLY
from wargame.referee.state import Order

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Orders = NDArray[np.int32]
"""Orders as their indices in the repertoire, or NOTHING."""
Truths = NDArray[np.bool_]

ANYTHING = Player("anything", Place("rehearsal"), equally=True, terms_drawn=True)
"""The baseline: everything allowed is equally likely, holding back too. It signs every other text put before it."""

BASE = 3.0
"""One point more makes a move so many times as likely."""
UNLISTED = -1.0
HOLDING_BACK = -0.5
PER_COST = 0.25
"""Points lost for each unit of cost."""

Seats = Mapping[str, tuple[Player, ...]]
"""Actor → who may sit in its seat, one of them in each run."""

NOTHING = -1
"""The choice of one who holds back."""
_ALIKE: Amounts = np.ones(1)
"""The weight of every move for one to whom all are alike."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing an actor can do: a move, with its target if it has one, and with what is chosen besides."""

    order: Order
    move: Move
    siblings: int
    """How many options the same move has."""


@dataclass(frozen=True, slots=True)
class Repertoire:
    """Everything that can be done by anybody; an order is its index in this list."""

    options: tuple[Option, ...]
    of: Mapping[str, tuple[int, ...]]
    """Actor → indices of its options."""


def repertoire(exercise: Exercise) -> Repertoire:
    """Return everything that the actors can do, in the order of actors and moves."""
    options: list[Option] = []
    of: dict[str, tuple[int, ...]] = {}
    for actor in exercise.actors:
        begin = len(options)
        for move in exercise.rulebook.moves.values():
            if actor in move.by:
                targets = move.targets_for(actor) if move.targets else ("",)
                orders = [Order("", actor, move.id, one, choices=chosen) for one in targets for chosen in samples(move)]
                options += [Option(order, move, len(orders)) for order in orders]
        of[actor] = tuple(range(begin, len(options)))
    return Repertoire(tuple(options), of)


def seated(exercise: Exercise, chosen: Mapping[str, Sequence[str]] | None = None) -> Seats:
    """Return who may sit in each seat. `chosen` takes the place of the exercise's own word.

    Raises KeyError for a player that the exercise does not have.
    """
    known = {ANYTHING.id: ANYTHING} | dict(exercise.players)
    said = {seating.actor: seating.players for seating in exercise.seatings}
    said |= {card.actor: tuple(card.briefs) for card in _cards_that_seat(exercise).values()}
    said |= {actor: tuple(players) for actor, players in (chosen or {}).items()}
    seats = {}
    for actor in exercise.actors:
        own = tuple(player for player in exercise.players.values() if player.actor == actor)
        anybody = tuple(player for player in exercise.players.values() if not player.actor)
        named = tuple(known[name] for name in said.get(actor, ()))
        seats[actor] = named or own or anybody or (ANYTHING,)
    return seats


def take_seats(umpire: BatchUmpire, seats: Seats, chosen: Mapping[str, Sequence[str]]) -> None:
    """Let a player sit down in every seat of every run: the one that a card says, else one that is drawn."""
    columns = umpire.columns
    cards = {actor: card for actor, card in _cards_that_seat(umpire.exercise).items() if actor not in chosen}
    for actor, players in seats.items():
        number = umpire.rolls.faces(f"seats|{actor}", 1, len(players))[0] - 1
        if actor in cards:
            for place, word in enumerate(cards[actor].briefs):
                number = np.where(columns.card_is(cards[actor].full_id, word), place, number)
        columns.seats[actor] = number


def sitting(umpire: BatchUmpire, seats: Seats, actor: str) -> Iterator[tuple[Player, Places]]:
    """Yield the players of a seat, each with the runs that it plays."""
    columns = umpire.columns
    for number, player in enumerate(seats[actor]):
        places = np.flatnonzero((columns.seats[actor] == number) & columns.live)
        if len(places):
            yield player, places


def _cards_that_seat(exercise: Exercise) -> dict[str, Card]:
    """Return the card that says who sits in a seat, by actor."""
    by_card = {seating.actor: seating.by_card for seating in exercise.seatings if seating.by_card}
    return {actor: exercise.cards.get(card) or exercise.cards[f"{actor}.{card}"] for actor, card in by_card.items()}


class Chooser:
    """What one player in one seat makes of the situation; it chooses one order after the other on it."""

    def __init__(
        self, umpire: BatchUmpire, player: Player, actor: str, possible: Repertoire, waiting: Iterable[Orders] = ()
    ) -> None:
        """`waiting` are the orders of this actor that are sealed already: what they take is not there any more."""
        self._umpire = umpire
        self._actor = actor
        self._runs = umpire.columns.runs
        self._indices = possible.of[actor]
        self._options = [possible.options[index] for index in self._indices]
        self._reserved: dict[str, Amounts] = {}
        self._waiting: dict[str, Counts] = {}
        self._chosen_last: Orders | None = None
        self._may: list[Truths] = []
        self._costs: list[Amounts | None] = []
        self._weights: list[Amounts] = []
        for option in self._options:
            read = Circumstances(umpire.exercise, umpire.columns, bound_by(option.order, option.move))
            cost = cost_in(option, read)
            self._costs.append(cost)
            self._may.append(may_still(umpire, option, read, cost))
            self._weights.append(_weight(umpire, player, option, cost))
        self._holding_back = 1.0 if player.equally else BASE**HOLDING_BACK
        single = all(option.siblings == 1 for option in self._options)
        whole = player.equally and single and len(self._options) < np.iinfo(np.uint8).max
        self._kind = np.uint8 if whole else np.float64
        for orders in waiting:
            self._reserve(orders)

    def choose(self, key: str, asked: Truths) -> Orders:
        """Draw one order in the runs in which one is asked for; NOTHING in the others, and for one who holds back."""
        if self._chosen_last is not None:
            self._reserve(self._chosen_last)
        weights = self._now(asked)
        total: NDArray[Any] = np.full(self._runs, self._holding_back, dtype=self._kind)
        for weight in weights:
            total += weight
        # Whole weights need no more than whole marks, which are compared more quickly.
        mark = (self._umpire.rolls.fraction(key) * total).astype(self._kind)
        reached: NDArray[Any] = np.zeros(self._runs, dtype=self._kind)
        below = np.zeros(self._runs, dtype=np.int16)
        for weight in weights:
            reached += weight
            below += reached <= mark
        self._chosen_last = np.append(self._indices, NOTHING).astype(np.int32).take(below)
        return self._chosen_last

    def _now(self, asked: Truths) -> list[NDArray[Any]]:
        """Return the weight of every option, 0 where it is not open any more with what is reserved."""
        open_ = [may & asked & self._affordable(place) for place, may in enumerate(self._may)]
        weights: list[NDArray[Any]] = []
        place = 0
        while place < len(self._options):
            siblings = self._options[place].siblings
            family = range(place, place + siblings)
            number = sum((open_[one] for one in family), np.zeros(self._runs)) if siblings > 1 else 1.0
            if self._kind is not np.float64:
                weights += [open_[one].view(np.uint8) for one in family]
            else:
                weights += [np.where(open_[one], self._weights[one] / np.maximum(number, 1.0), 0.0) for one in family]
            place += siblings
        return weights

    def _affordable(self, place: int) -> Truths | bool:
        """Return whether the purse and the limits of the move leave room beside the orders chosen already."""
        option, cost = self._options[place], self._costs[place]
        fits: Truths | bool = True
        waiting = self._waiting.get(option.move.id)
        if waiting is not None:
            columns = self._umpire.columns
            if option.move.once:
                fits = fits & (waiting == 0)
            if option.move.per_turn is not None:
                done = columns.done_now.get((self._actor, option.move.id), 0)
                fits = fits & (waiting + done < option.move.per_turn)
        if cost is not None:
            purse = purse_of(self._umpire.exercise, option.move, self._actor)
            if purse in self._reserved:
                left = self._umpire.columns.tracks[purse] - self._reserved[purse]
                fits = fits & ((cost <= 0) | (left + NEARLY >= cost))
        return fits

    def _reserve(self, orders: Orders) -> None:
        """Keep what these orders will take: of the purse, and of what their moves may be made."""
        for place, option in enumerate(self._options):
            limited = option.move.once or option.move.per_turn is not None
            if not limited and self._costs[place] is None:
                continue
            here = orders == self._indices[place]
            if limited:
                before = self._waiting.get(option.move.id, np.zeros(self._runs, dtype=np.int64))
                self._waiting[option.move.id] = before + here
            cost = self._costs[place]
            if cost is not None:
                purse = purse_of(self._umpire.exercise, option.move, self._actor)
                held = self._reserved.get(purse, np.zeros(self._runs))
                self._reserved[purse] = held + np.where(here, np.maximum(cost, 0.0), 0.0)


def cost_in(option: Option, read: Circumstances) -> Amounts | None:
    """Return what an option costs, or None when it is free."""
    if option.move.cost is None or not option.move.cost_track:
        return None
    return read.number(option.move.cost)


def may_still(umpire: BatchUmpire, option: Option, read: Circumstances, cost: Amounts | None) -> Truths:
    """Return in which runs an order may be carried out now: what is checked again at its moment."""
    move, actor, columns = option.move, option.order.actor, umpire.columns
    may = columns.live if move.allowed_if is None else columns.live & read.truth(move.allowed_if)
    if move.aimed == IN_FORCE:
        may = may & columns.in_force(option.order.target)
    if move.once:
        may = may & _fewer(columns.done.get((actor, move.id)), 1)
    if move.per_turn is not None:
        may = may & _fewer(columns.done_now.get((actor, move.id)), move.per_turn)
    if cost is not None:
        purse = columns.tracks[purse_of(umpire.exercise, move, actor)]
        may = may & ((cost <= 0) | (purse + NEARLY >= cost))
    return may


def _fewer(done: Counts | None, most: int) -> Truths | bool:
    return most > 0 if done is None else done < most


def _weight(umpire: BatchUmpire, player: Player, option: Option, cost: Amounts | None) -> Amounts:
    """Return how likely a player makes a move, in proportion."""
    columns, move = umpire.columns, option.move.id
    if player.equally:
        return _ALIKE
    read = Circumstances(umpire.exercise, columns, bound_by(option.order, option.move))
    points = np.full(columns.runs, player.points.get(move, UNLISTED))
    if cost is not None:
        points = points - PER_COST * cost
    for preference in player.prefer:
        if preference.move == move:
            more = read.number(preference.points)
            points = points + (more if preference.condition is None else read.truth(preference.condition) * more)
    if player.keeps_promises:
        for agreement in umpire.exercise.agreements.values():
            if move in agreement.forbids.get(option.order.actor, ()):
                points = points - player.keeps_promises * columns.in_force(agreement.id)
    return BASE**points
