"""Tracks as one audience knows them: exactly, by estimate, by the last report, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wargame.exercise.definition import Derived, Exercise, Track
from wargame.exercise.shown_names import owners_shown
from wargame.exercise.sight import Sight
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.dice import Rolls, draw_of, key_of, whole_between
from wargame.referee.state import EVERYBODY, State
from wargame.referee.views import Reading

EXACT, ESTIMATE, LAST_REPORT, NOTHING = "exact", "estimate", "last report", "nothing"
_GIVE_OR_TAKE = "give or take"
_PARTS = 10
"""An estimate that is narrower than a whole number is drawn in tenths of its width."""


def readings(
    exercise: Exercise, state: State, turn_ends: Sequence[State], sight: Sight, rolls: Rolls | None
) -> tuple[Reading, ...]:
    """Return every track and derived value of which the audience knows anything.

    `turn_ends` are the situations at the end of each turn before this one, oldest
    first. Without rolls no estimates can be drawn, and what would be an estimate is left out.
    """
    moments = _moments(exercise, state, turn_ends)
    tracks = (_track_reading(track, moments, sight, rolls) for track in _told(exercise, state))
    columns = [Columns([moment]) for moment in moments]
    derived = (_derived_reading(exercise, one, columns) for one in exercise.derived.values() if sight.sees(one.id))
    return tuple(_shown(exercise, reading) for reading in (*tracks, *derived) if reading is not None)


def true_readings(exercise: Exercise, state: State, turn_ends: Sequence[State]) -> tuple[Reading, ...]:
    """Return every track and derived value as it is, for the white cell."""
    moments = _moments(exercise, state, turn_ends)
    tracks = (_exact(track, moments, track.good.get(EVERYBODY, "")) for track in _told(exercise, state))
    columns = [Columns([moment]) for moment in moments]
    derived = (_derived_reading(exercise, one, columns) for one in exercise.derived.values())
    return tuple(_shown(exercise, reading) for reading in (*tracks, *derived))


def band_of(bands: tuple[tuple[float, str], ...], value: float) -> str:
    """Return the name of the band a value lies in, or ""."""
    return next((name for low, name in reversed(bands) if value >= low), "")


def _shown(exercise: Exercise, reading: Reading) -> Reading:
    """Return the reading with its owners in the exercise's order of actors, and the name of its agreement."""
    if len(reading.owner) == 1 and reading.owner[0] in exercise.agreements:
        agreement = exercise.agreements[reading.owner[0]]
        return replace(reading, about=agreement.name or agreement.id)
    return replace(reading, owner=owners_shown(exercise, reading.owner)) if len(reading.owner) > 1 else reading


def _told(exercise: Exercise, state: State) -> Iterator[Track]:
    """Yield the tracks of which there is something to tell: those of an agreement once it has been signed."""
    for track in exercise.tracks.values():
        if not exercise.agreements.keys().isdisjoint(track.owner) and track.owner[0] not in state.pacts:
            continue
        yield track


def _moments(exercise: Exercise, state: State, turn_ends: Sequence[State]) -> tuple[State, ...]:
    """Return the situations at the start, at the end of each turn so far, and now: entry n belongs to turn n."""
    first = (*turn_ends, state)[0]
    settled = first.at_turn_start if first.turn == 1 else {}
    start = State(
        tracks={
            track.id: track.start if track.drawn is None else settled.get(track.id, track.start)
            for track in exercise.tracks.values()
        }
    )
    return (start, *turn_ends[: state.turn - 1], state) if state.turn else (state,)


def _track_reading(track: Track, moments: tuple[State, ...], sight: Sight, rolls: Rolls | None) -> Reading | None:
    good = track.good.get(sight.audience, track.good.get(EVERYBODY, ""))
    if sight.among(track.seen_by):
        return _exact(track, moments, good)
    width = _width(track)
    if width is not None:
        return None if rolls is None else _estimate(track, width, moments, Estimator(sight.audience, rolls), good)
    reported = [_reported(track, moment, sight.audience) for moment in moments]
    if track.others_see == LAST_REPORT or reported[-1] is not None:
        known = [moments[0].tracks.get(track.id, track.start) if value is None else value for value in reported]
        if track.others_see != LAST_REPORT:
            known = [value for value in reported if value is not None]
        return _reading(track, tuple(known), LAST_REPORT, good)
    return None


def _exact(track: Track, moments: tuple[State, ...], good: str) -> Reading:
    return _reading(track, tuple(moment.tracks[track.id] for moment in moments), EXACT, good)


def _reading(track: Track, history: tuple[float, ...], known: str, good: str, width: float = 0.0) -> Reading:
    """Make a reading; the last value of the history is the present one."""
    value = history[-1]
    changed = len(history) > 1 and known != ESTIMATE
    return Reading(
        track=track.id,
        name=track.name,
        owner=track.owner,
        unit=track.unit,
        low=track.low,
        high=track.high,
        value=value,
        give_or_take=width,
        known=known,
        band=band_of(track.bands, value),
        bands=track.bands,
        change=value - history[-2] if changed else 0.0,
        good=good,
        history=history,
        headline=track.headline,
    )


def _derived_reading(exercise: Exercise, derived: Derived, moments: Sequence[Columns]) -> Reading:
    history = tuple(float(Circumstances(exercise, moment, {}).amount(derived.id)[0]) for moment in moments)
    return Reading(
        track=derived.id,
        name=derived.name,
        owner=(),
        unit="",
        low=float("-inf"),
        high=float("inf"),
        value=history[-1],
        change=history[-1] - history[-2] if len(history) > 1 else 0.0,
        history=history,
    )


def _width(track: Track) -> float | None:
    """Return n of "give or take n", or None when others see something else."""
    words = track.others_see.strip()
    return float(words.removeprefix(_GIVE_OR_TAKE)) if words.startswith(_GIVE_OR_TAKE) else None


def _estimate(track: Track, width: float, moments: tuple[State, ...], estimator: Estimator, good: str) -> Reading:
    """Return the estimate of this turn and of those before, each made from the value when its turn began."""
    starts = [(turn, moment.tracks[track.id]) for turn, moment in enumerate(moments[:-2], start=1)]
    now = moments[-1]
    starts.append((max(1, now.turn), now.at_turn_start.get(track.id, track.start)))
    drawn = [estimator.about(track, width, value, turn) for turn, value in starts]
    return _reading(track, (drawn[0], *drawn) if now.turn else tuple(drawn), ESTIMATE, good, width)


@dataclass(frozen=True, slots=True)
class Estimator:
    """Draws what one audience believes: neither asking again nor a secret change shows through."""

    audience: str
    rolls: Rolls

    def about(self, track: Track, width: float, value: float, turn: int) -> float:
        """Return an estimate of a value, held all turn."""
        key = key_of(turn, draw_of(f"estimates/{track.id}", (self.audience,)), 1)
        if width == int(width):
            off = float(whole_between(self.rolls, key, -int(width), int(width))[0])
        else:
            off = float(whole_between(self.rolls, key, -_PARTS, _PARTS)[0]) * width / _PARTS
        return min(max(value + off, track.low), track.high)


def _reported(track: Track, moment: State, audience: str) -> float | None:
    own = moment.reported.get(audience, {})
    return own.get(track.id, moment.reported.get(EVERYBODY, {}).get(track.id))
