"""What can go wrong with a session, in words for the person at the screen.

Every error says what happened and what to do about it. None of them shows
SQL, a traceback, or a text that a participant has typed.
"""

# ruff: noqa: N818 - "Gone" and "NotSaved" say what happened; "GoneError" says it twice

from __future__ import annotations


class SessionError(Exception):
    """Something about a session did not work; nothing in it was changed."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what} {advice}".strip())
        self.what = what
        """What happened, in one sentence."""
        self.advice = advice
        """What to do about it, in one or two sentences."""


class AlreadyOpen(SessionError):
    """Another window or another run of the program has the session open."""


class AlreadyThere(SessionError):
    """A new file would take the place of one that exists."""


class NotASession(SessionError):
    """The file is not a session, or not one that may be trusted."""


class TooNew(SessionError):
    """The file was made by a newer version of the program."""


class Damaged(SessionError):
    """The file was a session and has been changed or damaged since."""

    def __init__(self, what: str, advice: str = "", readable: int = 0) -> None:
        super().__init__(what, advice)
        self.readable = readable
        """How many entries from the beginning are whole and unchanged."""


class ReadOnly(SessionError):
    """The session is open for reading only, so nothing can be added."""


class NotSaved(SessionError):
    """It could not be written to disk. What was typed is still on the screen."""

    def __init__(self, what: str, advice: str = "", *, in_doubt: bool = False) -> None:
        super().__init__(what, advice)
        self.in_doubt = in_doubt
        """Not even the file could be read again: whether it was saved is found out at the next try."""


class Gone(SessionError):
    """The session's file was deleted, moved or replaced while it was open."""


class NotNow(SessionError):
    """What was asked does not fit the moment: there is no ruling to commit, the order is already ruled."""


class NotUnderstood(SessionError):
    """What the facilitator wrote down by hand cannot be read as a rule, or does not fit the ruling."""
