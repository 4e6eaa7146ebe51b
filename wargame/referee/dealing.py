"""Secret cards: drawn at StartEx, or chosen by their seat."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.scoring import Card
from wargame.referee.adjustment import NotNowError
from wargame.referee.columns import Columns
from wargame.referee.dice import Rolls, draw_of, key_of
from wargame.referee.pacts import CardHeld
from wargame.referee.state import State
from wargame.translation import say


def deal(exercise: Exercise, columns: Columns, rolls: Rolls, *, chosen_too: bool = False) -> None:
    """Draw every card that is drawn. With `chosen_too` those that a seat would choose are drawn evenly."""
    for card in exercise.cards.values():
        chances = card.draw
        if chances is None and chosen_too:
            chances = dict.fromkeys(card.briefs, 1.0)
        if chances is not None and sum(chances.values()) > 0:
            mark = rolls.fraction(_key(card)) * sum(chances.values())
            reached = 0.0
            for word, chance in chances.items():
                holds = (mark >= reached) & (mark < reached + chance)
                reached += chance
                if holds.any():
                    columns.hold_card(card.full_id, word, holds & columns.live)


def choose(exercise: Exercise, state: State, actor: str, card: str, word: str) -> tuple[CardHeld, ...]:
    """Return the change of a seat choosing a card; before StartEx it may choose again.

    Raises NotNowError with the reason when it cannot be chosen.
    """
    known = exercise.cards.get(card) or exercise.cards.get(f"{actor}.{card}")
    if known is None or known.actor != actor:
        raise NotNowError(say("{actor} has no card called {card}.", actor=exercise.actors[actor].name, card=card))
    if known.draw is not None:
        raise NotNowError(say("{card} is drawn, not chosen.", card=card))
    if word not in known.briefs:
        raise NotNowError(say("{card} is one of {words}.", card=card, words=", ".join(known.briefs)))
    if state.turn and known.full_id in state.cards:
        raise NotNowError(say("{card} has been chosen already.", card=card))
    return (CardHeld(known.full_id, word),)


def _key(card: Card) -> str:
    return key_of(0, draw_of(f"cards/{card.full_id}", (card.actor,)), 1)
