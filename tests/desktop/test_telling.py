"""Who learns of a ruling, changed in the control room with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.desktop import test_rulings
from tests.desktop.test_rulings import click, last_adjustment, override, room, words_in
from wargame.desktop.facilitator.adjusting import Way
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.telling import named_in, stranger_in
from wargame.desktop.live_session import LiveSession
from wargame.referee.adjustment import Tell

__all__ = ["live", "room"]

WHY = "The whole room has heard it"
live = test_rulings.live


def choose(room: ControlRoom, place: int) -> None:
    room.ruling.form.which.setCurrentIndex(place)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("place", "words", "to"),
    [
        (0, "Everybody", ("all",)),
        (1, "Only those it is about: The Harbour and The Hills", ("harbour", "hills")),
        (2, "Only The Harbour", ("harbour",)),
    ],
)
def test_who_learns_of_it_is_chosen_with_a_reason(
    room: ControlRoom, live: LiveSession, place: int, words: str, to: tuple[str, ...]
) -> None:
    override(room, Way.TELL)
    form = room.ruling.form
    assert form.which.itemText(place) == words
    choose(room, place)
    assert not form.what.isVisible()
    assert not form.apply.isEnabled(), "a reason is needed"
    QTest.keyClicks(form.why, WHY)
    click(form.apply)
    assert last_adjustment(live) == Tell(to, WHY)
    assert live.proposal is not None
    assert live.proposal.seen_by == to
    assert WHY in words_in(room.ruling)
    assert room.bar.primary.text().strip() == "Roll the dice", "the dice have not fallen"


@pytest.mark.parametrize("inject", [False, True])
def test_what_is_improvised_can_be_kept_by_the_white_cell(
    room: ControlRoom, live: LiveSession, *, inject: bool
) -> None:
    before = [live.session.seat_view(seat).news for seat in live.exercise.actors]
    if inject:
        room._do(lambda: live.do(lambda session: session.improvise_inject("A lamp goes out", "Nobody is awake.")))
    else:
        room._do(lambda: live.improvise("", "A lamp goes out", (), ""))
    override(room, Way.TELL)
    form = room.ruling.form
    assert [form.which.itemText(place) for place in range(form.which.count())] == [
        "Everybody", f"Only the {live.exercise.label('facilitator')}", "Actors to be named",
    ]  # fmt: skip
    press_down(room)
    assert not form.what.isVisible()
    QTest.keyClicks(form.why, "Nobody was there to see it")
    QTest.keyClick(form.why, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert last_adjustment(live) == Tell((), "Nobody was there to see it")
    assert live.proposal is not None
    assert live.proposal.seen_by == ()
    who = live.exercise.label("facilitator")
    assert f"has said who learns of it, nobody but the {who}: Nobody was there" in words_in(room.ruling)
    click(room.bar.primary)
    assert live.history.entries[-1].seen_by == ()
    assert [live.session.seat_view(seat).news for seat in live.exercise.actors] == before
    assert "A lamp goes out" not in repr(live.session.room_view())
    assert "A lamp goes out" in repr(live.white_cell_view())


def press_down(room: ControlRoom) -> None:
    """Choose the next audience with the arrow key."""
    room.ruling.form.which.setFocus()
    QTest.keyClick(room.ruling.form.which, Qt.Key.Key_Down)
    QApplication.processEvents()


def test_actors_are_named_as_people_write_them(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.TELL)
    form = room.ruling.form
    choose(room, 3)
    assert form.what.isVisible()
    QTest.keyClicks(form.why, WHY)
    for wrong in ("", "pink", "hills, pink"):
        form.what.setText(wrong)
        assert not form.apply.isEnabled(), wrong
    assert "Nobody is called “pink”" in words_in(form)
    form.what.setText("the  hills, HA")
    click(form.apply)
    assert last_adjustment(live) == Tell(("hills", "harbour"), WHY)
    assert live.proposal is not None
    assert live.proposal.seen_by == ("harbour", "hills")


def test_names_are_read_by_name_id_and_monogram(live: LiveSession) -> None:
    exercise = live.exercise
    assert named_in(exercise, "The Hills, hills , HI,harbour") == ("hills", "harbour")
    assert stranger_in(exercise, "The Hills") == ""
    assert stranger_in(exercise, " , ").startswith("Name the actors")
