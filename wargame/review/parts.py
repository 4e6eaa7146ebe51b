"""A ruling taken apart: each rule that began in it, with what was found under it, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from wargame.exercise.definition import Exercise
from wargame.referee.ruling import Applied, Chanced, Finding, Rolled, Ruling, Started
from wargame.referee.state import Change, InjectDelivered, InjectSkipped
from wargame.review import names
from wargame.review.changes import BOOKKEEPING, change_text

Success = Literal["success", "partial", "failure"]

SPOKEN: dict[str, Success] = {
    "fail": "failure",
    "failure": "failure",
    "no": "failure",
    "partial": "partial",
    "mixed": "partial",
    "full": "success",
    "success": "success",
    "yes": "success",
}
"""Outcomes that say by their name how well a move went. Others are told by their place among the outcomes."""


@dataclass(slots=True)
class Part:
    """One rule of a ruling and everything found under it, inner blocks included."""

    started: Started
    findings: list[Finding] = field(default_factory=list)
    spent: bool = False
    """For an inject: whether it has come up, delivered or skipped, and is not still waited for."""

    @property
    def happened(self) -> bool:
        """Whether its condition held."""
        return self.started.check is None or self.started.check.holds

    @property
    def changes(self) -> tuple[Change, ...]:
        """What it did to the situation."""
        return tuple(change for found in self.findings if isinstance(found, Applied) for change in found.changes)

    @property
    def rolled(self) -> bool:
        """Whether there was chance in it."""
        return any(isinstance(found, Rolled | Chanced) for found in self.findings)


def parts(ruling: Ruling) -> tuple[Part, ...]:
    """Return the rules of a ruling in the order in which they began."""
    found: list[Part] = []
    spent = {change.inject for change in ruling.changes if isinstance(change, InjectDelivered | InjectSkipped)}
    for finding in ruling.findings:
        if isinstance(finding, Started) and finding.kind != "part":
            found.append(Part(finding, spent=finding.path.rpartition("/")[2] in spent))
        elif found:
            found[-1].findings.append(finding)
    return tuple(found)


def success_of(ruling: Ruling) -> Success:
    """Return how well an order went: by the name of its first outcome, else by its place from low to high."""
    for finding in ruling.findings:
        if isinstance(finding, Rolled) and finding.outcome:
            return _success(finding)
    return "success"


def summary(exercise: Exercise, found: Part) -> str:
    """Return what a rule did in one line: "partial · Tension 4 → 5 (+1) · Trust 22 → 24 (+2)"."""
    outcomes = [
        names.outcome_name(finding.outcome)
        for finding in found.findings
        if isinstance(finding, Rolled) and finding.outcome
    ]
    told = [change_text(exercise, change) for change in found.changes if not isinstance(change, BOOKKEEPING)]
    return " · ".join([*outcomes, *told])


def whole_summary(exercise: Exercise, ruling: Ruling) -> str:
    """Return in one line everything that a ruling changed."""
    changes = [change for found in ruling.findings if isinstance(found, Applied) for change in found.changes]
    return " · ".join(change_text(exercise, change) for change in changes if not isinstance(change, BOOKKEEPING))


def _success(rolled: Rolled) -> Success:
    spoken = SPOKEN.get(rolled.outcome.casefold())
    if spoken is not None:
        return spoken
    upward = [share.outcome for share in sorted(rolled.odds, key=lambda share: share.low)]
    if rolled.outcome not in upward or len(upward) == 1 or rolled.outcome == upward[-1]:
        return "success"
    return "failure" if rolled.outcome == upward[0] else "partial"
