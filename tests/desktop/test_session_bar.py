"""The session bar: what gives way where there is little room, and in which order."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wargame.desktop.facilitator.next_step import Act, NextStep
from wargame.desktop.facilitator.session_bar import SessionBar
from wargame.desktop.facilitator.stepper import PhaseStepper
from wargame.desktop.style import Theme
from wargame.referee.views import Clockwork

PHASES = ("Update", "Talk and sign", "Renew", "Orders", "Adjudication", "Consequences")


def stepper(qtbot: QtBot, theme: Theme, width: int, now: int) -> tuple[PhaseStepper, list[str]]:
    """Return a stepper and the phases it shows by name."""
    made = PhaseStepper(theme)
    qtbot.addWidget(made)
    made.show_phases(PHASES, now)
    made.resize(width, 28)
    made.show()
    QApplication.processEvents()
    return made, [PHASES[place] for place in sorted(made._named(made._widths(PHASES)))]


def test_all_phases_have_their_names_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    made, _ = stepper(qtbot, theme, 100, 3)
    assert stepper(qtbot, theme, made.sizeHint().width(), 3)[1] == list(PHASES)


def test_what_comes_next_keeps_its_name_longer_than_what_is_over(qtbot: QtBot, theme: Theme) -> None:
    assert stepper(qtbot, theme, 400, 1)[1] == ["Talk and sign", "Renew", "Orders", "Adjudication"]
    assert stepper(qtbot, theme, 400, 3)[1] == ["Renew", "Orders", "Adjudication", "Consequences"]


@pytest.mark.parametrize("now", range(-1, len(PHASES) + 1))
def test_names_and_dots_stay_within_the_room(qtbot: QtBot, theme: Theme, now: int) -> None:
    made, _ = stepper(qtbot, theme, 100, now)
    for width in range(made.minimumSizeHint().width(), 700, 25):
        made.resize(width, 28)
        widths = made._widths(PHASES)
        assert made._length(widths, made._named(widths)) <= width


def bar(qtbot: QtBot, theme: Theme, width: int) -> SessionBar:
    made = SessionBar(theme, "Tuesday cohort")
    qtbot.addWidget(made)
    made.show_clock(Clockwork("Korea", 2, 8, "half-year", PHASES, 3, taking_orders=False, scenario_date="July 2021"))
    made.show_step(NextStep(Act.COMMIT, "Commit", "check"))
    made.show_step_back("the ruling on order 'Limited conventional provocation' of the north")
    made.resize(width, 57)
    made.show()
    QApplication.processEvents()
    return made


def test_the_phases_have_their_names_before_the_buttons_have_all_their_words(qtbot: QtBot, theme: Theme) -> None:
    wide, narrow = bar(qtbot, theme, 1600), bar(qtbot, theme, 1180)
    for made in (wide, narrow):
        widths = made.stepper._widths(PHASES)
        assert len(made.stepper._named(widths)) == len(PHASES)
    assert wide.step_back.text().startswith(" Step &back: the ruling on")
    assert wide.singly.text()
    assert narrow.step_back.text() == " Step &back"
    assert narrow.step_back.accessibleName().endswith("of the north"), "the whole name is always read out"


@pytest.mark.parametrize("width", [1024, 1280, 1440, 1920])
def test_no_word_of_the_bar_is_cut_off(qtbot: QtBot, theme: Theme, width: int) -> None:
    made = bar(qtbot, theme, width)
    for button in (made.step_back, made.singly, made.primary):
        assert button.width() >= button.sizeHint().width(), button.text()


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (Clockwork("River", 0, 3, "month", PHASES, 0, taking_orders=False), "3 months"),
        (Clockwork("River", 1, 3, "month", PHASES, 0, taking_orders=False, minutes=8), "8 minutes planned"),
        (Clockwork("River", 1, 3, "month", PHASES, 0, taking_orders=False), ""),
        (Clockwork("River", 3, 3, "month", PHASES, 0, taking_orders=False, minutes=8), "The last month"),
        (Clockwork("River", 2, 3, "month", PHASES, 0, taking_orders=False, scenario_date="May"), "May"),
        (Clockwork("River", 2, 3, "month", PHASES, 0, taking_orders=False, ending="Court"), "Play is over"),
    ],
)
def test_what_stands_below_the_turn_says_something_else(
    qtbot: QtBot, theme: Theme, clock: Clockwork, said: str
) -> None:
    made = SessionBar(theme, "Tuesday cohort")
    qtbot.addWidget(made)
    made.show_clock(clock)
    assert made._date.text() == said
    assert made._date.isHidden() == (not said)
