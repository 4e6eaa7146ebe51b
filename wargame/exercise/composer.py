"""Text to nodes: a small, strict part of YAML in which every scalar knows where it stands.

The parser's events are walked, so that size, depth, aliases and tags are refused
before anything is built. Scalars keep their exact text; what they mean (number,
true, a sentence) is for the shapes to say, so `no` stays `no` and `1.0` stays `1.0`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.spelling import forbidden_character
from wargame.exercise.written import Branch, Listing, Node, Written, key_of
from wargame.exercise.yaml_words import in_words, mend_comma_traps

MOST_BYTES = 1 << 20
DEEPEST = 32
MOST_NODES = 50_000
LONGEST_TEXT = 20_000
MOST_COMPLAINTS = 100
"""After so many the rest of a file is noise."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):  # noqa: N818 - not an error of the program: the file stops here
    """The rest of the file cannot be read."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.message)
        self.complaint = complaint


def compose(file: str, text: str) -> tuple[Node | None, tuple[Complaint, ...]]:
    """Return the file's nodes, and what is wrong with it as text; no nodes when it could not be read to its end."""
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES >> 10} KiB"
        return None, (Complaint(Place(file), Code.TOO_BIG, message, "divide the exercise, or shorten its texts"),)
    if unfit := forbidden_character(text):
        line = text.count("\n", 0, unfit.offset) + 1
        place = Place(file, line, unfit.offset - text.rfind("\n", 0, unfit.offset))
        return None, (Complaint(place, Code.BAD_CHARACTER, f"the file holds {unfit.name}", "delete it"),)
    composer = _Composer(file)
    try:
        composer.take(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        return None, (*composer.complaints, refused.complaint)
    except yaml.YAMLError as error:
        return None, (*composer.complaints, in_words(file, error))
    if composer.root is None:
        return None, (Complaint(Place(file), Code.NOT_YAML, "the file is empty"),)
    return composer.root, tuple(composer.complaints)


class _Composer:
    """Builds nodes from events."""

    def __init__(self, file: str) -> None:
        self.root: Node | None = None
        self.complaints: list[Complaint] = []
        self._file = file
        self._nodes = 0
        self._open: list[Branch | Listing] = []
        self._keys: list[Written | None] = []
        """For every open node the key that waits for its value."""

    def take(self, events: Iterator[Any]) -> None:
        """Build the nodes of one document."""
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._begin(event)
                self._put(self._scalar(event))
            elif kind is yaml.MappingStartEvent:
                self._begin(event)
                self._enter(Branch(self._place(event), flow=bool(event.flow_style)))
            elif kind is yaml.SequenceStartEvent:
                self._begin(event)
                self._enter(Listing(self._place(event), flow=bool(event.flow_style)))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._leave()
            elif kind is yaml.AliasEvent:
                self._refuse(event, Code.ANCHOR_OR_TAG, f"an alias (*{event.anchor[:40]}) is not part of the format")
            elif kind is yaml.DocumentStartEvent and self.root is not None:
                self._refuse(event, Code.NOT_YAML, "a file holds one document; here a second one begins", "divide it")

    def _begin(self, event: Any) -> None:
        """Refuse what no node may have."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._refuse(event, Code.TOO_BIG, f"the file has more than {MOST_NODES} entries", "divide the exercise")
        if event.anchor is not None:
            self._refuse(event, Code.ANCHOR_OR_TAG, f"an anchor (&{event.anchor[:40]}) is not part of the format")
        if event.tag is not None:
            self._refuse(event, Code.ANCHOR_OR_TAG, f"a tag ({event.tag[:60]}) is not part of the format")

    def _scalar(self, event: Any) -> Written:
        text, start, end = event.value, event.start_mark, event.end_mark
        line, column = start.line, start.column
        quoted = event.style in ("'", '"')
        exact = line == end.line and end.column - column - 2 * quoted == len(text)
        if len(text) > LONGEST_TEXT:
            self._refuse(event, Code.TEXT_TOO_LONG, f"a text is longer than {LONGEST_TEXT} characters", "shorten it")
        if not exact and (unfit := forbidden_character(text)):
            self._refuse(event, Code.BAD_CHARACTER, f"this text holds {unfit.name}", "delete it")
        column += 2 if quoted and exact else 1
        return Written(text, self._file, line + 1, column, plain=bool(event.implicit[0]), exact=exact)

    def _put(self, node: Node) -> None:
        """Hang the node where it belongs: at the top, in the list, under its key; or let it be the next key."""
        if not self._open:
            self.root = node
            return
        holder = self._open[-1]
        if isinstance(holder, Listing):
            holder.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            holder[key] = node
            self._keys[-1] = None
            if not isinstance(node, Written):
                node.key = key
        elif not isinstance(node, Written):
            self._refuse_node(node, "a key must be a text, not a list or a mapping")
        else:
            self._expect_value_of(node, holder)

    def _expect_value_of(self, key: Written, holder: Branch) -> None:
        if key in holder:
            first = key_of(holder, key)
            message = f"`{key[:60]}` appears twice here, first in line {first.line if first else 0}"
            self._complain(Complaint(key.place, Code.DUPLICATE_KEY, message, "keep one of the two"))
        self._keys[-1] = key

    def _enter(self, node: Branch | Listing) -> None:
        if len(self._open) >= DEEPEST:
            raise _Refused(Complaint(node.place, Code.TOO_BIG, f"nested deeper than {DEEPEST} levels", "flatten it"))
        if self._open and isinstance(self._open[-1], Branch) and self._keys[-1] is None:
            self._refuse_node(node, "a key must be a text, not a list or a mapping")
        self._put(node)
        self._open.append(node)
        self._keys.append(None)

    def _leave(self) -> None:
        node = self._open.pop()
        self._keys.pop()
        if node.flow:
            for trap in mend_comma_traps(node):
                self._complain(trap)

    def _complain(self, complaint: Complaint) -> None:
        self.complaints.append(complaint)
        if len(self.complaints) >= MOST_COMPLAINTS:
            message = f"more than {MOST_COMPLAINTS} complaints; the rest of the file is unread"
            raise _Refused(Complaint(complaint.place, Code.TOO_BIG, message))

    def _refuse(self, event: Any, code: Code, message: str, suggestion: str = "put the text in quotes") -> None:
        raise _Refused(Complaint(self._place(event), code, message, suggestion))

    def _refuse_node(self, node: Branch | Listing, message: str) -> None:
        raise _Refused(Complaint(node.place, Code.NOT_YAML, message, "a text that begins with [ or { stands in quotes"))

    def _place(self, event: Any) -> Place:
        return Place(self._file, event.start_mark.line + 1, event.start_mark.column + 1)
