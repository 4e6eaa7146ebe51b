"""Whatever a facilitator does, in whatever order: nothing is lost, nothing secret is told, everything verifies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.any_facilitator import ACTS, OFTEN, Facilitator, marked_valley
from wargame.exercise.definition import Exercise
from wargame.session.verification import verify

Act = tuple[str, int]
EVENTS = st.tuples(st.sampled_from((*ACTS, *OFTEN)), st.integers(0, 10_000))


@cache
def valley() -> Exercise:
    """Return the exercise, read once. No fixture: what fails is told with all arguments, and it is large."""
    return marked_valley()


def play(acts: list[Act]) -> Facilitator:
    """Play a session of these acts, close it and verify its file; return who ran it."""
    with TemporaryDirectory() as folder:
        facilitator = Facilitator(valley(), Path(folder))
        try:
            for act in [("start", 0), *acts]:
                facilitator.do(*act)
            facilitator.look_back()
            facilitator.session.close()
            found = verify(facilitator.path, data=facilitator.data)
            assert (found.problems, found.differences) == ((), ())
            assert found.entries == len(facilitator.session.history.entries)
        finally:
            facilitator.session._log.close()
    return facilitator


@settings(max_examples=12, deadline=None)
@given(st.lists(EVENTS, min_size=30, max_size=30))
def test_whatever_the_facilitator_does_the_session_holds(acts: list[Act]) -> None:
    play(acts)


@pytest.mark.campaign
@settings(max_examples=3_000, deadline=None)
@given(st.lists(EVENTS, min_size=10, max_size=150))
def test_whatever_the_facilitator_does_for_hours_the_session_holds(acts: list[Act]) -> None:
    play(acts)


def test_every_act_is_possible(tmp_path: Path) -> None:
    """The acts above are no string of refusals: in one sitting each of them can be done."""
    facilitator = Facilitator(valley(), tmp_path)
    refused = []
    for name in ACTS:
        if facilitator.session.state.turn:
            facilitator.session.reopen_turn(1)
            facilitator.do("on", 0)
        if not any(facilitator.do(name, seed) for seed in range(25)):
            refused.append(name)
    facilitator.session.close()
    assert refused == []
