"""The chain: every field of an entry is under its hash, and every hash under the next."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from wargame.session.record import FIELDS, GENESIS, Record, chained_hash, fingerprint, follows, record_of

SESSION = "a" * 32
BARE = Record(1, "note taken", 1, "t", "h", 7, "run", "cmd", "us", "", '["all"]', 0, 0, "{}", "", GENESIS, b"")
FIRST = replace(BARE, hash=chained_hash(SESSION, BARE))


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "hash"])
def test_every_field_is_under_the_hash(name: str) -> None:
    value = getattr(FIRST, name)
    other = value + 1 if isinstance(value, int) else bytes(31) + b"x" if isinstance(value, bytes) else value + "x"
    assert chained_hash(SESSION, replace(FIRST, **{name: other})) != FIRST.hash


def test_text_cannot_move_from_one_field_to_the_next() -> None:
    assert chained_hash(SESSION, replace(BARE, run="runc", command="md")) != FIRST.hash


def test_an_entry_belongs_to_one_session_and_one_place() -> None:
    assert follows(SESSION, FIRST, 0, GENESIS)
    assert not follows("b" * 32, FIRST, 0, GENESIS)
    assert not follows(SESSION, FIRST, 1, FIRST.hash)
    assert not follows(SESSION, replace(FIRST, hash=bytes(32)), 0, GENESIS)


@pytest.mark.parametrize("at", range(len(FIELDS)))
def test_values_of_another_type_make_no_record(at: int) -> None:
    values = [getattr(FIRST, field.name) for field in fields(Record)]
    assert record_of(values) == FIRST
    values[at] = None
    assert record_of(values) is None


def test_people_compare_eight_groups_of_four() -> None:
    assert fingerprint("0123456789abcdef" * 4) == "0123-4567-89ab-cdef-0123-4567-89ab-cdef"
