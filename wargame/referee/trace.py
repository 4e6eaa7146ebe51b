"""What one live run writes down as it is played."""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.referee.ruling import Finding
from wargame.referee.state import Change


@dataclass(slots=True)
class Trace:
    """Findings for people, changes for the state, both in the order in which they happened."""

    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
