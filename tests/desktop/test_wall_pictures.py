"""The pictures on the wall: every scene on several projectors, how large its letters are, that nothing is cut."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from tests.desktop import examples
from tests.desktop import wall_examples as wall
from tests.desktop.pictures import check_picture
from wargame import paths
from wargame.desktop.facilitator.wall_panel import WallPanel
from wargame.desktop.room.pages import page
from wargame.desktop.room.painting import picture
from wargame.desktop.room.sheet import Badge, Sheet, Words
from wargame.desktop.room.wall_window import Stage
from wargame.desktop.style import Theme
from wargame.desktop.wall_scenes import CHOICES, FOOTER, Board, Cue, Scene, WallClock, WallState
from wargame.referee.views import ActorSummary, NewsItem
from wargame.referee.wall_views import WallCard

SIZES = {"1024x768": (1024, 768), "1920x1080": (1920, 1080), "960x720": (960, 720), "3840x2160": (3840, 2160)}
SHARE_OF_LETTERS = {2: 0.30}
"""Of a badge's height, by the slot of its shape; a triangle has less room."""
EVERYTHING = wall.CUES | wall.STEPS | wall.OTHERS


def stress() -> Board:
    """Return a board on which everything is too long and too much."""
    names = [f"The {'Most ' * slot}Serene Confederation of the Upper and Lower Valleys" for slot in range(8)]
    actors = tuple(ActorSummary(f"a{slot}", name, "WW", slot) for slot, name in enumerate(names))
    cards = tuple(
        WallCard(turn * 40 + n, turn, actor.actor, wall.LONG[:90], "partial")
        for turn in range(1, 31)
        for n, actor in enumerate(actors * 2)
    )
    readings = tuple(
        replace(
            reading, name=wall.LONG[:70], value=-1234.56, change=-1000.25, band="a band with a very long name", unit="%"
        )
        for reading in wall.MORE_READINGS
    )
    news = (NewsItem(30, "inject", "", wall.LONG[:160], wall.LONG, wall.LONG[:80], wall.LONG[:60]),)
    clock = replace(examples.CLOCK, title=wall.LONG[:140], turn=30, turns=30, phases=(wall.LONG[:60],), phase=0)
    view = replace(wall.BOARD.view, clock=clock, actors=actors, readings=readings, news=news)
    bars = tuple(replace(bar, name=f"{n} {wall.LONG[:80]}", end=30) for n in range(4) for bar in wall.BARS)
    return replace(wall.FULL, view=view, cards=cards, bars=bars, clock=WallClock(60, -9000, False, wall.NOON))


BOARDS = {"usual": wall.BOARD, "full": wall.FULL, "stress": stress(), "pause": replace(wall.BOARD, pause=wall.LONG)}


def of(theme: Theme, size: str, board: Board, cue: Cue) -> Sheet:
    return page(theme, QSizeF(*SIZES[size]), board, cue, wall.NOON)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("board", BOARDS)
def test_every_letter_is_large_enough_and_nothing_is_cut(theme: Theme, size: str, board: str) -> None:
    for name, cue in EVERYTHING.items():
        sheet = of(theme, size, BOARDS[board], cue)
        whole = QRectF(0, 0, sheet.width, sheet.height).adjusted(-1, -1, 1, 1)
        assert sheet.words(), name
        for words in sheet.words():
            where = f"{name}: {words.text!r}"
            assert words.px >= 24, where
            assert words.px * sheet.scale >= 16, where
            wide = sheet.metrics(words.px, words.weight, display=words.display).horizontalAdvance(words.text)
            assert wide <= words.box.width() + 1, where
            assert words.px <= words.box.height() * 1.02 + 1, where
            assert whole.contains(words.box), where
        for badge in (item for item in sheet.items if isinstance(item, Badge)):
            assert badge.box.height() * SHARE_OF_LETTERS.get(badge.slot % 6, 0.36) * sheet.scale >= 16, name
            assert whole.contains(badge.box), name


def drawn(sheet: Sheet, words: Words) -> QRectF:
    """Return the box of the letters themselves."""
    metrics = sheet.metrics(words.px, words.weight, display=words.display)
    wide, box = metrics.horizontalAdvance(words.text), words.box
    left = {"left": box.left(), "right": box.right() - wide, "centre": box.center().x() - wide / 2}[words.align]
    tall = words.px * 0.72
    return QRectF(left, box.center().y() - tall / 2, wide, tall)


@pytest.mark.parametrize("size", ["1024x768", "1920x1080"])
@pytest.mark.parametrize("board", BOARDS)
def test_no_words_lie_over_others(theme: Theme, size: str, board: str) -> None:
    for name, cue in EVERYTHING.items():
        sheet = of(theme, size, BOARDS[board], cue)
        boxes = [(words.text, drawn(sheet, words)) for words in sheet.words()]
        for (one, first), (other, second) in combinations(boxes, 2):
            assert not first.intersects(second), f"{name}: {one!r} over {other!r}"


@pytest.mark.parametrize("size", ["1024x768", "1920x1080"])
def test_headlines_and_texts_have_the_sizes_of_the_look(theme: Theme, size: str) -> None:
    sheet = of(theme, size, wall.BOARD, wall.CUES["situation"])
    by_text: dict[str, int] = {}
    for words in sheet.words():
        by_text[words.whole] = max(words.px, by_text.get(words.whole, 0))

    assert by_text[wall.NEWS[-1].headline] >= 54
    assert by_text[wall.NEWS[-1].text] >= 28
    assert by_text["5"] >= 60, "the value of a track"
    assert by_text["04:18"] >= 84, "the clock"


def test_every_picture_says_what_it_is_and_bears_the_marking(theme: Theme) -> None:
    for name, cue in EVERYTHING.items():
        sheet = of(theme, "1024x768", wall.FULL, cue)
        told = sheet.told()
        real = cue.scene is Scene.EMERGENCY
        assert (FOOTER in told) != real, name
        assert sum(words.text == "RESTRICTED: ROOM 4" for words in sheet.words()) == 2, "at head and foot"
        if real:
            assert "This is no exercise" in told
            assert "The exercise is stopped" in told
            assert wall.FULL.view.clock.title not in told


def test_without_a_marking_there_is_none(theme: Theme) -> None:
    assert "RESTRICTED" not in of(theme, "1024x768", wall.BOARD, wall.CUES["situation"]).told()


def test_steps_open_one_by_one_and_nothing_early(theme: Theme) -> None:
    told = [of(theme, "1920x1080", wall.BOARD, cue).told() for cue in wall.STEPS.values()]
    quiet = of(theme, "1920x1080", wall.BOARD, wall.CUES["quiet"]).told()
    odds = "about 4 in 10 (44%, unlikely)"
    firsts = ("Lower Varn", "Propose talks", odds, "= 9", "What changes", "oth sides have a drought")

    for step, words in enumerate(firsts):
        assert [words in text for text in told] == [place >= step for place in range(6)], words
    assert "bring their engineers" not in told[2], "the outcome's words come with the dice"
    assert "bring their engineers" in told[3]
    assert "about 4 in 10" not in quiet
    assert wall.REVEAL.title in quiet


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("exact", ["28%, highly unlikely", "47%, realistic possibility", "100%"])
def test_how_likely_an_outcome_is_is_never_cut(theme: Theme, size: str, exact: str) -> None:
    (roll,) = wall.REVEAL.rolls
    likely = replace(roll, odds=tuple(replace(line, exact=exact) for line in roll.odds))
    cue = wall.STEPS["reveal step 4"]
    sheet = of(theme, size, wall.BOARD, replace(cue, reveal=replace(wall.REVEAL, rolls=(likely,))))
    said = [words for words in sheet.words() if exact in words.whole]
    assert len(said) == 3
    assert all(words.text == words.whole for words in said)


def test_odds_that_are_covered_are_said_to_be(theme: Theme) -> None:
    told = of(theme, "1920x1080", wall.BOARD, wall.OTHERS["covered odds"]).told()

    assert "the odds hang on what not everybody knows" in told
    assert "Nothing changes that everybody could see" in told


def test_a_clock_that_runs_out_suggests_and_goes_on(theme: Theme) -> None:
    shown = []
    for left in (258, 120, 0, -70):
        board = replace(wall.BOARD, clock=WallClock(900, left, True, wall.NOON))
        shown.append(of(theme, "1920x1080", board, wall.CUES["clock"]).told())

    assert "04:18" in shown[0]
    assert "02:00" in shown[1]
    assert "time is up" in shown[2]
    assert "01:10" in shown[3]
    assert "over time" in shown[3]


def test_every_scene_can_be_chosen_but_blank_and_emergency() -> None:
    assert {choice.scene for choice in CHOICES} == set(Scene) - {Scene.BLANK, Scene.EMERGENCY}


def test_the_panel_that_directs_it(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    panel = WallPanel(theme)
    qtbot.addWidget(panel)
    dark = Theme(paths.shipped("resources"), dark=True, parent=panel)
    pixmaps = []
    for name in ("reveal", "question"):
        sheet = of(dark, "1920x1080", wall.BOARD, wall.CUES[name])
        pixmaps.append(QPixmap.fromImage(picture(sheet, 320, 180)))
    asked = (wall.QUESTION, "What do you owe the harbour?")
    panel.show_state(
        WallState("On HDMI-1", True, Scene.REVEAL, Scene.QUESTION, waiting=2, step="6 of 6: why", questions=asked,
                  news="Trucks at the dam again", marking="RESTRICTED")
    )  # fmt: skip
    panel.show_pictures(*pixmaps, "what stands on it")
    check_picture(request, panel, f"wall-panel-{shade}", 372, 1010)


@pytest.mark.parametrize("name", wall.CUES)
@pytest.mark.parametrize(("shade_of_wall", "size"), [("dark", "1920x1080"), ("light", "1024x768")])
def test_the_pictures(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, name: str, shade_of_wall: str, size: str
) -> None:
    theme.set_dark(shade_of_wall == "dark")
    board = wall.BOARD if shade_of_wall == "dark" else wall.FULL
    stage = Stage(theme, board, wall.CUES[name], lambda: wall.NOON)
    qtbot.addWidget(stage)
    check_picture(request, stage, f"wall-{name}-{shade_of_wall}", *SIZES[size])
