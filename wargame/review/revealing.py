"""A committed ruling as it may be laid open on the wall: by what everybody learns of it, and by nothing else.

What is secret has no reveal at all. Of what is public, a roll whose odds hang on
something hidden shows neither odds nor dice, a change nobody sees is not
there, and no reason that the facilitator typed is among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.exercise.likelihood import exactly
from wargame.exercise.punctuation import in_per_cent
from wargame.exercise.questions import FACILITATOR
from wargame.exercise.rulebook import Block
from wargame.exercise.sight import ROOM, Sight
from wargame.referee import recorded
from wargame.referee.people import summary
from wargame.referee.ruling import (
    ADDED,
    STRUCK,
    Applied,
    Chanced,
    Decided,
    ImprovisedSubject,
    ModifierRead,
    OrderSubject,
    Rolled,
    Ruling,
    Share,
    SigningSubject,
)
from wargame.referee.sight import seen_by
from wargame.referee.state import FlagCleared, FlagRaised, TrackChanged
from wargame.referee.views import ActorSummary, NewsItem
from wargame.referee.visibility import told
from wargame.referee.wall_views import EffectLine, OddsLine, Reveal, RollLine, WhyLine
from wargame.review import names
from wargame.review.account import bound_of
from wargame.review.deciding import votes_text, way_text
from wargame.review.odds import odds_words
from wargame.review.pacts import agreement_name
from wargame.review.parts import parts, success_of
from wargame.translation import phrase, say

_OWN = {"move", "improvised", "signing"}
"""Kinds of rules that are what a ruling is about, and not what it brings besides."""
_HOLDS, _HOLDS_NO_LONGER = phrase("Now holds: {fact}"), phrase("No longer holds: {fact}")


def reveal_of(
    exercise: Exercise, ruling: Ruling, seq: int, turn: int, kept: frozenset[str] = frozenset()
) -> Reveal | None:
    """Return a ruling as everybody may see it, committed by the entry `seq` in that turn.

    `kept` are moves that not everybody has learnt of, because the facilitator said so.

    None when not everybody learns of it, when it was not carried out, and for
    what the program does by itself: of that the news tells.
    """
    everybody = [one.item for one in told(exercise, ruling, turn) if EVERYBODY in one.seen_by]
    own = _own_news(ruling, everybody)
    public = EVERYBODY in ruling.seen_by and EVERYBODY in seen_by(exercise, ruling)
    if not (public and ruling.carried_out) or (own is None and not isinstance(ruling.subject, SigningSubject)):
        return None
    sight = Sight(exercise, ROOM, kept)
    rolls = tuple(_rolls(exercise, ruling, sight))
    outcome = next((roll.outcome for roll in rolls if roll.outcome), "")
    said, story = _said_and_story(ruling, own)
    return Reveal(
        seq=seq,
        turn=turn,
        actors=_actors(exercise, ruling),
        title=_title(exercise, ruling, own),
        said=said,
        story=story,
        rolls=rolls,
        effects=tuple(_effects(exercise, ruling, sight, [item for item in everybody if item is not own])),
        why=tuple(_why(exercise, ruling, sight)),
        outcome=outcome,
        mark=success_of(ruling) if outcome else "",
    )


def _own_news(ruling: Ruling, news: Iterable[NewsItem]) -> NewsItem | None:
    """Return the piece of news that tells everybody of what the ruling is about."""
    subject = ruling.subject
    if isinstance(subject, ImprovisedSubject) and subject.corrects:
        return None
    kinds = {OrderSubject: ("move",), ImprovisedSubject: ("improvised", "inject")}.get(type(subject), ())
    return next((item for item in news if item.kind in kinds), None)


def _said_and_story(ruling: Ruling, own: NewsItem | None) -> tuple[str, str]:
    """Return what was said with a move, and what the author says of its outcome: in the news they stand together."""
    text = "" if own is None else own.text.strip()
    if not isinstance(ruling.subject, OrderSubject):
        return text, ""
    said = ruling.subject.order.say.strip()
    return (said, text.removeprefix(said).strip()) if text.startswith(said) else ("", text)


def _actors(exercise: Exercise, ruling: Ruling) -> tuple[ActorSummary, ...]:
    match ruling.subject:
        case OrderSubject(order):
            return (summary(exercise, order.actor),)
        case ImprovisedSubject(actor) if actor:
            return (summary(exercise, actor),)
        case SigningSubject(agreement):
            return tuple(summary(exercise, party) for party in exercise.agreements[agreement].parties)
        case _:
            return ()


def _title(exercise: Exercise, ruling: Ruling, own: NewsItem | None) -> str:
    if isinstance(ruling.subject, SigningSubject):
        return say("Signed: {agreement}", agreement=agreement_name(exercise, ruling.subject.agreement))
    return own.headline if own is not None else ""


def _rolls(exercise: Exercise, ruling: Ruling, sight: Sight) -> Iterator[RollLine]:
    """Yield the rolls of the rule itself; how something came to light is nobody's business."""
    blocks = _blocks(exercise, ruling)
    bound = bound_of(ruling)
    for part in parts(ruling):
        if part.started.kind not in _OWN:
            continue
        for found in part.findings:
            if isinstance(found, Rolled):
                yield _roll(
                    found,
                    exercise.likelihood_words,
                    known=_known(blocks.get(found.path), found.modifiers, sight, bound),
                )
            elif isinstance(found, Chanced):
                yield _chance(
                    found,
                    exercise.likelihood_words,
                    known=_known(blocks.get(found.path), found.modifiers, sight, bound),
                )


def _blocks(exercise: Exercise, ruling: Ruling) -> Mapping[str, Block]:
    """Return the rules of the move that is ruled, by path; nothing for what the rulebook does not know."""
    subject = ruling.subject
    if not isinstance(subject, OrderSubject):
        return {}
    return {block.path: block for block in exercise.rulebook.moves[subject.order.move].block.within()}


def _known(block: Block | None, modifiers: Iterable[ModifierRead], sight: Sight, bound: Mapping[str, str]) -> bool:
    """Return whether everybody could have worked out the odds. Without a rule, only people's arguments are in them."""
    if block is None:
        return True
    read = {modifier.text for modifier in modifiers}
    rules = [block.condition, block.chance, None if block.roll is None else block.roll.bonus]
    for modifier in block.modifiers:
        rules += [modifier.amount, modifier.condition] if modifier.text in read else []
    return all(rule is None or sight.follows_rule(rule, bound) for rule in rules)


def _roll(found: Rolled, yardstick: str, *, known: bool) -> RollLine:
    if not known:
        return RollLine((), "", (), 0.0, 0.0, found.outcome, covered=True)
    sides = "" if found.lots is not None else found.dice.rpartition("d")[2]
    return RollLine(
        odds=tuple(_odds(found.odds, found.outcome, yardstick)),
        dice=found.dice if found.faces else "",
        faces=found.faces,
        added=found.bonus + found.modifier,
        total=found.total,
        outcome=found.outcome,
        lots=found.lots is not None,
        sides=int(sides) if sides.isdecimal() else 0,
    )


def _odds(shares: Iterable[Share], came: str, yardstick: str) -> Iterator[OddsLine]:
    for share in sorted(shares, key=lambda share: share.low):
        exact = exactly(share.chance, yardstick)
        yield OddsLine(share.outcome, share.chance, odds_words(share.chance), share.outcome == came, exact)


def _chance(found: Chanced, yardstick: str, *, known: bool) -> RollLine:
    outcome = "yes" if found.came_up else "no"
    if not known:
        return RollLine((), "", (), 0.0, 0.0, outcome, covered=True)
    shares = (Share("no", 1 - found.chance, 0, 0), Share("yes", found.chance, 1, 1))
    drawn = min(100, int(100 * found.drawn) + 1)
    dice, faces = ("", ()) if found.chosen else ("1d100", (drawn,))
    return RollLine(tuple(_odds(shares, outcome, yardstick)), dice, faces, 0.0, drawn, outcome, sides=100)


def _effects(exercise: Exercise, ruling: Ruling, sight: Sight, news: Iterable[NewsItem]) -> Iterator[EffectLine]:
    """Yield what everybody sees change: tracks once each, then flags, then what the news tells besides."""
    changes = [change for found in ruling.findings if isinstance(found, Applied) for change in found.changes]
    moved: dict[str, tuple[float, float]] = {}
    for change in changes:
        if isinstance(change, TrackChanged) and change.track in exercise.tracks and sight.sees(change.track):
            moved[change.track] = (moved.get(change.track, (change.before, 0.0))[0], change.after)
    for track, (before, after) in moved.items():
        if before != after:
            yield _effect(exercise, track, before, after)
    for change in changes:
        if isinstance(change, FlagRaised | FlagCleared) and sight.flag(change.flag):
            holds = _HOLDS if isinstance(change, FlagRaised) else _HOLDS_NO_LONGER
            yield EffectLine(say(holds, fact=names.flag_words(exercise, change.flag)))
    for item in news:
        yield EffectLine(item.headline)


def _effect(exercise: Exercise, track: str, before: float, after: float) -> EffectLine:
    good = exercise.tracks[track].good.get(EVERYBODY, "")
    tone = "text2" if good not in ("up", "down") else "ok" if (after > before) == (good == "up") else "bad"
    band = names.band(exercise, track, after)
    return EffectLine(
        names.track_name(exercise, track),
        names.value_text(exercise, track, before),
        names.value_text(exercise, track, after),
        names.signed(after - before),
        tone,
        band if band != names.band(exercise, track, before) else "",
    )


def _why(exercise: Exercise, ruling: Ruling, sight: Sight) -> Iterator[WhyLine]:
    """Yield the way of deciding, and every modifier of the odds that are shown."""
    blocks, bound = _blocks(exercise, ruling), bound_of(ruling)
    for part in parts(ruling):
        if part.started.kind not in _OWN:
            continue
        for found in part.findings:
            if isinstance(found, Decided):
                yield from _way(exercise, found)
            elif isinstance(found, Rolled | Chanced):
                known = _known(blocks.get(found.path), found.modifiers, sight, bound)
                for read in found.modifiers if known else ():
                    yield _reason(exercise, read, per_cent=isinstance(found, Chanced))


def _way(exercise: Exercise, found: Decided) -> Iterator[WhyLine]:
    yield WhyLine(say("Decided {way}", way=way_text(exercise, found.way)))
    if found.ballots:
        voted = votes_text(exercise, found)
        if found.ballots > 1:
            lowest, highest = names.percent(found.lowest), names.percent(found.highest)
            voted = say("{vote}, from {lowest} to {highest}", vote=voted, lowest=lowest, highest=highest)
        yield WhyLine(voted)


def _reason(exercise: Exercise, read: ModifierRead, *, per_cent: bool) -> WhyLine:
    """Return a modifier; that a person has changed it is told, but not in the words that were typed."""
    amount = in_per_cent(names.signed(100 * read.amount)) if per_cent else names.signed(read.amount)
    by = exercise.label(FACILITATOR)
    if read.by_hand == ADDED:
        return WhyLine(say("Added by the {facilitator}", facilitator=by), amount, read.counts)
    reason = read.because or read.text
    if read.place is None:
        reason = recorded.said(reason)
    if read.by_hand == STRUCK:
        reason = say("{reason} (struck by the {facilitator})", reason=reason, facilitator=by)
    elif read.by_hand:
        reason = say("{reason} (counted by the {facilitator})", reason=reason, facilitator=by)
    return WhyLine(reason, amount, read.counts)
