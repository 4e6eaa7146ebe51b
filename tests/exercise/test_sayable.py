"""What an exercise folder can say, sentence by sentence, and what the checker must find."""

# ruff: noqa: E501 - an exercise in one place to look at; folded, its lines could not be replaced by a piece

from __future__ import annotations

from collections.abc import Iterator

import pytest

from wargame.exercise.check import check
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import examine

SCENARIO = """
rulebook: 1
title: Two shores
synopsis: A lake, two towns.
turns: {count: 4, called: season, each lasts: 3 months}
actors:
  east: {name: East, moves a turn: 'min(2, 1 + me.purse / 9)'}
  west: {name: West}
  south: {name: South}
phases:
  news: {minutes: 5, who: facilitator, does: [income, delayed effects, injects, resume]}
  talks: {minutes: 10, does: [signing]}
  moves: {minutes: 10, does: [orders], orders: sealed}
  rulings: {minutes: 10, does: [adjudication], order: drawn}
  after: {minutes: 5, does: [upkeep, agreements, triggers, expiry], questions: [Who gains?]}
tracks:
  heat: {name: Heat, range: 0..10, start: 3, good: down, bands: {calm: 0, hot: 7}, rises at most: 3}
  purse: {for: actor, name: Purse, range: 0.., start: {east: 4, west: 5, south: 6}, income: {east: pay, west: 1, south: me.purse / 6}}
  trust: {for: pair, name: Trust, range: -5..5, start: 0, good: {east: up, west: down}}
  fish: {for: east, name: Fish, range: .., start: 1.5, decimal: true, seen by: [owner], others see: give or take 2}
derived:
  mood: {name: Mood, formula: 10 - heat, seen by: [all]}
flags: {ban: Fishing is forbidden, feast: A feast}
cards:
  temper: {for: west, draw: {mild: 60%, wild: 40%}, briefs: {mild: Wait., wild: Act.}}
  aim: {for: south, chosen: {peace: Calm., gain: Money.}}
objectives: {O1: Keep the lake}
evaluation:
  scale: {P: without challenges}
  capabilities: {C1: {name: Talking, objective: O1, target: An offer within two seasons}}
  tasks: {t1: {objective: O1, capability: C1, task: Offer a text, evidence: ever(accord), by: turn 2}}
labels: {move: step, facilitator: warden}
"""
RULEBOOK = """
rulebook: 1
tables:
  pay: {by: heat, 3 or less: 3, 4 or more: 1}
  worth: {by: this, accord: 2, promise: 1}
rolls:
  contest: {dice: 2d6, modifiers at most: 3, outcomes: {fail: 6 or less, full: 7 or more}}
questions:
  cure: {asked of: injured, text: "{breaker} broke {this}.", options: {mend: {odds: 60%, effects: [suspend this for 1 turn]}, end: {odds: 40%, effects: [terminate this]}}}
  which: {asked of: facilitator, text: Which?, options: {one: {odds: 50%, target: active and share >= 1, effects: [terminate target]}, none_of_them: {odds: 50%}}}
every agreement:
  terms: {share: {range: 0..2, names: [none, some, all]}}
  signed in: talks
  at most: 1
  may return: 1 turn after it ended
  if found: [heat +1, ask cure]
agreements:
  accord:
    name: Accord
    parties: [east, west, south]
    possible if: heat <= 9
    terms: {share: 1}
    forbids: {west: [harsh]}
    on signing: [{name: vote, roll: 1d6, outcomes: {2 or less: [heat +1], 3 or more: [me_too]}}]
    each turn: [east.purse +worth]
  promise: {name: Promise, parties: [east, west], goodwill: true, lasts: 2 turns, notice: 1 turn}
moves:
  net:
    name: Cast nets
    by: any
    target: others
    cost: 1 purse
    effects: [me.purse +2, me.target.trust -1, heat +1 if flag(ban), fish +0.5 if me is east]
  net_lots:
    name: Cast many nets
    by: [west]
    tags: [harsh]
    seen: when detected
    roll: contest
    modifiers: [+1 if temper is wild because they dare, -1 if count(active) >= 1 because all look, +1 if west.east.trust <= -1 because nobody looks]
    outcomes: {fail: [heat +1, ask which], full: {say: A great catch., effects: [west.purse +3, flag feast for 1 turn]}}
    detected: {chance: 35% + heat / 100, effects: [east.west.trust -1]}
  calm: {name: Calm, by: [south], allowed if: heat >= 2, effects: [heat x 0.5, clear ban, reveal east.fish to all]}
  ban: {name: Forbid, by: [east], once: true, effects: [flag ban for 2 turns, heat +1 after 1 turn]}
steps:
  upkeep: {together: true, effects: [heat +turn / 4 if fish >= 2, south.purse at least 1]}
triggers:
  storm: {when: heat >= 8, once: true, say: A storm breaks., effects: [heat -3]}
endings:
  war: {at once: true, when: heat >= 10 and turn >= 2}
  calm_: {when: mood >= 8, name: A calm lake}
  calm_too: {as: calm_, when: heat <= 3 and flag(feast)}
  drift: {otherwise: true}
scorecards:
  rich: {for: south, if: aim is gain, lines: [10 for south.purse from 0 to 20]}
  calm_one: {for: south, if: aim is peace, lines: [10 for heat from 10 to 0, -5 if heat >= 9]}
"""
MSEL = """
rulebook: 1
injects:
  drought: {due: turn 2, from: Gauge, to: [east, west], means: cable, headline: Low water, text: The lake falls., expected: Talk., effects: [heat +1]}
  feast_: {when: flag(feast), text: They dance., expected: Nothing., must: false, effects: [heat -1 if heat >= 1]}
"""
MSEL_FILE, RULES_FILE, SCENARIO_FILE = "msel.yaml", "rulebook.yaml", "scenario.yaml"
TEXTS = {
    SCENARIO_FILE: SCENARIO,
    RULES_FILE: RULEBOOK.replace("[me_too]", "[heat +0]"),
    MSEL_FILE: MSEL,
    "briefings/public.md": "The lake is low.",
    "briefings/west.md": "Your nets are twice as wide as anybody knows. Keep it so.",
}


def found(*pieces: tuple[str, str], file: str = RULES_FILE) -> tuple[Complaint, ...]:
    """Return everything that is wrong once these pieces of a file are changed."""
    text = TEXTS[file]
    for old, new in pieces:
        assert old in text, old
        text = text.replace(old, new, 1)
    exercise, complaints = examine("shores", {**TEXTS, file: text})
    return complaints if exercise is None else (*complaints, *check(exercise))


@pytest.fixture(scope="module")
def shores() -> Exercise:
    exercise, complaints = examine("shores", TEXTS)
    assert exercise is not None, complaints
    return exercise


def test_all_of_it_is_read_and_nothing_is_wrong(shores: Exercise) -> None:
    assert [str(complaint) for complaint in check(shores)] == []


# ------------------------------------------------------------------------------------------------- what can be written


SENTENCES = [
    "heat +4", "heat -1", "heat to 2", "heat x 0.97", "heat at least 2", "heat at most 1", "fish +0.25",
    "me.purse -1", "me.target.trust +1", "target.me.trust +1", "east.west.trust +1", "west.east.trust +1", "fish +pay",
    "heat +1 after 2 turns", "heat +1 if mood >= 2", "heat +1 after 2 turns if mood >= 2", "flag ban", "flag ban for 2 turns",
    "flag ban if heat >= 2", "clear ban", "clear ban if heat >= 2", "ask which", "ask which if heat >= 2",
    "reveal fish to all", "reveal east.fish to west and south", "reveal fish to me", "west is found breaking accord",
    "me is found breaking accord if heat >= 2", "suspend accord for 1 turn", "resume accord", "terminate accord",
    "terminate promise if age(promise) >= 1", "heat +(3 - turn)", "heat +highest(share, active)",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_kind_of_sentence_can_be_said_in_a_move(sentence: str) -> None:
    errors = [
        one for one in found(("effects: [me.purse +2,", f'effects: ["{sentence}", me.purse +2,')) if _is_error(one)
    ]
    assert errors == []


CONDITIONS = [
    "heat >= 2 and not flag(ban) or turn == 3", "(heat + 1) * 2 > 3 / 2", "min(heat, 3, turn) < max(2, turn)", "abs(fish) >= 1",
    "round(fish) == 2", "roundup(fish) > rounddown(fish)", "played(any, net)", "played(west, harsh)", "times(me, net) < 2",
    "active(accord)", "ever(accord)", "age(accord) >= 1", "accord.share >= 1", "count(active) >= 1",
    "count(active and share >= 1) == 0", "total(share, active) > 1", "highest(share, ever) >= 1", "pay >= 2", "mood > 3",
    "me is east", "target is west", "not (me is east or target is east)", "heat / 3 == 1", "heat >= 25%", "turn >= 2",
    "me.target.trust >= 0", "me.purse > target.purse",
]  # fmt: skip


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_kind_of_condition_can_be_asked(condition: str) -> None:
    errors = [one for one in found(("heat +1 if flag(ban)", f'"heat +1 if {condition}"')) if _is_error(one)]
    assert errors == []


@pytest.mark.parametrize(
    ("pieces", "file"),
    [
        ([("range: 0..10, start: 3", "range: .., start: 3")], SCENARIO_FILE),
        ([("range: 0.., start: {east", "range: ..99, start: {east")], SCENARIO_FILE),
        ([("others see: give or take 2", "others see: last report")], SCENARIO_FILE),
        ([("others see: give or take 2", "others see: nothing")], SCENARIO_FILE),
        ([("order: drawn", "order: listed")], SCENARIO_FILE),
        ([("order: drawn", "order: {initiative: purse}")], SCENARIO_FILE),
        ([("orders: sealed", "orders: open")], SCENARIO_FILE),
        ([("rises at most: 3", "falls at most: 2, stops at: 9, except: [upkeep]")], SCENARIO_FILE),
        ([("by: any\n    target: others", "by: any\n    target: any"), ("me.target.trust -1, ", "")], RULES_FILE),
        ([("target: others", "target: [east, west]"), ("me.target.trust -1, ", "")], RULES_FILE),
        ([("seen: when detected", "seen: [east]"), ("    detected: {chance: 35% + heat / 100, effects: [east.west.trust -1]}\n", "")], RULES_FILE),
        ([("seen: when detected", "seen: secret"), ("    detected: {chance: 35% + heat / 100, effects: [east.west.trust -1]}\n", "")], RULES_FILE),
        ([("once: true, effects: [flag ban", "per turn: 1, effects: [flag ban")], RULES_FILE),
        ([("asked of: facilitator", "asked of: south"), ("text: Which?", "secret: true, text: Which?")], RULES_FILE),
        ([("roll: contest", "roll: 1d100"), ("outcomes: {fail: [heat", "outcomes: {6 or less: [heat"), ("full: {say", "7 or more: {say")], RULES_FILE),
        ([("due: turn 2", "due: 'turn 2, minute 15'")], MSEL_FILE),
        ([("text: The lake falls.", "text: The lake falls., read aloud: Hear this., hint: Ask them., success: They talk., red flag: Shots., questions: [Why?], objective: O1")], MSEL_FILE),
    ],
)  # fmt: skip
def test_other_ways_to_say_it(pieces: list[tuple[str, str]], file: str) -> None:
    assert [one for one in found(*pieces, file=file) if _is_error(one)] == []


def test_the_answers_of_a_question_may_be_called_yes_and_no() -> None:
    answers = ("{mend: {odds: 60%", "{yes: {odds: 60%"), ("}, end: {odds: 40%", "}, no: {odds: 40%")
    assert [str(one) for one in found(*answers) if _is_error(one)] == []


# ------------------------------------------------------------------------------------------------- what must be found


CASES = [
    # every name error
    (Code.UNKNOWN_NAME, "error", RULES_FILE, "heat x 0.5", "heet x 0.5", "heet"),
    (Code.UNBOUND_WORD, "error", RULES_FILE, "south.purse at least 1]", "me.purse at least 1]", "me.purse"),
    (Code.UNKNOWN_ACTOR, "error", RULES_FILE, "by: [south]", "by: [sout]", "sout]"),
    (Code.UNKNOWN_FLAG, "error", RULES_FILE, "clear ban", "clear bann", "bann"),
    (Code.UNKNOWN_AGREEMENT, "error", RULES_FILE, "allowed if: heat >= 2", "allowed if: active(acord)", "acord"),
    (Code.UNKNOWN_TERM, "error", RULES_FILE, "terms: {share: 1}", "terms: {shares: 1}", "shares"),
    (Code.UNKNOWN_QUESTION, "error", RULES_FILE, "ask which]", "ask wich]", "wich]"),
    (Code.UNKNOWN_WORD, "error", RULES_FILE, "temper is wild", "temper is wilde", "wilde"),
    (Code.UNKNOWN_STEP, "error", SCENARIO_FILE, "does: [upkeep,", "does: [upkep,", "upkep"),
    # outcome gaps and overlaps
    (Code.OUTCOME_GAP, "error", RULES_FILE, "fail: 6 or less, full", "fail: 5 or less, full", "2d6"),
    (Code.OUTCOME_OVERLAP, "error", RULES_FILE, "fail: 6 or less, full", "fail: 7 or less, full", "full"),
    # a track that no rule changes, or that no rule reads
    (Code.NEVER_CHANGED, "warning", RULES_FILE, ", fish +0.5 if me is east", "", "fish"),
    (Code.NEVER_READ, "warning", SCENARIO_FILE, "derived:\n", "  bees: {name: Bees, range: 0..9, start: 1, income: 1}\nderived:\n", "bees"),
    # a move nobody can ever make
    (Code.DEAD_MOVE, "warning", RULES_FILE, "allowed if: heat >= 2", "allowed if: heat > 10", "calm"),
    # a condition always true or always false
    (Code.ALWAYS_TRUE, "warning", RULES_FILE, "allowed if: heat >= 2", "allowed if: heat >= 0", "heat >= 0"),
    (Code.ALWAYS_FALSE, "warning", RULES_FILE, "heat +1 if flag(ban)", "heat +1 if heat > 10", "heat > 10"),
    # an ending that cannot be reached
    (Code.DEAD_ENDING, "warning", RULES_FILE, "when: mood >= 8", "when: mood > 10", "calm_"),
    (Code.DEAD_ENDING, "warning", RULES_FILE, "when: heat <= 3 and flag(feast)", "when: mood >= 9", "calm_too"),
    # effects larger than the range
    (Code.EFFECT_TOO_LARGE, "warning", RULES_FILE, "heat x 0.5", "heat +50", "heat +50"),
    # a delay beyond the last turn
    (Code.TOO_LATE, "warning", RULES_FILE, "after 1 turn", "after 4 turns", "heat +1 after"),
    # a secret's words in a public text
    (Code.SECRET_IN_PUBLIC, "warning", MSEL_FILE, "They dance.", "They cast many nets.", "feast_"),
    # a table without a row it needs
    (Code.TABLE_GAP, "error", RULES_FILE, "3 or less: 3, 4 or more: 1", "3 or less: 3, 5 or more: 1", "pay"),
    # a forbidden move that does not exist
    (Code.UNKNOWN_MOVE, "error", RULES_FILE, "forbids: {west: [harsh]}", "forbids: {west: [netlots]}", "netlots"),
    (Code.NOT_THEIR_MOVE, "error", RULES_FILE, "forbids: {west: [harsh]}", "forbids: {south: [harsh]}", "harsh"),
    # a missing expected action
    (Code.NO_EXPECTED_ACTION, "warning", MSEL_FILE, ", expected: Talk.", "", "drought"),
    # text too long for one projector panel
    (Code.TOO_LONG_FOR_PANEL, "warning", MSEL_FILE, "They dance.", "They dance. " * 60, "feast_"),
    # minutes over the plan
    (Code.MINUTES, "warning", SCENARIO_FILE, "moves: {minutes: 10", "moves: {minutes: 100", "moves"),
    # a built-in thing that no phase does
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "income, delayed effects,", "delayed effects,", "purse"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "delayed effects, injects", "injects", "heat +1 after"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "injects, resume]", "resume]", "drought"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "injects, resume]", "injects]", "suspend this"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "does: [adjudication]", "does: []", "moves:"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "upkeep, agreements,", "upkeep,", "accord"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "triggers, expiry]", "expiry]", "storm"),
    (Code.NOT_IN_DOES, "error", SCENARIO_FILE, "triggers, expiry]", "triggers]", "flag feast"),
    # a divisor that can be zero
    (Code.DIVISOR_ZERO, "error", RULES_FILE, "heat x 0.5", "heat +6 / heat", "heat"),
    # a question that nobody can weigh
    (Code.NO_ODDS, "warning", RULES_FILE, "mend: {odds: 60%, ", "mend: {", "mend"),
    # what the mover cannot see
    (Code.READS_HIDDEN, "error", RULES_FILE, "allowed if: heat >= 2", "allowed if: east.fish >= 2", "east.fish"),
    # traps of YAML
    (Code.COLON_TRAP, "error", RULES_FILE, "[me.purse +2,", "[heat +1 because so: it is, me.purse +2,", "heat +1"),
    (Code.COMMA_TRAP, "error", MSEL_FILE, "They dance.", "They dance, they sing.", "they sing."),
    (Code.COMMA_TRAP, "error", MSEL_FILE, "due: turn 2", "due: turn 2, minute 15", "minute 15"),
    (Code.COMMA_TRAP, "error", RULES_FILE, "heat +1 if flag(ban)", "heat +1 if played(any, net)", "heat +1"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "file", "old", "new", "at"), CASES)
def test_the_checker_finds(code: Code, severity: str, file: str, old: str, new: str, at: str) -> None:
    told = [one for one in found((old, new), file=file) if one.code == code]
    assert told, [str(one) for one in found((old, new), file=file)]
    assert {one.severity.value for one in told} == {severity}
    assert any(at in line for line in _lines(told, old, new, file)), [str(one) for one in told]


def test_what_lasts_only_so_long_needs_the_expiry_that_ends_it() -> None:
    ends = found((", flag feast for 1 turn", ""), ("flag ban for 2 turns", "flag ban"))
    assert not [one for one in ends if _is_error(one)]
    texts = {
        **TEXTS,
        RULES_FILE: TEXTS[RULES_FILE].replace(", flag feast for 1 turn", "").replace("ban for 2 turns", "ban"),
    }
    texts[SCENARIO_FILE] = SCENARIO.replace("triggers, expiry]", "triggers]")
    exercise, _ = examine("shores", texts)
    assert exercise is not None
    (told,) = [one for one in check(exercise) if one.code == Code.NOT_IN_DOES]
    assert told.message == "`promise` lasts so long, and ends there, but no phase does `expiry`"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (SCENARIO_FILE, "rises at most: 3", "rises at most: 0.5", "a limit with decimals"),
        (RULES_FILE, "parties: [east, west], goodwill", "parties: [east, west], terms: {share: 1}, goodwill",
         "`share: 1`: a promise of goodwill has no terms"),
        (SCENARIO_FILE, "capability: C1, task", "capability: C2, task", "there is no capability `C2`"),
        (MSEL_FILE, "text: They dance.", "attachment: attachments/dance.md, text: They dance.",
         "there is no attachment `attachments/dance.md`"),
    ],
)  # fmt: skip
def test_and_so_it_does(file: str, old: str, new: str, message: str) -> None:
    assert message in [one.message for one in found((old, new), file=file) if _is_error(one)]


def _lines(told: list[Complaint], old: str, new: str, file: str) -> Iterator[str]:
    """Yield what stands where the complaints point to, from there on."""
    texts = {**TEXTS, file: TEXTS[file].replace(old, new, 1)}
    for one in told:
        line = texts[one.place.file].splitlines()[one.place.line - 1]
        yield line[one.place.column - 1 :]


def _is_error(complaint: Complaint) -> bool:
    return complaint.severity is Severity.ERROR
