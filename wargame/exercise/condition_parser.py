"""From a line of text to a tree of nodes, or to complaints that know their column.

A small parser of our own: no Python parser, no attribute, no text, no power and
no loop ever comes near a rule, every error has a column and speaks the
author's language, and length and depth are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.condition_names import Naming, Unknown
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
    Sum,
    kind_of,
)
from wargame.exercise.vocabulary import FUNCTIONS, QUESTIONS, Vocabulary

MOST_CHARACTERS = 500
DEEPEST = 20
LARGEST = 1e12

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]{1,40}(?:\.[0-9]{1,40})?|\.[0-9]{1,40})%?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|(?P<sign>==|!=|<=|>=|[-+*/()<>,]))",
    re.ASCII,
)
_PLAIN = re.compile(r"[-+]?[0-9]{1,9}", re.ASCII)
"""The usual amount."""
_INSTEAD = {
    "=": "write `==` to compare",
    "!": "write `not`",
    "&": "write `and`",
    "|": "write `or`",
    "≥": "write `>=`",
    "≤": "write `<=`",
    "≠": "write `!=`",
    "×": "write `*`",
    "·": "write `*`",
    "÷": "write `/`",
    "−": "write `-`",
    "–": "write `-`",
    "^": "powers are not part of the language",
    "%": "a per cent sign stands directly behind a number",
    "'": "names stand without quotes",
    '"': "names stand without quotes",
    "[": "use round parentheses",
    "{": "use round parentheses",
}
_BINARY_WORDS = ("and", "or", "is")


class Token(NamedTuple):
    """A word, number or sign, at text[start:end]."""

    kind: str
    """`number`, `name`, `sign` or `end`."""
    text: str
    start: int
    end: int


def complaint(place: Place, offset: int, code: Code, message: str, suggestion: str = "") -> Complaint:
    """Return a complaint about the letter at `offset` of a text that begins at `place`."""
    return Complaint(Place(place.file, place.line, place.column + offset), code, message, suggestion)


def tokens_of(text: str, place: Place) -> list[Token]:
    """Split a line into tokens, the last of kind `end`; raises ExerciseError at a letter that fits nothing."""
    tokens: list[Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            letter = text[at]
            message = f"`{letter}` is not part of the language" if letter.isprintable() else "a letter nobody can see"
            raise ExerciseError((complaint(place, at, Code.BAD_EXPRESSION, message, _INSTEAD.get(letter, "")),))
        kind = match.lastgroup or ""
        tokens.append(Token(kind, match.group(kind), match.start(kind), match.end(kind)))
        at = match.end()
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def parse_nodes(text: str, place: Place, kind: Kind, vocabulary: Vocabulary) -> Node:
    """Return the tree of a condition or amount; raises ExerciseError with everything that is wrong."""
    if kind == "amount" and _PLAIN.fullmatch(text):
        return Number(0, len(text), float(text))
    return _Parser(text, place, vocabulary).whole(kind)


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
        self._naming = Naming(vocabulary, place, self._complaints)

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
        left = self._sum()
        token = self._next
        if token.kind == "name" and token.text == "is":
            self._fail(token.start, Code.BAD_EXPRESSION, "`is` asks about cards and facts, and none are declared here")
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
        if name.text in QUESTIONS:
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
