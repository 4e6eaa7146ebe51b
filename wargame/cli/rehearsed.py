"""What came out of a rehearsal, as a person reads it and as a program does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.cli.output import say, say_json
from wargame.exercise.definition import Exercise
from wargame.exercise.shown_names import track_shown
from wargame.referee.rehearsal import Rehearsal
from wargame.referee.remarks import Kind, Remark, remarks
from wargame.referee.tally import NO_END_STATE, Report
from wargame.review import names
from wargame.review.scores import scorecard_name

_MOST_USED = 5


_REMARKS: dict[Kind, str] = {
    "move never made": "{actor} never made the move {what}.",
    "agreement never signed": "{what} was never signed.",
    "inject never delivered": "{what} was never delivered.",
    "question never asked": "The question {what} was never asked.",
    "end-state never reached": "{what} was never reached.",
    "end-state too common": "{what} is where {share} of the runs end: little is left to decide.",
    "no end-state": "None of the endings held in {share} of the runs; `otherwise: true` at the end of the list helps.",
    "dominant move": "{what} is {share} of all that {actor} does.",
    "track at its limit": "{what} stands at the {end} end of its range after {share} of the turns.",
}


def tell(rehearsal: Rehearsal, report: Report, seed: str) -> None:
    """Print a report in words and small tables."""
    exercise = rehearsal.exercise
    say(exercise.title)
    say(f"{report.runs:,} runs, seed {seed}")
    for actor, players in rehearsal.seats.items():
        seated = names.listed([player.id.replace("_", " ") for player in players])
        say(f"  {names.actor_name(exercise, actor)}: {seated}{_drawn(len(players))}")
    _section("How it ends", _ending_rows(exercise, report))
    turns = [f"{names.word(exercise, 'turn')} {turn}" for turn in range(1, exercise.turns + 1)]
    say()
    say("Tracks at the end of each turn: of ten runs one is at or below the first number, five the next, nine the last")
    _table([["", *turns], *_track_rows(exercise, report)])
    _section("Most used moves", _move_rows(exercise, report))
    _section("Agreements signed, in so many of the runs", _agreement_rows(exercise, report))
    _section("Injects delivered, in so many of the runs", _inject_rows(exercise, report))
    _section("Answers", _answer_rows(exercise, report))
    _section("Scores", _score_rows(exercise, report))
    _section("Worth a look", [[remark_text(exercise, remark)] for remark in remarks(exercise, report)])


def tell_json(rehearsal: Rehearsal, report: Report, seed: str) -> None:
    """Print a report as JSON, one object per line; the last one holds the end-states."""
    exercise = rehearsal.exercise
    for track, spreads in report.tracks.items():
        for spread in spreads:
            say_json(
                {
                    "kind": "track",
                    "track": track_shown(exercise, track),
                    "turn": spread.turn,
                    "runs": spread.runs,
                    "p10": spread.low,
                    "p50": spread.median,
                    "p90": spread.high,
                    "at_bottom": spread.at_bottom,
                    "at_top": spread.at_top,
                }
            )
    for use in report.moves:
        say_json({"kind": "move", "move": use.id, "actor": use.actor, "times": use.times, "runs": use.runs})
    for use in report.injects:
        say_json({"kind": "inject", "inject": use.id, "runs": use.runs})
    for use in report.agreements:
        say_json({"kind": "agreement", "agreement": use.id, "times": use.times, "runs": use.runs})
    for use in report.answers:
        say_json({"kind": "answer", "question": use.actor, "option": use.id, "times": use.times, "runs": use.runs})
    for score in report.scores:
        known = {"mean": score.mean, "p10": score.low, "p50": score.median, "p90": score.high} if score.runs else {}
        say_json({"kind": "score", "card": score.card, "runs": score.runs, **known})
    for remark in remarks(exercise, report):
        found = {"what": remark.kind, "subject": remark.subject, "actor": remark.actor, "share": remark.share}
        say_json({"kind": "remark", **found, "end": remark.end})
    endings = {one.name: {"share": one.share, "low": one.low, "high": one.high} for one in report.endings}
    say_json({"kind": "end", "exercise": exercise.id, "seed": seed, "runs": report.runs, "endings": endings})


def remark_text(exercise: Exercise, remark: Remark) -> str:
    """Return a remark as a sentence."""
    return _REMARKS[remark.kind].format(
        what=_subject(exercise, remark),
        actor=names.actor_name(exercise, remark.actor),
        share=names.percent(remark.share),
        end={"low": "lower", "high": "upper"}.get(remark.end, ""),
    )


def _subject(exercise: Exercise, remark: Remark) -> str:
    if remark.kind.startswith("move") or remark.kind == "dominant move":
        return names.move_name(exercise, remark.subject)
    if remark.kind.startswith("end-state"):
        return _end_state(exercise, remark.subject)
    if remark.kind.startswith("agreement"):
        return _agreement_name(exercise, remark.subject)
    if remark.kind.startswith("inject"):
        return names.opening(names.inject_name(exercise, remark.subject))
    if remark.kind.startswith("track"):
        return names.track_name(exercise, remark.subject)
    return remark.subject.replace("_", " ")


def _drawn(players: int) -> str:
    return ", one of them drawn for each run" if players > 1 else ""


def _section(title: str, rows: Sequence[Sequence[str]]) -> None:
    if rows:
        say()
        say(title)
        _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows with the first column to the left and the others to the right."""
    widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(max(map(len, rows)))]
    for row in rows:
        first, *others = [cell.rjust(width) for cell, width in zip(row, widths, strict=False)]
        say(f"  {'   '.join([row[0].ljust(len(first)), *others])}".rstrip())


def _ending_rows(exercise: Exercise, report: Report) -> list[list[str]]:
    rows = [
        [_end_state(exercise, one.name), _exact(one.share), f"{_exact(one.low)} to {_exact(one.high)}"]
        for one in report.endings
    ]
    return [["", "of the runs", "95% interval"], *rows]


def _exact(share: float) -> str:
    return f"{100 * share:.1f}%"


def _track_rows(exercise: Exercise, report: Report) -> Iterator[list[str]]:
    for track, spreads in report.tracks.items():
        cells = [" ".join(names.number(value) for value in (one.low, one.median, one.high)) for one in spreads]
        yield [names.track_name(exercise, track), *cells]


def _move_rows(exercise: Exercise, report: Report) -> list[list[str]]:
    rows = []
    for actor in exercise.actors:
        own = sorted((use for use in report.moves if use.actor == actor and use.times), key=lambda use: -use.times)
        orders = sum(use.times for use in own)
        used = [f"{names.move_name(exercise, use.id)} {names.percent(use.times / orders)}" for use in own[:_MOST_USED]]
        if used:
            rows.append([f"{names.actor_name(exercise, actor)}: {', '.join(used)}"])
    return rows


def _agreement_rows(exercise: Exercise, report: Report) -> list[list[str]]:
    return [[_agreement_name(exercise, use.id), _exact(use.runs / max(1, report.runs))] for use in report.agreements]


def _inject_rows(exercise: Exercise, report: Report) -> list[list[str]]:
    return [
        [names.opening(names.inject_name(exercise, use.id)), _exact(use.runs / max(1, report.runs))]
        for use in report.injects
    ]


def _answer_rows(exercise: Exercise, report: Report) -> list[list[str]]:
    rows = []
    for question in exercise.questions.values():
        given = [use for use in report.answers if use.actor == question.id]
        asked = sum(use.times for use in given)
        if asked:
            option = {one.id: one.name or one.id.replace("_", " ") for one in question.options}
            shares = (f"{option[use.id]} {names.percent(use.times / asked)}" for use in given)
            rows.append([f"{question.id.replace('_', ' ')}: {', '.join(shares)}"])
    return rows


def _score_rows(exercise: Exercise, report: Report) -> list[list[str]]:
    rows = [
        [
            scorecard_name(exercise, exercise.scorecards[one.card]),
            *(f"{value:.1f}" for value in (one.mean, one.low, one.median, one.high)),
        ]
        for one in report.scores
        if one.runs
    ]
    return [["", "mean", "1 of 10", "5 of 10", "9 of 10"], *rows] if rows else []


def _agreement_name(exercise: Exercise, agreement: str) -> str:
    return exercise.agreements[agreement].name or agreement.replace("_", " ")


def _end_state(exercise: Exercise, name: str) -> str:
    """Return what people read for an end-state: the name of its own ending, else of the first that leads to it."""
    if name == NO_END_STATE:
        return "No ending"
    leading = [one for one in exercise.rulebook.endings if name in (one.id, one.end_state)]
    named = next((one for one in leading if one.id == name), leading[0])
    return named.name or name.replace("_", " ")
