"""plays/*.yaml: shapes to a Play whose every name is known."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.exercise.assembly import Assembly, Enough, plain
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.definition import Exercise
from wargame.exercise.play import Faces, Play, PlayOrder, PlayTurn, Reasoned
from wargame.exercise.play_choices import check_target, choices_of
from wargame.exercise.play_deciding import arguments_of, modifiers_of, told_of, way_chosen
from wargame.exercise.play_table import AtTheTable
from wargame.exercise.rulebook import Move
from wargame.exercise.sentences import parse_sentence
from wargame.exercise.shapes_play import ExpectShape, OrderShape, PlayShape, PlayTurnShape
from wargame.exercise.spelling import words_of
from wargame.exercise.structure import shaped
from wargame.exercise.survey import bound_in
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Written


def read_parts(name: str, text: str, exercise: Exercise) -> Play:
    """Return the play; raises ExerciseError with every complaint."""
    desk = Assembly()
    desk.vocabulary = Vocabulary.of(exercise)
    shape, complaints = shaped(PlayShape, name, text)
    desk.complaints.extend(complaints)
    play = None
    try:
        play = _PlayReader(desk, exercise).play(name, shape) if shape is not None else None
    except Enough:
        play = None
    if play is None or desk.complaints:
        raise ExerciseError(tuple(sorted(set(desk.complaints))))
    return play


_COMMON = "every agreement"


class _PlayReader:
    """Reads a play against its exercise."""

    def __init__(self, desk: Assembly, exercise: Exercise) -> None:
        self._desk = desk
        self._exercise = exercise
        rules = exercise.rulebook
        self._rules = {
            "moves": tuple(rules.moves),
            "steps": tuple(rules.steps),
            "triggers": tuple(rules.triggers),
            "injects": tuple(inject.id for inject in exercise.injects),
            "agreements": tuple(exercise.agreements),
            "questions": tuple(exercise.questions),
        }
        self._table = AtTheTable(desk, exercise)

    def play(self, name: str, shape: PlayShape) -> Play:
        """Return the whole play."""
        turns = {}
        for key, turn in shape.turns.items():
            number = self._turn_number(key)
            turns[number] = self._turn(turn)
        expected = shape.expect
        stem = name.rpartition("/")[2].partition(".")[0]
        return Play(
            name=name,
            title=plain(shape.title) or words_of(stem),
            seed=plain(shape.seed) or stem,
            turns=turns,
            place=Place(name),
            ending=self._ending(expected),
            ending_turn=expected.turn if expected else None,
            conditions=tuple(map(self._desk.condition, expected.conditions)) if expected else (),
            ending_place=expected.place if expected else None,
            cards=self._table.cards(shape.cards),
        )

    def _turn_number(self, key: Written) -> int:
        last = self._exercise.turns
        if not (key.isascii() and key.isdigit() and 1 <= int(key[:9]) <= last):
            message = f"there is no turn {key[:20]}: the exercise has turns 1 to {last}"
            self._desk.say(key.place, Code.BAD_PLAY, message)
            return 0
        return int(key)

    def _ending(self, shape: ExpectShape | None) -> str:
        if shape is None or shape.ending is None:
            return ""
        known = {name for ending in self._exercise.rulebook.endings for name in (ending.id, ending.end_state)}
        if shape.ending not in known:
            self._desk.unknown(shape.ending, Code.UNKNOWN_REFERENCE, "ending", sorted(known))
        return plain(shape.ending)

    def _turn(self, shape: PlayTurnShape) -> PlayTurn:
        orders = (self._order(order) for order in shape.orders)
        return PlayTurn(
            orders=tuple(order for order in orders if order is not None),
            dice=self._dice(shape.dice),
            sign=tuple(self._table.signature(sign) for sign in shape.sign),
            notice=tuple(self._table.notice(notice) for notice in shape.notice),
            answers=self._table.answers(shape.answers),
            expect=tuple(map(self._desk.condition, shape.expect)),
            place=shape.place,
        )

    def _dice(self, shapes: Mapping[Written, tuple[Faces, ...]]) -> dict[str, tuple[Faces, ...]]:
        for path in shapes:
            section, _, rest = path.partition("/")
            name = rest.partition("/")[0]
            if section == _COMMON:
                continue  # what all agreements share has no names of its own that could be looked up
            if section not in self._rules:
                hint = "by the path of a rule: steps/crisis_roll, injects/election"
                self._desk.say(path.place, Code.BAD_PLAY, f"`{path[:60]}` is not the path of a rule", hint)
            elif name not in self._rules[section]:
                part = path.part(len(section) + 1)
                self._desk.unknown(part, Code.BAD_PLAY, f"rule in {section} called", self._rules[section])
        return {str(path): faces for path, faces in shapes.items()}

    def _order(self, shape: OrderShape) -> PlayOrder | None:
        exercise = self._exercise
        if shape.by not in exercise.actors:
            self._desk.unknown(shape.by, Code.UNKNOWN_ACTOR, "actor", exercise.actors)
        if shape.move not in exercise.rulebook.moves:
            self._desk.unknown(shape.move, Code.UNKNOWN_MOVE, "move", exercise.rulebook.moves)
            return None
        move = exercise.rulebook.moves[str(shape.move)]
        self._check_fit(shape, move)
        self._check_added(shape, move)
        return PlayOrder(
            by=plain(shape.by),
            move=move.id,
            place=shape.by.place,
            target=plain(shape.target),
            choices=choices_of(self._desk, shape, move),
            say=plain(shape.say),
            intent=plain(shape.intent),
            dice=shape.dice,
            waive=plain(shape.waive),
            lapse=plain(shape.lapse),
            outcome=_reasoned(shape.outcome),
            strike=_reasoned(shape.strike),
            add=_reasoned(shape.add),
            decide=way_chosen(self._desk, move, _reasoned(shape.decide)),
            arguments=arguments_of(self._desk, shape.arguments),
            vote=shape.vote,
            modifiers=modifiers_of(self._desk, shape.modifiers, move, exercise),
            tell=told_of(self._desk, shape.tell, exercise.actors),
        )

    def _check_fit(self, shape: OrderShape, move: Move) -> None:
        """The right actor, and a target if the move has one."""
        if shape.by in self._exercise.actors and shape.by not in move.by:
            message = f"`{move.id}` is not a move of `{shape.by}`"
            self._desk.say(shape.by.place, Code.BAD_PLAY, message, "it is one of " + ", ".join(move.by))
        check_target(self._desk, shape, move)

    def _check_added(self, shape: OrderShape, move: Move) -> None:
        """Sentences added by hand are held to the same rules as those of the rulebook."""
        known = self._desk.vocabulary.binding(**{**bound_in(move), "me": (str(shape.by),)})
        for sentence, _ in shape.add:
            self._desk.parsed(sentence, lambda text, place: parse_sentence(text, place, known))


def _reasoned(pairs: tuple[tuple[Written, Written], ...]) -> tuple[Reasoned, ...]:
    return tuple(Reasoned(str(what), plain(why), what.place) for what, why in pairs)
