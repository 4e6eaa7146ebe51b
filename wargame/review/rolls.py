"""Rolls and chances as lines: the odds before, every modifier and whether it counted, the dice, what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.referee.ruling import ADDED, PEOPLE, STRUCK, TABLE, Chanced, ModifierRead, Rolled
from wargame.review import names
from wargame.review.lines import Context, Line
from wargame.review.odds import odds_told
from wargame.review.phrasing import clause_words
from wargame.review.values import values_text


def thrown_lines(context: Context, found: Rolled | Chanced, depth: int) -> Iterator[Line]:
    """Return the lines of a roll or of a chance."""
    return roll_lines(context, found, depth) if isinstance(found, Rolled) else chance_lines(context, found, depth)


def roll_lines(context: Context, found: Rolled, depth: int) -> Iterator[Line]:
    """Yield the lines of a roll."""
    if found.odds:
        shares = [f"{share.outcome}: {odds_told(context.exercise, share.chance)}" for share in found.odds]
        when = "By the dice it would be" if found.source == PEOPLE else "Before the roll"
        yield Line(depth, "odds", f"{when}: {', '.join(shares)}", path=found.path)
    for read in found.modifiers:
        yield modifier_line(context, read, depth, per_cent=False)
    for before in found.earlier:
        again = f"{found.dice}: {_lots(before) if found.lots else ' + '.join(map(str, before))}, rolled again"
        yield Line(depth, "roll", again, path=found.path)
    yield Line(depth, "roll", _thrown(found), path=found.path)
    if found.chosen and found.source != PEOPLE:
        text = f"Outcome set to {found.outcome} by the {context.facilitator}: {found.chosen}"
        yield Line(depth, "note", text)
    if found.say:
        yield Line(depth, "story", found.say)


def chance_lines(context: Context, found: Chanced, depth: int) -> Iterator[Line]:
    """Yield the lines of a chance."""
    yield Line(depth, "odds", f"Chance: {odds_told(context.exercise, found.chance)}", path=found.path)
    for read in found.modifiers:
        yield modifier_line(context, read, depth, per_cent=True)
    for before in found.earlier:
        yield Line(depth, "roll", f"Drawn {names.percent(before)}, drawn again", path=found.path)
    came = "it comes up" if found.came_up else "it does not come up"
    if found.chosen:
        text = f"Set by the {context.facilitator}, {came}: {found.chosen}"
    elif found.source == TABLE:
        text = f"Dice from the table: {round(100 * found.drawn) + 1} of 100: {came}"
    else:
        text = f"Drawn {names.percent(found.drawn)}, needs less than {names.percent(found.chance)}: {came}"
    yield Line(depth, "roll", text, path=found.path)


def modifier_line(context: Context, read: ModifierRead, depth: int, *, per_cent: bool) -> Line:
    """Return a modifier, whether it counts, and why; or what the facilitator has done about it, and why."""
    amount = f"{names.signed(100 * read.amount)}%" if per_cent else names.signed(read.amount)
    because = f" because {read.because}" if read.because else ""
    if read.by_hand:
        return Line(depth, "why", _by_hand(context, read, f"{amount}{because}"), "struck", place=read.place)
    if read.counts:
        return Line(depth, "why", f"{amount}{because}", "held", place=read.place)
    failing = [clause for clause in read.clauses if not clause.holds] or list(read.clauses)
    words = [clause_words(context.exercise, clause, context.bound) for clause in failing]
    # Of several that failed any one may have been enough, where the condition says `or`.
    if words and all(words) and (len(words) == 1 or " or " not in read.text):
        text = f"Does not count: {amount}{because} ({'; '.join(words)})"
        return Line(depth, "why", text, "failed", place=read.place)
    values = values_text(context.exercise, failing, context.bound)
    why = f" ({values})" if values else ""
    return Line(depth, "why", f"Does not count: {read.text}{why}", "failed", place=read.place)


def _by_hand(context: Context, read: ModifierRead, words: str) -> str:
    """Return what the facilitator has done about a modifier: "+1 because they listen, struck by the …: …"."""
    if read.by_hand == ADDED:
        return f"{words}, added by the {context.facilitator}"
    did = "struck" if read.by_hand == STRUCK else "counts by the word of"
    by = f"by the {context.facilitator}" if read.by_hand == STRUCK else f"the {context.facilitator}"
    return f"{words}, {did} {by}: {read.reason}"


def _thrown(found: Rolled) -> str:
    """Return "2d6: 4 + 3, +1 from modifiers = 8: partial"; of lots which were drawn; of people's word, the reason."""
    if found.source == PEOPLE:
        return f"Outcome: {found.outcome}, because {found.chosen}"
    if found.lots is not None:
        bag = f"{names.counted(found.lots[0], 'success', 'successes')}, {names.counted(found.lots[1], 'failure')}"
        drawn = "Lots from the table" if found.source == TABLE else f"{names.counted(len(found.faces), 'lot')} drawn"
        lots = _lots(found.faces)
        return f"{drawn} from {bag}: {lots}{'' if lots == found.outcome else f': {found.outcome}'}"
    parts = ((found.bonus, "by the formula"), (found.modifier, "from modifiers"))
    added = "".join(f", {names.signed(amount)} {source}" for amount, source in parts if amount)
    faces = " + ".join(str(face) for face in found.faces)
    total = f" = {names.number(found.total)}" if added or len(found.faces) > 1 else ""
    outcome = f": {found.outcome}" if found.outcome else ""
    source = " (dice from the table)" if found.source == TABLE else ""
    return f"{found.dice}{source}: {faces}{added}{total}{outcome}"


def _lots(faces: tuple[int, ...]) -> str:
    """Return the lots in the order in which they were drawn: "success, failure, success"."""
    return ", ".join("success" if face else "failure" for face in faces)
