"""What SQLite and the disk report, as sentences for people."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from wargame.session.errors import AlreadyOpen, Damaged, Gone, NotSaved, ReadOnly, SessionError
from wargame.translation import say

_PRIMARY = 0xFF
"""The part of an SQLite error code that says what kind of error it is."""


def already_open(path: Path) -> AlreadyOpen:
    """The session is in use."""
    return AlreadyOpen(
        say("{file} is already open in another window.", file=path.name),
        say("Go on there, or close it there and open it again here."),
    )


def gone(path: Path) -> Gone:
    """The file is not where it was."""
    return Gone(
        say("The session file {file} was deleted, moved or replaced.", file=path),
        say("Save a copy now: everything confirmed so far is still in memory."),
    )


def failure(error: Exception, path: Path) -> SessionError:
    """Return what an error while writing means; it has been made sure that nothing was saved."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code == sqlite3.SQLITE_FULL:
        return NotSaved(
            say("Not saved: the disk is full."),
            say("Free some space and try again; everything before this is saved."),
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return already_open(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return ReadOnly(
            say("Not saved: {file} or its folder cannot be written.", file=path.name),
            say("Save a copy in a folder of your own and go on in that."),
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged(
            say("Not saved: {file} has been damaged by something outside the program.", file=path.name),
            say("Save a copy now; everything confirmed so far is still in memory."),
        )
    return NotSaved(
        say("Not saved: the disk reported an error."),
        say("Try again; if it goes on, save a copy on another disk. Everything before this is saved."),
    )


def not_made(error: Exception, path: Path) -> SessionError:
    """A new file could not be made."""
    if getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_FULL:
        return NotSaved(
            say("{file} cannot be made: the disk is full.", file=path), say("Free some space, or choose another disk.")
        )
    reason = getattr(error, "strerror", None) or say("its folder cannot be written")
    return NotSaved(say("{file} cannot be made: {why}.", file=path, why=reason), say("Choose another folder."))


def in_doubt(path: Path) -> NotSaved:
    """Neither the writing nor the reading back worked."""
    return NotSaved(
        say("The disk does not answer, so it is not known whether the last action is in {file}.", file=path.name),
        say("Try again: the program first looks what is in the file. Or save a copy on another disk."),
        in_doubt=True,
    )
