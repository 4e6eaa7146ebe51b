"""What a play says is done at the table besides giving orders: texts signed, questions answered, cards held."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.exercise.agreements import Agreement
from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.definition import Exercise
from wargame.exercise.play import PlayAnswer, PlayCard, PlayNotice, PlaySignature
from wargame.exercise.questions import Option
from wargame.exercise.shapes_play import NoticeShape, SignShape
from wargame.exercise.written import Written

DICE = "?"
"""An answer that is left to the dice."""


class AtTheTable:
    """Reads these parts of a play against its exercise."""

    def __init__(self, desk: Assembly, exercise: Exercise) -> None:
        self._desk = desk
        self._exercise = exercise

    def signature(self, shape: SignShape) -> PlaySignature:
        """Return who signs what, to which terms."""
        found = self._agreement(shape.agreement)
        if found is not None:
            for party in shape.by:
                self._check_party(party, found)
            self._check_terms(shape, found)
        return PlaySignature(
            agreement=plain(shape.agreement),
            by=tuple(map(plain, shape.by)),
            place=shape.agreement.place,
            terms={plain(term): level for term, level in shape.terms.items()},
        )

    def notice(self, shape: NoticeShape) -> PlayNotice:
        """Return who leaves what."""
        found = self._agreement(shape.agreement)
        if found is not None:
            self._check_party(shape.by, found)
            if found.notice is None:
                message = f"`{found.id}` gives no party the right to withdraw"
                self._desk.say(shape.agreement.place, Code.BAD_PLAY, message, "`notice` in the rulebook does")
        return PlayNotice(plain(shape.agreement), plain(shape.by), shape.agreement.place)

    def answers(
        self, shapes: Mapping[Written, tuple[tuple[Written, Written | None], ...]]
    ) -> Mapping[str, tuple[PlayAnswer, ...]]:
        """Return the answers by question."""
        read = {}
        for question, answers in shapes.items():
            found = self._exercise.questions.get(plain(question))
            if found is None:
                self._desk.unknown(question, Code.UNKNOWN_REFERENCE, "question", self._exercise.questions)
                continue
            options = {option.id: option for option in found.options}
            read[plain(question)] = tuple(self._answer(options, option, target) for option, target in answers)
        return read

    def cards(self, shapes: Mapping[Written, Written]) -> Mapping[str, PlayCard]:
        """Return which words the actors hold."""
        cards = self._exercise.cards
        for card, word in shapes.items():
            found = cards.get(plain(card))
            if found is None:
                self._desk.unknown(card, Code.UNKNOWN_REFERENCE, "card", cards)
            elif word not in found.briefs:
                self._desk.unknown(word, Code.BAD_PLAY, f"word of the card {found.full_id} called", found.briefs)
        return {plain(card): PlayCard(plain(word), word.place) for card, word in shapes.items()}

    def _answer(self, options: Mapping[str, Option], option: Written, target: Written | None) -> PlayAnswer:
        found = options.get(plain(option))
        if found is None:
            if option != DICE:
                self._desk.unknown(option, Code.BAD_PLAY, "answer", options)
        elif target is None and found.target is not None:
            hint = f"{{{found.id}: {next(iter(self._exercise.agreements), 'agreement')}}}"
            self._desk.say(option.place, Code.BAD_PLAY, f"`{found.id}` names an agreement", hint)
        elif target is not None and found.target is None:
            self._desk.say(target.place, Code.BAD_PLAY, f"`{found.id}` names no agreement")
        if target is not None and target not in self._exercise.agreements:
            self._desk.unknown(target, Code.UNKNOWN_REFERENCE, "agreement", self._exercise.agreements)
        return PlayAnswer(plain(option), option.place, plain(target))

    def _agreement(self, name: Written) -> Agreement | None:
        found = self._exercise.agreements.get(plain(name))
        if found is None:
            self._desk.unknown(name, Code.UNKNOWN_REFERENCE, "agreement", self._exercise.agreements)
        return found

    def _check_party(self, party: Written, agreement: Agreement) -> None:
        if party not in self._exercise.actors:
            self._desk.unknown(party, Code.UNKNOWN_ACTOR, "actor", self._exercise.actors)
        elif party not in agreement.parties:
            message = f"`{party}` is no party to `{agreement.id}`"
            self._desk.say(party.place, Code.BAD_PLAY, message, "parties are " + ", ".join(agreement.parties))

    def _check_terms(self, shape: SignShape, agreement: Agreement) -> None:
        common = self._exercise.common
        terms = {name: common.terms[name] for name in agreement.terms if common and name in common.terms}
        for term, level in shape.terms.items():
            found = terms.get(plain(term))
            if found is None:
                self._desk.unknown(term, Code.UNKNOWN_REFERENCE, f"term of {agreement.id} called", terms)
            elif not found.low <= level <= found.high:
                message = f"`{found.id}` goes from {found.low} to {found.high}, not to {level}"
                self._desk.say(term.place, Code.BAD_PLAY, message)
            elif found.id in agreement.fixed_terms and level != agreement.terms[found.id]:
                message = f"`{found.id}` is fixed at {agreement.terms[found.id]} in `{agreement.id}`"
                self._desk.say(term.place, Code.BAD_PLAY, message)
