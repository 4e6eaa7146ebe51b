"""Effects, modifiers, ranges and dice: the one-line sentences of a rulebook.

Each function takes a text and the place of its first letter, and raises
ExerciseError with everything that is wrong in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.condition_names import Naming
from wargame.exercise.condition_nodes import Reference, Sum
from wargame.exercise.condition_parser import MOST_CHARACTERS, Token, complaint, tokens_of
from wargame.exercise.conditions import Expression, Kind, parse
from wargame.exercise.rulebook import ChangeTrack, ClearFlag, Modifier, Operation, RaiseFlag, Reveal, Roll, Simple
from wargame.exercise.vocabulary import EVERYBODY, TURN, Vocabulary

MOST_TURNS = 100
MOST_DICE = 20
MOST_SIDES = 1000

_BECAUSE = re.compile(r"\bbecause\b")
_ASSIGNED = re.compile(r"\s*[A-Za-z_][\w.]*\s*([-+*/:]?=)(?!=)", re.ASCII)
_NUMBER = r"(-?[0-9]{1,12}(?:\.[0-9]{1,9})?)"
_RANGE = re.compile(rf"\s*{_NUMBER}(?:\s+to\s+{_NUMBER}|\s+or\s+(less|more))?\s*", re.ASCII)
_DICE = re.compile(r"\s*([0-9]{1,4})d([0-9]{1,6})(?![\w.])\s*", re.ASCII)
_EXAMPLES = "effects read like `tension +1`, `tension to 5`, `gdp x 0.97`, `channel at least 2`, `flag gesture`"

_ONE_WORD: dict[str, Operation] = {"+": "+", "-": "-", "x": "x", "to": "to"}
_TWO_WORDS: dict[str, Operation] = {"at least": "at least", "at most": "at most"}

_Read = TypeVar("_Read")


def parse_sentence(text: str, place: Place, vocabulary: Vocabulary) -> Simple:
    """Read one effect: `economy +2 after 1 turn`, `flag gesture for 2 turns if trust >= 30`, `reveal stock to all`."""
    return _Line(text, place, vocabulary).sentence()


def parse_modifier(text: str, place: Place, vocabulary: Vocabulary) -> Modifier:
    """Read one modifier: `+1 if trust >= 30 because both sides listen`. Without a reason `because` is ""."""
    because = _BECAUSE.search(text)
    rule = text[: because.start()] if because else text
    line = _Line(rule, place, vocabulary)
    if because and not text[because.end() :].strip():
        line.say(because.start(), Code.BAD_MODIFIER, "the reason is missing", "`because` and a few words")
    first = line.head[0] if line.head else line.tokens[-1]
    if first.text not in ("+", "-"):
        hint = "modifiers read like `+1 if trust >= 30 because both sides listen`"
        line.say(first.start, Code.BAD_MODIFIER, "a modifier begins with + or -", hint)
        line.give_up()
    amount = line.expression(first.start, line.head[-1].end, "amount")
    condition = line.condition()
    line.give_up_if_wrong()
    assert amount is not None
    reason = text[because.end() :].strip() if because else ""
    return Modifier(text=text, place=place, amount=amount, condition=condition, because=reason)


def parse_range(text: str, place: Place) -> tuple[float, float]:
    """Read `5 or less`, `6 to 8`, `9 or more` or `7`: lowest and highest value, both included."""
    if match := _RANGE.fullmatch(text[:MOST_CHARACTERS]):
        first, last, open_end = match.groups()
        low = -math.inf if open_end == "less" else float(first)
        high = math.inf if open_end == "more" else float(last or first)
        if low > high:
            message = f"the range `{text.strip()}` ends before it begins"
            raise ExerciseError((Complaint(place, Code.RANGE_UPSIDE_DOWN, message),))
        return low, high
    message = f"`{_shown(text)}` is not a range"
    hint = "ranges read `5 or less`, `6 to 8`, `9 or more` or `7`"
    raise ExerciseError((Complaint(place, Code.BAD_RANGE, message, hint),))


def parse_dice(text: str, place: Place, vocabulary: Vocabulary) -> Roll:
    """Read `2d6`, `1d100` or `2d6 + support / 10`."""
    match = _DICE.match(text)
    if match is None:
        hint = "dice read `2d6`, `1d100` or `2d6 + support / 10`"
        raise ExerciseError((Complaint(place, Code.BAD_DICE, f"`{_shown(text)}` are no dice", hint),))
    count, sides = int(match[1]), int(match[2])
    if not (1 <= count <= MOST_DICE and 2 <= sides <= MOST_SIDES):  # noqa: PLR2004 - a die has two sides or more
        message = f"{count}d{sides}: from 1 to {MOST_DICE} dice of 2 to {MOST_SIDES:,} sides can be rolled"
        raise ExerciseError((complaint(place, match.start(1), Code.BAD_DICE, message),))
    at = match.end()
    if at == len(text):
        return Roll(text=text, place=place, count=count, sides=sides)
    if text[at] not in "+-":
        raise ExerciseError((complaint(place, at, Code.BAD_DICE, "behind the dice stands + or - and an amount"),))
    if text[at] == "+":
        at += 1
        at += len(text[at:]) - len(text[at:].lstrip())
    start = Place(place.file, place.line, place.column + at)
    bonus = parse(text[at:].rstrip(), start, "amount", vocabulary)
    return Roll(text=text, place=place, count=count, sides=sides, bonus=bonus)


@dataclass(frozen=True, slots=True)
class _Tail:
    """`after 2 turns`, `for 2 turns`."""

    word: str
    turns: int
    start: int


class _Line:
    """One sentence in the making: what stands before `if`, and the complaints so far."""

    def __init__(self, text: str, place: Place, vocabulary: Vocabulary) -> None:
        self.text = text
        self._place = place
        self._vocabulary = vocabulary
        self._complaints: list[Complaint] = []
        if len(text) > MOST_CHARACTERS:
            self.say(MOST_CHARACTERS, Code.EXPRESSION_TOO_BIG, f"longer than {MOST_CHARACTERS} characters")
            self.give_up()
        if match := _ASSIGNED.match(text):
            message = f"`{match[1]}` is not part of an effect"
            self.say(match.start(1), Code.BAD_SENTENCE, message, "write `tension +1` or `tension to 5`")
            self.give_up()
        self.tokens = tokens_of(text, place)
        words = [token.text for token in self.tokens]
        self._if = words.index("if") if "if" in words else None
        self.head = self.tokens[: -1 if self._if is None else self._if]
        self._naming = Naming(vocabulary, place, self._complaints)

    def sentence(self) -> Simple:
        """Read the whole line as an effect."""
        if not self.head:
            self._unreadable(self.tokens[0])
        tail = self._tail()
        match self.head[0].text:
            case "flag":
                return self._flag(tail)
            case "clear":
                return self._clear(tail)
            case "reveal":
                return self._reveal(tail)
        return self._change(tail)

    # ------------------------------------------------------------------ the kinds of sentences

    def _flag(self, tail: _Tail | None) -> RaiseFlag:
        name = self._flag_name(tail, "after")
        condition = self.condition()
        self.give_up_if_wrong()
        turns = tail.turns if tail else None
        return RaiseFlag(self.text, self._place, condition, flag=name, turns=turns)

    def _clear(self, tail: _Tail | None) -> ClearFlag:
        name = self._flag_name(tail, "after", "for")
        condition = self.condition()
        self.give_up_if_wrong()
        return ClearFlag(self.text, self._place, condition, flag=name)

    def _reveal(self, tail: _Tail | None) -> Reveal:
        self._no_tail(tail, "after", "for")
        _, *rest = self.head
        if len(rest) < 3 or rest[0].kind != "name" or rest[1].text != "to":  # noqa: PLR2004 - TRACK to SOMEBODY
            self._unreadable(self.head[0], "write `reveal stock to all`, or `… to us, prc`")
        track = self._naming.track(rest[0].text, rest[0].start)
        names, joints = rest[2::2], rest[3::2]
        if any(joint.text not in (",", "and") for joint in joints) or len(names) == len(joints):
            self._unreadable(rest[2], "write `reveal stock to all`, or `… to us, prc`")
        for name in names:
            self._naming.audience(name.text, name.start, EVERYBODY)
        condition = self.condition()
        self.give_up_if_wrong()
        assert track is not None
        to = tuple(name.text for name in names)
        return Reveal(self.text, self._place, condition, track=track, to=to)

    def _change(self, tail: _Tail | None) -> ChangeTrack:
        self._no_tail(tail, "for")
        name, *rest = self.head
        if name.kind != "name":
            self._unreadable(name)
        operation, used = self._operation(rest)
        if operation is None:
            self._unreadable(name)
        track = self._track(name)
        if len(rest) == used:
            self.say(rest[-1].end, Code.BAD_SENTENCE, "the amount is missing", _EXAMPLES)
            self.give_up()
        first = rest[used]
        amount = self.expression(first.start, rest[-1].end, "amount")
        if operation == "-" and amount is not None and isinstance(amount.node, Sum) and amount.node.start == 0:
            hint = f"write `{name.text} -({amount.text})` if all of it is taken away"
            self.say(first.start, Code.BAD_SENTENCE, "put what is taken away in parentheses", hint)
        condition = self.condition()
        self.give_up_if_wrong()
        assert track is not None
        assert amount is not None
        after = tail.turns if tail else 0
        return ChangeTrack(
            self.text, self._place, condition, track=track, operation=operation, amount=amount, after=after
        )

    # ------------------------------------------------------------------ parts of sentences

    def _operation(self, rest: list[Token]) -> tuple[Operation | None, int]:
        """Return what is done, and how many tokens say so."""
        if rest and (operation := _ONE_WORD.get(rest[0].text)):
            return operation, 1
        operation = _TWO_WORDS.get(" ".join(token.text for token in rest[:2]))
        return operation, 2 if operation else 0

    def _track(self, name: Token) -> Reference | None:
        known = self._vocabulary
        if name.text == TURN or name.text in known.derived or name.text in known.tables:
            what = "counted" if name.text == TURN else "read from a table" if name.text in known.tables else "computed"
            self.say(name.start, Code.NOT_CHANGEABLE, f"`{name.text}` is {what} and cannot be changed by an effect")
            return None
        return self._naming.track(name.text, name.start)

    def _flag_name(self, tail: _Tail | None, *wrong: str) -> str:
        self._no_tail(tail, *wrong)
        if len(self.head) != 2 or self.head[1].kind != "name":  # noqa: PLR2004 - the word and the flag
            self._unreadable(self.head[0], "write `flag gesture`, `flag gesture for 2 turns` or `clear gesture`")
        name = self.head[1]
        self._naming.flag(name.text, name.start)
        return name.text

    def _tail(self) -> _Tail | None:
        """Take `after 2 turns` or `for 2 turns` off the end of the head."""
        if self._if is not None:
            late = next((token for token in self.tokens[self._if :] if token.text in ("after", "for")), None)
            if late is not None:
                self.say(late.start, Code.BAD_TAIL, f"`{late.text} …` comes before `if`")
                self.give_up()
        at = next((index for index, token in enumerate(self.head) if token.text in ("after", "for")), None)
        if at is None:
            return None
        word, *rest = self.head[at:]
        if [token.kind for token in rest] != ["number", "name"] or rest[1].text not in ("turn", "turns"):
            self.say(word.start, Code.BAD_TAIL, "how many turns is missing", f"write `{word.text} 2 turns`")
            self.give_up()
        turns = float(rest[0].text) if rest[0].text[-1:] != "%" else 0.5
        if turns != int(turns) or not 1 <= turns <= MOST_TURNS:
            message = f"`{word.text} {rest[0].text} {rest[1].text}`: from 1 to {MOST_TURNS} whole turns are possible"
            self.say(rest[0].start, Code.BAD_TURNS, message)
            self.give_up()
        self.head = self.head[:at]
        if not self.head:
            self._unreadable(word)
        return _Tail(word.text, int(turns), word.start)

    def _no_tail(self, tail: _Tail | None, *wrong: str) -> None:
        if tail is not None and tail.word in wrong:
            fits = "amounts take `after`, flags take `for`"
            self.say(tail.start, Code.BAD_TAIL, f"`{tail.word} …` does not fit this effect", fits)
            self.give_up()

    def condition(self) -> Expression | None:
        """Read what stands behind `if`; None when there is no `if`, or after a complaint."""
        if self._if is None:
            return None
        return self.expression(self.tokens[self._if].end, len(self.text), "condition")

    def expression(self, start: int, end: int, kind: Kind) -> Expression | None:
        """Read a stretch of the line as a condition or amount; None after a complaint."""
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        place = Place(self._place.file, self._place.line, self._place.column + start)
        return self._trying(lambda: parse(self.text[start:end].rstrip(), place, kind, self._vocabulary))

    def _trying(self, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except ExerciseError as error:
            self._complaints.extend(error.complaints)
            return None

    # ------------------------------------------------------------------ complaints

    def say(self, offset: int, code: Code, message: str, suggestion: str = "") -> None:
        """Put down one complaint."""
        self._complaints.append(complaint(self._place, offset, code, message, suggestion))

    def give_up(self) -> NoReturn:
        """Raise everything that was put down."""
        raise ExerciseError(tuple(self._complaints))

    def give_up_if_wrong(self) -> None:
        """Raise if anything was put down."""
        if self._complaints:
            self.give_up()

    def _unreadable(self, token: Token, hint: str = _EXAMPLES) -> NoReturn:
        shown = _shown(self.text)
        message = f"`{shown}` cannot be read as an effect" if shown else "an effect is missing"
        self.say(token.start, Code.BAD_SENTENCE, message, hint)
        self.give_up()


def _shown(text: str) -> str:
    clean = "".join(letter for letter in text.strip() if letter.isprintable())
    return clean if len(clean) <= 60 else clean[:59] + "…"  # noqa: PLR2004 - what fits in a line of complaints
