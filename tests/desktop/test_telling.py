"""Who learns of a ruling, changed in the control room with a reason."""

from __future__ import annotations

import pytest
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
