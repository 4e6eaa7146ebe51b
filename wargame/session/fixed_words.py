"""The words that the program itself writes into the log: they stand there in English, and are told in any language.

What people wrote is theirs: it is told as it stands, but for the words of ours before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.referee.ruling import ImprovisedSubject

ROUTINE_FIRST = phrase("What needs no dice is ruled first")
ALL_PLAYED = phrase("All turns are played")
ENDED_HERE = phrase("Ended by the facilitator")
_REASONS = {words: words for words in (ROUTINE_FIRST, ALL_PLAYED, ENDED_HERE)}
_ABOUT = re.compile(r"Entry ([1-9]\d*): (.+)", re.DOTALL)
_CORRECTION = "Correction: "


def about_entry(seq: int, reason: str) -> str:
    """Return the reason of a correction as it is written: it names the entry that is mended."""
    return f"Entry {seq}: {reason}"


def correction_of(track: str) -> str:
    """Return what a correction is called in the log."""
    return f"{_CORRECTION}{track}"


def reason_text(written: str) -> str:
    """Return a reason of the log as it is told: one of ours in the language spoken, any other as it was written."""
    if written in _REASONS:
        return say(_REASONS[written])
    about = _ABOUT.fullmatch(written)
    return say("Entry {number}: {reason}", number=about[1], reason=about[2]) if about else correction_text(written)


def correction_text(written: str) -> str:
    """Return what a ruling is called that may be a correction: its name is ours, the track's its author's."""
    if not written.startswith(_CORRECTION):
        return written
    return say("Correction: {track}", track=written.removeprefix(_CORRECTION))


def is_ours(written: str) -> bool:
    """Return whether a reason of the log is one that nobody typed."""
    return written in _REASONS


def without_entry(written: str) -> str:
    """Return a reason as it was typed, without the entry that a correction names."""
    about = _ABOUT.fullmatch(written)
    return about[2] if about else written


def improvised_text(subject: ImprovisedSubject) -> str:
    """Return what an improvised ruling is about; the name of a correction is ours."""
    return correction_text(subject.text) if subject.corrects else subject.text
