"""The documents of the kit: which there are, and each as a page of HTML made from a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame import paths
from wargame.exercise.definition import Actor, Exercise
from wargame.review import names, pact_words, rule_words
from wargame.review.kit import facts, prose, rules
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from jinja2 import Environment

    from wargame.session.sitting import Sitting

KINDS: Mapping[str, str] = {
    "book": phrase("Facilitator book"),
    "briefs": phrase("Role briefs"),
    "cards": phrase("Move cards"),
    "slips": phrase("Order slips"),
    "forms": phrase("Evaluator forms"),
    "tents": phrase("Name tents"),
    "sheet": phrase("Power-cut sheet"),
}
"""Every kind of document by the name it has on the command line."""

OF_A_SESSION = ("sheet",)
"""Those that only a session has."""
NOT_REAL = phrase("Exercise, not real events")
"""What stands on every page."""
_FOLDED = ("tents",)
_SLIPS = 3
"""On a page, for each actor."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the kit."""

    kind: str
    name: str
    """Name of its file, without an ending: `brief-us`."""
    title: str
    """What stands at the foot of its pages: "Role brief: United States"."""
    html: str
    folded: bool = False
    """Whether each page is folded in the middle and shows the same on both sides."""


def kinds_of(sitting: Sitting | None) -> tuple[str, ...]:
    """Return the kinds that can be made: for an exercise alone, those of a session are left out."""
    return tuple(kind for kind in KINDS if sitting is not None or kind not in OF_A_SESSION)


def documents(exercise: Exercise, kinds: Sequence[str], sitting: Sitting | None = None) -> tuple[Document, ...]:
    """Return the documents of these kinds, in the order of KINDS; in a session as things stand now.

    A role brief and the cards of an actor hold what everybody may read and what that actor may read, nothing else.
    """
    writing = _writing(exercise)
    wanted = [kind for kind in kinds_of(sitting) if kind in kinds]
    return tuple(document for kind in wanted for document in _made(exercise, kind, sitting, writing))


def _made(exercise: Exercise, kind: str, sitting: Sitting | None, writing: Environment) -> Iterator[Document]:
    for actor, values in _contents(exercise, kind, sitting):
        title = say(KINDS[kind]) if actor is None else say(_ONE[kind], actor=actor.name)
        text = writing.get_template(f"{kind}.html").render(exercise=exercise, title=title, **values)
        name = kind if actor is None else f"{kind}-{re.sub(r'[^a-z0-9_-]+', '-', actor.id.casefold())}"
        yield Document(kind, name, title, text, kind in _FOLDED)


def _contents(
    exercise: Exercise, kind: str, sitting: Sitting | None
) -> Iterator[tuple[Actor | None, Mapping[str, object]]]:
    """Yield for each document of a kind whose it is, if it is an actor's, and what its template is filled with."""
    seats = dict(sitting.created.seats) if sitting is not None else {}
    if kind in _ONE:
        for actor in exercise.actors.values():
            yield (
                actor,
                (
                    {"brief": facts.brief(exercise, actor, sitting)}
                    if kind == "briefs"
                    else {"actor": actor, "cards": facts.move_cards(exercise, actor, sitting)}
                ),
            )
    elif kind == "book":
        yield None, {"book": facts.book(exercise)}
    elif kind == "forms":
        yield None, {"scale": facts.scale(exercise), "groups": facts.tasks_by_objective(exercise)}
    elif kind == "sheet":
        if sitting is not None:
            yield None, {"sheet": facts.sheet(sitting)}
    else:
        yield None, {"seats": seats, "slips": range(_SLIPS)}


_ONE = {"briefs": phrase("Role brief: {actor}"), "cards": phrase("Move cards: {actor}")}


def _writing(exercise: Exercise) -> Environment:
    """Return what fills the templates in; whatever an author wrote is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 -- loaded when something is printed
    from markupsafe import Markup  # noqa: PLC0415 -- the same

    writing = Environment(
        loader=FileSystemLoader(paths.shipped("resources") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    writing.filters |= {
        "markdown": lambda text: Markup(prose.html(text)),  # noqa: S704 -- escaped there, word by word
        "actor": lambda actor: names.actor_name(exercise, actor),
        "actors": lambda some: names.listed([names.actor_name(exercise, one) for one in some]),
        "condition": lambda text: rule_words.condition(exercise, text),
        "sentence": lambda text: rule_words.sentence(exercise, text),
        "block": lambda block: list(rules.block_lines(exercise, block)),
        "effects": lambda effects: list(rules.effect_lines(exercise, effects)),
        "move": lambda move: names.move_name(exercise, move),
        "phase": lambda phase: names.phase_name(exercise, phase),
        "pact": lambda pact: names.opening(pact_words.name_of(exercise, pact)),
        "asked": lambda question: pact_words.asked(exercise, question),
        "asked_of": lambda question: pact_words.asked_of(exercise, question),
        "step": lambda item: _step(exercise, item),
        "span": lambda row: rules.span(row.low, row.high),
        "item": names.item_name,
        "seen": facts.seen_words,
        "number": names.number,
        "capital": names.opening,
    }
    writing.globals |= {
        "say": say,
        "say_count": say_count,
        "word": lambda plain: names.word(exercise, plain),
        "level": lambda term, value: names.level_text(exercise, term, value),
    }
    return writing


def _step(exercise: Exercise, item: str) -> str:
    """Return what people call something that a phase does: a step's own name, if it is one that has a name."""
    blocks = exercise.rulebook.steps.get(item, ())
    own = blocks[0].name if blocks else ""
    return own[:1].lower() + own[1:] if own else names.item_name(item)
