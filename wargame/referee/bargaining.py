"""How rehearsal players sign texts and answer questions, in many runs at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.agreements import Agreement, Term
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Phase
from wargame.exercise.players import Signing
from wargame.exercise.questions import Question
from wargame.referee import signing
from wargame.referee.agreements import common_rules
from wargame.referee.batch import Batch, BatchUmpire, Places
from wargame.referee.circumstances import Circumstances
from wargame.referee.counter import CounterRolls
from wargame.referee.limits import operate
from wargame.referee.players import Seats, sitting
from wargame.referee.umpiring import Umpire

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]
Levels = dict[str, Amounts]
"""The terms of a text in each run."""

_BY_THE_COIN = 0.5
"""The chance that a player signs of whom nothing is said."""
_STEPS = np.array([-1.0, 0.0, 0.0, 1.0])
"""What `terms: drawn` adds to the usual level, each with one chance in four."""


def sign_texts(umpire: BatchUmpire, seats: Seats, phase: Phase) -> None:
    """Let the parties look at every text that can be signed, in drawn order, and sign it or not.

    A text on which not all agree is not looked at again in this phase. Looking changes nothing:
    so all texts are looked at at once, and only after one has come into force those behind it again.
    """
    texts = list(umpire.exercise.agreements.values())
    where = f"turn {umpire.columns.turn}|signing|{phase.id}"
    ranks = np.stack([umpire.rolls.fraction(f"{where}|order|{text.id}") for text in texts])
    looking = np.flatnonzero(umpire.columns.live)
    reached = np.full(len(looking), -1.0)
    while len(looking):
        part = umpire.part(looking)
        # The place of each text in the order, and of the first on which all agree.
        own, agreed = ranks[:, looking], np.full(len(looking), np.inf)
        signed = [_look_at(part, seats, text, where, own[number], reached, agreed)
                  for number, text in enumerate(texts)]  # fmt: skip
        for number, (places, terms) in enumerate(signed):
            first = own[number].take(places) == agreed.take(places)
            if first.any():
                inner = part.part(places[first])
                levels = {term: values[first] for term, values in terms.items()}
                signing.come_into_force(inner, texts[number], levels, inner.columns.live)
                inner.columns.put_back()
        part.columns.put_back()
        going = np.flatnonzero(np.isfinite(agreed) & part.columns.live)
        looking, reached = looking[going], agreed[going]


def _look_at(
    umpire: BatchUmpire, seats: Seats, text: Agreement, where: str, rank: Amounts, reached: Amounts, agreed: Amounts
) -> tuple[Places, Levels]:
    """Let the parties of a text settle its terms and sign it or not, wherever it is its turn.

    Return where all sign, and on what terms. `rank` is its place in the order of each run, `reached` how far
    that has come, `agreed` the place of the first text on which all agree: it is written down there.
    """
    turn = np.flatnonzero((rank > reached) & (rank < agreed))
    part = umpire.part(turn)
    places = turn[signing.may_be_signed(part, text, _usual(part, text))]
    if not len(places):
        return places, {}
    part = umpire.part(places)
    terms = _settled(part, seats, text, where)
    signs = signing.may_be_signed(part, text, terms)
    drafts = {(text.id, term): levels for term, levels in terms.items()}
    for party in text.parties:
        if not signs.any():
            break
        read = Once(Circumstances(part.exercise, part.columns, {"me": party, "this": text.id}, drafts))
        key = f"{where}|{text.id}|{party}"
        for player, among in sitting(part, seats, party):
            signs[among] &= _signs(player.signs, read, part.rolls, key, among)
    places = places[signs]
    agreed[places] = rank[places]
    return places, {term: levels[signs] for term, levels in terms.items()}


def _settled(umpire: BatchUmpire, seats: Seats, text: Agreement, where: str) -> Levels:
    """Return the terms on which the first-named party looks at a text: the usual ones, as its player changes them."""
    terms = _usual(umpire, text)
    shared = common_rules(umpire.exercise).terms
    for player, places in sitting(umpire, seats, text.parties[0]):
        part = umpire.part(places)
        if player.terms_drawn:
            for term, known in shared.items():
                if term not in text.fixed_terms:
                    steps = _STEPS[part.rolls.faces(f"{where}|{text.id}|{term}", 1, len(_STEPS))[0] - 1]
                    terms[term][places] = _within(known, terms[term][places] + steps)
        for change in player.terms:
            if change.term in shared and change.term not in text.fixed_terms:
                drafts = {(text.id, term): levels[places] for term, levels in terms.items()}
                bound = {"me": text.parties[0], "this": text.id}
                amount = Circumstances(part.exercise, part.columns, bound, drafts).number(change.amount)
                before = terms[change.term][places]
                wanted = operate(change.operation, before, amount, before)
                terms[change.term][places] = _within(shared[change.term], np.rint(wanted))
    return terms


def _usual(umpire: BatchUmpire, text: Agreement) -> Levels:
    usual = signing.usual_terms(umpire.exercise, text)
    return {term: np.full(umpire.columns.runs, float(level)) for term, level in usual.items()}


def _within(term: Term, levels: Amounts) -> Amounts:
    return np.minimum(np.maximum(levels, term.low), term.high)


class Once:
    """Reads amounts and conditions once, however many players look at them: ways of playing a seat think alike."""

    def __init__(self, read: Circumstances) -> None:
        self._read = read
        self._known: dict[tuple[str, str], NDArray[Any]] = {}

    def number(self, amount: Expression) -> Amounts:
        """Return an amount in all runs."""
        return self._once(amount, self._read.number)

    def truth(self, condition: Expression) -> Truths:
        """Return where a condition holds."""
        return self._once(condition, self._read.truth)

    def _once(self, expression: Expression, read: Callable[[Expression], NDArray[Any]]) -> NDArray[Any]:
        key = (expression.kind, expression.text)
        if key not in self._known:
            self._known[key] = read(expression)
        return self._known[key]


def _signs(how: Signing | None, read: Once, rolls: CounterRolls, key: str, places: Places) -> Truths:
    """Return in which of its runs a player signs."""
    rolls = rolls.part(places)
    if how is None:
        return rolls.fraction(key) < _BY_THE_COIN
    total = np.zeros(len(places))
    for modifier in how.modifiers:
        amount = read.number(modifier.amount)[places]
        counts = True if modifier.condition is None else read.truth(modifier.condition)[places]
        total = total + np.where(counts, amount, 0.0)
    if how.chance is not None:
        return rolls.fraction(key) < total + read.number(how.chance)[places]
    if how.score is not None:
        total = total + read.number(how.score)[places]
    return total + how.give_or_take * rolls.normal(key) >= how.at_least


class PlayersAnswers:
    """Answers questions at the odds of the players who sit in the seats."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats

    def __call__(self, umpire: Umpire, asked_of: str, question: Question) -> Mapping[str, Amounts]:
        """Return the weights of the options in each run; NaN where a player leaves an option at its own odds."""
        players = self._seats.get(asked_of, ())
        columns = umpire.columns
        assert isinstance(columns, Batch)
        weights = {}
        for option in question.options:
            said = [player.answers.get(question.id, {}).get(option.id, np.nan) for player in players]
            if not np.isnan(said).all():
                weights[option.id] = np.array(said)[columns.seats[asked_of]]
        return weights
