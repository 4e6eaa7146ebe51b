"""The checker: one small exercise with nothing wrong, and what is said once something is."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.exercise.check import check
from wargame.exercise.check_rolls import Stretch, gaps, overlaps
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import examine, read
from wargame.exercise.spans import Span

SCENARIO = """\
rulebook: 1
title: Two towns
version: 1.0
synopsis: A short one.
turns: {count: 4, called: month}
actors:
  blue: {name: Blue Town, moves a turn: 1}
  red: {name: Red Town, moves a turn: 1}
phases:
  news: {minutes: 5, does: [income, delayed effects, injects]}
  orders: {minutes: 10, who: all, does: [orders], orders: sealed}
  ruling: {minutes: 10, does: [adjudication]}
  after: {minutes: 5, does: [drift, triggers, expiry]}
tracks:
  tension: {name: Tension, for: world, range: 1..10, start: 4}
  stock: {name: Stock, for: red, range: 0..100, start: 30, seen by: [red]}
  mood: {name: Mood, for: blue.red, range: 0..100, start: 30}
  purse: {name: Purse, for: actor, range: 0..6, start: 2, income: 1}
derived:
  heat: tension + stock / 10
flags: [gesture]
"""

RULEBOOK = """\
rulebook: 1
tables:
  odds: {by: tension, 3 or less: 10%, 4 to 7: 30%, 8 or more: 50%}
rolls:
  contest: {dice: 2d6, modifiers at most: 2, outcomes: {fail: 6 or less, full: 7 or more}}
moves:
  talk:
    name: Talk to them
    by: [blue, red]
    target: others
    cost: 1 purse
    allowed if: tension <= 8
    effects: [flag gesture for 2 turns, me.target.mood +2 after 1 turn]
    roll: contest
    modifiers: [+1 if mood >= 40 because they listen]
    outcomes: {fail: [tension +1], full: [tension -1]}
  hide:
    name: Hide the grain
    by: [red]
    seen: when detected
    effects: [stock +5]
    detected: {chance: odds, effects: [tension +1]}
steps:
  drift:
    if: heat >= 6
    effects: [mood -1]
triggers:
  alarm: {when: tension >= 8 and flag(gesture), effects: [tension -1]}
endings:
  war: {at once: true, when: tension >= 10}
  peace: {when: mood >= 60}
  drift: {otherwise: true}
"""

MSEL = """\
rulebook: 1
injects:
  storm: {due: turn 2, headline: A storm, text: It rains., expected: They talk., if: tension >= 3, effects: [mood -1]}
"""

PUBLIC = "# Two towns\n\nEverybody knows that the river is low and that the mills stand still since May.\n"
RED = "# For Red Town only\n\nThe granary by the old bridge holds twice what the council has been told.\n"


def texts(**changed: str) -> dict[str, str]:
    """Return the exercise, with files replaced: `rulebook=…`."""
    files = {
        "scenario.yaml": changed.get("scenario", SCENARIO),
        "rulebook.yaml": changed.get("rulebook", RULEBOOK),
        "msel.yaml": changed.get("msel", MSEL),
        "briefings/public.md": changed.get("public", PUBLIC),
        "briefings/red.md": changed.get("red", RED),
    }
    return {name: text for name, text in files.items() if text}


def complaints(**changed: str) -> list[Complaint]:
    exercise, found = examine("towns", texts(**changed))
    assert exercise is not None, found
    return [*found, *check(exercise)]


def edit(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def test_nothing_is_wrong_with_the_small_exercise() -> None:
    assert complaints() == []


ERRORS = [
    (Code.DIVISOR_ZERO, "scenario", "stock / 10", "10 / stock", "stock"),
    (Code.OUTCOME_GAP, "rulebook", "full: 7 or more", "full: 8 or more", "2d6"),
    (Code.OUTCOME_OVERLAP, "rulebook", "full: 7 or more", "full: 6 or more", "full: [tension -1]"),
    (Code.TABLE_GAP, "rulebook", "4 to 7: 30%", "4 to 6: 30%", "odds:"),
    (Code.TABLE_GAP, "rulebook", "8 or more: 50%", "8 to 9: 50%", "odds:"),
    (Code.TABLE_OVERLAP, "rulebook", "4 to 7: 30%", "3 to 7: 30%", "odds:"),
    (Code.CHANCE_RANGE, "rulebook", "chance: odds", "chance: 35", "35"),
    (Code.CHANCE_RANGE, "rulebook", "chance: odds", "chance: odds, modifiers: [+15 because of the moon]", "+15"),
    (Code.NOT_IN_DOES, "scenario", "income, delayed effects, injects", "delayed effects, injects", "purse:"),
    (Code.NOT_IN_DOES, "scenario", "income, delayed effects, injects", "income, injects", "me.target.mood +2 after"),
    (Code.NOT_IN_DOES, "scenario", "income, delayed effects, injects", "income, delayed effects", "storm:"),
    (Code.NOT_IN_DOES, "scenario", "does: [orders], ", "does: [], ", "talk:"),
    (Code.NOT_IN_DOES, "scenario", "does: [adjudication]", "does: []", "orders: {minutes"),
    (Code.NOT_IN_DOES, "scenario", "[drift, triggers, expiry]", "[drift, expiry]", "alarm:"),
    (Code.NOT_IN_DOES, "scenario", "[drift, triggers, expiry]", "[drift, triggers]", "flag gesture for 2"),
    (Code.READS_HIDDEN, "rulebook", "allowed if: tension <= 8", "allowed if: stock >= 3 or tension <= 8", "stock >= 3"),
    (Code.READS_HIDDEN, "rulebook", "allowed if: tension <= 8", "allowed if: heat <= 8", "heat <= 8"),
    (Code.READS_HIDDEN, "rulebook", "allowed if: tension <= 8", "allowed if: not played(red, hide)", "played(red"),
    (Code.NO_SUCH_TRACK, "rulebook", "target: others", "target: any", "me.target.mood"),
]

WARNINGS = [
    (
        Code.NOT_IN_DOES,
        "scenario",
        """  orders: {minutes: 10, who: all, does: [orders], orders: sealed}
  ruling: {minutes: 10, does: [adjudication]}
""",
        """  ruling: {minutes: 10, does: [adjudication]}
  orders: {minutes: 10, who: all, does: [orders], orders: sealed}
""",
        "orders: {minutes",
    ),
    (Code.EFFECT_TOO_LARGE, "rulebook", "[stock +5]", "[stock +500]", "stock +500"),
    (Code.EFFECT_TOO_LARGE, "rulebook", "[stock +5]", "[stock to 200]", "stock to 200"),
    (Code.TOO_LATE, "rulebook", "after 1 turn", "after 4 turns", "me.target.mood +2"),
    (Code.TOO_LATE, "msel", "[mood -1]", "[mood -1 after 3 turns]", "mood -1"),
    (Code.FRACTIONS, "rulebook", "dice: 2d6", "dice: 2d6 + tension / 10", "2d6 +"),
    (Code.FRACTIONS, "rulebook", "by: tension, ", "by: tension / 2, ", "tension / 2"),
    (Code.NEGATIVE_COST, "rulebook", "cost: 1 purse", "cost: 3 - tension purse", "3 - tension"),
    (Code.DEAD_OUTCOME, "rulebook", "6 or less, full: 7 or more", "16 or less, full: 17 or more", "full: [tension -1]"),
    (Code.ALWAYS_TRUE, "rulebook", "if: heat >= 6", "if: heat >= 1", "heat >= 1"),
    (Code.ALWAYS_FALSE, "rulebook", "if: heat >= 6", "if: heat >= 60", "heat >= 60"),
    (Code.ALWAYS_FALSE, "rulebook", "tension >= 8 and", "tension >= 8 and turn > 4 and", "tension >= 8 and turn"),
    (Code.ALWAYS_TRUE, "rulebook", "tension >= 8 and", "tension >= 8 and turn <= 4 and", "turn <= 4"),
    (Code.ALWAYS_TRUE, "rulebook", "if mood >= 40 because", "if mood <= 100 because", "mood <= 100"),
    (Code.DEAD_MOVE, "rulebook", "allowed if: tension <= 8", "allowed if: tension > 10", "talk:"),
    (Code.DEAD_MOVE, "rulebook", "cost: 1 purse", "cost: 7 purse", "talk:"),
    (Code.DEAD_MOVE, "scenario", "Red Town, moves a turn: 1", "Red Town, moves a turn: 0", "hide:"),
    (Code.DEAD_MOVE, "scenario", "who: all, does: [orders]", "who: [blue], does: [orders]", "hide:"),
    (Code.DEAD_ENDING, "rulebook", "when: mood >= 60", "when: mood > 100", "peace:"),
    (Code.DEAD_ENDING, "rulebook", "when: mood >= 60", "when: tension >= 10 and mood >= 60", "peace:"),
    (Code.DEAD_INJECT, "msel", "if: tension >= 3", "if: tension > 10", "storm:"),
    (Code.DEAD_INJECT, "msel", "due: turn 2", "when: tension > 10", "storm:"),
    (Code.DEAD_INJECT, "msel", "due: turn 2, ", "", "storm:"),
    (Code.NO_OTHERWISE, "rulebook", "  drift: {otherwise: true}\n", "", "peace:"),
    (Code.NEVER_CHANGED, "rulebook", "[stock +5]", "[tension +1]", "stock:"),
    (Code.NEVER_READ, "scenario", "tension + stock / 10", "tension", "stock:"),
    (Code.FLAG_UNUSED, "scenario", "[gesture]", "[gesture, lost]", "lost"),
    (Code.UNUSED, "rulebook", "chance: odds", "chance: 20%", "odds:"),
    (Code.STEP_UNUSED, "scenario", "[drift, triggers, expiry]", "[triggers, expiry]", "drift:"),
    (Code.DONE_TWICE, "scenario", "does: [adjudication]", "does: [adjudication, income]", "news:"),
    (Code.MINUTES, "scenario", "minutes: 5, does: [drift", "minutes: 500, does: [drift", "after:"),
    (Code.NO_BECAUSE, "rulebook", " because they listen", "", "+1 if mood"),
    (Code.NO_EXPECTED_ACTION, "msel", "expected: They talk., ", "", "storm:"),
    (Code.TOO_LONG_FOR_PANEL, "msel", "It rains.", "It rains. " * 90, "storm:"),
    (Code.SECRET_IN_PUBLIC, "msel", "It rains.", RED.splitlines()[2], "storm:"),
    (Code.SECRET_IN_PUBLIC, "public", "the river is low", "some will hide the grain", "# Two towns"),
]


@pytest.mark.parametrize(
    ("severity", "code", "file", "old", "new", "at"),
    [(Severity.ERROR, *case) for case in ERRORS] + [(Severity.WARNING, *case) for case in WARNINGS],
)
def test_one_thing_wrong_is_found_at_its_place(
    severity: Severity, code: Code, file: str, old: str, new: str, at: str
) -> None:
    before = {"scenario": SCENARIO, "rulebook": RULEBOOK, "msel": MSEL, "public": PUBLIC}
    changed = {file: edit(before[file], old, new)}
    found = [complaint for complaint in complaints(**changed) if complaint.code == code]
    assert found, f"{code} was not found"
    assert {complaint.severity for complaint in found} == {severity}
    files = texts(**changed)
    pointed_at = [
        files[place.file].splitlines()[place.line - 1][place.column - 1 :] for place in (one.place for one in found)
    ]
    assert any(text.startswith(at) for text in pointed_at), pointed_at


HALL = "The second hall inside the mountain was never declared."


@pytest.mark.parametrize(
    ("kept", "where"),
    [
        ("card", "the card `red.posture`"),
        ("inject", "the inject `cable`, which is not for all,"),
        ("briefing", "the briefing of red"),
    ],
)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("scenario", "synopsis: A short one.", f"synopsis: {HALL}"),
        ("scenario", "blue: {name: Blue Town,", f"blue: {{name: Blue Town, aim: {HALL},"),
        ("scenario", "orders: {minutes: 10,", f"orders: {{says: {HALL}, minutes: 10,"),
        ("msel", "text: It rains.,", f"text: It rains., read aloud: {HALL},"),
        ("rulebook", "alarm: {when:", f"alarm: {{say: {HALL}, when:"),
        ("rulebook", "fail: [tension +1],", f"fail: {{say: {HALL}, effects: [tension +1]}},"),
        ("rulebook", "peace: {when:", f"peace: {{say: {HALL}, when:"),
        ("rulebook", "    name: Talk to them\n", f"    name: Talk to them\n    text: {HALL}\n"),
    ],
)
def test_private_words_must_not_be_said_in_public(kept: str, where: str, file: str, old: str, new: str) -> None:
    written = {"scenario": SCENARIO, "rulebook": RULEBOOK, "msel": MSEL, "red": RED}
    if kept == "card":
        card = f"cards: {{posture: {{for: red, chosen: {{dealer: {HALL}, hawk: Wait.}}}}}}\n"
        written["scenario"] = edit(SCENARIO, "flags:", f"{card}flags:")
        written["rulebook"] = edit(RULEBOOK, "    effects: [mood -1]", "    effects: [mood -1 if red.posture is hawk]")
    elif kept == "inject":
        cable = f"  cable: {{due: turn 1, to: [red], headline: A cable, text: {HALL}, expected: They keep quiet.}}\n"
        written["msel"] = f"{MSEL}{cable}"
    else:
        written["red"] = f"{RED}\n{HALL}\n"
    assert complaints(**written) == []
    (found,) = complaints(**written | {file: edit(written[file], old, new)})
    assert found.code == Code.SECRET_IN_PUBLIC
    assert found.message.startswith(f"a sentence from {where} stands in a text for everybody: `the second hall")


def only(code: Code, **changed: str) -> Complaint:
    found = [complaint for complaint in complaints(**changed) if complaint.code == code]
    assert len(found) == 1, found
    return found[0]


def test_a_complaint_says_how_far_the_values_go() -> None:
    found = only(Code.ALWAYS_FALSE, rulebook=edit(RULEBOOK, "if: heat >= 6", "if: heat >= 60"))
    assert found.message == "`heat >= 60` is never true"
    assert found.suggestion == "`heat` lies between 4 and 20"


def test_what_no_rule_can_bring_about_counts_as_impossible() -> None:
    # Nothing lifts the tension above its start any more, so war cannot come.
    calm = RULEBOOK.replace("[tension +1]", "[tension at most 3]")
    assert only(Code.DEAD_ENDING, rulebook=calm).message == "the ending `war` cannot be reached"
    # A cap that no step may break does the same.
    capped = edit(SCENARIO, "range: 1..10, start: 4", "range: 1..10, start: 4, stops at: 9")
    assert only(Code.DEAD_ENDING, scenario=capped).message == "the ending `war` cannot be reached"
    free = edit(SCENARIO, "range: 1..10, start: 4", "range: 1..10, start: 4, stops at: 9, except: [drift]")
    lifting = edit(RULEBOOK, "effects: [mood -1]", "effects: [tension +1]")
    assert Code.DEAD_ENDING not in {found.code for found in complaints(scenario=free, rulebook=lifting)}


def test_a_flag_nobody_raises_is_told_once_and_not_again_with_every_condition() -> None:
    silent = edit(RULEBOOK, "flag gesture for 2 turns, ", "")
    found = complaints(rulebook=silent)
    assert [complaint.code for complaint in found] == [Code.FLAG_UNUSED]
    assert found[0].place == Place("scenario.yaml", 21, 9)


def test_a_track_is_told_once_for_all_its_owners() -> None:
    scenario = edit(SCENARIO, "  purse:", "  idle: {name: Idle, for: actor, range: 0..6, start: 2}\n  purse:")
    found = [complaint for complaint in complaints(scenario=scenario) if "`idle`" in complaint.message]
    assert [complaint.code for complaint in found] == [Code.NEVER_CHANGED, Code.NEVER_READ]


def test_an_actor_may_read_its_own_secret_in_allowed_if() -> None:
    seen = "    seen: when detected\n"
    rulebook = edit(RULEBOOK, seen, f"{seen}    allowed if: stock >= 33\n")
    assert complaints(rulebook=rulebook) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effects: [stock +5]", "effects: [stock +5, flag hidden]"),
        ("effects: [stock +5]", "effects: [stock +5, {if: tension >= 5, effects: [flag hidden]}]"),
        (
            "alarm: {when: tension >= 8 and flag(gesture), effects: [",
            "alarm: {when: stock >= 50, effects: [flag hidden, ",
        ),
        (
            "alarm: {when: tension >= 8 and flag(gesture), effects: [",
            "alarm: {when: heat >= 9, effects: [flag hidden, ",
        ),
        ("    effects: [mood -1]", "    effects: [flag hidden if stock >= 50]"),
    ],
)
def test_a_flag_that_is_raised_out_of_sight_should_not_be_read_in_allowed_if(old: str, new: str) -> None:
    scenario = edit(SCENARIO, "[gesture]", "[gesture, hidden]")
    asking = edit(edit(RULEBOOK, "allowed if: tension <= 8", "allowed if: not flag(hidden)"), old, new)
    found = [one for one in complaints(scenario=scenario, rulebook=asking) if one.code == Code.READS_HIDDEN]
    assert [(one.severity, one.message) for one in found] == [
        (Severity.WARNING, "`allowed if` reads the flag `hidden`, which blue cannot see")
    ]
    seen = edit(SCENARIO, "[gesture]", "[gesture, hidden]").replace("seen by: [red]", "seen by: all")
    known = edit(
        asking.replace("    seen: when detected\n", ""), "    detected: {chance: odds, effects: [tension +1]}\n", ""
    )
    assert not [one for one in complaints(scenario=seen, rulebook=known) if one.code == Code.READS_HIDDEN]


def test_a_modifier_counts_only_as_far_as_its_cap() -> None:
    wild = edit(RULEBOOK, "+1 if mood >= 40", "+40 if mood >= 40")
    tight = edit(wild, "fail: 6 or less, full: 7 or more", "fail: 6 or less, full: 7 to 14")
    assert [complaint.code for complaint in complaints(rulebook=tight)] == []
    loose = edit(tight, "modifiers at most: 2, ", "")
    assert only(Code.OUTCOME_GAP, rulebook=loose).message == "a total of 15 has no outcome"


def test_complaints_come_in_the_order_of_the_files() -> None:
    broken = edit(edit(RULEBOOK, " because they listen", ""), "if: heat >= 6", "if: heat >= 1")
    found = check(read("towns", texts(rulebook=broken, msel=edit(MSEL, "expected: They talk., ", ""))))
    assert len(found) == 3
    assert list(found) == sorted(found)


def test_the_exercise_that_uses_everything_has_no_errors(water: Exercise) -> None:
    assert [str(found) for found in check(water) if found.severity is Severity.ERROR] == []


SHIPPED = sorted(path.parent for path in (Path(__file__).parents[2] / "exercises").glob("*/scenario.yaml"))


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_shipped_exercises_have_nothing_wrong(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in (".yaml", ".md")}
    exercise, found = examine(folder.name, {name: path.read_text(encoding="utf-8") for name, path in files.items()})
    assert exercise is not None, found
    assert [str(complaint) for complaint in (*found, *check(exercise))] == []


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.integers(-5, 25), st.integers(0, 8), st.booleans(), st.booleans()), max_size=5),
    st.integers(-5, 20),
    st.integers(0, 10),
)
def test_gaps_and_overlaps_are_those_that_counting_finds(
    drawn: list[tuple[int, int, bool, bool]], low: int, width: int
) -> None:
    stretches = [
        Stretch(
            str(index), -math.inf if below else float(start), math.inf if above else float(start + length), Place("f")
        )
        for index, (start, length, below, above) in enumerate(drawn)
    ]
    values = range(low, low + width + 1)
    owners = {value: [each for each in stretches if each.low <= value <= each.high] for value in values}
    found = list(gaps(stretches, Span(low, low + width, whole=True)))
    assert bool(found) == any(not each for each in owners.values())
    assert all(not owners[int(value)] for value in found)
    pairs = {frozenset((one.name, other.name)) for one, other, _ in overlaps(stretches)}
    shared = {
        frozenset((one.name, other.name))
        for one in stretches
        for other in stretches
        if one is not other and one.low <= other.high and other.low <= one.high
    }
    assert pairs == shared


def test_without_ends_the_first_and_last_row_must_be_open() -> None:
    everything = Span(-math.inf, math.inf)
    closed = [Stretch("one", 1, 3, Place("f"))]
    assert list(gaps(closed, everything)) == [0, 4]
    half = [Stretch("low", -math.inf, 3, Place("f")), Stretch("high", 4, math.inf, Place("f"))]
    assert list(gaps(half, everything)) == []
    assert list(gaps([], Span(2, 12, whole=True))) == [2]
