"""What an author wrote, as nodes that know where they stand in their file."""

from __future__ import annotations

from typing import Any, Self

from wargame.exercise.complaints import Place


class Written(str):
    """A scalar: exactly the text that stands in the file, and its place.

    It is a `str`, so that it can be a key and be compared; `str(written)` is the bare text.
    """

    __slots__ = ("column", "exact", "file", "line", "plain")

    file: str
    line: int
    column: int
    plain: bool
    """Not quoted: only then can `3` be a number and `true` a truth."""
    exact: bool
    """It stands in one line, letter by letter: the place of every letter is known."""

    def __new__(
        cls, text: str, file: str, line: int = 1, column: int = 1, *, plain: bool = True, exact: bool = True
    ) -> Self:
        """Make the text of that place; `column` is that of its first letter."""
        made = super().__new__(cls, text)
        made.file, made.line, made.column, made.plain, made.exact = file, line, column, plain, exact
        return made

    @property
    def place(self) -> Place:
        """Where its first letter stands."""
        return Place(self.file, self.line, self.column)

    @property
    def missing(self) -> bool:
        """Whether nothing was written at all: `title:` and then the end of the line."""
        return self.plain and self in ("", "~", "null")

    def part(self, start: int, end: int | None = None) -> Written:
        """Return a stretch of the text that still knows where it stands."""
        column = self.column + start if self.exact else self.column
        return Written(str(self)[start:end], self.file, self.line, column, plain=self.plain, exact=self.exact)


class Branch(dict[Written, Any]):
    """A mapping; its keys are `Written`, its values nodes.

    `key` is the key it stands under itself, `place` where it begins.
    """

    __slots__ = ("flow", "key", "place")

    def __init__(self, place: Place, *, flow: bool = False) -> None:
        super().__init__()
        self.place = place
        self.flow = flow
        self.key: Written | None = None


class Listing(list[Any]):
    """A list of nodes; `key` and `place` as in Branch."""

    __slots__ = ("flow", "key", "place")

    def __init__(self, place: Place, *, flow: bool = False) -> None:
        super().__init__()
        self.place = place
        self.flow = flow
        self.key: Written | None = None


Node = Written | Branch | Listing


def title_place(node: Node) -> Place:
    """Return where people look for a node: a text at its first letter, a mapping or list at its key if it has one."""
    if isinstance(node, Written) or node.key is None:
        return node.place
    return node.key.place


def key_of(branch: Branch, name: str) -> Written | None:
    """Return the key as it was written, with its place, or None."""
    return next((key for key in branch if key == name), None)
