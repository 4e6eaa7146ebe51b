"""`wargame run`: an exercise played without a window, from a play file or with nobody moving."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wargame import paths
from wargame.cli.exits import USAGE, WRONG
from wargame.cli.output import complain, say, say_json
from wargame.cli.wrong import NoSuchLanguageError, broken_text, exercise_from, tell_complaints
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.exercise.play import Play
from wargame.exercise.reader import read_play
from wargame.exercise.shown_names import track_shown
from wargame.referee.state import State
from wargame.review import names
from wargame.review.minutes import minutes
from wargame.review.scores import score_lines
from wargame.review.situation import standing, track_value
from wargame.session.conduct import Session
from wargame.session.errors import SessionError
from wargame.session.scripted import PlayError, Script, TurnPlayed, ending_name


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be played."""

    exercise: Exercise
    play: Play | None
    seed: str | None
    session: Path | None


def run(
    target: str, play: str | None, seed: str | None, session: str | None, *, as_json: bool, language: str = ""
) -> int:
    """Play an exercise; return 0, 1 (an expectation broke, or it cannot be played) or 2 (not found)."""
    try:
        folder = paths.find_exercise(target)
        exercise = exercise_from(folder, language)
        found = None if play is None else _play(exercise, folder, play)
    except (paths.ExerciseFolderError, FileNotFoundError, NoSuchLanguageError) as error:
        complain(str(error))
        return USAGE
    except ExerciseError as error:
        tell_complaints(error.complaints)
        return WRONG
    file = None if session is None else Path(session)
    if file is not None and (wrong := _cannot_hold(file)):
        complain(wrong)
        return USAGE
    asked = _Asked(exercise, found, seed if seed is not None or found is None else found.seed, file)
    return _perform(asked, as_json=as_json)


def _cannot_hold(file: Path) -> str:
    """Return why no session can be kept there, as far as the name tells; else nothing."""
    if not file.name:
        return "name the file to keep the session in: `--session tuesday.wargame`."
    folder = file.absolute().parent
    try:
        return "" if folder.is_dir() else f"there is no folder {folder} to keep {file.name} in; make it first."
    except OSError as error:
        return f"the folder {folder} cannot be looked into: {error.strerror}. Choose another."


def _play(exercise: Exercise, folder: Path, play: str) -> Play:
    """Read a play by its path, or by its name in the exercise's own folder."""
    if paths.may_be_file(play):
        return read_play(play, paths.read_text(Path(play)), exercise)
    for name in (play, f"{play}.yaml", play.removeprefix("plays/")):
        if name in exercise.plays:
            return read_play(f"plays/{name}", exercise.plays[name], exercise)
    known = ", ".join(Path(name).stem for name in exercise.plays) or "none"
    raise FileNotFoundError(f"there is no play file {play}. Plays of {folder.name}: {known}.")


def _perform(asked: _Asked, *, as_json: bool) -> int:
    try:
        session = _session(asked)
    except SessionError as error:
        complain(str(error))
        return WRONG
    script = Script(session, asked.play)
    try:
        if not as_json:
            _tell_beginning(session, asked.play)
        for played in script.turns():
            (_tell_turn_json if as_json else _tell_turn)(session, played)
    except PlayError as error:
        complain(f"the play cannot be played on. {error}")
        return WRONG
    except SessionError as error:
        complain(str(error))
        return WRONG
    finally:
        session.close()
    # After closing: the fingerprint and the number of entries are those of the file as it is kept.
    (_tell_end_json if as_json else _tell_end)(session)
    for unused in script.unused:
        complain(f"{unused.place}: {unused.message}")
    for broken in script.broken:
        complain(f"{broken.place}: {broken_text(asked.exercise, broken)}")
    return WRONG if script.broken else 0


def _session(asked: _Asked) -> Session:
    title = asked.play.title if asked.play is not None else ""
    if asked.session is None:
        return Session.in_memory(asked.exercise, asked.seed, title=title)
    return Session.create(asked.session, asked.exercise, seed=asked.seed, title=title)


def _tell_beginning(session: Session, play: Play | None) -> None:
    say(session.exercise.title)
    if play is not None:
        say(f"Play: {play.title}")
    say(f"Seed: {session.created.seed}")


def _tell_turn(session: Session, played: TurnPlayed) -> None:
    exercise = session.exercise
    title = names.opening(names.turn_name(exercise, played.turn))
    say(f"\n{title}\n{'=' * len(title)}")
    for line in minutes(exercise, session.history.entries, played.first, played.last):
        say(line if line.startswith(" ") else f"\n{line}")
    say(f"\nAt the end of {names.turn_name(exercise, played.turn)}")
    for track, value in played.state.tracks.items():
        say(f"  {track_value(exercise, track, value)}")


def _tell_end(session: Session) -> None:
    say(f"\n{standing(session.exercise, session.state)}")
    for line in score_lines(session.exercise, session.state):
        say(f"  {line}")
    if session.path is not None:
        say(f"Kept in {session.path}, {len(session.history.entries)} entries, fingerprint {session.fingerprint}")


def _tell_turn_json(session: Session, played: TurnPlayed) -> None:
    say_json({"kind": "turn", "turn": played.turn, "tracks": tracks_json(session.exercise, played.state)})


def _tell_end_json(session: Session) -> None:
    end = {
        "kind": "end",
        "ending": ending_name(session.exercise, session.state) or None,
        "tracks": tracks_json(session.exercise, session.state),
        "entries": len(session.history.entries),
    }
    say_json(end)


def tracks_json(exercise: Exercise, state: State) -> dict[str, float]:
    """Return every track by its full name; those of whole numbers as whole numbers."""
    return {
        track_shown(exercise, name): int(state.tracks[name]) if track.whole else float(state.tracks[name])
        for name, track in exercise.tracks.items()
    }
