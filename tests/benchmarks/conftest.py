"""Limits of time, which bind when they are measured: on a machine that runs all the tests they say little."""

from __future__ import annotations

import pytest


class Limits:
    """What a measurement may come to."""

    def __init__(self, *, bind: bool) -> None:
        self.bind = bind
        """Whether they are held; else what is measured is only shown to work."""

    def at_most(self, found: float, limit: float, what: str) -> None:
        """Fail when `found` is above the limit, where limits bind."""
        assert not self.bind or found <= limit, f"{what}: {found:.2f}, at most {limit:g}"

    def at_least(self, found: float, limit: float, what: str) -> None:
        """Fail when `found` is below the limit, where limits bind."""
        assert not self.bind or found >= limit, f"{what}: {found:.2f}, at least {limit:g}"

    def times(self, many: int, few: int = 1) -> int:
        """Return how often to measure: many times where the limits bind, else few."""
        return many if self.bind else few


@pytest.fixture(scope="session")
def limits(request: pytest.FixtureRequest) -> Limits:
    """Return the limits; they bind with `wargame test tests/benchmarks --benchmark-enable`."""
    return Limits(bind=bool(request.config.getoption("benchmark_enable")))
