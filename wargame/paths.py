"""The folders we ship and the user's own; reads an exercise folder safely into {name: text}."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent

LARGEST_FILE = 1024 * 1024
"""Bytes that one file of an exercise may have."""
MOST_FILES = 200
"""Files that one exercise may have."""
DEEPEST_FOLDER = 4
"""How deep the folders of an exercise may be nested."""
MOST_ENTRIES = 2_000
"""Files and folders of any kind that are looked at before we give up on a folder."""
SUFFIXES = frozenset({".yaml", ".md"})


class ExerciseFolderError(Exception):
    """An exercise folder cannot be found or read; the message says what to do."""


class UnreadableFileError(ExerciseFolderError):
    """One file cannot be read as it is."""

    def __init__(
        self, path: Path, what: str, advice: str = "", place: tuple[int, int] = (0, 0), text: str = ""
    ) -> None:
        """`what` goes on with the path: "is not UTF-8 text"; `place` is the line and column, where they are known."""
        self.path = path
        self.what = what
        self.advice = advice
        self.line, self.column = place
        self.text = text
        """What could be read of it, unknown letters replaced."""
        where = f":{self.line}: the file" if self.line else ""
        super().__init__(f"{path}{where} {what}{f'; {advice}' if advice else ''}.")


def shipped(name: str) -> Path:
    """Return the folder `name` ("resources" or "exercises") that came with the program.

    A wheel carries it in wargame/shipped/, a checkout keeps it at the top
    level. The wheel's place is asked first, so that an installed program never
    takes a stranger's site-packages/exercises for its own.

    Raises FileNotFoundError when the program was installed without it.
    """
    for home in (PACKAGE / "shipped", PACKAGE.parent):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(f"wargame was installed without its {name}/ folder; install it again")


def user_data() -> Path:
    """Return the user's own folder for sessions, settings and exercises; it need not exist yet.

    WARGAME_HOME overrides it, so that a laptop can keep everything on one disk.
    """
    home = os.environ.get("WARGAME_HOME", "")
    if home:
        return Path(os.path.expanduser(home)).absolute()  # noqa: PTH111 - `~nobody` is then a name like others
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or _home() / "AppData" / "Roaming") / "wargame"
    if sys.platform == "darwin":
        return _home() / "Library" / "Application Support" / "wargame"
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if Path(data).is_absolute() else _home() / ".local" / "share") / "wargame"


def own_and_shipped(name: str) -> tuple[Path, Path]:
    """Return where files of a kind ("labels", "translations") are: the user's own folder first, then ours."""
    return user_data() / name, shipped("resources") / name


def user_exercises() -> Path:
    """Return the folder that holds the user's own exercises; it need not exist yet."""
    return user_data() / "exercises"


def exercises() -> tuple[Path, ...]:
    """Return the folder of every exercise at hand, by name: the user's own first, then ours.

    The user's own hides one of ours that has the same name.
    """
    found: dict[str, Path] = {}
    for home in (user_exercises(), shipped("exercises")):
        for folder in _folders(home):
            found.setdefault(folder.name, folder)
    return tuple(found[name] for name in sorted(found))


def find_exercise(name_or_path: str) -> Path:
    """Return the folder meant by a name ("first_steps") or by a path ("~/drafts/siege").

    Raises ExerciseFolderError when there is no such folder.
    """
    by_name = {folder.name: folder for folder in exercises()}
    if name_or_path in by_name:
        return by_name[name_or_path]
    try:
        folder = Path(name_or_path).expanduser()
        if folder.is_file() and folder.name == "scenario.yaml":
            folder = folder.parent
        if folder.is_dir() and name_or_path.strip():
            return folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExerciseFolderError(f"{name_or_path!r} is not a folder that can be opened: {reason}.") from None
    known = ", ".join(by_name) or "none"
    raise ExerciseFolderError(
        f"There is no exercise and no folder called {name_or_path!r}. Exercises at hand: {known}. "
        f"Your own go into {user_exercises()}."
    )


def read_exercise(folder: Path) -> dict[str, str]:
    """Return the texts of an exercise: {"scenario.yaml": "…", "briefings/us.md": "…"}, sorted by name.

    Only *.yaml and *.md files count, hidden ones are left out. A folder from
    a stranger is treated with care: no link is followed, so nothing outside it
    is opened, no pipe or device is read, and sizes and numbers have limits.

    Raises ExerciseFolderError.
    """
    texts, unreadable = survey_exercise(folder)
    if unreadable:
        raise next(iter(unreadable.values()))
    if "scenario.yaml" not in texts:
        raise no_exercise(folder)
    return texts


def survey_exercise(folder: Path) -> tuple[dict[str, str], dict[str, UnreadableFileError]]:
    """Return the texts of an exercise as `read_exercise` does, and by name why other files of it cannot be read.

    Of a file in another encoding there is also the text, as far as it can be made out.
    Raises ExerciseFolderError when the folder itself cannot be read.
    """
    texts: dict[str, str] = {}
    unreadable: dict[str, UnreadableFileError] = {}
    for path in _files(folder):
        if len(texts) + len(unreadable) >= MOST_FILES:
            raise ExerciseFolderError(f"{folder} has more than {MOST_FILES} files; is it really one exercise?")
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = _own_text(path)
        except UnreadableFileError as error:
            unreadable[name] = error
            if error.text:
                texts[name] = error.text
    return dict(sorted(texts.items())), dict(sorted(unreadable.items()))


def read_text(path: Path) -> str:
    """Return the text of one file that the user has named; a link is followed. Raises ExerciseFolderError."""
    return _text(path.resolve())


def is_file(path: str | Path, *, unknown: bool = False) -> bool:
    """Return whether a file stands there; `unknown` where that is not to be known."""
    try:
        return Path(path).is_file()
    except OSError:  # a folder that may not be looked into, a name that is too long
        return unknown


def may_be_file(path: str | Path) -> bool:
    """Return whether a file stands there, or something of which that is not to be known: who opens it is told why."""
    return is_file(path, unknown=True)


def _home() -> Path:
    """Return the user's home; where there is none, a folder that nobody has, so that writing is refused in words."""
    try:
        return Path.home()
    except RuntimeError:
        return Path("/nonexistent")


def _folders(home: Path) -> Iterator[Path]:
    """Yield the folders in `home` that look like exercises."""
    try:
        inside = sorted(home.iterdir())
    except OSError:
        return
    for folder in inside:
        if not folder.name.startswith(".") and is_file(folder / "scenario.yaml"):
            yield folder


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files that are part of the exercise; links are never followed."""
    looked_at = 0
    waiting = [(folder, 0)]
    while waiting:
        home, depth = waiting.pop()
        try:
            inside = sorted(os.scandir(home), key=lambda entry: entry.name)
        except OSError as error:
            raise ExerciseFolderError(f"{home} cannot be read: {error.strerror or error}.") from None
        for entry in inside:
            looked_at += 1
            if looked_at > MOST_ENTRIES:
                raise ExerciseFolderError(f"{folder} holds too many files to be one exercise.")
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST_FOLDER:
                    waiting.append((Path(entry.path), depth + 1))
            elif Path(entry.name).suffix in SUFFIXES:
                yield Path(entry.path)


def no_exercise(folder: Path) -> ExerciseFolderError:
    """Return the error for a folder that holds something else."""
    return ExerciseFolderError(f"{folder} has no scenario.yaml, so it is not an exercise folder.")


def _own_text(path: Path) -> str:
    """Read a file of an exercise, which is never a link: that could lead anywhere."""
    if path.is_symlink():
        raise UnreadableFileError(path, "is a link", "an exercise holds its own files, so copy it here")
    return _text(path)


def _text(path: Path) -> str:
    """Read one file, whatever it may be by the time it is opened."""
    # A pipe would block for ever, and a link put there since could lead anywhere.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UnreadableFileError(path, "is not an ordinary file")
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFileError(path, f"cannot be read: {error.strerror or error}") from None
    if len(data) > LARGEST_FILE:
        raise UnreadableFileError(
            path, f"is larger than {LARGEST_FILE // 1024} KiB", "an exercise file is a short text"
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().split("\n")
        place = len(before), len(before[-1]) + 1
        text = data.decode(errors="replace")
        raise UnreadableFileError(path, "is not UTF-8 text", "save the file as UTF-8", place, text) from None
