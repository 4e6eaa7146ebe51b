"""Questions inside a ruling: who is asked, which answers are left, and what follows from the one that is given.

A live ruling stops at a question that has no answer yet; with the answer among
its adjustments it is computed again and goes on. Where nobody can be asked (a
preview, many runs at once), and when the dice are let say, the odds decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.questions import FACILITATOR, INJURED, Option, Question
from wargame.referee.adjustment import LET_THE_DICE_SAY, Answer, UnfitAdjustmentError
from wargame.referee.effects import Setting
from wargame.referee.ruling import Answered, Asked, Choice
from wargame.referee.umpiring import Umpire
from wargame.translation import say

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]

EACH = "each"
"""The agreement that is looked at when candidates for an option's target are sought."""
_BRACES = re.compile(r"\{([^{}]*)\}")
_HARDLY = 1e-12


class UnansweredError(Exception):
    """A live ruling has come to a question that nobody has answered yet."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.text)
        self.asked = asked


@dataclass(frozen=True, slots=True)
class Left:
    """An option that is left, and in which runs; with a target, the candidates."""

    option: Option
    runs: Truths
    weights: Amounts
    """0 where it is not left."""
    candidates: tuple[tuple[str, Truths], ...] = ()


def by_the_odds(umpire: Umpire, asked_of: str, question: Question) -> Mapping[str, Amounts]:
    """Answer every question at the odds that stand with it."""
    del umpire, asked_of, question
    return {}


def ask(umpire: Umpire, question: Question, setting: Setting, mask: Truths) -> None:
    """Ask a question in the runs of the mask, and carry out what follows from the answer.

    Options that are not allowed, or whose target has no candidate, are not offered;
    where none is left nothing happens.
    """
    mask = mask & umpire.columns.live
    about = "|".join([question.id, *(f"{word} {name}" for word, name in sorted(setting.bound.items()))])
    with umpire.once(f"ask {about}") as first:
        if not first or not mask.any():
            return
        asked_of = _asked_of(question, setting)
        left = _left(umpire, question, asked_of, setting, mask)
        mask = mask & np.logical_or.reduce([one.runs for one in left])
        if not mask.any():
            return
        chosen, targets = _answers(umpire, question, asked_of, setting, left, mask)
        for number, one in enumerate(left):
            _carry_out(umpire, question, one, setting, mask & (chosen == number), targets)


def _asked_of(question: Question, setting: Setting) -> str:
    if question.asked_of != INJURED:
        return setting.named(question.asked_of)
    return setting.bound.get(INJURED, FACILITATOR)


def _left(umpire: Umpire, question: Question, asked_of: str, setting: Setting, mask: Truths) -> list[Left]:
    """Return the options, each with the runs in which it is left and what it weighs there."""
    read = setting.read
    own = _own_odds(question, setting)
    answers = umpire.answers(umpire, asked_of, question) if umpire.answers is not None else {}
    left = []
    for option, odds in zip(question.options, own, strict=True):
        runs = mask if option.allowed_if is None else mask & read.truth(option.allowed_if)
        candidates: tuple[tuple[str, Truths], ...] = ()
        if option.target is not None:
            among = umpire.exercise.agreements
            held = [(agreement, read.binding(each=agreement).truth(option.target)) for agreement in among]
            candidates = tuple((agreement, holds & runs) for agreement, holds in held if (holds & runs).any())
            runs = runs & np.logical_or.reduce([holds for _, holds in candidates] or [np.zeros_like(mask)])
        said = answers.get(option.id, odds)
        weights = np.maximum(np.where(np.isnan(said), odds, said), 0.0)
        left.append(Left(option, runs, np.where(runs, weights, 0.0), candidates))
    total = np.sum([one.weights for one in left], axis=0)
    # Where only options without any weight are left, they are equally likely.
    return [replace(one, weights=np.where(total > _HARDLY, one.weights, one.runs.astype(np.float64))) for one in left]


def _own_odds(question: Question, setting: Setting) -> list[Amounts]:
    """Return the odds of the options as they stand; those without any share evenly what the others leave."""
    said = [None if option.odds is None else setting.read.number(option.odds) for option in question.options]
    given = np.sum([odds for odds in said if odds is not None] or [np.zeros(setting.columns.runs)], axis=0)
    unsaid = sum(odds is None for odds in said)
    rest = np.maximum(1.0 - given, 0.0) / max(1, unsaid)
    return [rest if odds is None else odds for odds in said]


def _answers(
    umpire: Umpire, question: Question, asked_of: str, setting: Setting, left: Sequence[Left], mask: Truths
) -> tuple[Counts, Amounts]:
    """Return which option each run answers, and where in its candidates the target lies (0..1)."""
    columns = umpire.columns
    chosen, where = np.zeros(columns.runs, dtype=np.int64), np.zeros(columns.runs)
    answer = None
    asked = _put(umpire, question, asked_of, setting, left) if umpire.trace is not None and mask[0] else None
    if asked is not None and umpire.answers is None:
        answer = umpire.hand.answers.get(asked.number)
        if answer is None:
            raise UnansweredError(asked)
        if answer.option != LET_THE_DICE_SAY:
            number, target = _checked(asked, left, answer)
            chosen[:] = number
            where[:] = target
            _tell(umpire, question, asked, answer, _target(left[number], where, 0))
            return chosen, where
    key, drawn = umpire.fraction(f"questions/{question.id}", setting, mask)
    total = np.sum([one.weights for one in left], axis=0)
    reached = np.zeros(columns.runs)
    for number, one in enumerate(left):
        reached = reached + one.weights
        chosen = np.where(drawn * total >= reached, number + 1, chosen)
    chosen = np.minimum(chosen, _last(left))
    if any(one.candidates for one in left):
        _, where = umpire.fraction(f"questions/{question.id}/target", setting, mask)
    if asked is not None:
        option = left[int(chosen[0])].option
        told = replace(answer or Answer(asked.number, ""), option=option.id)
        _tell(umpire, question, asked, told, _target(left[int(chosen[0])], where, 0), key)
    return chosen, where


def _last(left: Sequence[Left]) -> Counts:
    """Return the last option with any weight in each run: rounding never leads beyond it."""
    last = np.zeros(left[0].runs.shape, dtype=np.int64)
    for number, one in enumerate(left):
        last = np.where(one.weights > 0, number, last)
    return last


def _carry_out(umpire: Umpire, question: Question, one: Left, setting: Setting, mask: Truths, targets: Amounts) -> None:
    """Carry out what follows from an option, for each target on its own."""
    path = f"questions/{question.id}/{one.option.id}"
    if not one.candidates:
        umpire.effects(one.option.effects, path, setting, mask)
        return
    number = sum(holds.astype(np.int64) for _, holds in one.candidates)
    wanted = np.minimum((targets * number).astype(np.int64), number - 1)
    before = np.zeros_like(wanted)
    for agreement, holds in one.candidates:
        here = mask & holds & (before == wanted)
        before = before + holds
        aimed = replace(setting, bound={**setting.bound, "target": agreement})
        umpire.effects(one.option.effects, path, aimed, here)


def _target(one: Left, targets: Amounts, run: int) -> str:
    """Return the agreement that goes with an answer in one run, or ""."""
    candidates = [agreement for agreement, holds in one.candidates if holds[run]]
    return candidates[min(int(targets[run] * len(candidates)), len(candidates) - 1)] if candidates else ""


# --------------------------------------------------------------------------------------------------- for live rulings


def _put(umpire: Umpire, question: Question, asked_of: str, setting: Setting, left: Sequence[Left]) -> Asked:
    """Put a question into words, with its answers that are left."""
    total = float(sum(one.weights[0] for one in left))
    offered = [one for one in left if one.runs[0]]
    return Asked(
        number=umpire.next_question(),
        question=question.id,
        asked_of=asked_of,
        text=_filled_in(umpire.exercise, question, setting),
        options=tuple(
            Choice(
                option=one.option.id,
                name=one.option.name or one.option.id.replace("_", " "),
                odds=float(one.weights[0]) / total,
                targets=tuple(agreement for agreement, holds in one.candidates if holds[0]),
            )
            for one in offered
        ),
        secret=question.secret,
    )


def _filled_in(exercise: Exercise, question: Question, setting: Setting) -> str:
    def fill(found: re.Match[str]) -> str:
        name = found[1].strip()
        amount: Expression | None = question.amounts.get(name)
        if amount is not None:
            return f"{float(setting.read.number(amount)[0]):g}"
        if name not in setting.bound:
            return found[0]
        return _called(exercise, setting.bound[name])

    return _BRACES.sub(fill, question.text)


def _called(exercise: Exercise, name: str) -> str:
    """Return what people call an agreement or an actor."""
    if name in exercise.agreements:
        return exercise.agreements[name].name or name
    return exercise.actors[name].name if name in exercise.actors else name


def _checked(asked: Asked, left: Sequence[Left], answer: Answer) -> tuple[int, float]:
    """Return the place of the option that was answered, and where its target lies among the candidates.

    Raises UnfitAdjustmentError in words.
    """
    offered = {choice.option: choice for choice in asked.options}
    if answer.option not in offered:
        values = {"number": str(asked.number), "answer": answer.option, "answers": ", ".join(offered)}
        raise UnfitAdjustmentError(
            say("Question {number} cannot be answered with {answer}; it offers {answers}.", **values)
        )
    place = next(place for place, one in enumerate(left) if one.option.id == answer.option)
    targets = offered[answer.option].targets
    if not targets:
        return place, 0.0
    if answer.target not in targets and (answer.target or len(targets) > 1):
        values = {"answer": answer.option, "agreements": ", ".join(targets)}
        raise UnfitAdjustmentError(
            say("Say with the answer {answer} which agreement is meant: {agreements}.", **values)
        )
    return place, (targets.index(answer.target or targets[0]) + 0.5) / len(targets)


def _tell(umpire: Umpire, question: Question, asked: Asked, answer: Answer, target: str, key: str = "") -> None:
    if umpire.trace is not None:
        path = f"questions/{question.id}"
        told = Answered(path, asked, answer.option, target, answer.by, answer.reason, key)
        umpire.trace.findings.append(told)
