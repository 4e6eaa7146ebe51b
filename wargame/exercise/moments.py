"""Moments of scenario time: a day and the minutes since its midnight. No clock is ever asked."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_WRITTEN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}):([0-9]{2}))?", re.ASCII)
_HOUR, _DAY = 60, 24 * 60


class Moment(NamedTuple):
    """A day and the minutes since its midnight; a later one compares greater."""

    day: date
    minutes: int

    def later(self, days: int = 0, hours: float = 0.0) -> Moment:
        """Return the moment so much later. Raises OverflowError beyond the year 9999."""
        passed = self.minutes + round(hours * _HOUR)
        return Moment(self.day + timedelta(days=days + passed // _DAY), passed % _DAY)

    @property
    def time(self) -> str:
        """The time of day: "06:00"."""
        return f"{self.minutes // _HOUR:02}:{self.minutes % _HOUR:02}"


def moment_of(written: str) -> Moment:
    """Read "2021-01-20", or "2021-01-20 06:00". Raises ValueError for anything else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(written)
    hour, minute = int(found[2] or 0), int(found[3] or 0)
    if hour >= _DAY // _HOUR or minute >= _HOUR:
        raise ValueError(written)
    return Moment(date.fromisoformat(found[1]), hour * _HOUR + minute)
