"""A seat's pages: the curtain, what it knows, its moves, the move editor, sealing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import examples
from tests.desktop.pictures import check_picture
from tests.desktop.sessions import live_session, play_until
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant import wording
from wargame.desktop.participant.briefing import Briefing
from wargame.desktop.participant.curtain import Curtain, Holder
from wargame.desktop.participant.draft import Draft
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.style import Theme
from wargame.referee.views import Reading, SeatView

INTENT = "A seat in the room before the sluice is closed, and gauges we can read ourselves."
DRAFT = Draft("propose_talks", "upper", "", INTENT)


def shown(qtbot: QtBot, page: QWidget, width: int = 1366, height: int = 768) -> None:
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()


def seat_page(qtbot: QtBot, theme: Theme, view: SeatView | None = None, draft: str = "") -> SeatPage:
    page = SeatPage(theme, view or examples.seat_view(), "Tanaka, Lindqvist", draft)
    shown(qtbot, page)
    return page


def words_on(page: QWidget) -> str:
    QApplication.processEvents()  # what was just put into a layout is shown by the next event
    labels = (label.text() for label in page.findChildren(QLabel) if label.isVisible())
    return "\n".join([*labels, *(button.text() for button in page.findChildren(QAbstractButton) if button.isVisible())])


def card(page: SeatPage, move: str) -> QWidget:
    return next(card for card in page.moves.cards if card.offer.move == move)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


# -------------------------------------------------------------------------------------------------------- pictures


def test_the_seats_page_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str
) -> None:
    page = SeatPage(theme, examples.seat_view(), "Tanaka, Lindqvist", DRAFT.to_text())
    qtbot.addWidget(page)
    check_picture(request, page, f"seat-{shade}", 1366, 768)


def test_the_seats_page_on_a_small_laptop(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> None:
    page = SeatPage(theme, examples.seat_view(orders=examples.ORDERS, orders_left=1), "Tanaka", DRAFT.to_text())
    qtbot.addWidget(page)
    check_picture(request, page, "seat-small", 1024, 640)


def test_the_curtain_looks_as_it_should(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    holder = Holder("Lower Varn", "Tanaka, Lindqvist", examples.DOWNSTREAM)
    curtain = Curtain(theme, "Water in the valley", "Season 3 of 8 · Moves", holder)
    qtbot.addWidget(curtain)
    check_picture(request, curtain, f"curtain-{shade}", 1366, 768)


def test_the_question_before_sealing_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str
) -> None:
    page = SeatPage(theme, examples.seat_view(), "Tanaka", DRAFT.to_text())
    qtbot.addWidget(page)
    page.main_step()
    check_picture(request, page, f"seal-{shade}", 1366, 768)


def test_the_briefing_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str
) -> None:
    briefing = Briefing(theme, "Briefing: Lower Varn", examples.BRIEFING)
    qtbot.addWidget(briefing)
    check_picture(request, briefing, f"briefing-{shade}", 1024, 640)


# --------------------------------------------------------------------------------------------------------- curtain


def test_the_curtain_says_who_and_nothing_of_the_situation(qtbot: QtBot, theme: Theme) -> None:
    curtain = Curtain(theme, "Water", "Season 3", Holder("Lower Varn", "Tanaka", examples.DOWNSTREAM))
    shown(qtbot, curtain)
    words = words_on(curtain)
    assert "Lower Varn" in words
    assert "Tanaka" in words
    assert "Tension" not in words
    assert curtain.accessibleName() == "Pass the laptop to Lower Varn"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_curtain_is_opened_by_a_key(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    curtain = Curtain(theme, "Water", "Season 3", Holder("Lower Varn", "", examples.DOWNSTREAM))
    shown(qtbot, curtain)
    with qtbot.waitSignal(curtain.opened, timeout=1000):
        QTest.keyClick(curtain, key)


def test_the_curtain_is_opened_by_its_button_or_handed_back(qtbot: QtBot, theme: Theme) -> None:
    curtain = Curtain(theme, "Water", "Season 3", Holder("Lower Varn", "", examples.DOWNSTREAM))
    shown(qtbot, curtain)
    with qtbot.waitSignal(curtain.opened, timeout=1000):
        click(curtain.here)
    with qtbot.waitSignal(curtain.handed_back, timeout=1000):
        QTest.keyClick(curtain, Qt.Key.Key_Escape)


# ------------------------------------------------------------------------------------------------------ what we know


def test_readings_are_shown_as_far_as_they_are_known(qtbot: QtBot, theme: Theme) -> None:
    words = words_on(seat_page(qtbot, theme))
    assert "47 to 61" in words
    assert "our estimate" in words
    assert "Not known to us: debt" in words
    assert "\N{MINUS SIGN}3" in words
    assert "Satellite: trucks at the dam again" in words
    assert "Fishing truce" in words


def test_a_change_is_coloured_by_whether_it_is_good_for_the_seat(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    roles = {label.text(): label.property("role") for label in page.findChildren(QLabel)}
    assert roles["\N{MINUS SIGN}3"] == "bad", "support falls and should rise"
    assert roles["\N{MINUS SIGN}1"] == "ok", "tension falls and should fall"


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading("a", "A", (), "", 0, 100, 50), "50"),
        (Reading("a", "A", (), "", 0, 100, 2.5), "2.5"),
        (Reading("a", "A", (), "", 0, 100, 3, give_or_take=5, known="estimate"), "0 to 8"),
        (Reading("a", "A", (), "", -10, 10, -4), "\N{MINUS SIGN}4"),
        (Reading("a", "A", (), "", 0, 100, None, known="nothing"), "unknown"),
    ],
)
def test_values_in_words(reading: Reading, said: str) -> None:
    assert wording.reading_value(reading) == said


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_longer_words_of_the_way_out_go_on_a_second_line(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch, scale: float
) -> None:
    theme.set_scale(scale)
    words = Curtain._way_out(Holder("Lower Varn", "", examples.DOWNSTREAM))
    longer = words + " And then some words."[: round(len(words) * 0.4)]
    monkeypatch.setattr(Curtain, "_way_out", staticmethod(lambda _holder: longer))
    curtain = Curtain(theme, "Water", "Season 3", Holder("Lower Varn", "", examples.DOWNSTREAM))
    qtbot.addWidget(curtain)
    curtain.resize(1280, 720)
    curtain.show()
    QApplication.processEvents()
    said = next(label for label in curtain.findChildren(QLabel) if label.text() == longer)
    needed = said.fontMetrics().boundingRect(0, 0, said.width(), 2000, Qt.TextFlag.TextWordWrap, longer)
    assert needed.width() <= said.width()
    assert needed.height() <= said.height()
    theme.set_scale(1.0)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.0, "certain (100%)"), (0.999, "more than 99 in 100 (99.9%, almost certain)"),
        (0.97, "about 32 in 33 (97%, almost certain)"), (0.58, "about 6 in 10 (58%, likely)"),
        (0.5, "5 in 10 (50%, roughly even)"), (0.06, "about 1 in 17 (6%, very unlikely)"),
        (1 / 36, "about 1 in 36 (2.8%, almost no chance)"), (0.0, "impossible (0%)"),
    ],
)  # fmt: skip
def test_chances_in_words(share: float, said: str) -> None:
    assert wording.chance(share) == said


@pytest.mark.parametrize(
    ("odds", "said"),
    [
        ((("success", 0.6), ("failure", 0.4)), "Success 6 in 10 (60%, likely)"),
        ((("fail", 0.28), ("partial", 0.44), ("full", 0.28)), "At least partly about 7 in 10 (72%, likely)"),
        ((("5 or less", 0.28), ("6 to 12", 0.72)), "Dice decide"),
        ((), ""),
    ],
)
def test_a_card_says_the_odds_in_short(odds: tuple[tuple[str, float], ...], said: str) -> None:
    assert wording.odds_in_short(replace(examples.OFFERS[0], odds=odds, odds_note="")) == said


def test_a_long_briefing_begins_at_its_beginning(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.seat_view(briefing="\n\n".join(f"Paragraph {n}." for n in range(200))))
    page._read_briefing()
    QApplication.processEvents()
    page.grab()
    assert page.briefing.view.verticalScrollBar().maximum() > 0
    assert page.briefing.view.verticalScrollBar().value() == 0


def test_the_briefing_can_be_read_and_left(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    QTest.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert page.briefing.isVisible()
    assert "You can live with the dam" in page.briefing.view.toPlainText()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.briefing.isVisible()
    assert page.moves.isVisible()


# ------------------------------------------------------------------------------------------------------- the moves


def test_moves_that_cannot_be_made_stay_with_the_reason(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    assert page.moves.cards[-1].offer.move == "court"
    assert "Needs support at home of 50 or more" in page.moves.cards[-1].accessibleDescription()
    click(page.moves.cards[-1])
    assert not page.editor.seal.isEnabled()
    assert "Needs support at home of 50 or more" in words_on(page.editor)


def test_search_finds_by_all_words_and_slash_leads_to_it(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    click(card(page, "envoy"))
    page.editor.seal.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Slash)
    assert page.moves.search.field.hasFocus()
    QTest.keyClicks(page.moves.search.field, "private sound")
    assert [card.offer.move for card in page.moves.cards if card.isVisible()] == ["envoy"]
    QTest.keyClicks(page.moves.search.field, " nonsense")
    assert "No move fits" in words_on(page.moves)


def test_a_category_shows_its_moves(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    tab = next(button for button in page.moves.findChildren(QAbstractButton) if button.text() == "Home 1")
    click(tab)
    assert [card.offer.move for card in page.moves.cards if card.isVisible()] == ["ration"]


def test_a_slash_in_a_text_is_a_letter(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    page.editor.say.setFocus()
    QTest.keyClicks(page.editor.say, "and/or")
    assert page.editor.say.toPlainText() == "and/or"


def test_arrows_walk_through_the_moves(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    first, second = page.moves.cards[:2]
    click(first)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked()
    assert second.offer.name in words_on(page.editor)
    QTest.keyClick(second, Qt.Key.Key_Up)
    QTest.keyClick(first, Qt.Key.Key_Up)
    assert page.moves.search.field.hasFocus()
    QTest.keyClicks(page.moves.search.field, "ration")
    QTest.keyClick(page.moves.search.field, Qt.Key.Key_Return)
    assert page.editor.draft.move == "ration"


# ------------------------------------------------------------------------------------------------------ the editor


def test_only_the_move_is_required(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    assert not page.editor.seal.isEnabled()
    assert "Choose a move first." in words_on(page)
    click(card(page, "ration"))
    assert page.editor.seal.isEnabled()


def test_a_single_target_is_chosen_by_itself_and_several_are_asked_for(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    click(card(page, "envoy"))
    assert page.editor.draft.target == "upper"
    assert page.editor.seal.isEnabled()
    click(card(page, "propose_talks"))
    assert page.editor.draft.target in ("", "upper")
    page.editor.show_move("propose_talks")
    assert not page.editor.seal.isEnabled()
    assert "Choose to whom it is addressed." in words_on(page)
    target = next(
        button for button in page.editor.findChildren(QAbstractButton) if button.accessibleName() == "Basin Commission"
    )
    click(target)
    assert page.editor.draft.target == "basin"
    assert page.editor.seal.isEnabled()


def test_typed_text_survives_a_change_of_mind(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    click(card(page, "ration"))
    QTest.keyClicks(page.editor.intent, "Time.")
    click(card(page, "envoy"))
    assert page.editor.intent.toPlainText() == "Time."
    assert page.editor.draft == Draft("envoy", "upper", "", "Time.")


def test_every_letter_is_in_the_draft(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    kept: list[str] = []
    page.draft_changed.connect(kept.append)
    QTest.keyClicks(page.editor.say, "Hello")
    assert drafts.from_text(kept[-1]).say == "Hello"
    assert len(kept) >= 5


def test_a_draft_comes_back_as_it_was_left(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, draft=DRAFT.to_text())
    assert page.editor.draft == DRAFT
    assert page.editor.intent.toPlainText() == INTENT
    assert card(page, "propose_talks").isChecked()


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"move": 7}', '{"say": null}', "\x00", '{"move": "gone"}'])
def test_a_draft_that_cannot_be_read_is_no_error(qtbot: QtBot, theme: Theme, text: str) -> None:
    page = seat_page(qtbot, theme, draft=text)
    assert not page.editor.seal.isEnabled()


def test_sealing_asks_once_in_full_words(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, draft=DRAFT.to_text())
    sealed: list[Draft] = []
    page.order_sealed.connect(sealed.append)
    click(page.editor.seal)
    words = words_on(page)
    assert "Seal this move?" in words
    assert "Propose talks on a summer rule" in words
    assert "Republic of Upper Varn" in words
    assert INTENT in words
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.moves.isVisible()
    assert sealed == []
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sealed == [DRAFT]


def test_a_move_that_could_not_be_saved_stays_on_the_screen(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, draft=DRAFT.to_text())
    click(page.editor.seal)
    page.refuse("The disk is full. Make room, then seal again.")
    assert page.editor.notice.isVisible()
    assert page.editor.notice.sentence() == "The disk is full. Make room, then seal again."
    assert page.editor.draft == DRAFT
    assert page.editor.intent.toPlainText() == INTENT
    assert page.editor.seal.isEnabled()


def test_own_orders_are_shown_and_can_be_taken_back(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.seat_view(orders=examples.ORDERS, orders_left=0))
    assert "SEALED THIS SEASON" in words_on(page)
    assert not page.editor.seal.isEnabled()
    back = next(button for button in page.findChildren(QAbstractButton) if "Take back" in button.accessibleName())
    with qtbot.waitSignal(page.order_taken_back, timeout=1000) as caught:
        click(back)
    assert caught.args == ["o1"]


def test_from_a_chosen_move_the_keyboard_goes_to_what_is_said_before_what_is_sealed(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.seat_view(orders=examples.ORDERS, orders_left=1))
    page.moves.cards[0].setChecked(True)
    page.moves.cards[0].setFocus()
    QApplication.processEvents()
    reached = []
    for _ in range(5):
        focus = page.window().focusWidget()
        assert focus is not None
        reached.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert reached == [
        "Propose talks on a summer rule", "Republic of Upper Varn", "What do you say?", "What do you want from it?",
        "Take back Ration water in the towns",
    ]  # fmt: skip


def test_typing_on_take_back_withdraws_nothing_and_a_key_is_asked_about(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.seat_view(orders=examples.ORDERS, orders_left=1))
    back = next(button for button in page.findChildren(QAbstractButton) if "Take back" in button.accessibleName())
    back.setFocus()
    with qtbot.assertNotEmitted(page.order_taken_back):
        QTest.keyClicks(back, "We should talk about the gauges. ")
        assert back.text().strip() == "Press again"
        QTest.keyClick(back, Qt.Key.Key_Tab)
        assert back.text().strip() == "Take back"
        back.setFocus()
        QTest.keyClick(back, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.order_taken_back, timeout=1000) as caught:
        QTest.keyClick(back, Qt.Key.Key_Space)
    assert caught.args == ["o1"]


def test_moves_are_not_sealed_while_none_are_taken(qtbot: QtBot, theme: Theme) -> None:
    view = examples.seat_view(clock=replace(examples.CLOCK, taking_orders=False))
    page = seat_page(qtbot, theme, view, DRAFT.to_text())
    assert not page.editor.seal.isEnabled()
    assert "Moves are not being taken now" in words_on(page)


def test_a_seat_without_moves_or_news_or_tracks_has_a_page_too(qtbot: QtBot, theme: Theme) -> None:
    view = examples.seat_view(readings=(), flags=(), news=(), offers=(), purse=None, orders_left=0, briefing="")
    page = seat_page(qtbot, theme, view)
    assert "Choose a move" in words_on(page)
    assert "There is no briefing" in page.briefing.view.toPlainText()


def test_hiding_is_one_key_or_one_button(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    with qtbot.waitSignal(page.hidden, timeout=1000):
        QTest.keyClick(page, Qt.Key.Key_F9)
    hide = next(button for button in page.findChildren(QAbstractButton) if button.accessibleName() == "Hide now")
    with qtbot.waitSignal(page.hidden, timeout=1000):
        click(hide)


def test_hostile_names_and_texts_are_shown_as_they_are(qtbot: QtBot, theme: Theme) -> None:
    bad = '<img src="/dev/zero"><b>x</b>'
    offers = (replace(examples.OFFERS[0], name=bad, text=bad, category=bad, effects=(bad,), odds_note=bad),)
    news = (replace(examples.NEWS[2], headline=bad, text=bad, sender=bad),)
    seat = replace(examples.DOWNSTREAM, name=bad)
    page = seat_page(qtbot, theme, examples.seat_view(offers=offers, news=news, seat=seat, flags=(bad,), briefing=bad))
    click(page.moves.cards[0])
    page.grab()
    assert bad in words_on(page)


def test_nothing_is_clipped_on_the_smallest_laptop(qtbot: QtBot, theme: Theme) -> None:
    page = SeatPage(theme, examples.seat_view(orders=examples.ORDERS, orders_left=1), "Tanaka", DRAFT.to_text())
    shown(qtbot, page, 1024, 640)
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
            if not label.wordWrap():
                assert label.width() >= label.sizeHint().width() - 2 or label.text().endswith("…"), label.text()
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button not in page.moves.cards:
            assert button.width() >= button.minimumSizeHint().width() - 2, button.text()


def test_what_the_rules_say_of_a_move_is_told_in_words_not_in_their_short_names(tmp_path: Path) -> None:
    live = live_session(tmp_path)
    play_until(live, 1)
    offers = {offer.move: offer for offer in live.seat_view("hills").offers}
    assert offers["share_water"].effects[0].startswith("River level +")
