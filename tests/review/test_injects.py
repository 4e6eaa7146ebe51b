"""What became of each inject and why, and what one would do."""

from __future__ import annotations

import pytest

from tests.review.conftest import on
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import Add
from wargame.referee.turn import TakeOrders
from wargame.review.injects import MADE_UP, inject_steps, made_up, outlook
from wargame.review.timeline import rows
from wargame.session.conduct import Session


@pytest.fixture
def taking(session: Session) -> Session:
    while not isinstance(session.next_thing, TakeOrders):
        on(session)
    return session


def test_what_play_did_has_its_reason(played: Session) -> None:
    steps = inject_steps(played.exercise, played.history)
    assert [step.what for step in steps["dry_spring"]] == ["Delivered in the course of play"]
    assert steps["dry_spring"][0].turn == 1
    assert steps["dry_spring"][0].stands


def test_an_inject_whose_condition_fails_says_which(session: Session) -> None:
    while session.state.turn < 3 and not session.ended:
        if isinstance(session.next_thing, TakeOrders):
            session.close_orders()
        else:
            session.propose()
            session.commit()
    (skipped,) = inject_steps(session.exercise, session.history)["envoy_seen"]
    assert skipped.what == "Skipped"
    assert skipped.reason.startswith("not met")


def test_what_the_facilitator_did_has_the_reason_given(taking: Session) -> None:
    taking.defer_inject("harvest", 3, "Let them talk first.")
    taking.deliver_inject("strike", "They ask for the union.")
    taking.adjust(Add("anger +1", "The mood"))
    taking.commit()
    taking.skip_inject("riot_news", "Enough of it.")
    steps = inject_steps(taking.exercise, taking.history)
    told = {name: [(step.what, step.reason) for step in steps[name]] for name in ("harvest", "strike", "riot_news")}
    assert told == {
        "harvest": [("Put off to season 3", "Let them talk first.")],
        "strike": [("Delivered by the white cell", "They ask for the union.")],
        "riot_news": [("Skipped", "Enough of it.")],
    }


def test_what_was_stepped_back_from_is_kept_and_marked(taking: Session) -> None:
    taking.skip_inject("harvest", "No time.")
    at = len(taking.history.entries)
    taking.step_back()
    taking.skip_inject("harvest", "No time at all.")
    found = inject_steps(taking.exercise, taking.history)["harvest"]
    assert [(step.reason, step.stands) for step in found] == [("No time.", False), ("No time at all.", True)]
    then = inject_steps(taking.exercise, taking.history, at)["harvest"]
    assert [(step.reason, step.stands) for step in then] == [("No time.", True)]


def test_an_inject_made_up_on_the_spot_is_among_the_delivered(taking: Session) -> None:
    taking.improvise_inject("A barge runs aground", "It blocks the lock.", ("harbour",), sender="Lock keeper",
                            reason="They are bored.")  # fmt: skip
    assert made_up(taking.history) == ()
    seq = taking.commit()[0].seq
    (line,) = made_up(taking.history)
    assert (line.inject, line.headline, line.to, line.sender, line.status) == (
        f"{MADE_UP}{seq}", "A barge runs aground", ("harbour",), "Lock keeper", "delivered",
    )  # fmt: skip
    (step,) = inject_steps(taking.exercise, taking.history)[line.inject]
    assert (step.what, step.reason) == ("Made up on the spot", "They are bored.")
    taking.step_back()
    assert made_up(taking.history) == ()


def test_what_an_inject_would_do(water: Exercise, taking: Session) -> None:
    before = taking.state
    fixed = outlook(water, before, "strike")
    assert not fixed.open
    assert ["Debt" in line.text for line in fixed.lines] == [True]
    rolled = outlook(water, before, "harvest")
    assert rolled.open
    assert [line.text for line in rolled.lines] == [
        "Roll 1d6:", "1 to 3: 5 in 10 (50%, roughly even)", "Grain stores −8",
        "4 to 6: 5 in 10 (50%, roughly even)", "Grain stores +5",
    ]  # fmt: skip
    assert outlook(water, before, "dry_spring").lines == ()
    assert outlook(water, before, "nothing").lines == ()
    assert taking.state is before


def test_an_inject_that_is_put_off_is_planned_for_its_new_turn(taking: Session) -> None:
    def planned() -> dict[str, int]:
        found = rows(taking.exercise, taking.history)
        return {row.title: row.turn for row in found if row.mark == "planned"}

    assert planned()["The harvest"] == 2
    taking.defer_inject("harvest", 3, "Later.")
    assert planned()["The harvest"] == 3


def test_the_list_says_how_each_stands(taking: Session) -> None:
    lines = {line.inject: line for line in taking.white_cell_view().injects}
    assert lines["dry_spring"].status == "delivered"
    assert lines["dry_spring"].objective.startswith("O1: ")
    assert not lines["harvest"].must
    assert not lines["harvest"].due_now
    assert (lines["envoy_seen"].needs, lines["envoy_seen"].needs_hold) == ("flag(envoy_sent)", False)
    taking.defer_inject("envoy_seen", 3, "Later.")
    put_off = {line.inject: line for line in taking.white_cell_view().injects}["envoy_seen"]
    assert (put_off.status, put_off.deferred, put_off.due_now) == ("put off", 3, False)


def test_a_conditional_inject_is_due_when_what_it_waits_for_holds(taking: Session) -> None:
    def strike() -> bool:
        return {line.inject: line for line in taking.white_cell_view().injects}["strike"].due_now

    assert not strike()
    taking.correct("harbour.support", 30, "to see")
    assert strike()
