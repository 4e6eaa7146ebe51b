"""The head of every command that looks at a session file: open it for reading, or say why not."""

from __future__ import annotations

from pathlib import Path

from wargame.cli.exits import USAGE, WRONG
from wargame.cli.output import complain
from wargame.cli.wrong import NoSuchLanguageError, require_language
from wargame.paths import may_be_file
from wargame.session.errors import SessionError
from wargame.session.sitting import Sitting


def sitting_in(file: str, language: str = "") -> Sitting | int:
    """Return the sitting in a session file; or the exit code, after saying why there is none to look at."""
    path = Path(file)
    if not may_be_file(path):
        complain(f"there is no session file {file}.")
        return USAGE
    try:
        sitting = Sitting.read(path, language=language)
        require_language(sitting.exercise, language)
    except NoSuchLanguageError as error:
        complain(str(error))
        return USAGE
    except SessionError as error:
        complain(str(error))
        return WRONG
    return sitting
