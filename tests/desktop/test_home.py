"""Home: what it shows before it knows anything, and after; the form for a new session."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from wargame import paths
from wargame.desktop.home import cards, library
from wargame.desktop.home.home_page import HomePage
from wargame.desktop.home.library import Finding, Seat
from wargame.desktop.home.new_session import NewSession
from wargame.desktop.session_files import Request, create, free_path
from wargame.desktop.style import Theme
from wargame.session.conduct import Session
from wargame.session.store.catalogue import Listing

VALLEY = Path("/exercises/valley")
STRAIT = Path("/exercises/strait_transit")
HOTLINE = Path("/exercises/hotline")

LISTINGS = (
    Listing(
        "/s/pilot.wargame", title="Water in the valley — pilot", exercise="Water in the valley", turn=8, turns=8,
        turn_word="season", state="Report due", ending="A summer rule", touched="2024-10-14T12:00:00Z",
        actors="UV LV BC DB",
    ),
    Listing(
        "/s/tuesday.wargame", title="Water in the valley — Tuesday cohort", exercise="Water in the valley", turn=4,
        turns=8, turn_word="season", phase="Moves", touched="2024-11-22T12:00:00Z", actors="UV LV BC DB",
    ),
    Listing(
        "/s/strait.wargame", title="Strait transit", exercise="Strait transit", turn=3, turns=6, state="Archived",
        ending="Standoff", touched="2023-09-02T12:00:00Z", actors="AA BB",
    ),
    Listing(
        "/s/broken.wargame", title="Faculty dry run", state="Unreadable",
        note="It is damaged after entry 41. Everything before that can be rescued.",
    ),
)  # fmt: skip

SEATS = (
    Seat("upper", "Republic of Upper Varn", "UV"),
    Seat("lower", "Lower Varn", "LV"),
    Seat("basin", "Basin Commission", "BC"),
    Seat("bank", "Development Bank", "DB"),
)
GOOD = Finding(
    VALLEY,
    "Water in the valley",
    "Eight seasons, four parties, one half-built dam. What will the summer rule be?",
    SEATS,
    "4 actors · 42 moves · 9 injects · 8 seasons",
)
WARNED = Finding(
    STRAIT, "Strait transit", "", SEATS[:2], "2 actors · 26 moves · 6 injects · 6 turns", warnings=1,
    first="rulebook.yaml:12:3: WG401 warning: nobody can ever make this move",
)  # fmt: skip
BROKEN = Finding(
    HOTLINE,
    "hotline",
    errors=2,
    first="rulebook.yaml:41:7: WG201 there is no track 'tensoin' (did you mean 'tension'?)",
)


def home_page(theme: Theme) -> HomePage:
    page = HomePage(theme, "1.2.3")
    page.show_sessions(LISTINGS)
    page.shelf.show_exercises((VALLEY, STRAIT, HOTLINE))
    for finding in (GOOD, WARNED, BROKEN):
        page.shelf.show_finding(finding)
    return page


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1280, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()


def words_on(page: QWidget) -> str:
    QApplication.processEvents()
    labels = (label.text() for label in page.findChildren(QLabel) if label.isVisible())
    return "\n".join([*labels, *(button.text() for button in page.findChildren(QAbstractButton) if button.isVisible())])


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


# -------------------------------------------------------------------------------------------------------- pictures


def test_home_looks_as_it_should(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    page = home_page(theme)
    qtbot.addWidget(page)
    check_picture(request, page, f"home-{shade}", 1280, 800)


def test_home_on_the_first_day(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> None:
    page = HomePage(theme, "1.2.3")
    page.show_sessions(())
    page.shelf.show_exercises((VALLEY, STRAIT))
    page.shelf.notice.say(
        "The session is open in another window. Close it there, or read it here.", verb="Open for reading"
    )
    qtbot.addWidget(page)
    check_picture(request, page, "home-first-day", 1280, 720)


def test_the_form_looks_as_it_should(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    form = NewSession(theme, (GOOD, WARNED, BROKEN), GOOD, Path("/home/kim/wargame/sessions"))
    form.more.setChecked(True)
    qtbot.addWidget(form)
    check_picture(request, form, f"new-session-{shade}", 1366, 768)


# ------------------------------------------------------------------------------------------------------------ home


def test_it_says_once_that_it_was_painted(qtbot: QtBot, theme: Theme) -> None:
    page = HomePage(theme, "1.2.3")
    told: list[bool] = []
    page.painted.connect(lambda: told.append(True))
    with qtbot.waitSignal(page.painted, timeout=2000):
        shown(qtbot, page)
    page.repaint()
    QApplication.processEvents()
    assert told == [True]


def test_sessions_in_play_come_first_and_one_button_is_filled(qtbot: QtBot, theme: Theme) -> None:
    page = home_page(theme)
    shown(qtbot, page)
    assert page.shelf.session_cards[0].listing.title.endswith("Tuesday cohort")
    filled = [button for button in page.findChildren(QAbstractButton) if button.property("role") == "primary"]
    assert [button.accessibleName() for button in filled] == ["Resume Water in the valley — Tuesday cohort"]
    page.show_sessions(())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    filled = [button for button in page.findChildren(QAbstractButton) if button.property("role") == "primary"]
    assert filled == [page.new_session]


def test_a_card_says_what_its_button_does(qtbot: QtBot, theme: Theme) -> None:
    page = home_page(theme)
    shown(qtbot, page)
    with qtbot.waitSignal(page.session_wanted, timeout=1000) as caught:
        click(page.shelf.session_cards[0].act)
    assert caught.args == ["/s/tuesday.wargame"]
    texts = {card.listing.state: card.act.text().strip() for card in page.shelf.session_cards if card.act.isVisible()}
    assert texts == {
        "In play": "Resume",
        "Report due": "Review",
        "Archived": "Review",
        "Unreadable": "See what can be done",
    }


def test_an_exercise_with_errors_cannot_be_started_and_says_why(qtbot: QtBot, theme: Theme) -> None:
    page = home_page(theme)
    shown(qtbot, page)
    good, warned, broken = page.shelf.exercise_cards
    assert good.act.isEnabled()
    assert warned.act.isEnabled()
    assert not broken.act.isEnabled()
    assert "2 errors" in words_on(broken)
    assert "WG201" in words_on(broken)
    with qtbot.waitSignal(page.new_session_wanted, timeout=1000) as caught:
        click(good.act)
    assert caught.args == [GOOD]


def test_before_the_checker_is_done_nothing_can_be_started(qtbot: QtBot, theme: Theme) -> None:
    page = HomePage(theme, "1.2.3")
    page.shelf.show_exercises((VALLEY,))
    shown(qtbot, page)
    assert "Checking" in words_on(page)
    assert not page.shelf.exercise_cards[0].act.isEnabled()


def test_search_filters_sessions_and_exercises(qtbot: QtBot, theme: Theme) -> None:
    page = home_page(theme)
    shown(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.shelf.search.field.hasFocus()
    QTest.keyClicks(page.shelf.search.field, "strait")
    assert [card.listing.title for card in page.shelf.session_cards if card.isVisible()] == ["Strait transit"]
    assert [card.folder for card in page.shelf.exercise_cards if card.isVisible()] == [STRAIT]
    page.shelf.search.field.setText("strÁit")
    assert [card.folder for card in page.shelf.exercise_cards if card.isVisible()] == [STRAIT]
    QTest.keyClicks(page.shelf.search.field, " nowhere")
    assert "Nothing fits" in words_on(page)


def test_no_sessions_is_one_sentence_and_one_button(qtbot: QtBot, theme: Theme) -> None:
    page = HomePage(theme, "1.2.3")
    page.show_sessions(())
    page.shelf.show_exercises(())
    shown(qtbot, page)
    assert "No sessions yet. Start one with any exercise below." in words_on(page)
    assert "No exercises yet." in words_on(page)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-22T10:43:00+00:00", "today"),
        ("2026-10-14T12:00:00Z", "14 October"),
        ("2025-09-02T12:00:00Z", "2 September 2025"),
        ("", ""),
        ("yesterday", ""),
    ],
)
def test_moments_as_people_say_them(moment: str, said: str) -> None:
    words = cards.when(moment, datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
    assert words.startswith(said) if said == "today" else words == said


def test_a_damaged_session_says_what_is_wrong_with_it(qtbot: QtBot, theme: Theme) -> None:
    page = home_page(theme)
    shown(qtbot, page)
    assert "It is damaged after entry 41." in words_on(page.shelf.session_cards[-1])


# --------------------------------------------------------------------------------------------------------- library


def test_the_exercises_we_ship_are_found_and_good() -> None:
    found = {folder.name: library.examined(folder) for folder in paths.exercises()}
    assert library.SAMPLE in found
    for finding in found.values():
        assert finding.playable, finding.first
        assert finding.seats
        assert "moves" in finding.facts


def test_a_folder_that_is_no_exercise_is_a_finding_not_an_exception(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert not library.examined(empty).playable
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "scenario.yaml").write_text("rulebook: [", encoding="utf-8")
    finding = library.examined(broken)
    assert not finding.playable
    assert "WG1" in finding.first


def test_the_users_own_exercises_are_listed(wargame_home: Path) -> None:
    own = paths.user_exercises() / "mine"
    own.mkdir(parents=True)
    (own / "scenario.yaml").write_text("", encoding="utf-8")
    assert own in paths.exercises()


# ------------------------------------------------------------------------------------------------------------ form


def form(qtbot: QtBot, theme: Theme, folder: Path, chosen: Finding | None = GOOD) -> NewSession:
    made = NewSession(theme, (GOOD, WARNED, BROKEN), chosen, folder)
    shown(qtbot, made)
    return made


def test_a_session_can_be_started_without_typing_anything(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = form(qtbot, theme, tmp_path)
    with qtbot.waitSignal(made.start_wanted, timeout=1000) as caught:
        click(made.start)
    path = tmp_path / "Water in the valley.wargame"
    assert caught.args == [Request(VALLEY, "Water in the valley", {}, "", path)]


def test_what_is_typed_is_what_the_session_gets(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = form(qtbot, theme, tmp_path)
    made.title.selectAll()
    QTest.keyClicks(made.title, "Tuesday: 2nd try")
    QTest.keyClicks(made.seats["lower"], "Kim, Alvarez")
    made.more.setChecked(True)
    QTest.keyClicks(made.seed, "harvest")
    with qtbot.waitSignal(made.start_wanted, timeout=1000) as caught:
        QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    request = caught.args[0]
    assert request.title == "Tuesday: 2nd try"
    assert request.seats == {"lower": "Kim, Alvarez"}
    assert request.seed == "harvest"
    assert request.path == tmp_path / "Tuesday 2nd try.wargame"


def test_another_exercise_brings_its_own_seats(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = form(qtbot, theme, tmp_path)
    assert set(made.seats) == {"upper", "lower", "basin", "bank"}
    choice = next(
        button for button in made.findChildren(QAbstractButton) if button.accessibleName() == "Strait transit"
    )
    click(choice)
    assert set(made.seats) == {"upper", "lower"}
    assert made.title.text() == "Strait transit"


def test_the_language_is_asked_for_where_there_are_several(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    several = replace(WARNED, languages=("en", "ko"))
    made = NewSession(theme, (GOOD, several), GOOD, tmp_path)
    shown(qtbot, made)
    assert not made.language.isVisibleTo(made)
    assert made.request().language == ""
    click(next(each for each in made.findChildren(QAbstractButton) if each.accessibleName() == "Strait transit"))
    assert made.language.isVisibleTo(made)
    assert [made.language.itemText(place) for place in range(made.language.count())] == ["English", "한국어"]
    assert made.request().language == ""
    QTest.keyClick(made.language, Qt.Key.Key_Down)
    assert made.request().language == "ko"


def test_a_session_is_made_in_the_language_that_was_chosen(tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "data" / "exercises" / "valley"
    assert library.examined(folder).languages == ("en", "de")
    session = create(Request(folder, "Tal", {}, "", tmp_path / "tal.wargame", "de"))
    assert isinstance(session, Session)
    assert session.created.language == "de"
    assert session.exercise.title.startswith("Das Tal")
    session.close()


def test_only_exercises_that_can_be_played_are_offered(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = form(qtbot, theme, tmp_path)
    assert "hotline" not in words_on(made)
    none = NewSession(theme, (BROKEN,), None, tmp_path)
    shown(qtbot, none)
    assert not none.start.isEnabled()
    QTest.keyClick(none, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "No exercise can be played yet." in words_on(none)


def test_escape_leaves_the_form(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    made = form(qtbot, theme, tmp_path)
    with qtbot.waitSignal(made.cancelled, timeout=1000):
        QTest.keyClick(made, Qt.Key.Key_Escape)


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    assert free_path(tmp_path, "A / B: c?").name == "A  B c.wargame"
    assert free_path(tmp_path, "../../etc").name == "etc.wargame"
    assert free_path(tmp_path, "???").name == "Session.wargame"
    (tmp_path / "Session.wargame").touch()
    (tmp_path / "Session 2.wargame").touch()
    assert free_path(tmp_path, "").name == "Session 3.wargame"
    assert len(free_path(tmp_path, "x" * 500).name) < 100


def test_nothing_moves_when_the_rest_of_the_page_follows_the_first_paint(qtbot: QtBot, theme: Theme) -> None:
    page = HomePage(theme, "1.2.3")
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    QApplication.processEvents()
    first = [page.new_session.geometry(), page.open_session.geometry()]
    page.complete()
    page.show_sessions(())
    QApplication.processEvents()
    assert [page.new_session.geometry(), page.open_session.geometry()] == first
