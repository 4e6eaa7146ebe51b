"""Tracks and derived values: shapes to definitions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.conditions import Expression
from wargame.exercise.declaring import Owner, full_id, owners_of
from wargame.exercise.definition import EVERYBODY, Derived, Track
from wargame.exercise.shapes_scenario import DerivedShape, TrackShape
from wargame.exercise.spelling import words_of
from wargame.exercise.start_parts import is_draw, start_of
from wargame.exercise.starts import DrawnStart
from wargame.exercise.written import Branch, Written, title_place

_RANGE = re.compile(r"\s*(-?[0-9]{1,13}(?:\.[0-9]{1,15})?)?\s*\.\.\s*(-?[0-9]{1,13}(?:\.[0-9]{1,15})?)?\s*", re.ASCII)
_ESTIMATE = re.compile(r"give or take ([0-9]{1,9}(?:\.[0-9]{1,9})?)", re.ASCII)
_NOBODY = "facilitator"


def read_tracks(desk: Assembly, shapes: Mapping[Written, TrackShape | None], steps: Iterable[str]) -> dict[str, Track]:
    """Return every track for every owner, by full id."""
    reader = _TrackReader(desk, frozenset(steps))
    tracks = (
        track for short, shape in shapes.items() if shape is not None for track in reader.tracks(str(short), shape)
    )
    return {track.id: track for track in tracks}


def read_derived(desk: Assembly, shapes: Mapping[Written, Written | DerivedShape]) -> dict[str, Derived]:
    """Return every value by formula."""
    derived = {}
    for key, shape in shapes.items():
        formula, name, seen = (
            (shape, None, None) if isinstance(shape, Written) else (shape.formula, shape.name, shape.seen_by)
        )
        seen_by = audience(desk, seen, ())
        derived[str(key)] = Derived(str(key), plain(name) or words_of(key), key.place, desk.amount(formula), seen_by)
    return derived


def audience(desk: Assembly, names: tuple[Written, ...] | None, owner: Owner) -> tuple[str, ...]:
    """Return who sees something: actors, or `all`. `owner` is whom the track is kept for, `facilitator` nobody else."""
    if names is None:
        return (EVERYBODY,)
    seen: list[str] = []
    for name in names:
        if name == EVERYBODY:
            return (EVERYBODY,)
        if name == "owner" and owner:
            seen.extend(owner)
        elif name in desk.vocabulary.actors:
            seen.append(str(name))
        elif name != _NOBODY:
            desk.unknown(name, Code.UNKNOWN_ACTOR, "actor", (*desk.vocabulary.actors, EVERYBODY, "owner", _NOBODY))
    return tuple(dict.fromkeys(seen))


class _TrackReader:
    """Reads one track after the other."""

    def __init__(self, desk: Assembly, steps: frozenset[str]) -> None:
        self._desk = desk
        self._steps = steps

    def tracks(self, short: str, shape: TrackShape) -> Iterator[Track]:
        """Yield the track for each of its owners."""
        known = self._desk.vocabulary
        owners = owners_of(self._desk, shape, known.actors, known.agreements)
        if not owners and shape.for_ in ("pair", "agreement"):
            what = "pairs needs two actors" if shape.for_ == "pair" else "agreements needs agreements"
            self._desk.say(shape.place, Code.BAD_VALUE, f"a track for {what}")
        low, high = self._range(shape)
        bands = self._bands(shape, low, high)
        good = self._good(shape)
        self._check_limits(shape, low, high)
        excepted = self._except(shape)
        starts = self._each(shape.start, owners, "start", is_draw)
        incomes = self._each(shape.income, owners, "income")
        self._check_complete(shape, starts, owners)
        others_see = self._others_see(shape)
        known = self._desk.vocabulary
        if owners and all(len(owner) == 1 for owner in owners):
            known = known.binding(me=[owner[0] for owner in owners])
        read = {id(text): self._desk.amount(text, known) for text in incomes.values()}
        for owner in owners:
            drawn = self._start(starts.get(owner), shape, low, high)
            chance = drawn if isinstance(drawn, DrawnStart) else None
            yield Track(
                id=full_id(owner, short),
                name=plain(shape.name),
                place=shape.place,
                owner=owner,
                short=short,
                unit=plain(shape.unit),
                low=low,
                high=high,
                start=_middle(drawn, whole=not shape.decimal),
                drawn=chance,
                whole=not shape.decimal,
                bands=bands,
                good=good,
                seen_by=audience(self._desk, shape.seen_by, self._owning(owner)),
                others_see=others_see,
                rises_at_most=shape.rises_at_most,
                falls_at_most=shape.falls_at_most,
                stops_at=shape.stops_at,
                except_steps=excepted,
                income=_income(incomes, owner, read),
                headline=shape.headline,
            )

    def _owning(self, owner: Owner) -> Owner:
        """Return the actors whose track it is: of an agreement's, its parties."""
        agreements = self._desk.vocabulary.agreements
        return agreements[owner[0]].parties if owner and owner[0] in agreements else owner

    def _range(self, shape: TrackShape) -> tuple[float, float]:
        if shape.range is None:
            return -math.inf, math.inf
        found = _RANGE.fullmatch(shape.range)
        if found is None:
            self._desk.say(
                shape.range.place,
                Code.BAD_RANGE,
                f"`{shape.range[:40]}` is not a range",
                "0..100, or 0.. without an upper end, or ..",
            )
            return -math.inf, math.inf
        low = -math.inf if found[1] is None else float(found[1])
        high = math.inf if found[2] is None else float(found[2])
        if low >= high:
            message = f"the range `{shape.range}` has nothing in it"
            self._desk.say(shape.range.place, Code.RANGE_UPSIDE_DOWN, message, "the lower end comes first")
            return -math.inf, math.inf
        if not shape.decimal and any(math.isfinite(end) and end != math.floor(end) for end in (low, high)):
            self._desk.say(shape.range.place, Code.BAD_VALUE, "a range with decimals", "write `decimal: true` too")
        return low, high

    def _start(self, text: Written | Branch | None, shape: TrackShape, low: float, high: float) -> float | DrawnStart:
        start = None if text is None else start_of(self._desk, text)
        if text is None or start is None:
            return 0.0
        place, shown = title_place(text), start.text if isinstance(start, DrawnStart) else f"{text}"
        lowest, highest = (start.low, start.high) if isinstance(start, DrawnStart) else (start, start)
        if not (low <= lowest and highest <= high):
            message = f"the start {shown} lies outside the range {shape.range}"
            if lowest < highest:
                message = f"the start {shown} can be {lowest if lowest < low else highest:g}, outside {shape.range}"
            self._desk.say(place, Code.OUTSIDE_RANGE, message, "change the start or the range")
        if not shape.decimal and not _is_whole(start):
            self._desk.say(place, Code.BAD_VALUE, "a start with decimals", "write `decimal: true` too")
        return start

    def _bands(self, shape: TrackShape, low: float, high: float) -> tuple[tuple[float, str], ...]:
        bands = [(value, name) for name, value in shape.bands.items()]
        for (before, _), (value, name) in pairwise(bands):
            if value <= before:
                message = f"the band `{name}` begins at {value:g}, not above the one before it"
                self._desk.say(name.place, Code.BAD_BANDS, message, "write the bands upward")
        for value, name in bands:
            if not low <= value <= high:
                message = f"the band `{name}` begins at {value:g}, outside the range {shape.range}"
                self._desk.say(name.place, Code.BAD_BANDS, message)
        return tuple((value, plain(name)) for value, name in bands)

    def _good(self, shape: TrackShape) -> dict[str, str]:
        if shape.good is None:
            return {}
        ways = shape.good if isinstance(shape.good, Branch) else {EVERYBODY: shape.good}
        for who, way in ways.items():
            if way not in ("up", "down"):
                self._desk.say(way.place, Code.BAD_VALUE, f"`{way[:40]}` is not a direction", "up or down")
            if isinstance(who, Written) and who not in (*self._desk.vocabulary.actors, EVERYBODY):
                self._desk.unknown(who, Code.UNKNOWN_ACTOR, "actor", self._desk.vocabulary.actors)
        return {str(who): str(way) for who, way in ways.items()}

    def _check_limits(self, shape: TrackShape, low: float, high: float) -> None:
        for key, most in (("rises at most", shape.rises_at_most), ("falls at most", shape.falls_at_most)):
            if most is not None and most < 0:
                self._desk.say(shape.place, Code.BAD_VALUE, f"`{key}` is 0 or more, not {most:g}")
        caps = (shape.rises_at_most, shape.falls_at_most, shape.stops_at)
        if not shape.decimal and any(cap is not None and cap != math.floor(cap) for cap in caps):
            self._desk.say(shape.place, Code.BAD_VALUE, "a limit with decimals", "write `decimal: true` too")
        if shape.stops_at is not None and not low <= shape.stops_at <= high:
            message = f"`stops at: {shape.stops_at:g}` lies outside the range {shape.range}"
            self._desk.say(shape.place, Code.OUTSIDE_RANGE, message)

    def _except(self, shape: TrackShape) -> frozenset[str]:
        for step in shape.except_:
            if step not in self._steps:
                self._desk.unknown(step, Code.UNKNOWN_STEP, "step", self._steps)
        return frozenset(map(str, shape.except_))

    def _others_see(self, shape: TrackShape) -> str:
        text = shape.others_see
        if text is None:
            return "nothing"
        if shape.seen_by is None:
            self._desk.say(text.place, Code.BAD_VALUE, "everybody sees this track", "say who does under `seen by`")
        if text not in ("nothing", "last report") and _ESTIMATE.fullmatch(text) is None:
            hint = "nothing, last report, or give or take 10"
            self._desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not something others can see", hint)
        return str(text)

    def _each(
        self,
        node: Written | Branch | None,
        owners: tuple[Owner, ...],
        key: str,
        one: Callable[[object], bool] = lambda _: False,
    ) -> dict[Owner, Any]:
        """Return what is written for each owner, once or in a mapping; `one` knows a mapping that is for all."""
        if node is None:
            return {}
        if isinstance(node, Written) or one(node):
            return dict.fromkeys(owners, node)
        found: dict[Owner, Any] = {}
        for name, value in node.items():
            owner = tuple(sorted(name.split(".")))
            if owner in owners:
                found[owner] = value
            else:
                names = (".".join(known) for known in owners)
                self._desk.unknown(name, Code.UNKNOWN_ACTOR, f"owner for `{key}` called", names)
        return found

    def _check_complete(self, shape: TrackShape, starts: Mapping[Owner, object], owners: tuple[Owner, ...]) -> None:
        missing = [".".join(owner) for owner in owners if owner not in starts]
        if missing:
            message = f"`start` is missing for {', '.join(missing[:8])}"
            self._desk.say(shape.place, Code.MISSING_KEY, message, "give each owner a start, or one for all")


def _middle(start: float | DrawnStart, *, whole: bool) -> float:
    """Return what stands there before chance has settled it."""
    if not isinstance(start, DrawnStart):
        return start
    return float(math.floor(start.middle + 0.5)) if whole else start.middle


def _is_whole(start: float | DrawnStart) -> bool:
    if not isinstance(start, DrawnStart):
        return start == math.floor(start)
    return all(value == math.floor(value) for value in [value for value, _ in start.draw] or [start.bonus])


def _income(texts: Mapping[Owner, Written], owner: Owner, read: Mapping[int, Expression]) -> Expression | None:
    return read[id(texts[owner])] if owner in texts else None
