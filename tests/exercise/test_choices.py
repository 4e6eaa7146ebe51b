"""What is chosen with a move, tracks of agreements, starts by chance, and when injects are due: read and checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.exercise.conftest import EXERCISES, texts_of
from wargame.exercise.check import check
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.conditions import parse
from wargame.exercise.definition import Exercise
from wargame.exercise.parameters import Parameter
from wargame.exercise.reader import examine, read
from wargame.exercise.starts import DrawnStart
from wargame.exercise.vocabulary import Vocabulary

HERE = Place("test")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return texts_of(EXERCISES / "strait")


@pytest.fixture(scope="module")
def strait(texts: dict[str, str]) -> Exercise:
    return read("strait", texts)


def changed(texts: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert texts[file].count(old) == 1, old
    return {**texts, file: texts[file].replace(old, new)}


def complaints(texts: dict[str, str], file: str, old: str, new: str) -> list[Complaint]:
    """Everything that is wrong once a piece is changed, errors of reading or else findings of the checker."""
    exercise, found = examine("strait", changed(texts, file, old, new))
    return [*found, *(check(exercise) if exercise is not None else ())]


# --------------------------------------------------------------------------------------------- what can be said


def test_nothing_is_wrong_with_it(strait: Exercise) -> None:
    assert check(strait) == ()


def test_a_parameter_is_a_level_or_a_word(strait: Exercise) -> None:
    level, channel = strait.rulebook.moves["patrol"].parameters.values()
    assert (level.name, level.usual, level.low, level.high) == ("How many boats", "1", 0, 3)
    assert level.names == ("none", "one", "two", "all")
    assert (channel.usual, channel.words) == ("public", {"public": "In public", "quiet": "Quietly"})
    crew = strait.rulebook.moves["sail"].parameters["crew"]
    assert (crew.usual, crew.low, crew.high, crew.shown("120")) == ("40", 0, 500, "120")


def test_what_is_not_chosen_is_as_usual(strait: Exercise) -> None:
    move = strait.rulebook.moves["patrol"]
    assert move.chosen({}) == {"level": "1", "channel": "public"}
    assert move.chosen({"channel": "quiet"}) == {"level": "1", "channel": "quiet"}
    assert move.chosen({"level": "9", "other": "x"}) == {"level": "1", "channel": "public"}


@pytest.mark.parametrize(
    ("value", "fits"),
    [("0", True), ("3", True), ("4", False), ("-1", False), ("1.0", False), ("01", False), ("+1", False), ("", False),
     ("x", False), ("9" * 400, False), ("\N{ARABIC-INDIC DIGIT TWO}", False), (" 1", False)],
)  # fmt: skip
def test_a_level_is_a_whole_number_in_its_range(strait: Exercise, value: str, fits: bool) -> None:
    assert strait.rulebook.moves["patrol"].parameters["level"].fits(value) is fits


def test_a_negative_level_is_a_level() -> None:
    parameter = Parameter("step", "Step", HERE, "0", low=-2, high=2)
    assert [value for value in ("-3", "-2", "0", "-0", "2") if parameter.fits(value)] == ["-2", "0", "2"]


def test_targets_are_actors_agreements_or_words(strait: Exercise) -> None:
    moves = strait.rulebook.moves
    assert {name: (move.aimed, move.targets) for name, move in moves.items()} == {
        "patrol": ("actors", ("port", "isle")),
        "call_off": ("agreements in force", ("truce", "quota")),
        "take_up": ("agreements", ("truce", "quota")),
        "blame": ("agreements in force", ("truce", "quota")),
        "sail": ("words", ("east", "west")),
    }
    assert moves["patrol"].targets_for("isle") == ("port",)
    assert moves["sail"].target_title == "Which way"
    assert moves["sail"].target_names == {"east": "Eastward", "west": "Westward"}


def test_every_agreement_has_its_own_track(strait: Exercise) -> None:
    assert [track for track in strait.tracks if track.endswith("faith")] == ["truce.faith", "quota.faith"]
    assert strait.tracks["truce.faith"].seen_by == ("port", "isle")


def test_a_track_of_one_agreement(texts: dict[str, str]) -> None:
    exercise, found = examine("strait", changed(texts, "scenario.yaml", "for: agreement, range", "for: truce, range"))
    assert exercise is None
    assert any("`this.faith` could mean `quota.faith`" in complaint.message for complaint in found)


def test_starts_by_dice_and_by_draw(strait: Exercise) -> None:
    tracks = strait.tracks
    assert tracks["heat"].drawn == DrawnStart("2d4 + 1", 2, 4, 1.0)
    assert (tracks["heat"].start, tracks["heat"].drawn.low, tracks["heat"].drawn.high) == (6, 3, 9)
    assert tracks["port.gold"].drawn is None
    drawn = tracks["isle.gold"].drawn
    assert drawn is not None
    assert drawn.draw == ((4.0, 0.5), (5.0, 0.3), (6.0, 0.2))
    assert (drawn.low, drawn.high, tracks["isle.gold"].start) == (4, 6, 4)


def test_injects_are_due_by_the_minute_and_by_the_hour(strait: Exercise) -> None:
    due = {one.id: (one.due_turn, one.due_phase, one.due_minute, one.due_time) for one in strait.injects}
    assert due == {
        "fog": (1, "ruling", 12.0, ""),
        "dawn": (3, "", None, "D+0 H+13"),
        "horn": (2, "ruling", 48.0, ""),
        "calm": (None, "", None, ""),
    }


@pytest.mark.parametrize(
    ("written", "turn"),
    [("D+0", 1), ("H+5.9", 1), ("H+6", 2), ("D+0 H+0", 1), ("D+ 0 H+ 23", 4), ("D+0 H+23.99", 4)],
)
def test_scenario_time_is_counted_in_turns(texts: dict[str, str], written: str, turn: int) -> None:
    exercise = read("strait", changed(texts, "msel.yaml", "D+0 H+13", written))
    assert next(one for one in exercise.injects if one.id == "dawn").due_turn == turn


@pytest.mark.parametrize(
    ("lasts", "written", "turn"),
    [("1 day", "D+1", 2), ("1 day", "D+1 H+23", 2), ("2 days", "D+3", 2), ("1 month", "D+30", 1),
     ("1 month", "D+31", 2),
     ("1 month", "D+60 H+18", 2), ("1 month", "D+61", 3), ("1 week", "D+7", 2)],
)  # fmt: skip
def test_scenario_time_in_days_and_months(texts: dict[str, str], lasts: str, written: str, turn: int) -> None:
    slower = changed(texts, "scenario.yaml", "each lasts: 6 hours", f"each lasts: {lasts}")
    exercise = read("strait", changed(slower, "msel.yaml", "D+0 H+13", written))
    assert next(one for one in exercise.injects if one.id == "dawn").due_turn == turn


@pytest.mark.parametrize(
    ("written", "phase"),
    [("turn 2, minute 0", "news"), ("turn 2, minute 9.5", "news"), ("turn 2, minute 10", "ruling"),
     ("turn 2, phase talks", "ruling"), ("turn 2, phase news, minute 2", "news"), ("turn 2, minute 59", "ruling"),
     ("turn 2", "")],
)  # fmt: skip
def test_an_inject_comes_with_the_injects_of_its_phase(texts: dict[str, str], written: str, phase: str) -> None:
    """Or of the next phase that has any, or else of the last one before."""
    exercise = read("strait", changed(texts, "msel.yaml", "turn 2, phase ruling, minute 3", written))
    horn = next(one for one in exercise.injects if one.id == "horn")
    assert (horn.due_turn, horn.due_phase) == (2, phase)


# ------------------------------------------------------------------------------------------------- what is wrong

RULES, SCENARIO, MSEL = "rulebook.yaml", "scenario.yaml", "msel.yaml"
LEVEL = "{name: How many boats, range: 0..3, names: [none, one, two, all], usual: 1}"
CHOICES = "choices: {public: In public, quiet: Quietly}"
DRAW = "{draw: {4: 50%, 5: 30%, 6: 20%}}"


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "words"),
    [
        (RULES, LEVEL, "{name: How}", Code.MISSING_KEY, "the parameter `level` needs a `range` or `choices`"),
        (RULES, LEVEL, "{range: 3..0}", Code.BAD_RANGE, "`3..0` is not a range of levels"),
        (RULES, LEVEL, "{range: 0..3, names: [a, b]}", Code.TERM_RANGE, "2 names for 4 levels"),
        (RULES, LEVEL, "{range: 0..3, usual: 4}", Code.OUTSIDE_RANGE, "`usual: 4` is not a level of 0..3"),
        (RULES, LEVEL, "{range: 0..3, choices: [a, b]}", Code.BAD_VALUE, "a parameter with `choices` has no `range`"),
        (RULES, CHOICES, "choices: [public]", Code.BAD_VALUE, "a choice is one of 2 to 40 words, not of 1"),
        (RULES, CHOICES, "choices: [public, none]", Code.RESERVED_NAME, "`none` is a word of the language"),
        (RULES, CHOICES, "choices: [public, quiet], usual: loud", Code.UNKNOWN_WORD, "choice of `channel`"),
        (RULES, "parameters: {how:", "parameters: {heat:", Code.NAME_TWICE, "`heat` is already the name of a track"),
        (RULES, "parameters: {how:", "parameters: {turn:", Code.RESERVED_NAME, "`turn` is a word of the language"),
        (RULES, "parameters: {how:", "parameters: {core:", Code.NAME_TWICE, "the name of a tag of agreements"),
        (RULES, "channel is public]", "channel is loud]", Code.UNKNOWN_WORD, "`channel` is never `loud`"),
        (RULES, "channel is public]", "channel >= 1]", Code.AMOUNT_WANTED, "`channel` is a word, not an amount"),
        (RULES, "heat +level, flag", "heat +lever, flag", Code.UNKNOWN_NAME, "did you mean `level`?"),
        (RULES, "effects: [resume target]", "effects: [heat +crew, resume target]", Code.UNKNOWN_NAME, "`crew`"),
        (RULES, "target: [core, quota]", "target: [core, quote]", Code.UNKNOWN_AGREEMENT, "`quote`"),
        (RULES, "target: [core, quota]", "target: [core, isle]", Code.BAD_VALUE, "`isle` is an actor"),
        (RULES, "east: Eastward,", "port: Eastward,", Code.NAME_TWICE, "`port` is an actor, not a word of your own"),
        (RULES, "target is west and", "target is north and", Code.UNKNOWN_WORD, "`target` is never `north`"),
        (RULES, "heat +1 if target is west and", "heat +1 if played(target, sail) and", Code.UNKNOWN_ACTOR,
         "`target` is a word here, not an actor"),
        (RULES, "[resume target]", "[resume target, target.watchers to 2]", Code.NOT_CHANGEABLE, "is a term"),
        (RULES, "highest(faith, active)", "highest(fate, active)", Code.UNKNOWN_TERM, "did you mean `faith`?"),
        (SCENARIO, "for: agreement", "for: agreemnt", Code.UNKNOWN_ACTOR, "did you mean `agreement`?"),
        (SCENARIO, "start: 2d4 + 1", "start: 2d4 + gold", Code.UNKNOWN_NAME, "`gold`"),
        (SCENARIO, "start: 2d4 + 1", "start: 9d4", Code.OUTSIDE_RANGE, "the start 9d4 can be 36, outside 0..20"),
        (SCENARIO, "start: 2d4 + 1", "start: 2d4 + 0.5", Code.BAD_VALUE, "a start with decimals"),
        (SCENARIO, "start: 2d4 + 1", "start: some", Code.WRONG_KIND, "a number is expected here, not `some`"),
        (SCENARIO, DRAW, "{draw: {4: 50%, 5: 30%}}", Code.CHANCE_RANGE, "the chances add up to 80%, not to 100%"),
        (SCENARIO, DRAW, "{draw: {4: 50%, 50: 50%}}", Code.OUTSIDE_RANGE, "can be 50, outside 0..9"),
        (SCENARIO, DRAW, "{draw: {4: 50%, five: 50%}}", Code.WRONG_KIND, "not `five`"),
        (SCENARIO, DRAW, "{draw: {4: 100%}}", Code.BAD_VALUE, "a draw is between 2 and 40 values"),
        (SCENARIO, "2030-03-01 06:00", "2030-03-01 6:00", Code.BAD_VALUE, "is not a date"),
        (MSEL, "turn 1, minute 12", "turn 1, minute 60", Code.DUE_OUTSIDE, "a turn has 60 minutes"),
        (MSEL, "turn 1, minute 12", "turn 9, minute 1", Code.DUE_OUTSIDE, "there is no turn 9"),
        (MSEL, "turn 1, minute 12", "turn 1, phase noon", Code.UNKNOWN_REFERENCE, "there is no phase `noon`"),
        (MSEL, "phase ruling, minute 3", "phase ruling, minute 10", Code.DUE_OUTSIDE, "`ruling` has 10 minutes"),
        (MSEL, "turn 1, minute 12", "tomorrow", Code.BAD_VALUE, "`tomorrow` is not a time"),
        (MSEL, "D+0 H+13", "D+1", Code.DUE_OUTSIDE, "there is no turn 5"),
        (SCENARIO, ", each lasts: 6 hours", "", Code.MISSING_KEY, "how long a turn lasts in the scenario is not said"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(texts: dict[str, str], file: str, old: str, new: str, code: Code, words: str) -> None:
    found = complaints(texts, file, old, new)
    assert [one for one in found if one.code == code and words in f"{one.message} {one.suggestion}"], found


def test_months_need_a_day_to_count_from(texts: dict[str, str]) -> None:
    slower = changed(texts, SCENARIO, "each lasts: 6 hours", "each lasts: 2 months")
    found = complaints(slower, SCENARIO, "starts: 2030-03-01 06:00\n", "")
    assert any("months are not all of one length" in one.message for one in found)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("level <= 2 or heat >= 6", "level <= 3 or heat >= 6", Code.ALWAYS_TRUE, "`level` lies between 0 and 3"),
        ("crew >= 100", "crew > 500", Code.ALWAYS_FALSE, "`crew` lies between 0 and 500"),
        ("heat +1 if target is quota", "heat +1 if target is quota and target is truce", Code.ALWAYS_FALSE, "target"),
        ("cost: level gold", "cost: level - 1 gold", Code.NEGATIVE_COST, "can be negative"),
        ("this.faith <= 3", "this.faith <= 30", Code.ALWAYS_TRUE, "this.faith"),
        ("count(active and faith >= 3) == 0", "count(active and faith >= 30) == 0", Code.ALWAYS_TRUE, ""),
        ("total(faith, active) >= 12", "total(faith, active) > 20", Code.DEAD_INJECT, "`calm` can never come"),
        ("8 or less: [heat +1]", "2 to 8: [heat +1]", Code.OUTCOME_GAP, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(texts: dict[str, str], old: str, new: str, code: Code, words: str) -> None:
    found = complaints(texts, RULES if old in texts[RULES] else MSEL, old, new)
    assert [one for one in found if one.code == code and words in f"{one.message} {one.suggestion}"], found


def test_a_parameter_that_no_rule_reads_is_told(texts: dict[str, str]) -> None:
    found = complaints(texts, RULES, "crew: {name: Crew", "load: {range: 0..2}, crew: {name: Crew")
    assert [one.code for one in found] == [Code.UNUSED]


def test_a_hidden_track_of_an_agreement_is_not_read_in_allowed_if(texts: dict[str, str]) -> None:
    hidden = changed(texts, SCENARIO, "start: 5, seen by: [owner]}", "start: 5, seen by: [port]}")
    for term in ("target.faith >= 1", "total(faith, active) >= 1", "count(active and faith >= 1) >= 1"):
        found = complaints(
            hidden, RULES, "effects: [port is found", f'allowed if: "{term}"\n    effects: [port is found'
        )
        assert any(one.code == Code.READS_HIDDEN for one in found), term


# ------------------------------------------------------------------------------------------------------ conditions


def test_what_a_rule_reads_of_all_agreements_is_told_one_by_one(strait: Exercise) -> None:
    vocabulary = Vocabulary.of(strait)
    for text in ("total(faith, active)", "count(faith >= 3)"):
        read_by = {reference.resolved({}) for reference in parse(text, HERE, "amount", vocabulary).reads}
        assert read_by == {"truce.faith", "quota.faith"}


def test_bound_words_can_be_levels_and_words() -> None:
    known = replace(Vocabulary(), actors=("port",)).binding(me=["port"], level=["-1", "3"], how=["rest", "end"])
    assert (known.bound, known.levels, known.words) == ({"me": ("port",)}, {"level": (-1, 3)}, {"how": ("rest", "end")})
    assert known.binding("me").levels == {}
