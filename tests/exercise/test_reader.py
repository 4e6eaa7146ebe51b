"""From texts to an exercise: every construct arrives in its definition, every mistake is told at its place."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import examine, read
from wargame.exercise.rulebook import Block, ChangeTrack, RaiseFlag
from wargame.exercise.written import Written

SMALL = {
    "scenario.yaml": """\
rulebook: 1
title: Small
turns: {count: 2}
actors: {us: {name: We}, them: {name: They}}
phases: {all: {does: [orders, adjudication]}}
tracks: {tension: {name: Tension, range: 0..10, start: 3}}
""",
    "rulebook.yaml": "rulebook: 1\nmoves:\n  wait: {name: Wait, by: us, effects: [tension -1]}\n",
}


def errors(texts: dict[str, str]) -> list[Complaint]:
    exercise, complaints = examine("x", texts)
    assert exercise is None
    return [complaint for complaint in complaints if complaint.severity is Severity.ERROR]


# ------------------------------------------------------------------------------------------------- what arrives


def test_the_frame_of_an_exercise(water: Exercise) -> None:
    assert (water.id, water.title, water.version) == ("water", "Water: two towns and one river", "1.0")
    assert (water.turns, water.starts, water.months_per_turn, water.days_per_turn) == (4, "2030-03-01", 3, 0)
    assert (water.label("turn"), water.label("facilitator"), water.label("actor")) == ("season", "white cell", "actor")
    assert list(water.briefings) == ["harbour", "hills", "public"]
    assert list(water.plays) == ["handshake.yaml"]
    assert "README.md" in water.texts
    assert water.objectives["O2"].text == "React to what cannot be seen"
    assert water.flags["drought"] == "The drought is official"


def test_actors_and_phases(water: Exercise) -> None:
    harbour, hills = water.actors.values()
    assert (harbour.monogram, harbour.aim) == ("HA", "Keep the taps running.")
    assert (hills.monogram, hills.moves_per_turn.text) == ("HI", "1 + min(1, roundup(anger / 10))")
    news, moves, adjudication, consequences = water.phases
    assert news.does == ("income", "delayed effects", "injects")
    assert (moves.who, moves.orders, moves.says) == (("all",), "sealed", "Seal your orders.")
    assert adjudication.order == "drawn"
    assert (consequences.name, consequences.who, consequences.minutes) == ("What follows", ("facilitator",), 5)


def test_a_track_for_the_world_with_caps(water: Exercise) -> None:
    anger = water.tracks["anger"]
    assert (anger.owner, anger.short, anger.low, anger.high, anger.start, anger.whole) == ((), "anger", 0, 10, 3, True)
    assert anger.bands == ((0, "calm"), (4, "uneasy"), (7, "crisis"))
    assert (anger.rises_at_most, anger.falls_at_most, anger.stops_at) == (3, None, 9)
    assert (anger.except_steps, anger.good, anger.headline) == (frozenset({"crisis_roll"}), {"all": "down"}, True)


def test_open_ranges_decimals_and_pairs(water: Exercise) -> None:
    level, debt = water.tracks["level"], water.tracks["harbour.debt"]
    assert (level.low, level.high, level.start, level.whole) == (0, math.inf, 2.5, False)
    assert (debt.low, debt.high, debt.start, debt.short) == (-math.inf, math.inf, -2, "debt")
    trust = water.tracks["harbour.hills.trust"]
    assert (trust.owner, trust.falls_at_most) == (("harbour", "hills"), 20)
    assert water.tracks["harbour.hills.contact"].owner == ("harbour", "hills")


def test_who_sees_what(water: Exercise) -> None:
    stores, wells = water.tracks["hills.stores"], water.tracks["hills.wells"]
    assert (stores.seen_by, stores.others_see) == (("hills",), "give or take 10")
    assert wells.others_see == "last report"
    assert water.tracks["anger"].seen_by == ("all",)
    assert water.tracks["hills.funds"].seen_by == ("hills",)
    assert water.derived["strain"].seen_by == ("harbour", "hills")


def test_income_and_starts_are_given_for_each_owner(water: Exercise) -> None:
    harbour, hills = water.tracks["harbour.funds"], water.tracks["hills.funds"]
    assert (harbour.start, hills.start) == (4, 3)
    assert harbour.income is not None
    assert hills.income is not None
    assert (harbour.income.text, hills.income.text) == ("harbour_income", "1")
    assert water.tracks["hills.support"].start == 50


def test_tables_and_derived_values(water: Exercise) -> None:
    income, finding = water.rulebook.tables["harbour_income"], water.rulebook.tables["finding"]
    assert [(row.low, row.high, row.value) for row in income.rows] == [
        (-math.inf, 29, 1),
        (30, 69, 2),
        (70, math.inf, 3),
    ]
    assert (income.is_chance, income.by.text) == (False, "harbour.support")
    assert (finding.is_chance, [row.value for row in finding.rows]) == (True, [0.2, 0.35, 0.5])
    assert (water.derived["thirst"].name, water.derived["strain"].formula.text) == ("Thirst", "anger + thirst / 2")


def test_a_move_with_everything(water: Exercise) -> None:
    move = water.rulebook.moves["send_envoy"]
    assert (move.by, move.category, move.cost_track) == (("harbour", "hills"), "Talk", "funds")
    assert (move.targets, move.may_target_self, move.seen) == (("harbour", "hills"), False, "secret")
    assert move.cost is not None
    assert move.cost.constant == 1
    assert move.allowed_if is not None
    assert move.allowed_if.text == "contact <= 1"
    block = move.block
    assert (block.path, block.place) == ("moves/send_envoy", Place("rulebook.yaml", 11, 3))
    assert isinstance(block.effects[0], RaiseFlag)
    assert block.roll is not None
    assert (block.roll.count, block.roll.sides, block.roll.modifiers_at_most) == (2, 6, 3)
    assert [modifier.because for modifier in block.modifiers][1] == "of the mood: nobody wants to be seen talking"
    assert [(outcome.name, outcome.low, outcome.high) for outcome in block.outcomes] == [
        ("fail", -math.inf, 5),
        ("partial", 6, 8),
        ("full", 9, math.inf),
    ]
    assert (block.outcomes[2].say, len(block.outcomes[2].effects)) == ("The mayors shake hands.", 2)


def test_other_ways_to_write_moves(water: Exercise) -> None:
    moves = water.rulebook.moves
    assert (moves["share_water"].by, moves["share_water"].tags, moves["share_water"].per_turn) == (
        ("hills",),
        frozenset({"friendly"}),
        1,
    )
    assert (moves["cut_pipe"].once, moves["cut_pipe"].seen) == (True, "public")
    assert (moves["appeal"].targets, moves["appeal"].may_target_self) == (("harbour", "hills"), True)
    assert moves["appeal"].seen == ("harbour", "hills")
    buy = moves["buy_grain"]
    assert buy.cost is not None
    assert (buy.cost.text, buy.cost_track) == ("1 + max(0, debt / 10)", "funds")
    detected = moves["drill_well"].detected
    assert detected is not None
    assert (detected.path, len(detected.effects), len(detected.modifiers)) == ("moves/drill_well/detected", 3, 1)
    assert detected.chance is not None
    assert detected.chance.text == "10% + finding"


def test_blocks_within_blocks_have_paths_by_name_and_position(water: Exercise) -> None:
    outcome = water.rulebook.moves["appeal"].block.outcomes[1]
    inner = outcome.effects[1]
    assert isinstance(inner, Block)
    assert (outcome.name, inner.path) == ("10 or more", "moves/appeal/outcomes/10 or more/2")
    seepage, dry = water.rulebook.steps["river"]
    assert (seepage.path, seepage.name, dry.path) == ("steps/river/1", "seepage", "steps/river/2")
    assert [block.path for block in water.rulebook.steps["crisis_roll"]] == ["steps/crisis_roll"]
    assert water.rulebook.steps["exchange"][0].together


def test_triggers_and_endings(water: Exercise) -> None:
    riot, grumble = water.rulebook.triggers.values()
    assert (riot.once, riot.inject, riot.say) == (True, "riot_news", "A crowd gathers at the harbour gate.")
    assert (grumble.once, grumble.block.path) == (False, "triggers/grumble")
    war, peace, truce, drift = water.rulebook.endings
    assert (war.at_once, war.name, peace.name) == (True, "War", "A river shared")
    assert (truce.id, truce.end_state, truce.name) == ("truce", "peace", "A river shared")
    assert drift.when is None


def test_injects(water: Exercise) -> None:
    spring, harvest, envoy, strike, riot = water.injects
    assert (spring.number, spring.due_turn, spring.sender, spring.to) == (1, 1, "the weather service", ("all",))
    assert (spring.read_aloud, spring.objective, spring.must) == ("Listen to the bulletin.", "O1", True)
    assert (harvest.to, harvest.must, len(harvest.block.outcomes)) == (("hills",), False, 2)
    assert envoy.block.condition is not None
    assert (strike.when is not None, strike.due_turn) == (True, None)
    assert (riot.when, riot.due_turn, riot.block.path) == (None, None, "injects/riot_news")


def test_the_evaluation_guide(water: Exercise) -> None:
    talked, told = water.tasks.values()
    assert (talked.objective, talked.by_turn, told.evidence) == ("O1", 2, None)
    assert talked.evidence is not None
    assert water.scale["U"] == "not done"


def test_sentences_know_their_place(water: Exercise, water_texts: dict[str, str]) -> None:
    effect = water.rulebook.moves["share_water"].block.effects[1]
    assert isinstance(effect, ChangeTrack)
    line = water_texts["rulebook.yaml"].splitlines()[effect.place.line - 1]
    assert line[effect.place.column - 1 :].startswith("stores -4, trust +3")


def test_definitions_hold_bare_texts_only(water: Exercise) -> None:
    """A text that still knows its file would be written into sessions with more than its letters."""

    def walk(value: object, trail: str) -> None:
        assert not isinstance(value, Written), trail
        if is_dataclass(value):
            for part in fields(value):
                walk(getattr(value, part.name), f"{trail}.{part.name}")
        elif isinstance(value, dict):
            for key, inner in value.items():
                walk(key, f"{trail}[{key}]")
                walk(inner, f"{trail}[{key}]")
        elif isinstance(value, tuple | frozenset):
            for inner in value:
                walk(inner, trail)

    walk(water, "exercise")


def test_the_smallest_exercise() -> None:
    exercise = read("small", SMALL)
    assert exercise.actors["us"].moves_per_turn.constant == 1
    assert exercise.actors["them"].monogram == "TH"
    assert exercise.phases[0].who == ("all",)
    assert exercise.injects == ()


@pytest.mark.parametrize(
    ("old", "new", "months", "days"),
    [
        ("3 months", "1 year", 12, 0),
        ("3 months", "year", 12, 0),
        ("3 months", "2 weeks", 0, 14),
        ("3 months", "1 day", 0, 1),
    ],
)
def test_how_long_a_turn_lasts(water_texts: dict[str, str], old: str, new: str, months: int, days: int) -> None:
    exercise = read("x", changed(water_texts, "scenario.yaml", old, new))
    assert (exercise.months_per_turn, exercise.days_per_turn) == (months, days)


def test_flags_may_be_a_list() -> None:
    texts = {**SMALL, "scenario.yaml": SMALL["scenario.yaml"] + "flags: [alarm]\n"}
    assert read("x", texts).flags == {"alarm": "alarm"}


def test_initiative_may_be_written_as_a_mapping(water_texts: dict[str, str]) -> None:
    for written in ('"initiative: support"', "{initiative: support}"):
        exercise = read("x", changed(water_texts, "scenario.yaml", "order: drawn", f"order: {written}"))
        assert exercise.phases[2].order == "initiative: support"


# ------------------------------------------------------------------------------------------- what is complained of


def changed(texts: dict[str, str], file: str, old: str, new: str) -> dict[str, str]:
    assert texts[file].count(old) >= 1, old
    return {**texts, file: texts[file].replace(old, new, 1)}


S, R, M = "scenario.yaml", "rulebook.yaml", "msel.yaml"

MISTAKES = [
    # file, what is written there, what is written instead (¦ marks the place), code, words of the complaint
    (S, "rulebook: 1", "rulebook: ¦2", Code.WRONG_FORMAT, "format 2"),
    (S, "synopsis:", "¦sinopsis:", Code.UNKNOWN_KEY, "did you mean `synopsis`?"),
    (S, "title:", "tittle:", Code.MISSING_KEY, "`title`"),
    (S, "count: 4", "count: ¦four", Code.WRONG_KIND, "whole number"),
    (S, "turns: {count: 4", "¦turns: {count: 0", Code.BAD_VALUE, "1 to 200"),
    (S, "3 months", "¦a while", Code.BAD_VALUE, "6 months"),
    (S, "2030-03-01", "¦2030-13-01", Code.BAD_VALUE, "date"),
    (S, "2030-03-01", "¦20300301", Code.BAD_VALUE, "date"),
    (S, "harbour: {name:", "¦har-bour: {name:", Code.BAD_NAME, "har-bour"),
    (S, "harbour: {name:", "¦target: {name:", Code.RESERVED_NAME, "target"),
    (S, "moves a turn: 2", "moves a turn: ¦angr", Code.UNKNOWN_NAME, "did you mean `anger`?"),
    (S, "moves a turn: 2", "moves a turn: ¦anger > 1", Code.AMOUNT_WANTED, ""),
    (S, "{minutes: 5, who: facilitator", "{minutes: 5, who: ¦facilitatr", Code.UNKNOWN_ACTOR, "facilitator"),
    (S, "delayed effects", "¦delayed effect", Code.UNKNOWN_STEP, "did you mean `delayed effects`?"),
    (S, "orders: sealed", "orders: ¦closed", Code.BAD_VALUE, "sealed or open"),
    (S, "order: drawn", "order: ¦random", Code.BAD_VALUE, "listed, drawn"),
    (S, "order: drawn", "order: {¦initiative: debt}", Code.NO_SUCH_TRACK, "hills"),
    (S, "for: world", "for: ¦wrld", Code.UNKNOWN_ACTOR, "did you mean `world`?"),
    (S, "for: harbour.hills", "for: harbour.¦hils", Code.UNKNOWN_ACTOR, "did you mean `hills`?"),
    (S, "for: harbour.hills", "for: ¦hills.hills", Code.BAD_VALUE, "pair"),
    (S, "range: 0..10\n", "range: ¦0-10\n", Code.BAD_RANGE, "0..100"),
    (S, "range: 0..10\n", "range: ¦10..0\n", Code.RANGE_UPSIDE_DOWN, "10..0"),
    (S, "start: 3\n", "start: ¦13\n", Code.OUTSIDE_RANGE, "0..10"),
    (S, "start: 3\n", "start: ¦3.5\n", Code.BAD_VALUE, "decimal: true"),
    (S, "start: 3\n", "start: ¦high\n", Code.WRONG_KIND, "number"),
    (S, "    start: 3\n", "", Code.MISSING_KEY, "`start`"),
    (S, "decimal: true", "decimal: ¦yes", Code.SCALAR_TRAP, "true or false"),
    (S, "good: down", "good: ¦lower", Code.BAD_VALUE, "up or down"),
    (S, "uneasy: 4, crisis: 7", "uneasy: 4, ¦crisis: 3", Code.BAD_BANDS, "upward"),
    (S, "crisis: 7", "¦crisis: 17", Code.BAD_BANDS, "outside"),
    (S, "stops at: 9", "stops at: 19", Code.OUTSIDE_RANGE, "stops at: 19"),
    (S, "except: [crisis_roll]", "except: [¦crisisroll]", Code.UNKNOWN_STEP, "did you mean `crisis_roll`?"),
    (S, "seen by: [hills]", "seen by: [¦hill]", Code.UNKNOWN_ACTOR, "did you mean `hills`?"),
    (S, "give or take 10", "¦roughly", Code.BAD_VALUE, "last report"),
    (S, "start: {harbour: 4, hills: 3}", "start: {harbour: 4}", Code.MISSING_KEY, "hills"),
    (S, "start: {harbour: 4, hills: 3}", "start: {harbour: 4, hills: 3, ¦sea: 1}", Code.UNKNOWN_ACTOR, "sea"),
    (S, "hills: 1}}", "hills: ¦harbour_incom}}", Code.UNKNOWN_NAME, "harbour_income"),
    (S, "10 - 2 * level", "10 - 2 * ¦levl", Code.UNKNOWN_NAME, "did you mean `level`?"),
    (S, "thirst: max(0, 10 - 2 * level)", "thirst: ¦strain", Code.CIRCLE, "thirst → strain → thirst"),
    (S, "move: step", "¦mve: step", Code.UNKNOWN_KEY, "did you mean `move`?"),
    (S, "drought: The drought is official", "¦drought: [one, two]", Code.WRONG_KIND, "text"),
    (S, "evidence: contact >= 1", "evidence: contact >= ¦funds", Code.SEVERAL_OWNERS, "funds"),
    (S, "by: turn 2", "by: ¦turn 9", Code.DUE_OUTSIDE, "1 to 4"),
    (R, "by: harbour.support", "bye: harbour.support", Code.MISSING_KEY, "`by`"),
    (R, "30 to 69: 2", "¦30 till 69: 2", Code.BAD_RANGE, ""),
    (R, "1: 35%", "1: ¦0.35", Code.BAD_VALUE, "0.35%"),
    (R, "30 to 69: 2", "30 to 69: ¦two", Code.WRONG_KIND, "number"),
    (R, "partial: 6 to 8", "partial: ¦6-8", Code.BAD_RANGE, ""),
    (R, "dice: 2d6", "dice: ¦2x6", Code.BAD_DICE, ""),
    (R, "name: Send an envoy", "nam: Send an envoy", Code.MISSING_KEY, "`name`"),
    (R, "by: [harbour, hills]", "by: [harbour, ¦hils]", Code.UNKNOWN_ACTOR, "did you mean `hills`?"),
    (R, "cost: 1 funds", "cost: 1 ¦fund", Code.NO_SUCH_TRACK, "funds"),
    (R, "cost: 1 funds", "cost: ¦funds", Code.BAD_VALUE, "1 capital"),
    (R, "cost: 1 funds", "cost: ¦fnds funds", Code.UNKNOWN_NAME, "fnds"),
    (R, "target: others", "target: [¦other]", Code.UNKNOWN_ACTOR, "other"),
    (R, "allowed if: contact <= 1", "allowed if: contact <= 1 and ¦flg(drought)", Code.UNKNOWN_FUNCTION, "flag"),
    (R, "allowed if: contact <= 1", "allowed if: ¦contact + 1", Code.CONDITION_WANTED, ""),
    (R, "seen: secret", "seen: ¦secretly", Code.UNKNOWN_ACTOR, "did you mean `secret`?"),
    (R, "[flag envoy_sent for 2 turns]", "[flag ¦envoy_sen for 2 turns]", Code.UNKNOWN_FLAG, "envoy_sent"),
    (R, "effects: [flag envoy_sent for 2 turns]", "effects: ¦flag envoy_sent", Code.WRONG_KIND, "list"),
    (R, "effects: [flag envoy_sent for 2 turns]", "effects:", Code.WRONG_KIND, "[]"),
    (R, "roll: contest", "roll: ¦contst", Code.UNKNOWN_ROLL, "did you mean `contest`?"),
    (R, "roll: contest", "roll: ¦two dice", Code.BAD_DICE, ""),
    (R, "+1 if trust >= 30 because", "+1 if ¦trst >= 30 because", Code.UNKNOWN_NAME, "trust"),
    (R, '"-1 if anger >= 6 because', '"-1 if ¦angr >= 6 because', Code.UNKNOWN_NAME, "anger"),
    (R, "+1 if trust >= 30 because both", "¦+1 if trust >= 30 because: both", Code.COLON_TRAP, "quotes"),
    (R, "fail: [trust -1]", "¦fial: [trust -1]", Code.UNKNOWN_NAME, "did you mean `fail`?"),
    (R, "      fail: [trust -1]\n", "", Code.MISSING_KEY, "`fail: []`"),
    (R, "[trust -1]", "[¦trust - 1: 2]", Code.COLON_TRAP, "quotes"),
    (R, "per turn: 1", "per turn: 0", Code.BAD_VALUE, "1 or more"),
    (R, "tags: [friendly]", "tags: [¦cut_pipe]", Code.NAME_TWICE, "tag"),
    (R, "seen: when detected", "seen: secret", Code.MISSING_KEY, "seen: when detected"),
    (R, "    detected:\n", "    detcted:\n", Code.MISSING_KEY, "`detected`"),
    (R, "chance: 10% + finding", "chance: 10% + ¦findng", Code.UNKNOWN_NAME, "did you mean `finding`?"),
    (R, "reveal wells to all", "reveal wells to ¦al", Code.UNKNOWN_ACTOR, "actor"),
    (R, "target.support +4", "target.¦suport +4", Code.UNKNOWN_NAME, "support"),
    (R, "effects: [flag drought, anger +1]", "effects: [¦me.support +1]", Code.UNBOUND_WORD, "`me`"),
    (R, "together: true", "together: '¦true'", Code.WRONG_KIND, "quotes"),
    (R, "truce: {as: peace", "truce: {as: ¦pece", Code.UNKNOWN_REFERENCE, "did you mean `peace`?"),
    (S, "monogram: HA", "monogram: ¦HAR", Code.BAD_VALUE, "at most 2 letters"),
    (R, "inject: riot_news", "inject: ¦riot_new", Code.UNKNOWN_REFERENCE, "did you mean `riot_news`?"),
    (R, "riot: {when: strain >= 9, once", "¦riot: {whn: strain >= 9, once", Code.MISSING_KEY, "`when`"),
    (R, '"level < 1.5 and not played(any, friendly)"', "¦not played(any, friendly)", Code.COMMA_TRAP, ""),
    (R, "played(any, friendly)", "played(any, ¦frendly)", Code.UNKNOWN_MOVE, "did you mean `friendly`?"),
    (R, "when: anger >= 10", "when: anger >= 10, otherwise: true", Code.MISSING_KEY, "otherwise"),
    (R, "drift: {otherwise: true", "¦drift: {otherwise: false", Code.MISSING_KEY, "otherwise"),
    (R, "war: {at once: true, when: anger >= 10,", "war: {otherwise: true,", Code.BAD_VALUE, "end of the list"),
    (M, "number: 2", "number: 1", Code.NAME_TWICE, "`dry_spring`"),
    (M, "due: turn 2", "due: ¦turn 5", Code.DUE_OUTSIDE, "1 to 4"),
    (M, "due: turn 2", "due: ¦soon", Code.BAD_VALUE, "turn 3"),
    (M, "when: harbour.support < 40", "due: turn 1\n    when: ¦harbour.support < 40", Code.BAD_VALUE, "both"),
    (M, "to: [hills]", "to: [¦hill]", Code.UNKNOWN_ACTOR, "did you mean `hills`?"),
    (M, "objective: O1", "objective: ¦O9", Code.UNKNOWN_REFERENCE, ""),
    (M, "text: How good is the harvest?", "text:", Code.WRONG_KIND, "nothing"),
    (M, "headline: No rain before summer", "headline: ¦" + "a" * 201, Code.TEXT_TOO_LONG, "200"),
    (M, "headline: No rain before", "headline: No¦\u200bx rain before", Code.BAD_CHARACTER, "zero width"),
    (M, "1 to 3: [stores -8]", "1 to 3: [stores -8]\n      ¦1 to 3: []", Code.DUPLICATE_KEY, "twice"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "words"), MISTAKES, ids=lambda value: str(value)[:30])
def test_each_mistake_is_told_at_its_place(
    water_texts: dict[str, str], file: str, old: str, new: str, code: Code, words: str
) -> None:
    before = water_texts[file].split(old, 1)[0]
    found = errors(changed(water_texts, file, old, new.replace("¦", "")))
    assert code in [complaint.code for complaint in found], [str(complaint) for complaint in found]
    told = next(complaint for complaint in found if complaint.code is code)
    assert words in f"{told.message} {told.suggestion}"
    assert told.place.file == file
    if "¦" in new:
        upto = before + new.partition("¦")[0]
        assert told.place == Place(file, upto.count("\n") + 1, len(upto) - (upto.rfind("\n") + 1) + 1)


def test_all_mistakes_are_told_at_once(water_texts: dict[str, str]) -> None:
    texts = changed(water_texts, S, "synopsis:", "sinopsis:")
    texts = changed(texts, S, "start: 3\n", "start: 13\n")
    texts = changed(texts, R, "stores -4", "storrs -4")
    texts = changed(texts, R, "name: Buy grain abroad", "nme: Buy grain abroad")
    texts = changed(texts, M, "level -0.5", "lvl -0.5")
    found = errors(texts)
    assert [(complaint.place.file, complaint.code) for complaint in found] == [
        (M, Code.UNKNOWN_NAME),
        (R, Code.UNKNOWN_NAME),
        (R, Code.MISSING_KEY),
        (R, Code.UNKNOWN_KEY),
        (S, Code.UNKNOWN_KEY),
        (S, Code.OUTSIDE_RANGE),
    ]
    assert found == sorted(found)


def test_a_broken_track_makes_no_rule_that_names_it_wrong(water_texts: dict[str, str]) -> None:
    found = errors(changed(water_texts, S, "    name: Anger\n", ""))
    assert [complaint.code for complaint in found] == [Code.MISSING_KEY]


def test_a_broken_move_makes_no_question_about_its_tag_wrong(water_texts: dict[str, str]) -> None:
    found = errors(changed(water_texts, R, "    name: Open the sluices\n", ""))
    assert [complaint.code for complaint in found] == [Code.MISSING_KEY]


def test_blocks_are_at_most_three_deep() -> None:
    deep = "{effects: [{effects: [{effects: [%s]}]}]}"
    texts = {**SMALL, R: f"rulebook: 1\nsteps:\n  fine: {deep % 'tension +1'}\n"}
    assert read("x", texts).rulebook.steps["fine"][0].path == "steps/fine"
    found = errors({**SMALL, R: f"rulebook: 1\nsteps:\n  deep: {deep % '{effects: []}'}\n"})
    assert [complaint.code for complaint in found] == [Code.TOO_BIG]


def test_constructs_of_a_later_edition_are_told_as_not_known(water_texts: dict[str, str]) -> None:
    texts = {**water_texts, R: water_texts[R] + "treaties:\n  moratorium: {parties: [harbour, hills]}\n"}
    (found,) = errors(texts)
    assert (found.code, found.message) == (Code.UNKNOWN_KEY, "the key `treaties` is not known here")
    assert found.place.line == water_texts[R].count("\n") + 1


def test_values_are_not_computed_through_an_endless_chain() -> None:
    chain = "".join(f"  d{number}: d{number + 1} + 1\n" for number in range(2_000))
    (found,) = errors({**SMALL, S: f"{SMALL[S]}derived:\n{chain}  d2000: 1\n"})
    assert (found.code, "`d1970`" in found.message) == (Code.TOO_BIG, True)
    (found,) = errors({**SMALL, S: f"{SMALL[S]}derived:\n{chain}  d2000: d0\n"})
    assert (found.code, len(found.message) < 200) == (Code.CIRCLE, True)


@pytest.mark.parametrize("key", ["actors", "phases"])
def test_an_exercise_needs_actors_and_phases(key: str) -> None:
    lines = [f"{key}: {{}}" if line.startswith(key) else line for line in SMALL[S].splitlines()]
    found = errors({**SMALL, S: "\n".join(lines)})
    assert (found[-1].code, found[-1].message) == (Code.MISSING_KEY, f"an exercise needs {key}, at least one")


def test_a_track_for_pairs_needs_two_actors() -> None:
    alone = SMALL[S].replace(", them: {name: They}", "").replace("{name: T", "{for: pair, name: T")
    assert "a track for pairs needs two actors" in [found.message for found in errors({**SMALL, S: alone})]


def test_one_name_cannot_mean_two_things(water_texts: dict[str, str]) -> None:
    found = errors(changed(water_texts, S, "derived:\n", "derived:\n  wells: 1\n"))
    (twice,) = [complaint for complaint in found if complaint.code is Code.NAME_TWICE]
    assert "a track" in twice.message


# ------------------------------------------------------------------------------------------------------- the folder


def test_an_empty_folder_is_told_in_words() -> None:
    exercise, complaints = examine("nothing", {})
    assert exercise is None
    assert [complaint.place.file for complaint in complaints] == [R, S]
    assert {complaint.code for complaint in complaints} == {Code.MISSING_FILE}


def test_a_file_that_nothing_reads_is_a_warning(water_texts: dict[str, str]) -> None:
    texts = {**water_texts, "msle.yaml": "", "briefings/hill.md": "", "notes/x.md": "", "old.txt": ""}
    exercise, complaints = examine("water", texts)
    assert exercise is not None
    assert [(found.place.file, found.code) for found in complaints] == [
        ("briefings/hill.md", Code.UNUSED_FILE),
        ("msle.yaml", Code.UNUSED_FILE),
    ]
    assert complaints[0].suggestion == "did you mean `hills`?"


def test_a_briefing_that_hides_letters_is_refused(water_texts: dict[str, str]) -> None:
    (found,) = errors({**water_texts, "briefings/public.md": "# One\n\nTwo \u202ethree"})
    assert (found.code, found.place) == (Code.BAD_CHARACTER, Place("briefings/public.md", 3, 5))


def test_read_raises_with_every_complaint(water_texts: dict[str, str]) -> None:
    texts = changed(changed(water_texts, R, "anger +4", "angr +4"), M, "debt +2", "debtt +2")
    with pytest.raises(ExerciseError, match="did you mean `anger`") as raised:
        read("x", texts)
    assert len(raised.value.complaints) == 2


def test_a_hostile_number_of_things_ends_soon() -> None:
    actors = ", ".join(f"a{number}: {{name: A}}" for number in range(5_000))
    texts = {
        **SMALL,
        S: SMALL[S].replace("us: {name: We}, them: {name: They}", actors).replace("{name: T", "{for: pair, name: T"),
    }
    assert Code.TOO_BIG in [complaint.code for complaint in errors(texts)]
    wrong = "rulebook: 1\nsteps:\n" + "".join(
        f"  s{number}: {{effects: [nonsense{number} +1]}}\n" for number in range(6_000)
    )
    found = errors({**SMALL, R: wrong})
    assert len(found) == 201
    assert [complaint.message for complaint in found if complaint.code is Code.TOO_BIG] == [
        "so much is wrong that the rest is unread"
    ]
    unknown = "rulebook: 1\n" + "".join(f"key{number}: 1\n" for number in range(20_000))
    assert len(errors({**SMALL, R: unknown})) > 100


def test_pydantic_and_yaml_are_imported_only_when_an_exercise_is_read() -> None:
    code = "import sys, wargame.exercise.reader; print([m for m in ('pydantic', 'yaml', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
