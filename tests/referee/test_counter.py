"""Dice of many runs at once: fair, each its own, and the same whoever asks along with it."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.referee.counter import CounterRolls

RUNS = 60_000


@pytest.fixture(scope="module")
def rolls() -> CounterRolls:
    return CounterRolls("seed", 0, RUNS)


@pytest.mark.parametrize("sides", [2, 6, 10, 100])
def test_every_face_is_as_likely(rolls, sides):
    faces = rolls.faces("key", 3, sides)
    assert faces.shape == (3, RUNS)
    assert (faces.min(), faces.max()) == (1, sides)
    for die in faces:
        found = np.bincount(die, minlength=sides + 1)[1:]
        chi_square = ((found - RUNS / sides) ** 2 / (RUNS / sides)).sum()
        # Mean sides - 1, deviation sqrt(2 (sides - 1)); five of them never happen.
        assert chi_square < sides - 1 + 5 * np.sqrt(2 * (sides - 1))


def test_dice_of_one_roll_do_not_know_one_another(rolls):
    many = rolls.faces("key", 10, 6)
    together = np.corrcoef(many)
    np.fill_diagonal(together, 0)
    assert np.abs(together).max() < 5 / np.sqrt(RUNS)


def test_keys_seeds_and_neighbours_do_not_know_one_another(rolls):
    here = rolls.fraction("turn 1|x")
    for other in (rolls.fraction("turn 2|x"), CounterRolls("other", 0, RUNS).fraction("turn 1|x"), np.roll(here, 1)):
        assert abs(np.corrcoef(here, other)[0, 1]) < 5 / np.sqrt(RUNS)
        assert not np.array_equal(here, other)


def test_fractions_fill_the_range_evenly(rolls):
    drawn = rolls.fraction("key")
    assert 0 <= drawn.min() < 1e-3
    assert 1 - 1e-3 < drawn.max() < 1
    assert np.abs(np.sort(drawn) - np.arange(RUNS) / RUNS).max() < 1.95 / np.sqrt(RUNS)


def test_normal_numbers_are_normal(rolls):
    drawn = rolls.normal("key")
    assert np.isfinite(drawn).all()
    assert drawn.mean() == pytest.approx(0, abs=5 / np.sqrt(RUNS))
    assert drawn.std() == pytest.approx(1, abs=0.02)
    assert (np.abs(drawn) > 1.96).mean() == pytest.approx(0.05, abs=0.005)


@pytest.mark.parametrize("draw", ["faces", "fraction", "normal"])
def test_a_run_draws_the_same_alone_in_a_part_and_in_any_batch(rolls, draw):
    def drawn(source: CounterRolls) -> np.ndarray:
        return source.faces("key", 5, 6)[3] if draw == "faces" else getattr(source, draw)("key")

    all_of_them = drawn(rolls)
    places = np.array([0, 1, 731, 40_002, RUNS - 1])
    assert np.array_equal(drawn(rolls.part(places)), all_of_them[places])
    assert np.array_equal(drawn(CounterRolls("seed", 731, 1)), all_of_them[731:732])
    assert np.array_equal(drawn(CounterRolls("seed", 500, 1_000)), all_of_them[500:1_500])


def test_dice_never_change_between_versions():
    # Rehearsals of last year can be told again: these numbers are part of the program.
    rolls = CounterRolls("seed", 0, 8)
    assert rolls.faces("key", 2, 6).tolist() == FACES
    assert [round(number, 12) for number in rolls.fraction("key").tolist()] == FRACTIONS


FACES = [[1, 5, 4, 2, 4, 3, 1, 5], [3, 1, 4, 2, 1, 4, 1, 6]]
FRACTIONS = [
    0.76429903394,
    0.124873600853,
    0.397604719021,
    0.604769839165,
    0.208578759706,
    0.305042951641,
    0.610883134263,
    0.634801440182,
]
