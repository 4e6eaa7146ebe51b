"""What a rule may ask: values computed from values, and tables that go by words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.referee.playing import RULEBOOK, SCENARIO, Playing, written
from tests.referee.treaties import treaties
from wargame.exercise.check import check
from wargame.exercise.complaints import Place, Severity
from wargame.exercise.conditions import parse
from wargame.exercise.reader import examine
from wargame.exercise.vocabulary import Vocabulary
from wargame.referee import turn
from wargame.referee.batch import Batch
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns

LEVELS = 30


class Counted(dict[str, Any]):
    """The columns of the tracks, counting how often each is read."""

    def __init__(self, columns: dict[str, Any]) -> None:
        super().__init__(columns)
        self.reads = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.reads += key == "heat"
        return super().get(key, default)


def doubling(levels: int) -> Iterator[str]:
    """Yield formulas of which each says the one before twice: 2 to the power of their number, if it is not kept."""
    yield "f0: {name: F0, formula: heat}"
    for level in range(1, levels):
        yield f"f{level}: {{name: F{level}, formula: f{level - 1} + f{level - 1}}}"


def doubled(levels: int = LEVELS) -> dict[str, str]:
    derived = "derived:\n" + "\n".join(f"  {line}" for line in doubling(levels))
    return {"scenario.yaml": SCENARIO + derived + "\n", "rulebook.yaml": RULEBOOK}


def through_tables(levels: int = LEVELS) -> str:
    """Return tables of which each goes by the one before, twice."""
    rows = ["  t0: {by: heat, 0 to 2: 0, 3 or more: 1}"]
    rows += [f"  t{one}: {{by: t{one - 1} + t{one - 1}, 0: 0, 1 or more: 1}}" for one in range(1, levels)]
    return RULEBOOK + "tables:\n" + "\n".join(rows) + "\n"


def amount(exercise, text: str):
    return parse(text, Place("test"), "amount", Vocabulary.of(exercise))


@pytest.fixture
def chain():
    exercise, complaints = examine("test", doubled())
    assert not [one for one in complaints if one.severity is Severity.ERROR]
    return exercise


def test_a_chain_of_derived_values_is_gone_through_once(chain):
    columns = Columns([turn.opening(chain)])
    columns.tracks = tracks = Counted(columns.tracks)
    found = Circumstances(chain, columns, {}).number(amount(chain, f"f{LEVELS - 1}"))
    assert found.tolist() == [3.0 * 2 ** (LEVELS - 1)]
    assert tracks.reads == 1


def test_a_chain_of_tables_is_gone_through_once():
    exercise = written(through_tables())
    columns = Columns([turn.opening(exercise)])
    columns.tracks = tracks = Counted(columns.tracks)
    assert Circumstances(exercise, columns, {"me": "red"}).table(f"t{LEVELS - 1}").tolist() == [1.0]
    assert tracks.reads == 1


def test_the_checker_goes_through_a_chain_once(chain):
    assert not [one for one in check(chain) if one.code == "WG102"]


def test_each_reading_sees_what_has_changed(chain):
    batch = Batch.of(chain, turn.opening(chain), 2)
    read = Circumstances(chain, batch, {})
    assert read.amount("f1").tolist() == [6.0, 6.0]
    batch.tracks["heat"] = batch.tracks["heat"] + [0.0, 1.0]
    assert read.amount("f1").tolist() == [6.0, 8.0]


def test_a_reading_that_fails_leaves_nothing_behind(chain):
    batch = Batch.of(chain, turn.opening(chain), 1)
    read = Circumstances(chain, batch, {})
    heat = batch.tracks.pop("heat")
    with pytest.raises(KeyError):
        read.amount("f3")
    batch.tracks["heat"] = heat + 1
    assert read.amount("f3").tolist() == [32.0]


WORDED = (
    "moves:",
    """tables:
  worth: {by: this, toast: 7, base: 4}
  counted: {by: base.count, whole: 3, part: 2}
moves:""",
)


def looked_up(play: Playing, table: str, **words: str) -> float:
    return float(Circumstances(play.exercise, Columns([play.state]), words).table(table)[0])


def test_a_table_by_words_gives_nothing_for_a_word_without_a_row():
    play = Playing(treaties(WORDED))
    assert [looked_up(play, "worth", this=one) for one in ("toast", "base", "truce")] == [7.0, 4.0, 0.0]


def test_a_table_by_a_fact_gives_nothing_before_the_fact_is_set():
    play = Playing(treaties(WORDED)).to_signing().sign("truce").sign("base")
    assert looked_up(play, "counted") == 0.0
    play.to_orders().does("red", "tell")
    assert looked_up(play, "counted") == 2.0


def test_the_span_of_a_table_by_a_fact_knows_the_time_before_it_is_set():
    exercise = treaties(WORDED, ("each turn: [trust +1]", "each turn: [trust +1 / counted]"))
    assert [one.code for one in check(exercise) if one.severity is Severity.ERROR] == ["WG304"]
    safe = (WORDED[0], WORDED[1].replace("part: 2}", "part: 2, none: 1}"))
    exercise = treaties(safe, ("each turn: [trust +1]", "each turn: [trust +1 / counted]"))
    assert not [one for one in check(exercise) if one.severity is Severity.ERROR]
