"""When the program itself is at fault: say so, keep what helps to mend it, and go on. The session's log is untouched.

What is kept is the kind of the error and where it happened. Messages and
values are left out: they quote what participants have typed.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

_MOST_FILES = 50


class CrashHandler:
    """Takes the place of `sys.excepthook` while the window is open."""

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        """Keep reports in `folder`, and say a sentence through `tell`."""
        self._folder = folder
        self._tell = tell
        self._telling = False

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Report an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        lines = account(kind, trace)
        sys.stderr.write("\n".join(lines) + "\n")
        kept = self._keep(lines)
        if self._telling:
            # An error while telling of an error: one report is enough.
            return
        self._telling = True
        try:
            self._tell(_sentence(lines[-1], kept))
        finally:
            self._telling = False

    def _keep(self, lines: list[str]) -> Path | None:
        moment = time.strftime("%Y-%m-%d-%H%M%S", time.gmtime())
        path = self._folder / f"{moment}-{time.monotonic_ns()}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            for old in sorted(self._folder.glob("*.txt"))[:-_MOST_FILES]:
                old.unlink()
        except OSError:
            return None
        return path


def _sentence(mistake: str, kept: Path | None) -> str:
    if kept is None:
        return say("The program made a mistake ({mistake}). Everything confirmed up to now is saved.", mistake=mistake)
    return say(
        "The program made a mistake ({mistake}). Everything confirmed up to now is saved. The details are in {file}.",
        mistake=mistake,
        file=kept,
    )


def account(kind: type[BaseException], trace: TracebackType | None) -> list[str]:
    """Return where it happened, outermost first, and what kind of error it was; no message, no values."""
    import traceback  # noqa: PLC0415 -- wanted once in a blue moon, never at the start

    frames = traceback.extract_tb(trace)
    lines = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    last = frames[-1] if frames else None
    where = f" at {_short(last.filename)}:{last.lineno}" if last else ""
    return [*lines, f"{kind.__name__}{where}"]


def _short(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-2:])
