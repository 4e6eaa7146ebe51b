"""Richardson's arms race, played by the rules of its folder, is the recurrence that can be solved on paper."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.proofs.folders import read, rehearsed_run, rewritten, texts_of
from wargame.cli.main import main
from wargame.exercise.definition import Exercise
from wargame.referee.rehearsal import rehearse
from wargame.session.conduct import Session
from wargame.session.scripted import Script

Amounts = NDArray[np.float64]
Texts = Mapping[str, str]

TEXTS = texts_of("arms_race")
TRACKS = ("east.arms", "west.arms")


@dataclass(frozen=True)
class Race:
    """The numbers of a race, the eastern one of each pair first."""

    arms: tuple[float, float]
    fear: tuple[float, float]
    burden: tuple[float, float]
    grievance: tuple[float, float]

    @property
    def matrix(self) -> Amounts:
        """What the arms of a year make of those of the next."""
        return np.array([[1 - self.burden[0], self.fear[0]], [self.fear[1], 1 - self.burden[1]]])

    @property
    def mirrored(self) -> Race:
        """The same below nothing."""
        (east, west), (first, second) = self.arms, self.grievance
        return replace(self, arms=(-east, -west), grievance=(-first, -second))


SETTLES = Race((10, 4), (0.3, 0.25), (0.5, 0.4), (1.5, 1))
RUNS_AWAY = Race((1, 2), (0.35, 0.3), (0.1, 0.2), (0.125, 0.25))
DRIFTS = Race((3, 5), (0.3, 0.25), (0.3, 0.25), (0.5, 0.125))
RACES = {"settles": SETTLES, "runs away": RUNS_AWAY, "drifts": DRIFTS}


# ------------------------------------------------------------------------------------------------------ on paper


def solved(race: Race, turns: int) -> Amounts:
    """Return the arms after each turn by eigenvalues: each part of the start grows by its own."""
    values, vectors = np.linalg.eig(race.matrix)
    start = np.linalg.solve(vectors, np.array(race.arms))
    push = np.linalg.solve(vectors, np.array(race.grievance))
    years = np.arange(1, turns + 1)[:, None]
    stands = np.isclose(values, 1, rtol=0, atol=1e-12)
    added = np.where(stands, years, (1 - values**years) / np.where(stands, 1, 1 - values))
    return np.real((values**years * start + added * push) @ vectors.T)


def by_powers(race: Race, turns: int) -> Amounts:
    """Return the same by powers of one matrix that holds the grievances too, also where eigenvalues fall together."""
    whole = np.eye(3)
    whole[:2, :2], whole[:2, 2] = race.matrix, race.grievance
    start = np.array([*race.arms, 1])
    return np.array([(np.linalg.matrix_power(whole, turn) @ start)[:2] for turn in range(1, turns + 1)])


def step_by_step(race: Race, turns: int, low: float, high: float) -> list[tuple[float, float]]:
    """Return the same year by year, never leaving the range."""
    east, west = race.arms
    years = []
    for _ in range(turns):
        more_east = race.fear[0] * west - race.burden[0] * east + race.grievance[0]
        more_west = race.fear[1] * east - race.burden[1] * west + race.grievance[1]
        east, west = (min(max(value, low), high) for value in (east + more_east, west + more_west))
        years.append((east, west))
    return years


def test_both_ways_on_paper_agree():
    for race in RACES.values():
        assert solved(race, 60) == pytest.approx(by_powers(race, 60), rel=1e-9)
    largest = {name: max(abs(np.linalg.eigvals(race.matrix))) for name, race in RACES.items()}
    assert largest["settles"] < 1
    assert largest["drifts"] == pytest.approx(1)
    assert largest["runs away"] > 1.1


# ------------------------------------------------------------------------------------------------------- as played


def number(value: float) -> str:
    """Return a number as an author writes it."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


def written(race: Race, turns: int = 30, span: str = "..") -> dict[str, str]:
    """Return the folder's texts with the numbers of this race."""
    east, west = (number(value) for value in race.arms)
    hurt, offended = (number(value) for value in race.grievance)
    changes = {
        r"count: 30": f"count: {turns}",
        r"range: 0\.\., start: \{east: 10, west: 4\}": f'range: "{span}", start: {{east: {east}, west: {west}}}',
        r"start: \{east: 1.5, west: 1\}": f"start: {{east: {hurt}, west: {offended}}}",
    }
    for name, pair in (("fear", race.fear), ("burden", race.burden)):
        for actor, value in zip(("east", "west"), pair, strict=True):
            changes[rf"(?<={actor}_{name}: )(\{{.* formula: )[0-9.]+"] = f"{{name: It, formula: {number(value)}"
    return rewritten(TEXTS, "scenario.yaml", changes)


def raced(race: Race, turns: int = 30, span: str = "..") -> Exercise:
    return read("arms_race", written(race, turns, span))


def live(exercise: Exercise) -> Amounts:
    """Play a session in which nobody moves; return the arms after each turn."""
    played = Script(Session.in_memory(exercise, seed="race")).finish()
    return np.array([[turn.state.tracks[track] for track in TRACKS] for turn in played])


def rehearsed(exercise: Exercise) -> Amounts:
    tracks = rehearsed_run(exercise, "race")
    return np.array([tracks[track] for track in TRACKS]).T


def on_the_command_line(texts: Texts, folder: Path) -> Amounts:
    """Return the arms as the lines of `wargame run --json` give them."""
    for file, text in texts.items():
        if not file.startswith("plays/"):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main(["run", str(folder), "--seed", "race", "--json"]) == 0
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    return np.array([[line["tracks"][track] for track in TRACKS] for line in lines if line["kind"] == "turn"])


@pytest.mark.parametrize("span", ["..", "0..", "..1000000"])
@pytest.mark.parametrize("name", RACES)
def test_a_race_is_as_on_paper(name: str, span: str, tmp_path: Path):
    race, turns = RACES[name], 40
    paper = solved(race, turns)
    exercise = raced(race, turns, span)

    assert on_the_command_line(written(race, turns, span), tmp_path / "race") == pytest.approx(paper, rel=1e-9)
    assert live(exercise) == pytest.approx(paper, rel=1e-9)
    assert rehearsed(exercise) == pytest.approx(paper, rel=1e-9)


@pytest.mark.parametrize("name", RACES)
def test_below_nothing_it_is_the_mirror_image(name: str):
    race = RACES[name]
    above, below = raced(race, span="0.."), raced(race.mirrored, span="..0")
    assert (live(below) == -live(above)).all()
    assert (rehearsed(below) == -rehearsed(above)).all()


@pytest.mark.parametrize("name", RACES)
def test_live_and_rehearsed_are_the_same_to_the_last_bit(name: str):
    exercise = raced(RACES[name])
    assert (live(exercise) == rehearsed(exercise)).all()


def test_every_run_of_a_batch_is_the_same_race():
    for spreads in rehearse(raced(RUNS_AWAY), 100, "race").tracks.values():
        assert all(spread.low == spread.median == spread.high and spread.runs == 100 for spread in spreads)


def test_without_together_the_second_country_sees_what_the_first_has_just_done():
    texts = rewritten(written(SETTLES), "rulebook.yaml", {r"    together: true\n": ""})
    east, west = SETTLES.arms
    years = []
    for _ in range(30):
        east += SETTLES.fear[0] * west - SETTLES.burden[0] * east + SETTLES.grievance[0]
        west += SETTLES.fear[1] * east - SETTLES.burden[1] * west + SETTLES.grievance[1]
        years.append((east, west))

    assert live(read("arms_race", texts)) == pytest.approx(np.array(years), rel=1e-9)
    assert live(read("arms_race", texts))[3] != pytest.approx(solved(SETTLES, 30)[3], rel=1e-3)


# ------------------------------------------------------------------------------------------------- whatever numbers

ARMS = st.integers(0, 200_000).map(lambda tenth: tenth / 10)
FACTOR = st.integers(0, 600).map(lambda part: part / 1_000)
GRIEVANCE = st.integers(-4_000, 4_000).map(lambda part: part / 1_000)
ANY_RACE = st.builds(
    Race,
    arms=st.tuples(ARMS, ARMS),
    fear=st.tuples(FACTOR, FACTOR),
    burden=st.tuples(FACTOR, FACTOR),
    grievance=st.tuples(GRIEVANCE, GRIEVANCE),
)


@settings(max_examples=25, deadline=None)
@given(race=ANY_RACE)
def test_any_race_without_limits_is_as_on_paper(race: Race):
    exercise, paper = raced(race, 12), by_powers(race, 12)
    assert rehearsed(exercise) == pytest.approx(paper, rel=1e-9, abs=1e-9)
    assert live(exercise) == pytest.approx(paper, rel=1e-9, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(race=ANY_RACE, low=st.none() | st.integers(-50, 0), high=st.none() | st.integers(20_000, 30_000))
def test_any_race_is_held_in_its_range(race: Race, low: int | None, high: int | None):
    span = f"{'' if low is None else low}..{'' if high is None else high}"
    bottom, top = -np.inf if low is None else float(low), np.inf if high is None else float(high)
    exercise, years = raced(race, 12, span), np.array(step_by_step(race, 12, bottom, top))
    assert rehearsed(exercise) == pytest.approx(years, rel=1e-9, abs=1e-9)
    assert live(exercise) == pytest.approx(years, rel=1e-9, abs=1e-9)
