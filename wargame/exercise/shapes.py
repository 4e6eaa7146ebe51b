"""The shapes that all files of an exercise share, and how a wrong shape becomes a complaint.

pydantic looks at the nodes and finds all that is wrong at once. Only
`exercise.structure` imports these modules, when an exercise is read.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    PlainValidator,
    Tag,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import PydanticCustomError

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.languages import Notes, read_prose, read_title
from wargame.exercise.leaves import (
    read_each,
    read_id,
    read_names,
    read_number,
    read_share,
    read_text,
    read_truth,
    read_whole,
)
from wargame.exercise.spelling import did_you_mean
from wargame.exercise.written import Branch, Listing, Written, title_place

Text = Annotated[Written, PlainValidator(read_text)]
"""Any scalar: a sentence, a formula."""
Prose = Annotated[Written, PlainValidator(read_prose)]
"""Words for people, in one language or several."""
Name = Annotated[Written, PlainValidator(read_title)]
"""One line for people, at most 200 letters, in one language or several."""
Id = Annotated[Written, PlainValidator(read_id)]
"""What rules call a thing."""
Names = Annotated[tuple[Written, ...], PlainValidator(read_names)]
"""A word, or a list of words."""
Each = Annotated[Written | Branch, PlainValidator(read_each)]
"""One scalar for all owners, or a mapping owner → scalar."""
Whole = Annotated[int, PlainValidator(read_whole)]
Number = Annotated[float, PlainValidator(read_number)]
Share = Annotated[float, PlainValidator(read_share)]
"""A probability or weight: `45%`."""
Truth = Annotated[bool, PlainValidator(read_truth)]


class Shape(BaseModel):
    """A mapping with known keys. A field `allowed_if` is written `allowed if`; `if_` is written `if`."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        arbitrary_types_allowed=True,
        alias_generator=lambda field: field.rstrip("_").replace("_", " "),
    )

    known_keys: ClassVar[tuple[str, ...]] = ()
    """The keys that may be written."""
    _written: Branch

    @model_validator(mode="wrap")
    @classmethod
    def _take(cls, node: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(node, Branch):
            raise PydanticCustomError(Code.WRONG_KIND, "{message}", {"message": _MAPPING})
        known = cls.known_keys
        for key in node:
            if key not in known and _is_cut_off(node, key):
                message = f"a comma inside {{…}} cuts a text in two, before `{key[:60]}`"
                _noted(info).append(Complaint(key.place, Code.COMMA_TRAP, message, "put the whole text in quotes"))
            elif key not in known:
                message = f"the key `{key[:60]}` is not known here"
                noted = _noted(info)
                near = did_you_mean(key, known) if len(noted) < _MOST_HINTS else ""
                hint = near or "known are: " + ", ".join(known)
                noted.append(Complaint(key.place, Code.UNKNOWN_KEY, message, hint))
        shape = handler(node)
        shape._written = node  # noqa: SLF001 - its own
        return shape

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Remember the keys that may be written."""
        cls.known_keys = tuple(field.alias or name for name, field in cls.model_fields.items())

    @property
    def place(self) -> Place:
        """Where people look for it: at its key, else where the mapping begins."""
        return title_place(self._written)

    @property
    def written(self) -> Branch:
        """The nodes it was read from."""
        return self._written


def _is_cut_off(node: Branch, key: Written) -> bool:
    """Whether a key is the end of a text that a comma has cut: `{due: turn 2, minute 15}`."""
    value = node[key]
    return node.flow and isinstance(value, Written) and value.missing


def _noted(info: ValidationInfo) -> Notes:
    """Return the list in which complaints are noted on the way; `structure` gives it."""
    return info.context if isinstance(info.context, Notes) else Notes()


def complaints_of(error: ValidationError, node: Any) -> list[Complaint]:
    """Return what pydantic found, in our words and at our places."""
    found = []
    for problem in error.errors(include_url=False, include_input=False):
        ours = problem.get("ctx", {})
        where = _walk(node, problem["loc"])
        place = ours.get("place") or title_place(where)
        if "message" in ours:
            code, message, hint = Code(problem["type"]), str(ours["message"]), str(ours.get("suggestion", ""))
        elif problem["type"] == "missing":
            code, message, hint = Code.MISSING_KEY, f"the key `{problem['loc'][-1]}` is missing here", ""
        elif isinstance(where, Written) and where.missing:
            code, message, hint = Code.WRONG_KIND, "nothing is written here", "[] is an empty list; or remove the key"
        elif problem["type"] == "list_type":
            code, message, hint = (
                Code.WRONG_KIND,
                "a list is expected here",
                "[first, second], or lines beginning with -",
            )
        else:
            code, message, hint = Code.WRONG_KIND, _MAPPING, ""
        found.append(Complaint(place, code, message, hint))
    return found


def _walk(node: Any, path: tuple[int | str, ...]) -> Any:
    """Go down the nodes as far as the path leads; pydantic's own marks in it are passed over."""
    for step in path:
        if isinstance(node, Branch) and step in node:
            node = node[step]  # type: ignore[index]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node):
            node = node[step]
    return node


_MOST_HINTS = 100
"""Looking for what was meant takes time; a hostile file has thousands of unknown keys."""
_MAPPING = "a mapping is expected here (key: value)"


def _kind_of_effect(node: Any) -> str:
    return "<block>" if isinstance(node, Branch) and not _is_colon_trap(node) else "<sentence>"


def _is_colon_trap(node: Branch) -> bool:
    """`tension +1 if x because prepared: in force` is read by YAML as a key and its value."""
    return len(node) == 1 and not set(node) & set(BlockShape.known_keys) and " " in next(iter(node))


def _kind_of_outcome(node: Any) -> str:
    return "<outcome>" if isinstance(node, Branch) else "<effects>"


def _kind_of_roll(node: Any) -> str:
    return "<roll>" if isinstance(node, Branch) else "<dice>"


class InlineRoll(Shape):
    """Dice with a limit on their modifiers, where they are rolled."""

    dice: Text
    modifiers_at_most: Number | None = None


Effect = Annotated[
    Annotated[Text, Tag("<sentence>")] | Annotated["BlockShape", Tag("<block>")], Discriminator(_kind_of_effect)
]
Effects = list[Effect]


def forgiving(node: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Note what is wrong with one entry, and go on with the others; the broken entry becomes None."""
    try:
        return handler(node)
    except ValidationError as error:
        _noted(info).extend(complaints_of(error, node))
        return None


class OutcomeShape(Shape):
    """An outcome with words for the room."""

    say: Prose | None = None
    effects: Effects = []


class BlockShape(Shape):
    """A condition, effects, then a roll or a chance: the shape of everything that happens."""

    name: Name | None = None
    if_: Text | None = None
    chance: Text | None = None
    effects: Effects = []
    roll: (
        Annotated[Annotated[Text, Tag("<dice>")] | Annotated[InlineRoll, Tag("<roll>")], Discriminator(_kind_of_roll)]
        | None
    ) = None
    modifiers: list[Prose] = []
    outcomes: (
        dict[
            Text,
            Annotated[
                Annotated[Effects, Tag("<effects>")] | Annotated[OutcomeShape, Tag("<outcome>")],
                Discriminator(_kind_of_outcome),
            ],
        ]
        | None
    ) = None
    together: Truth = False
