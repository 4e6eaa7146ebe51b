"""Rolls and chances as lines: the odds before, every modifier and whether it counted, the dice, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.punctuation import in_a_row, in_per_cent, titled
from wargame.referee import recorded
from wargame.referee.ruling import ADDED, PEOPLE, STRUCK, TABLE, Chanced, ModifierRead, Rolled
from wargame.review import names
from wargame.review.lines import Context, Line
from wargame.review.odds import odds_told
from wargame.review.phrasing import clause_words
from wargame.review.values import values_text
from wargame.translation import phrase, say, say_count

_BY_THE_FORMULA = phrase("{amount} by the formula")
_FROM_MODIFIERS = phrase("{amount} from modifiers")
_STRUCK = phrase("{modifier}, struck by the {facilitator}: {reason}")
_COUNTED = phrase("{modifier}, counts by the word of the {facilitator}: {reason}")


def thrown_lines(context: Context, found: Rolled | Chanced, depth: int) -> Iterator[Line]:
    """Return the lines of a roll or of a chance."""
    return roll_lines(context, found, depth) if isinstance(found, Rolled) else chance_lines(context, found, depth)


def roll_lines(context: Context, found: Rolled, depth: int) -> Iterator[Line]:
    """Yield the lines of a roll."""
    if found.odds:
        shares = [
            titled(names.outcome_name(share.outcome), odds_told(context.exercise, share.chance)) for share in found.odds
        ]
        listed = ", ".join(shares)
        by_people = found.source == PEOPLE
        text = (
            say("By the dice it would be: {odds}", odds=listed)
            if by_people
            else say("Before the roll: {odds}", odds=listed)
        )
        yield Line(depth, "odds", text, path=found.path)
    for read in found.modifiers:
        yield modifier_line(context, read, depth, per_cent=False)
    for before in found.earlier:
        faces = _lots(before) if found.lots else " + ".join(map(str, before))
        again = say("{dice}: {faces}, rolled again", dice=recorded.said(found.dice), faces=faces)
        yield Line(depth, "roll", again, path=found.path)
    yield Line(depth, "roll", _thrown(found), path=found.path)
    if found.chosen and found.source != PEOPLE:
        text = say(
            "Outcome set to {outcome} by the {facilitator}: {reason}",
            outcome=names.outcome_name(found.outcome),
            facilitator=context.facilitator,
            reason=found.chosen,
        )
        yield Line(depth, "note", text)
    if found.say:
        yield Line(depth, "story", found.say)


def chance_lines(context: Context, found: Chanced, depth: int) -> Iterator[Line]:
    """Yield the lines of a chance."""
    yield Line(depth, "odds", say("Chance: {odds}", odds=odds_told(context.exercise, found.chance)), path=found.path)
    for read in found.modifiers:
        yield modifier_line(context, read, depth, per_cent=True)
    for before in found.earlier:
        text = say("Drawn {chance}, drawn again", chance=names.percent(before))
        yield Line(depth, "roll", text, path=found.path)
    came = say("it comes up") if found.came_up else say("it does not come up")
    if found.chosen:
        by, why = context.facilitator, found.chosen
        text = say("Set by the {facilitator}, {came}: {reason}", facilitator=by, came=came, reason=why)
    elif found.source == TABLE:
        text = say("Dice from the table: {number} of 100: {came}", number=round(100 * found.drawn) + 1, came=came)
    else:
        drawn, needed = names.percent(found.drawn), names.percent(found.chance)
        text = say("Drawn {drawn}, needs less than {needed}: {came}", drawn=drawn, needed=needed, came=came)
    yield Line(depth, "roll", text, path=found.path)


def modifier_line(context: Context, read: ModifierRead, depth: int, *, per_cent: bool) -> Line:
    """Return a modifier, whether it counts, and why; or what the facilitator has done about it, and why."""
    amount = in_per_cent(names.signed(100 * read.amount)) if per_cent else names.signed(read.amount)
    words = amount
    if read.because:
        because = read.because if read.place is not None else recorded.said(read.because)
        words = say("{amount} because {reason}", amount=amount, reason=because)
    if read.by_hand:
        return Line(depth, "why", _by_hand(context, read, words), "struck", place=read.place)
    if read.counts:
        return Line(depth, "why", words, "held", place=read.place)
    failing = [clause for clause in read.clauses if not clause.holds] or list(read.clauses)
    told = [clause_words(context.exercise, clause, context.bound) for clause in failing]
    # Of several that failed any one may have been enough, where the condition says `or`.
    if told and all(told) and (len(told) == 1 or " or " not in read.text):
        text = say("Does not count: {modifier}", modifier=f"{words} ({in_a_row(told)})")
        return Line(depth, "why", text, "failed", place=read.place)
    values = values_text(context.exercise, failing, context.bound)
    text = say("Does not count: {modifier}", modifier=f"{read.text} ({values})" if values else read.text)
    return Line(depth, "why", text, "failed", place=read.place)


def _by_hand(context: Context, read: ModifierRead, words: str) -> str:
    """Return what the facilitator has done about a modifier: "+1 because they listen, struck by the …: …"."""
    by = context.facilitator
    if read.by_hand == ADDED:
        return say("{modifier}, added by the {facilitator}", modifier=words, facilitator=by)
    did = _STRUCK if read.by_hand == STRUCK else _COUNTED
    return say(did, modifier=words, facilitator=by, reason=read.reason)


def _thrown(found: Rolled) -> str:
    """Return "2d6: 4 + 3, +1 from modifiers = 8: partial"; of lots which were drawn; of people's word, the reason."""
    if found.source == PEOPLE:
        return say(
            "Outcome: {outcome}, because {reason}", outcome=names.outcome_name(found.outcome), reason=found.chosen
        )
    if found.lots is not None:
        return _drawn(found, found.lots)
    parts = ((found.bonus, _BY_THE_FORMULA), (found.modifier, _FROM_MODIFIERS))
    added = "".join(f", {say(source, amount=names.signed(amount))}" for amount, source in parts if amount)
    faces = " + ".join(str(face) for face in found.faces)
    total = f" = {names.number(found.total)}" if added or len(found.faces) > 1 else ""
    dice = recorded.said(found.dice)
    if found.source == TABLE:
        dice = say("{dice} (dice from the table)", dice=dice)
    told = titled(dice, f"{faces}{added}{total}")
    return titled(told, names.outcome_name(found.outcome)) if found.outcome else told


def _drawn(found: Rolled, lots: tuple[int, int]) -> str:
    """Return "2 lots drawn from 1 success, 3 failures: failure, success: partial"."""
    successes = say_count(lots[0], "{count} success", "{count} successes")
    bag = f"{successes}, {say_count(lots[1], '{count} failure', '{count} failures')}"
    count = len(found.faces)
    if found.source == TABLE:
        told = say("Lots from the table from {lots}", lots=bag)
    else:
        told = say_count(count, "{count} lot drawn from {lots}", "{count} lots drawn from {lots}", lots=bag)
    same = [found.outcome] == ["success" if face else "failure" for face in found.faces]
    told = titled(told, _lots(found.faces))
    return told if same else titled(told, names.outcome_name(found.outcome))


def _lots(faces: tuple[int, ...]) -> str:
    """Return the lots in the order in which they were drawn: "success, failure, success"."""
    return ", ".join(say("success") if face else say("failure") for face in faces)
