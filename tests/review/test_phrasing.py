"""Conditions in words: every kind of clause, holding and not, and what has no fair words."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Clause, parse
from wargame.exercise.definition import Exercise
from wargame.exercise.vocabulary import BINDABLE, Vocabulary
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.pacts import Offer, Pact
from wargame.referee.ruling import Check
from wargame.referee.state import Carried, Cursor, Order, State
from wargame.review.phrasing import clause_words, condition_words
from wargame.review.reasons import check_text, written_text

VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"
BOUND = {"me": "south", "target": "north", "this": "ceasefire", "breaker": "south"}


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return reader.read("valley", paths.read_exercise(VALLEY))


@pytest.fixture(scope="module")
def state(valley: Exercise) -> State:
    """Month 3: a ceasefire since month 1, patrols suspended with a partial census, a fund on the table."""
    tracks = {track.id: track.start for track in valley.tracks.values()}
    shelled = [Carried(turn, Order(f"{turn}.{k}", "north", "shell", "")) for turn, k in ((2, 1), (3, 1))]
    return State(
        Cursor(3),
        tracks=tracks,
        at_turn_start=tracks,
        flags={"late": None},
        carried=tuple(shelled),
        pacts={
            "ceasefire": Pact("in force", 1, {"inspection": 1, "aid": 2}),
            "patrol": Pact("suspended", 2, {"inspection": 2, "aid": 0}, {"census": "partial"}),
        },
        offers={"fund": Offer({"inspection": 0, "aid": 0}, ("league",), 3)},
        cards={"south.measure": "by_grain"},
    )


def found(exercise: Exercise, state: State, text: str) -> Check:
    vocabulary = Vocabulary.of(exercise).binding(
        *(word for word in BINDABLE if word not in BOUND), **{word: (name,) for word, name in BOUND.items()}
    )
    condition = parse(text, Place("rulebook.yaml"), "condition", vocabulary)
    read = Circumstances(exercise, Columns([state]), BOUND)
    return Check(text, bool(read.truth(condition)[0]), condition.explain(read))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # amounts against a limit, either way round
        ("trust >= 40", "Trust is 30, at least 40 is needed"),
        ("trust > 30", "Trust is 30, more than 30 is needed"),
        ("trust <= 29.5", "Trust is 30, 29.5 or less is needed"),
        ("trust < 30", "Trust is 30, less than 30 is needed"),
        ("trust == 26", "Trust is 30, 26 is needed"),
        ("trust != 30", "Trust is 30, other than 30 is needed"),
        ("40 <= trust", "Trust is 30, at least 40 is needed"),
        ("not trust < 40", "Trust is 30, at least 40 is needed"),
        ("trust >= 20", "Trust is 30, at least 20"),
        ("trust < 50", "Trust is 30, less than 50"),
        ("trust <= 30", "Trust is 30, at most 30"),
        ("trust == 30", "Trust is 30"),
        ("trust != 31", "Trust is 30, not 31"),
        ("turn >= 4", "month is 3, at least 4 is needed"),
        ("aid_due >= 3", "Aid in force is 2, at least 3 is needed"),
        ("me.purse >= 5", "Purse (South) is 4, at least 5 is needed"),
        ("trust >= grain", "Trust is 30, at least Grain (40) is needed"),
        ("texts_a_turn >= 3", "texts a turn is 2, at least 3 is needed"),
        # how agreements stand
        ("active(ceasefire)", "Ceasefire is in force"),
        ("active(patrol)", "Joint patrols is not in force"),
        ("not active(this)", "Ceasefire is in force"),
        ("ever(patrol)", "Joint patrols was signed at some time"),
        ("ever(fund)", "A fund for the bridge was never signed"),
        ("offered(fund)", "A fund for the bridge is on the table"),
        ("offered(ceasefire)", "Ceasefire is not on the table"),
        ("active(core)", "one of Ceasefire and Joint patrols is in force"),
        ("offered(core)", "none of Ceasefire and Joint patrols is on the table"),
        ("age(ceasefire) >= 3", "Ceasefire has been in force for 2 months, at least 3 is needed"),
        ("age(patrol) >= 1", "Joint patrols is not in force"),
        # terms, facts, cards, and whom a word stands for
        ("this.inspection >= 2", "Inspection of Ceasefire is by air (1), at least on site (2) is needed"),
        ("ceasefire.aid <= 1", "Aid of Ceasefire is 2, 1 or less is needed"),
        ("patrol.census is partial", "census of Joint patrols is partial"),
        ("patrol.census is complete", "census of Joint patrols is partial, complete is needed"),
        ("not patrol.census is partial", "census of Joint patrols is partial, anything else is needed"),
        ("north.temper is proud", "temper of North is not settled, proud is needed"),
        ("south.measure is by_grain", "measure of South is by grain"),
        ("breaker is south", "the breaker is South"),
        ("breaker is north", "the breaker is South, not North"),
        ("me is south", "it is done by South"),
        ("this is core", "it is about Ceasefire"),
        # what is so, what was done
        ("flag(late)", "“Aid is late” holds"),
        ("flag(harvest)", "“The harvest is in” does not hold"),
        ("not flag(late)", "“Aid is late” holds"),
        ("played(north, shell)", "North has played “Shell the bridge” this month"),
        ("played(me, raid)", "South has not played “Raid the barns” this month"),
        ("played(any, hostile)", "somebody has made a hostile move this month"),
        ("played(any, raid)", "nobody has played “Raid the barns” this month"),
        ("times(north, shell) <= 1", "North has played “Shell the bridge” twice, 1 or less is needed"),
        ("times(north, raid) >= 1", "North has never played “Raid the barns”, at least 1 is needed"),
        ("times(any, hostile) >= 3", "hostile moves were played twice, at least 3 are needed"),
        # all agreements together
        ("count(active) >= 2", "1 agreement is in force, at least 2 are needed"),
        ("count(active and core) == 1", "1 agreement marked “core” is in force"),
        ("total(aid, active) <= 1", "aid of all agreements in force comes to 2, 1 or less is needed"),
        ("highest(inspection, active) >= 1", "the highest inspection of agreements in force is 1, at least 1"),
        # several together
        ("trust >= 20 and active(patrol)", "Joint patrols is not in force"),
        ("trust >= 40 and flag(harvest)", "Trust is 30, at least 40 is needed; “The harvest is in” does not hold"),
        ("active(ceasefire) and flag(late)", "Ceasefire is in force and “Aid is late” holds"),
        ("trust >= 40 or active(ceasefire)", "Ceasefire is in force"),
        ("active(patrol) or flag(harvest)",
         "Joint patrols is not in force and “The harvest is in” does not hold (either would do)"),
    ],
)  # fmt: skip
def test_every_kind_of_clause(valley: Exercise, state: State, text: str, words: str) -> None:
    check = found(valley, state, text)
    assert condition_words(valley, text, check.clauses, holds=check.holds, bound=BOUND) == words
    met = "met" if check.holds else "not met"
    assert check_text(valley, check, BOUND) == f"{met}: {words}"


@pytest.mark.parametrize(
    "text",
    [
        "active(patrol) or (flag(harvest) and trust >= 40)",
        "not (active(ceasefire) and flag(late))",
        "trust + tension >= 40",
        "count(active and aid > inspection + 1) >= 4",
    ],
)
def test_what_has_no_fair_words_is_told_as_it_is_written(valley: Exercise, state: State, text: str) -> None:
    check = found(valley, state, text)
    told = check_text(valley, check, BOUND)
    assert text in told
    assert "would do" not in told
    assert told.startswith(written_text(valley, check, BOUND).partition(" (")[0])


def test_checks_that_no_author_wrote_keep_their_words(valley: Exercise) -> None:
    clause = Clause("times(me, shell) == 0", holds=False, values=(("times(me, shell)", 1.0),))
    check = Check("once in the exercise", holds=False, clauses=(clause,))
    told = check_text(valley, check, {"me": "north"})
    assert told == "not met: once in the exercise (the number of “Shell the bridge” by North is 1)"


def test_a_clause_alone(valley: Exercise, state: State) -> None:
    clauses = found(valley, state, "trust >= 20 and this.inspection >= 2").clauses
    assert [clause_words(valley, clause, BOUND) for clause in clauses] == [
        "Trust is 30, at least 20",
        "Inspection of Ceasefire is by air (1), at least on site (2) is needed",
    ]
    assert clause_words(valley, Clause("no such thing", holds=True, values=())) == ""


def test_words_that_nothing_stands_for_are_told_as_written(valley: Exercise, state: State) -> None:
    check = found(valley, state, "this.inspection >= 2")
    assert check_text(valley, check) == "not met: this.inspection is by air (1), at least on site (2) is needed"
