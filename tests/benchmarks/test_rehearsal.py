"""What rehearsal costs: as a ratio to the same exercise written by hand in plain Python, run by run."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections import Counter

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.conftest import Limits
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.rehearsal import Rehearsal, rehearse

AT_LEAST = 8.0
"""So many times as many runs in a second as by hand."""
BY_HAND = 6_000
FEW = 2_000
FLAGSHIP_AT_MOST = 50.0
"""So many runs of the small exercise by hand may one of the flagship cost, played by so few: five times as many orders
in three times as many turns, texts to be signed, four players who weigh what they do."""


@pytest.fixture(scope="module")
def river() -> Exercise:
    return reader.read("first_steps", paths.read_exercise(paths.find_exercise("first_steps")))


class River:
    """`first_steps` as somebody would write it who knows that this is the only exercise there will ever be."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.water, self.quarrel, self.harvest, self.stored = 50, 3, 60, 30
        self.purses = [2, 2]
        self.later: dict[int, list[int]] = {2: [], 3: [], 4: []}
        self.promised = 0
        self.fish = self.court = False

    def play(self) -> str:
        for turn in (1, 2, 3):
            self.news(turn)
            if self.quarrel >= 10 or self.orders(turn):
                return "in_court"
            self.month_passes(turn)
        if self.quarrel <= 3 and self.harvest >= 50:
            return "shared"
        return "lost_harvest" if self.harvest < 40 else "muddling"

    def news(self, turn: int) -> None:
        self.purses = [min(6, purse + 1) for purse in self.purses]
        for amount in self.later.get(turn, ()):
            self.flow(amount)
        if turn == 1:
            self.flow(-5)
        if self.water < 25 and not self.fish:
            self.fish = True
            self.argue(1)

    def orders(self, turn: int) -> bool:
        """Let both towns choose, and rule; say whether it has gone to court."""
        chosen = self.draw.choice(self.upstream()), self.draw.choice(self.downstream())
        for who, (move, may) in enumerate(zip(chosen, (self.upstream, self.downstream), strict=True)):
            if move and move in may():
                self.act(who, move, turn)
                if self.quarrel >= 10:
                    return True
        return False

    def month_passes(self, turn: int) -> None:
        self.flow(-8)
        if self.water < 30:
            self.harvest = max(0, self.harvest - 10)
        if self.water >= 50:
            self.harvest = min(100, self.harvest + 5)
        if self.promised <= turn:
            self.promised = 0

    def upstream(self) -> list[str]:
        moves = ["", "fill_reservoir"]
        if self.stored >= 15:
            moves.append("open_sluice")
        if self.purses[0] >= 2:
            moves.append("repair_canal")
        if self.purses[0] >= 1:
            moves.append("talk")
        return moves

    def downstream(self) -> list[str]:
        moves = ["", "night_pump", "save_water"]
        if self.purses[1] >= 2:
            moves.append("repair_canal")
            if not self.court:
                moves.append("go_to_court")
        if self.purses[1] >= 1:
            moves.append("talk")
        return moves

    def act(self, who: int, move: str, turn: int) -> None:
        if move == "fill_reservoir":
            self.stored = min(100, self.stored + 15)
            self.flow(-15)
            self.argue(1)
            if self.promised:
                self.argue(1)
        elif move == "open_sluice":
            self.stored = max(0, self.stored - 15)
            self.flow(15)
            self.argue(-1)
        elif move == "repair_canal":
            self.purses[who] -= 2
            self.later[turn + 1].append(10)
        elif move == "talk":
            self.purses[who] -= 1
            self.talk(turn)
        elif move == "night_pump":
            self.harvest = min(100, self.harvest + 8)
            self.flow(-10)
            if self.draw.random() < 0.4:
                self.argue(3)
        elif move == "go_to_court":
            self.purses[who] -= 2
            self.court = True
            self.argue(2)
            self.later[turn + 1].append(20)
        else:
            self.harvest = max(0, self.harvest - 3)
            self.flow(8)
            self.argue(-1)

    def talk(self, turn: int) -> None:
        total = self.draw.randint(1, 6) + self.draw.randint(1, 6)
        total += (self.water >= 40) - (self.quarrel >= 6)
        if total <= 5:
            self.argue(1)
        elif total <= 8:
            self.argue(-1)
        else:
            self.argue(-3)
            self.promised = turn + 2

    def flow(self, amount: int) -> None:
        self.water = max(0, min(100, self.water + amount))

    def argue(self, amount: int) -> None:
        self.quarrel = max(0, min(10, self.quarrel + amount))


def by_hand(runs: int, seed: int = 1) -> Counter[str]:
    draw = random.Random(seed)
    return Counter(River(draw).play() for _ in range(runs))


def test_rehearsal_comes_out_like_the_rules_by_hand(river: Exercise) -> None:
    hand, report = by_hand(20_000), rehearse(river, 100_000, "seed")
    for ending in report.endings:
        expected = hand[ending.name] / 20_000
        deviation = np.sqrt(expected * (1 - expected) * (1 / 20_000 + 1 / 100_000))
        assert ending.share == pytest.approx(expected, abs=4.5 * deviation), ending.name


def test_rehearsal_is_many_times_as_quick_as_plain_python(limits: Limits, river: Exercise) -> None:
    """Processor time, the best of several, turn and turn about: other programs on the machine count for nothing."""
    rehearse(river, 100, "seed")
    runs = Rehearsal(river, "seed").together
    hand, batch = float("inf"), float("inf")
    for number in range(limits.times(5)):
        begun = time.process_time()
        by_hand(BY_HAND)
        half = time.process_time()
        Rehearsal(river, str(number)).play(runs)
        hand = min(hand, (half - begun) / BY_HAND)
        batch = min(batch, (time.process_time() - half) / runs)
    limits.at_least(hand / batch, AT_LEAST, f"{1 / batch:,.0f} runs a second against {1 / hand:,.0f} by hand")


def test_the_flagship_in_runs_a_second(limits: Limits, capsys: pytest.CaptureFixture[str]) -> None:
    """Few runs cost more each than many do: what is done once for all of them has to be paid by few.

    The small exercise by hand is the measure: what slows the machine slows both.
    """
    korea = reader.read("korea", paths.read_exercise(paths.find_exercise("korea")))
    rehearse(korea, 100, "seed")
    begun = time.process_time()
    by_hand(BY_HAND)
    hand = BY_HAND / (time.process_time() - begun)
    few, many = limits.times(FEW, 200), Rehearsal(korea, "seed").together
    pace = {}
    for runs, times in ((few, 5), (many, 2)) if limits.bind else ((few, 1),):
        taken = []
        for _ in range(times):
            begun = time.process_time()
            Rehearsal(korea, "seed").play(runs)
            taken.append(time.process_time() - begun)
        pace[runs] = runs / min(taken)
    with capsys.disabled():
        told = ", ".join(f"{of:,.0f} a second of {runs:,}" for runs, of in pace.items())
        print(f"\nruns of the flagship: {told}")  # noqa: T201 -- the measurement
    limits.at_most(hand / pace[few], FLAGSHIP_AT_MOST, "runs by hand for one of the flagship")


def test_memory_does_not_grow_with_the_runs(river: Exercise) -> None:
    rehearsal = Rehearsal(river, "seed")
    held = []
    tracemalloc.start()
    for _ in range(6):
        rehearsal.play(3_000)
        held.append(tracemalloc.get_traced_memory()[0])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held[-1] - held[1] < 50_000
    assert most < 12_000_000


def test_benchmark_of_ten_thousand_runs(benchmark: BenchmarkFixture, river: Exercise) -> None:
    assert benchmark(rehearse, river, 10_000, "seed").runs == 10_000


def test_benchmark_of_the_flagship(benchmark: BenchmarkFixture) -> None:
    korea = reader.read("korea", paths.read_exercise(paths.find_exercise("korea")))
    assert benchmark(rehearse, korea, 2_000, "seed").runs == 2_000
