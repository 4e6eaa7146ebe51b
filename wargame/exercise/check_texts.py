"""Texts for people: missing reasons and expected actions, texts too long for the wall, secrets in public."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wargame.exercise.case import Case, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Move
from wargame.exercise.vocabulary import EVERYBODY

HEADLINE = 100
"""Letters that fit in two lines at the top of the wall."""
PANEL = 600
"""Letters that fit in one panel of the wall at the size people read from the back row."""
TELLING = 40
"""A sentence shorter than this may well stand in two briefings by chance."""

_SENTENCE = re.compile(r"[^.!?\n]{1,2000}[.!?]?")


def reasons(case: Case) -> Iterator[Complaint]:
    """Modifiers without a reason."""
    for found in case.found.blocks:
        for modifier in found.block.modifiers:
            if not modifier.because:
                hint = "add `because …`: it is what the room is told"
                yield warning(modifier.place, Code.NO_BECAUSE, f"`{modifier.text}` gives no reason", hint)


def injects(case: Case) -> Iterator[Complaint]:
    """Injects without an expected action."""
    for inject in case.exercise.injects:
        if not inject.expected:
            message = f"the inject `{inject.id}` does not say what is expected of the players"
            yield warning(inject.place, Code.NO_EXPECTED_ACTION, message, "expected: what a good team does")


def panels(case: Case) -> Iterator[Complaint]:
    """Texts too long for one panel of the wall."""
    for place, what, text, most in _shown(case):
        if len(text) > most:
            message = f"{what} has {len(text)} letters; {most} fit on the wall"
            yield warning(place, Code.TOO_LONG_FOR_PANEL, message, "move the rest into a briefing")


def secrets(case: Case) -> Iterator[Complaint]:
    """Words of a private briefing, and names of secret moves, in texts for everybody."""
    kept = Secrets.of(case.exercise)
    for place, text in _public(case):
        yield from kept.told_in(place, text)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not stand in a text for everybody."""

    sentences: Mapping[str, str]
    """Sentence of a private text → which: "the briefing of red"."""
    moves: Mapping[str, Move]
    """Name of a secret move → the move."""

    @classmethod
    def of(cls, exercise: Exercise) -> Secrets:
        """Collect the secrets of an exercise."""
        sentences = {
            _plain(sentence): where
            for where, text in _private(exercise)
            for sentence in _SENTENCE.findall(text)
            if len(_plain(sentence)) >= TELLING
        }
        moves = {
            _plain(move.name): move
            for move in exercise.rulebook.moves.values()
            if move.seen in ("secret", "when detected") and len(move.name.split()) > 1
        }
        return cls(sentences, moves)

    def told_in(self, place: Place, text: str) -> Iterator[Complaint]:
        """Yield a warning for each secret that a text for everybody tells."""
        told = _plain(text)
        for sentence, where in self.sentences.items():
            if sentence in told:
                message = f"a sentence from {where} stands in a text for everybody: `{sentence[:60]}…`"
                yield warning(place, Code.SECRET_IN_PUBLIC, message, "take it out of one of the two")
        for name, move in self.moves.items():
            if re.search(rf"\b{re.escape(name)}\b", told):
                message = f"the secret move `{move.id}` is named in a text for everybody: `{move.name}`"
                yield warning(place, Code.SECRET_IN_PUBLIC, message, "say it in other words")


def _shown(case: Case) -> Iterator[tuple[Place, str, str, int]]:
    """Yield everything that comes on the wall: where it stands, what it is, the text, and how many letters fit."""
    rules = case.exercise.rulebook
    for inject in case.exercise.injects:
        yield inject.place, f"the headline of `{inject.id}`", inject.headline, HEADLINE
        yield inject.place, f"the text of `{inject.id}`", inject.text, PANEL
    for ending in rules.endings:
        yield ending.place, f"what the ending `{ending.id}` says", ending.say, PANEL
    for trigger in rules.triggers.values():
        yield trigger.place, f"what the trigger `{trigger.id}` says", trigger.say, PANEL
    for question in case.exercise.questions.values():
        yield question.place, f"the question `{question.id}`", question.text, PANEL
    for found in case.found.blocks:
        for outcome in found.block.outcomes:
            yield outcome.place, f"what the outcome `{outcome.name}` says", outcome.say, PANEL


def _private(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Yield every text for some alone: which it is, and what it says."""
    for actor, text in exercise.briefings.items():
        if actor in exercise.actors:
            yield f"the briefing of {actor}", text
    for name, card in exercise.cards.items():
        yield from ((f"the card `{name}`", brief) for brief in card.briefs.values())
    for inject in exercise.injects:
        if EVERYBODY not in inject.to:
            yield f"the inject `{inject.id}`, which is not for all,", f"{inject.text}\n{inject.attachment}"


def _public(case: Case) -> Iterator[tuple[Place, str]]:
    """Yield everything that everybody reads or hears."""
    exercise, rules = case.exercise, case.exercise.rulebook
    yield Place("briefings/public.md"), exercise.briefings.get("public", "")
    yield Place("scenario.yaml"), exercise.synopsis
    yield from ((Place("scenario.yaml"), actor.aim) for actor in exercise.actors.values())
    yield from ((phase.place, " ".join((phase.says, *phase.questions))) for phase in exercise.phases)
    for inject in exercise.injects:
        if EVERYBODY in inject.to:
            yield inject.place, f"{inject.headline}\n{inject.text}\n{inject.read_aloud}\n{inject.attachment}"
    yield from ((ending.place, ending.say) for ending in rules.endings)
    yield from ((trigger.place, trigger.say) for trigger in rules.triggers.values())
    for move in rules.moves.values():
        if move.seen == "public":
            yield move.place, move.text
            yield from ((outcome.place, outcome.say) for outcome in move.block.outcomes)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[*_#>`]", "", text).split()).casefold()
