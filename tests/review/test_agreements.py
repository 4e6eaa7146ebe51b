"""Agreements, breaches, questions and cards in words, as bars and as rows: who reads what, and why nobody saw it."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read_play
from wargame.review.bars import Bar, bars
from wargame.review.breaches import unseen_breaches
from wargame.review.contributions import movement
from wargame.review.situation import situation_lines
from wargame.review.timeline import rows
from wargame.review.wording import ruling_account, ruling_of
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, RulingCommitted, RulingProposed
from wargame.session.scripted import Script

VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"

PLAY = """
play: 1
cards: {north.temper: proud, south.measure: by_grain}
turns:
  1:
    sign:
      - {agreement: ceasefire, by: [south, north], terms: {aid: 2}}
      - {agreement: patrol, by: [north, south]}
      - {agreement: fund, by: league}
    answers: {census: partial, pay_or_late: pay}
    orders: [{by: south, move: raid, dice: [[100]]}, {by: north, move: hide_guns}]
    dice: {every agreement/hold_up: [[6, 6]], agreements/patrol/detection: [[100]], steps/inspection_tour: [[100]]}
  2:
    answers: {pay_or_late: pay, cure_or_end: cure}
    orders: [{by: south, move: raid, dice: [[1]]}]
    dice: {steps/inspection_tour: [[1]]}
"""


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return reader.read("valley", paths.read_exercise(VALLEY))


@pytest.fixture(scope="module")
def played(valley: Exercise) -> Session:
    play = read_play("plays/test.yaml", textwrap.dedent(PLAY), valley)
    done = Script(Session.in_memory(valley, seed="bars"), play)
    done.finish()
    assert done.unused == []
    return done.session


def account(session: Session, title: str) -> list[str]:
    """Return the lines of the first committed ruling whose account is about that."""
    for entry in session.history.entries:
        ruling = ruling_of(entry.body, session.history.entries)
        if isinstance(entry.body, RulingCommitted) and ruling is not None:
            lines = [line.text for line in ruling_account(session.exercise, ruling)]
            if any(title in line for line in lines):
                return lines
    raise AssertionError(title)


def stretches(found: tuple[Bar, ...]) -> list[tuple[str, str, int, int, str]]:
    return [(bar.agreement, bar.status, bar.start, bar.end, bar.ended) for bar in found]


def test_bars_for_the_white_cell(valley: Exercise, played: Session) -> None:
    found = bars(valley, played.history)
    assert stretches(found) == [
        ("ceasefire", "offered", 1, 1, ""),
        ("ceasefire", "in force", 1, 2, ""),
        ("patrol", "offered", 1, 1, ""),
        ("patrol", "in force", 1, 2, "terminated"),
        ("fund", "offered", 1, 2, "lapsed"),
        ("ceasefire", "suspended", 2, 4, ""),
        ("ceasefire", "in force", 4, 4, ""),
    ]
    force = found[1]
    assert force.detail == "Inspection by air (1), Aid 2"
    assert [(mark.turn, mark.breaker, mark.found) for mark in force.breaches] == [
        (1, "south", False), (2, "south", True),
    ]  # fmt: skip
    assert force.breaches[1].found_seq == force.breaches[1].seq
    assert found[0].detail == "signed by South and North"
    assert [bar.goes_on for bar in found] == [False] * 6 + [True]


def test_bars_for_the_room_and_the_seats(valley: Exercise, played: Session) -> None:
    for audience, breaches in (("all", 1), ("league", 1), ("north", 1), ("south", 2)):
        found = bars(valley, played.history, audience)
        assert {bar.status for bar in found} == {"in force", "suspended"}
        assert len(found[0].breaches) == breaches, audience


def test_bars_as_they_stood_at_an_entry_and_after_a_step_back(valley: Exercise, played: Session) -> None:
    first = next(bar for bar in bars(valley, played.history) if bar.status == "in force")
    assert stretches(bars(valley, played.history, at=first.start_seq)) == [
        ("ceasefire", "offered", 1, 1, ""), ("ceasefire", "in force", 1, 1, ""),
    ]  # fmt: skip
    assert stretches(bars(valley, played.history, at=first.start_seq - 1)) == [("ceasefire", "offered", 1, 1, "")]
    assert bars(valley, played.history, at=0) == ()


def test_why_a_breach_was_not_seen(valley: Exercise, played: Session) -> None:
    found = unseen_breaches(valley, played.history)
    assert [(one.turn, one.agreement, one.breaker, one.move) for one in found] == [
        (1, "ceasefire", "south", "raid"), (1, "patrol", "north", "hide_guns"),
    ]  # fmt: skip
    raid, guns = ([line.text for line in one.lines] for one in found)
    assert raid == [
        "South breaks Ceasefire: Raid the barns",
        "The move has a chance of its own to be detected: finding",
        "Chance: 8 in 10 (80%, likely)",
        "Dice from the table: 100 of 100: it does not come up",
    ]
    assert guns[1] == "Joint patrols has a chance to find it: 10% + finding"
    assert "100 of 100" in guns[-1]


def test_a_secret_move_that_nothing_looks_for(valley: Exercise) -> None:
    patrol = replace(valley.agreements["patrol"], detection=None)
    deaf = replace(valley, agreements={**valley.agreements, "patrol": patrol})
    play = read_play("plays/test.yaml", textwrap.dedent(PLAY), deaf)
    done = Script(Session.in_memory(deaf, seed="bars"), play)
    next(done.turns())
    lines = [line.text for line in unseen_breaches(deaf, done.session.history)[1].lines]
    assert lines[1:] == ["The move is secret, and nothing in Joint patrols looks for it"]


def test_a_ruling_of_signing_is_told_with_levels_and_reasons(played: Session) -> None:
    lines = account(played, "Ceasefire comes into force")
    assert "Signed by all: Ceasefire" in lines
    assert "Ceasefire comes into force: Inspection by air (1), Aid 2" in lines
    assert any(line.startswith("Hold up: met: Aid of Ceasefire is 2, at least 1") for line in lines)
    lines = account(played, "Joint patrols comes into force")
    assert "North is asked in secret: Is your count of guns complete?" in lines
    assert "North says: Partial" in lines
    assert "Met: depends on Ceasefire (Ceasefire is in force)" in lines


def test_an_unfound_breach_says_so_and_a_found_one_does_not(played: Session) -> None:
    assert any("(nobody knows yet but the umpire)" in line for line in account(played, "South breaks Ceasefire"))
    lines = account(played, "South is found breaking Ceasefire: Raid the barns")
    assert "South breaks Ceasefire: Raid the barns" in lines
    assert "Breach found: Ceasefire" in lines
    assert any("not met: the breaker is South, not North" in line for line in lines)
    assert "North is asked: South has broken Ceasefire. Another chance, or the end of it?" in lines
    assert "North says: Cure" in lines
    assert any(line.startswith("Ceasefire is suspended through") for line in lines)


def test_the_end_of_an_agreement_is_told_with_its_snapback(played: Session) -> None:
    lines = account(played, "North is found breaking Joint patrols")
    assert "Joint patrols has ended: terminated; its terms no longer count" in lines
    assert "The end: Joint patrols" in lines


def test_a_ruling_that_waits_tells_its_question_and_the_odds(valley: Exercise, played: Session) -> None:
    asked = [
        entry.body.ruling
        for entry in played.history.entries
        if isinstance(entry.body, RulingProposed) and entry.body.ruling.asks is not None
    ]
    lines = [line.text for line in ruling_account(valley, asked[0])]
    assert lines[-3:] == [
        "Waits for an answer. North is asked in secret: Is your count of guns complete?",
        "Complete (5 in 10 by the dice, 50%, roughly even)",
        "Partial (5 in 10 by the dice, 50%, roughly even)",
    ]


def test_the_situation_names_what_stands(valley: Exercise, played: Session) -> None:
    then = bars(valley, played.history)
    signed = next(bar for bar in then if bar.agreement == "fund").start_seq
    lines = situation_lines(valley, played.history.state_at(signed))
    assert "  Ceasefire: in force since month 1 (Inspection by air (1), Aid 2)" in lines
    assert any(line.startswith("  Joint patrols: in force") and "census is partial" in line for line in lines)
    assert any(line.endswith("signed by The League") for line in lines)
    assert "  North holds the card proud" in lines
    lines = situation_lines(valley, played.state)
    assert "  Joint patrols: ended in month 2 (terminated), signed in month 1, census is partial" in lines
    assert "  Month 1: South breaks Ceasefire: Raid the barns; nobody has found out" in lines
    assert "  Month 2: South breaks Ceasefire: Raid the barns; found" in lines


def test_rows_keep_cards_signatures_and_unfound_breaches_to_those_who_may_know(
    valley: Exercise, played: Session
) -> None:
    told = {
        audience: "\n".join(f"{row.title} {row.detail}" for row in rows(valley, played.history, audience))
        for audience in (WHITE_CELL, "all", "north", "south", "league")
    }
    for text, audiences in (
        ("South holds the card by grain", {WHITE_CELL, "south"}),
        ("North holds the card proud", {WHITE_CELL, "north"}),
        ("South signs Ceasefire", {WHITE_CELL, "south"}),
        ("The League signs A fund", {WHITE_CELL, "league"}),
        ("Joint patrols: census is", {WHITE_CELL}),
        ("Hide guns", {WHITE_CELL, "north"}),
    ):
        assert {audience for audience, lines in told.items() if text in lines} == audiences, text
    assert all("Ceasefire" in lines for lines in told.values())


def test_contributions_add_up_where_agreements_move_them(valley: Exercise, played: Session) -> None:
    for name in (*valley.tracks, *valley.derived):
        found = movement(valley, played.history, name)
        assert found.before + sum(one.delta for one in found.contributions) == pytest.approx(found.after)
    trust = movement(valley, played.history, "north.south.trust", 1, 1)
    assert {"Signed: Ceasefire", "Signed: Joint patrols"} <= {one.source for one in trust.contributions}
    aid = movement(valley, played.history, "aid_due", 1, 1)
    assert [(one.source, one.sentence, one.delta) for one in aid.contributions] == [
        ("Signed: Ceasefire", "Ceasefire comes into force", 2.0)
    ]
