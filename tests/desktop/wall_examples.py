"""One example of everything the wall can show, built by hand: the invented dispute over a river dam."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.desktop import examples
from wargame.desktop.wall_scenes import Board, Cue, Scene, WallClock
from wargame.referee.views import NewsItem, Reading, RoomView
from wargame.referee.wall_views import EffectLine, OddsLine, Reveal, RollLine, WallBar, WallCard, WhyLine

NOON = datetime(2031, 3, 4, 12, 30, tzinfo=UTC)
READINGS = (
    Reading("tension", "Tension", (), "", 0, 10, 5, change=-1, good="down", band="uneasy", headline=True,
            history=(4, 6, 6, 5)),
    Reading("level", "River level", (), "%", 0, 100, 41, change=2, headline=True, history=(52, 47, 39, 41)),
    Reading("trust", "Trust between the two governments", ("upper", "lower"), "", 0, 100, 31, change=4, good="up",
            headline=True, history=(20, 24, 27, 31)),
)  # fmt: skip
MORE_READINGS = (
    *READINGS,
    Reading("loan", "Days until the loan falls due", (), "", 0, 900, 270, headline=True, history=(540, 450, 360, 270)),
    Reading("dam", "Height of the dam", ("upper",), "", 0, 100, 54, give_or_take=7, known="estimate", headline=True,
            history=(30, 41, 49, 54)),
    Reading("press", "How the press writes about it in both capitals", (), "", -5, 5, -2, change=-2, good="up",
            band="hostile", headline=True, history=(1, 1, 0, -2)),
)  # fmt: skip
NEWS = (
    *examples.NEWS[:2],
    NewsItem(
        3, "inject", "", "Trucks at the dam again",
        "Night work at the dam on six of the last nine days. The commission asks both governments to let its "
        "inspectors see the site before the harvest.", "Basin Commission", "satellite report",
    ),
)  # fmt: skip
CARDS = (
    WallCard(3, 1, "injects", "A dry spring"),
    WallCard(9, 1, "upper", "Invite the bank's engineers", "success"),
    WallCard(11, 1, "lower", "Ration water in the towns", "partial"),
    WallCard(15, 2, "injects", "The gauge at the border fails"),
    WallCard(17, 2, "injects", "A minister resigns over the loan"),
    WallCard(22, 2, "upper", "Close a sluice for repairs", "success"),
    WallCard(24, 2, "lower", "Go to the court", "failure"),
    WallCard(25, 2, "lower", "Double the border patrols", "success"),
    WallCard(26, 2, "basin", "Offer a summer rule for both banks of the river", "success"),
    WallCard(31, 3, "injects", "Trucks at the dam again"),
)
BARS = (WallBar("Truce on the fishing grounds", 1, 3, goes_on=True),
        WallBar("Inspectors at the border gauge", 2, 3, goes_on=True, broken=True))  # fmt: skip
CLOCK = WallClock(900, 258, running=True, since=NOON)
BOARD = Board(
    RoomView(examples.CLOCK, examples.ACTORS, READINGS, NEWS, examples.BRIEFING), CARDS, BARS, CLOCK
)  # fmt: skip
FULL = replace(
    BOARD, view=replace(BOARD.view, readings=MORE_READINGS), marking="RESTRICTED: ROOM 4", pause=None, held=2
)
REVEAL = Reveal(
    seq=40,
    turn=3,
    actors=(examples.DOWNSTREAM,),
    title="Propose talks on a summer rule → Republic of Upper Varn",
    said="The harvest comes before the flag. Sit down with us.",
    story="They come to the table, and bring their engineers.",
    rolls=(
        RollLine(
            (
                OddsLine("failure", 0.28, "about 3 in 10", came=False, exact="28%, unlikely"),
                OddsLine("partial", 0.44, "about 4 in 10", came=True, exact="44%, unlikely"),
                OddsLine("success", 0.28, "about 3 in 10", came=False, exact="28%, unlikely"),
            ),
            "2d6", (3, 5), 1, 9, "partial", sides=6,
        ),
    ),
    effects=(
        EffectLine("Trust between the two governments", "27", "31", "+4", "ok"),
        EffectLine("Tension", "6", "5", "−1", "ok", "uneasy"),
        EffectLine("In force: Inspectors at the border gauge"),
    ),
    why=(WhyLine("both sides have a drought", "+2"), WhyLine("the last talks were broken off", "−1"),
         WhyLine("the bank presses for them", "+1", counts=False)),
    outcome="partial",
    mark="partial",
)  # fmt: skip
COVERED = replace(
    REVEAL, actors=(), said="", rolls=(RollLine((), "", (), 0, 0, "partial", covered=True),), why=(),
    effects=(), title="A letter is found",
)  # fmt: skip
QUESTION = "What would have to be true for both towns to sign before the harvest, and who has to say it first?"
CUES = {
    "situation": Cue(Scene.SITUATION),
    "timeline": Cue(Scene.TIMELINE),
    "news": Cue(Scene.INJECT, news=NEWS[-1]),
    "reveal": Cue(Scene.REVEAL, reveal=REVEAL, step=6),
    "quiet": Cue(Scene.REVEAL, reveal=REVEAL, step=7),
    "clock": Cue(Scene.CLOCK),
    "question": Cue(Scene.QUESTION, words=QUESTION),
    "test-card": Cue(Scene.TEST_CARD),
    "blank": Cue(Scene.BLANK),
    "emergency": Cue(Scene.EMERGENCY, words="Fire alarm in the east wing. Leave by the stairs."),
}
"""Every scene that has a picture."""
STEPS = {f"reveal step {step}": Cue(Scene.REVEAL, reveal=REVEAL, step=step) for step in range(1, 7)}
OTHERS = {
    "no news": Cue(Scene.INJECT),
    "nothing to reveal": Cue(Scene.REVEAL),
    "covered odds": Cue(Scene.REVEAL, reveal=COVERED, step=4),
    "no question": Cue(Scene.QUESTION),
    "no reason": Cue(Scene.EMERGENCY),
}
LONG = "Uninterruptedwordswithoutanend " + "and a text that goes on for longer than anybody would read aloud " * 12
