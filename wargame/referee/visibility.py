"""What each seat, the room and the white cell may see.

A view is made from what its audience may know and from nothing else: two
situations that differ only in what is hidden from it give the same view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wargame.exercise.choice_names import choices_shown, order_title, target_name
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.exercise.sight import ROOM, Sight
from wargame.referee import pact_lines
from wargame.referee.checks import cost_of, orders_left, purse
from wargame.referee.dice import Rolls
from wargame.referee.inject_lines import inject_lines
from wargame.referee.limits import sentence
from wargame.referee.news import told
from wargame.referee.offers import offers
from wargame.referee.people import summaries, summary
from wargame.referee.readings import readings, true_readings
from wargame.referee.ruling import Asked
from wargame.referee.scenario_time import scenario_date
from wargame.referee.sight import kept_from, seen_by
from wargame.referee.state import Order, Scheduled, State
from wargame.referee.views import (
    ActorSummary,
    AskedLine,
    BreachLine,
    CardLine,
    Clockwork,
    InjectLine,
    MoveOffer,
    NewsItem,
    OrderLine,
    PactLine,
    Reading,
    Reason,
    RoomView,
    SeatView,
    TermLine,
    TextLine,
    TextOffer,
    Told,
    WhiteCellView,
)
from wargame.translation import phrase, say

__all__ = [
    "ROOM",
    "ActorSummary",
    "AskedLine",
    "BreachLine",
    "CardLine",
    "Clockwork",
    "InjectLine",
    "MoveOffer",
    "NewsItem",
    "OrderLine",
    "PactLine",
    "Past",
    "Reading",
    "Reason",
    "RoomView",
    "SeatView",
    "TermLine",
    "TextLine",
    "TextOffer",
    "Told",
    "WhiteCellView",
    "room_view",
    "seat_view",
    "seen_by",
    "text_offer",
    "told",
    "white_cell_view",
]

_PUBLIC = "public"
_SET: Mapping[str, str] = {
    "to": phrase("{track} to {amount}"),
    "at least": phrase("{track} at least {amount}"),
    "at most": phrase("{track} at most {amount}"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """What has been so far, for views that tell of it."""

    turn_ends: tuple[State, ...] = ()
    """The situation at the end of each turn before this one, oldest first."""
    told: tuple[Told, ...] = ()
    """Every piece of news, oldest first."""


def seat_view(
    exercise: Exercise, state: State, seat: str, past: Past, rolls: Rolls, asks: Asked | None = None
) -> SeatView:
    """Return what a seat may see. `rolls` are the session's: they draw the estimates.

    `asks` is the question at which the open ruling has stopped; it is for the seat that is asked.
    """
    sight = Sight(exercise, seat, kept_from(state, seat))
    spend, news = purse(exercise, state, seat), _news(past, sight)
    known = spend is not None and sight.sees(spend[0])
    return SeatView(
        seat=summary(exercise, seat),
        clock=clockwork(exercise, state),
        actors=summaries(exercise),
        briefing=_joined(exercise.briefings.get(_PUBLIC, ""), exercise.briefings.get(seat, ""), *_attached(news)),
        readings=readings(exercise, state, past.turn_ends, sight, rolls),
        flags=tuple(exercise.flags[flag] for flag in exercise.flags if flag in state.flags and sight.flag(flag)),
        news=news,
        offers=offers(exercise, state, sight),
        orders=tuple(order_line(exercise, state, order) for order in state.orders if order.actor == seat),
        orders_left=orders_left(exercise, state, seat),
        purse=spend[1] if spend is not None and known else None,
        purse_name=exercise.tracks[spend[0]].name if spend is not None and known else "",
        pacts=pact_lines.pacts(exercise, state, sight),
        texts=pact_lines.texts(exercise, state, sight),
        cards=pact_lines.cards(exercise, state, seat),
        question=pact_lines.question(exercise, asks, seat),
    )


def text_offer(
    exercise: Exercise, state: State, seat: str, agreement: str, levels: Mapping[str, int]
) -> TextOffer | None:
    """Return a text as a seat sees it with these terms; None when the seat has no such text before it."""
    return pact_lines.text_with(exercise, state, Sight(exercise, seat, kept_from(state, seat)), agreement, levels)


def room_view(exercise: Exercise, state: State, past: Past, rolls: Rolls | None = None) -> RoomView:
    """Return what the whole room may see. Without rolls, tracks that it knows by estimate are left out."""
    sight = Sight(exercise, ROOM, kept_from(state, ROOM))
    return RoomView(
        clock=clockwork(exercise, state),
        actors=summaries(exercise),
        readings=readings(exercise, state, past.turn_ends, sight, rolls),
        news=_news(past, sight),
        briefing=exercise.briefings.get(_PUBLIC, ""),
        pacts=pact_lines.standing(exercise, state, sight),
    )


def white_cell_view(exercise: Exercise, state: State, past: Past) -> WhiteCellView:
    """Return everything, for the facilitator."""
    spend = [(actor, purse(exercise, state, actor)) for actor in exercise.actors]
    return WhiteCellView(
        clock=clockwork(exercise, state),
        actors=summaries(exercise),
        readings=true_readings(exercise, state, past.turn_ends),
        flags=tuple((exercise.flags.get(flag, flag), until) for flag, until in state.flags.items()),
        pending=tuple(_pending(exercise, effect) for effect in sorted(state.scheduled, key=lambda one: one.due)),
        orders=tuple(order_line(exercise, state, order) for order in state.orders),
        orders_left=tuple((actor, orders_left(exercise, state, actor)) for actor in exercise.actors),
        purses=tuple((actor, found[1]) for actor, found in spend if found is not None),
        injects=inject_lines(exercise, state),
        news=tuple(one.item for one in past.told),
        briefings=tuple(exercise.briefings.items()),
        pacts=pact_lines.pacts(exercise, state, None),
        texts=pact_lines.table(exercise, state),
        cards=pact_lines.cards(exercise, state),
    )


def clockwork(exercise: Exercise, state: State) -> Clockwork:
    """Return where play stands, the same for every audience."""
    index = min(state.cursor.phase, max(0, len(exercise.phases) - 1))
    playing = state.turn > 0 and state.ending is None
    doing = exercise.phases[index].item(state.cursor.item) if exercise.phases and playing else ""
    ending = next((one for one in exercise.rulebook.endings if one.id == state.ending), None)
    return Clockwork(
        title=exercise.title,
        turn=state.turn,
        turns=exercise.turns,
        turn_word=exercise.label("turn"),
        phases=tuple(phase.name for phase in exercise.phases),
        phase=index,
        taking_orders=doing == "orders",
        signing=doing == "signing",
        ending="" if ending is None else ending.name or ending.end_state or ending.id,
        ending_text="" if ending is None else ending.say,
        scenario_date=scenario_date(exercise, state.turn),
        minutes=sum(phase.minutes for phase in exercise.phases),
    )


def order_line(exercise: Exercise, state: State, order: Order) -> OrderLine:
    """Return an order as its own seat and the white cell see it."""
    move = exercise.rulebook.moves[order.move]
    return OrderLine(
        id=order.id,
        actor=order.actor,
        move=order.move,
        move_name=move.name,
        target=order.target,
        say=order.say,
        intent=order.intent,
        cost=cost_of(exercise, state, order)[1],
        target_name=target_name(exercise, move, order.target),
        choices=choices_shown(move, order.choices),
        title=order_title(exercise, move, order.target, order.choices),
    )


def _news(past: Past, sight: Sight) -> tuple[NewsItem, ...]:
    return tuple(one.item for one in past.told if sight.among(one.seen_by))


def _attached(news: tuple[NewsItem, ...]) -> Iterator[str]:
    """Yield the texts that came with what a seat has learnt, each under its headline."""
    yield from (f"# {item.headline}\n\n{item.attachment}" for item in news if item.attachment)


def _pending(exercise: Exercise, effect: Scheduled) -> str:
    track = exercise.tracks[effect.track].name
    if effect.operation in _SET:
        change = say(_SET[effect.operation], track=track, amount=f"{effect.amount:g}")
    else:
        change = sentence(track, effect.operation, effect.amount)
    due = say("{word} {number}", context="half-year 3, inject 3", word=exercise.label("turn"), number=effect.due)
    return titled(due, change)


def _joined(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())
