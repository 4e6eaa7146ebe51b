"""Ranges, dice and lots: `6 to 8`, `2d6 + support / 10`, `draw 3 from {success: 4, failure: 2}`."""

from __future__ import annotations

import math
import re

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.conditions import parse
from wargame.exercise.rulebook import Lots, Roll
from wargame.exercise.tokens import MOST_CHARACTERS, complaint, excerpt
from wargame.exercise.vocabulary import Vocabulary

MOST_DICE = 20
MOST_SIDES = 1000
MOST_LOTS = 1000

_NUMBER = r"(-?[0-9]{1,12}(?:\.[0-9]{1,9})?)"
_RANGE = re.compile(rf"\s*{_NUMBER}(?:\s+to\s+{_NUMBER}|\s+or\s+(less|more))?\s*", re.ASCII)
_DICE = re.compile(r"\s*([0-9]{1,4})d([0-9]{1,6})(?![\w.])\s*", re.ASCII)
_DRAW = re.compile(r"\s*draw\b(.*)", re.ASCII | re.DOTALL)
_LOTS = re.compile(
    r"\s*([0-9]{1,4})\s+from\s+"
    r"(?:\{\s*success:\s*([0-9]{1,5})\s*,\s*failure:\s*([0-9]{1,5})\s*\}"
    r"|([0-9]{1,5})\s+success(?:es)?\s+and\s+([0-9]{1,5})\s+failures?)\s*",
    re.ASCII,
)


def parse_range(text: str, place: Place) -> tuple[float, float]:
    """Read `5 or less`, `6 to 8`, `9 or more` or `7`: lowest and highest value, both included."""
    if match := _RANGE.fullmatch(text[:MOST_CHARACTERS]):
        first, last, open_end = match.groups()
        low = -math.inf if open_end == "less" else float(first)
        high = math.inf if open_end == "more" else float(last or first)
        if low > high:
            message = f"the range `{text.strip()}` ends before it begins"
            raise ExerciseError((Complaint(place, Code.RANGE_UPSIDE_DOWN, message),))
        return low, high
    message = f"`{excerpt(text)}` is not a range"
    hint = "ranges read `5 or less`, `6 to 8`, `9 or more` or `7`"
    raise ExerciseError((Complaint(place, Code.BAD_RANGE, message, hint),))


def parse_dice(text: str, place: Place, vocabulary: Vocabulary) -> Roll:
    """Read `2d6`, `1d100`, `2d6 + support / 10`, or lots: `draw 3 from {success: 4, failure: 2}`."""
    if drawn := _DRAW.fullmatch(text[:MOST_CHARACTERS]):
        return _lots(drawn[1], text, place)
    match = _DICE.match(text)
    if match is None:
        hint = "dice read `2d6`, `1d100` or `2d6 + support / 10`"
        raise ExerciseError((Complaint(place, Code.BAD_DICE, f"`{excerpt(text)}` are no dice", hint),))
    count, sides = int(match[1]), int(match[2])
    if not (1 <= count <= MOST_DICE and 2 <= sides <= MOST_SIDES):  # noqa: PLR2004 - a die has two sides or more
        message = f"{count}d{sides}: from 1 to {MOST_DICE} dice of 2 to {MOST_SIDES:,} sides can be rolled"
        raise ExerciseError((complaint(place, match.start(1), Code.BAD_DICE, message),))
    at = match.end()
    if at == len(text):
        return Roll(text=text, place=place, count=count, sides=sides)
    if text[at] not in "+-":
        raise ExerciseError((complaint(place, at, Code.BAD_DICE, "behind the dice stands + or - and an amount"),))
    if text[at] == "+":
        at += 1
        at += len(text[at:]) - len(text[at:].lstrip())
    start = Place(place.file, place.line, place.column + at)
    bonus = parse(text[at:].rstrip(), start, "amount", vocabulary)
    return Roll(text=text, place=place, count=count, sides=sides, bonus=bonus)


def _lots(words: str, text: str, place: Place) -> Roll:
    """Read how many lots are drawn, and from how many."""
    match = _LOTS.fullmatch(words)
    if match is None:
        hint = "lots read `draw 3 from {success: 4, failure: 2}` (in quotes), or `draw 3 from 4 success and 2 failure`"
        raise ExerciseError((Complaint(place, Code.BAD_DICE, f"`{excerpt(text)}` are no lots", hint),))
    count, success, failure = (int(number) for number in match.groups() if number is not None)
    if not (1 <= count <= MOST_DICE and count <= success + failure <= MOST_LOTS):
        message = f"{count} of {success + failure} lots: from 1 to {MOST_DICE} can be drawn, and no more than there are"
        raise ExerciseError((Complaint(place, Code.BAD_DICE, message, f"at most {MOST_LOTS:,} lots"),))
    return Roll(text=text.strip(), place=place, count=count, sides=0, lots=Lots(success, failure))
