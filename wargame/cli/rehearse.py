"""`wargame rehearse`: an exercise played many times by simple players, to see what comes out before the day."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wargame import paths
from wargame.cli.exits import STOPPED, USAGE, WRONG
from wargame.cli.output import complain
from wargame.cli.rehearsed import tell, tell_json
from wargame.cli.wrong import NoSuchLanguageError, exercise_from, tell_complaints
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.reader import read_players
from wargame.referee.rehearsal import Rehearsal

_FEW = 2_000
"""Runs of the first batch. A batch takes its time however few they are: fewer would hardly be sooner there."""
_SOON = 5.0
"""Seconds after which there should be news, and which may be lost to Ctrl+C; batches that are quicker are doubled."""


def run(target: str, runs: int, seed: str, players: str | None, *, as_json: bool, language: str = "") -> int:
    """Rehearse an exercise; return 0, 1 (it cannot be played), 2 (not found) or 130 (stopped: results so far)."""
    try:
        exercise = exercise_from(paths.find_exercise(target), language)
        if players is not None:
            exercise = read_players(players, _text(players), exercise)
    except (paths.ExerciseFolderError, FileNotFoundError, NoSuchLanguageError) as error:
        complain(str(error))
        return USAGE
    except ExerciseError as error:
        tell_complaints(error.complaints)
        return WRONG
    if runs < 1:
        complain("at least one run has to be played: `--runs 1000`.")
        return USAGE
    return _rehearse(Rehearsal(exercise, seed), runs, seed, as_json=as_json)


def _text(file: str) -> str:
    if not paths.may_be_file(file):
        raise FileNotFoundError(f"there is no file {file} of rehearsal players.")
    return paths.read_text(Path(file))


def _rehearse(rehearsal: Rehearsal, runs: int, seed: str, *, as_json: bool) -> int:
    stopped = not play_all(rehearsal, runs)
    if as_json:
        tell_json(rehearsal, rehearsal.report, seed)
    elif rehearsal.report.runs:
        tell(rehearsal, rehearsal.report, seed)
    return STOPPED if stopped else 0


def play_all(rehearsal: Rehearsal, runs: int) -> bool:
    """Play all runs and tell how far it is; return False when Ctrl+C stopped it: what was played by then is kept."""
    begun = time.perf_counter()
    try:
        for done in _batches(rehearsal, runs):
            _progress(done, runs, time.perf_counter() - begun)
    except KeyboardInterrupt:
        _clear_progress()
        played = rehearsal.report.runs
        if played:
            complain(f"stopped after {played:,} of {runs:,} runs; what follows is of these.")
        else:
            complain("stopped before the first runs were over: nothing is known yet.")
        return False
    _clear_progress()
    return True


def _batches(rehearsal: Rehearsal, runs: int) -> Iterator[int]:
    """Play all runs, in batches that grow as long as they are quick; yield how many are done after each."""
    done, batch = 0, _FEW
    while done < runs:
        batch = min(batch, runs - done)
        begun = time.perf_counter()
        rehearsal.play(batch)
        done += batch
        yield done
        if time.perf_counter() - begun < _SOON:
            batch = min(2 * batch, rehearsal.together)


def _progress(done: int, runs: int, seconds: float) -> None:
    """Say on a terminal how far it is; in a pipe nobody looks."""
    if sys.stderr.isatty():
        left = seconds / done * (runs - done)
        print(f"\r{done:,} of {runs:,} runs, about {left:.0f} s left ", end="", file=sys.stderr, flush=True)


def _clear_progress() -> None:
    if sys.stderr.isatty():
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
