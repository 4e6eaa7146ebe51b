"""What stands in the documents of the kit, gathered for the templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from wargame.exercise.definition import Actor, Exercise, Task, Track
from wargame.exercise.punctuation import in_a_row, titled
from wargame.exercise.rulebook import Move, Table
from wargame.exercise.sight import Sight
from wargame.referee import turn, visibility
from wargame.referee.dice import KeyedRolls
from wargame.referee.views import InjectLine, MoveOffer, SeatView, TextOffer
from wargame.referee.visibility import Past
from wargame.review import names, rule_words
from wargame.review.kit import rules
from wargame.review.odds import odds_told
from wargame.review.situation import situation_lines, standing
from wargame.session.sitting import Sitting
from wargame.translation import phrase, say, say_count

PAPER = "paper"
"""The domain of the dice on paper: they tell nothing of those to come on the screen."""
NOT_KNOWN = phrase("It depends on what you cannot know.")
_DICE = 60
_WORD = re.compile(r"\w+")
_COLUMNS = 3
_SEEN: Mapping[str, str] = {
    "public": phrase("public"),
    "secret": phrase("secret"),
    "when detected": phrase("when detected"),
}
_PSMU: Mapping[str, str] = {
    "P": phrase("performed without challenges"),
    "S": phrase("performed with some challenges"),
    "M": phrase("performed with major challenges"),
    "U": phrase("unable to be performed"),
}


@dataclass(frozen=True, slots=True)
class Book:
    """The facilitator's book, besides what the exercise itself holds."""

    tracks: tuple[tuple[Track, str, str, str], ...]
    """(track, its name, where it starts, who sees it)."""
    moves: tuple[Move, ...]
    injects: tuple[InjectLine, ...]
    briefings: tuple[tuple[str, str], ...]
    """(for whom, Markdown)."""
    minutes: float
    """Planned for one turn; 0 when no phase says."""
    tables: tuple[Table, ...]
    """Those that the rules read, without those that only players of a rehearsal look at."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One actor's brief: what everybody reads, what it alone reads, nothing of others."""

    actor: Actor
    players: str
    others: tuple[tuple[str, str], ...]
    """(name, aim) of the others, as everybody knows them."""
    public: str
    own: str
    values: tuple[tuple[str, str], ...]
    """(track, value), those it knows exactly."""
    cards: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """(name of a secret card, ((word, brief), …)): the words among which it chooses, or the one it holds."""
    texts: tuple[TextOffer, ...]


@dataclass(frozen=True, slots=True)
class MoveCard:
    """A move on a card."""

    name: str
    category: str
    text: str
    cost: str
    needs: str
    targets: str
    odds: str
    effects: tuple[str, ...]
    seen: str
    limit: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a room needs to go on with a pencil."""

    title: str
    standing: str
    next: str
    lines: tuple[tuple[int, str], ...]
    """The situation: (depth, line)."""
    injects: tuple[InjectLine, ...]
    dice: tuple[tuple[tuple[int, int, int, int], ...], ...]
    """Rows of (number, die, die, hundred) side by side."""
    entry: int
    """The last entry of the log that is in it."""


def book(exercise: Exercise) -> Book:
    """Return what the facilitator's book holds."""
    tracks = tuple(
        (track, names.track_name(exercise, track.id), names.value_text(exercise, track.id, track.start),
         names.audience(exercise, track.seen_by))
        for track in exercise.tracks.values()
    )  # fmt: skip
    whole = visibility.white_cell_view(exercise, turn.opening(exercise), Past())
    briefings = tuple((_audience(exercise, audience), text) for audience, text in exercise.briefings.items())
    minutes = sum(phase.minutes for phase in exercise.phases)
    return Book(tracks, tuple(exercise.rulebook.moves.values()), whole.injects, briefings, minutes, _tables(exercise))


def _tables(exercise: Exercise) -> tuple[Table, ...]:
    """Return the tables that a rule of the exercise names, or another of these tables."""
    rules_ = exercise.rulebook
    read = {*_words(
        (rules_.moves, rules_.steps, rules_.triggers, rules_.endings, exercise.phases, exercise.tracks,
         exercise.derived, exercise.injects, exercise.agreements, exercise.common, exercise.questions, exercise.cards,
         exercise.scorecards)
    )}  # fmt: skip
    while more := {*_words([table.by for table in rules_.tables.values() if table.id in read])} - read:
        read |= more
    return tuple(table for table in rules_.tables.values() if table.id in read)


def _words(rule: object) -> Iterator[str]:
    """Yield every word of a rule and of all that is in it."""
    match rule:
        case str():
            yield from _WORD.findall(rule)
        case Mapping():
            yield from _words((*rule.keys(), *rule.values()))
        case tuple() | list() | frozenset():
            for one in rule:
                yield from _words(one)
        case _ if is_dataclass(rule):
            yield from _words([getattr(rule, one.name) for one in fields(rule)])


def brief(exercise: Exercise, actor: Actor, sitting: Sitting | None) -> Brief:
    """Return what an actor's brief holds."""
    view = _seat_view(exercise, actor.id, sitting)
    drawn = {track.id for track in exercise.tracks.values() if track.drawn is not None and sitting is None}
    values = tuple(
        (names.track_name(exercise, reading.track), names.value_text(exercise, reading.track, reading.value))
        for reading in view.readings
        if reading.known == "exact" and reading.value is not None and reading.track not in drawn
    )
    return Brief(
        actor,
        sitting.created.seats.get(actor.id, "") if sitting is not None else "",
        tuple((other.name, other.aim) for other in exercise.actors.values() if other.id != actor.id),
        exercise.briefings.get("public", ""),
        exercise.briefings.get(actor.id, ""),
        values,
        tuple(_secret_cards(view)),
        view.texts,
    )


def move_cards(exercise: Exercise, actor: Actor, sitting: Sitting | None) -> tuple[MoveCard, ...]:
    """Return the cards of an actor's moves, from what it may know."""
    view, sight = _seat_view(exercise, actor.id, sitting), Sight(exercise, actor.id)
    return tuple(_card(exercise, exercise.rulebook.moves[offer.move], offer, sight) for offer in view.offers)


def _card(exercise: Exercise, move: Move, offer: MoveOffer, sight: Sight) -> MoveCard:
    needs = ""
    if move.allowed_if is not None:
        known = sight.knows(move.allowed_if)
        needs = names.opening(rule_words.condition(exercise, move.allowed_if.text)) if known else say(NOT_KNOWN)
    cost = f"{names.number(offer.cost)} {offer.cost_unit}".strip() if offer.cost else ""
    if move.cost is not None and move.cost.constant is None:
        cost = say("{price}, as things stand", price=cost or say("nothing"))
    often = say("once in the exercise") if move.once else ""
    if move.per_turn is not None:
        turn = names.word(exercise, "turn")
        often = say_count(move.per_turn, "at most {count} time a {turn}", "at most {count} times a {turn}", turn=turn)
    aims = [*(one.name for one in offer.targets), *(thing for _, thing in offer.things)]
    shares = [
        titled(names.item_name(names.outcome_name(name)), odds_told(exercise, chance)) for name, chance in offer.odds
    ]
    return MoveCard(
        offer.name, offer.category, offer.text, cost, needs, names.listed(aims),
        in_a_row(shares) or names.opening(offer.odds_note),
        tuple(rules.summary(exercise, one) for one in offer.effects), seen_words(offer.seen), often,
    )  # fmt: skip


def seen_words(seen: str) -> str:
    """Return who learns of a move, in words: the way in which a rulebook says it, or what has been said already."""
    return say(_SEEN[seen]) if seen in _SEEN else seen


def scale(exercise: Exercise) -> Mapping[str, str]:
    """Return the ratings an evaluator gives: the exercise's own, else P, S, M and U."""
    return exercise.scale or {letter: say(words) for letter, words in _PSMU.items()}


def tasks_by_objective(exercise: Exercise) -> tuple[tuple[str, str, tuple[Task, ...]], ...]:
    """Return (objective, its text, its critical tasks); an objective without tasks is rated as a whole."""
    return tuple(
        (name, one.text, tuple(task for task in exercise.tasks.values() if task.objective == name))
        for name, one in exercise.objectives.items()
    )


def sheet(sitting: Sitting) -> Sheet:
    """Return what a room needs to go on without the program, as things stand now."""
    exercise, state = sitting.exercise, sitting.state
    lines = [(_depth(line), line.strip()) for line in situation_lines(exercise, state)[1:]]
    whole = visibility.white_cell_view(exercise, state, Past())
    waiting = tuple(inject for inject in whole.injects if inject.status in ("planned", "put off"))
    return Sheet(
        sitting.created.title,
        standing(exercise, state),
        _next(sitting),
        tuple(lines),
        waiting,
        _dice(KeyedRolls(sitting.created.seed, PAPER), len(sitting.history.entries)),
        len(sitting.history.entries),
    )


def _next(sitting: Sitting) -> str:
    """Return what comes next, in words."""
    exercise, thing = sitting.exercise, sitting.next_thing
    match thing:
        case turn.NotStarted():
            return say("The exercise has not begun.")
        case turn.TakeOrders():
            return say("Orders are being taken: {phase}.", phase=thing.phase.name or thing.phase.id)
        case turn.RuleOrder():
            order = thing.order
            who = names.actor_name(exercise, order.actor)
            return say("To be ruled next: {actor}, {order}.", actor=who, order=names.order_name(exercise, order))
        case turn.RunItem():
            return say("Next: {what}.", what=names.item_name(thing.item) or thing.phase.name or thing.phase.id)
        case turn.Over():
            return say("Play is over.")
        case _:
            return say("Texts are being signed.")


def _dice(rolls: KeyedRolls, entry: int) -> tuple[tuple[tuple[int, int, int, int], ...], ...]:
    """Return dice to be crossed out from top to bottom: other ones after every entry of the log."""
    throws = []
    for number in range(1, _DICE + 1):
        first, second = (int(face) for face in rolls.faces(f"{entry}/{number}/dice", 2, 6)[:, 0])
        hundred = int(rolls.faces(f"{entry}/{number}/hundred", 1, 100)[0, 0])
        throws.append((number, first, second, hundred))
    rows = _DICE // _COLUMNS
    return tuple(tuple(throws[row + rows * column] for column in range(_COLUMNS)) for row in range(rows))


def _secret_cards(view: SeatView) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for card in view.cards:
        if card.word or card.choices:
            held = card.choices or ((card.word, card.brief),)
            yield card.name, tuple((card.called(word), brief) for word, brief in held)


def _seat_view(exercise: Exercise, actor: str, sitting: Sitting | None) -> SeatView:
    if sitting is not None:
        return sitting.seat_view(actor)
    return visibility.seat_view(exercise, turn.opening(exercise), actor, Past(), KeyedRolls(PAPER, PAPER))


def _audience(exercise: Exercise, audience: str) -> str:
    return say("Everybody") if audience == "public" else names.actor_name(exercise, audience)


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip())) // 2
