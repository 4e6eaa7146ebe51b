"""What the phases of a turn do: is everything there that the exercise needs, once, and in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wargame.exercise.case import Case, error, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.definition import ORDERS
from wargame.exercise.rulebook import RaiseFlag, Suspend

LONGEST_DAY = 8 * 60
"""Minutes; a whole exercise should fit into a day."""


def built_in(case: Case) -> Iterator[Complaint]:
    """Built-in things that the exercise needs and no phase does."""
    does = Counter(thing for phase in case.exercise.phases for thing in phase.does)
    for thing, what, place in _needs(case):
        if not does[thing]:
            hint = f"add `{thing}` to `does` of a phase"
            yield error(place, Code.NOT_IN_DOES, f"{what}, but no phase does `{thing}`", hint)
    yield from _too_late(case)
    phase = next((phase for phase in case.exercise.phases if "income" in phase.does), None)
    if phase is not None and does["income"] > 1:
        yield warning(phase.place, Code.DONE_TWICE, f"income is paid {does['income']} times a turn", "name it once")


def _too_late(case: Case) -> Iterator[Complaint]:
    """Tell of orders that are sealed when the adjudication of the turn is over."""
    done = [(phase, thing) for phase in case.exercise.phases for thing in phase.does]
    last = max((place for place, (_, thing) in enumerate(done) if thing == "adjudication"), default=len(done))
    for place, (phase, thing) in enumerate(done):
        if thing == ORDERS and phase.orders == "sealed" and place > last:
            message = f"orders are sealed in `{phase.id}` after `adjudication`: they wait for the next turn"
            yield warning(phase.place, Code.NOT_IN_DOES, message, "do `adjudication` after it")


def signing(case: Case) -> Iterator[Complaint]:
    """Phases in which texts can be signed, but which do not say so in `does`, or which do not exist."""
    common = case.exercise.common
    phases = {phase.id: phase for phase in case.exercise.phases}
    for name in common.signed_in if common is not None else ():
        assert common is not None
        if name not in phases:
            message = f"agreements are signed in `{name}`, which is no phase"
            yield error(common.place, Code.UNKNOWN_REFERENCE, message, f"phases are {', '.join(phases)}")
        elif "signing" not in phases[name].does:
            message = f"agreements are signed in `{name}`, but that phase does not do `signing`"
            yield error(phases[name].place, Code.NOT_IN_DOES, message, "add `signing` to its `does`")


def steps(case: Case) -> Iterator[Complaint]:
    """Steps that no phase does."""
    done = {thing for phase in case.exercise.phases for thing in phase.does}
    for name, blocks in case.exercise.rulebook.steps.items():
        if name not in done and blocks:
            hint = "name it in `does` of a phase"
            yield warning(blocks[0].place, Code.STEP_UNUSED, f"no phase does the step `{name}`", hint)


def minutes(case: Case) -> Iterator[Complaint]:
    """Minutes that do not fit into a day."""
    phases = case.exercise.phases
    total = sum(phase.minutes for phase in phases) * case.exercise.turns
    if total > LONGEST_DAY:
        longest = max(phases, key=lambda phase: phase.minutes)
        message = f"{case.exercise.turns} turns take {total / 60:.1f} hours, more than a day of {LONGEST_DAY // 60}"
        hint = f"the longest phase, `{longest.id}`, takes {longest.minutes:g} minutes a turn"
        yield warning(longest.place, Code.MINUTES, message, hint)


def _needs(case: Case) -> Iterator[tuple[str, str, Place]]:
    """Yield each built-in thing the exercise needs, why, and where the first reason stands."""
    exercise = case.exercise
    yield from _agreement_needs(case)
    paid = next((track for track in exercise.tracks.values() if track.income is not None), None)
    if paid is not None:
        yield "income", f"`{paid.id}` has an income", paid.place
    late = next((change for _, change in case.found.changes if change.after), None)
    if late is not None:
        yield "delayed effects", f"`{late.text}` falls due later", late.place
    due = next((inject for inject in exercise.injects if inject.due_turn or inject.when), None)
    if due is not None:
        yield "injects", f"the inject `{due.id}` waits", due.place
    move = next(iter(exercise.rulebook.moves.values()), None)
    if move is not None:
        yield "orders", f"there are moves such as `{move.id}`", move.place
    sealed = next((phase for phase in exercise.phases if phase.takes_orders and phase.orders == "sealed"), None)
    if sealed is not None:
        yield "adjudication", f"orders are sealed in `{sealed.id}`", sealed.place
    trigger = next(iter(exercise.rulebook.triggers.values()), None)
    if trigger is not None:
        yield "triggers", f"there are triggers such as `{trigger.id}`", trigger.place
    sentences = (said.sentence for said in case.found.said)
    brief = next((flag for flag in sentences if isinstance(flag, RaiseFlag) and flag.turns), None)
    if brief is not None:
        yield "expiry", f"`{brief.text}` ends by itself", brief.place


def _agreement_needs(case: Case) -> Iterator[tuple[str, str, Place]]:
    exercise = case.exercise
    text = next(iter(exercise.agreements.values()), None)
    if text is None:
        return
    yield "signing", f"there are agreements such as `{text.id}`", text.place
    lasting = next((each for each in exercise.agreements.values() if each.each_turn), None)
    if lasting is not None:
        yield "agreements", f"`{lasting.id}` has `each turn`", lasting.place
    elif exercise.common is not None and exercise.common.each_turn:
        yield "agreements", "agreements have `each turn`", exercise.common.place
    ends = next((each for each in exercise.agreements.values() if (each.lasts or each.notice) is not None), None)
    if ends is not None:
        how = "lasts so long" if ends.lasts is not None else "can be left by `notice`"
        yield "expiry", f"`{ends.id}` {how}, and ends there", ends.place
    rests = next((said.sentence for said in case.found.said if isinstance(said.sentence, Suspend)), None)
    if rests is not None:
        yield "resume", f"`{rests.text}` ends by itself", rests.place
