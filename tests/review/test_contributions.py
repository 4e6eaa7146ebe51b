"""Why a track moved is told sentence by sentence, and adds up."""

from __future__ import annotations

import pytest

from tests.review.conftest import on
from wargame.exercise.definition import Exercise
from wargame.review.contributions import contribution_text, movement, movement_text
from wargame.session.conduct import Session


def test_the_contributions_add_up_for_every_track_and_every_stretch(water: Exercise, played: Session) -> None:
    ends = [played.history.state_at(0), *played.history.turn_ends, played.state]
    assert len(ends) == 5
    for track in water.tracks:
        for first in range(1, 5):
            for last in range(first, 5):
                found = movement(water, played.history, track, first, last)
                assert (found.before, found.after) == (ends[first - 1].tracks[track], ends[last].tracks[track])
                value = found.before
                for one in found.contributions:
                    assert one.before == value
                    assert first <= one.turn <= last
                    value = one.after
                assert value == found.after


def test_each_names_its_sentence_and_what_it_belongs_to(water: Exercise, played: Session) -> None:
    found = movement(water, played.history, "harbour.hills.contact")
    told = [contribution_text(water, found.track, one) for one in found.contributions]
    assert any("Send an envoy" in text and "at least 1" in text and "0 → 1 (+1)" in text for text in told), told
    assert all(one.place is not None for one in found.contributions if one.sentence)
    assert movement_text(water, found) == "Level of contact from season 1 to season 4: 0 → 1 (+1), 1 contribution"


def test_a_derived_value_is_told_by_what_it_is_made_of(water: Exercise, played: Session) -> None:
    for name in water.derived:
        found = movement(water, played.history, name)
        assert found.before + sum(one.delta for one in found.contributions) == pytest.approx(found.after)


def test_what_was_stepped_back_from_is_not_told(water: Exercise, session: Session) -> None:
    while session.state.turn < 2:
        on(session)
    session.improvise("hills", "A feast", ["anger +1"], "it was a good year")
    session.commit()
    there = movement(water, session.history, "anger", 2)
    last = there.contributions[-1]
    assert (last.source, last.sentence, last.delta) == ("The Hills, improvised: A feast", "Anger +1", 1)
    session.step_back()
    assert movement(water, session.history, "anger", 2).contributions == there.contributions[:-1]


def test_a_track_that_there_is_not(water: Exercise, played: Session) -> None:
    with pytest.raises(KeyError):
        movement(water, played.history, "anguish")


def test_a_track_that_did_not_move_says_so(water: Exercise, session: Session) -> None:
    found = movement(water, session.history, next(iter(water.tracks)))
    assert found.contributions == ()
    assert "nothing changed it" in movement_text(water, found)
