"""What a rehearsal shows of an exercise that is checked: each remark at the place in the files that it is about."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.cli.output import say, say_json
from wargame.cli.rehearse import play_all
from wargame.cli.rehearsed import remark_text
from wargame.exercise.complaints import Place
from wargame.exercise.definition import Exercise
from wargame.referee.rehearsal import Rehearsal
from wargame.referee.remarks import Remark, remarks

SEED = "rehearsal"
"""The same as that of `wargame rehearse`, so that it can be looked at there."""
_RULEBOOK = Place("rulebook.yaml")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rehearsal has shown."""

    exercise: Exercise
    remarks: tuple[Remark, ...]
    """In order of place."""
    runs: int
    """How many were played."""


def remarks_on(exercise: Exercise, runs: int) -> Rehearsed:
    """Rehearse the exercise so many times, or until Ctrl+C; return what is worth a look."""
    rehearsal = Rehearsal(exercise, SEED)
    play_all(rehearsal, runs)
    report = rehearsal.report
    found = sorted(remarks(exercise, report), key=lambda remark: place_of(exercise, remark))
    return Rehearsed(exercise, tuple(found), report.runs)


def tell_remarks(rehearsed: Rehearsed) -> None:
    """Print them as complaints are printed: the place, then what it is."""
    for remark in rehearsed.remarks:
        say(f"{place_of(rehearsed.exercise, remark)}: remark: {remark_text(rehearsed.exercise, remark)}")


def tell_remarks_in_json(rehearsed: Rehearsed) -> None:
    """Print them as `wargame rehearse --json` does, with the place and the sentence besides."""
    for remark in rehearsed.remarks:
        place = place_of(rehearsed.exercise, remark)
        say_json(
            {
                "kind": "remark",
                "what": remark.kind,
                "subject": remark.subject,
                "actor": remark.actor,
                "share": remark.share,
                "end": remark.end,
                "file": place.file,
                "line": place.line,
                "column": place.column,
                "message": remark_text(rehearsed.exercise, remark),
            }
        )


def place_of(exercise: Exercise, remark: Remark) -> Place:
    """Return where the subject of a remark is written."""
    rules = exercise.rulebook
    match remark.kind:
        case "move never made" | "dominant move":
            return rules.moves[remark.subject].place
        case "agreement never signed":
            return exercise.agreements[remark.subject].place
        case "question never asked":
            return exercise.questions[remark.subject].place
        case "inject never delivered":
            return {inject.id: inject.place for inject in exercise.injects}[remark.subject]
        case "track at its limit":
            subjects = exercise.tracks if remark.subject in exercise.tracks else exercise.derived
            return subjects[remark.subject].place
        case _:
            return _place_of_end_state(exercise, remark.subject)


def _place_of_end_state(exercise: Exercise, name: str) -> Place:
    """Return where the first ending stands that leads to an end-state; for none of them, where one more could stand."""
    endings = exercise.rulebook.endings
    leading = [one.place for one in endings if (one.end_state or one.id) == name]
    return next(iter(leading or [one.place for one in endings][-1:]), _RULEBOOK)
