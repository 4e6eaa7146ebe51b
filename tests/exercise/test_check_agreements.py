"""The checker on agreements, questions, cards and players: one exercise with nothing wrong, one fault at a time."""

from __future__ import annotations

import pytest

from wargame.exercise.added import complaints_about
from wargame.exercise.check import check
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place, Severity
from wargame.exercise.reader import examine, read
from wargame.exercise.rulebook import Ask, FindBreach, SetFact, Simple, Terminate
from wargame.exercise.sentences import parse_sentence
from wargame.exercise.vocabulary import Vocabulary

SCENARIO = """\
rulebook: 1
title: Two towns
version: 1.0
synopsis: A short one.
turns: {count: 6, called: month}
actors:
  blue: {name: Blue Town, moves a turn: 1}
  red: {name: Red Town, moves a turn: 1}
phases:
  news: {minutes: 5, does: [resume]}
  talks: {minutes: 5, who: all, does: [signing]}
  orders: {minutes: 10, who: all, does: [orders], orders: sealed}
  ruling: {minutes: 10, does: [adjudication]}
  after: {minutes: 5, does: [payment, inspection, agreements]}
tracks:
  tension: {name: Tension, for: world, range: 1..10, start: 4}
  stock: {name: Stock, for: red, range: 0..100, start: 30, seen by: [red]}
  purse: {name: Purse, for: blue, range: 0..6, start: 2}
derived:
  bill: roundup(total(relief, active) / 4)
cards:
  posture:
    for: red
    draw: {dealer: 60%, hedger: 40%}
    briefs: {dealer: You keep your word., hedger: You keep a store.}
"""

RULEBOOK = """\
rulebook: 1
tables:
  watch: {by: cap.checks, 0: 5%, 1 to 2: 20%, 3: 40%}
  worth: {by: this, cap: 5, halt: 2, trade: 2}
  care: {by: red.posture, dealer: 1, hedger: 2}
questions:
  is_it_a_breach:
    asked of: facilitator
    text: Is this a breach of {this} by {breaker}?
    options:
      breach: {odds: 50%, effects: [breaker is found breaking this]}
      no_breach: {odds: 50%}
  cure_or_end:
    asked of: injured
    text: A cure period, or the end of it?
    options:
      cure: {odds: 60%, effects: [suspend this for 1 turn]}
      end: {odds: 40%, effects: [terminate this]}
  pay:
    asked of: blue
    text: Pay {bill} now, or be late?
    options:
      now: {allowed if: blue.purse >= bill, odds: 90%, effects: [blue.purse -bill]}
      late: {odds: 10%, target: active and relief >= 1, effects: [suspend target for 1 turn, tension +1]}
  declaration:
    asked of: red
    secret: true
    text: Is your declaration complete?
    options:
      complete: {odds: 50%, effects: [this.declaration to complete]}
      partial: {odds: 50%, effects: [this.declaration to partial]}
every agreement:
  terms:
    checks: {range: 0..3}
    relief: {range: 0..3, names: [none, waiver, part, broad]}
  signed in: talks
  at most: 1
  may return: 2 turns after it ended
  on signing:
    - tension -this.checks if this.relief >= 2
  ambiguous: is_it_a_breach
  if found: [tension +1, ask cure_or_end]
  on termination: [tension +1]
  if a support ends: [suspend this for 1 turn]
agreements:
  halt:
    name: A halt of the digging
    parties: [blue, red]
    terms: {checks: 1, relief: 1}
    tags: [core]
    forbids: {red: [dig]}
    ambiguous under: {red: [sell]}
    each turn: [stock -1]
  cap:
    name: A cap on the stock
    parties: [blue, red]
    possible if: tension <= 8 and age(halt) >= 1
    depends on: [halt]
    terms: {checks: 3, relief: 2}
    tags: [core]
    facts: {declaration: {one of: [complete, partial], seen by: [red]}}
    forbids: {red: [hide]}
    on signing: [ask declaration]
  trade:
    name: Trade between the towns
    parties: [blue, red]
    terms: {checks: 0, relief: 3}
    fixed terms: [checks]
moves:
  talk: {name: Talk to them, by: [blue], effects: [blue.purse +1]}
  dig: {name: Dig for more, by: [red], effects: [stock +5]}
  sell: {name: Sell some grain, by: [red], effects: [stock -2, tension +care]}
  hide:
    name: Hide the grain
    by: [red]
    seen: when detected
    effects: [stock +2, cap.declaration to partial if active(cap)]
    detected: {chance: watch, effects: [tension +1]}
steps:
  payment:
    if: bill >= 1
    effects: [ask pay]
  inspection:
    if: active(cap) and cap.declaration is partial and posture is hedger
    chance: watch
    effects: [red is found breaking cap]
endings:
  war: {at once: true, when: tension >= 10}
  peace: {when: count(active and core) >= 2 or stock < 10}
  drift: {otherwise: true}
scorecards:
  blue: {for: blue, lines: [25 for stock from 100 to 0, -25 if tension >= 9]}
rehearsal:
  players:
    keeper:
      for: blue
      points: {talk: 1}
      prefer: [talk +1 if count(active) == 0]
      terms: [checks at least 2]
      signs: {score: worth - this.relief, at least: 1, modifiers: [+1 if this is cap because it matters]}
      answers: {pay: {now: 95%, late: 5%}}
    hedger: {for: red, points: {hide: 1}, keeps promises: 2, signs: {chance: 50%}}
    dealer: {for: red, points: {dig: 1}, signs: {chance: 60%}}
  seats: {blue: [keeper], red: by card posture}
"""


def texts(scenario: str = SCENARIO, rulebook: str = RULEBOOK) -> dict[str, str]:
    return {"scenario.yaml": scenario, "rulebook.yaml": rulebook}


def complaints(scenario: str = SCENARIO, rulebook: str = RULEBOOK) -> list[Complaint]:
    """Everything the reader and the checker say."""
    exercise, found = examine("towns", texts(scenario, rulebook))
    return [*found, *(check(exercise) if exercise is not None else ())]


def edit(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def test_nothing_is_wrong_with_the_exercise() -> None:
    assert [str(found) for found in complaints()] == []


ERRORS = [
    (Code.UNKNOWN_AGREEMENT, "rulebook", "if: active(cap) and", "if: active(cop) and", "cop)"),
    (Code.UNKNOWN_AGREEMENT, "rulebook", "red is found breaking cap]", "red is found breaking cop]", "cop]"),
    (Code.UNKNOWN_AGREEMENT, "rulebook", "depends on: [halt]", "depends on: [hlat]", "hlat"),
    (Code.UNKNOWN_QUESTION, "rulebook", "ask declaration]", "ask declartion]", "declartion]"),
    (Code.UNKNOWN_QUESTION, "rulebook", "  ambiguous: is_it_a_breach\n", "", "halt:"),
    (Code.UNKNOWN_TERM, "rulebook", "this.relief >= 2", "this.releif >= 2", "releif"),
    (Code.UNKNOWN_TERM, "rulebook", "checks at least 2", "chekcs at least 2", "chekcs"),
    (Code.UNKNOWN_CARD, "rulebook", "cap.declaration is partial and", "cap.statement is partial and", "statement is"),
    (Code.UNKNOWN_WORD, "rulebook", "posture is hedger", "posture is hegder", "hegder"),
    (Code.NOT_THEIR_MOVE, "rulebook", "forbids: {red: [dig]}", "forbids: {red: [talk]}", "talk]"),
    (Code.NOT_THEIR_MOVE, "rulebook", "points: {talk: 1}", "points: {dig: 1}", "dig: 1"),
    (Code.NOT_THEIR_MOVE, "rulebook", "prefer: [talk +1", "prefer: [dig +1", "dig +1"),
    (Code.UNKNOWN_MOVE, "rulebook", "forbids: {red: [dig]}", "forbids: {red: [dgi]}", "dgi]"),
    (Code.NOT_A_PARTY, "rulebook", "forbids: {red: [hide]}", "forbids: {green: [hide]}", "green"),
    (Code.SUPPORT_CIRCLE, "rulebook", "forbids: {red: [dig]}", "depends on: [cap]", "halt:"),
    (Code.ENDLESS, "rulebook", "effects: [suspend this for 1 turn]", "effects: [ask cure_or_end]", "cure_or_end:"),
    (Code.ENDLESS, "rulebook", "effects: [suspend this for 1 turn]", "effects: [red is found breaking this]", "cap:"),
    (Code.TERM_RANGE, "rulebook", "checks: 1, relief: 1", "checks: 4, relief: 1", "checks: 4"),
    (Code.CARD_CHANCES, "scenario", "hedger: 40%", "hedger: 60%", "posture:"),
    (Code.CHANCE_RANGE, "rulebook", "cure: {odds: 60%", "cure: {odds: 60", "60"),
    (Code.CHANCE_RANGE, "rulebook", "signs: {chance: 50%}", "signs: {chance: 50}", "50}"),
    (Code.TABLE_GAP, "rulebook", "cap: 5, halt: 2, trade: 2", "cap: 5, halt: 2", "worth:"),
    (Code.TABLE_GAP, "rulebook", "dealer: 1, hedger: 2", "dealer: 1", "care:"),
    (Code.UNKNOWN_NAME, "rulebook", "by: cap.checks", "by: checks", "checks"),
    (Code.UNBOUND_WORD, "rulebook", "tension +care", "tension +worth", "worth]"),
    (Code.UNBOUND_WORD, "rulebook", "effects: [ask pay]", "effects: [ask cure_or_end]", "injured"),
    (Code.READS_HIDDEN, "rulebook", "possible if: tension <= 8", "possible if: stock <= 50", "stock <= 50"),
    (Code.READS_HIDDEN, "rulebook", "possible if: tension <= 8", "possible if: posture is dealer", "posture is"),
    (Code.READS_HIDDEN, "rulebook", "possible if: tension <= 8", "possible if: not offered(halt)", "offered(halt)"),
    (Code.READS_HIDDEN, "rulebook", "blue.purse >= bill", "not cap.declaration is none", "cap.declaration"),
    (Code.READS_HIDDEN, "rulebook", "blue.purse >= bill", "count(declaration is partial) == 0", "declaration is"),
    (Code.NOT_IN_DOES, "scenario", "does: [resume]", "does: []", "suspend"),
    (Code.NOT_IN_DOES, "scenario", "inspection, agreements]", "inspection]", "halt:"),
    (Code.NOT_IN_DOES, "scenario", "does: [signing]", "does: []", "talks:"),
    (Code.NOT_IN_DOES, "rulebook", "signed in: talks", "signed in: news", "news:"),
    (Code.UNKNOWN_REFERENCE, "rulebook", "signed in: talks", "signed in: taks", "taks"),
]  # fmt: skip

WARNINGS = [
    (Code.DEAD_AGREEMENT, "rulebook", "possible if: tension <= 8", "possible if: tension > 10", "cap:"),
    (Code.DEAD_AGREEMENT, "rulebook", "and age(halt) >= 1", "and active(cap)", "cap:"),
    (Code.DEAD_AGREEMENT, "rulebook", "at most: 1", "at most: 0", "0"),
    (Code.DEAD_AGREEMENT, "rulebook", "    terms: {checks: 1, relief: 1}", "    possible if: tension > 10", "cap:"),
    (Code.QUESTION_UNASKED, "rulebook", "effects: [ask pay]", "effects: [blue.purse -bill]", "pay:"),
    (Code.QUESTION_UNASKED, "rulebook", "    ambiguous under: {red: [sell]}\n", "", "is_it_a_breach:"),
    (Code.NO_ODDS, "rulebook", "cure: {odds: 60%, ", "cure: {", "cure:"),
    (Code.DEAD_OPTION, "rulebook", "allowed if: blue.purse >= bill", "allowed if: blue.purse > 6", "now:"),
    (Code.DEAD_OPTION, "rulebook", "target: active and relief >= 1", "target: active and relief > 3", "late:"),
    (Code.FACT_UNUSED, "rulebook", "and cap.declaration is partial ", "", "declaration:"),
    (Code.CARD_UNREAD, "rulebook", "red: by card posture", "red: [dealer, hedger]", "posture:"),
    (Code.ALWAYS_FALSE, "rulebook", "count(active and core) >= 2", "count(active and core) >= 3", "count(active"),
    (Code.ALWAYS_TRUE, "rulebook", "if this.relief >= 2", "if this.relief <= 3", "this.relief"),
    (Code.ALWAYS_FALSE, "rulebook", "if: bill >= 1", "if: bill >= 4", "bill >= 4"),
    (Code.UNUSED, "rulebook", "score: worth - this.relief", "score: 3 - this.relief", "worth:"),
    (Code.TOO_LONG_FOR_PANEL, "rulebook", "A cure period, or the end of it?", "A cure period? " * 60, "cure_or_end:"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("severity", "code", "file", "old", "new", "at"),
    [(Severity.ERROR, *case) for case in ERRORS] + [(Severity.WARNING, *case) for case in WARNINGS],
)
def test_one_thing_wrong_is_found_at_its_place(
    severity: Severity, code: Code, file: str, old: str, new: str, at: str
) -> None:
    before = {"scenario": SCENARIO, "rulebook": RULEBOOK}
    changed = {file: edit(before[file], old, new)}
    if code == Code.CARD_UNREAD:
        for line in ("  care: {by: red.posture, dealer: 1, hedger: 2}\n", " and posture is hedger"):
            changed[file] = edit(changed[file], line, "")
        changed[file] = edit(changed[file], "tension +care", "tension +1")
    found = [complaint for complaint in complaints(**changed) if complaint.code == code]
    assert found, f"{code} was not found"
    assert {complaint.severity for complaint in found} == {severity}
    files = texts(**changed)
    pointed_at = [
        files[place.file].splitlines()[place.line - 1][place.column - 1 :] for place in (one.place for one in found)
    ]
    assert any(text.startswith(at) for text in pointed_at), pointed_at


def only(code: Code, rulebook: str, scenario: str = SCENARIO) -> Complaint:
    (found,) = [complaint for complaint in complaints(scenario, rulebook) if complaint.code == code]
    return found


def test_it_is_told_why_nobody_can_sign() -> None:
    never = edit(RULEBOOK, "possible if: tension <= 8", "possible if: tension > 10")
    found = only(Code.DEAD_AGREEMENT, never)
    assert found.message == "the agreement `cap` can never be signed"
    assert found.suggestion.startswith("`possible if` is never true: `tension` lies between 1 and 10")
    # What rests on it cannot be signed either, and conditions about it are not told once more.
    above = edit(RULEBOOK, "    terms: {checks: 1, relief: 1}", "    possible if: tension > 10")
    whole = [found for found in complaints(rulebook=above) if found.code == Code.DEAD_AGREEMENT]
    assert [found.suggestion for found in whole][1] == "`halt`, which it depends on, can never be signed"
    assert Code.ALWAYS_FALSE not in {found.code for found in complaints(rulebook=above)}


def test_agreements_that_wait_for_one_another_are_never_signed() -> None:
    waiting = edit(RULEBOOK, "    terms: {checks: 1, relief: 1}", "    possible if: active(cap)")
    found = [complaint for complaint in complaints(rulebook=waiting) if complaint.code == Code.DEAD_AGREEMENT]
    assert [complaint.message.split("`")[1] for complaint in found] == ["halt", "cap"]


def test_a_fact_needs_a_rule_that_sets_it() -> None:
    silent = RULEBOOK.replace("[this.declaration to complete]", "[tension +1]")
    silent = silent.replace("[this.declaration to partial]", "[tension +1]")
    silent = edit(silent, ", cap.declaration to partial if active(cap)", "")
    found = only(Code.FACT_UNUSED, silent)
    assert found.message == "no rule sets the fact `cap.declaration`"
    assert Code.ALWAYS_FALSE not in {complaint.code for complaint in complaints(rulebook=silent)}


def test_a_word_of_a_fact_that_no_rule_sets_keeps_an_ending_out_of_reach() -> None:
    honest = edit(RULEBOOK, "[this.declaration to partial]", "[this.declaration to complete]")
    honest = edit(honest, ", cap.declaration to partial if active(cap)", "")
    ending = edit(honest, "  war: {", "  paper: {when: cap.declaration is partial}\n  war: {")
    assert only(Code.DEAD_ENDING, ending).message == "the ending `paper` cannot be reached"


def test_what_ends_an_agreement_does_not_count_as_endless() -> None:
    # Found, asked, ended: what is over cannot be broken again.
    ended = edit(RULEBOOK, "on termination: [tension +1]", "on termination: [tension +1, ask declaration]")
    assert Code.ENDLESS not in {found.code for found in complaints(rulebook=ended)}


def test_an_actor_may_be_asked_by_what_it_alone_knows() -> None:
    known = edit(RULEBOOK, "complete: {odds: 50%", "complete: {allowed if: posture is dealer, odds: 50%")
    assert complaints(rulebook=known) == []


def test_there_are_not_more_agreements_than_can_be_gone_through() -> None:
    more = "".join(f"  a{number}: {{name: A, parties: [blue, red]}}\n" for number in range(40))
    found = only(Code.TOO_BIG, edit(RULEBOOK, "moves:\n", f"{more}moves:\n"))
    assert found.message == "more than 40 agreements"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ask pay", Ask),
        ("red is found breaking cap if posture is hedger", FindBreach),
        ("cap.declaration to partial if count(active and core) >= 1", SetFact),
        ("terminate halt if halt.relief >= 2", Terminate),
    ],
)
def test_sentences_added_in_play_speak_of_agreements(text: str, kind: type[Simple]) -> None:
    exercise = read("towns", texts())
    found = parse_sentence(text, Place("improvised"), Vocabulary.of(exercise))
    assert isinstance(found, kind)
    assert complaints_about(exercise, [text], {}, 1) == ()


def test_a_sentence_added_in_play_may_not_divide_by_what_was_never_signed() -> None:
    exercise = read("towns", texts())
    for text in ("tension +6 / cap.relief", "tension +6 / count(active)"):
        assert [found.code for found in complaints_about(exercise, [text], {}, 1)] == [Code.DIVISOR_ZERO]
    (unbound,) = complaints_about(exercise, ["tension +worth"], {}, 1)
    assert unbound.code == Code.UNBOUND_WORD
    assert "the table `worth` asks about `this`" in unbound.message
    assert complaints_about(exercise, ["tension +worth"], {"this": "cap"}, 1) == ()
