"""A timeline that is kept says what one made anew would say, at every step."""

from __future__ import annotations

from tests.review.conftest import on
from wargame.review.timeline import Timeline, rows
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL

AUDIENCES = (WHITE_CELL, "all", "harbour", "hills")


def test_kept_and_fresh_timelines_agree_while_play_goes_back_and_forth(session: Session) -> None:
    kept = {audience: Timeline(session.exercise, session.history, audience) for audience in AUDIENCES}
    done = 0
    while not session.ended:
        on(session)
        done += 1
        if done % 5 == 0:
            session.step_back()
            session.note("Once more.")
            on(session)
        for audience, timeline in kept.items():
            assert timeline.rows() == rows(session.exercise, session.history, audience)
    for audience, timeline in kept.items():
        for at in range(len(session.history.entries) + 1):
            assert timeline.rows(at) == rows(session.exercise, session.history, audience, at)
