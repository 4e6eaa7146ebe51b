"""`wargame`, `wargame SESSION.wargame`: the window."""

from __future__ import annotations

from wargame import bootstrap
from wargame.cli.exits import USAGE
from wargame.cli.output import complain
from wargame.paths import may_be_file


def run(file: str | None) -> int:
    """Open the window, at home or with a session, and return when it is closed."""
    if file is not None and not may_be_file(file):
        complain(f"there is no file {file}; `wargame` alone lists your sessions.")
        return USAGE
    # Before Qt is loaded: a missing display or library is told in words, with what works without one.
    bootstrap.check_machine()
    from wargame.desktop import app  # noqa: PLC0415 - the only way to Qt, and only when a window is wanted

    return app.run([] if file is None else [file])
