"""What a seat does at its page besides moving: agreements, questions, secret cards. From views built by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import examples
from tests.desktop.pictures import check_picture
from tests.desktop.test_participant import click, shown, words_on
from wargame.desktop.participant.pact_panel import PactPanel
from wargame.desktop.participant.seat_page import START, SeatPage, Spot
from wargame.desktop.participant.terms import LevelBox
from wargame.desktop.participant.text_panel import TextPanel
from wargame.desktop.style import Theme
from wargame.referee.views import AskedLine, SeatView, TextOffer

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def look(agreement: str, levels: Mapping[str, int]) -> TextOffer | None:
    """Look at a text with other terms; the bank wants joint gauges for the common dam."""
    text = next(text for text in examples.TEXTS if text.agreement == agreement)
    terms = tuple(replace(term, level=levels.get(term.term, term.level)) for term in text.terms)
    return replace(text, terms=terms, signed=text.signed and terms == text.terms)


def seat_page(
    qtbot: QtBot, theme: Theme, view: SeatView | None = None, spot: Spot = START, size: tuple[int, int] = (1366, 768)
) -> SeatPage:
    page = SeatPage(theme, view or examples.signing_view(), "Tanaka, Lindqvist", "", spot, look)
    shown(qtbot, page, *size)
    return page


def panel(page: SeatPage, item: str = "") -> TextPanel | PactPanel:
    desk = page.desks["agreements"]
    if item:
        desk.choose(item)
    assert desk.panel is not None
    QApplication.processEvents()
    return desk.panel


def press(page: SeatPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.focusWidget() or page, key, modifier)
    QApplication.processEvents()


# -------------------------------------------------------------------------------------------------------- pictures


def picture(theme: Theme, view: SeatView, spot: Spot = START) -> SeatPage:
    return SeatPage(theme, view, "Tanaka, Lindqvist", "", spot, look)


def test_texts_to_sign_look_as_they_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str
) -> None:
    page = picture(theme, examples.signing_view(cards=examples.CARDS))
    qtbot.addWidget(page)
    check_picture(request, page, f"seat-texts-{shade}", 1366, 768)


def test_a_text_not_yet_possible_on_a_small_laptop(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> None:
    page = picture(theme, examples.signing_view(), Spot("agreements", "joint_dam"))
    qtbot.addWidget(page)
    check_picture(request, page, "seat-texts-small", 1024, 640)


def test_an_agreement_in_force_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str
) -> None:
    page = picture(theme, examples.signing_view(), Spot("agreements", "fishing_truce"))
    qtbot.addWidget(page)
    page.desks["agreements"].panel.give.click()
    check_picture(request, page, f"seat-pact-{shade}", 1366, 768)


def test_a_question_looks_as_it_should(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    page = picture(theme, examples.signing_view(question=examples.QUESTION))
    qtbot.addWidget(page)
    page.desks["question"].options.buttons["end_one"].click()
    check_picture(request, page, f"seat-question-{shade}", 1366, 768)


def test_secret_cards_look_as_they_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str
) -> None:
    clock = replace(examples.CLOCK, turn=0, taking_orders=False)
    page = picture(theme, examples.seat_view(clock=clock, cards=examples.CARDS))
    qtbot.addWidget(page)
    page.desks["cards"].boxes[0].choices.buttons["by_peace"].click()
    check_picture(request, page, f"seat-cards-{shade}", 1366, 768)


def test_a_card_and_its_words_are_called_as_the_author_calls_them(qtbot: QtBot, theme: Theme) -> None:
    clock = replace(examples.CLOCK, turn=0, taking_orders=False)
    offered, held = examples.CARDS
    cards = (
        replace(offered, name="your yardstick", names=(("by_peace", "a quiet valley"),)),
        replace(held, names=(("patient", "in no hurry"),)),
    )
    page = seat_page(qtbot, theme, examples.seat_view(clock=clock, cards=cards))
    first, second = page.desks["cards"].boxes
    assert first.accessibleName() == "Your yardstick"
    assert [one.accessibleName() for one in first.choices.buttons.values()] == [
        "Your yardstick: By harvest",
        "Your yardstick: A quiet valley",
    ]
    assert "In no hurry" in [one.text() for one in second.findChildren(QLabel)]


# ----------------------------------------------------------------------------------------------------------- texts


def test_a_page_begins_with_what_is_to_be_done(qtbot: QtBot, theme: Theme) -> None:
    signing = examples.signing_view
    assert seat_page(qtbot, theme).spot == Spot("agreements", "summer_rule")
    assert seat_page(qtbot, theme, signing(question=examples.QUESTION)).spot.desk == "question"
    assert seat_page(qtbot, theme, examples.seat_view(texts=examples.TEXTS, cards=examples.CARDS)).spot.desk == "moves"
    before = replace(examples.CLOCK, turn=0, taking_orders=False)
    assert seat_page(qtbot, theme, examples.seat_view(clock=before, cards=examples.CARDS)).spot.desk == "cards"
    assert seat_page(qtbot, theme, signing(), Spot("agreements", "loan")).spot == Spot("agreements", "loan")
    assert list(seat_page(qtbot, theme, examples.seat_view()).tabs) == []


def test_tabs_lead_to_everything_by_mouse_and_keys(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.signing_view(cards=examples.CARDS, question=examples.QUESTION))
    assert list(page.tabs) == ["question", "agreements", "moves", "cards"]
    click(page.tabs["moves"])
    assert page.moves.isVisible()
    assert page.moves.search.field.hasFocus()
    for key, desk in ((Qt.Key.Key_A, "agreements"), (Qt.Key.Key_C, "cards"), (Qt.Key.Key_Q, "question")):
        press(page, key, ALT)
        qtbot.waitUntil(lambda desk=desk: page.spot.desk == desk)
        assert page.tabs[desk].isChecked()


def test_a_text_stands_with_parties_promises_and_terms(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    said = words_on(panel(page))
    assert "Republic of Upper Varn" in said
    assert "Lets the agreed measure pass from June to August" in said
    assert "Not to be negotiated: Levy: 1 · small" in said
    assert "It leaves the table at the end of season 4 unless all parties have signed." in said
    fields = panel(page).terms.fields
    assert [made.text() for made in fields["gauges"].buttons.values()] == ["0 · none", "1 · shared", "2 · joint"]
    assert fields["gauges"].now() == "1"
    assert isinstance(fields["release"], LevelBox)
    assert (fields["release"].value(), fields["release"].minimum(), fields["release"].maximum()) == (12, 0, 40)
    assert [card.item for card in page.desks["agreements"].cards] == [
        "summer_rule", "market", "joint_dam", "fishing_truce", "loan",
    ]  # fmt: skip


def test_terms_are_set_by_keys_and_signed(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    gauges, release = panel(page).terms.fields.values()
    gauges.take_keyboard()
    press(page, Qt.Key.Key_Right)
    assert gauges.now() == "2"
    assert gauges.buttons["2"].hasFocus()
    press(page, Qt.Key.Key_Right)
    assert gauges.now() == "2", "the range ends here"
    release.setFocus()
    press(page, Qt.Key.Key_Up)
    assert "Other terms than those on the table" in words_on(panel(page))
    assert panel(page).sign.text().strip() == "Lay down and &sign"
    with qtbot.waitSignal(page.text_signed, timeout=1000) as caught:
        press(page, Qt.Key.Key_Return, CTRL)
    assert caught.args == ["summer_rule", {"gauges": 2, "release": 13}]


def test_terms_are_set_by_mouse_and_set_back(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    gauges = panel(page).terms.fields["gauges"]
    click(gauges.buttons["0"])
    assert panel(page).sign.text().strip() == "Lay down and &sign"
    click(gauges.buttons["1"])
    assert panel(page).sign.text().strip() == "&Sign"
    more = next(made for made in panel(page).findChildren(QAbstractButton) if made.accessibleName().endswith(": plus"))
    click(more)
    with qtbot.waitSignal(page.text_signed, timeout=1000) as caught:
        click(panel(page).sign)
    assert caught.args == ["summer_rule", {"gauges": 1, "release": 13}]


def test_the_wheel_over_a_term_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    box = panel(seat_page(qtbot, theme)).terms.fields["release"]
    box.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turned)
    assert box.value() == 12


def test_what_is_missing_is_told_in_words(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, spot=Spot("agreements", "joint_dam"))
    said = words_on(panel(page))
    assert "NOT YET POSSIBLE BECAUSE" in said
    assert "Trust has to be 50 or more; it is 31" in said
    assert "A rule for the summer release has to be in force" in said
    assert "SIGNED BY ALL, IT WOULD STILL WAIT" in said
    assert not panel(page).sign.isEnabled()
    assert "Trust has to be 50 or more" in panel(page).sign.accessibleDescription()
    with qtbot.assertNotEmitted(page.text_signed):
        press(page, Qt.Key.Key_Return, CTRL)


def test_a_text_is_looked_at_anew_with_other_terms(qtbot: QtBot, theme: Theme) -> None:
    """What is possible depends on the terms as they are chosen, not as they lie on the table."""

    def strict(agreement: str, levels: Mapping[str, int]) -> TextOffer | None:
        found = look(agreement, levels)
        if found is None or levels["gauges"] == 2:
            return found
        reason = replace(examples.TEXTS[1].reasons[0], missing=("Gauges have to be joint",))
        return replace(found, possible=False, reasons=(reason,))

    page = SeatPage(theme, examples.signing_view(), "", "", START, strict)
    shown(qtbot, page)
    gauges = panel(page).terms.fields["gauges"]
    click(gauges.buttons["0"])
    assert "Gauges have to be joint" in words_on(panel(page))
    assert not panel(page).sign.isEnabled()
    click(gauges.buttons["2"])
    assert "Gauges have to be joint" not in words_on(panel(page))
    assert panel(page).sign.isEnabled()


def test_a_text_that_is_signed_offers_the_way_back_and_out(qtbot: QtBot, theme: Theme) -> None:
    signed = replace(examples.TEXTS[0], signed=True)
    page = seat_page(qtbot, theme, examples.signing_view(texts=(signed,)))
    assert not panel(page).sign.isVisible()
    assert "Signed by us" in words_on(panel(page))
    with qtbot.waitSignal(page.signature_taken_back, timeout=1000) as caught:
        click(panel(page).back)
    assert caught.args == ["summer_rule"]
    with qtbot.waitSignal(page.hidden, timeout=1000):
        press(page, Qt.Key.Key_Return, CTRL)


def test_texts_are_only_read_while_none_are_signed(qtbot: QtBot, theme: Theme) -> None:
    view = examples.seat_view(texts=examples.TEXTS, pacts=examples.PACTS)
    page = seat_page(qtbot, theme, view, Spot("agreements", "summer_rule"))
    assert not panel(page).sign.isEnabled()
    assert not panel(page).terms.isEnabled()
    assert "Texts are not being signed now" in words_on(panel(page))
    assert not panel(page, "fishing_truce").give.isVisible()
    assert "You may give notice of it when texts are signed." in words_on(panel(page))


def test_arrows_walk_through_the_agreements(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    assert page.desks["agreements"].cards[0].hasFocus()
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Down)
    assert page.spot == Spot("agreements", "joint_dam")
    press(page, Qt.Key.Key_Up)
    assert page.spot == Spot("agreements", "market")
    assert "A promise of goodwill" in words_on(panel(page))
    assert panel(page).terms.fields == {}


# ------------------------------------------------------------------------------------------------------- in force


def test_an_agreement_says_how_it_stands(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    said = words_on(panel(page, "fishing_truce"))
    assert "In force since season 1." in said
    assert "It lasts through season 6." in said
    assert "Boats: counted in full." in said
    assert "Broken by us in season 2: Night fishing. Nobody else knows yet." in said
    assert "Gauges: 1 · shared" in said
    assert "Ended in season 2: terminated." in words_on(panel(page, "loan"))
    known = words_on(page)
    assert "IN FORCE" in known
    assert "Fishing truce" in known


def test_notice_is_asked_for_once_more(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme)
    truce = panel(page, "fishing_truce")
    with qtbot.assertNotEmitted(page.notice_given):
        click(truce.give)
    assert "Everybody learns of it at once. Fishing truce stays in force through season 4" in words_on(truce)
    assert truce.keep.hasFocus()
    press(page, Qt.Key.Key_Space)
    assert not truce.confirm.isVisible()
    assert truce.give.hasFocus()
    click(truce.give)
    with qtbot.waitSignal(page.notice_given, timeout=1000) as caught:
        click(truce.confirm)
    assert caught.args == ["fishing_truce"]


# ------------------------------------------------------------------------------------------------------ questions


def test_an_answer_is_chosen_first_and_then_given(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.signing_view(question=examples.QUESTION))
    desk = page.desks["question"]
    said = words_on(desk)
    assert "The water is late. Bear it, or end an agreement?" in said
    assert "Only you and the facilitator learn of this question and of your answer." in said
    assert [made.text() for made in desk.options.buttons.values()] == [
        "Bear it", "End one", "Tell the commission: Fishing truce",
    ]  # fmt: skip
    assert not desk.give.isEnabled()
    assert desk.options.now() == "", "nothing is answered by passing over it"
    with qtbot.assertNotEmitted(page.answered):
        press(page, Qt.Key.Key_Return, CTRL)
    press(page, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.answered, timeout=1000) as caught:
        press(page, Qt.Key.Key_Return, CTRL)
    assert caught.args == [2, "bear", ""]


def test_an_answer_that_names_an_agreement(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.signing_view(question=examples.QUESTION))
    desk = page.desks["question"]
    click(desk.options.buttons["end_one"])
    assert not desk.give.isEnabled()
    assert "Choose which one is meant." in words_on(desk)
    assert desk.targets is not None
    click(desk.targets.buttons["market"])
    with qtbot.waitSignal(page.answered, timeout=1000) as caught:
        click(desk.give)
    assert caught.args == [2, "end_one", "market"]
    click(desk.options.buttons["tell"])
    assert desk.targets is None
    with qtbot.waitSignal(page.answered, timeout=1000) as caught:
        click(desk.give)
    assert caught.args == [2, "tell", "fishing_truce"]


def test_an_open_question_promises_nothing(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.signing_view(question=replace(examples.QUESTION, secret=False)))
    said = words_on(page.desks["question"])
    assert "The ruling waits for your answer." in said
    assert "Only you and the facilitator learn" not in said


# ---------------------------------------------------------------------------------------------------------- cards


def test_a_card_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    clock = replace(examples.CLOCK, turn=0, taking_orders=False)
    page = seat_page(qtbot, theme, examples.seat_view(clock=clock, cards=examples.CARDS))
    measure, temper = page.desks["cards"].boxes
    assert "You will be judged by the seasons without a shot." in words_on(measure)
    assert "You can wait. Being seen to wait costs you nothing." in words_on(temper)
    assert measure.take is not None
    assert measure.choices is not None
    assert not measure.take.isEnabled()
    press(page, Qt.Key.Key_Down)
    assert measure.choices.now() == "by_peace"
    assert "You may change it until the exercise starts." in words_on(measure)
    with qtbot.waitSignal(page.card_chosen, timeout=1000) as caught:
        press(page, Qt.Key.Key_Return, CTRL)
    assert caught.args == ["lower.measure", "by_peace"]


def test_the_card_that_is_held_is_not_taken_again(qtbot: QtBot, theme: Theme) -> None:
    clock = replace(examples.CLOCK, turn=0, taking_orders=False)
    held = replace(examples.CARDS[0], word="by_peace", brief="…")
    page = seat_page(qtbot, theme, examples.seat_view(clock=clock, cards=(held,)), Spot("cards"))
    box = page.desks["cards"].boxes[0]
    assert box.choices is not None
    assert box.take is not None
    assert box.choices.now() == "by_peace"
    assert not box.take.isEnabled()
    assert "This is the card you hold." in words_on(box)
    click(box.choices.buttons["by_harvest"])
    assert box.take.isEnabled()


def test_after_the_start_a_card_is_chosen_for_good_and_an_undrawn_one_waits(qtbot: QtBot, theme: Theme) -> None:
    undrawn = replace(examples.CARDS[1], word="", brief="")
    page = seat_page(qtbot, theme, examples.seat_view(cards=(examples.CARDS[0], undrawn)), Spot("cards"))
    open_, waiting = page.desks["cards"].boxes
    assert open_.choices is not None
    click(open_.choices.buttons["by_peace"])
    assert "You choose once." in words_on(open_)
    assert "It is drawn when the exercise starts." in words_on(waiting)


# ------------------------------------------------------------------------------------------------------ all of it


def test_what_could_not_be_written_is_told_where_one_is(qtbot: QtBot, theme: Theme) -> None:
    view = examples.signing_view(cards=examples.CARDS, question=examples.QUESTION)
    page = seat_page(qtbot, theme, view)
    for desk in page.desks:
        page.turn_to(desk)
        page.refuse(f"The disk is full ({desk}).")
        assert f"The disk is full ({desk})." in words_on(page)


def test_hostile_names_are_shown_as_they_are(qtbot: QtBot, theme: Theme) -> None:
    bad = '<img src="/dev/zero"><b>x</b>'
    term = replace(examples.GAUGES, name=bad, words=(bad, bad, bad))
    text = replace(examples.TEXTS[1], name=bad, terms=(term,), obligations=(("upper", bad),),
                   reasons=(replace(examples.TEXTS[1].reasons[0], missing=(bad,)),))  # fmt: skip
    pact = replace(examples.PACTS[0], name=bad, facts=((bad, bad),))
    card = replace(examples.CARDS[0], name=bad, choices=((bad, bad),))
    asked = AskedLine(1, bad, bad, ((bad, bad, ((bad, bad),)),), secret=True)
    view = examples.signing_view(texts=(text,), pacts=(pact,), cards=(card,), question=asked)
    page = SeatPage(theme, view, "", "", START, None)
    shown(qtbot, page)
    for desk in page.desks:
        page.turn_to(desk)
        page.grab()
        if desk != "moves":
            assert bad in words_on(page.desks[desk]) or bad[1:] in words_on(page.desks[desk]), desk
    panel(page, pact.agreement)
    page.grab()


@pytest.mark.parametrize("desk", ["question", "agreements", "moves", "cards"])
def test_nothing_is_clipped_on_the_smallest_laptop(qtbot: QtBot, theme: Theme, desk: str) -> None:
    view = examples.signing_view(cards=examples.CARDS, question=examples.QUESTION)
    page = seat_page(qtbot, theme, view, Spot(desk), (1024, 640))
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
            if not label.wordWrap():
                assert label.width() >= label.sizeHint().width() - 2 or label.text().endswith("…"), label.text()
    painted = [*page.moves.cards, *page.desks["agreements"].cards]
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button not in painted:
            assert button.width() >= button.minimumSizeHint().width() - 2, button.text()


def test_everything_has_a_name_that_is_read_out(qtbot: QtBot, theme: Theme) -> None:
    page = seat_page(qtbot, theme, examples.signing_view(cards=examples.CARDS, question=examples.QUESTION))
    for desk in page.desks:
        page.turn_to(desk)
        for widget in page.findChildren(QWidget):
            if isinstance(widget, QAbstractButton | LevelBox) and widget.isVisible():
                assert widget.accessibleName().strip(), widget
    assert page.desks["agreements"].cards[0].accessibleDescription().startswith("On the table. Between Republic")
    assert panel(page).terms.fields["gauges"].buttons["2"].accessibleName() == "Gauges: 2 · joint"
