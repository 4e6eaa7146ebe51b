"""Verifying: what was changed is found, what a newer program rules otherwise is told apart from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.session import forging
from tests.session.playing import go_on, play_to
from wargame.referee.adjustment import Add, TakeDice
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session import entries, verification
from wargame.session.conduct import Session
from wargame.session.errors import NotASession, SessionError
from wargame.session.record import Record
from wargame.session.verification import Difference, verify


@pytest.fixture
def played(session: Session) -> Session:
    """A session with everything a person can decide in it."""
    play_to(session, TakeOrders)
    session.give_order("harbour", "send_envoy", "hills")
    session.give_order("hills", "share_water")
    session.close_orders()
    session.propose(queue=[session.state.orders[1].id])
    session.commit()
    while isinstance(session.next_thing, RuleOrder):
        if session.next_thing.order.move == "send_envoy":
            session.propose((TakeDice(1, (6, 5)),))
            session.adjust(Add("anger -1", "It was raining."))
        else:
            session.propose()
        session.commit()
    session.improvise("hills", "A feast", ["trust +1"], "The mood was good.")
    session.commit()
    session.step_back()
    go_on(session)
    session.note("Noted.")
    return session


@pytest.fixture
def path(played: Session) -> Path:
    played.close()
    assert played.path is not None
    return played.path


def test_a_session_with_every_human_decision_in_it_is_verified(played: Session, path: Path, data: Path) -> None:
    found = verify(path, data=data)
    assert found.ok
    assert (found.problems, found.differences) == ((), ())
    assert found.entries == len(played.history.entries)
    assert found.fingerprint == played.fingerprint
    assert found.rulings >= 8
    assert found.title == "Water: two towns and one river"


def test_a_fingerprint_from_the_wall_is_found_again(session: Session, data: Path) -> None:
    go_on(session)
    shown, seq = session.fingerprint, len(session.history.entries)
    go_on(session)
    session.close()
    assert session.path is not None
    assert verify(session.path, shown, data).matches == seq
    assert verify(session.path, shown[:9].upper(), data).matches == seq
    for other in ("0000-1111-2222", "", "ab"):
        found = verify(session.path, other, data) if other else None
        assert found is None or (not found.ok and "belongs to no entry" in found.problems[0])


def body(record: Record, old: str, new: str) -> Record:
    assert old in record.body
    return replace(record, body=record.body.replace(old, new))


TAMPERED: dict[str, tuple[Callable[[list[Record]], list[Record]], str]] = {
    "a note rewritten": (lambda all_: [*all_[:-2], body(all_[-2], "Noted.", "Forged"), all_[-1]], "is not the one"),
    "an entry left out": (lambda all_: [one for one in all_ if one.kind != "note taken"], "is not the one played"),
    "the end cut off": (lambda all_: all_[:-1], "has lost its end"),
    "half of it cut off": (lambda all_: all_[: len(all_) // 2], "has lost its end"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_chain_made_anew_is_told_by_this_laptops_record(path: Path, data: Path, how: str) -> None:
    change, words = TAMPERED[how]
    forging.rewritten(path, change(forging.records(path)))
    found = verify(path, data=data)
    assert not found.ok
    assert words in found.problems[0]


@pytest.mark.parametrize("how", TAMPERED)
def test_and_elsewhere_by_the_fingerprint(played: Session, path: Path, tmp_path: Path, how: str) -> None:
    forging.rewritten(path, TAMPERED[how][0](forging.records(path)))
    found = verify(path, played.fingerprint, tmp_path / "another laptop")
    assert "belongs to no entry of this file" in found.problems[0]


@pytest.mark.parametrize(
    "slip",
    [
        "UPDATE entry SET body = replace(body, 'Noted', 'Forged') WHERE kind = 'note taken'",
        "UPDATE entry SET by = 'hills' WHERE seq = 5",
        "UPDATE entry SET seen_by = '[\"all\"]' WHERE seq = 7",
        "UPDATE entry SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE seq = 5",
        "UPDATE entry SET sealed = '{}' WHERE seq = 5",
        "DELETE FROM entry WHERE seq = 6",
        "UPDATE entry SET seq = 1013 - seq WHERE seq IN (6, 7); UPDATE entry SET seq = seq - 1000 WHERE seq > 1000",
        "UPDATE entry SET hash = zeroblob(32) WHERE seq = 6",
    ],
)
def test_whatever_is_changed_breaks_the_chain_there(path: Path, data: Path, slip: str) -> None:
    forging.tables(path, slip)
    found = verify(path, data=data)
    assert not found.ok
    assert "changed or damaged after it was written, from entry" in found.problems[0]
    with pytest.raises(SessionError, match="from entry"):
        Session.open(path, data=data)


def test_a_ruling_that_the_rules_do_not_give_is_found(path: Path, tmp_path: Path) -> None:
    """Somebody with our source code changes a ruling and makes the whole chain anew."""
    whole = forging.records(path)
    at = next(at for at, one in enumerate(whole) if one.kind == "ruling proposed" and '"track changed"' in one.body)
    forged = whole[at].body.replace('"after":', '"after":1', 1)
    changed = [*whole[:at], replace(whole[at], body=forged), *whole[at + 1 :]]
    forging.rewritten(path, changed)
    found = verify(path, data=tmp_path / "another laptop")
    assert found.problems == ()
    assert found.differences == (
        Difference(at + 1, "The rules lead to something else."),
        Difference(at + 2, "What was committed is not what had been proposed."),
    )
    assert not found.ok


def test_under_other_rules_a_difference_is_listed_and_no_fault(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = forging.records(path)
    at = next(at for at, one in enumerate(whole) if one.kind == "ruling proposed" and '"track changed"' in one.body)
    forged = whole[at].body.replace('"after":', '"after":1', 1)
    forging.rewritten(path, [*whole[:at], replace(whole[at], body=forged), *whole[at + 1 :]])
    monkeypatch.setattr(verification, "RULES", entries.RULES + 1)
    found = verify(path, data=tmp_path / "another laptop")
    assert found.ok
    assert not found.same_rules
    assert len(found.differences) == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [('"seed":"a seed"', '"seed":"a sead"', "seed is not the one"), ("No rain", "No snow", "texts of the exercise")],
)
def test_seed_and_texts_are_those_whose_hash_was_shown(
    path: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    whole = forging.records(path)
    forging.rewritten(path, [body(whole[0], old, new), *whole[1:]])
    found = verify(path, data=tmp_path / "another laptop")
    assert any(words in problem for problem in found.problems)


def test_verifying_writes_nothing(path: Path, data: Path) -> None:
    before = path.read_bytes(), sorted(path.parent.rglob("*"))
    verify(path, data=data)
    assert (path.read_bytes(), sorted(path.parent.rglob("*"))) == before


def test_what_is_no_session_cannot_be_verified(tmp_path: Path) -> None:
    other = tmp_path / "other.wargame"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE a(b)")
    with pytest.raises(NotASession):
        verify(other)
