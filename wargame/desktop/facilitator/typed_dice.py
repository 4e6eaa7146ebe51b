"""Dice that fell on the table, as they are typed: faces as numbers, lots as successes and failures."""

from __future__ import annotations

from wargame.referee.ruling import Chanced, Rolled
from wargame.translation import phrase, say, say_count

_LOTS = {phrase("success"): 1, phrase("failure"): 0}
"""What a lot says → its face; the words of the language spoken are taken as well."""


def faces_in(typed: str) -> tuple[int, ...]:
    """Return the faces typed; of lots, 1 for each success and 0 for each failure."""
    lots = _LOTS | {say(word).casefold(): face for word, face in _LOTS.items()}
    return tuple(int(face) if face.isdecimal() else lots.get(face.casefold(), -1) for face in _parts(typed))


def wrong_faces(typed: str, roll: Rolled | Chanced) -> str:
    """Return what is wrong with the faces typed for a roll, in a sentence; empty when nothing is."""
    if isinstance(roll, Rolled) and roll.lots is not None:
        return _wrong_lots(typed, len(roll.faces), *roll.lots)
    count, _, sides = (roll.dice if isinstance(roll, Rolled) else "1d100").partition("d")
    faces = _parts(typed)
    if len(faces) == int(count) and all(face.isdecimal() and 1 <= int(face) <= int(sides) for face in faces):
        return ""
    return say_count(
        int(count), "Type {count} number from 1 to {sides}.", "Type {count} numbers from 1 to {sides}.", sides=sides
    )


def _wrong_lots(typed: str, count: int, success: int, failure: int) -> str:
    faces = faces_in(typed)
    hits = faces.count(1)
    if len(faces) == count == hits + faces.count(0) and hits <= success and count - hits <= failure:
        return ""
    return say(
        "Type {count} of: {success}, {failure} (or 1 and 0). There are {wins} and {losses} of them.",
        count=count,
        success=say("success"),
        failure=say("failure"),
        wins=success,
        losses=failure,
    )


def _parts(typed: str) -> list[str]:
    return typed.replace(",", " ").split()
