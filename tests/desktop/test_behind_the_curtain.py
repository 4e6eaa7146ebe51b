"""Signing, answering and choosing cards on the shared laptop: the whole window, by keys and mouse, and its secrets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.sessions import OPEN
from tests.desktop.test_main_window import CANARY, CTRL, click, everything_said, full_disk, press, settle
from wargame.desktop.live_session import LiveSession
from wargame.desktop.main_window import MainWindow
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage, Spot
from wargame.desktop.preferences import Kept
from wargame.desktop.style import Theme
from wargame.referee.turn import NotStarted, RuleOrder, RuleSigning, RunItem, TakeSignatures
from wargame.session.entries import CardChosen, RulingAdjusted, SignatureGiven, SignatureTakenBack, WithdrawalAnnounced

NORTH, SOUTH, LEAGUE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, wargame_home: Path, no_flashes: None) -> Iterator[MainWindow]:
    kept = Kept(wargame_home / "preferences.json")
    kept.choose("light")
    made = MainWindow(theme, kept, lambda: ())
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.library_checked, timeout=30_000):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    kept.deleteLater()


def enter(window: MainWindow, tmp_path: Path, *, turn: int = 1, kind: type = TakeSignatures, shelling: int = 0,
          signed: tuple[str, ...] = ()) -> LiveSession:  # fmt: skip
    """Open a session of the valley in the window, played so far; `signed` are put into force on the way."""
    made = valley.valley_session(tmp_path)
    if turn:
        valley.play_until(made, 1)
        for agreement in signed:
            valley.sign_all(made, agreement)
        valley.play_until(made, turn, kind, shelling)
    assert made.path is not None
    made.close()
    OPEN.clear()
    window.open_path(made.path)
    assert window.live is not None
    return window.live


def seat(window: MainWindow, key: Qt.Key) -> SeatPage:
    """Hand the laptop over and open the curtain, by keys alone."""
    press(window, key, CTRL)
    return open_curtain(window)


def open_curtain(window: MainWindow) -> SeatPage:
    assert window.hot_seat is not None
    assert isinstance(window.hot_seat.page, Curtain)
    press(window, Qt.Key.Key_Return)
    return page_of(window)


def page_of(window: MainWindow) -> SeatPage:
    assert window.hot_seat is not None
    page = window.hot_seat.page
    assert isinstance(page, SeatPage)
    return page


def look_at(window: MainWindow, item: str) -> SeatPage:
    page = page_of(window)
    page.desks["agreements"].choose(item)
    settle()
    return page


def back(window: MainWindow) -> None:
    """Give the laptop back to the facilitator."""
    if isinstance(window.hot_seat.page, SeatPage):
        press(window, Qt.Key.Key_F9)
    assert isinstance(window.hot_seat.page, Curtain)
    press(window, Qt.Key.Key_Return)
    assert window.hot_seat.page is None


def main_step(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Return, CTRL)


# --------------------------------------------------------------------------------------------------------- signing


def test_both_parties_sign_behind_the_curtain_and_the_facilitator_puts_it_into_force(
    window: MainWindow, tmp_path: Path
) -> None:
    live = enter(window, tmp_path)
    seat(window, NORTH)
    page = look_at(window, "ceasefire")
    page.desk.panel.terms.fields["inspection"].take_keyboard()
    press(window, Qt.Key.Key_Right)
    main_step(window)
    entry = live.history.entries[-1]
    assert isinstance(entry.body, SignatureGiven)
    assert (entry.by, entry.on_behalf, entry.seen_by) == ("north", "", ("north",))
    assert dict(live.state.offers["ceasefire"].terms) == {"inspection": 2, "aid": 1}
    page = page_of(window)
    assert page.spot == Spot("agreements", "ceasefire"), "one stays where one was"
    assert page.desk.panel.back.isVisible()
    main_step(window)
    assert isinstance(window.hot_seat.page, Curtain)
    back(window)
    page = seat(window, SOUTH)
    assert page.spot == Spot("agreements", "ceasefire"), "what lies on the table comes first"
    assert page.desk.panel.terms.levels() == {"inspection": 2, "aid": 1}
    click(page.desk.panel.sign)
    settle()
    assert valley.next_kind(live) is RuleSigning
    assert isinstance(window.hot_seat.page, Curtain), "after the last signature the facilitator goes on"
    back(window)
    assert window._room.bar.primary.text().strip() == "Put “Ceasefire” into force"
    main_step(window)
    assert window._room.bar.primary.text().strip() == "Roll the dice"
    main_step(window)
    main_step(window)
    assert live.state.pacts["ceasefire"].status == "in force"
    assert valley.next_kind(live) is TakeSignatures
    page = seat(window, LEAGUE)
    said = everything_said(look_at(window, "ceasefire"))
    assert "In force since month 1." in said, "everybody may read what is in force"


def test_a_signature_is_taken_back(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path)
    seat(window, NORTH)
    look_at(window, "ceasefire")
    main_step(window)
    click(page_of(window).desk.panel.back)
    settle()
    assert isinstance(live.history.entries[-1].body, SignatureTakenBack)
    assert live.state.offers["ceasefire"].signed == ()
    assert page_of(window).desk.panel.sign.isVisible()


def test_other_terms_are_laid_down_anew(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path)
    assert live.sign("north", "ceasefire", {}, by="north")
    seat(window, SOUTH)
    page = look_at(window, "ceasefire")
    click(page.desk.panel.terms.fields["aid"].buttons["2"])
    assert "signing them lays the text down anew" in everything_said(page.desk.panel)
    main_step(window)
    offer = live.state.offers["ceasefire"]
    assert (offer.signed, dict(offer.terms)) == (("south",), {"inspection": 1, "aid": 2})
    assert valley.next_kind(live) is TakeSignatures


def test_what_is_missing_is_told_and_nothing_is_signed(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path)
    seat(window, NORTH)
    page = look_at(window, "patrol")
    said = everything_said(page.desk.panel)
    assert "Ceasefire has to have been signed" in said
    assert "Ceasefire has to be in force" in said
    before = len(live.history.entries)
    main_step(window)
    assert len(live.history.entries) == before
    assert page_of(window) is page


def test_notice_is_given_when_texts_are_signed(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path, signed=("ceasefire", "patrol"))
    seat(window, SOUTH)
    page = look_at(window, "patrol")
    click(page.desk.panel.give)
    click(page.desk.panel.confirm)
    settle()
    entry = live.history.entries[-1]
    assert isinstance(entry.body, WithdrawalAnnounced)
    assert (entry.by, entry.seen_by) == ("south", ("all",))
    page = page_of(window)
    assert page.spot == Spot("agreements", "patrol")
    assert "We have given notice." in everything_said(page.desk.panel)
    assert not page.desk.panel.give.isVisible()
    back(window)
    seat(window, NORTH)
    assert "South has given notice." in everything_said(look_at(window, "patrol").desk.panel)


def test_the_cards_say_who_may_sign_and_lead_there(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path)
    cards = window._room.actors.cards
    assert [card.chip.words() for card in cards.values()] == ["May sign"] * 3
    assert live.sign("north", "ceasefire", {}, by="north")
    assert [card.chip.words() for card in cards.values()] == ["1 signed", "To sign", "May sign"]
    click(cards["south"].hand_over)
    settle()
    assert open_curtain(window).spot.desk == "agreements"


@pytest.mark.skipif(os.name != "posix", reason="only here can the size of files be limited")
def test_a_full_disk_leaves_everything_as_it_was_and_the_second_try_signs_once(
    window: MainWindow, tmp_path: Path
) -> None:
    live = enter(window, tmp_path)
    seat(window, NORTH)
    page = look_at(window, "ceasefire")
    click(page.desk.panel.terms.fields["aid"].buttons["2"])
    before = live.state
    with full_disk(tmp_path):
        main_step(window)
    assert page_of(window) is page
    assert page.desk.panel.notice.isVisible()
    assert page.desk.panel.terms.levels()["aid"] == 2
    assert live.state == before
    main_step(window)
    assert live.state.offers["ceasefire"].signed == ("north",)
    assert sum(isinstance(entry.body, SignatureGiven) for entry in live.history.entries) == 1


# ------------------------------------------------------------------------------------------------------- questions


def test_a_secret_question_leads_to_the_curtain_of_the_seat_asked(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path, signed=("ceasefire",))
    for actor in ("north", "south"):
        assert live.sign(actor, "patrol", by=actor)
    while live.proposal is None or live.proposal.asks is None:
        main_step(window)
    room = window._room
    assert room.bar.primary.text().strip() == "Hand over to North"
    assert "behind the curtain" in room.bar.primary.toolTip()
    assert room.actors.cards["north"].chip.words() == "Is asked"
    main_step(window)
    page = open_curtain(window)
    assert page.spot.desk == "question"
    assert "Is your count of guns complete?" in everything_said(page)
    press(window, Qt.Key.Key_Down)
    main_step(window)
    entry = live.history.entries[-1]
    assert isinstance(entry.body, RulingAdjusted)
    assert (entry.by, entry.on_behalf, entry.seen_by) == ("north", "", ("north",))
    assert isinstance(window.hot_seat.page, Curtain)
    back(window)
    assert room.bar.primary.text().strip() == "Commit"
    main_step(window)
    assert live.state.pacts["patrol"].facts["census"] == "partial"
    page = seat(window, SOUTH)
    assert "partial" not in everything_said(look_at(window, "patrol")), "what was answered is not for the other side"
    back(window)
    seat(window, NORTH)
    assert "Census: partial." in everything_said(look_at(window, "patrol"))


def test_an_open_question_can_be_answered_at_the_laptop_too(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path, turn=2, kind=RuleOrder, shelling=2, signed=("ceasefire",))
    main_step(window)
    room = window._room
    assert not room.bar.primary.isEnabled()
    click(room.ruling.question.hand_over)
    settle()
    page = open_curtain(window)
    assert page.spot.desk == "question"
    click(page.desk.options.buttons["end"])
    click(page.desk.give)
    settle()
    assert live.history.entries[-1].by == "south"
    back(window)
    main_step(window)
    assert live.state.pacts["ceasefire"].status == "ended"


def test_an_answer_that_asks_another_seat_goes_back_first(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path, signed=("ceasefire",))
    assert live.close_signing()
    while live.proposal is None or live.proposal.asks is None:
        assert isinstance(live.next_thing, RunItem)
        main_step(window)
    click(window._room.ruling.question.hand_over)
    settle()
    page = open_curtain(window)
    click(page.desk.options.buttons["late"])
    main_step(window)
    assert isinstance(window.hot_seat.page, Curtain)
    back(window)
    assert live.proposal is not None
    assert live.proposal.asks is not None
    assert live.proposal.asks.asked_of == "north"
    click(window._room.ruling.question.hand_over)
    settle()
    page = open_curtain(window)
    click(page.desk.options.buttons["end_one"])
    main_step(window)
    back(window)
    main_step(window)
    assert live.state.pacts["ceasefire"].status == "ended"


# ----------------------------------------------------------------------------------------------------------- cards


def test_a_card_is_chosen_before_the_start_and_may_be_changed(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path, turn=0)
    assert valley.next_kind(live) is NotStarted
    cards = window._room.actors.cards
    assert cards["south"].chip.words() == "To choose"
    assert not cards["north"].hand_over.isVisible(), "its card is drawn, not chosen"
    page = seat(window, SOUTH)
    assert page.spot.desk == "cards"
    press(window, Qt.Key.Key_Space)
    main_step(window)
    assert live.state.cards == {"south.measure": "by_peace"}
    assert isinstance(live.history.entries[-1].body, CardChosen)
    assert live.history.entries[-1].seen_by == ("south",)
    back(window)
    assert cards["south"].chip.words() == "Card chosen"
    assert seat(window, SOUTH).spot.desk == "cards"
    press(window, Qt.Key.Key_Down)
    main_step(window)
    assert live.state.cards == {"south.measure": "by_grain"}
    back(window)
    main_step(window)
    assert live.state.turn == 1


def test_a_card_can_be_chosen_once_after_the_start(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path)
    page = seat(window, SOUTH)
    assert page.spot.desk == "agreements"
    click(page.tabs["cards"])
    click(page.desk.boxes[0].choices.buttons["by_peace"])
    main_step(window)
    assert live.state.cards["south.measure"] == "by_peace"
    assert page_of(window).spot.desk == "agreements", "there are still texts to sign"
    click(page_of(window).tabs["cards"])
    assert page_of(window).desk.boxes[0].choices is None


# --------------------------------------------------------------------------------------------------------- secrets


def test_the_other_seat_cannot_tell_whether_one_has_signed(window: MainWindow, tmp_path: Path) -> None:
    """A text that lies on the table says the same, to the last tool tip, whether its first party still stands by it."""
    live = enter(window, tmp_path)
    assert live.sign("north", "ceasefire", {"aid": 2}, by="north")
    seat(window, SOUTH)
    while_signed = everything_said(look_at(window, "ceasefire"))
    back(window)
    assert live.take_back_signature("north", "ceasefire", by="north")
    seat(window, SOUTH)
    assert everything_said(look_at(window, "ceasefire")) == while_signed
    assert "Signed" not in while_signed.replace("SIGNED AGREEMENTS", "").replace("Signed by all", "")


def test_nothing_of_one_seat_is_left_on_the_curtain_or_on_the_next_page(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path, signed=("ceasefire",))
    assert live.sign("north", "fund", {}, by="north")
    assert live.choose_card("south", "measure", "by_peace", by="south")
    temper = live.state.cards["north.temper"]
    brief = {"patient": "You can wait.", "proud": "You want to be asked."}[temper]
    page = seat(window, NORTH)
    for desk in page.desks:
        page.turn_to(desk)
        settle()
    assert brief in everything_said(page)
    assert "Signed by us" in everything_said(page)
    press(window, Qt.Key.Key_F9)
    assert window.findChildren(SeatPage) == []
    for said in (everything_said(window.hot_seat.page), everything_said_outside(window)):
        assert brief not in said
        assert "Signed by us" not in said
    press(window, Qt.Key.Key_Return)
    page = seat(window, SOUTH)
    for desk in page.desks:
        page.turn_to(desk)
        settle()
    said = everything_said(page)
    assert brief not in said
    assert "Signed by us" not in said
    assert "You will be judged by the quiet." in said
    back(window)
    page = seat(window, LEAGUE)
    assert "cards" not in page.desks
    assert "judged by" not in everything_said(page)


def everything_said_outside(window: MainWindow) -> str:
    """Return every text of the windows other than the main one: tips, menus that popped up, pages torn off."""
    others = [other for other in QApplication.topLevelWidgets() if other is not window]
    return "\n".join(everything_said(other) for other in others)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_tool_tip_goes_with_its_page(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path)
    page = seat(window, NORTH)
    QToolTip.showText(page.mapToGlobal(QPoint(50, 50)), CANARY, page)
    settle()
    assert CANARY in tips()
    press(window, Qt.Key.Key_F9)
    assert CANARY not in tips()


def tips() -> str:
    windows = QApplication.topLevelWidgets()
    return "\n".join(tip.text() for tip in windows if isinstance(tip, QLabel) and tip.inherits("QTipLabel"))


def test_what_was_copied_is_wiped_although_the_page_was_made_anew(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path)
    seat(window, NORTH)
    QGuiApplication.clipboard().setText(CANARY)
    look_at(window, "ceasefire")
    main_step(window)
    assert page_of(window).desk.panel.back.isVisible()
    press(window, Qt.Key.Key_F9)
    assert CANARY not in QGuiApplication.clipboard().text()


def test_leaving_without_a_decision_records_nothing(window: MainWindow, tmp_path: Path) -> None:
    live = enter(window, tmp_path)
    before = len(live.history.entries)
    seat(window, SOUTH)
    page = look_at(window, "ceasefire")
    click(page.desk.panel.terms.fields["aid"].buttons["2"])
    click(page.tabs["cards"])
    click(page.desk.boxes[0].choices.buttons["by_grain"])
    back(window)
    assert len(live.history.entries) == before
    page = seat(window, SOUTH)
    assert look_at(window, "ceasefire").desk.panel.terms.levels()["aid"] == 1, "terms start as they lie on the table"
    assert page.desks["cards"].boxes[0].choices.now() == ""


def test_every_desk_has_names_that_are_read_out_and_no_focus_outside(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path, signed=("ceasefire",))
    page = seat(window, NORTH)
    for desk in page.desks:
        page.turn_to(desk)
        settle()
        focus = QApplication.focusWidget()
        assert isinstance(focus, QWidget)
        assert page.isAncestorOf(focus), desk
