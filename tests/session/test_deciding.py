"""Ways of deciding in a session: what waits for people cannot be committed, and everything said is kept."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from tests.pseudo import Pseudo
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read_play
from wargame.exercise.rulebook import WAYS_OF_DECIDING
from wargame.referee.adjustment import Argue, ChooseOutcome, CloseArguments, Decide, TakeDice, Vote
from wargame.referee.deciding import ways_for
from wargame.referee.ruling import Decided, Rolled
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.review.account import ruling_account
from wargame.review.adjustments import by_judgement
from wargame.review.wording import entry_title
from wargame.session.conduct import Session
from wargame.session.entries import RulingAdjusted
from wargame.session.errors import NotNow, NotUnderstood
from wargame.session.scripted import PlayError, Script
from wargame.session.verification import verify
from wargame.translation import speaking

COUNCIL = Path(__file__).parent.parent / "data" / "exercises" / "council"


@pytest.fixture(scope="module")
def council() -> Exercise:
    return reader.read("council", paths.read_exercise(COUNCIL))


def ruling(session: Session, actor: str, move: str) -> Session:
    """Go on to the ruling of a move, and propose it."""
    while not isinstance(session.next_thing, TakeOrders):
        session.start() if session.state.turn == 0 else session.propose()
        if session.proposal is not None:
            session.commit()
    session.give_order(actor, move)
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        session.propose()
        session.commit()
    session.propose()
    return session


def told(session: Session) -> list[str]:
    assert session.proposal is not None
    return [line.text for line in ruling_account(session.exercise, session.proposal)]


WAITING = [
    ("company", "repair", "argue", [Argue("for", "it lies ready"), CloseArguments()]),
    ("company", "search", "draw", [CloseArguments()]),
    ("island", "ask_neighbour", "vote", [Vote((0.4, 0.8))]),
    ("company", "settle", "consensus", [ChooseOutcome(1, "41 or more", "it is fair")]),
    ("island", "speech", "facilitator", [ChooseOutcome(1, "no", "nobody listened")]),
]


@pytest.mark.parametrize(("actor", "move", "way", "said"), WAITING)
def test_what_waits_for_people_cannot_be_committed_before_they_have_spoken(
    council: Exercise, actor: str, move: str, way: str, said: list
) -> None:
    session = ruling(Session.in_memory(council, "waits"), actor, move)
    assert session.proposal is not None
    assert session.proposal.asks is not None
    assert session.proposal.asks.way == way
    before = len(session.history.entries)
    with pytest.raises(NotNow, match="waits for people"):
        session.commit()
    with speaking(Pseudo()), pytest.raises(NotNow) as refused:
        session.commit()
    assert not re.search("[A-Za-z]{3}", str(refused.value)), "the question is said as well"
    with pytest.raises(NotNow, match="no question 0"):
        session.answer(0, "?")
    assert len(session.history.entries) == before
    for adjustment in said:
        session.adjust(adjustment)
    assert session.proposal.asks is None
    assert not by_judgement(session.proposal)
    session.commit()
    assert session.proposal is None


@pytest.mark.parametrize("way", WAYS_OF_DECIDING)
def test_the_facilitator_is_never_stuck(council: Exercise, way: str) -> None:
    session = ruling(Session.in_memory(council, "stuck"), "island", "blame")
    if session.proposal is not None and way not in ways_for(council, session.proposal):
        return
    session.adjust(Decide(way, "so it shall be"))
    assert session.proposal is not None
    assert by_judgement(session.proposal)
    session.adjust(Decide("roll", "enough of that"))
    assert session.proposal.asks is None
    session.adjust(Decide(way, "or not"))
    session.drop_adjustments()
    assert session.proposal.asks is not None, "as the rulebook has it: argued"
    session.adjust(CloseArguments())
    session.commit()


def test_everything_said_is_kept_and_comes_out_again(council: Exercise, tmp_path: Path) -> None:
    path = tmp_path / "council.wargame"
    session = Session.create(path, council, seed="kept", data=tmp_path / "data")
    ruling(session, "island", "blame")
    session.adjust(Argue("for", "they were seen at night", "island"))
    session.adjust(Argue("against", "they have no boat", "The union", 2))
    session.adjust(Decide("vote", "the room is split"))
    session.adjust(Vote((0.2, 0.5, 0.9)))
    session.adjust(TakeDice(1, (81,)))
    expected = session.proposal
    session.commit()
    fingerprint = session.fingerprint
    session.close()
    again = Session.read(path)
    assert again.fingerprint != ""
    adjusted = [entry.body for entry in again.history.entries if isinstance(entry.body, RulingAdjusted)]
    assert adjusted[-1].ruling == expected
    (decided,) = [found for found in adjusted[-1].ruling.findings if isinstance(found, Decided)]
    assert (decided.ballots, decided.chance, decided.lowest, decided.highest) == (3, 0.5, 0.2, 0.9)
    again.close()
    found = verify(path, fingerprint, data=tmp_path / "data")
    assert (found.problems, found.differences) == ((), ())
    assert found.matches


def test_what_was_said_is_told_in_words(council: Exercise) -> None:
    session = ruling(Session.in_memory(council, "words"), "island", "blame")
    session.adjust(Argue("for", "they were seen at night", "island"))
    waiting = told(session)
    assert "Decided by arguments for and against" in waiting
    assert "For (The Island): they were seen at night" in waiting
    assert any(line.startswith("full (about") and "so far" in line for line in waiting)
    session.adjust(Decide("vote", "the room is split"))
    session.adjust(Vote((0.2, 0.5, 0.9)))
    lines = told(session)
    assert "Decided by a secret vote, chosen by the facilitator: the room is split" in lines
    assert "For (The Island): they were seen at night" in lines
    assert "3 ballots, the middle is 50%: roughly even (from 20% to 90%)" in lines
    titles = [entry_title(council, entry, session.history.entries) for entry in session.history.entries[-3:]]
    assert [title.rpartition(": ")[0].endswith("night") for title in titles] == [False, False, False]
    assert titles[-1].endswith("A secret vote: 3 ballots")


def test_an_argument_stands_with_the_roll_once_it_counts(council: Exercise) -> None:
    session = ruling(Session.in_memory(council, "counts"), "company", "repair")
    session.adjust(Argue("for", "the sea is calm", "island"))
    session.adjust(CloseArguments())
    lines = told(session)
    assert "+1 because The Island: the sea is calm" in lines
    assert "For (The Island): the sea is calm" not in lines


def test_lots_and_the_word_of_people_are_told(council: Exercise) -> None:
    session = ruling(Session.in_memory(council, "lots"), "company", "search")
    session.adjust(TakeDice(1, (1, 0, 1)))
    assert "Lots from the table from 4 successes, 3 failures: success, failure, success: 1 to 2" in told(session)
    assert "Lots from the table: success, failure, success" in told(session)
    session = ruling(Session.in_memory(council, "people"), "company", "settle")
    session.adjust(ChooseOutcome(1, "41 or more", "both found it fair"))
    assert "Outcome: 41 or more, because both found it fair" in told(session)
    assert "By the dice it would be: 40 or less: 4 in 10 (40%, unlikely), 41 or more: 6 in 10 (60%, likely)" in told(
        session
    )


def test_a_way_that_does_not_fit_is_refused_and_nothing_changes(council: Exercise) -> None:
    session = ruling(Session.in_memory(council, "fit"), "company", "repair")
    before = session.proposal
    with pytest.raises(NotUnderstood, match="no roll of its own"):
        session.adjust(Decide("roll", "why not"))
    assert session.proposal == before


# --------------------------------------------------------------------------------------------------------- worked plays


def script(exercise: Exercise, order: str) -> Script:
    text = "play: 1\nturns:\n  1:\n    orders:\n" + textwrap.indent(textwrap.dedent(order), "      ")
    return Script(Session.in_memory(exercise, seed="play"), read_play("plays/test.yaml", text, exercise))


def test_the_play_in_the_folder_comes_out_as_written(council: Exercise) -> None:
    play = read_play("plays/argued.yaml", council.plays["argued.yaml"], council)
    done = Script(Session.in_memory(council, seed=play.seed), play)
    done.finish()
    assert (done.broken, done.unused) == ([], [])


def test_arguments_of_a_play_count_and_are_closed_by_its_end(council: Exercise) -> None:
    done = script(
        council,
        """
        - by: company
          move: repair
          arguments: [{for: a, by: island}, {against: b, weight: 2}, {for: c, weight: 0}]
          strike: {arguments/1: not heard}
        """,
    )
    done.finish()
    assert done.unused == []
    said = [
        body.ruling
        for body in (entry.body for entry in done.session.history.entries)
        if isinstance(body, RulingAdjusted)
    ]
    (rolled,) = [found for found in said[-1].findings if isinstance(found, Rolled)]
    assert [read.amount for read in rolled.modifiers] == [-2]


@pytest.mark.parametrize(
    ("order", "what"),
    [
        ("- {by: island, move: ask_neighbour}", "write `vote: [70%, likely]`"),
        ("- {by: company, move: settle}", "write `outcome: {partial: argued well}`"),
        ("- {by: company, move: repair, decide: {facilitator: quick}}", "write `outcome: {partial: argued well}`"),
        ("- {by: company, move: settle, outcome: {perhaps: so}}", "no outcome called perhaps"),
        ("- {by: company, move: search, dice: [[success, success]]}", "draws 3 of 7 lots"),
    ],
)
def test_a_play_says_where_people_are_missing(council: Exercise, order: str, what: str) -> None:
    with pytest.raises(PlayError, match=what.replace("[", r"\[").replace("{", r"\{")) as caught:
        script(council, order).finish()
    assert caught.value.place.line == 5
