"""The `start` of a track, read: a number, dice, or a draw."""

from __future__ import annotations

import math
import re
from typing import Any

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.leaves import number_in, read_share, read_text, refuse
from wargame.exercise.sentences import parse_dice
from wargame.exercise.starts import DrawnStart
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Branch, Written, title_place

DRAW = "draw"
MOST_VALUES = 40
_DICE = re.compile(r"\s*[0-9]+d[0-9]", re.ASCII)
_NEARLY_ALL = 1e-6


def read_start(node: Any) -> Written | Branch:
    """A number, dice, `{draw: …}`, or a mapping owner → one of these."""
    if not isinstance(node, Branch):
        return read_text(node)
    if is_draw(node):
        _check_draw(node)
        return node
    for value in node.values():
        read_start(value) if isinstance(value, Branch) and is_draw(value) else read_text(value)
    return node


def is_draw(node: object) -> bool:
    """Whether a start is `{draw: {30: 50%, 40: 50%}}`."""
    return isinstance(node, Branch) and list(node) == [DRAW] and isinstance(next(iter(node.values())), Branch)


def start_of(desk: Assembly, start: Written | Branch) -> float | DrawnStart | None:
    """Return where a track starts; None after a complaint."""
    if isinstance(start, Branch):
        return _drawn(desk, start)
    value = number_in(start)
    if value is not None:
        return value
    if _DICE.match(start):
        return _rolled(desk, start)
    hint = "a number, dice such as 2d6 + 3, or {draw: {30: 50%, 40: 50%}}"
    desk.say(start.place, Code.WRONG_KIND, f"a number is expected here, not `{start[:40]}`", hint)
    return None


def _rolled(desk: Assembly, text: Written) -> DrawnStart | None:
    roll = desk.parsed(text, lambda line, place: parse_dice(line, place, Vocabulary()))
    if roll is None:
        return None
    bonus = 0.0 if roll.bonus is None else roll.bonus.constant
    assert bonus is not None  # there are no names that it could read
    return DrawnStart(str(text).strip(), roll.count, roll.sides, bonus)


def _drawn(desk: Assembly, node: Branch) -> DrawnStart | None:
    values = node[DRAW]  # type: ignore[index]
    assert isinstance(values, Branch)
    found: list[tuple[float, float]] = []
    for key, share in values.items():
        value = number_in(key)
        if value is None:
            message = f"a number is expected here, not `{key[:40]}`"
            desk.say(key.place, Code.WRONG_KIND, message, "draw: {30: 50%, 40: 50%}")
            return None
        found.append((value, read_share(share)))
    total = math.fsum(weight for _, weight in found)
    if abs(total - 1) > _NEARLY_ALL:
        place = next(iter(values)).place
        desk.say(place, Code.CHANCE_RANGE, f"the chances add up to {total * 100:g}%, not to 100%")
    return DrawnStart(", ".join(f"{key}: {share}" for key, share in values.items()), draw=tuple(found))


def _check_draw(node: Branch) -> None:
    values = next(iter(node.values()))
    assert isinstance(values, Branch)
    if not 2 <= len(values) <= MOST_VALUES:  # noqa: PLR2004 - a draw between two
        message = f"a draw is between 2 and {MOST_VALUES} values"
        refuse(Code.BAD_VALUE, message, "draw: {30: 50%, 40: 50%}", title_place(node))
    for share in values.values():
        read_share(share)
