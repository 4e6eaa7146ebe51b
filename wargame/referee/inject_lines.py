"""The white cell's list of injects: what is planned and due, put off, delivered, skipped."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.msel import Inject
from wargame.exercise.punctuation import titled
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.scenario_time import due_words
from wargame.referee.state import State
from wargame.referee.views import InjectLine


def inject_lines(exercise: Exercise, state: State) -> tuple[InjectLine, ...]:
    """Return every inject of the exercise as it stands, in listed order."""
    read = None
    if any(_asks(inject) and inject.id not in state.injects for inject in exercise.injects):
        read = Circumstances(exercise, Columns([state]), {})
    return tuple(_line(exercise, state, inject, read) for inject in exercise.injects)


def _asks(inject: Inject) -> bool:
    return inject.when is not None or inject.block.condition is not None


def _line(exercise: Exercise, state: State, inject: Inject, read: Circumstances | None) -> InjectLine:
    spent = inject.id in state.injects
    deferred = state.deferred.get(inject.id, 0)
    waits = not spent and state.turn < deferred
    condition = inject.block.condition
    holds = spent or condition is None or read is None or bool(read.truth(condition)[0])
    aim = exercise.objectives.get(inject.objective)
    return InjectLine(
        inject=inject.id,
        number=inject.number,
        headline=inject.headline,
        text=inject.text,
        due=due_words(exercise, inject),
        status=state.injects.get(inject.id, "put off" if waits else "planned"),
        sender=inject.sender,
        to=inject.to,
        means=inject.means,
        expected=inject.expected,
        hint=inject.hint,
        turn=inject.due_turn or 0,
        minute=inject.due_minute,
        read_aloud=inject.read_aloud,
        success=inject.success,
        red_flag=inject.red_flag,
        questions=inject.questions,
        attachment=inject.attachment,
        deferred=deferred if waits else 0,
        due_now=not spent and not waits and _has_come(state, inject, read),
        needs=condition.text if condition is not None and not spent else "",
        needs_hold=holds,
        must=inject.must,
        objective=titled(aim.id, aim.text) if aim is not None else inject.objective,
    )


def _has_come(state: State, inject: Inject, read: Circumstances | None) -> bool:
    """Return whether the turn has come in which it is due, and what it waits for holds."""
    if not state.turn or state.ending is not None or (inject.due_turn is None and inject.when is None):
        return False
    if inject.due_turn is not None and state.turn < inject.due_turn:
        return False
    return inject.when is None or (read is not None and bool(read.truth(inject.when)[0]))
