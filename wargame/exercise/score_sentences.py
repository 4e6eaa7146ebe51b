"""Lines of scorecards and of rehearsal players: what is worth points, which moves and terms are preferred.

Each function takes a text and the place of its first letter, and raises
ExerciseError with everything that is wrong in it.
"""

from __future__ import annotations

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.players import Preference, TermChange
from wargame.exercise.scoring import ScoreLine
from wargame.exercise.sentences import Line
from wargame.exercise.tokens import Token
from wargame.exercise.vocabulary import Vocabulary, nearest

_PREFERENCES = "preferences read like `reach_out +1.5 if tension >= 8`"
_SCORES = "score lines read like `25 for trust from 10 to 80` or `-25 if tension >= 10`"
_TERMS = "terms are changed like `verification at least 2`, `relief +1` or `relief to 0`"


def parse_preference(text: str, place: Place, vocabulary: Vocabulary) -> Preference:
    """Read `us_summit +2.5 if count(active) >= 3`: points added to a move while the condition holds."""
    line = Line(text, place, vocabulary)
    move, *rest = line.head or line.tokens[:1]
    if move.kind != "name" or not rest or rest[0].text not in ("+", "-"):
        line.unreadable(move, "a preference", _PREFERENCES)
    if move.text not in vocabulary.moves:
        line.say(move.start, Code.UNKNOWN_MOVE, f"there is no move `{move.text}`", _near(move.text, vocabulary.moves))
    points = line.expression(rest[0].start, rest[-1].end, "amount")
    condition = line.condition()
    line.give_up_if_wrong()
    assert points is not None
    return Preference(move.text, points, condition, place)


def parse_score_line(text: str, place: Place, vocabulary: Vocabulary) -> ScoreLine:
    """Read `25 for warheads from 70 to 25` or `-25 if tension >= 10`; both may be joined: `… if active(cap)`."""
    line = Line(text, place, vocabulary)
    points, rest = _number(line.head)
    if points is None:
        line.unreadable(line.tokens[0], "a score line", _SCORES)
    amount: Expression | None = None
    nothing_at = all_at = 0.0
    if rest:
        amount, nothing_at, all_at = _between(line, rest)
    condition = line.condition()
    if amount is None and not rest and line.is_unconditional:
        line.say(len(text.rstrip()), Code.BAD_SENTENCE, "what the points are for is missing", _SCORES)
    line.give_up_if_wrong()
    return ScoreLine(text, place, points, amount, nothing_at, all_at, condition)


def parse_term_change(text: str, place: Place, vocabulary: Vocabulary) -> TermChange:
    """Read `verification at least 2`, `relief +1`, `relief to 0`: how a player changes the usual terms of a text."""
    line = Line(text, place, vocabulary)
    term, *rest = line.head or line.tokens[:1]
    operation, used = line.operation(rest)
    if term.kind != "name" or operation is None or operation == "x" or len(rest) == used:
        line.unreadable(term, "a change of a term", _TERMS)
    if not line.is_unconditional:
        line.unreadable(term, "a change of a term", "terms are changed without `if`")
    line.naming.term(term.text, term.start)
    amount = line.expression(rest[used].start, rest[-1].end, "amount")
    line.give_up_if_wrong()
    assert amount is not None
    return TermChange(term.text, operation, amount, place)


def _between(line: Line, rest: list[Token]) -> tuple[Expression | None, float, float]:
    """Read `for AMOUNT from 70 to 25`: the amount, where nothing is given, where all."""
    words = [token.text for token in rest]
    if words[0] != "for" or "from" not in words:
        line.unreadable(rest[0], "a score line", _SCORES)
    middle = words.index("from")
    nothing_at, behind = _number(rest[middle + 1 :])
    all_at, end = _number(behind[1:]) if behind and behind[0].text == "to" else (None, behind)
    if nothing_at is None or all_at is None or end or middle == 1:
        line.unreadable(rest[0], "a score line", _SCORES)
    if nothing_at == all_at:
        at = rest[middle].start
        line.say(at, Code.RANGE_UPSIDE_DOWN, "nothing and all are given at the same value", "from 70 to 25")
    return line.expression(rest[1].start, rest[middle - 1].end, "amount"), nothing_at, all_at


def _number(tokens: list[Token]) -> tuple[float | None, list[Token]]:
    """Take a number off the beginning, with its sign; None if there is none."""
    signs = 1 if tokens and tokens[0].text in ("+", "-") else 0
    if len(tokens) <= signs or tokens[signs].kind != "number" or tokens[signs].text.endswith("%"):
        return None, tokens
    value = float(tokens[signs].text)
    return (-value if signs and tokens[0].text == "-" else value), tokens[signs + 1 :]


def _near(name: str, pool: frozenset[str]) -> str:
    near = nearest(name, sorted(pool))
    return f"did you mean `{near}`?" if near else ""
