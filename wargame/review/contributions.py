"""Why a track moved: every sentence that changed it between two turns, with the ruling it belongs to.

What is told adds up: the value at the beginning and all contributions give the
value at the end. Things that were stepped back from are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.exercise.complaints import Place
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.ruling import Applied, ItemSubject, Ruling, Started
from wargame.referee.state import Change, CursorMoved, DrawMade, State, TrackChanged, after
from wargame.review import names, rule_words
from wargame.review.account import heading, subject_title
from wargame.review.cards import Log
from wargame.review.changes import change_text, limit_text
from wargame.review.standing import standing_entries
from wargame.review.wording import entry_title, ruling_of
from wargame.session.entries import Entry
from wargame.session.fixed_words import reason_text
from wargame.translation import say, say_count

_IDLE = (CursorMoved, DrawMade)
"""Changes that move no value."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One sentence that changed the track."""

    seq: int
    """Entry of the log in which it was decided."""
    turn: int
    source: str
    """What it belongs to: "US administration: Reach out", "Crisis roll"."""
    sentence: str
    """The sentence as it is told: "Trust +4"; what happened, when no sentence did it."""
    before: float
    after: float
    place: Place | None = None
    """Where the sentence stands in the exercise folder."""
    held_back: str = ""
    """Why it did less than it says."""
    by_hand: str = ""
    """The reason, when the facilitator added it."""

    @property
    def delta(self) -> float:
        """By how much the track moved."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of a track from the beginning of one turn to the end of another."""

    track: str
    first: int
    last: int
    before: float
    after: float
    contributions: tuple[Contribution, ...]


def movement(exercise: Exercise, log: Log, track: str, first: int = 1, last: int | None = None) -> Movement:
    """Return why a track, or a derived value, moved in the turns from `first` to `last`, both included.

    `track` is a full id. Without `last`, up to now. Raises KeyError for a track that there is not.
    """
    state = log.state_at(0)
    value = before = _value(exercise, state, track)
    found: list[Contribution] = []
    for seq in sorted(standing_entries(log.entries)):
        entry = log.entries[seq - 1]
        for step in _steps(entry, ruling_of(entry.body, log.entries)):
            state = after(state, step.change)
            if last is not None and state.turn > last:
                return Movement(track, first, last, before, value, tuple(found))
            old, value = value, _moved(exercise, state, step.change, track, value)
            if value == old:
                continue
            if state.turn < first:
                before = value
            else:
                found.append(_contribution(exercise, log, entry, step, (state.turn, old, value)))
    return Movement(track, first, state.turn if last is None else last, before, value, tuple(found))


def between(whole: Movement, first: int, last: int) -> Movement:
    """Return the part of a movement from the beginning of one turn to the end of another, without asking the log."""
    before, found = whole.before, []
    for one in whole.contributions:
        if one.turn < first:
            before = one.after
        elif one.turn <= last:
            found.append(one)
    return Movement(whole.track, first, last, before, found[-1].after if found else before, tuple(found))


def said_text(exercise: Exercise, one: Contribution) -> str:
    """Return what was done: "Trust +4, held back: range 0..100, added by the facilitator: they shook hands"."""
    told = one.sentence
    if one.held_back:
        told = say("{sentence}, held back: {limit}", sentence=told, limit=limit_text(one.held_back))
    if one.by_hand:
        who, why = names.word(exercise, "facilitator"), reason_text(one.by_hand)
        told = say("{sentence}, added by the {facilitator}: {reason}", sentence=told, facilitator=who, reason=why)
    return told


def amount_text(exercise: Exercise, track: str, one: Contribution) -> str:
    """Return "22 → 26 (+4)"."""
    values = f"{names.value_text(exercise, track, one.before)} {names.ARROW} "
    return f"{values}{names.value_text(exercise, track, one.after)} ({names.signed(one.delta)})"


def contribution_text(exercise: Exercise, track: str, one: Contribution) -> str:
    """Return "Half-year 3 · US administration: Reach out · Trust +4 · 22 → 26 (+4)"."""
    turn = names.opening(names.turn_name(exercise, one.turn))
    return f"{turn} · {one.source} · {said_text(exercise, one)} · {amount_text(exercise, track, one)}"


def movement_text(exercise: Exercise, moved: Movement) -> str:
    """Return "Trust from half-year 3 to half-year 5: 22 → 31 (+9), 4 contributions"."""
    first, last = (names.turn_name(exercise, turn) for turn in (moved.first, moved.last))
    name = names.track_name(exercise, moved.track)
    told = say("{track} from {first} to {last}", track=name, first=first, last=last)
    if moved.first == moved.last:
        told = say("{track} in {turn}", track=name, turn=first)
    values = f"{names.value_text(exercise, moved.track, moved.before)} {names.ARROW} "
    values += names.value_text(exercise, moved.track, moved.after)
    number = len(moved.contributions)
    counted = say_count(number, "{count} contribution", "{count} contributions")
    if not number:
        counted = say("nothing changed it")
    return titled(told, f"{values} ({names.signed(moved.after - moved.before)}), {counted}")


@dataclass(frozen=True, slots=True)
class _Step:
    """A change, and where it comes from."""

    change: Change
    said: Applied | None = None
    rule: Started | None = None
    """What the sentence belongs to."""


def _steps(entry: Entry, ruling: Ruling | None) -> Iterator[_Step]:
    """Yield the changes of an entry, each with the sentence that made it and the rule that this belongs to."""
    changes: tuple[Change, ...] = getattr(entry.body, "changes", ())
    told = list(_sentences(ruling)) if ruling is not None else []
    at = 0
    while at < len(changes):
        if told and changes[at : at + len(told[0][0].changes)] == told[0][0].changes:
            said, rule = told.pop(0)
            yield from (_Step(change, said, rule) for change in said.changes)
            at += len(said.changes)
        else:
            yield _Step(changes[at])
            at += 1


def _sentences(ruling: Ruling) -> Iterator[tuple[Applied, Started | None]]:
    rule = None
    for finding in ruling.findings:
        if isinstance(finding, Started) and finding.kind != "part":
            rule = finding
        elif isinstance(finding, Applied) and finding.changes:
            yield finding, rule


def _contribution(
    exercise: Exercise, log: Log, entry: Entry, step: _Step, moved: tuple[int, float, float]
) -> Contribution:
    turn, before, now = moved
    ruling, said = ruling_of(entry.body, log.entries), step.said
    if ruling is None:
        source = entry_title(exercise, entry, log.entries)
    elif isinstance(ruling.subject, ItemSubject) and step.rule is not None:
        source = heading(exercise, step.rule)
    else:
        source = subject_title(exercise, ruling)
    if said is None:
        return Contribution(entry.seq, turn, source, change_text(exercise, step.change), before, now)
    sentence = rule_words.sentence(exercise, said.text)
    return Contribution(entry.seq, turn, source, sentence, before, now, said.place, said.held_back, said.by_hand)


def _moved(exercise: Exercise, state: State, change: Change, track: str, value: float) -> float:
    """Return the value after a change; a derived one is computed anew."""
    if isinstance(change, TrackChanged) and track in exercise.tracks:
        return change.after if change.track == track else value
    if track in exercise.tracks or isinstance(change, _IDLE):
        return value
    return _value(exercise, state, track)


def _value(exercise: Exercise, state: State, track: str) -> float:
    if track in exercise.tracks:
        return state.tracks[track]
    return float(Circumstances(exercise, Columns([state]), {}).amount(track)[0])
