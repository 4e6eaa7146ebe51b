"""Where a track starts when chance says so: by dice, or drawn from a few values. It is settled at StartEx."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnStart:
    """A start that is rolled (`2d6 + 3`) or drawn (`{draw: {30: 50%, 40: 50%}}`)."""

    text: str
    """As it is shown: "2d6 + 3", "30: 50%, 40: 50%"."""
    count: int = 0
    """How many dice are rolled; 0 when it is drawn."""
    sides: int = 0
    bonus: float = 0.0
    draw: tuple[tuple[float, float], ...] = ()
    """(value, weight) when it is drawn."""

    @property
    def low(self) -> float:
        """The lowest value it can come to."""
        return min(value for value, _ in self.draw) if self.draw else self.count + self.bonus

    @property
    def high(self) -> float:
        """The highest value it can come to."""
        return max(value for value, _ in self.draw) if self.draw else self.count * self.sides + self.bonus

    @property
    def middle(self) -> float:
        """What stands there until it is settled: of dice the mean, of values the likeliest, the first of several."""
        if self.draw:
            return max(self.draw, key=lambda one: one[1])[0]
        return self.count * (self.sides + 1) / 2 + self.bonus
