"""One example of each view, built by hand: an invented dispute over a river dam."""

from __future__ import annotations

from dataclasses import replace

from wargame.referee.views import (
    ActorSummary,
    AskedLine,
    BreachLine,
    CardLine,
    Clockwork,
    MoveOffer,
    NewsItem,
    OrderLine,
    PactLine,
    Reading,
    Reason,
    SeatView,
    TermLine,
    TextOffer,
)

UPSTREAM = ActorSummary("upper", "Republic of Upper Varn", "UV", 0, "Finish the dam before the loan falls due.")
DOWNSTREAM = ActorSummary("lower", "Lower Varn", "LV", 1, "Water for the harvest, without begging.")
BASIN = ActorSummary("basin", "Basin Commission", "BC", 2, "No shot is fired over water.")
BANK = ActorSummary("bank", "Development Bank", "DB", 3, "A dam that pays for itself.")
ACTORS = (UPSTREAM, DOWNSTREAM, BASIN, BANK)

CLOCK = Clockwork(
    title="Water in the valley",
    turn=3,
    turns=8,
    turn_word="season",
    phases=("Update", "Moves", "Rulings", "Aftermath"),
    phase=1,
    taking_orders=True,
    scenario_date="March 2031",
)

BRIEFING = """# Water in the valley

The river **Varn** rises in the north and waters the south. The dam is half built.

## What everybody knows

* The harvest needs *forty* measures of water.
* The loan falls due in **season 6**.

> "A river has no owner, only neighbours." — the commission's first report

| gauge | measure |
|---|---|
| at the dam | 62 |
| at the border | 41 |

# For Lower Varn only

You can live with the dam. You cannot live with a summer like the last one.

1. Keep the commission on your side.
2. Do not threaten what you will not do.
"""

READINGS = (
    Reading("lower.support", "Support at home", ("lower",), "", 0, 100, 47, change=-3, good="up", band="restless"),
    Reading("lower.stores", "Grain in store", ("lower",), "", 0, 100, 60, change=1, good="up"),
    Reading("tension", "Tension", (), "", 0, 10, 5, change=-1, good="down", band="uneasy", headline=True),
    Reading("level", "River level", (), "", 0, 100, 41, headline=True),
    Reading("upper.dam", "Height of the dam", ("upper",), "", 0, 100, 54, give_or_take=7, known="estimate"),
    Reading("upper.debt", "Debt", ("upper",), "", 0, float("inf"), None, known="nothing"),
    Reading("lower.upper.trust", "Trust", ("lower", "upper"), "", 0, 100, 31, change=4, good="up"),
)

NEWS = (
    NewsItem(1, "inject", "", "A dry spring", "The gauges stand a third below their mark.", "Met office", "bulletin"),
    NewsItem(2, "move", "upper", "Upper Varn closes a sluice for repairs", ""),
    NewsItem(
        3,
        "inject",
        "",
        "Satellite: trucks at the dam again",
        "Night work at the dam on six of the last nine days. Confidence: moderate.",
        "Basin Commission",
        "satellite report",
    ),
)

OFFERS = (
    MoveOffer(
        "propose_talks",
        "Propose talks on a summer rule",
        "talks",
        "Ask the other side to the commission's table. Costs a little pride, and shows the harvest comes first.",
        available=True,
        reasons=(Reason("channel is open", holds=True),),
        cost=1,
        cost_unit="Influence",
        targets=(UPSTREAM, BASIN),
        odds=(("success", 0.58), ("partial", 0.25), ("failure", 0.17)),
        odds_note="how much they trust us is not known to us",
        effects=("trust +4", "support -2 if tension >= 6"),
    ),
    MoveOffer(
        "envoy",
        "Send a private envoy",
        "talks",
        "Sound them out. Nobody else learns of it.",
        available=True,
        reasons=(),
        cost=1,
        cost_unit="Influence",
        targets=(UPSTREAM,),
        seen="secret",
        odds=(("success", 0.82), ("failure", 0.18)),
    ),
    MoveOffer(
        "ration",
        "Ration water in the towns",
        "home",
        "Stretches the stores by a season. Nobody will thank you for it in the queue at the pump, and the papers will "
        "print pictures of the queue next to pictures of the president's garden until something else happens.",
        available=True,
        reasons=(),
        effects=("stores +5", "support -4"),
    ),
    MoveOffer(
        "patrol",
        "Double the border patrols",
        "force",
        "Visible on both banks.",
        available=True,
        reasons=(),
        cost=3,
        cost_unit="Influence",
        seen="when detected",
        odds_note="depends on what you cannot know",
    ),
    MoveOffer(
        "court",
        "Go to the court",
        "talks",
        "A ruling takes seasons; filing takes a morning.",
        available=False,
        reasons=(Reason("Needs support at home of 50 or more; it is 47", holds=False),),
        cost=2,
        cost_unit="Influence",
    ),
)

ORDERS = (OrderLine("o1", "lower", "ration", "Ration water in the towns", "", "", "", 0),)


def seat_view(**changes: object) -> SeatView:
    """Return what Lower Varn sees in season 3, with some of it changed."""
    parts: dict[str, object] = {
        "seat": DOWNSTREAM,
        "clock": CLOCK,
        "actors": ACTORS,
        "briefing": BRIEFING,
        "readings": READINGS,
        "flags": ("Commission inspectors are at the border gauge", "Fishing truce"),
        "news": NEWS,
        "offers": OFFERS,
        "orders": (),
        "orders_left": 2,
        "purse": 5.0,
        "purse_name": "Influence",
    }
    return SeatView(**{**parts, **changes})  # type: ignore[arg-type]


GAUGES = TermLine("gauges", "gauges", 1, "shared", 0, 2, ("none", "shared", "joint"))
RELEASE = TermLine("release", "release in summer", 12, "12", 0, 40, ())
LEVY = TermLine("levy", "levy", 1, "small", 0, 2, ("none", "small", "full"), fixed=True)

TEXTS = (
    TextOffer(
        agreement="summer_rule",
        name="A rule for the summer release",
        parties=(UPSTREAM, DOWNSTREAM),
        terms=(GAUGES, RELEASE, LEVY),
        on_table=True,
        signed=False,
        possible=True,
        reasons=(Reason("tension <= 7: Tension is 5", holds=True),),
        obligations=(("upper", "Lets the agreed measure pass from June to August"), ("lower", "No patrols at the dam")),
        lapses=4,
    ),
    TextOffer(
        agreement="joint_dam",
        name="The dam as a common work",
        parties=(UPSTREAM, DOWNSTREAM, BANK),
        terms=(replace(GAUGES, level=2, word="joint"), RELEASE),
        on_table=False,
        signed=False,
        possible=False,
        reasons=(
            Reason(
                "trust >= 50 and active(summer_rule): Trust is 31, A rule for the summer release is not in force",
                holds=False,
                missing=("Trust has to be 50 or more; it is 31", "A rule for the summer release has to be in force"),
            ),
        ),
        missing=(Reason("at most 1 come into force in a season: signed this turn is 1", holds=False),),
    ),
    TextOffer(
        agreement="market",
        name="A market on the border",
        parties=(UPSTREAM, DOWNSTREAM),
        terms=(),
        on_table=False,
        signed=False,
        possible=True,
        reasons=(),
        goodwill=True,
    ),
)

PACTS = (
    PactLine(
        agreement="fishing_truce",
        name="Fishing truce",
        status="in force",
        since=1,
        parties=(UPSTREAM, DOWNSTREAM),
        terms=(GAUGES,),
        obligations=(("upper", "No nets below the weir"), ("lower", "No nets above it")),
        facts=(("boats", "counted_in_full"),),
        breaches=(BreachLine(2, DOWNSTREAM, "Night fishing", found=False),),
        lasts_until=6,
        may_withdraw=True,
        notice=1,
    ),
    PactLine(
        agreement="loan",
        name="The loan for the dam",
        status="ended",
        since=1,
        parties=(UPSTREAM, BANK),
        terms=(),
        obligations=(),
        ended=2,
        how="terminated",
    ),
)

CARDS = (
    CardLine(
        "lower.measure",
        "lower",
        "measure",
        "",
        "",
        (
            ("by_harvest", "You will be judged by the grain in store at the end of season 8."),
            ("by_peace", "You will be judged by the seasons without a shot."),
        ),
    ),
    CardLine("lower.temper", "lower", "temper", "patient", "You can wait. Being seen to wait costs you nothing."),
)

QUESTION = AskedLine(
    2,
    "late_water",
    "The water is late. Bear it, or end an agreement?",
    (
        ("bear", "bear it", ()),
        ("end_one", "end one", (("fishing_truce", "Fishing truce"), ("market", "A market on the border"))),
        ("tell", "tell the commission", (("fishing_truce", "Fishing truce"),)),
    ),
    secret=True,
)


def signing_view(**changes: object) -> SeatView:
    """Return what Lower Varn sees while texts are signed, with some of it changed."""
    clock = replace(CLOCK, taking_orders=False, signing=True, phase=1)
    return seat_view(**{"clock": clock, "texts": TEXTS, "pacts": PACTS, **changes})
