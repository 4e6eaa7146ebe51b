"""The shape of plays/*.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, PlainValidator

from wargame.exercise.codes import Code
from wargame.exercise.leaves import read_format, read_text, read_whole, refuse
from wargame.exercise.likelihood import HOW_TO_SAY, likelihood_of
from wargame.exercise.shapes import Name, Names, Shape, Text, Whole
from wargame.exercise.written import Branch, Listing, Written, title_place

MOST_FACES = 100
LARGEST_FACE = 1_000
MOST_BALLOTS = 100
_ADDED = re.compile(r"([+-]?[0-9]{1,4})\s*%?")
LOTS = {"success": 1, "failure": 0}
"""What is written for lots that were drawn at the table."""


def read_dice(node: Any) -> tuple[tuple[int, ...], ...]:
    """[[4, 3], [35]]: the faces of each roll; a single roll may be written [4, 3]."""
    if not isinstance(node, Listing) or not node:
        hint = "[[4, 3]], or [[4, 3], [35]]"
        refuse(Code.WRONG_KIND, "the faces of each roll are expected here", hint, title_place(node))
    rolls = node if isinstance(node[0], Listing) else [node]
    return tuple(_read_faces(roll) for roll in rolls)


def _read_faces(node: Any) -> tuple[int, ...]:
    if not isinstance(node, Listing):
        refuse(Code.WRONG_KIND, "the faces of one roll are expected here", "[4, 3]", read_text(node).place)
    if all(str(face) in LOTS for face in node):
        return tuple(LOTS[str(face)] for face in node)
    faces = tuple(read_whole(face) for face in node)
    if not 1 <= len(faces) <= MOST_FACES or not all(1 <= face <= LARGEST_FACE for face in faces):
        message = f"a roll has 1 to {MOST_FACES} dice with faces from 1 to {LARGEST_FACE}"
        refuse(Code.BAD_VALUE, message, "[4, 3]", node.place)
    return faces


def read_reasons(node: Any) -> tuple[tuple[Written, Written], ...]:
    """{what: reason}, or a list of them where there are several rolls."""
    branches = node if isinstance(node, Listing) else [node]
    pairs: list[tuple[Written, Written]] = []
    for branch in branches:
        if not isinstance(branch, Branch):
            hint = "{partial: argued well}"
            refuse(Code.WRONG_KIND, "what was decided and why is expected here", hint, title_place(branch))
        pairs.extend((key, read_text(value)) for key, value in branch.items())
    return tuple(pairs)


def read_ballots(node: Any) -> tuple[float, ...]:
    """[70%, likely, 55%]: how likely each seat finds it."""
    ballots = []
    for said in node if isinstance(node, Listing) else [node]:
        text = read_text(said)
        ballot = likelihood_of(text)
        if ballot is None:
            refuse(Code.BAD_VALUE, f"`{text[:40]}` does not say how likely it is", HOW_TO_SAY, text.place)
        ballots.append(ballot)
    if not 1 <= len(ballots) <= MOST_BALLOTS:
        message = f"a vote has 1 to {MOST_BALLOTS} ballots"
        refuse(Code.BAD_VALUE, message, "[70%, likely, 55%]", title_place(node))
    return tuple(ballots)


def read_answers(node: Any) -> tuple[tuple[Written, Written | None], ...]:
    """An option, {option: agreement} where one is named with it, or a list of them."""
    answers: list[tuple[Written, Written | None]] = []
    for answer in node if isinstance(node, Listing) else [node]:
        if isinstance(answer, Branch):
            answers.extend((key, read_text(value)) for key, value in answer.items())
        else:
            answers.append((read_text(answer), None))
    return tuple(answers)


def read_added(node: Any) -> int:
    """+1, -2, or +10% where it is a chance."""
    text = read_text(node)
    found = _ADDED.fullmatch(text.strip())
    if found is None or not int(found[1]):
        message = f"what a modifier adds is expected here, not `{text[:40]}`"
        refuse(Code.BAD_VALUE, message, "+1, or +10% for a chance; never 0", text.place)
    return int(found[1])


Dice = Annotated[tuple[tuple[int, ...], ...], PlainValidator(read_dice)]
Reasons = Annotated[tuple[tuple[Written, Written], ...], PlainValidator(read_reasons)]
Ballots = Annotated[tuple[float, ...], PlainValidator(read_ballots)]
Added = Annotated[int, PlainValidator(read_added)]
Answers = Annotated[tuple[tuple[Written, Written | None], ...], PlainValidator(read_answers)]


class ArgumentShape(Shape):
    """A reason why a move should succeed or fail."""

    for_: Text | None = None
    against: Text | None = None
    by: Text | None = None
    weight: Whole = 1


class ModifierShape(Shape):
    """What is done about a modifier before the dice fall."""

    strike: Text | None = None
    count: Text | None = None
    add: Added | None = None
    because: Text
    roll: Whole = 1


class TellShape(Shape):
    """Who learns of an order."""

    to: Names
    because: Text


class OrderShape(Shape):
    """An order and what people did with it."""

    by: Text
    move: Text
    target: Text | None = None
    choices: dict[Text, Text] = Field(default_factory=dict)
    say: Text | None = None
    intent: Text | None = None
    dice: Dice = ()
    waive: Text | None = None
    lapse: Text | None = None
    outcome: Reasons = ()
    strike: Reasons = ()
    add: Reasons = ()
    decide: Reasons = ()
    arguments: list[ArgumentShape] = Field(default_factory=list)
    vote: Ballots = ()
    modifiers: list[ModifierShape] = Field(default_factory=list)
    tell: TellShape | None = None


class SignShape(Shape):
    """A text and who signs it."""

    agreement: Text
    by: Names
    terms: dict[Text, Whole] = Field(default_factory=dict)


class NoticeShape(Shape):
    """An agreement and who leaves it."""

    agreement: Text
    by: Text


class PlayTurnShape(Shape):
    """One turn."""

    orders: list[OrderShape] = Field(default_factory=list)
    sign: list[SignShape] = Field(default_factory=list)
    notice: list[NoticeShape] = Field(default_factory=list)
    answers: dict[Text, Answers] = Field(default_factory=dict)
    dice: dict[Text, Dice] = Field(default_factory=dict)
    expect: list[Text] = Field(default_factory=list)


class ExpectShape(Shape):
    """What must be true when play is over."""

    ending: Text | None = None
    turn: Whole | None = None
    conditions: list[Text] = Field(default_factory=list)


class PlayShape(Shape):
    """The whole file."""

    play: Annotated[int, PlainValidator(read_format)]
    title: Name | None = None
    seed: Text | None = None
    cards: dict[Text, Text] = Field(default_factory=dict)
    turns: dict[Text, PlayTurnShape] = Field(default_factory=dict)
    expect: ExpectShape | None = None
