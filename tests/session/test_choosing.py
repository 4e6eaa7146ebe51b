"""What is chosen with a move in a session: entered, kept, played from a file, and verified."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.session.playing import play_to
from tests.session.strait import at_orders, the_strait
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read_play
from wargame.referee.state import Order, OrderPlaced
from wargame.referee.turn import RuleOrder, TakeSignatures
from wargame.review.account import ruling_account
from wargame.review.minutes import minutes
from wargame.review.wording import entry_title
from wargame.session import codec
from wargame.session.conduct import Session
from wargame.session.entries import OrderGiven
from wargame.session.errors import NotNow
from wargame.session.scripted import Script
from wargame.session.verification import verify


@pytest.fixture(scope="module")
def strait() -> Exercise:
    return the_strait()


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"level": "4"}, "How many boats is 0 to 3, not 4"),
        ({"channel": "loud"}, "How it is told is one of public, quiet, not loud"),
        ({"tempo": "1"}, "there is nothing called tempo to choose"),
    ],
)
def test_what_cannot_be_chosen_is_not_entered(strait: Exercise, choices: dict[str, str], words: str) -> None:
    session = at_orders(Session.in_memory(strait, "boats"))
    with pytest.raises(NotNow, match=words):
        session.give_order("port", "patrol", "isle", choices=choices)
    assert session.state.orders == ()


def test_what_is_chosen_is_kept_and_told(strait: Exercise) -> None:
    session = at_orders(Session.in_memory(strait, "boats"))
    (given,) = session.give_order("port", "patrol", "isle", choices={"level": "2", "channel": "quiet"})
    assert session.state.orders[0].choices == {"level": "2", "channel": "quiet"}
    title = "Port orders: Send a patrol → Isle (two, Quietly)"
    assert entry_title(strait, given, session.history.entries) == title
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        session.propose()
        session.commit()
    session.propose()
    ruling = session.proposal
    assert ruling is not None
    lines = [line.text for line in ruling_account(strait, ruling)]
    assert any("How many boats is two" in line for line in lines), lines


def test_an_agreement_that_is_aimed_at_is_called_by_its_name(strait: Exercise) -> None:
    session = at_orders(Session.in_memory(strait, "boats"))
    session.give_order("port", "call_off", "quota", choices={"how": "end"})
    (line,) = session.white_cell_view().orders
    assert line.title == "Call an agreement off → Fishing quota (End)"
    with pytest.raises(NotNow, match="cannot be aimed at 'isle'"):
        session.give_order("port", "call_off", "isle")


def test_an_order_from_before_there_were_choices_is_read_still() -> None:
    placed = OrderGiven((OrderPlaced(Order("1", "port", "patrol", "isle")),))
    old = '{"changes":[{"is":"order placed","order":{"actor":"port","id":"1","move":"patrol","target":"isle"}}]}'
    assert codec.body_text(placed) == old
    assert codec.body_of("order given", 1, old) == placed
    chosen = OrderGiven((OrderPlaced(Order("1", "port", "patrol", choices={"level": "2"})),))
    assert '"choices":{"level":"2"}' in codec.body_text(chosen)
    assert codec.body_of("order given", 1, codec.body_text(chosen)) == chosen


def test_a_file_with_starts_and_choices_is_read_again_and_verified(strait: Exercise, tmp_path: Path) -> None:
    path, data = tmp_path / "s.wargame", tmp_path / "program"
    session = Session.create(path, strait, seed="boats", data=data)
    at_orders(session).give_order("port", "patrol", "isle", choices={"level": "3", "channel": "quiet"})
    play_to(session, TakeSignatures)
    state = session.state
    assert state.carried[0].order.choices == {"level": "3", "channel": "quiet"}
    session.close()
    found = verify(path, data=data)
    assert found.ok
    assert (found.problems, found.differences) == ((), ())
    again = Session.open(path, data=data)
    assert again.state == state
    again.close()


def test_the_minutes_say_where_everything_starts(strait: Exercise) -> None:
    session = Session.in_memory(strait, "boats")
    session.start()
    told = "\n".join(minutes(strait, session.history.entries, 1, len(session.history.entries)))
    heat, gold = session.state.tracks["heat"], session.state.tracks["isle.gold"]
    assert f"Tension starts at {heat:g} (2d4 + 1)" in told
    assert f"Gold (Isle) starts at {gold:g} (4: 50%, 5: 30%, 6: 20%)" in told


# ------------------------------------------------------------------------------------------------------------ plays


def test_the_worked_play_comes_out_as_written(strait: Exercise) -> None:
    play = read_play("plays/boats.yaml", strait.plays["boats.yaml"], strait)
    script = Script(Session.in_memory(strait, seed=play.seed), play)
    assert [played.turn for played in script.finish()] == [1, 2, 3, 4]
    assert (script.broken, script.unused) == ([], [])


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("move: patrol, target: isle, choices: {level: 4}", "`4` is nothing that can be chosen for `level`"),
        ("move: patrol, target: isle, choices: {channel: loud}", "it is public, quiet"),
        ("move: patrol, target: isle, choices: {levl: 2}", "did you mean `level`?"),
        ("move: patrol", "`patrol` needs a target"),
        ("move: call_off, target: isle", "`isle` is not a target of `call_off`"),
    ],
)
def test_a_play_that_chooses_what_is_not_there_is_refused(strait: Exercise, order: str, words: str) -> None:
    text = textwrap.dedent(f"""\
        play: 1
        turns:
          1:
            orders: [{{by: port, {order}}}]
        """)
    with pytest.raises(ExerciseError) as caught:
        read_play("plays/test.yaml", text, strait)
    assert words in str(caught.value)
