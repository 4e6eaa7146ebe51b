"""`wargame print`: the print kit of an exercise or a session, as PDF files in a folder."""

from __future__ import annotations

import os
from pathlib import Path

from wargame import bootstrap, paths
from wargame.cli.exits import USAGE, WRONG
from wargame.cli.output import complain, say
from wargame.cli.sessions import sitting_in
from wargame.cli.wrong import NoSuchLanguageError, require_language
from wargame.exercise import reader
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.review.kit.documents import KINDS, OF_A_SESSION, Document, documents, kinds_of
from wargame.session.sitting import Sitting


def run(target: str, folder: str, what: str = "", marking: str = "", language: str = "") -> int:
    """Write a PDF for each document; return 0, 1 (cannot be read or written) or 2 (not found, no such kind)."""
    read = _read(target, language)
    if isinstance(read, int):
        return read
    exercise, sitting = read
    wanted = tuple(word.strip() for word in what.split(",") if word.strip()) or kinds_of(sitting)
    if wrong := _wrong(wanted, sitting):
        complain(wrong)
        return USAGE
    marking = marking or exercise.labels.get("marking", "")
    return _write(documents(exercise, wanted, sitting), Path(folder).expanduser(), marking)


def _read(target: str, language: str) -> tuple[Exercise, Sitting | None] | int:
    """Return the exercise and the session, if it is one; or the exit code, after saying what is wrong."""
    if Path(target).suffix == ".wargame" or paths.may_be_file(target):
        sitting = sitting_in(target, language)
        return sitting if isinstance(sitting, int) else (sitting.exercise, sitting)
    try:
        folder = paths.find_exercise(target)
    except paths.ExerciseFolderError as error:
        complain(str(error))
        return USAGE
    try:
        exercise = reader.read(folder.name, paths.read_exercise(folder), language)
        require_language(exercise, language)
    except NoSuchLanguageError as error:
        complain(str(error))
        return USAGE
    except (paths.ExerciseFolderError, ExerciseError) as error:
        complain(str(error))
        return WRONG
    return exercise, None


def _wrong(wanted: tuple[str, ...], sitting: Sitting | None) -> str:
    unknown = [kind for kind in wanted if kind not in KINDS]
    if unknown:
        return f"there is no `{unknown[0]}` in the print kit; there are {', '.join(KINDS)}."
    if sitting is None and (only := [kind for kind in wanted if kind in OF_A_SESSION]):
        return f"`{only[0]}` tells where play stands: name a session file instead of an exercise."
    return ""


def _write(made: tuple[Document, ...], folder: Path, marking: str) -> int:
    bootstrap.install(bootstrap.missing_libraries("qt"))
    if "QT_QPA_PLATFORM" not in os.environ:
        # Nothing is shown, so no display is asked for.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from wargame.desktop import paper  # noqa: PLC0415 - the only way to Qt, and only when something is printed

    app = paper.prepare(paths.shipped("resources"))
    app.setApplicationName("wargame")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in made:
            path = folder / f"{document.name}.pdf"
            path.write_bytes(paper.pdf((document,), marking))
            say(f"{path}  {document.title}")
    except OSError as error:
        complain(f"{folder} cannot be written: {error.strerror or error}.")
        return WRONG
    return 0
