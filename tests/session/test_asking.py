"""What the facilitator adds in play goes through the checker before anything is recorded."""

from __future__ import annotations

import pytest

from tests.session.playing import play_to
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import Add
from wargame.referee.turn import TakeOrders
from wargame.session.conduct import Session
from wargame.session.errors import NotUnderstood


@pytest.fixture
def taking(water: Exercise) -> Session:
    session = Session.in_memory(water, "added")
    play_to(session, TakeOrders)
    return session


def test_an_improvised_sentence_that_could_divide_by_zero_is_refused_with_its_place(taking: Session) -> None:
    before = len(taking.history.entries)
    with pytest.raises(NotUnderstood, match=r"improvised:2:14: WG304 the divisor can be zero"):
        taking.improvise("hills", "A gift", ["anger -1", "trust +10 / (anger - 3)"], "They asked.")
    assert len(taking.history.entries) == before


def test_so_is_one_that_is_added_to_a_ruling(taking: Session) -> None:
    taking.improvise("hills", "A gift", ["anger -1"], "They asked.")
    with pytest.raises(NotUnderstood, match="added:1:14: WG304"):
        taking.adjust(Add("trust +10 / (anger - 3)", "Why not"))
    taking.adjust(Add("trust +10 / max(1, anger)", "Why not"))
    taking.commit()
    assert taking.state.tracks["anger"] >= 0


def test_what_is_only_hardly_meant_is_carried_out(taking: Session) -> None:
    taking.improvise("", "A flood", ["anger +99"], "The facilitator is never refused.")
    taking.commit()
    assert taking.state.tracks["anger"] == 6  # rises at most 3 a turn
