"""The sessions kept on this laptop: list them, put them away, rescue a damaged one."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from wargame import paths
from wargame.session import listing
from wargame.session.errors import AlreadyOpen, SessionError
from wargame.session.sitting import Sitting
from wargame.session.store import blackbox, catalogue, holding, recovery
from wargame.session.store.catalogue import ARCHIVED, IN_PLAY, REPORT_DUE, UNREADABLE, Listing
from wargame.session.store.recovery import Rescued

__all__ = ["ARCHIVED", "IN_PLAY", "REPORT_DUE", "UNREADABLE", "Listing", "Rescued"]

SUFFIX = ".wargame"


def folder(data: Path | None = None) -> Path:
    """Return the folder that new sessions go into; it need not exist yet."""
    return (data or paths.user_data()) / "sessions"


def sessions(data: Path | None = None, now: float | None = None) -> tuple[Listing, ...]:
    """Return every session known on this laptop, the last touched first.

    Those are the files in the sessions folder and any that were opened from
    elsewhere. A file that has not changed since is not opened again; one that
    cannot be read is listed with the reason. The laptop's own records of sessions
    that nobody went on with for 90 days are removed; `now` is in seconds since 1970.
    """
    data = data or paths.user_data()
    blackbox.prune(data, time.time() if now is None else now)
    known = catalogue.listings(data)
    found: set[str] = set()
    with suppress(OSError):  # a folder that may not be looked into
        found = {str(path.absolute()) for path in folder(data).glob(f"*{SUFFIX}")}
    rows = [_current(data, known.get(path, Listing(path)), path in known) for path in sorted(found | known.keys())]
    return tuple(sorted((row for row in rows if row is not None), key=lambda row: row.touched, reverse=True))


def put_away(path: Path, *, away: bool = True, data: Path | None = None) -> bool:
    """List a session as archived, or no longer; return whether that worked. The file is not changed."""
    data = data or paths.user_data()
    row = catalogue.listings(data).get(str(path.absolute()))
    if row is None:
        return False
    state = ARCHIVED if away else (IN_PLAY if row.phase or not row.turn else REPORT_DUE)
    return catalogue.remember(data, replace(row, put_away=int(away), state=state))


def forget(path: Path, data: Path | None = None) -> bool:
    """Take a session off the list; return whether that worked. The file is not touched."""
    return catalogue.forget(data or paths.user_data(), str(path.absolute()))


def rescue(path: Path, target: Path, data: Path | None = None) -> Rescued:
    """Write what can be saved of a damaged session into a new file, with the help of this laptop's own record.

    Raises Damaged when nothing can be saved, AlreadyThere, or SessionError.
    """
    return recovery.rescue(path, target, data or paths.user_data())


def _current(data: Path, row: Listing, known: bool) -> Listing | None:  # noqa: FBT001 - private, two callers' truth
    """Return the row as it is now; None when its file is no more."""
    path = Path(row.path)
    if not paths.may_be_file(path):
        return None
    if known and (catalogue.is_fresh(row) or holding.held_here(path)):
        return row
    try:
        fresh = replace(listing.line_of(Sitting.read(path), path), put_away=row.put_away)
    except AlreadyOpen as error:
        return replace(row, title=row.title or path.stem, note=error.what)
    except SessionError as error:
        fresh = replace(row, title=row.title or path.stem, state=UNREADABLE, note=error.what)
    if fresh.put_away and fresh.state != UNREADABLE:
        fresh = replace(fresh, state=ARCHIVED)
    fresh = catalogue.as_it_stands(fresh)
    catalogue.remember(data, fresh)
    return fresh
