"""From a line of text to a tree of nodes, or to complaints that know their column.

A small parser of our own: no Python parser, no attribute, no text, no power and
no loop ever comes near a rule, every error has a column and speaks the
author's language, and length and depth are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NoReturn

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.condition_names import AGREEMENT_QUESTIONS, Naming
from wargame.exercise.condition_nodes import (
    And,
    Compare,
    Function,
    Kind,
    Negative,
    Node,
    Not,
    Number,
    Or,
    Product,
    RowOf,
    Sum,
    Unknown,
    kind_of,
)
from wargame.exercise.tokens import MOST_CHARACTERS, Token, complaint, tokens_of
from wargame.exercise.vocabulary import FUNCTIONS, OVER_ALL, QUESTIONS, Vocabulary

DEEPEST = 20
LARGEST = 1e12

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")

_PLAIN = re.compile(r"[-+]?[0-9]{1,9}", re.ASCII)
"""The usual amount."""
_BINARY_WORDS = ("and", "or", "is")


def parse_nodes(text: str, place: Place, kind: Kind, vocabulary: Vocabulary) -> Node:
    """Return the tree of a condition or amount; raises ExerciseError with everything that is wrong."""
    if kind == "amount" and _PLAIN.fullmatch(text):
        return Number(0, len(text), float(text))
    return _Parser(text, place, vocabulary).whole(kind)


def parse_row(text: str, place: Place, rows: Sequence[tuple[str, Place]], vocabulary: Vocabulary) -> Node:
    """Return which of these words something is: `this`, `us.posture`; raises ExerciseError as `parse_nodes` does."""
    complaints: list[Complaint] = []
    name, *rest = tokens_of(text, place)
    if name.kind != "name" or len(rest) > 1:
        message = "one name is expected here, which each row says a word of"
        raise ExerciseError((complaint(place, 0, Code.BAD_EXPRESSION, message, "by: this"),))
    naming = Naming(vocabulary, place, complaints)
    nodes = []
    for word, word_place in rows:
        nodes.append(naming.is_word(name.text, name.start, len(text), word, word_place))
        if complaints and complaints[-1].place != word_place:
            break  # it is the name that is wrong, whatever the word
    if complaints:
        raise ExerciseError(tuple(complaints))
    return RowOf(0, len(text), tuple(nodes))


class _Parser:
    """Reads one expression from left to right; complaints about names and types pile up, others end it."""

    def __init__(self, text: str, place: Place, vocabulary: Vocabulary) -> None:
        self._text = text
        self._place = place
        self._complaints: list[Complaint] = []
        if len(text) > MOST_CHARACTERS:
            self._fail(MOST_CHARACTERS, Code.EXPRESSION_TOO_BIG, f"longer than {MOST_CHARACTERS} characters")
        self._tokens = tokens_of(text, place)
        self._at = 0
        self._depth = 0
        self._vocabulary = vocabulary
        self._naming = self._outer = Naming(vocabulary, place, self._complaints)

    def whole(self, kind: Kind) -> Node:
        """Read everything there is."""
        if self._next.kind == "end":
            self._fail(0, Code.BAD_EXPRESSION, f"{'an amount' if kind == 'amount' else 'a condition'} is missing")
        node = self._or()
        if self._next.kind != "end":
            self._stray(self._next)
        self._want(node, kind)
        if self._complaints:
            raise ExerciseError(tuple(self._complaints))
        return node

    # ------------------------------------------------------------------ the grammar, from loose to tight

    def _or(self) -> Node:
        return self._chain("or", self._and, Or)

    def _and(self) -> Node:
        return self._chain("and", self._not, And)

    def _chain(self, word: str, below: Callable[[], Node], make: Callable[[int, int, tuple[Node, ...]], Node]) -> Node:
        start = self._next.start
        parts = [below()]
        while self._next.kind == "name" and self._next.text == word:
            self._take()
            parts.append(below())
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            self._want(part, "condition")
        return make(start, self._end, tuple(parts))

    def _not(self) -> Node:
        token = self._next
        if token.kind != "name" or token.text != "not":
            return self._comparison()
        self._take()
        part = self._deeper(self._not)
        self._want(part, "condition")
        return Not(token.start, self._end, part)

    def _comparison(self) -> Node:
        start = self._next.start
        if self._next.kind == "name" and self._tokens[self._at + 1].text == "is":
            return self._is(self._take())
        left = self._sum()
        token = self._next
        if token.kind == "name" and token.text == "is":
            hint = "left of `is` stands a card, a fact or a bound word: `us.posture is thrift`"
            self._fail(token.start, Code.BAD_EXPRESSION, "`is` cannot ask about this", hint)
        if token.text not in COMPARISONS:
            return left
        self._take()
        right = self._sum()
        self._want(left, "amount")
        self._want(right, "amount")
        if self._next.text in COMPARISONS:
            self._fail(
                self._next.start, Code.BAD_EXPRESSION, "one comparison at a time", "join two comparisons with `and`"
            )
        return Compare(start, self._end, token.text, left, right)

    def _is(self, subject: Token) -> Node:
        self._take()
        word = self._take()
        if word.text == "not":
            self._fail(word.start, Code.BAD_EXPRESSION, "`is not` is not known", f"write `not {subject.text} is …`")
        if word.kind != "name" or word.text in _BINARY_WORDS or "." in word.text:
            at = word.start if word.kind != "end" else len(self._text)
            self._fail(at, Code.BAD_EXPRESSION, "behind `is` stands one word", "as in `us.posture is thrift`")
        place = Place(self._place.file, self._place.line, self._place.column + word.start)
        return self._naming.is_word(subject.text, subject.start, word.end, word.text, place)

    def _sum(self) -> Node:
        start = self._next.start
        first = self._product()
        parts = [(False, first)]
        while self._next.text in ("+", "-"):
            minus = self._take().text == "-"
            parts.append((minus, self._product()))
        if len(parts) == 1:
            return first
        for _, part in parts:
            self._want(part, "amount")
        return Sum(start, self._end, tuple(parts))

    def _product(self) -> Node:
        start = self._next.start
        first = self._signed()
        parts = [(False, first)]
        while self._next.text in ("*", "/"):
            divides = self._take().text == "/"
            part = self._signed()
            if divides and isinstance(part, Number) and part.value == 0:
                self._complain(part.start, Code.DIVISOR_ZERO, "nothing can be divided by zero")
            parts.append((divides, part))
        if len(parts) == 1:
            return first
        for _, part in parts:
            self._want(part, "amount")
        return Product(start, self._end, tuple(parts))

    def _signed(self) -> Node:
        token = self._next
        if token.text not in ("+", "-"):
            return self._single()
        self._take()
        part = self._deeper(self._signed)
        self._want(part, "amount")
        if isinstance(part, Number):
            return Number(token.start, self._end, -part.value if token.text == "-" else part.value)
        return Negative(token.start, self._end, part) if token.text == "-" else part

    def _single(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._number(token)
        if token.text == "(":
            node = self._deeper(self._or)
            self._close(token)
            return node
        if token.kind != "name" or token.text in (*_BINARY_WORDS, "not"):
            self._stray(token)
        return self._call(token) if self._next.text == "(" else self._naming.amount(token.text, token.start)

    # ------------------------------------------------------------------ numbers, functions, questions

    def _number(self, token: Token) -> Node:
        per_cent = token.text.endswith("%")
        value = float(token.text.removesuffix("%"))
        if value > LARGEST:
            self._fail(token.start, Code.NUMBER_TOO_BIG, f"{token.text} is beyond 1,000,000,000,000")
        if self._next.kind in ("number", "name") and self._next.start == token.end:
            self._fail(token.start, Code.BAD_EXPRESSION, f"`{token.text}{self._next.text}` is neither number nor name")
        return Number(token.start, token.end, value / 100 if per_cent else value)

    def _call(self, name: Token) -> Node:
        opening = self._take()
        if name.text in OVER_ALL:
            return self._over_all(name, opening)
        if name.text in QUESTIONS or name.text in AGREEMENT_QUESTIONS:
            words: list[tuple[str, int]] = []
            while self._next.text != ")" or not words:
                word = self._take()
                if word.kind != "name":
                    self._fail(word.start, Code.BAD_EXPRESSION, f"`{name.text}` asks about names")
                words.append((word.text, word.start))
                if self._next.text != ",":
                    break
                self._take()
            closing = self._close(opening)
            return self._naming.question(name.text, words, name.start, closing.end)
        known = len(self._complaints)
        arguments = [self._deeper(self._or)]
        while self._next.text == ",":
            self._take()
            arguments.append(self._deeper(self._or))
        closing = self._close(opening)
        if name.text not in FUNCTIONS:
            del self._complaints[known:]  # what is wrong inside means nothing before it is known what it is inside of
            return self._naming.unknown_function(name.text, name.start, closing.end)
        for argument in arguments:
            self._want(argument, "amount")
        wanted_one = name.text not in ("min", "max")
        if wanted_one != (len(arguments) == 1):
            self._complain(
                name.start,
                Code.WRONG_ARGUMENTS,
                f"`{name.text}` takes {'one amount' if wanted_one else 'two amounts or more'}, not {len(arguments)}",
            )
        return Function(name.start, closing.end, name.text, tuple(arguments))

    def _over_all(self, name: Token, opening: Token) -> Node:
        """Read `count(which)`, `total(term, which)` or `highest(term, which)`: the name has been taken."""
        if self._naming is not self._outer:
            message = f"`{name.text}` cannot stand inside what is read for each agreement"
            self._fail(name.start, Code.BAD_EXPRESSION, message, "give it a name under `derived`")
        term, known = "", True
        if name.text != "count":
            word = self._take()
            if word.kind != "name" or self._next.text != ",":
                hint = f"as in `{name.text}(relief, active)`"
                self._fail(word.start, Code.WRONG_ARGUMENTS, f"`{name.text}` takes a term and a condition", hint)
            term, known = word.text, self._naming.summed(word.text, word.start)
            self._take()
        self._naming = Naming(self._vocabulary.through_all, self._place, self._complaints)
        which = self._deeper(self._or)
        self._naming = self._outer
        if self._next.text == ",":
            self._fail(self._next.start, Code.WRONG_ARGUMENTS, f"`{name.text}` takes one condition", "join with `and`")
        closing = self._close(opening)
        self._want(which, "condition")
        if not known or isinstance(which, Unknown):
            return Unknown(name.start, closing.end)
        return self._naming.over_all(name.text, term, which, name.start, closing.end)

    # ------------------------------------------------------------------ helpers

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    @property
    def _end(self) -> int:
        """Where what has been read so far ends; parentheses belong to what they are around."""
        return self._tokens[self._at - 1].end

    def _take(self) -> Token:
        token = self._tokens[self._at]
        if token.kind != "end":
            self._at += 1
        return token

    def _close(self, opening: Token) -> Token:
        token = self._next
        if token.text != ")":
            if token.kind == "end":
                self._fail(opening.start, Code.BAD_EXPRESSION, "this parenthesis is never closed")
            self._stray(token)
        return self._take()

    def _deeper(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail(self._next.start, Code.EXPRESSION_TOO_BIG, f"nested deeper than {DEEPEST} levels")
        node = read()
        self._depth -= 1
        return node

    def _want(self, node: Node, kind: Kind) -> None:
        if isinstance(node, Unknown) or kind_of(node) == kind:
            return
        written = f"`{self._text[node.start : node.end]}`"
        if kind == "condition":
            self._complain(
                node.start,
                Code.CONDITION_WANTED,
                f"{written} is an amount; something true or false is wanted here",
                f"compare it, as in `{self._text[node.start : node.end]} >= 1`",
            )
        else:
            self._complain(
                node.start,
                Code.AMOUNT_WANTED,
                f"{written} is true or false; an amount is wanted here",
                "conditions need no comparison and are joined with `and`, `or`, `not`",
            )

    def _complain(self, offset: int, code: Code, message: str, suggestion: str = "") -> None:
        self._complaints.append(complaint(self._place, offset, code, message, suggestion))

    def _stray(self, token: Token) -> NoReturn:
        before = self._tokens[self._at - 1] if self._at else token
        if token.kind == "end":
            self._fail(len(self._text), Code.BAD_EXPRESSION, "something is missing at the end")
        hint = ""
        if token.kind in ("name", "number") and before.kind in ("name", "number") and token.text not in _BINARY_WORDS:
            hint = "two values need a sign or `and` / `or` between them"
        self._fail(token.start, Code.BAD_EXPRESSION, f"`{token.text}` is not expected here", hint)

    def _fail(self, offset: int, code: Code, message: str, suggestion: str = "") -> NoReturn:
        self._complain(offset, code, message, suggestion)
        raise ExerciseError(tuple(self._complaints))
