"""Entries as text and back: nothing is lost, nothing foreign is let in, and the layout does not drift."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Clause
from wargame.referee import adjustment, ruling, state
from wargame.session import codec, entries
from wargame.session.errors import TooNew
from wargame.session.plain import Plain, UnreadableError

LAYOUT = Path(__file__).parent / "layout-1.txt"

FLOATS = st.floats(allow_nan=False)
WORDS = st.text(max_size=3)
st.register_type_strategy(float, FLOATS)
st.register_type_strategy(str, WORDS)

BODIES = get_args(entries.Body)


def body(cls: type) -> st.SearchStrategy[entries.Body]:
    """Any body of that class, short where it is a list."""
    return st.from_type(cls)


@pytest.mark.parametrize("cls", BODIES, ids=lambda cls: cls.__name__)
def test_what_is_written_is_read_again(cls: type) -> None:
    @settings(max_examples=8, suppress_health_check=list(HealthCheck), deadline=None, database=None)
    @given(body(cls))
    def round_trip(value: entries.Body) -> None:
        text = codec.body_text(value)
        again = codec.body_of(codec.kind_of(value), codec.VERSION, text)
        assert again == value
        assert codec.body_text(again) == text

    round_trip()


@settings(max_examples=40, deadline=None, database=None)
@given(st.from_type(ruling.Finding | adjustment.Adjustment | state.Change | ruling.Subject))  # type: ignore[arg-type]
def test_every_part_of_a_ruling_survives(value: object) -> None:
    plain = Plain(codec.NAMES)
    kind = ruling.Finding | adjustment.Adjustment | state.Change | ruling.Subject
    text = codec.canonical(plain.writer(kind)(value))
    assert plain.reader(kind)(codec.plain(text)) == value


def test_every_kind_has_a_name_of_its_own() -> None:
    assert set(codec.KINDS) == set(BODIES)
    members = {
        *get_args(state.Change), *get_args(ruling.Finding), *get_args(adjustment.Adjustment), *get_args(ruling.Subject)
    }  # fmt: skip
    assert set(codec.NAMES) == members
    assert len(set(codec.KINDS.values())) == len(codec.KINDS)
    assert len(set(codec.NAMES.values())) == len(codec.NAMES)


def layout() -> str:
    """Every class that stands in a file, with its name, fields, types and defaults."""
    inside = [Place, Clause, ruling.Check, ruling.ModifierRead, ruling.Share, ruling.Ruling, state.Order]
    inside += [state.Scheduled, state.Cursor, ruling.Choice, ruling.Asked, adjustment.Argument]
    lines = []
    for cls in [*codec.KINDS, *codec.NAMES, *inside]:
        lines.append(f"{codec.KINDS.get(cls) or codec.NAMES.get(cls) or cls.__name__}:")
        hints = get_type_hints(cls)
        for field in dataclasses.fields(cls):
            default = "" if field.default is dataclasses.MISSING else f" = {field.default!r}"
            lines.append(f"    {field.name}: {_named(hints[field.name])}{default}")
    return "\n".join(lines) + "\n"


def _named(hint: object) -> str:
    text = str(hint) if "[" in str(hint) or "|" in str(hint) else getattr(hint, "__name__", str(hint))
    for cls, name in [*codec.NAMES.items()]:
        text = text.replace(f"{cls.__module__}.{cls.__qualname__}", f"<{name}>")
    for module in ("wargame.referee.ruling.", "wargame.referee.state.", "wargame.referee.pacts.",
                   "wargame.referee.adjustment.",
                   "wargame.exercise.complaints.", "wargame.exercise.conditions.", "collections.abc."):  # fmt: skip
        text = text.replace(module, "")
    return text


def test_the_layout_of_files_already_written_stays() -> None:
    """A renamed field or a changed default would make old sessions unreadable, or read otherwise."""
    assert layout() == LAYOUT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "a"}',
        '{"text":"a","text":"b"}',
        '{"about":1.0,"text":"a"}',
        '{"about":"1","text":"a"}',
        '{"about":true,"text":"a"}',
        '{"text":NaN}',
        '{"text":"\\ud800"}',
        '{"text":"a","unknown":1}',
        '{"about":1}',
        "[]",
        "null",
        "",
        "{" * 100_000,
        '{"about":' + "9" * 5_000 + ',"text":"a"}',
    ],
    ids=lambda text: text[:24],
)
def test_what_this_program_did_not_write_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        codec.body_of("note taken", 1, text)


def test_an_unknown_kind_inside_is_refused() -> None:
    with pytest.raises(UnreadableError):
        codec.body_of("order given", 1, '{"changes":[{"is":"coup staged"}]}')
    with pytest.raises(UnreadableError):
        codec.body_of("order given", 1, '{"changes":[{"is":["x"]}]}')


@pytest.mark.parametrize(("kind", "version"), [("note taken", 2), ("seal opened", 1)])
def test_a_later_program_is_named_as_the_reason(kind: str, version: int) -> None:
    with pytest.raises(TooNew, match="newer version"):
        codec.body_of(kind, version, '{"text":"a"}')


@pytest.mark.parametrize(
    "value",
    [
        entries.NoteTaken(text=3),  # type: ignore[arg-type]
        entries.NoteTaken("a", about=1.5),  # type: ignore[arg-type]
        entries.NoteTaken("a", about=True),
        entries.NoteTaken("half a pair: \ud800"),
        entries.OrderGiven(changes=("not a change",)),  # type: ignore[arg-type]
        entries.OrderGiven((state.TrackChanged("t", 0.0, math.nan),)),
        entries.OrderGiven([state.FlagCleared("f")]),  # type: ignore[arg-type]
    ],
    ids=str,
)
def test_what_does_not_fit_its_type_is_not_written(value: entries.Body) -> None:
    with pytest.raises((TypeError, ValueError)):
        codec.body_text(value)


def test_infinity_and_the_word_for_it_stay_apart() -> None:
    clause = Clause("a", True, (("x", math.inf), ("y", "inf"), ("z", -math.inf), ("w", False), ("v", 2.0)))
    check = ruling.Check("c", True, (clause,))
    item = ruling.Ruling(ruling.ItemSubject(1, "p", "i"), (check,), (), ())
    again = codec.body_of("ruling proposed", 1, codec.body_text(entries.RulingProposed(item)))
    assert isinstance(again, entries.RulingProposed)
    assert again.ruling.checks[0].clauses[0].values == clause.values
