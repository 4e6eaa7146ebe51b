"""What people call the target of a move, what was chosen with it besides, what came of it, and the parts of a phase."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.exercise.rulebook import Move
from wargame.translation import phrase, say

_OUTCOMES = frozenset((phrase("success"), phrase("failure"), phrase("yes"), phrase("no")))
"""Outcomes of what has no roll of its own."""
_BUILT_IN = frozenset((
    phrase("income"), phrase("delayed effects"), phrase("injects"), phrase("resume"), phrase("signing"),
    phrase("orders"), phrase("adjudication"), phrase("agreements"), phrase("triggers"), phrase("expiry"),
))  # fmt: skip
"""What the program does in a phase by itself, where no rule of the author's is named."""
_RANGE = re.compile(r"(-?\d+) (?:(or less|or more)|to (-?\d+))", re.ASCII)


def target_name(exercise: Exercise, move: Move, target: str) -> str:
    """Return what people call the target of a move."""
    if move.aimed == "words":
        return move.target_names.get(target, target)
    if target in exercise.agreements:
        return exercise.agreements[target].name or target
    return exercise.actors[target].name if target in exercise.actors else target


def chosen_name(exercise: Exercise, word: str, value: str) -> tuple[str, str] | None:
    """Return a parameter of a move and what was chosen, as people read them; None for what is no such choice."""
    for move in exercise.rulebook.moves.values():
        parameter = move.parameters.get(word)
        if parameter is not None and parameter.fits(value):
            return parameter.name, parameter.shown(value)
        if word == "target" and value in move.target_names:
            return move.target_title or say("target"), move.target_names[value]
    return None


def order_title(exercise: Exercise, move: Move, target: str, given: Mapping[str, str]) -> str:
    """Return "Offer mediation → China (In public)": what is ordered, without who orders it."""
    aimed = f" → {target_name(exercise, move, target)}" if target else ""
    return f"{move.name}{aimed}{choices_in_short(move, given)}"


def choices_shown(move: Move, given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return every parameter with what was chosen, or is usual, as people read it: ("How far", "as far as it goes")."""
    chosen = move.chosen(given)
    return tuple((one.name, one.shown(chosen[one.id])) for one in move.parameters.values())


def choices_in_short(move: Move, given: Mapping[str, str]) -> str:
    """Return what was chosen as it stands behind the name of a move: " (light, In public)"; "" without parameters."""
    shown = choices_shown(move, given)
    return f" ({', '.join(_alone(name, value) for name, value in shown)})" if shown else ""


def outcome_name(outcome: str) -> str:
    """Return an outcome as it is shown: "success", "10 or more"; a word that the author gave it stays as it is."""
    if outcome in _OUTCOMES:
        return say(outcome)
    found = _RANGE.fullmatch(outcome)
    if found is None:
        return outcome
    if found[2] is None:
        return say("{low} to {high}", low=found[1], high=found[3])
    return (
        say("{number} or less", number=found[1]) if found[2] == "or less" else say("{number} or more", number=found[1])
    )


def _alone(name: str, value: str) -> str:
    """A number says nothing without its name."""
    return titled(name, value) if value.lstrip("-").isdigit() else value


def item_name(item: str) -> str:
    """Return the words for something that is done in a phase: `crisis_roll` is "crisis roll"."""
    return say(item) if item in _BUILT_IN else item.replace("_", " ")
