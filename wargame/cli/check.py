"""`wargame check`: everything that is wrong with an exercise folder, and whether its worked plays still come out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from wargame import paths
from wargame.cli.exits import STOPPED, USAGE, WRONG
from wargame.cli.output import complain, say, say_json
from wargame.cli.remarked import Rehearsed, remarks_on, tell_remarks, tell_remarks_in_json
from wargame.cli.wrong import NoSuchLanguageError, broken_text, require_language
from wargame.exercise import check, reader
from wargame.exercise.code_texts import CODE_TEXTS, explain, page_of_codes
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read_play
from wargame.session.conduct import Session
from wargame.session.scripted import PlayError, Script


def run(
    target: str | None,
    *,
    as_json: bool,
    explain: str | None,
    schema: str | None = None,
    language: str = "",
    runs: int | None = None,
) -> int:
    """Check one exercise, explain one code, or print the schema of the files; with `runs` rehearse it, too.

    Returns 0 (warnings allowed), 1 (errors), 2 (not found) or 130 (a rehearsal was stopped).
    """
    if explain is not None:
        return _explain(explain)
    if schema is not None:
        return _schema(schema)
    if target is None:
        complain("name a folder or an exercise: `wargame check EXERCISE`; `--explain WGnnn` says what a code means.")
        return USAGE
    return _check(target, as_json=as_json, language=language, runs=runs)


def _check(target: str, *, as_json: bool, language: str, runs: int | None) -> int:
    try:
        folder = paths.find_exercise(target)
    except paths.ExerciseFolderError as error:
        complain(str(error))
        return USAGE
    try:
        texts, unreadable = paths.survey_exercise(folder)
        if not {"scenario.yaml", "rulebook.yaml"} & {*texts, *unreadable}:
            raise paths.no_exercise(folder)
        if language and (written := reader.examine(folder.name, texts)[0]) is not None:
            require_language(written, language)
    except (paths.ExerciseFolderError, NoSuchLanguageError) as error:
        complain(str(error))
        return USAGE if isinstance(error, NoSuchLanguageError) else WRONG
    complaints, plays = complaints_about(folder.name, texts, language)
    if unreadable:
        complaints = tuple(sorted((*_unreadable(unreadable), *_but_missing(complaints, unreadable))))
    wrong = any(complaint.severity is Severity.ERROR for complaint in complaints)
    exercise = None if wrong or runs is None else reader.read(folder.name, texts, language)
    found = remarks_on(exercise, runs) if exercise is not None and runs is not None else None
    tell = _tell_json if as_json else _tell
    tell(folder, complaints, plays, found)
    if wrong:
        return WRONG
    return STOPPED if found is not None and found.runs != runs else 0


def _unreadable(files: Mapping[str, paths.UnreadableFileError]) -> Iterator[Complaint]:
    for name, error in files.items():
        place = Place(name, max(1, error.line), max(1, error.column))
        yield Complaint(place, Code.UNREADABLE_FILE, f"the file {error.what}", error.advice)


def _but_missing(complaints: Iterable[Complaint], there: Collection[str]) -> Iterator[Complaint]:
    """Leave out that files are missing which are there and cannot be read."""
    for complaint in complaints:
        if complaint.code != Code.MISSING_FILE or complaint.place.file not in there:
            yield complaint


def complaints_about(name: str, texts: dict[str, str], language: str = "") -> tuple[tuple[Complaint, ...], int]:
    """Return everything that is wrong with these texts, by place, and how many worked plays were played.

    Without a language they are looked at as they read in each of theirs.
    """
    exercise, complaints = reader.examine(name, texts, language)
    if exercise is None:
        return tuple(sorted(complaints)), 0
    found = [*complaints, *check.check(exercise)]
    for other in () if language else exercise.languages:
        found += _in_another_language(name, texts, other, found)
    plays = 0
    if not any(complaint.severity is Severity.ERROR for complaint in found):
        for play, text in exercise.plays.items():
            found.extend(_play_complaints(exercise, play, text))
            plays += 1
    return tuple(sorted(set(found))), plays


def _in_another_language(
    name: str, texts: dict[str, str], language: str, known: Collection[Complaint]
) -> list[Complaint]:
    """Return what is wrong only with the texts in another language."""
    exercise, complaints = reader.examine(name, texts, language)
    told = {(complaint.place, complaint.code) for complaint in known}
    found = [*complaints, *(() if exercise is None else check.check(exercise))]
    return [
        replace(complaint, message=f"in {language}: {complaint.message}")
        for complaint in found
        if (complaint.place, complaint.code) not in told
    ]


def _play_complaints(exercise: Exercise, name: str, text: str) -> Iterator[Complaint]:
    """Play a worked play in memory; yield what in it cannot be read, cannot be played, or did not come true."""
    try:
        play = read_play(f"plays/{name}", text, exercise)
        script = Script(Session.in_memory(exercise, seed=play.seed), play)
        script.finish()
    except ExerciseError as error:
        yield from error.complaints
        return
    except PlayError as error:
        yield Complaint(error.place, Code.BAD_PLAY, error.message)
        return
    yield from (Complaint(one.place, Code.BAD_PLAY, one.message, severity=Severity.WARNING) for one in script.unused)
    yield from (Complaint(one.place, Code.PLAY_BROKE, broken_text(exercise, one)) for one in script.broken)


def _tell(folder: Path, complaints: tuple[Complaint, ...], plays: int, rehearsed: Rehearsed | None) -> None:
    errors = [complaint for complaint in complaints if complaint.severity is Severity.ERROR]
    warnings = [complaint for complaint in complaints if complaint.severity is Severity.WARNING]
    for complaint in (*errors, *warnings):
        say(str(complaint))
    if errors:
        counted = f"{_count(len(errors), 'error')}, {_count(len(warnings), 'warning')}"
        say(f"{folder.name}: {counted}. `wargame check --explain {errors[0].code}` says more about a code.")
        return
    also = f", {_count(len(warnings), 'warning')}" if warnings else ""
    summary = f"{folder.name}: no errors{also}; {_count(plays, 'worked play')} came out as written"
    if rehearsed is not None:
        tell_remarks(rehearsed)
        summary += f"; {_count(len(rehearsed.remarks), 'remark')} from {_count(rehearsed.runs, 'rehearsed run')}"
    say(f"{summary}.")


def _tell_json(folder: Path, complaints: tuple[Complaint, ...], plays: int, rehearsed: Rehearsed | None) -> None:
    for complaint in complaints:
        say_json(
            {
                "kind": "complaint",
                "severity": complaint.severity.value,
                "code": str(complaint.code),
                "file": complaint.place.file,
                "line": complaint.place.line,
                "column": complaint.place.column,
                "message": complaint.message,
                "suggestion": complaint.suggestion,
            }
        )
    errors = sum(complaint.severity is Severity.ERROR for complaint in complaints)
    counts = {"errors": errors, "warnings": len(complaints) - errors, "plays": plays}
    if rehearsed is not None:
        tell_remarks_in_json(rehearsed)
        counts |= {"remarks": len(rehearsed.remarks), "runs": rehearsed.runs}
    say_json({"kind": "end", "exercise": folder.name, **counts})


def _explain(code: str) -> int:
    """Explain one code, or `all` of them: a page of the guide."""
    if code == "all":
        say(page_of_codes())
        return 0
    found = explain(code)
    if found is None:
        complain(f"there is no code {code}; codes run from {min(CODE_TEXTS)} to {max(CODE_TEXTS)}.")
        return USAGE
    say(f"{found.code}: {found.meaning}")
    say(found.explanation)
    return 0


def _schema(file: str) -> int:
    from wargame.exercise.schema import FILES, all_schemas, schema  # noqa: PLC0415 - seldom wanted

    if file != "all" and file not in FILES:
        complain(f"there is no schema of {file}; there is one of {', '.join(FILES)}, and without a name one of all.")
        return USAGE
    say(json.dumps(all_schemas() if file == "all" else schema(file), ensure_ascii=False, indent=1))
    return 0


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
