"""Sentences that the facilitator adds in play are looked at like those of the rulebook."""

from __future__ import annotations

import pytest

from tests.referee.playing import RULEBOOK, written
from wargame.exercise import added
from wargame.exercise.added import complaints_about, refuse_errors, secrets_told
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Severity

MOVES = RULEBOOK.replace(
    "moves:\n", "moves:\n  buy: {name: Buy the harbour master, by: red, seen: secret, effects: [heat +1]}\n"
)


def said(*lines: str, turn: int = 1, **bound: str) -> list[tuple[str, str, int]]:
    """Return what is said of the lines: code, severity, which line."""
    found = complaints_about(written(MOVES), lines, bound, turn)
    return [(str(one.code), one.severity.value, one.place.line) for one in found]


def test_what_can_be_carried_out_is_not_remarked_on() -> None:
    assert said("heat +1", "me.gold -2 if trust >= 30", "flag met for 1 turn", "reveal heat to me", me="red") == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("heet +1", Code.UNKNOWN_NAME),
        ("me.gold +1", Code.UNBOUND_WORD),
        ("heat plus one", Code.BAD_SENTENCE),
        ("gold +1", Code.SEVERAL_OWNERS),
        ("heat +6 / (heat - 3)", Code.DIVISOR_ZERO),
        ("heat +1 if trust / heat > 2", Code.DIVISOR_ZERO),
        ("heat +1 if trust", Code.CONDITION_WANTED),
    ],
)
def test_what_cannot_is_an_error_at_its_line(line: str, code: Code) -> None:
    assert said("heat +1", line) == [(str(code), "error", 2)]


@pytest.mark.parametrize(
    ("line", "turn", "code"),
    [
        ("heat +11", 1, Code.EFFECT_TOO_LARGE),
        ("heat to 12", 1, Code.EFFECT_TOO_LARGE),
        ("heat at least trust + 11", 1, Code.EFFECT_TOO_LARGE),
        ("heat +1 after 2 turns", 2, Code.TOO_LATE),
    ],
)
def test_what_is_hardly_meant_is_a_warning(line: str, turn: int, code: Code) -> None:
    assert said(line, turn=turn) == [(str(code), "warning", 1)]


def test_a_delay_counts_from_the_turn_in_play() -> None:
    assert said("heat +1 after 2 turns", turn=1) == []


def test_only_errors_are_refused() -> None:
    exercise = written(MOVES)
    refuse_errors(complaints_about(exercise, ["heat +11"], {}, 1))
    with pytest.raises(
        ExerciseError, match=r"improvised:1:11: WG304 the divisor can be zero \(put it in `max\(1, …\)`\)"
    ):
        refuse_errors(complaints_about(exercise, ["heat +6 / trust", "heat +11"], {}, 1))


def test_a_text_for_everybody_that_tells_a_secret_is_remarked_on() -> None:
    exercise = written(MOVES)
    (told,) = secrets_told(exercise, "Somebody saw red buy the harbour master a drink.")
    assert (told.code, told.severity) == (Code.SECRET_IN_PUBLIC, Severity.WARNING)
    assert secrets_told(exercise, "Somebody saw red.") == ()


def test_where_nothing_is_added_nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far every value of an exercise goes takes longer than the ruling itself, and this is asked for each."""
    exercise = written(MOVES)
    monkeypatch.delattr(added, "declared")
    assert complaints_about(exercise, (), {"me": "red"}, 1) == ()
