"""Questions: shapes to definitions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.exercise.asking import Words
from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.blocks import BlockReader
from wargame.exercise.codes import Code
from wargame.exercise.conditions import Expression
from wargame.exercise.questions import FACILITATOR, INJURED, Option, Question
from wargame.exercise.shapes_agreements import OptionShape, QuestionShape
from wargame.exercise.spelling import words_of
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Written

_GAP = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


def read_questions(
    desk: Assembly,
    blocks: BlockReader,
    shapes: Mapping[Written, QuestionShape | None],
    words: Mapping[str, Words],
) -> dict[str, Question]:
    """Return the questions; `words` says which words mean something in each."""
    reader = _QuestionReader(desk, blocks)
    return {
        str(key): reader.question(key, shape, words[str(key)]) for key, shape in shapes.items() if shape is not None
    }


class _QuestionReader:
    """Reads one question after the other."""

    def __init__(self, desk: Assembly, blocks: BlockReader) -> None:
        self._desk = desk
        self._blocks = blocks

    def question(self, key: Written, shape: QuestionShape, words: Words) -> Question:
        """Return one question."""
        self._check_asked(shape, words)
        if not shape.options:
            self._desk.say(shape.place, Code.MISSING_KEY, "a question needs options", "options: {yes: {}, no: {}}")
        known = self._desk.vocabulary.binding(**words)
        return Question(
            id=str(key),
            place=key.place,
            asked_of=plain(shape.asked_of),
            text=plain(shape.text),
            options=tuple(self._option(key, name, option, words) for name, option in shape.options.items()),
            secret=shape.secret,
            amounts=self._amounts(shape.text, words, known),
        )

    def _option(self, question: Written, key: Written, shape: OptionShape, words: Words) -> Option:
        desk = self._desk
        known = desk.vocabulary.binding(**words)
        inside = known
        if shape.target is not None:
            inside = known.binding(**{**words, "target": tuple(known.agreements)})
        return Option(
            id=str(key),
            name=plain(shape.name) or words_of(key),
            place=key.place,
            allowed_if=desk.condition(shape.allowed_if, known) if shape.allowed_if is not None else None,
            odds=desk.amount(shape.odds, known) if shape.odds is not None else None,
            target=desk.condition(shape.target, known.through_all) if shape.target is not None else None,
            effects=self._blocks.effects(shape.effects, f"questions/{question}/{key}", inside),
        )

    def _check_asked(self, shape: QuestionShape, words: Words) -> None:
        who = shape.asked_of
        if who == INJURED:
            if "breaker" not in words:
                message = "nobody is injured where this is asked: no breach has been found there"
                self._desk.say(who.place, Code.UNBOUND_WORD, message, "ask an actor, or ask it under `if found`")
        elif who != FACILITATOR and who not in self._desk.vocabulary.actors:
            pool = (*self._desk.vocabulary.actors, INJURED, FACILITATOR)
            self._desk.unknown(who, Code.UNKNOWN_ACTOR, "actor", pool)

    def _amounts(self, text: Written, words: Words, known: Vocabulary) -> dict[str, Expression]:
        """Return what stands in braces and is not a word: amounts, filled in when it is asked."""
        amounts = {}
        for gap in _GAP.finditer(text):
            name = gap[1].strip()
            if name not in words:
                start = gap.start(1) + len(gap[1]) - len(gap[1].lstrip())
                amounts[name] = self._desk.amount(text.part(start, start + len(name)), known)
        left = _GAP.sub(lambda gap: " " * len(gap[0]), text)
        for brace in _BRACE.finditer(left):
            message, hint = f"the brace `{brace[0]}` stands alone", "write `{this}`, or no brace"
            self._desk.say(text.part(brace.start(), brace.end()).place, Code.BAD_VALUE, message, hint)
        return amounts
