"""Cards and scorecards: shapes to definitions."""

from __future__ import annotations

import math
from collections.abc import Mapping

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.score_sentences import parse_score_line
from wargame.exercise.scoring import Card, Scorecard
from wargame.exercise.shapes_players import ScorecardShape
from wargame.exercise.shapes_scenario import CardShape
from wargame.exercise.written import Written


def read_cards(desk: Assembly, shapes: Mapping[Written, CardShape | None]) -> dict[str, Card]:
    """Return the cards by full id."""
    cards = (_card(desk, key, shape) for key, shape in shapes.items() if shape is not None)
    return {card.full_id: card for card in cards}


def read_scorecards(desk: Assembly, shapes: Mapping[Written, ScorecardShape | None]) -> dict[str, Scorecard]:
    """Return how actors are judged."""
    cards = {}
    for key, shape in shapes.items():
        if shape is None:
            continue
        desk.actors((shape.for_,))
        lines = (
            desk.parsed(text, lambda line, at: parse_score_line(line, at, desk.vocabulary)) for text in shape.lines
        )
        cards[str(key)] = Scorecard(
            id=str(key),
            actor=str(shape.for_),
            place=key.place,
            lines=tuple(line for line in lines if line is not None),
            condition=desk.condition(shape.if_) if shape.if_ is not None else None,
            name=plain(shape.name),
        )
    return cards


def _card(desk: Assembly, key: Written, shape: CardShape) -> Card:
    desk.actors((shape.for_,))
    if (shape.draw is None) == (shape.chosen is None):
        desk.say(
            key.place, Code.MISSING_KEY, "a card has either `draw` or `chosen`", "draw: {dealer: 45%, hedger: 55%}"
        )
    if shape.draw is not None and not math.isclose(sum(shape.draw.values()), 1, abs_tol=1e-9):
        message = f"the chances of the card `{key}` come to {100 * sum(shape.draw.values()):g} %, not to 100 %"
        desk.say(key.place, Code.CARD_CHANCES, message)
    briefs = {str(word): plain(text) for word, text in (shape.chosen or {}).items()}
    briefs |= {str(word): "" for word in shape.draw or {}}
    for word in desk.those(shape.briefs, briefs, Code.UNKNOWN_WORD, f"word of the card `{key}` called"):
        briefs[word] = plain(shape.briefs[Written(word, "")])
    draw = {str(word): chance for word, chance in shape.draw.items()} if shape.draw is not None else None
    called = desk.those(shape.names, briefs, Code.UNKNOWN_WORD, f"word of the card `{key}` called")
    names = {word: plain(shape.names[Written(word, "")]) for word in called}
    return Card(str(key), str(shape.for_), key.place, briefs, draw, plain(shape.name), names)
