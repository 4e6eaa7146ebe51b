"""Rehearsal players and who sits where: shapes to definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.players import Player, Preference, Seating, Signing, TermChange
from wargame.exercise.questions import FACILITATOR, INJURED, Question
from wargame.exercise.rulebook import Move
from wargame.exercise.score_sentences import parse_preference, parse_term_change
from wargame.exercise.scoring import Card
from wargame.exercise.sentences import parse_modifier
from wargame.exercise.shapes_players import PlayerShape, RehearsalShape, SignsShape
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Written

_BY_CARD = re.compile(r"by card ([A-Za-z][A-Za-z0-9_]*)", re.ASCII)
_EQUALLY = "equally"
_DRAWN = "drawn"


class RehearsalReader:
    """Reads how seats are played when nobody is there."""

    def __init__(
        self, desk: Assembly, moves: Mapping[str, Move], questions: Mapping[str, Question], cards: Mapping[str, Card]
    ) -> None:
        self._desk = desk
        self._moves = moves
        self._questions = questions
        self._cards = cards

    def players(self, shape: RehearsalShape) -> dict[str, Player]:
        """Return the ways of playing a seat."""
        return {str(key): self._player(key, one) for key, one in shape.players.items() if one is not None}

    def seatings(self, shape: RehearsalShape, players: Mapping[str, Player]) -> tuple[Seating, ...]:
        """Return who sits where. `players` are all that could be read; names of broken ones are let pass."""
        broken = {str(key) for key, one in shape.players.items() if one is None}
        return tuple(
            seating
            for actor, names in shape.seats.items()
            if (seating := self._seating(actor, names, players, broken)) is not None
        )

    # ------------------------------------------------------------------ players

    def _player(self, key: Written, shape: PlayerShape) -> Player:
        desk = self._desk
        actor = desk.actors((shape.for_,)) if shape.for_ is not None else ()
        if shape.moves is not None and shape.moves != _EQUALLY:
            hint = "moves: equally; or points by move under `points`"
            desk.say(shape.moves.place, Code.BAD_VALUE, f"`{shape.moves[:40]}` is not a way to choose moves", hint)
        known = desk.vocabulary.binding(me=actor or desk.vocabulary.actors)
        drawn = shape.terms == (_DRAWN,)
        return Player(
            id=str(key),
            place=key.place,
            actor=actor[0] if actor else "",
            equally=shape.moves == _EQUALLY,
            points={move: shape.points[Written(move, "")] for move in self._theirs(actor, shape.points)},
            prefer=tuple(self._preferences(shape, actor, known)),
            keeps_promises=shape.keeps_promises,
            terms=() if drawn else tuple(self._terms(shape, actor)),
            terms_drawn=drawn,
            signs=self._signs(shape.signs, actor) if shape.signs is not None else None,
            answers=self._answers(shape, actor),
        )

    def _theirs(self, actor: tuple[str, ...], names: Mapping[Written, float] | tuple[Written, ...]) -> Iterator[str]:
        """Yield the moves named; complains of those that do not exist, or that are another actor's."""
        for name in names:
            move = self._moves.get(str(name))
            if move is None:
                if name not in self._desk.vocabulary.moves:
                    self._desk.unknown(name, Code.UNKNOWN_MOVE, "move", self._moves)
            elif actor and actor[0] not in move.by:
                message = f"`{name}` is not a move of `{actor[0]}`"
                self._desk.say(name.place, Code.NOT_THEIR_MOVE, message, "who may do it stands under `by`")
            else:
                yield str(name)

    def _preferences(self, shape: PlayerShape, actor: tuple[str, ...], known: Vocabulary) -> Iterator[Preference]:
        for text in shape.prefer:
            found = self._desk.parsed(text, lambda line, place: parse_preference(line, place, known))
            if found is not None and list(self._theirs(actor, (text.part(0, len(found.move)),))):
                yield found

    def _terms(self, shape: PlayerShape, actor: tuple[str, ...]) -> Iterator[TermChange]:
        known = self._signing_words(actor)
        for text in shape.terms:
            found = self._desk.parsed(text, lambda line, place: parse_term_change(line, place, known))
            if found is not None:
                yield found

    def _signs(self, shape: SignsShape, actor: tuple[str, ...]) -> Signing:
        desk, known = self._desk, self._signing_words(actor)
        if (shape.chance is None) == (shape.score is None):
            desk.say(
                shape.place, Code.MISSING_KEY, "`signs` has either a `chance` or a `score`", "signs: {chance: 75%}"
            )
        if shape.give_or_take < 0:
            desk.say(shape.place, Code.BAD_VALUE, "`give or take` is 0 or more")
        modifiers = (
            desk.parsed(text, lambda line, place: parse_modifier(line, place, known)) for text in shape.modifiers
        )
        return Signing(
            place=shape.place,
            chance=desk.amount(shape.chance, known) if shape.chance is not None else None,
            score=desk.amount(shape.score, known) if shape.score is not None else None,
            at_least=shape.at_least,
            give_or_take=shape.give_or_take,
            modifiers=tuple(modifier for modifier in modifiers if modifier is not None),
        )

    def _signing_words(self, actor: tuple[str, ...]) -> Vocabulary:
        """Return the words known where a player thinks about a text: itself, and any text it is a party to."""
        known = self._desk.vocabulary
        texts = (name for name, one in known.agreements.items() if not actor or actor[0] in one.parties)
        return known.binding(me=actor or known.actors, this=texts)

    def _answers(self, shape: PlayerShape, actor: tuple[str, ...]) -> dict[str, dict[str, float]]:
        answers: dict[str, dict[str, float]] = {}
        for name, weights in shape.answers.items():
            question = self._questions.get(str(name))
            if question is None:
                if name not in self._desk.vocabulary.questions:
                    self._desk.unknown(name, Code.UNKNOWN_QUESTION, "question", self._questions)
                continue
            if actor and question.asked_of not in (actor[0], FACILITATOR, INJURED):
                message = f"`{name}` is asked of `{question.asked_of}`, never of `{actor[0]}`"
                self._desk.warn(name.place, Code.UNUSED, message)
            options = [option.id for option in question.options]
            kept = self._desk.those(weights, options, Code.UNKNOWN_WORD, f"answer to `{name}` called")
            answers[str(name)] = {option: weights[Written(option, "")] for option in kept}
            if kept and not any(answers[str(name)].values()):
                self._desk.say(name.place, Code.BAD_VALUE, f"every answer to `{name}` has no weight", "pay: 95%")
        return answers

    # ------------------------------------------------------------------ seats

    def _seating(
        self, actor: Written, names: tuple[Written, ...], players: Mapping[str, Player], broken: set[str]
    ) -> Seating | None:
        if not self._desk.actors((actor,)):
            return None
        by_card = _BY_CARD.fullmatch(names[0]) if len(names) == 1 else None
        if by_card is not None:
            return self._by_card(actor, names[0].part(by_card.start(1)), players, broken)
        if not names:
            self._desk.say(actor.place, Code.MISSING_KEY, f"nobody sits in the seat of `{actor}`", "name a player")
        for name in names:
            if name not in broken:
                self._check_player(name, str(name), str(actor), players)
        return Seating(str(actor), tuple(dict.fromkeys(str(name) for name in names if name in players)))

    def _by_card(
        self, actor: Written, name: Written, players: Mapping[str, Player], broken: set[str]
    ) -> Seating | None:
        card = self._cards.get(f"{actor}.{name}")
        if card is None:
            theirs = [full.partition(".")[2] for full in self._cards if full.startswith(f"{actor}.")]
            self._desk.unknown(name, Code.UNKNOWN_CARD, f"card of `{actor}` called", theirs)
            return None
        for word in card.briefs:
            if word not in broken:
                self._check_player(name, word, str(actor), players)
        return Seating(str(actor), (), str(name))

    def _check_player(self, at: Written, name: str, actor: str, players: Mapping[str, Player]) -> None:
        if name not in players:
            word = Written(name, at.file, at.line, at.column)
            self._desk.unknown(word, Code.UNKNOWN_REFERENCE, "rehearsal player", players)
        elif players[name].actor not in ("", actor):
            message = f"the player `{name}` plays `{players[name].actor}`, not `{actor}`"
            self._desk.say(at.place, Code.BAD_VALUE, message, "leave out `for`, and it plays any seat")
