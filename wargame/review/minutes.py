"""The minutes of a session: what was decided and why, as plain text to be read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.adjustment import Answer
from wargame.referee.ruling import Applied, Finding, ItemSubject, OrderSubject, PassedOver, Ruling
from wargame.referee.state import QueueDrawn, TrackChanged
from wargame.review import names
from wargame.review.account import bound_from, finding_lines, ruling_account, subject_title
from wargame.review.adjustments import adjustment_text
from wargame.review.changes import change_text
from wargame.review.conduct_words import TELLING
from wargame.review.dice import created_in, sealed_words, told_words
from wargame.review.lines import Line
from wargame.review.parts import Part, parts
from wargame.review.reasons import NOBODY
from wargame.review.wording import entry_title, orders_of, outcome_text, reason_of, ruling_of
from wargame.session.entries import Entry, ExerciseStarted, RulingCommitted, SessionEnded
from wargame.translation import phrase, say

MARKS = {"held": "✓ ", "failed": "✗ ", "struck": "– ", "": ""}
WORDS = {
    "inject": phrase("inject"),
    "trigger": phrase("trigger"),
    "ending": phrase("ending"),
}
"""Kind of rule → the word before its name."""
SILENT_WITHOUT_EFFECT = frozenset({"step", "income", "expiry", "agreement"})


def minutes(exercise: Exercise, entries: Sequence[Entry], first: int, last: int) -> Iterator[str]:
    """Yield what the entries from `first` to `last` (both included) tell, as lines; `entries` is the whole log."""
    for entry in entries[first - 1 : last]:
        body = entry.body
        if isinstance(body, RulingCommitted):
            ruling = ruling_of(body, entries)
            if ruling is not None:
                yield from _ruling(exercise, ruling, entries)
                if why := reason_of(body, entries):
                    yield f"  {titled(say('Reason'), why)}"
        elif isinstance(body, ExerciseStarted | SessionEnded) and (created := created_in(entries)) is not None:
            if isinstance(body, SessionEnded) and body.reason:
                yield entry_title(exercise, entry, entries)
            yield sealed_words(created) if isinstance(body, ExerciseStarted) else told_words(created)
            yield from _starts(exercise, body) if isinstance(body, ExerciseStarted) else ()
        elif isinstance(body, TELLING):
            yield entry_title(exercise, entry, entries)


def _starts(exercise: Exercise, body: ExerciseStarted) -> Iterator[str]:
    """Yield where the tracks start that chance has settled: "Tension starts at 7 (2d4 + 1)"."""
    settled = {change.track: change.after for change in body.changes if isinstance(change, TrackChanged)}
    for track in exercise.tracks.values():
        if track.drawn is not None:
            value = names.value_text(exercise, track.id, settled.get(track.id, track.start))
            name, drawn = names.track_name(exercise, track.id), track.drawn.text
            yield say("{track} starts at {value} ({dice})", track=name, value=value, dice=drawn)


def _ruling(exercise: Exercise, ruling: Ruling, entries: Sequence[Entry]) -> Iterator[str]:
    if isinstance(ruling.subject, ItemSubject):
        orders = tuple(orders_of(entries).values())
        yield from (
            change_text(exercise, change, orders) for change in ruling.changes if isinstance(change, QueueDrawn)
        )
        for part in parts(ruling):
            if _worth_telling(part):
                yield from _heading(exercise, part)
                bound = bound_from(NOBODY, part.started)
                for finding in part.findings:
                    bound = bound_from(bound, finding)
                    if not _idle(finding):
                        yield from (_text(line) for line in finding_lines(exercise, finding, 1, orders, bound))
        for adjustment in ruling.adjustments:
            if not isinstance(adjustment, Answer):  # told where it was asked
                yield f"  {adjustment_text(exercise, adjustment)}"
        return
    title = subject_title(exercise, ruling)
    yield titled(title, outcome_text(ruling)) if isinstance(ruling.subject, OrderSubject) else title
    for line in ruling_account(exercise, ruling):
        yield f"  {_text(line)}"


def _worth_telling(part: Part) -> bool:
    if part.started.kind == "inject":
        return part.spent
    if part.started.kind == "queue":
        return False
    told = not all(_idle(finding) for finding in part.findings)
    return part.happened and (told or part.started.kind not in SILENT_WITHOUT_EFFECT)


def _idle(finding: Finding) -> bool:
    """Whether a sentence of a rule of every turn did nothing and was not held back: nobody needs to read it."""
    return (isinstance(finding, Applied) and not finding.changes and not finding.held_back) or (
        isinstance(finding, PassedOver) and not finding.struck
    )


def _heading(exercise: Exercise, part: Part) -> Iterator[str]:
    word = WORDS.get(part.started.kind, "")
    for number, line in enumerate(finding_lines(exercise, part.started)):
        shown = f"{names.opening(names.word(exercise, word))}: " if word and not number else ""
        yield f"{'  ' * line.depth}{shown}{line.text}"


def _text(line: Line) -> str:
    return f"{'  ' * line.depth}{MARKS[line.mark]}{line.text}"
