"""The moves of a seat as the seat sees them: available or why not, what they cost, and the odds it can know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from wargame.exercise.choice_names import target_name
from wargame.exercise.conditions import Clause, Expression, Reference
from wargame.exercise.definition import Exercise
from wargame.exercise.parameters import Parameter
from wargame.exercise.punctuation import titled
from wargame.exercise.rulebook import Block, ChangeTrack, ClearFlag, Effect, Move, RaiseFlag, Reveal, SetFact
from wargame.exercise.sight import Sight
from wargame.exercise.survey import texts_in
from wargame.referee import deciding, recorded, requirements
from wargame.referee.adjudication import preview
from wargame.referee.adjustment import Waive
from wargame.referee.checks import COST, checks_of, cost_of, purse_of
from wargame.referee.choosing import IN_FORCE, combinations, samples
from wargame.referee.people import summary
from wargame.referee.ruling import Check, Rolled
from wargame.referee.state import Order, State
from wargame.referee.views import MoveOffer, ParameterLine, Reason, Variant
from wargame.translation import phrase, say

UNKNOWABLE = phrase("depends on what you cannot know")
_CANDIDATE = "offer"
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_MOST_LOOKS = 60
"""A move is looked at with every target and choice, if these are no more."""
_MOST_LISTED = 8
"""Levels that are offered one beside the other."""
_STANDS = {
    "active": (phrase("{agreement} is in force"), phrase("{agreement} is not in force")),
    "ever": (phrase("{agreement} was signed once"), phrase("{agreement} was never signed")),
    "offered": (phrase("{agreement} lies on the table"), phrase("{agreement} does not lie on the table")),
}


def offers(exercise: Exercise, state: State, sight: Sight) -> tuple[MoveOffer, ...]:
    """Return every move the seat could ever make, in the order of the rulebook."""
    moves = exercise.rulebook.moves.values()
    return tuple(_offer(exercise, state, sight, move) for move in moves if sight.audience in move.by)


def _offer(exercise: Exercise, state: State, sight: Sight, move: Move) -> MoveOffer:
    looks = tuple(_looks(exercise, state, sight, move))
    aims = tuple(dict.fromkeys(look.target for look in looks if look.available and look.target))
    if not aims and move.aimed != IN_FORCE:
        aims = move.targets_for(sight.audience)  # why it is not available is told with any of them
    first = next((look for look in looks if look.available), looks[0])
    cost, unit = _cost(exercise, state, sight, _order(sight, move, first.target, dict(first.choices)))
    varied = len(looks) > 1 and any(
        replace(look, target="", choices=()) != replace(first, target="", choices=()) for look in looks
    )
    return MoveOffer(
        move=move.id,
        name=move.name,
        category=move.category,
        text=move.text,
        available=first.available,
        reasons=first.reasons,
        cost=cost,
        cost_unit=unit,
        targets=tuple(summary(exercise, aim) for aim in aims if move.aimed == "actors"),
        things=tuple((aim, target_name(exercise, move, aim)) for aim in aims if move.aimed != "actors"),
        target_title=move.target_title,
        parameters=tuple(map(_parameter, move.parameters.values())),
        variants=looks if varied else (),
        more=not _everything(move, sight.audience),
        seen=_seen(exercise, move),
        odds=first.odds,
        odds_note=first.odds_note,
        effects=tuple(_lines(exercise, sight, move.block)),
        yardstick=exercise.likelihood_words,
        by_people=bool(deciding.foreseen(exercise, move)[1]),
    )


def _order(sight: Sight, move: Move, target: str, choices: Mapping[str, str]) -> Order:
    return Order(_CANDIDATE, sight.audience, move.id, target, choices=choices)


def _looks(exercise: Exercise, state: State, sight: Sight, move: Move) -> Iterator[Variant]:
    """Yield what the move comes to with each target and choice; with few of them where there are very many."""
    targets = move.targets_for(sight.audience) or ("",)
    chosen = _everything(move, sight.audience) or samples(move)
    known: dict[tuple[str, ...], tuple[tuple[tuple[str, float], ...], str]] = {}
    words = sorted(_words_of_odds(move))
    for target in targets:
        for choices in chosen:
            order = _order(sight, move, target, choices)
            reasons = tuple(_reasons(exercise, state, sight, order))
            bound = {**choices, "target": target}
            key = tuple(bound[word] for word in words if word in bound)
            if key not in known:
                known[key] = _odds(exercise, state, sight, order)
            yield Variant(
                target,
                tuple(choices.items()),
                all(reason.holds for reason in reasons),
                reasons,
                _cost(exercise, state, sight, order)[0],
                *known[key],
            )


def _everything(move: Move, actor: str) -> tuple[dict[str, str], ...]:
    """Return everything that can be chosen with a move besides its target; () when that is too much to look at."""
    most = _MOST_LOOKS if move.block.roll is not None else 2 * _MOST_LOOKS
    return combinations(move, most // max(1, len(move.targets_for(actor))))


def _cost(exercise: Exercise, state: State, sight: Sight, order: Order) -> tuple[float, str]:
    """Return what an order costs, and the name of what it is paid from, as far as the seat can know."""
    move = exercise.rulebook.moves[order.move]
    if move.cost is None or not sight.knows(move.cost, order.target):
        return 0.0, ""
    track, cost = cost_of(exercise, state, order)
    return cost, exercise.tracks[track].name if track else ""


def _words_of_odds(move: Move) -> frozenset[str]:
    """Return the words of a move on which its odds may depend: its target, its parameters."""
    if move.block.roll is None:
        return frozenset()
    written = " ".join(texts_in(move))
    return frozenset(_WORD.findall(written)) & {"target", *move.parameters}


def _parameter(one: Parameter) -> ParameterLine:
    """Return a parameter as the seat chooses it: from a list, or a number where that would be too long."""
    few = not one.is_level or bool(one.names) or one.high - one.low < _MOST_LISTED
    values = (tuple(one.words) or tuple(map(str, range(one.low, one.high + 1)))) if few else ()
    options = tuple((value, one.shown(value)) for value in values)
    return ParameterLine(one.id, one.name, one.usual, options, one.low, one.high)


def _reasons(exercise: Exercise, state: State, sight: Sight, order: Order) -> Iterator[Reason]:
    """Yield what has to hold, in words; what the seat cannot know is not looked at."""
    move = exercise.rulebook.moves[order.move]
    if move.allowed_if is not None and not sight.knows(move.allowed_if, order.target):
        yield Reason(titled(move.allowed_if.text, say(UNKNOWABLE)), holds=True)
        move = replace(move, allowed_if=None)
    if not _cost_known(exercise, sight, move, order.target):
        yield Reason(say("cost: depends on what you cannot know"), holds=True)
        move = replace(move, cost=None)
    for check in checks_of(exercise, state, order, move):
        told: tuple[str, ...] = ()
        if move.allowed_if is not None and not check.holds and check.place == move.allowed_if.place:
            reader = requirements.Reader(exercise, {"me": sight.audience, "target": order.target})
            told = requirements.missing(reader, move.allowed_if, check.clauses)
        elif check.text.startswith(COST) and not check.holds:
            told = tuple(_too_dear(exercise, sight, check))
        yield Reason(words_of_check(exercise, sight, check), check.holds, told)


def _too_dear(exercise: Exercise, sight: Sight, check: Check) -> Iterator[str]:
    """Yield "Costs 2, Influence is 1"."""
    price = check.text.removeprefix(COST).partition(" ")[0]
    for clause in check.clauses:
        for track, left in clause.values:
            name = _name(exercise, sight, track)
            yield say("Costs {price}, {track} is {value}", price=price, track=name, value=f"{left:g}")


def _cost_known(exercise: Exercise, sight: Sight, move: Move, target: str) -> bool:
    if move.cost is None or not move.cost_track:
        return True
    return sight.knows(move.cost, target) and sight.sees(purse_of(exercise, move, sight.audience))


def words_of_check(exercise: Exercise, sight: Sight, check: Check) -> str:
    """Return a condition with what was found: "channel >= 1: Level of dialogue is 0"."""
    clauses = [clause for clause in check.clauses if check.holds or not clause.holds] or check.clauses
    found = dict.fromkeys(value for clause in clauses for value in _values(exercise, sight, clause))
    rule = recorded.said(check.text)
    return titled(rule, ", ".join(found)) if found else rule


def _values(exercise: Exercise, sight: Sight, clause: Clause) -> Iterator[str]:
    for name, value in clause.values:
        if isinstance(value, bool):
            yield _truth(exercise, name, holds=value)
        else:
            shown = value if isinstance(value, str) else f"{value:g}"
            yield say("{name} is {value}", name=_name(exercise, sight, name), value=shown)


def _truth(exercise: Exercise, name: str, *, holds: bool) -> str:
    """Return "Ceasefire is in force", "a gesture was made does not hold"."""
    asked, _, agreement = name.rstrip(")").partition("(")
    if asked in _STANDS and agreement in exercise.agreements:
        return say(_STANDS[asked][0 if holds else 1], agreement=exercise.agreements[agreement].name)
    words = exercise.flags.get(name, name)
    return say("{fact} holds", fact=words) if holds else say("{fact} does not hold", fact=words)


def _name(exercise: Exercise, sight: Sight, written: str) -> str:
    """Return what people call a name in a rule."""
    *owners, short = written.split(".")
    full = ".".join([*sorted(sight.audience if owner == "me" else owner for owner in owners), short])
    if full in exercise.tracks:
        return exercise.tracks[full].name
    if written in exercise.derived:
        return exercise.derived[written].name
    alike = [track for track in exercise.tracks.values() if track.short == written]
    return alike[0].name if len(alike) == 1 else recorded.said(written)


def _odds(exercise: Exercise, state: State, sight: Sight, order: Order) -> tuple[tuple[tuple[str, float], ...], str]:
    """Return outcome → chance, exact, when everything that moves the odds is known to the seat."""
    move = exercise.rulebook.moves[order.move]
    block, by_people = deciding.foreseen(exercise, move)
    if by_people or block.roll is None:
        return (), by_people
    if not _odds_known(exercise, sight, block, order.target):
        return (), say(UNKNOWABLE)
    ruling = preview(exercise, state, order, (Waive("to show the odds"),))
    rolled = [finding for finding in ruling.findings if isinstance(finding, Rolled) and finding.path == block.path]
    if not rolled:
        return (), ""
    return tuple((share.outcome, share.chance) for share in rolled[-1].odds), ""


def _odds_known(exercise: Exercise, sight: Sight, block: Block, target: str) -> bool:
    """Return whether bonus, modifiers, and all the effects before the roll that touch them are known."""
    bound = {"me": sight.audience, "target": target}
    rules = [rule for modifier in block.modifiers for rule in (modifier.amount, modifier.condition) if rule]
    if block.roll is not None and block.roll.bonus is not None:
        rules.append(block.roll.bonus)
    asked = _asked(exercise, rules, bound)
    before = [block.condition] if block.condition is not None else []
    for effect in reversed(block.effects):
        touched, read = _touched(effect, bound)
        if touched is None or touched & asked:
            before.extend(read)
            asked |= _asked(exercise, read, bound)
            if touched is None and rules:
                return False
    return all(sight.knows(rule, target) for rule in (*rules, *before))


def _touched(effect: Effect, bound: dict[str, str]) -> tuple[frozenset[str] | None, list[Expression]]:
    """Return the names an effect changes now and the rules it reads; None when it is a block of its own."""
    if isinstance(effect, Block):
        return None, []
    read = [effect.condition] if effect.condition is not None else []
    if isinstance(effect, ChangeTrack):
        if effect.after:
            return frozenset(), []
        return frozenset({effect.track.resolved(bound)}), [*read, effect.amount]
    if isinstance(effect, RaiseFlag | ClearFlag):
        return frozenset({f"flag {effect.flag}"}), read
    if isinstance(effect, SetFact):
        return frozenset({f"fact {effect.agreement}.{effect.fact}"}), read
    # What follows from the other sentences about agreements is not looked into.
    return (frozenset() if isinstance(effect, Reveal) else None), []


def _asked(exercise: Exercise, rules: Iterable[Expression], bound: dict[str, str]) -> frozenset[str]:
    """Return everything rules read, also by way of derived values and tables: tracks, "flag gesture"."""
    found: set[str] = set()
    for rule in rules:
        for reference in rule.reads:
            name = reference.resolved(bound)
            found.add(name)
            if name in exercise.derived:
                found |= _asked(exercise, [exercise.derived[name].formula], bound)
        for kind, name in rule.names:
            found.add(f"{kind} {name}")
            if kind == "table":
                found |= _asked(exercise, [exercise.rulebook.tables[name].by], bound)
    return frozenset(found)


def _seen(exercise: Exercise, move: Move) -> str:
    if isinstance(move.seen, str):
        return move.seen
    names = [exercise.actors[actor].name if actor in exercise.actors else actor for actor in move.seen]
    return say("seen by {actors}", actors=", ".join(names))


def _lines(exercise: Exercise, sight: Sight, block: Block) -> Iterator[str]:
    """Yield the sentences of a move as written, those that touch nothing of which the seat knows nothing."""
    yield from _sentences(exercise, sight, block.effects)
    for outcome in block.outcomes:
        lines = list(_sentences(exercise, sight, outcome.effects))
        if lines:
            yield f"{outcome.name}: {', '.join(lines)}"


def _sentences(exercise: Exercise, sight: Sight, effects: Iterable[Effect]) -> Iterator[str]:
    for effect in effects:
        if isinstance(effect, Block):
            yield from _lines(exercise, sight, effect)
        elif isinstance(effect, ChangeTrack | Reveal):
            if _heard_of(exercise, sight, effect.track):
                yield effect.text
        elif isinstance(effect, RaiseFlag | ClearFlag):
            if sight.flag(effect.flag):
                yield effect.text
        elif not isinstance(effect, SetFact) or sight.fact(effect.agreement, effect.fact):
            yield effect.text


def _heard_of(exercise: Exercise, sight: Sight, reference: Reference) -> bool:
    track = exercise.tracks.get(reference.resolved({"me": sight.audience}))
    return track is None or sight.among(track.seen_by) or track.others_see != "nothing"
