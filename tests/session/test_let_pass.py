"""The white cell is never refused: a text is signed although not all holds for it, and the log says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.exercise.reader import read
from wargame.referee.pacts import BY_THE_WHITE_CELL
from wargame.referee.turn import RuleSigning, RunItem, TakeSignatures
from wargame.referee.views import TextOffer
from wargame.referee.visibility import text_offer
from wargame.review.timeline import Timeline
from wargame.review.wording import entry_title
from wargame.session.conduct import Session
from wargame.session.entries import NoteTaken
from wargame.session.errors import NotNow
from wargame.session.verification import verify

WHY = "The room wants to see what comes of it"
TEXT = "yongbyon_freeze"


@pytest.fixture(scope="module")
def korea() -> Exercise:
    return read("korea", paths.read_exercise(paths.shipped("exercises") / "korea"))


@pytest.fixture
def session(korea: Exercise, tmp_path: Path) -> Session:
    made = Session.create(tmp_path / "k.wargame", korea, seed="x", data=tmp_path / "data")
    made.start()
    while comes_next(made) is not TakeSignatures:
        made.propose()
        made.commit()
    return made


def comes_next(session: Session) -> type:
    return type(session.next_thing)


def test_a_text_that_cannot_be_signed_is_let_pass_with_a_reason_and_comes_into_force(session: Session) -> None:
    with pytest.raises(NotNow, match="cannot be signed now"):
        session.sign("us", TEXT)
    before = session.state
    session.let_pass(TEXT, WHY)
    note = session.history.entries[-1].body
    assert isinstance(note, NoteTaken)
    assert (note.text, note.about) == (WHY, len(session.history.entries) - 1)
    assert session.step_back_name() == "letting 'Production cap at Yongbyon' pass"
    session.sign("us", TEXT)
    session.sign("dprk", TEXT)
    assert comes_next(session) is RuleSigning
    session.propose()
    ruling = session.proposal
    assert ruling is not None
    failed = [check for check in ruling.checks if not check.holds]
    assert failed
    assert all(check.waived for check in failed)
    session.commit()
    assert session.state.pacts[TEXT].status == "in force"
    for _ in range(4):
        session.step_back()
    assert session.state == before
    path = session.path
    session.close()
    assert path is not None
    found = verify(path, data=path.parent / "data")
    assert (found.problems, found.differences) == ((), ())
    assert Session.open(path, data=path.parent / "data").state == before


def test_other_terms_are_another_text(session: Session) -> None:
    session.let_pass(TEXT, WHY, {"relief": 1})
    with pytest.raises(NotNow):
        session.sign("us", TEXT, {"relief": 2})
    session.sign("us", TEXT, {"relief": 1})


def text_of(session: Session, seat: str) -> TextOffer:
    return next(one for one in session.seat_view(seat).texts if one.agreement == TEXT)


def test_a_seat_can_sign_what_was_let_pass_on_its_own_page_and_only_with_those_terms(session: Session) -> None:
    assert not text_of(session, "us").possible
    session.let_pass(TEXT, WHY, {"relief": 1})
    for seat in ("us", "dprk"):
        text = text_of(session, seat)
        assert text.possible
        assert [reason for reason in text.reasons if not reason.holds] == []
        assert any(reason.text.endswith("let pass by the white cell") for reason in text.reasons)
        assert text.missing == ()
        assert WHY not in repr(text)
    same = text_offer(session.exercise, session.state, "us", TEXT, {"relief": 1})
    other = text_offer(session.exercise, session.state, "us", TEXT, {"relief": 2})
    assert same is not None
    assert other is not None
    assert same.possible
    assert not other.possible


def test_nobody_else_learns_of_it(session: Session, korea: Exercise) -> None:
    session.let_pass(TEXT, WHY)
    entry = session.history.entries[-2]
    assert entry.seen_by == ()
    for audience in (*korea.actors, EVERYBODY):
        rows = Timeline(korea, session.history, audience).rows(len(session.history.entries))
        assert WHY not in repr(rows)
        assert "pass" not in repr([row.title for row in rows])
    assert "White cell lets Production cap at Yongbyon pass" in entry_title(korea, entry, session.history.entries)
    assert session.white_cell_view().texts[0].signed == ()


def test_it_is_refused_only_where_nothing_is_signed(session: Session) -> None:
    with pytest.raises(NotNow, match="no text called"):
        session.let_pass("nonsense", WHY)
    session.close_signing()
    assert comes_next(session) is RunItem
    with pytest.raises(NotNow, match="can be signed now"):
        session.let_pass(TEXT, WHY)


def test_what_the_white_cell_lets_pass_is_no_signature_to_be_taken_back(session: Session) -> None:
    session.let_pass(TEXT, WHY)
    with pytest.raises(NotNow, match="The white cell is no party to"):
        session.take_back_signature(BY_THE_WHITE_CELL, TEXT)
