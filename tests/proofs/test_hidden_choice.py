"""Two hunters who choose in secret: the payoff is the table's, and neither knows the other's choice too early."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import pytest

from tests.proofs.folders import read, rehearsed_run, rewritten, texts_of
from wargame.exercise.definition import Exercise
from wargame.referee.rehearsal import rehearse
from wargame.referee.turn import ADJUDICATION, Over, RuleOrder, RunItem, TakeOrders
from wargame.session.conduct import Session

TEXTS = texts_of("hidden_choice")
SEATS = ("alder", "birch")
STAG, HARE, NOTHING = "stag", "hare", ""
CHOICES = (STAG, HARE)
PAYOFF = {(STAG, STAG): (4, 4), (STAG, HARE): (0, 3), (HARE, STAG): (3, 0), (HARE, HARE): (2, 2)}
HUNTS = 4
CELLS = list(itertools.product(CHOICES, repeat=2))

Hunt = tuple[str, str]
"""What Alder chose, and what Birch chose."""


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return read("hidden_choice", TEXTS)


def meat_after(hunts: Sequence[Hunt]) -> tuple[int, int]:
    """Return what both have brought home, by the table."""
    paid = [PAYOFF.get(hunt, (0, 0)) for hunt in hunts]
    return sum(alder for alder, _ in paid), sum(birch for _, birch in paid)


def ending_after(hunts: Sequence[Hunt]) -> str:
    alder, birch = meat_after(hunts)
    if min(alder, birch) >= 14:
        return "friends"
    return "alone" if max(alder, birch) <= 9 else "uneven"


class Table:
    """A live session: every morning both give sealed orders, then everything is ruled one by one."""

    def __init__(self, exercise: Exercise, seed: str = "hunt") -> None:
        self.session = Session.in_memory(exercise, seed=seed)
        self.session.start()
        self._to_orders()

    def hunt(self, alder: str, birch: str, first: str = "alder", ruled_first: str = "") -> Iterator[str]:
        """Play one hunt. `first` orders first, `ruled_first` is ruled first, if not drawn. Yields what has happened."""
        session = self.session
        chosen = {"alder": alder, "birch": birch}
        for actor in sorted(SEATS, key=lambda one: one != first):
            if chosen[actor]:
                session.give_order(actor, chosen[actor])
                yield f"{actor} has chosen"
        session.close_orders()
        yield "orders are closed"
        queue = sorted(session.state.orders, key=lambda order: order.actor != ruled_first)
        while not isinstance(thing := session.next_thing, TakeOrders | Over):
            draws_lots = isinstance(thing, RunItem) and thing.item == ADJUDICATION
            session.propose(queue=[order.id for order in queue] if draws_lots and ruled_first else [])
            if isinstance(thing, RuleOrder):
                yield f"a ruling on {thing.order.actor} is proposed"
            session.commit()
            if isinstance(thing, RuleOrder):
                yield f"{thing.order.actor} is ruled"

    def _to_orders(self) -> None:
        while not isinstance(self.session.next_thing, TakeOrders):
            self.session.propose()
            self.session.commit()


def play(exercise: Exercise, hunts: Sequence[Hunt], seed: str = "hunt", **how: str) -> Session:
    """Return a session in which these hunts were played."""
    table = Table(exercise, seed)
    for alder, birch in hunts:
        assert list(table.hunt(alder, birch, **how))
    return table.session


# ------------------------------------------------------------------------------------------------------- the payoff


@pytest.mark.parametrize("first_hunt", CELLS, ids="-".join)
def test_every_sequence_of_choices_pays_as_the_table_says(exercise: Exercise, first_hunt: Hunt):
    for number, others in enumerate(itertools.product(CELLS, repeat=HUNTS - 1)):
        hunts = (first_hunt, *others)
        state = play(exercise, hunts, seed=str(number)).state
        assert (state.tracks["alder.meat"], state.tracks["birch.meat"]) == meat_after(hunts), hunts
        assert state.ending == ending_after(hunts), hunts


@pytest.mark.parametrize("choices", list(itertools.product((*CHOICES, NOTHING), repeat=2)), ids="-".join)
def test_who_stays_at_home_brings_nothing_and_leaves_the_other_without(exercise: Exercise, choices: Hunt):
    state = play(exercise, [choices, (STAG, STAG)]).state
    assert (state.tracks["alder.meat"], state.tracks["birch.meat"]) == meat_after([choices, (STAG, STAG)])


def test_another_payoff_is_another_table():
    texts = rewritten(TEXTS, "rulebook.yaml", {r"alder\.meat \+3, birch\.meat \+0": "alder.meat +5, birch.meat -1"})
    texts = rewritten(texts, "scenario.yaml", {r"range: 0\.\., start: 0, good: up": "range: .., start: 0, good: up"})
    state = play(read("hidden_choice", texts), [(HARE, STAG)] * HUNTS).state
    assert (state.tracks["alder.meat"], state.tracks["birch.meat"]) == (20, -4)


# ------------------------------------------------------------------------------------------------------ the secrecy


def seen_by(session: Session, seat: str) -> tuple[object, ...]:
    """Return everything that a seat, and everybody in the room, can see."""
    return session.seat_view(seat), session.room_view()


def morning(exercise: Exercise, seat: str, hunts: Sequence[Hunt], seed: str, **how: str) -> list[tuple[object, ...]]:
    """Play hunts; return what happened in the last one, each with what a seat then saw, and what it saw at its end."""
    table = Table(exercise, seed)
    for hunt in hunts[:-1]:
        assert list(table.hunt(*hunt, **how))
    steps = [(happened, *seen_by(table.session, seat)) for happened in table.hunt(*hunts[-1], **how)]
    return [*steps, ("evening", *seen_by(table.session, seat))]


@pytest.mark.parametrize("ruled_first", ["", *SEATS])
@pytest.mark.parametrize("first", SEATS)
@pytest.mark.parametrize("seat", SEATS)
def test_no_seat_sees_the_other_choice_before_both_are_ruled(
    exercise: Exercise, seat: str, first: str, ruled_first: str
):
    """Two mornings that differ only in what the other chose look the same, until both have been ruled."""
    compared = 0
    for own, before, seed in itertools.product(CHOICES, ([], [(HARE, STAG)]), ("a", "b") if ruled_first else "abcd"):
        cells = [(own, other) if seat == "alder" else (other, own) for other in CHOICES]
        one, two = (
            morning(exercise, seat, [*before, cell], seed, first=first, ruled_first=ruled_first) for cell in cells
        )
        assert one[-1] != two[-1], "in the evening it is news"
        assert [step[0] for step in one].index("orders are closed") == 2
        assert one[:3] == two[:3]
        # Drawn lots are keyed by the orders, as dice are: they fall alike or not.
        if [step[0] for step in one] == [step[0] for step in two]:
            compared += 1
            for step, other_step in zip(one[:-1], two[:-1], strict=True):
                assert step == other_step, step[0]
    assert compared >= 4


def test_what_is_chosen_is_told_to_both_in_the_evening(exercise: Exercise):
    session = play(exercise, [(STAG, HARE)])
    told = {reading.track: reading.value for reading in session.seat_view("alder").readings}
    assert told["birch.last"] == -1
    assert told["birch.meat"] == 3


# -------------------------------------------------------------------------------------------------- the drawn order


@pytest.mark.parametrize("hunts", [[(STAG, HARE), (HARE, STAG)], [(STAG, STAG), (HARE, HARE)]])
def test_the_order_of_orders_never_matters(exercise: Exercise, hunts: list[Hunt]):
    ends, drawn = set(), set()
    for first, ruled_first in itertools.product(SEATS, ("", *SEATS)):
        ends.add(tuple(sorted(play(exercise, hunts, first=first, ruled_first=ruled_first).state.tracks.items())))
    for seed in range(8):
        table = Table(exercise, str(seed))
        ruled = [[what for what in table.hunt(*hunt) if what.endswith("is ruled")] for hunt in hunts]
        drawn.add(tuple(map(tuple, ruled)))
        ends.add(tuple(sorted(table.session.state.tracks.items())))
    assert len(ends) == 1
    assert len(drawn) > 1, "the order was drawn"


# ------------------------------------------------------------------------------------------------------- rehearsal


def test_the_echo_does_what_the_other_did_last(exercise: Exercise):
    """Run by run: what Birch chose follows from what Alder chose before, and all meat from both."""
    seen = set()
    for number in range(40):
        run = rehearsed_run(exercise, "hunt", number)
        chosen = [(int(alder), int(birch)) for alder, birch in zip(run["alder.last"], run["birch.last"], strict=True)]
        assert [birch for _, birch in chosen] == [1, *(1 if alder >= 0 else -1 for alder, _ in chosen[:-1])]
        seen.update(chosen)
        meat = (0, 0)
        for turn, (alder, birch) in enumerate(chosen):
            paid = [PAYOFF[one, STAG if birch == 1 else HARE] for one in CHOICES] + [(0, 0)]
            options = {1: paid[0], -1: paid[1]}.get(alder, paid[2])
            won = (run["alder.meat"][turn] - meat[0], run["birch.meat"][turn] - meat[1])
            assert won in {options, (0, 0)}, "he who stays at home gets nothing"
            meat = (int(run["alder.meat"][turn]), int(run["birch.meat"][turn]))
    assert {(1, 1), (-1, 1), (1, -1), (-1, -1)} <= seen


@pytest.mark.parametrize(
    ("alder", "birch", "hunts"),
    [
        ("trusting", "echo", [(STAG, STAG)] * HUNTS),
        ("careful", "echo", [(HARE, STAG), *[(HARE, HARE)] * (HUNTS - 1)]),
        ("trusting", "careful", [(STAG, HARE)] * HUNTS),
        ("careful", "careful", [(HARE, HARE)] * HUNTS),
    ],
)
def test_players_who_know_what_they_want_play_the_sequence(
    exercise: Exercise, alder: str, birch: str, hunts: list[Hunt]
):
    report = rehearse(exercise, 200, "hunt", {"alder": [alder], "birch": [birch]})
    assert {ending.name: ending.runs for ending in report.endings}[ending_after(hunts)] == 200
    for turn in range(HUNTS):
        spreads = [report.tracks[f"{actor}.meat"][turn] for actor in SEATS]
        assert tuple(one.low for one in spreads) == tuple(one.high for one in spreads) == meat_after(hunts[: turn + 1])
