"""The evaluation guide of scenario.yaml: capabilities with their targets, and the critical tasks."""

from __future__ import annotations

from collections.abc import Collection

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.definition import Capability, Task
from wargame.exercise.scenario_parts import check_objective, read_turn
from wargame.exercise.shapes_scenario import EvaluationShape
from wargame.exercise.spelling import words_of


def read_capabilities(desk: Assembly, shape: EvaluationShape, objectives: Collection[str]) -> dict[str, Capability]:
    """Return the capabilities that are evaluated, each with its target."""
    capabilities = {}
    for key, capability in shape.capabilities.items():
        if capability is None:
            continue
        check_objective(desk, capability.objective, objectives)
        capabilities[str(key)] = Capability(
            id=str(key),
            name=plain(capability.name) or words_of(key),
            objective=plain(capability.objective),
            target=plain(capability.target),
            place=key.place,
        )
    return capabilities


def read_tasks(desk: Assembly, shape: EvaluationShape, objectives: Collection[str], turns: int) -> dict[str, Task]:
    """Return the critical tasks of the evaluation guide."""
    tasks = {}
    for key, task in shape.tasks.items():
        if task is None:
            continue
        check_objective(desk, task.objective, objectives)
        if task.capability is not None and task.capability not in shape.capabilities:
            desk.unknown(task.capability, Code.UNKNOWN_REFERENCE, "capability", map(str, shape.capabilities))
        tasks[str(key)] = Task(
            id=str(key),
            objective=plain(task.objective),
            text=plain(task.task),
            place=key.place,
            evidence=None if task.evidence == "note" else desk.condition(task.evidence),
            by_turn=None if task.by is None else read_turn(desk, task.by, turns),
            throughout=task.throughout,
            capability=plain(task.capability),
        )
    return tasks
