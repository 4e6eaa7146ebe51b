"""When an inject is due: `turn 3`, `turn 2, minute 15`, `turn 2, phase talks, minute 5`, `D+1 H+2`.

Minutes are those of the plan: of the turn, or of the phase if one is named. `D+1 H+2`
is one day and two hours of scenario time after the exercise begins. Whatever is
written, an inject comes with the `injects` of a phase, since that is when a
facilitator looks for what is due: of its own phase, else of the next one that has
any, else of the last one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.definition import Phase
from wargame.exercise.moments import moment_of
from wargame.exercise.spelling import did_you_mean
from wargame.exercise.written import Written

INJECTS = "injects"
_TURN = re.compile(
    r"turn ([0-9]{1,4})(?:, *phase ([A-Za-z][A-Za-z0-9_]*))?(?:, *minute ([0-9]{1,4}(?:\.[0-9]{1,2})?))?", re.ASCII
)
_SCENARIO = re.compile(r"(?:D *\+ *([0-9]{1,5}))?(?: *H *\+ *([0-9]{1,5}(?:\.[0-9]{1,2})?))?", re.ASCII)
_NEARLY = 1e-9
_EXAMPLES = "turn 3; turn 2, minute 15; turn 2, phase talks, minute 5; D+1 H+2"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast scenario time goes."""

    turns: int
    months: int = 0
    """Of one turn; of months, days and hours at most one is not 0."""
    days: int = 0
    hours: int = 0
    starts: str = ""
    """ISO 8601, or empty."""


@dataclass(frozen=True, slots=True)
class Due:
    """When an inject comes."""

    turn: int
    phase: str = ""
    """The phase with whose `injects` it comes; empty: the first of the turn."""
    minute: float | None = None
    """Of the turn, by the plan."""
    time: str = ""
    """Scenario time as it is written: "D+1 H+2"."""


class Calendar:
    """Knows the turns, the phases with their minutes, and how scenario time goes on."""

    def __init__(self, desk: Assembly, pace: Pace, phases: Sequence[Phase]) -> None:
        self._desk = desk
        self._pace = pace
        self._phases = phases

    def due(self, text: Written) -> Due | None:
        """Return when an inject is due; None after a complaint."""
        if found := _TURN.fullmatch(text):
            return self._in_turn(text, int(found[1]), found[2], found[3])
        scenario = _SCENARIO.fullmatch(text)
        if scenario is None or not (scenario[1] or scenario[2]):
            self._desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not a time", _EXAMPLES)
            return None
        turn = self._turn_at(text, int(scenario[1] or 0), float(scenario[2] or 0))
        if turn is None or not self._is_turn(text, turn):
            return None
        days = f"D+{int(scenario[1])}" if scenario[1] else ""
        hours = f"H+{float(scenario[2]):g}" if scenario[2] else ""
        return Due(turn, time=f"{days} {hours}".strip())

    # ------------------------------------------------------------------ minutes of the plan

    def _in_turn(self, text: Written, turn: int, phase: str | None, minute: str | None) -> Due | None:
        if not self._is_turn(text, turn):
            return None
        known = [one.id for one in self._phases]
        if phase is not None and phase not in known:
            part = text.part(text.index(phase), text.index(phase) + len(phase))
            hint = did_you_mean(part, known) or "known are: " + ", ".join(known)
            self._desk.say(part.place, Code.UNKNOWN_REFERENCE, f"there is no phase `{phase}`", hint)
            return None
        if minute is None:
            return Due(turn, self._brings(known.index(phase)) if phase else "")
        return self._at_minute(text, turn, known.index(phase) if phase else None, float(minute))

    def _at_minute(self, text: Written, turn: int, phase: int | None, minute: float) -> Due | None:
        ends = [sum(one.minutes for one in self._phases[: number + 1]) for number in range(len(self._phases))]
        begin = ends[phase] - self._phases[phase].minutes if phase is not None else 0.0
        end = ends[phase] if phase is not None else ends[-1] if ends else 0.0
        what = f"the phase `{self._phases[phase].id}`" if phase is not None else "a turn"
        if not end - begin:
            hint = "give the phases `minutes`"
            self._desk.say(text.place, Code.DUE_OUTSIDE, f"{what} has no minutes in the plan", hint)
            return None
        if begin + minute >= end:
            message = f"{what} has {end - begin:g} minutes: minute {minute:g} is not one of them"
            self._desk.say(text.place, Code.DUE_OUTSIDE, message, f"minute 0 to {end - begin - 1:g}")
            return None
        at = begin + minute
        number = next(number for number, over in enumerate(ends) if at < over) if phase is None else phase
        return Due(turn, self._brings(number), at)

    def _brings(self, number: int) -> str:
        """Return the phase with whose `injects` something of that phase comes."""
        able = [place for place, phase in enumerate(self._phases) if INJECTS in phase.does]
        later = [place for place in able if place >= number]
        chosen = later[0] if later else able[-1] if able else None
        return self._phases[chosen].id if chosen is not None else ""

    # ------------------------------------------------------------------ scenario time

    def _turn_at(self, text: Written, days: int, hours: float) -> int | None:
        """Return the turn that many days and hours after the beginning; None after a complaint."""
        pace, each = self._pace, 24 * self._pace.days + self._pace.hours
        if each:
            return int((24 * days + hours) / each + _NEARLY) + 1
        if not pace.months:
            message = "how long a turn lasts in the scenario is not said, so this belongs to none"
            self._desk.say(text.place, Code.MISSING_KEY, message, "turns: {each lasts: 6 hours}, or 3 days, 2 months")
            return None
        if not pace.starts:
            message = "months are not all of one length: it is not said when the scenario begins"
            self._desk.say(text.place, Code.MISSING_KEY, message, "starts: 2030-03-01, at the top of scenario.yaml")
            return None
        return _months_between(pace.starts, days, hours) // pace.months + 1

    def _is_turn(self, text: Written, turn: int) -> bool:
        if 1 <= turn <= self._pace.turns:
            return True
        message = f"there is no turn {turn}: the exercise has turns 1 to {self._pace.turns}"
        self._desk.say(text.place, Code.DUE_OUTSIDE, message)
        return False


def _months_between(starts: str, days: int, hours: float) -> int:
    """Return how many whole months have passed since the beginning."""
    begin = moment_of(starts)
    try:
        then = begin.later(days, hours)
    except OverflowError:
        return (date.max.year - begin.day.year) * 12
    months = (then.day.year - begin.day.year) * 12 + then.day.month - begin.day.month
    return months - ((then.day.day, then.minutes) < (begin.day.day, begin.minutes))
